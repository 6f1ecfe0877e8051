#include "report/html_study.h"

void html_study_open(struct html_page *page, const char *kind, const char *answer, const struct result_run *base,
                     const struct chart_set *charts, size_t target, struct text *out)
{
    const struct plan *plan = base->ensemble->plan;
    *page = (struct html_page){
        .run = base,
        .charts = charts,
        .brief = {.ensemble = base->ensemble, .prepared = base->prepared, .publication = base->publication},
        .target = target,
        .out = out};
    figures_init(&page->figures, base->scenario, base->table, plan);
    html_open_page(page, kind, NULL, 0);
    markup_element(out, "h1", answer);
    text_add(out, "\n");
    if (plan->notice != NULL)
        markup_element(out, "p class=\"notice\"", plan->notice);
    if (base->publication)
        html_frame_edition(out);
    if (charts->problem != NULL)
        markup_element(out, "p class=\"warning\"", charts->problem);
    for (size_t i = 0; i < charts->count; i++)
        html_frame_chart(out, &charts->charts[i], true);
}

void html_study_close(struct html_page *page)
{
    html_inputs(page);
    html_withheld(page);
    html_close_page(page);
    figures_release(&page->figures);
}
