#include "report/html.h"

#include "report/html_parts.h"
#include "report/order.h"

static void open_page(const struct html_page *page)
{
    static const struct html_link links[] = {{"targets", "Targets"},
                                             {"risks", "Risks"},
                                             {"assumptions", "Assumptions"},
                                             {"teams", "Teams"},
                                             {"charts", "Charts"},
                                             {"caseload", "Caseload"},
                                             {"workforce", "Workforce"},
                                             {"money", "Money"},
                                             {"pathway", "Pathway and waits"},
                                             {"history", "Observed"},
                                             {"derived", "Derived"},
                                             {"inputs", "Where the figures come from"},
                                             {"reading", "How to read this"},
                                             {"quality", "Quality statement"},
                                             {"terms", "Terms"},
                                             {"trace", "Trace a figure"}};
    bool money = page->run->ensemble->plan->money.given;
    bool history = page->run->history != NULL && page->run->history->count > 0;
    struct html_link shown[sizeof links / sizeof *links];
    size_t count = 0;
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if ((money || !text_equal(links[i].id, "money")) && (history || !text_equal(links[i].id, "history")) &&
            (page->brief.trail != NULL || !text_equal(links[i].id, "trace")))
            shown[count++] = links[i];
    html_open_page(page, "report", shown, count);
}

void html_write(const struct result_run *run, const struct chart_set *charts, struct trail *trail, struct text *out)
{
    struct html_page page = {.run = run,
                             .charts = charts,
                             .brief = {.ensemble = run->ensemble,
                                       .prepared = run->prepared,
                                       .publication = run->publication,
                                       .trail = trail},
                             .target = order_main_target(run->ensemble->plan),
                             .out = out};
    page.sample = brief_main_sample(&page.brief);
    cases_init(&page.cases, run->ensemble, run->prepared->flow_count);
    figures_init(&page.figures, run->scenario, run->table, run->ensemble->plan);
    open_page(&page);
    html_front(&page);
    html_charts(&page);
    html_caseload(&page);
    html_workforce(&page);
    html_money(&page);
    html_pathway(&page);
    html_history(&page);
    html_derived(&page);
    html_inputs(&page);
    html_notes(&page);
    html_trail(&page);
    html_close_page(&page);
    cases_release(&page.cases);
    figures_release(&page.figures);
}
