#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/fluid_table.h"
#include "report/html_parts.h"
#include "report/order.h"
#include "report/publication.h"
#include "report/shown.h"

#define COUNT_OF(items) (sizeof(items) / sizeof((items)[0]))

void html_caseload(const struct html_page *page)
{
    static const enum metric metrics[] = {METRIC_CASELOAD,     METRIC_CASELOAD_EXPERIENCED, METRIC_CASELOAD_MEDIAN,
                                          METRIC_CASELOAD_P90, METRIC_CASELOAD_MAX,         METRIC_OVER_AIM,
                                          METRIC_OVER_HIGH,    METRIC_OVER_EXTREME,         METRIC_OPEN,
                                          METRIC_WAITING,      METRIC_LONGEST_WAIT};
    html_open(page, "caseload", "Caseload");
    html_paragraph(page,
                   "An average can sit on target while many workers stand above it, so the spread over workers is "
                   "shown beside it.");
    html_measures(page, "Caseload of all teams: median of the runs (80% of runs)", metrics, COUNT_OF(metrics));
    html_close(page);
}

/* --- workforce ------------------------------------------------------------------------------------------------------ */

static void flow_row(const struct html_page *page, struct table *table, enum metric metric)
{
    size_t series = metric_series(&page->run->ensemble->layout, metric, METRIC_SERVICE);
    struct shown_flow flow = shown_flow(page->run, metric);
    char mean[WORDS_SHORT], band[WORDS_LONG], at[96];
    words_number(flow.mean, 0, mean);
    words_range(flow.low, flow.high, 0, band);
    if (publication_counts_children(metric)) {
        brief_children(&page->brief, flow.mean, mean);
        brief_band(&page->brief, series, flow.low, flow.high, band);
    }
    snprintf(at, sizeof at, "/report/flows_a_year/%s", metric_info(metric)->name);
    struct html_kept kept = {.what = metric_info(metric)->label, .at = at, .column = "mean", .value = flow.mean};
    table_cell(table, metric_info(metric)->label);
    table_cell(table, mean);
    html_kept(page, table, &kept);
    table_cell(table, isfinite(flow.mean) ? band : "");
    kept.column = "q10";
    kept.value = flow.low;
    html_kept(page, table, &kept);
    if (page->brief.trail != NULL && isfinite(flow.low))
        trail_value(page->brief.trail, "q90", flow.high);
}

static void flows_a_year(const struct html_page *page, const char *caption, const enum metric *metrics, size_t count)
{
    if (!(shown_years(page->run) > 0))
        return;
    struct table table = {0};
    table_caption(&table, caption);
    table_column(&table, TABLE_WORDS, "Measure");
    table_column(&table, TABLE_NUMBERS, "Mean a year");
    table_column(&table, TABLE_NUMBERS, "80% of runs");
    for (size_t i = 0; i < count; i++)
        flow_row(page, &table, metrics[i]);
    table_html(&table, NULL, page->out);
    table_release(&table);
}

void html_workforce(const struct html_page *page)
{
    static const enum metric levels[] = {
        METRIC_POSTS,     METRIC_IN_POST,      METRIC_NEWLY_QUALIFIED, METRIC_AGENCY,    METRIC_VACANCIES,
        METRIC_UNCOVERED, METRIC_VACANCY_RATE, METRIC_AGENCY_SHARE,    METRIC_EFFECTIVE, METRIC_TRAINEES};
    html_open(page, "workforce", "Workforce");
    html_measures(page, "Staff of all teams: median of the runs (80% of runs)", levels, COUNT_OF(levels));
    markup_element(page->out, "p class=\"note\"",
                   "Vacancies are posts less permanent and fixed-term staff; agency workers cover them but do not end "
                   "them. Effective capacity weighs workers by experience and grade.");
    text_add(page->out, "\n");
    flows_a_year(page, "Workers who start and leave, and children who change worker, all teams", shown_staff_flows,
                 SHOWN_STAFF_FLOWS);
    html_pipelines(page);
    html_close(page);
}

/* --- pathway -------------------------------------------------------------------------------------------------------- */

static const char *stage_title(const struct html_page *page, size_t stage)
{
    return plan_items(page->run->ensemble->plan->pathway, struct plan_stage)[stage].named.title;
}

/* The title of where a route leads. */
static const char *route_title(const struct html_page *page, const struct route *route)
{
    const struct plan *plan = page->run->ensemble->plan;
    if (route->stage >= 0)
        return stage_title(page, (size_t)route->stage);
    if (route->exit >= 0 && (size_t)route->exit < plan->exits.count)
        return plan_items(plan->exits, struct plan_exit)[route->exit].named.title;
    return route->name;
}

static void flow_cells(const struct html_page *page, struct table *table, size_t flow, bool withheld)
{
    struct shown_route route = shown_route(page->run, &page->cases, flow);
    char mean[WORDS_SHORT], share[WORDS_SHORT];
    struct text at = {0};
    text_printf(&at, "/report/routes/%s", page->run->prepared->flows[flow].name);
    struct html_kept kept = {
        .what = "cases a year that take a route", .at = at.at, .column = "a_year", .value = route.a_year};
    brief_children(&page->brief, route.a_year, mean);
    words_share(route.share, share);
    table_cell(table, withheld ? PUBLICATION_WORDS : mean);
    html_kept(page, table, &kept);
    table_cell(table, withheld ? PUBLICATION_WORDS : share);
    kept = (struct html_kept){.what = "share of the cases leaving a stage that take a route",
                              .at = at.at,
                              .column = "share",
                              .value = route.share,
                              .form = TRAIL_SHARE};
    html_kept(page, table, &kept);
    text_release(&at);
}

static void stage_routes(const struct html_page *page, struct table *table, size_t stage)
{
    const struct prepared *prepared = page->run->prepared;
    double *yearly = mem_new(prepared->flow_count + 1, sizeof *yearly);
    bool *withheld = mem_new(prepared->flow_count + 1, sizeof *withheld);
    for (size_t i = 0; page->run->publication && i < prepared->flow_count; i++)
        if (prepared->flows[i].stage == (int)stage && shown_leaves(prepared->flows[i].kind))
            yearly[i] = shown_route(page->run, &page->cases, i).a_year;
    publication_mark(yearly, prepared->flow_count, withheld);
    static const enum flow_kind kinds[] = {FLOW_ROUTE, FLOW_GAVE_UP, FLOW_DIVERTED};
    for (size_t kind = 0; kind < COUNT_OF(kinds); kind++)
        for (size_t i = 0; i < prepared->flow_count; i++) {
            const struct flow *flow = &prepared->flows[i];
            bool unseen = flow->kind != FLOW_ROUTE && page->cases.flows[i].mean <= 0;
            if (flow->stage != (int)stage || flow->kind != kinds[kind] || unseen)
                continue;
            table_cell(table, stage_title(page, stage));
            table_cell(table, flow->kind == FLOW_ROUTE ? route_title(page, &prepared->stages[stage].routes[flow->route])
                              : flow->kind == FLOW_GAVE_UP ? "Gave up waiting"
                                                           : "Turned away: the waiting list was full");
            flow_cells(page, table, i, withheld[i]);
        }
    free(yearly);
    free(withheld);
}

static void routes(const struct html_page *page, const size_t *order)
{
    if (!(shown_years(page->run) > 0))
        return;
    struct table table = {0};
    table_caption(&table, "Where cases go: mean over the runs");
    table_column(&table, TABLE_WORDS, "From");
    table_column(&table, TABLE_WORDS, "To");
    table_column(&table, TABLE_NUMBERS, "Cases a year");
    table_column(&table, TABLE_NUMBERS, "Share of those leaving the stage");
    for (size_t i = 0; i < page->run->prepared->stage_count; i++)
        stage_routes(page, &table, order[i]);
    table_html(&table, NULL, page->out);
    table_release(&table);
}

static const char *stage_name(const struct html_page *page, size_t stage)
{
    return plan_items(page->run->ensemble->plan->pathway, struct plan_stage)[stage].named.name;
}

/* A cell about a stage: a length of time, or a share of cases. */
static void stage_cell(const struct html_page *page, struct table *table, const char *root, size_t stage,
                       const struct html_kept *kept)
{
    struct html_kept placed = *kept;
    struct text at = {0};
    char words[WORDS_SHORT];
    if (kept->form == TRAIL_SHARE)
        words_share(kept->value, words);
    else
        words_weeks(kept->value, words);
    text_printf(&at, "%s%s", root, stage_name(page, stage));
    placed.at = at.at;
    table_cell(table, words);
    html_kept(page, table, &placed);
    text_release(&at);
}

/* Of a stage that no worker is needed for there are no waits. */
static void wait_cells(const struct html_page *page, struct table *table, size_t stage)
{
    const struct cases_stage *cases = &page->cases.stages[stage];
    static const char root[] = "/waits/";
    struct html_kept mean = {
        .what = "mean wait for a worker", .column = "mean", .value = cases->wait.value, .form = TRAIL_WEEKS};
    stage_cell(page, table, root, stage, &mean);
    struct html_kept waited = {.what = "share of cases that waited at all",
                               .column = "waited/share",
                               .value = cases->waited.value,
                               .form = TRAIL_SHARE};
    stage_cell(page, table, root, stage, &waited);
    for (size_t level = 0; level < page->cases.level_count; level++) {
        char column[48];
        snprintf(column, sizeof column, "over/%zu/share", level);
        struct html_kept over = {.what = "share of cases that waited longer",
                                 .column = column,
                                 .value = cases->over[level].value,
                                 .form = TRAIL_SHARE};
        stage_cell(page, table, root, stage, &over);
    }
    struct html_kept longest = {.what = "longest wait in any run",
                                .column = "longest",
                                .value = cases->waits.count > 0 ? cases->waits.most : (double)NAN,
                                .form = TRAIL_WEEKS};
    stage_cell(page, table, root, stage, &longest);
}

static void wait_row(const struct html_page *page, struct table *table, size_t stage)
{
    table_cell(table, stage_title(page, stage));
    if (page->run->prepared->stages[stage].team >= 0)
        wait_cells(page, table, stage);
    else {
        table_cell(table, "no worker needed");
        for (size_t empty = 0; empty < page->cases.level_count + 2; empty++)
            table_cell(table, "");
    }
    struct html_kept stay = {.what = "mean time in the stage",
                             .column = "mean",
                             .value = page->cases.stages[stage].stay.value,
                             .form = TRAIL_WEEKS};
    stage_cell(page, table, "/stays/", stage, &stay);
}

static void waits(const struct html_page *page, const size_t *order)
{
    const struct pairs *levels = &page->run->ensemble->plan->report.waits_over;
    struct table table = {0};
    table_caption(&table, "Waits for a worker and time in the stage, over all cases of all runs");
    table_column(&table, TABLE_WORDS, "Stage");
    table_column(&table, TABLE_NUMBERS, "Mean wait");
    table_column(&table, TABLE_NUMBERS, "Waited at all");
    for (size_t level = 0; level < levels->count && level < TABLE_COLUMNS_LIMIT - 5; level++) {
        char weeks[WORDS_SHORT];
        struct text heading = {0};
        words_weeks(levels->items[level].low, weeks);
        text_add(&heading, "Over ");
        brief_say_input(&page->brief, "report.waits_over", &heading, "%s", weeks);
        table_column(&table, TABLE_NUMBERS, heading.at);
        text_release(&heading);
    }
    table_column(&table, TABLE_NUMBERS, "Longest wait in any run");
    table_column(&table, TABLE_NUMBERS, "Mean time of those that entered and left");
    for (size_t i = 0; i < page->run->prepared->stage_count; i++)
        wait_row(page, &table, order[i]);
    table_html(&table, NULL, page->out);
    table_release(&table);
}

void html_pathway(const struct html_page *page)
{
    html_open(page, "pathway", "Flow through the pathway, and waits");
    size_t *order = order_of(&page->run->ensemble->plan->pathway, sizeof(struct plan_stage));
    flows_a_year(page, "What comes in and what is completed, all teams", shown_case_flows, SHOWN_CASE_FLOWS);
    routes(page, order);
    waits(page, order);
    free(order);
    html_close(page);
}

/* --- derived numbers ------------------------------------------------------------------------------------------------ */

/* A number of the part `derived` of summary.json: with so many decimals, as weeks, or as a count of children. */
static void derived_cell(const struct html_page *page, struct table *table, const char *at,
                         const struct html_kept *kept)
{
    struct html_kept placed = *kept;
    char words[WORDS_SHORT];
    if (kept->form == TRAIL_WEEKS)
        words_weeks(kept->value, words);
    else
        words_number(kept->value, kept->decimals, words);
    placed.at = at;
    table_cell(table, words);
    html_kept(page, table, &placed);
}

static void children_cell(const struct html_page *page, struct table *table, double value)
{
    char words[WORDS_SHORT];
    brief_children(&page->brief, value, words);
    table_cell(table, words);
}

static void derived_stage(const struct html_page *page, struct table *table, size_t index)
{
    const struct prepared_stage *stage = &page->run->prepared->stages[index];
    struct html_kept arrivals = {
        .what = "arrivals a week", .column = "arrivals_per_week", .value = stage->arrivals, .decimals = 1};
    struct html_kept stay = {
        .what = "stay at the opening load", .column = "stay_weeks", .value = stage->stay, .form = TRAIL_WEEKS};
    struct html_kept nominal = {
        .what = "nominal duration", .column = "nominal_weeks", .value = stage->nominal, .form = TRAIL_WEEKS};
    struct html_kept implied = {.what = "open cases implied", .column = "implied_open", .value = stage->implied};
    struct text at = {0}, path = {0}, opening = {0};
    char words[WORDS_SHORT];
    text_printf(&at, "/derived/stages/%s", stage_name(page, index));
    text_printf(&path, "pathway.%s.opening", stage_name(page, index));
    table_cell(table, stage_title(page, index));
    if (page->run->publication)
        children_cell(page, table, stage->arrivals);
    else
        derived_cell(page, table, at.at, &arrivals);
    derived_cell(page, table, at.at, &stay);
    derived_cell(page, table, at.at, &nominal);
    if (page->run->publication)
        children_cell(page, table, stage->implied);
    else
        derived_cell(page, table, at.at, &implied);
    brief_children(&page->brief, stage->plan->opening, words);
    brief_say_input(&page->brief, path.at, &opening, "%s", words);
    table_cell(table, opening.at);
    text_release(&at);
    text_release(&path);
    text_release(&opening);
}

static void derived_stages(const struct html_page *page)
{
    const struct prepared *prepared = page->run->prepared;
    struct table table = {0};
    table_caption(&table, "Stages on the first day: what the stated flows and durations imply");
    table_column(&table, TABLE_WORDS, "Stage");
    table_column(&table, TABLE_NUMBERS, "Arrivals a week");
    table_column(&table, TABLE_NUMBERS, "Stay at the opening load");
    table_column(&table, TABLE_NUMBERS, "Nominal duration");
    table_column(&table, TABLE_NUMBERS, "Open cases implied");
    table_column(&table, TABLE_NUMBERS, "Open cases stated");
    size_t *order = order_of(&prepared->plan->pathway, sizeof(struct plan_stage));
    for (size_t i = 0; i < prepared->stage_count; i++)
        derived_stage(page, &table, order[i]);
    free(order);
    table_html(&table, NULL, page->out);
    table_release(&table);
}

static void derived_team(const struct html_page *page, struct table *table, size_t index)
{
    const struct prepared_team *team = &page->run->prepared->teams[index];
    const struct html_kept cells[] = {
        {.what = "caseload on the first day", .column = "caseload", .value = team->caseload, .decimals = 1},
        {.what = "effective FTE on the first day", .column = "effective_fte", .value = team->effective, .decimals = 1},
        {.what = "stretch", .column = "stretch", .value = team->stretch, .decimals = 2},
        {.what = "load on capacity", .column = "rho", .value = team->rho, .decimals = 2},
        {.what = "gain", .column = "gain", .value = team->gain, .decimals = 1},
        {.what = "relaxation time", .column = "relaxation_weeks", .value = team->relaxation, .form = TRAIL_WEEKS},
    };
    struct text at = {0};
    text_printf(&at, "/derived/teams/%s", team->plan->named.name);
    table_cell(table, brief_team(page->run->prepared->plan, (int)index));
    for (size_t i = 0; i < COUNT_OF(cells); i++)
        derived_cell(page, table, at.at, &cells[i]);
    text_release(&at);
}

static void derived_teams(const struct html_page *page)
{
    const struct prepared *prepared = page->run->prepared;
    struct table table = {0};
    table_caption(&table, "Teams on the first day: how near they are to their limit");
    table_column(&table, TABLE_WORDS, "Team");
    table_column(&table, TABLE_NUMBERS, "Caseload");
    table_column(&table, TABLE_NUMBERS, "Effective FTE");
    table_column(&table, TABLE_NUMBERS, "Stretch");
    table_column(&table, TABLE_NUMBERS, "Load on capacity (rho)");
    table_column(&table, TABLE_NUMBERS, "Gain");
    table_column(&table, TABLE_NUMBERS, "Relaxation time");
    size_t *order = order_of(&prepared->plan->teams, sizeof(struct plan_team));
    for (size_t i = 0; i < prepared->team_count; i++)
        derived_team(page, &table, order[i]);
    free(order);
    table_html(&table, NULL, page->out);
    table_release(&table);
}

/* A second opinion that agrees is a note; one that does not stands out. */
static void tell_twin(const struct html_page *page)
{
    struct text words = {0};
    if (page->run->no_fluid != NULL)
        html_paragraph(page, "There is no second opinion by differential equations: they do not know %s.",
                       page->run->no_fluid);
    if (page->run->fluid == NULL)
        return;
    bool beyond = fluid_table_words(page->run, page->brief.trail, &words);
    markup_element(page->out, beyond ? "p class=\"warning\"" : "p", words.at);
    html_paragraph(page,
                   "The two differ for known reasons: a small team is empty or overloaded by chance, a cap makes cases "
                   "wait for a worker while others have room, and near critical load chance alone makes caseloads "
                   "longer. So a tenth of a team's cases is allowed, and a fifth below 10 FTE, under a cap or where "
                   "rho is 0.9 or more, beyond twice the standard error of the runs.");
    text_release(&words);
}

void html_derived(const struct html_page *page)
{
    html_open(page, "derived", "What was derived from the inputs");
    html_paragraph(page,
                   "Nobody stated these figures; they follow from the inputs by calculation, before any run. The "
                   "nominal duration is how long a stage takes when its worker is not overloaded; overload makes it "
                   "longer. Where implied and stated open cases differ much, the inputs do not agree with one "
                   "another, and the first months show the service moving from one to the other.");
    derived_stages(page);
    html_paragraph(page,
                   "Stretch is load over capacity, at least 1. Rho is the hands-on work that arrives over the work "
                   "that can be done: near 1, a small loss of staff moves the caseload a long way, by the gain. The "
                   "relaxation time is how long a disturbance takes to fall to about a third. No limit means that "
                   "the load keeps growing until something changes.");
    derived_teams(page);
    tell_twin(page);
    html_close(page);
}
