#include "report/html_parts.h"
#include "report/trail_section.h"

void html_trail(const struct html_page *page)
{
    if (page->brief.trail == NULL)
        return;
    html_open(page, "trace", "Trace a figure");
    trail_section(page->brief.trail,
                  "The figures of sentences and of the tables of measures, targets, teams and money have an id, which "
                  "is also their address in this page (#F1) and is listed below.",
                  page->out);
    html_close(page);
}
