#include "report/html_frame.h"

/* Colours: the palette of the Government Analysis Function; text on white has a contrast of at least 4.5 to 1. */
static const char screen_rules[] =
    ":root{color-scheme:light;--ink:#1f1f1f;--soft:#595959;--blue:#12436d;--orange:#f46a25;--line:#d0d0d0;--pale:#f1f4f7}\n"
    "*{box-sizing:border-box}\n"
    "html{-webkit-text-size-adjust:100%}\n"
    "body{margin:0;color:var(--ink);background:#fff;font:16px/1.5 Arial,'Liberation Sans',Helvetica,sans-serif}\n"
    ".skip{position:absolute;left:-9999px;background:#fff;padding:.5em 1em;border:3px solid var(--blue)}\n"
    ".skip:focus{left:.5em;top:.5em;z-index:1}\n"
    "header.top,main,footer.end{max-width:1040px;margin:0 auto;padding:0 20px}\n"
    "header.top{padding-top:24px}\n"
    ".product{margin:0 0 6px;color:var(--soft);font-size:15px}\n"
    "h1{font-size:32px;line-height:1.2;margin:26px 0 10px;text-wrap:balance}\n"
    "h2{font-size:23px;line-height:1.25;margin:48px 0 10px;padding-top:14px}\n"
    "h2::before{content:'';display:block;width:44px;border-top:4px solid var(--orange);margin:-14px 0 10px}\n"
    "h3{font-size:18px;line-height:1.3;margin:28px 0 6px}\n"
    "p,li{max-width:48em}\n"
    "p{margin:0 0 12px}\n"
    "a{color:var(--blue)}\n"
    "a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--orange);outline-offset:2px}\n"
    ".lead{color:#3d3d3d;font-size:17px;margin-bottom:12px}\n"
    ".notice{border-left:6px solid var(--orange);background:var(--pale);padding:10px 14px;margin:14px 0;"
    "max-width:none}\n"
    ".warning{border-left:6px solid #801650;background:#f8eef3;padding:10px 14px;margin:14px 0;max-width:none}\n"
    ".note{color:var(--soft);font-size:14px}\n"
    ".figures{display:grid;grid-template-columns:repeat(3,1fr);gap:24px;margin:24px 0 12px;padding:0;list-style:none}\n"
    ".figures li{border-top:5px solid var(--blue);padding-top:8px}\n"
    ".figures b{display:block;font-size:34px;line-height:1.15}\n"
    ".figures li>span{display:block;font-size:15px;line-height:1.4}\n"
    ".figures li>span+span{color:var(--soft)}\n"
    "nav ul{list-style:none;margin:18px 0 0;padding:0;display:flex;flex-wrap:wrap;gap:4px 18px;font-size:15px}\n"
    ".scroll{overflow-x:auto;margin:16px 0}\n"
    "table{border-collapse:collapse;width:100%;font-size:15px;line-height:1.35}\n"
    "caption{text-align:left;font-weight:bold;padding:0 0 6px}\n"
    "th,td{text-align:left;vertical-align:top;padding:7px 14px 7px 0;border-bottom:1px solid var(--line);"
    "overflow-wrap:break-word}\n"
    "th:last-child,td:last-child{padding-right:0}\n"
    "thead th{vertical-align:bottom;border-bottom:2px solid var(--ink);font-size:14px}\n"
    "tbody th{font-weight:normal}\n"
    ".strong th,.strong td{font-weight:bold;background:var(--pale)}\n"
    ".number{text-align:right;font-variant-numeric:tabular-nums}\n"
    "figure{margin:20px 0 28px}\n"
    ".drawing{overflow-x:auto}\n"
    ".drawing svg{display:block;width:100%;min-width:640px;height:auto}\n"
    "figcaption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}\n"
    "figcaption h2{font-size:18px;line-height:1.3;margin:28px 0 6px;padding:0}figcaption h2::before{content:none}\n"
    ".undrawn figcaption{position:static;width:auto;height:auto;clip-path:none;white-space:normal}\n"
    "summary{cursor:pointer;color:var(--blue);font-size:15px;padding:4px 0}\n"
    "details[open]>summary{margin-bottom:6px}\n"
    "code{font:14px/1.4 'Liberation Mono',Consolas,monospace;overflow-wrap:anywhere}\n"
    "dl{margin:0 0 16px}.terms{columns:2 320px;column-gap:40px}.terms div{break-inside:avoid;padding-bottom:10px}"
    ".terms dt{margin:0}"
    "dt{font-weight:bold;margin-top:10px}dd{margin:0;max-width:48em}\n"
    ".onepage h2{margin-top:30px}.onepage .scroll{margin:10px 0}\n"
    "footer.end{border-top:1px solid var(--line);margin-top:56px;padding-top:16px;padding-bottom:40px}\n"
    "@media (max-width:700px){h1{font-size:25px}h2{font-size:20px;margin-top:36px}.figures{grid-template-columns:1fr;"
    "gap:14px}.figures b{font-size:30px}header.top,main,footer.end{padding-left:14px;padding-right:14px}"
    "table{font-size:14px;min-width:480px}th,td{padding-right:10px}caption{max-width:calc(100vw - 32px)}"
    "figcaption{position:static;width:auto;height:auto;clip-path:none;white-space:normal}"
    "figcaption p{color:var(--soft);font-size:14px;margin-bottom:6px}}\n";

static const char print_rules[] =
    "@page{size:A4;margin:14mm 15mm 20mm;@bottom-right{content:'Page ' counter(page) ' of ' counter(pages);"
    "font:8pt Arial,sans-serif;color:#595959}}\n"
    "@media print{body{font-size:10pt;line-height:1.4}\n"
    ".skip,nav,summary,.download{display:none}\n"
    "header.top,main,footer.end{max-width:none;padding:0}\n"
    "h1{font-size:19pt;max-width:none}h2{font-size:14pt;margin-top:22pt}h3{font-size:11.5pt;margin-top:14pt}\n"
    ".product,.lead,.figures li>span{font-size:9.5pt}.note,thead th{font-size:8.5pt}.figures{gap:14pt;margin:10pt 0}\n"
    ".figures b{font-size:20pt}table{font-size:8.5pt;line-height:1.3}th,td{padding:3pt 8pt 3pt 0}code{font-size:8pt}\n"
    ".notice,.warning{padding:5pt 8pt;margin:8pt 0;-webkit-print-color-adjust:exact;print-color-adjust:exact}\n"
    ".scroll,.drawing{overflow:visible}.drawing svg{min-width:0}.short{break-inside:avoid}\n"
    "details::details-content{display:block;content-visibility:visible}\n"
    /* A table too wide for the paper makes a browser shrink every page; its numbers alone must stay in one piece. */
    "details thead th,details tbody th,details td:not(.number){overflow-wrap:anywhere}\n"
    "details table,details thead th{font-size:7pt;line-height:1.2}details th,details td{padding:1.2pt 6pt 1.2pt 0}"
    "details p{font-size:8.5pt}\n"
    /* One long sentence among what is shown would squeeze the other columns to a letter a line, over a hundred pages. */
    "#trace table{table-layout:fixed}#trace thead th{width:14%}#trace thead th:nth-child(1){width:11%}"
    "#trace thead th:nth-child(n+2):nth-child(-n+3){width:30%}\n"
    "h1{margin-top:8pt}figure{margin:8pt 0 12pt}.terms{columns:2;column-gap:20pt}.terms div{padding-bottom:5pt}\n"
    "h1,h2,h3,caption,h2+p,p:has(+.scroll){break-after:avoid}h2,tr,figure,.figures,.notice,.warning,dt{break-inside:avoid}dt{break-after:avoid}\n"
    "thead{display:table-header-group}p,li,dd{orphans:3;widows:3;max-width:none}\n"
    /* One side of A4, to decide by: the chart takes what the words leave, so that it is as large as it can be. What is
     * kept back of the height is the line above, which a long title turns into several. */
    ".onepage{display:flex;flex-direction:column;height:250mm}.onepage>*{flex:none}"
    ".product{line-height:1.2;margin:0}.onepage>section>:last-child{margin-bottom:0}\n"
    ".onepage>.first{flex:0 1 104mm;min-height:44mm;display:flex;flex-direction:column}\n"
    ".onepage>.first .drawing{flex:1 1 0;min-height:0}.onepage .first .drawing svg{width:100%;height:100%}\n"
    ".onepage{font-size:8.5pt;line-height:1.25}.onepage+section,.onepage+details{break-before:page}\n"
    ".onepage h1{font-size:14.5pt;margin:4pt 0 5pt}.onepage h2{font-size:10pt;margin:5pt 0 1pt;padding-top:3pt}\n"
    ".onepage h2::before{margin:-3pt 0 3pt;width:30px;border-top-width:3px}.onepage p{margin-bottom:4pt}\n"
    ".onepage .lead,.onepage .note{font-size:8pt}.onepage .notice,.onepage .warning{padding:3pt 7pt;margin:4pt 0}\n"
    ".onepage figure{margin:4pt 0 2pt}\n"
    ".onepage.many h1{font-size:13pt}.onepage.many table,.onepage.many thead th{font-size:7pt}"
    ".onepage.many td.number,#options td:last-child{white-space:nowrap}.onepage.many tbody th{min-width:15em}"
    ".onepage.many thead th.number{max-width:12em}\n"
    ".onepage .scroll{margin:2pt 0;break-inside:auto}.onepage table{font-size:7.5pt;line-height:1.15}"
    ".onepage caption{padding-bottom:1pt}\n"
    ".onepage th,.onepage td{padding:1.3pt 6pt 1.3pt 0}.onepage thead th{font-size:7.5pt}\n"
    ".figures~section td.number{white-space:nowrap}.onepage ul{margin:0 0 3pt}.onepage .figures{margin:5pt 0}"
    ".onepage .figures b{font-size:15pt}.onepage .figures li>span{font-size:8pt;line-height:1.25}"
    ".onepage .figures li{padding-top:3pt;border-top-width:2pt}\n"
    ".newpage{break-before:page}a{color:inherit;text-decoration:none}footer.end{display:none}}\n";

/* The notice as a string of CSS, which neither quotes, nor backslashes, nor a closing tag can leave. */
static void add_css_string(struct text *out, const char *words)
{
    text_add(out, "'");
    for (; *words != '\0'; words++) {
        unsigned char letter = (unsigned char)*words;
        if (letter < ' ' || letter == '\'' || letter == '"' || letter == '\\' || letter == '<' || letter == '&')
            text_printf(out, "\\%x ", letter);
        else
            text_add_n(out, words, 1);
    }
    text_add(out, "'");
}

void html_style(struct text *out, const char *notice)
{
    text_add(out, "<style>\n");
    text_add(out, screen_rules);
    text_add(out, print_rules);
    if (notice != NULL && notice[0] != '\0') {
        text_add(out, "@page{@bottom-left{width:80%;text-align:left;font:8pt Arial,sans-serif;color:#595959;content:");
        add_css_string(out, notice);
        text_add(out, "}}\n");
    }
    text_add(out, "</style>\n");
}
