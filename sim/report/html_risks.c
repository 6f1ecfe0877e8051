/* The lower half of the first page: what could go wrong, and the assumptions that matter most with who should check them. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/spending.h"
#include "report/checker.h"
#include "report/html_parts.h"
#include "report/money_table.h"
#include "report/order.h"
#include "report/publication.h"
#include "report/shown.h"
#include "scenario/units.h"

/* As many as one side of paper has room for. */
enum { RISKS_SHOWN = 5, ASSUMPTIONS_SHOWN = 5 };

/* A value of more letters is for the full list. */
enum { LONG = 60 };

/* A smaller share of agency workers is everyday cover. */
static const double agency_mark = 0.1;

static struct ensemble_point at_date(const struct html_page *page, enum metric metric, int team)
{
    return ensemble_point(page->run->ensemble, metric_series(&page->run->ensemble->layout, metric, team), page->sample);
}

static size_t service_series(const struct html_page *page, enum metric metric)
{
    return metric_series(&page->run->ensemble->layout, metric, METRIC_SERVICE);
}

static void add_date(const struct html_page *page, struct text *out)
{
    brief_month(&page->brief, page->run->ensemble->times[page->sample], out);
}

/* --- what could go wrong --------------------------------------------------------------------------------------------- */

static void unlucky(const struct html_page *page, struct text *out)
{
    struct ensemble_point point = at_date(page, METRIC_CASELOAD, METRIC_SERVICE);
    char high[WORDS_SHORT];
    if (point.tally.count < 10)
        return;
    words_number(point.quantile[Q90], 1, high);
    text_add(out, "Luck: in one run in ten the average caseload in ");
    add_date(page, out);
    text_add(out, " is ");
    brief_say_level(&page->brief, service_series(page, METRIC_CASELOAD), page->sample, BRIEF_HIGH, high, out);
    text_add(out, " or more.");
}

/* The team with the highest caseload, when there is a choice. */
static void pressed_team(const struct html_page *page, struct text *out)
{
    const struct plan *plan = page->run->ensemble->plan;
    size_t *order = order_of(&plan->teams, sizeof(struct plan_team));
    double most = 0;
    int team = -1;
    for (size_t i = 0; i < plan->teams.count; i++) {
        struct ensemble_point point = at_date(page, METRIC_CASELOAD, (int)order[i]);
        if (point.tally.count > 0 && point.quantile[Q50] > most) {
            most = point.quantile[Q50];
            team = (int)order[i];
        }
    }
    free(order);
    if (team < 0 || plan->teams.count < 2)
        return;
    text_printf(out, "%s comes under most pressure: a caseload of ", brief_team(plan, team));
    brief_say_spread(&page->brief, metric_series(&page->run->ensemble->layout, METRIC_CASELOAD, team), page->sample,
                     out);
    text_add(out, " in ");
    add_date(page, out);
    text_add(out, ".");
}

static void hidden_many(const struct html_page *page, struct text *out)
{
    if (page->target < page->run->ensemble->plan->targets.count)
        brief_trap(&page->brief, page->target, out);
}

static void unallocated(const struct html_page *page, struct text *out)
{
    size_t series = metric_series(&page->run->ensemble->layout, METRIC_WAITING, METRIC_SERVICE);
    struct ensemble_point point = at_date(page, METRIC_WAITING, METRIC_SERVICE);
    char high[WORDS_SHORT];
    if (point.tally.count < 10 || point.quantile[Q90] < 0.5 ||
        brief_withholds(&page->brief, series, point.quantile[Q90]))
        return;
    brief_value(&page->brief, series, point.quantile[Q90], high);
    text_printf(out, "Children wait: in one run in ten, the cases without a worker in ");
    add_date(page, out);
    text_add(out, " number ");
    brief_say_level(&page->brief, series, page->sample, BRIEF_HIGH, high, out);
    text_add(out, " or more.");
}

static void agency(const struct html_page *page, struct text *out)
{
    struct ensemble_point point = at_date(page, METRIC_AGENCY_SHARE, METRIC_SERVICE);
    char share[WORDS_SHORT];
    if (point.tally.count == 0 || point.quantile[Q50] < agency_mark)
        return;
    words_share(point.quantile[Q50], share);
    text_add(out, "Agency workers are ");
    brief_say_level(&page->brief, service_series(page, METRIC_AGENCY_SHARE), page->sample, BRIEF_MEDIAN, share, out);
    text_add(out, " of staff in ");
    add_date(page, out);
    text_add(out, " (median of the runs), and can leave at short notice.");
}

/* The year in which spending most often exceeds its funding. */
static void overspending(const struct html_page *page, struct text *out)
{
    const struct plan *plan = page->run->ensemble->plan;
    if (!plan->money.given)
        return;
    struct spending spending;
    spending_init(&spending, page->run->ensemble);
    size_t worst = 0;
    for (size_t year = 1; spending.funded && year < spending.layout.years; year++)
        if (spending.over[year].chance > spending.over[worst].chance)
            worst = year;
    if (spending.funded && spending.over[worst].trials > 0 && spending.over[worst].chance >= 0.05) {
        char chance[WORDS_LONG], name[16];
        words_chance(spending.over[worst].chance, spending.over[worst].trials, chance);
        money_table_column(plan, worst, name);
        text_printf(out, "Money: the chance of spending more than the funding of %s%s is ",
                    plan->clock.calendar == CALENDAR_NONE ? "year " : "", name);
        char at[64];
        snprintf(at, sizeof at, "/money/years/%zu/overspend", worst);
        markup_mark(out,
                    brief_trail_overspend(&page->brief, at, "chance of spending more than the funding",
                                          &spending.over[worst], chance),
                    chance);
        text_add(out, ".");
    }
    spending_release(&spending);
}

static void luck_alone(const struct html_page *page, struct text *out)
{
    bool unknown = page->run->filled == NULL || page->run->filled->uncertain_count == 0;
    if (page->run->ensemble->block == 0)
        text_printf(out, "The ranges show luck alone: %s, so the real range is wider.",
                    unknown ? "no input was given as a range" : "uncertain inputs were held at their likely values");
}

static void one_risk(const struct html_page *page, void (*say)(const struct html_page *, struct text *), size_t *said)
{
    struct text words = {0};
    if (*said < RISKS_SHOWN)
        say(page, &words);
    if (words.length > 0) {
        markup_element(page->out, "li", words.at);
        text_add(page->out, "\n");
        (*said)++;
    }
    text_release(&words);
}

void html_risks(const struct html_page *page)
{
    static void (*const risks[])(const struct html_page *, struct text *) = {
        luck_alone, unlucky, pressed_team, hidden_many, unallocated, overspending, agency};
    size_t said = 0;
    html_open(page, "risks", "What could go wrong");
    text_add(page->out, "<ul>\n");
    for (size_t i = 0; i < sizeof risks / sizeof *risks; i++)
        one_risk(page, risks[i], &said);
    if (said == 0)
        markup_element(page->out, "li", "The runs alone do not show it.");
    text_add(page->out, "</ul>\n");
    html_close(page);
}

/* --- the assumptions that matter most ------------------------------------------------------------------------------- */

/* The figure of a path, or the one that it is a part of. */
static const struct figure *figure_at(const struct html_page *page, const char *path)
{
    for (size_t i = 0; i < page->figures.count; i++) {
        size_t length = strlen(page->figures.items[i].path);
        bool covers = strncmp(page->figures.items[i].path, path, length) == 0;
        if (covers && (path[length] == '\0' || path[length] == '.'))
            return &page->figures.items[i];
    }
    return NULL;
}

/* What it is, as far as the first stop, without the rules for writing it. */
static void add_name(struct table *table, const struct figure *figure, const char *path)
{
    const char *help = figure != NULL ? figure->help : "";
    if (help[0] != '\0')
        table_printf(table, "%.*s (%s)", (int)strcspn(help, ";:."), help, path);
    else
        table_cell(table, path);
}

static void add_input(const struct html_page *page, struct table *table, const struct influence *found)
{
    const struct uncertain *input = &page->run->filled->uncertain[found->input];
    const struct figure *figure = figure_at(page, input->path);
    struct unit_context context = {.weeks_per_year = page->run->prepared->year};
    char low[64], high[64];
    units_write(input->low, input->unit, &context, low);
    units_write(input->high, input->unit, &context, high);
    add_name(table, figure, input->path);
    html_path(page, table, input->path);
    const char *instead = page->run->publication ? publication_replaces(input->path, low) : NULL;
    if (instead != NULL)
        table_cell(table, instead);
    else
        table_printf(table, "%s to %s", low, high);
    table_cell(table, figure != NULL && figure->grade != NULL ? figure->grade : "none");
    table_cell(table, found->rank > 0 ? "rises" : "falls");
    table_cell(table, checker_of(input->path));
}

static bool is_listed(const struct table *table, const char *path)
{
    for (size_t row = 0; row < table_rows(table); row++)
        if (strstr(table->cells[row * table->columns], path) != NULL)
            return true;
    return false;
}

/* Fills what room there is with figures that rest on judgement; returns how many of those there are. */
static size_t add_judgements(const struct html_page *page, struct table *table)
{
    size_t all = 0;
    for (size_t i = 0; i < page->figures.count; i++) {
        const struct figure *figure = &page->figures.items[i];
        if (!shown_is_judgement(figure))
            continue;
        all++;
        if (table_rows(table) >= ASSUMPTIONS_SHOWN || strlen(figure->value) > LONG || is_listed(table, figure->path))
            continue;
        const char *instead = page->run->publication ? publication_replaces(figure->path, figure->value) : NULL;
        add_name(table, figure, figure->path);
        html_path(page, table, figure->path);
        table_cell(table, instead != NULL ? instead : figure->value);
        table_cell(table, figure->grade != NULL ? figure->grade : "none");
        table_cell(table, "not told");
        table_cell(table, checker_of(figure->path));
    }
    return all;
}

/* Fills the table with what the caseload follows; returns how many inputs there are in all. */
static size_t add_influences(const struct html_page *page, struct table *table)
{
    struct influence *found;
    size_t count = shown_influences(page->run, page->sample, &found);
    for (size_t i = 0; i < count && i < ASSUMPTIONS_SHOWN; i++)
        add_input(page, table, &found[i]);
    free(found);
    return count;
}

void html_assumptions(const struct html_page *page)
{
    struct table table = {0};
    html_open(page, "assumptions", "The assumptions that matter most, and who should check them");
    table_caption(&table, "Inputs that the caseload follows most over these runs, then figures that rest on judgement");
    table_column(&table, TABLE_WORDS, "Input");
    table_column(&table, TABLE_WORDS, "Value (80% range)");
    table_column(&table, TABLE_WORDS, "Grade");
    table_column(&table, TABLE_WORDS, "With more of it, caseload");
    table_column(&table, TABLE_WORDS, "Who should check");
    size_t influences = add_influences(page, &table), judgements = add_judgements(page, &table);
    table_html(&table, NULL, page->out);
    table_release(&table);
    struct text words = {0};
    if (influences > 0) {
        html_say_count(page, "/report", "told_apart", "uncertain inputs that the caseload is seen to follow",
                       influences, &words);
        text_add(&words, " of ");
        html_say_count(page, "", "uncertain_inputs", "inputs given as a range", page->run->filled->uncertain_count,
                       &words);
        text_add(&words, " uncertain inputs can be told apart from luck with so many runs. ");
    } else if (page->run->ensemble->block > 0)
        text_add(&words, "With so few runs no uncertain input can be told apart from luck. ");
    brief_say_input(&page->brief, "figures/on-judgement", &words, "%zu", judgements);
    text_printf(&words, " figure%s on judgement alone; all are under \"Where the figures come from\".",
                judgements == 1 ? " rests" : "s rest");
    markup_element(page->out, "p class=\"note\"", words.at);
    text_add(page->out, "\n");
    text_release(&words);
    html_close(page);
}
