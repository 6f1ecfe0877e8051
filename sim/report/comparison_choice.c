#include "report/comparison_choice.h"

#include <math.h>

#include "report/brief.h"

/* More points than this on a line cannot be told apart. */
enum { POINTS = 160 };

static double mean_of(const struct ensemble_point *point)
{
    return point->tally.count > 0 ? point->tally.mean : (double)NAN;
}

/* The sample of a point of the lines, first and last among them. */
static size_t sample_of(const struct option_run *option, size_t points, size_t point)
{
    return points > 1 ? point * (option->samples - 1) / (points - 1) : 0;
}

static void add_lines(struct choice_option *out, const struct option_run *option, size_t points, size_t target,
                      struct arena *arena)
{
    double *low = arena_new(arena, points, sizeof *low), *median = arena_new(arena, points, sizeof *median);
    double *high = arena_new(arena, points, sizeof *high), *holds = arena_new(arena, points, sizeof *holds);
    bool judged = target < option->plan->targets.count;
    for (size_t i = 0; i < points; i++) {
        size_t sample = sample_of(option, points, i);
        const struct ensemble_point *point = &option->caseload[sample];
        low[i] = point->quantile[Q10];
        median[i] = point->quantile[Q50];
        high[i] = point->quantile[Q90];
        holds[i] = judged ? option->curves[target].chance[sample] : (double)NAN;
    }
    out->low = low;
    out->median = median;
    out->high = high;
    out->holds = judged ? holds : NULL;
}

static double spent(const struct option_run *option, enum spending_sum sum, size_t year)
{
    return mean_of(spending_sum(&option->spending, sum, year));
}

/* What there is for extra spending in a year: the budget of the comparison when it is for that year; without such a budget,
 * what the option's own funding leaves beside the baseline's spending. */
static double year_budget(const struct decision *decision, const struct option_run *option, size_t year)
{
    const struct decision_question *question = &decision->question;
    const struct option_run *baseline = &decision->options[0];
    double spending = spent(baseline, SPENDING_TOTAL, year);
    if (!question->budgeted)
        return option->spending.funded ? spent(option, SPENDING_FUNDING, year) - spending : (double)NAN;
    if (question->year == NULL || decision_year(baseline->plan, question->year) != year)
        return (double)NAN;
    return question->whole ? question->available - spending : question->available;
}

static void add_money(struct choice_option *out, const struct decision *decision, const struct option_run *option,
                      size_t years, struct arena *arena)
{
    const struct option_run *baseline = &decision->options[0];
    if (option->spending.layout.accounts == 0 || baseline->spending.layout.accounts == 0)
        return;
    struct choice_year *each = arena_new(arena, years, sizeof *each);
    double *budgets = arena_new(arena, years, sizeof *budgets);
    for (size_t year = 0; year < years; year++) {
        each[year].recurrent = spent(option, SPENDING_RECURRENT, year) - spent(baseline, SPENDING_RECURRENT, year);
        each[year].one_off = spent(option, SPENDING_ONE_OFF, year) - spent(baseline, SPENDING_ONE_OFF, year);
        budgets[year] = year_budget(decision, option, year);
    }
    out->years = each;
    out->budgets = budgets;
}

static void add_staff(struct choice_option *out, const struct option_run *option, double week)
{
    static const enum metric metrics[MIX_LAYERS] = {METRIC_IN_POST, METRIC_NEWLY_QUALIFIED, METRIC_AGENCY,
                                                    METRIC_UNCOVERED};
    size_t sample = ensemble_sample_at(&option->dates, week);
    for (size_t k = 0; k < MIX_LAYERS; k++) {
        struct ensemble_point point =
            ensemble_point(&option->dates, metric_series(&option->dates.layout, metrics[k], METRIC_SERVICE), sample);
        out->fte[k] = mean_of(&point);
    }
    /* Newly qualified workers are in post too; a mean of differences is the difference of the means. */
    out->fte[MIX_PERMANENT] = fmax(out->fte[MIX_PERMANENT] - out->fte[MIX_NEW], 0);
}

static void add_verdict(struct choice_option *out, const struct decision *decision, size_t option)
{
    const struct decision_row *row = &decision->rows[option];
    out->verdict = decision->judged < decision->targets ? row->verdicts[decision->judged]
                                                        : (struct ensemble_verdict){.chance = (double)NAN};
    out->near_best = row->among_best;
    out->dominated = row->dominated_by != DECISION_NONE;
    bool counted = decision->options[option].spending.layout.accounts > 0;
    out->extra = option == 0 && counted ? 0 : row->extra.mean;
    out->extra_interval = option == 0 ? (struct interval){out->extra, out->extra} : row->extra.interval;
}

static void add_futures(struct choice_option *out, const struct regret *regret, size_t option, struct arena *arena)
{
    double *chances = arena_new(arena, regret->futures, sizeof *chances);
    for (size_t k = 0; k < regret->futures; k++)
        chances[k] = regret_cell(regret, k, option)->verdict.chance;
    out->futures = chances;
}

/* The level of a target on the mean caseload of the whole service, which can stand on a chart of it; else NaN. */
static double level_of(const struct plan_target *target)
{
    bool fits = target && metric_find(target->measure) == METRIC_CASELOAD && target->statistic == STATISTIC_MEAN &&
                target->team.index < 0 && !target->every_team && !target->of_opening;
    return fits ? target->at_most : (double)NAN;
}

static const char *aim_of(const struct comparison *comparison, struct arena *arena)
{
    const struct decision *decision = comparison->decision;
    struct brief brief = {.ensemble = &decision->options[0].dates, .prepared = comparison->prepared};
    struct text words = {0};
    brief_aim(&brief, decision->judged, false, &words);
    const char *aim = arena_copy(arena, words.at);
    text_release(&words);
    return aim;
}

static double budget_of(const struct decision *decision)
{
    const struct decision_question *question = &decision->question;
    /* A budget of one year is no line on a chart of the whole time. */
    if (!question->budgeted || question->year != NULL)
        return (double)NAN;
    const struct option_run *baseline = &decision->options[0];
    double spending = baseline->spending.layout.accounts > 0
                          ? mean_of(spending_sum(&baseline->spending, SPENDING_TOTAL, baseline->spending.columns - 1))
                          : 0;
    return question->whole ? question->available - spending : question->available;
}

static const char *const *year_names(const struct option_run *baseline, size_t years, struct arena *arena)
{
    const char **names = arena_new(arena, years + 1, sizeof *names);
    for (size_t year = 0; year < years; year++) {
        char name[16];
        money_year_name(baseline->plan, year, name);
        names[year] = arena_copy(arena, name);
    }
    return names;
}

static size_t failed_runs(const struct decision *decision)
{
    size_t failed = 0;
    for (size_t i = 0; i < decision->count; i++)
        for (size_t run = 0; run < decision->options[i].runs; run++)
            failed += decision->options[i].dates.outcomes[run].failure != NULL;
    return failed;
}

/* All but the options. */
static struct choice start(const struct comparison *comparison, struct arena *arena)
{
    const struct decision *decision = comparison->decision;
    const struct option_run *baseline = &decision->options[0];
    const struct plan_target *target = decision_target(decision);
    /* A share of time is no chance that an option could be chosen by. */
    bool judged = target != NULL && !target->share_of_time;
    double end = baseline->times[baseline->samples - 1];
    return (struct choice){
        .name = comparison->name,
        .title = comparison->title,
        .notice = comparison->notice,
        .clock = &baseline->plan->clock,
        .runs = baseline->runs,
        .failed = failed_runs(decision),
        .drawn = baseline->block > 0,
        .count = decision->count < CHOICE_OPTIONS ? decision->count : CHOICE_OPTIONS,
        .times_count = baseline->samples < POINTS ? baseline->samples : POINTS,
        .aim = judged ? aim_of(comparison, arena) : NULL,
        .level = judged ? level_of(target) : (double)NAN,
        .by = target && isfinite(target->by) ? target->by : end,
        .hold = judged ? target->hold : 0,
        .money = baseline->spending.layout.accounts > 0,
        .years = baseline->spending.layout.years,
        .budget_words = decision->question.budgeted ? "Budget for extra spending"
                                                    : "What its funding leaves beside the baseline's spending",
        .budget = budget_of(decision),
        .futures = comparison->regret ? comparison->regret->futures : 0,
        .future_names = comparison->future_titles,
    };
}

/* Effects on the caseload, the interaction last. */
static void add_drivers(struct choice *choice, const struct comparison *comparison, struct arena *arena)
{
    const struct drivers *drivers = comparison->drivers;
    if (drivers == NULL || !drivers->figures[DRIVERS_CASELOAD].there || comparison->driven >= choice->count)
        return;
    const struct drivers_effects *of = &drivers->figures[DRIVERS_CASELOAD];
    struct choice_driver *out = arena_new(arena, drivers->parts + 1, sizeof *out);
    for (size_t i = 0; i <= drivers->parts; i++)
        out[i] = (struct choice_driver){.name = i < drivers->parts ? comparison->driver_names[i] : "interaction",
                                        .title = i < drivers->parts ? comparison->driver_titles[i]
                                                                    : "Together, beyond that (interaction)",
                                        .effect = of->effects[i].mean,
                                        .interval = of->effects[i].interval};
    choice->drivers = out;
    choice->driver_count = drivers->parts + 1;
    choice->driven = comparison->driven;
    choice->driver_baseline = of->baseline;
    choice->driver_total = drivers_total(drivers, DRIVERS_CASELOAD)->mean;
    choice->driver_whole = drivers_total(drivers, DRIVERS_CASELOAD)->interval;
}

struct choice comparison_choice(const struct comparison *comparison, struct arena *arena)
{
    const struct decision *decision = comparison->decision;
    const struct option_run *baseline = &decision->options[0];
    struct choice choice = start(comparison, arena);
    struct choice_option *options = arena_new(arena, choice.count, sizeof *options);
    double *times = arena_new(arena, choice.times_count, sizeof *times);
    for (size_t i = 0; i < choice.times_count; i++)
        times[i] = baseline->times[sample_of(baseline, choice.times_count, i)];
    choice.times = times;
    choice.year_names = year_names(baseline, choice.years, arena);
    for (size_t i = 0; i < choice.count; i++) {
        const struct option_run *option = &decision->options[i];
        const struct plan_target *target = decision_target(decision);
        size_t own = target ? option_target(option, target->named.name) : option->plan->targets.count;
        options[i] = (struct choice_option){.name = option->name, .title = option->title};
        add_verdict(&options[i], decision, i);
        add_lines(&options[i], option, choice.times_count, own, arena);
        add_money(&options[i], decision, option, choice.years, arena);
        add_staff(&options[i], option, choice.by);
        if (comparison->regret)
            add_futures(&options[i], comparison->regret, i, arena);
    }
    choice.options = options;
    add_drivers(&choice, comparison, arena);
    return choice;
}
