// Opens each report in frames as wide as a telephone, a tablet and a laptop, and says what sticks out sideways.
// The page that holds this names the reports in window.reports; what is found goes into <pre id="found">.
const widths = [360, 768, 1280];

function frameOf(report, width) {
    return new Promise((done) => {
        const frame = document.createElement('iframe');
        frame.style.cssText = `width:${width}px;height:900px;border:0`;
        frame.onload = () => done(frame);
        frame.src = report;
        document.body.append(frame);
    });
}

function pathOf(element) {
    const name = element.tagName.toLowerCase();
    return name + (element.id ? `#${element.id}` : element.classList.length ? `.${element.classList[0]}` : '');
}

// What reaches beyond the right edge although nothing around it scrolls or hides it.
function sticksOut(page, width) {
    const held = (element) => {
        for (let at = element.parentElement; at && at !== page.body; at = at.parentElement)
            if (page.defaultView.getComputedStyle(at).overflowX !== 'visible') return true;
        return false;
    };
    return [...page.body.querySelectorAll('*')]
        .filter((element) => element.getBoundingClientRect().right > width + 1 && !held(element))
        .slice(0, 3)
        .map(pathOf);
}

async function measure() {
    const lines = [];
    for (const report of window.reports)
        for (const width of widths) {
            const frame = await frameOf(report, width);
            const page = frame.contentDocument;
            page.querySelectorAll('details').forEach((part) => (part.open = true));
            const wide = page.documentElement.scrollWidth;
            if (page.querySelector('h1') === null) lines.push(`${report}: no headline; did it load?`);
            if (wide > width)
                lines.push(`${report}: ${wide} pixels wide at ${width}: ${sticksOut(page, width).join(', ')}`);
            frame.remove();
        }
    const found = document.createElement('pre');
    found.id = 'found';
    found.textContent = [...lines, `measured ${window.reports.length * widths.length}`].join('\n');
    document.body.append(found);
}

measure();
