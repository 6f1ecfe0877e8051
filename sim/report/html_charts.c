#include "report/html_parts.h"

void html_charts(const struct html_page *page)
{
    html_open(page, "charts", "Charts");
    if (page->charts != NULL && page->charts->problem != NULL) {
        markup_element(page->out, "p class=\"warning\"", page->charts->problem);
        text_add(page->out, "\n");
    }
    if (page->charts == NULL || page->charts->count < 2)
        html_paragraph(page, page->charts == NULL ? "This run was asked to draw no charts; series.csv has the numbers."
                                                  : "There is no further chart.");
    for (size_t i = 1; page->charts != NULL && i < page->charts->count; i++)
        (page->brief.trail != NULL ? html_frame_chart_traced : html_frame_chart)(page->out, &page->charts->charts[i],
                                                                                 false);
    html_close(page);
}
