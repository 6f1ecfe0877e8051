#include "report/html_study.h"

/* A reader has to know that the scenario is not the one of the file. */
static void add_changed(const struct html_page *page)
{
    struct text words = {0};
    if (page->run->changed == NULL)
        return;
    text_add(&words, "Changed for this study: ");
    html_say_changed(page, &words);
    html_paragraph(page, "%s.", words.at);
    text_release(&words);
}

void html_study_open(struct html_page *page, const struct html_study *study, const struct result_run *base,
                     const struct chart_set *charts, struct text *out)
{
    const struct plan *plan = base->ensemble->plan;
    *page = (struct html_page){
        .run = base,
        .charts = charts,
        .brief = {.ensemble = base->ensemble, .prepared = base->prepared, .publication = base->publication},
        .target = study->target,
        .out = out};
    figures_init(&page->figures, base->scenario, base->table, plan);
    html_open_page(page, study->kind, NULL, 0);
    markup_element(out, "h1", study->answer);
    text_add(out, "\n");
    if (plan->notice != NULL)
        markup_element(out, "p class=\"notice\"", plan->notice);
    if (base->publication)
        html_frame_edition(out);
    if (study->lead != NULL) {
        markup_element(out, "p class=\"lead\"", study->lead);
        text_add(out, "\n");
    }
    add_changed(page);
    if (charts->problem != NULL)
        markup_element(out, "p class=\"warning\"", charts->problem);
    for (size_t i = 0; i < charts->count; i++) {
        html_frame_chart(out, &charts->charts[i], i == 0);
        if (i == 0)
            html_frame_chart_data(out, &charts->charts[i]);
    }
}

void html_study_close(struct html_page *page)
{
    html_inputs(page);
    html_withheld(page);
    html_close_page(page);
    figures_release(&page->figures);
}
