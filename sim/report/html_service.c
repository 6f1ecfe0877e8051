#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/fluid_table.h"
#include "report/html_parts.h"
#include "report/order.h"
#include "report/publication.h"

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

/* Years that flow measures cover: samples after the first. */
static double years_of(const struct html_page *page)
{
    const struct ensemble *ensemble = page->run->ensemble;
    return (ensemble->times[ensemble->samples - 1] - ensemble->times[0]) / page->run->prepared->year;
}

static void flow_row(const struct html_page *page, struct table *table, enum metric metric, double years)
{
    const struct ensemble *ensemble = page->run->ensemble;
    size_t series = metric_series(&ensemble->layout, metric, METRIC_SERVICE);
    struct ensemble_point point = ensemble_average(ensemble, series, 1, ensemble->samples - 1);
    double scale = (double)(ensemble->samples - 1) / years;
    char mean[WORDS_SHORT], band[WORDS_LONG];
    double flow = point.tally.count > 0 ? point.tally.mean * scale : (double)NAN;
    double low = point.quantile[Q10] * scale, high = point.quantile[Q90] * scale;
    words_number(flow, 0, mean);
    words_range(low, high, 0, band);
    if (publication_counts_children(metric)) {
        brief_children(&page->brief, flow, mean);
        brief_band(&page->brief, series, low, high, band);
    }
    table_cell(table, metric_info(metric)->label);
    table_cell(table, mean);
    table_cell(table, point.tally.count > 0 ? band : "");
}

static void flows_a_year(const struct html_page *page, const char *caption, const enum metric *metrics, size_t count)
{
    double years = years_of(page);
    if (years <= 0)
        return;
    struct table table = {0};
    table_caption(&table, caption);
    table_column(&table, TABLE_WORDS, "Measure");
    table_column(&table, TABLE_NUMBERS, "Mean a year");
    table_column(&table, TABLE_NUMBERS, "80% of runs");
    for (size_t i = 0; i < count; i++)
        flow_row(page, &table, metrics[i], years);
    table_html(&table, NULL, page->out);
    table_release(&table);
}

void html_workforce(const struct html_page *page)
{
    static const enum metric levels[] = {
        METRIC_POSTS,     METRIC_IN_POST,      METRIC_NEWLY_QUALIFIED, METRIC_AGENCY,    METRIC_VACANCIES,
        METRIC_UNCOVERED, METRIC_VACANCY_RATE, METRIC_AGENCY_SHARE,    METRIC_EFFECTIVE, METRIC_TRAINEES};
    static const enum metric flows[] = {METRIC_STARTERS, METRIC_LEAVERS, METRIC_CHANGES};
    html_open(page, "workforce", "Workforce");
    html_measures(page, "Staff of all teams: median of the runs (80% of runs)", levels, COUNT_OF(levels));
    markup_element(page->out, "p class=\"note\"",
                   "Vacancies are posts less permanent and fixed-term staff; agency workers cover them but do not end "
                   "them. Effective capacity weighs workers by experience and grade.");
    text_add(page->out, "\n");
    flows_a_year(page, "Workers who start and leave, and children who change worker, all teams", flows,
                 COUNT_OF(flows));
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

static void flow_cells(const struct html_page *page, struct table *table, size_t flow, double left, double years,
                       bool withheld)
{
    char mean[WORDS_SHORT], share[WORDS_SHORT];
    double cases = page->cases.flows[flow].mean;
    brief_children(&page->brief, cases / years, mean);
    words_share(left > 0 ? cases / left : (double)NAN, share);
    table_cell(table, withheld ? PUBLICATION_WORDS : mean);
    table_cell(table, withheld ? PUBLICATION_WORDS : share);
}

static bool leaves(enum flow_kind kind)
{
    return kind == FLOW_ROUTE || kind == FLOW_GAVE_UP || kind == FLOW_DIVERTED;
}

static void stage_routes(const struct html_page *page, struct table *table, size_t stage, double years)
{
    const struct prepared *prepared = page->run->prepared;
    double left = 0;
    for (size_t i = 0; i < prepared->flow_count; i++)
        if (prepared->flows[i].stage == (int)stage && leaves(prepared->flows[i].kind))
            left += page->cases.flows[i].mean;
    double *yearly = mem_new(prepared->flow_count + 1, sizeof *yearly);
    bool *withheld = mem_new(prepared->flow_count + 1, sizeof *withheld);
    for (size_t i = 0; page->run->publication && i < prepared->flow_count; i++)
        if (prepared->flows[i].stage == (int)stage && leaves(prepared->flows[i].kind))
            yearly[i] = page->cases.flows[i].mean / years;
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
            flow_cells(page, table, i, left, years, withheld[i]);
        }
    free(yearly);
    free(withheld);
}

static void routes(const struct html_page *page, const size_t *order)
{
    double years = years_of(page);
    if (years <= 0)
        return;
    struct table table = {0};
    table_caption(&table, "Where cases go: mean over the runs");
    table_column(&table, TABLE_WORDS, "From");
    table_column(&table, TABLE_WORDS, "To");
    table_column(&table, TABLE_NUMBERS, "Cases a year");
    table_column(&table, TABLE_NUMBERS, "Share of those leaving the stage");
    for (size_t i = 0; i < page->run->prepared->stage_count; i++)
        stage_routes(page, &table, order[i], years);
    table_html(&table, NULL, page->out);
    table_release(&table);
}

static void wait_row(const struct html_page *page, struct table *table, size_t stage)
{
    const struct cases_stage *cases = &page->cases.stages[stage];
    char words[WORDS_SHORT];
    bool worked = page->run->prepared->stages[stage].team >= 0;
    table_cell(table, stage_title(page, stage));
    words_weeks(cases->wait.value, words);
    table_cell(table, worked ? words : "no worker needed");
    words_share(cases->waited.value, words);
    table_cell(table, worked ? words : "");
    for (size_t level = 0; level < page->cases.level_count; level++) {
        words_share(cases->over[level].value, words);
        table_cell(table, worked ? words : "");
    }
    words_weeks(cases->waits.count > 0 ? cases->waits.most : (double)NAN, words);
    table_cell(table, worked ? words : "");
    words_weeks(cases->stay.value, words);
    table_cell(table, words);
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
        char weeks[WORDS_SHORT], heading[WORDS_LONG];
        words_weeks(levels->items[level].low, weeks);
        snprintf(heading, sizeof heading, "Over %s", weeks);
        table_column(&table, TABLE_NUMBERS, heading);
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
    static const enum metric flows[] = {METRIC_REFERRALS, METRIC_RETURNS, METRIC_ARRIVALS, METRIC_CLOSURES,
                                        METRIC_GIVEN_UP};
    html_open(page, "pathway", "Flow through the pathway, and waits");
    size_t *order = order_of(&page->run->ensemble->plan->pathway, sizeof(struct plan_stage));
    flows_a_year(page, "What comes in and what is completed, all teams", flows, COUNT_OF(flows));
    routes(page, order);
    waits(page, order);
    free(order);
    html_close(page);
}

/* --- derived numbers ------------------------------------------------------------------------------------------------ */

static void number_cell(struct table *table, double value, int decimals)
{
    char words[WORDS_SHORT];
    words_number(value, decimals, words);
    table_cell(table, words);
}

static void weeks_cell(struct table *table, double weeks)
{
    char words[WORDS_SHORT];
    words_weeks(weeks, words);
    table_cell(table, words);
}

static void children_cell(const struct html_page *page, struct table *table, double value)
{
    char words[WORDS_SHORT];
    brief_children(&page->brief, value, words);
    table_cell(table, words);
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
    for (size_t i = 0; i < prepared->stage_count; i++) {
        const struct prepared_stage *stage = &prepared->stages[order[i]];
        table_cell(&table, stage_title(page, order[i]));
        if (page->run->publication)
            children_cell(page, &table, stage->arrivals);
        else
            number_cell(&table, stage->arrivals, 1);
        weeks_cell(&table, stage->stay);
        weeks_cell(&table, stage->nominal);
        children_cell(page, &table, stage->implied);
        children_cell(page, &table, stage->plan->opening);
    }
    free(order);
    table_html(&table, NULL, page->out);
    table_release(&table);
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
    for (size_t i = 0; i < prepared->team_count; i++) {
        const struct prepared_team *team = &prepared->teams[order[i]];
        table_cell(&table, brief_team(prepared->plan, (int)order[i]));
        number_cell(&table, team->caseload, 1);
        number_cell(&table, team->effective, 1);
        number_cell(&table, team->stretch, 2);
        number_cell(&table, team->rho, 2);
        number_cell(&table, team->gain, 1);
        weeks_cell(&table, team->relaxation);
    }
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
    bool beyond = fluid_table_words(page->run, &words);
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
