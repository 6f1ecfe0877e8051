#include "report/html_parts.h"
#include "report/trail_section.h"

void html_trail(const struct html_page *page)
{
    if (page->brief.trail == NULL)
        return;
    html_open(page, "trace", "Trace a figure");
    trail_section(
        page->brief.trail,
        "Every result on this page has an id, which is also its address in this page (#F1) and is listed "
        "below. What the scenario states, such as the level of a target or a row of the tables of inputs, has "
        "its path as id: targets.NAME.at_most, shown where the page names it or when it is pointed at; a "
        "chart has the name of its file: charts/caseload. The command takes all three.",
        page->out);
    html_close(page);
}
