// Runs axe-core over the report that this stands in, with everything unfolded; what is found goes into <pre id="found">.
document.querySelectorAll('details').forEach((part) => (part.open = true));
axe.run(document).then((results) => {
    const lines = results.violations.map(
        (rule) => `${rule.id} (${rule.impact}): ${rule.help}: ${rule.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`.replace(/\s+/g, ' '));
    const found = document.createElement('pre');
    found.id = 'found';
    found.textContent = [...lines, `passed ${results.passes.length} rules`].join('\n');
    document.body.append(found);
});
