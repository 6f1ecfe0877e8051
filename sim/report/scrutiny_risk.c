/* Questions of risk: a date that moves, temporary money that ends. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/scrutiny_parts.h"

/* --- the date moves -------------------------------------------------------------------------------------------------- */

/* The chance had the date been so many weeks later; trials 0 when that is outside the time simulated. */
static struct ensemble_verdict moved(const struct scrutiny *scrutiny, size_t option, double weeks)
{
    struct ensemble_verdict verdict = {0};
    const struct option_run *run = &scrutiny->options[option];
    size_t target = scrutiny_target(scrutiny, option);
    double week = scrutiny->week + weeks;
    if (target == run->plan->targets.count || run->samples == 0 || week < run->times[0] ||
        week > run->times[run->samples - 1] + 1e-9)
        return verdict;
    const struct curve *curve = &run->curves[target];
    size_t sample = course_sample(&run->course, week);
    if (isnan(curve->chance[sample]))
        return verdict;
    verdict = run->verdicts[target];
    if (weeks != 0) {
        verdict.chance = curve->chance[sample];
        verdict.interval = curve->interval[sample];
    }
    return verdict;
}

/* Can the target be asked of each team by itself? */
static bool asks_of_teams(const struct plan_target *target)
{
    return text_equal(target->measure, "caseload") && target->statistic == STATISTIC_MEAN && target->team.index < 0 &&
           !target->every_team && !target->of_opening && !isnan(target->at_most);
}

/* Whether every team that holds cases is at or below the target's level on the date; of one team when `only` is none below 0. */
static struct ensemble_verdict teams_meet(const struct scrutiny *scrutiny, size_t option, int only)
{
    const struct option_run *run = &scrutiny->options[option];
    const struct plan_target *target =
        &plan_items(run->plan->targets, struct plan_target)[scrutiny_target(scrutiny, option)];
    double *met = mem_new(run->dates.runs + 1, sizeof *met);
    for (size_t i = 0; i < run->dates.runs; i++)
        met[i] = (double)NAN;
    for (size_t team = 0; team < run->plan->teams.count; team++) {
        if (only >= 0 && (int)team != only)
            continue;
        double *values = scrutiny_values(scrutiny, option, METRIC_CASELOAD, (int)team);
        for (size_t i = 0; i < run->dates.runs; i++)
            if (!isnan(values[i]))
                met[i] = (isnan(met[i]) || met[i] > 0) && values[i] <= target->at_most;
        free(values);
    }
    struct ensemble_verdict verdict = ensemble_chance(&run->dates, met);
    free(met);
    return verdict;
}

static int weakest_team(const struct scrutiny *scrutiny, size_t option)
{
    int weakest = METRIC_SERVICE;
    double least = 2; /* of equals none is the weakest */
    for (size_t i = 0; i < scrutiny->options[option].plan->teams.count; i++) {
        struct ensemble_verdict verdict = teams_meet(scrutiny, option, (int)i);
        if (verdict.trials == 0 || verdict.chance > least)
            continue;
        weakest = verdict.chance < least ? (int)i : METRIC_SERVICE;
        least = verdict.chance;
    }
    return weakest;
}

static void say_date(struct scrutiny *scrutiny, size_t option)
{
    const struct option_run *run = &scrutiny->options[option];
    struct ensemble_verdict now = moved(scrutiny, option, 0), early = moved(scrutiny, option, -13),
                            late = moved(scrutiny, option, 13);
    struct text a = {0}, b = {0}, c = {0};
    scrutiny_add_chance(&now, &a);
    scrutiny_add_chance(&early, &b);
    scrutiny_add_chance(&late, &c);
    scrutiny_say(scrutiny, "Under \"%s\" the chance in %s is %s; three months sooner %s, three months later %s.",
                 run->title, scrutiny->month.at, a.at, b.at, c.at);
    const struct plan_target *target = decision_target(scrutiny->decision);
    if (asks_of_teams(target) && scrutiny_target(scrutiny, option) < run->plan->targets.count) {
        struct ensemble_verdict every = teams_meet(scrutiny, option, -1);
        int weakest = weakest_team(scrutiny, option);
        text_clear(&a);
        scrutiny_add_chance(&every, &a);
        scrutiny_say(scrutiny, "Asked of every team at once it is %s%s%s.", a.at,
                     weakest >= 0 ? "; the least likely team is " : "",
                     weakest >= 0 ? brief_team(run->plan, weakest) : "");
    }
    text_release(&a);
    text_release(&b);
    text_release(&c);
}

void scrutiny_date(struct scrutiny *scrutiny)
{
    static const double shifts[] = {-26, -13, 0, 13, 26};
    const struct plan_target *target = decision_target(scrutiny->decision);
    if (target == NULL) {
        scrutiny_needs(scrutiny, "This comparison has no target, so there is no chance to give.");
        scrutiny_command(scrutiny, "headroom compare with targets in %s.yaml", scrutiny->options[0].name);
        return;
    }
    say_date(scrutiny, 0);
    if (scrutiny->decision->leader != DECISION_NONE)
        say_date(scrutiny, (size_t)scrutiny->decision->leader);
    scrutiny_table(scrutiny, "Chance of the judged target if its date moves", "Option",
                   (const char *const[]){"26 weeks sooner", "13 weeks sooner", "On the date", "13 weeks later",
                                         "26 weeks later", "Held for 13 weeks", "Every team", NULL});
    for (size_t i = 0; i < scrutiny->count; i++) {
        const struct option_run *run = &scrutiny->options[i];
        size_t own = scrutiny_target(scrutiny, i);
        table_cell(&scrutiny->answer->table, run->title);
        for (size_t k = 0; k < sizeof shifts / sizeof *shifts; k++) {
            struct ensemble_verdict verdict = moved(scrutiny, i, shifts[k]);
            scrutiny_chance_cell(scrutiny, &verdict);
        }
        struct ensemble_verdict none = {0};
        bool there = own < run->plan->targets.count;
        scrutiny_chance_cell(scrutiny, there ? &run->held[own] : &none);
        if (there && target->every_team)
            table_cell(&scrutiny->answer->table, "asked already");
        else if (there && asks_of_teams(target))
            none = teams_meet(scrutiny, i, -1);
        if (!(there && target->every_team))
            scrutiny_chance_cell(scrutiny, &none);
    }
    scrutiny_basis(
        scrutiny,
        "The judged target as it would be judged had its date been another, from the same runs; 95%% intervals. Held: "
        "met on the date and in all of the 13 weeks before. Every team: the caseload (caseload) of each at or below "
        "the target on the date. No figure: outside the time simulated, or not a question of this target.");
}

/* --- temporary money ------------------------------------------------------------------------------------------------- */

/* When the last funding that ends does so within the time simulated; NaN when none does. */
static double last_end(const struct plan *plan, const char **title)
{
    double last = (double)NAN;
    for (size_t i = 0; i < plan->money.funding.count; i++) {
        const struct plan_funding *item = &plan_items(plan->money.funding, struct plan_funding)[i];
        if (isnan(item->to) || item->to <= plan->clock.warm_up || item->to >= plan->clock.length)
            continue;
        if (isnan(last) || item->to > last) {
            last = item->to;
            *title = item->named.title;
        }
    }
    return last;
}

/* The first year that starts at or after a week, or the last one. */
static size_t year_after(const struct option_run *option, double week)
{
    size_t year = 0;
    while (year + 1 < option->spending.layout.years && money_year(option->plan, year).from < week - 1e-9)
        year++;
    return year;
}

static double mean_of(const struct option_run *option, enum spending_sum sum, size_t column)
{
    const struct ensemble_point *point = spending_sum(&option->spending, sum, column);
    return point->tally.count > 0 ? point->tally.mean : (double)NAN;
}

static double beyond_funding(const struct option_run *option, size_t year)
{
    return mean_of(option, SPENDING_RECURRENT, year) - mean_of(option, SPENDING_FUNDING, year);
}

static void say_money(struct scrutiny *scrutiny, size_t option)
{
    const struct option_run *run = &scrutiny->options[option];
    const char *title = NULL;
    double end = last_end(run->plan, &title);
    char recurrent[WORDS_SHORT], one_off[WORDS_SHORT], beyond[WORDS_SHORT], name[16];
    size_t all = run->spending.layout.years, year = isnan(end) ? all - 1 : year_after(run, end);
    words_pounds(mean_of(run, SPENDING_RECURRENT, all), recurrent);
    words_pounds(mean_of(run, SPENDING_ONE_OFF, all), one_off);
    scrutiny_say(scrutiny, "Under \"%s\" %s of the spending is recurrent and %s is not.", run->title, recurrent,
                 one_off);
    if (!run->spending.funded)
        return;
    double gap = beyond_funding(run, year);
    struct text chance = {0}, when = {0};
    money_year_name(run->plan, year, name);
    words_pounds(fabs(gap), beyond);
    scrutiny_add_chance(&run->spending.over[year], &chance);
    if (!isnan(end)) {
        brief_when(&scrutiny->brief, end, &when);
        scrutiny_say(scrutiny, "%s ends before %s.", title, when.at);
    } else
        scrutiny_say(scrutiny, "No funding ends within the time simulated.");
    scrutiny_say(scrutiny,
                 "In %s recurrent spending is %s %s the funding%s; the chance of spending more than it is %s.", name,
                 beyond, gap > 0 ? "above" : "below", money_year(run->plan, year).part ? " of the weeks simulated" : "",
                 chance.at);
    text_release(&chance);
    text_release(&when);
}

/* The last year that is simulated whole; the last one when none is. */
static size_t last_whole_year(const struct option_run *option)
{
    size_t year = option->spending.layout.years - 1;
    while (year > 0 && money_year(option->plan, year).part)
        year--;
    return year;
}

static void last_year_cell(struct scrutiny *scrutiny, size_t option)
{
    const struct decision_value *value =
        &scrutiny->decision->rows[option].values[(size_t)OUTTURN_COUNT + last_whole_year(&scrutiny->options[0])];
    if (option == 0)
        table_cell(&scrutiny->answer->table, "");
    else
        scrutiny_pounds_cell(scrutiny, value->change.mean, value->change.interval);
}

static void money_row(struct scrutiny *scrutiny, size_t option)
{
    const struct option_run *run = &scrutiny->options[option];
    struct table *table = &scrutiny->answer->table;
    const char *title = NULL;
    double end = last_end(run->plan, &title);
    size_t all = run->spending.layout.years, year = isnan(end) ? all - 1 : year_after(run, end);
    char share[WORDS_SHORT], amount[WORDS_SHORT], name[16];
    table_cell(table, run->title);
    scrutiny_outturn_cell(scrutiny, option, OUTTURN_SPEND_RECURRENT, 0.001, 0);
    scrutiny_outturn_cell(scrutiny, option, OUTTURN_SPEND_ONE_OFF, 0.001, 0);
    money_year_name(run->plan, year, name);
    words_pounds(beyond_funding(run, year), amount);
    if (run->spending.funded) {
        table_printf(table, "%s: %s", name, amount);
        scrutiny_chance_cell(scrutiny, &run->spending.over[year]);
        scrutiny_chance_cell(scrutiny, &run->spending.over[all]);
    } else {
        for (int i = 0; i < 3; i++)
            table_cell(table, "no funding given");
    }
    words_percent(scrutiny->decision->rows[option].over_share, share);
    table_cell(table, scrutiny->decision->question.budgeted && option > 0 ? share : "");
    last_year_cell(scrutiny, option);
}

void scrutiny_money(struct scrutiny *scrutiny)
{
    if (!scrutiny_has_money(scrutiny) || scrutiny->options[0].spending.layout.years == 0) {
        scrutiny_needs(scrutiny, "Money is not counted in every option.");
        scrutiny_command(scrutiny, "headroom compare with a section money in the scenarios");
        return;
    }
    say_money(scrutiny, 0);
    if (scrutiny->decision->leader != DECISION_NONE)
        say_money(scrutiny, (size_t)scrutiny->decision->leader);
    if (!scrutiny->options[0].spending.funded) {
        scrutiny->answer->standing = SCRUTINY_PARTLY;
        scrutiny_say(scrutiny, "The baseline has no funding, so there is no chance of overspending to give.");
        scrutiny_command(scrutiny, "headroom compare with money.funding in the scenarios");
    }
    scrutiny_table(scrutiny, "Spending and funding", "Option",
                   (const char *const[]){"Recurrent, £000", "One-off, £000", "Recurrent beyond funding, year after",
                                         "Chance of overspending, that year", "Chance of overspending, in all",
                                         "Runs over the budget", "Extra cost in the last whole year", NULL});
    for (size_t i = 0; i < scrutiny->count; i++)
        money_row(scrutiny, i);
    scrutiny_basis(
        scrutiny,
        "spend_recurrent and spend_one_off over the whole time, means with change; the year after is the first "
        "that starts once the last funding that ends has ended, else the last year. Chances are the share of runs "
        "that spend more than their funding, with 95%% intervals.");
}
