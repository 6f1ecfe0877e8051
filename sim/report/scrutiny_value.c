/* Questions of value: what the budget buys, academy against agency and supplement, leavers avoided. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/scrutiny_parts.h"

static bool has_target(const struct scrutiny *scrutiny)
{
    return scrutiny->decision->judged < scrutiny->decision->targets;
}

static const struct ensemble_verdict *verdict_of(const struct scrutiny *scrutiny, size_t option)
{
    return &scrutiny->decision->rows[option].verdicts[scrutiny->decision->judged];
}

static const struct contrast *gain_of(const struct scrutiny *scrutiny, size_t option)
{
    return &scrutiny->decision->rows[option].changes[scrutiny->decision->judged].change;
}

static void gain_cell(struct scrutiny *scrutiny, size_t option)
{
    struct text words = {0};
    if (option > 0)
        comparison_change(gain_of(scrutiny, option), 100, 0, &words);
    table_cell(&scrutiny->answer->table, words.at != NULL ? words.at : "");
    text_release(&words);
}

/* --- the budget ------------------------------------------------------------------------------------------------------ */

/* The option likeliest to meet the target among those that are told to be within what is available; the baseline when no
 * other is. */
static size_t best_within(const struct scrutiny *scrutiny)
{
    size_t best = 0;
    for (size_t i = 1; i < scrutiny->count; i++)
        if (scrutiny->decision->rows[i].budget == BUDGET_WITHIN &&
            verdict_of(scrutiny, i)->chance > verdict_of(scrutiny, best)->chance)
            best = i;
    return best;
}

static void say_budget(struct scrutiny *scrutiny)
{
    const struct decision *decision = scrutiny->decision;
    size_t best = best_within(scrutiny);
    struct text chance = {0}, base = {0};
    char available[WORDS_SHORT];
    words_pounds(decision->question.available, available);
    scrutiny_add_chance(verdict_of(scrutiny, best), &chance);
    scrutiny_add_chance(verdict_of(scrutiny, 0), &base);
    if (best == 0) {
        scrutiny_say(scrutiny, "No option within %s is likelier to meet the target than \"%s\", with %s.", available,
                     scrutiny->options[0].title, base.at);
    } else {
        struct text gain = {0};
        comparison_change(gain_of(scrutiny, best), 100, 0, &gain);
        scrutiny_say(
            scrutiny,
            "Of the options within %s, \"%s\" is the likeliest to meet the target: %s, against %s under \"%s\"; "
            "the change in percentage points is %s.",
            available, scrutiny->options[best].title, chance.at, base.at, scrutiny->options[0].title, gain.at);
        text_release(&gain);
    }
    if (words_meets(verdict_of(scrutiny, best)))
        scrutiny_say(scrutiny, "It is enough, if these assumptions hold.");
    else
        scrutiny_say(scrutiny, "It is not enough for a chance of 90%%.");
    text_release(&chance);
    text_release(&base);
}

static void say_cheapest(struct scrutiny *scrutiny)
{
    size_t best = 0;
    for (size_t i = 1; i < scrutiny->count; i++) {
        const struct ratio *ratio = &scrutiny->decision->rows[i].per_point;
        if (ratio->bounded && (best == 0 || ratio->value < scrutiny->decision->rows[best].per_point.value))
            best = i;
    }
    if (best == 0) {
        scrutiny_say(scrutiny,
                     "No option costs more and is told to gain any chance, so there is no cost of a point to give.");
        return;
    }
    struct text words = {0};
    comparison_per_point(&scrutiny->decision->rows[best], &words);
    scrutiny_say(scrutiny, "A percentage point of chance is cheapest under \"%s\": %s.", scrutiny->options[best].title,
                 words.at);
    text_release(&words);
}

void scrutiny_budget(struct scrutiny *scrutiny)
{
    const struct decision *decision = scrutiny->decision;
    if (!has_target(scrutiny) || !scrutiny_has_money(scrutiny)) {
        scrutiny_needs(scrutiny, "This comparison %s, so a chance cannot be set against a cost.",
                       has_target(scrutiny) ? "does not count money in every option" : "has no target");
        scrutiny_command(scrutiny, "headroom compare with %s in the scenarios",
                         has_target(scrutiny) ? "a section money" : "targets");
        return;
    }
    if (decision->question.budgeted) {
        say_budget(scrutiny);
    } else {
        scrutiny->answer->standing = SCRUTINY_PARTLY;
        scrutiny_say(scrutiny, "The comparison names no budget, so nothing is said to be within it.");
        scrutiny_command(scrutiny, "headroom compare COMPARISON.yaml with budget.available: £AMOUNT");
    }
    say_cheapest(scrutiny);
    scrutiny_table(scrutiny, "Cost against chance", "Option",
                   (const char *const[]){"Extra cost", "Held against the budget", "Budget", "Chance", "Change, points",
                                         "Cost a point", NULL});
    for (size_t i = 0; i < scrutiny->count; i++) {
        const struct decision_row *row = &decision->rows[i];
        struct table *table = &scrutiny->answer->table;
        struct text point = {0};
        table_cell(table, scrutiny->options[i].title);
        if (i > 0)
            scrutiny_pounds_cell(scrutiny, row->extra.mean, row->extra.interval);
        else
            table_cell(table, "");
        scrutiny_pounds_cell(scrutiny, i > 0 ? row->charged.mean : (double)NAN, row->charged.interval);
        table_cell(table, i > 0 ? comparison_budget_word(row->budget) : "");
        scrutiny_chance_cell(scrutiny, verdict_of(scrutiny, i));
        gain_cell(scrutiny, i);
        if (i > 0)
            comparison_per_point(row, &point);
        table_cell(table, point.at != NULL ? point.at : "");
        text_release(&point);
    }
    scrutiny_basis(
        scrutiny,
        "Chance of the judged target by %s with its 95%% interval; extra cost (spend) over the whole time, or in "
        "the budget's year, on the same luck; within when its whole interval is. Cost a point: Fieller's interval.",
        scrutiny->month.at);
}

/* --- academy, agency, supplement ------------------------------------------------------------------------------------- */

enum { AT_THE_DATE, AT_THE_END, MOMENTS };

static bool adds_pipeline(const struct scrutiny *scrutiny, size_t option)
{
    return scrutiny->options[option].plan->pipelines.count > scrutiny->options[0].plan->pipelines.count;
}

static bool adds_agency(const struct scrutiny *scrutiny, size_t option)
{
    return scrutiny_change(scrutiny, option, METRIC_AGENCY).interval.low > 0;
}

/* Pounds of supplement over the whole time. */
static double supplement_of(const struct option_run *option)
{
    const struct spending *spending = &option->spending;
    if (spending->layout.accounts == 0)
        return 0;
    const struct ensemble_point *point =
        spending_account(spending, money_account(&spending->layout, MONEY_SUPPLEMENT_LINE, 0), spending->layout.years);
    return point->tally.count > 0 ? point->tally.mean : 0;
}

static bool adds_supplement(const struct scrutiny *scrutiny, size_t option)
{
    return supplement_of(&scrutiny->options[option]) > supplement_of(&scrutiny->options[0]);
}

/* Pounds spent up to a moment and whether the target is met then, less the same of the baseline, in a run: over one another. */
static struct ratio per_point(const struct scrutiny *scrutiny, size_t option, int moment)
{
    struct ratio none = {.value = (double)NAN, .interval = {(double)NAN, (double)NAN}};
    const struct option_run *base = &scrutiny->options[0], *run = &scrutiny->options[option];
    size_t runs = base->runs < run->runs ? base->runs : run->runs, own = scrutiny_target(scrutiny, option);
    if (own == run->plan->targets.count)
        return none;
    bool at_end = moment == AT_THE_END;
    const double *from = at_end ? option_met_at_end(base, scrutiny->decision->judged)
                                : option_met(base, scrutiny->decision->judged),
                 *to = at_end ? option_met_at_end(run, own) : option_met(run, own);
    double *before = at_end ? NULL : scrutiny_values(scrutiny, 0, METRIC_SPEND_TO_DATE, METRIC_SERVICE),
           *after = at_end ? NULL : scrutiny_values(scrutiny, option, METRIC_SPEND_TO_DATE, METRIC_SERVICE);
    const double *spent_base = at_end ? option_outturn(base, OUTTURN_SPEND) : before,
                 *spent = at_end ? option_outturn(run, OUTTURN_SPEND) : after;
    double *extra = mem_new(2 * runs + 1, sizeof *extra), *gain = extra + runs;
    struct tally cost = {0}, points = {0};
    for (size_t i = 0; i < runs; i++) {
        extra[i] = spent[i] - spent_base[i];
        gain[i] = 100 * (to[i] - from[i]);
        tally_add(&cost, extra[i]);
        tally_add(&points, gain[i]);
    }
    struct ratio ratio = cost.mean > 0 && points.mean > 0
                             ? ratio_pairs(extra, gain, runs, base->block, scrutiny->decision->level)
                             : none;
    free(extra);
    free(before);
    free(after);
    return ratio.bounded ? ratio : none;
}

static void add_ratio(const struct ratio *ratio, struct text *out)
{
    char value[WORDS_SHORT], low[WORDS_SHORT], high[WORDS_SHORT];
    if (!ratio->bounded) {
        text_add(out, "no gain told at a cost");
        return;
    }
    words_pounds(ratio->value, value);
    words_pounds(ratio->interval.low, low);
    words_pounds(ratio->interval.high, high);
    text_printf(out, "%s (%s to %s)", value, low, high);
}

static void say_cheapest_at(struct scrutiny *scrutiny, int moment, const struct ratio *ratios)
{
    const struct option_run *base = &scrutiny->options[0];
    size_t best = 0;
    struct text words = {0}, when = {0};
    for (size_t i = 1; i < scrutiny->count; i++)
        if (ratios[i * MOMENTS + (size_t)moment].bounded &&
            (best == 0 || ratios[i * MOMENTS + (size_t)moment].value < ratios[best * MOMENTS + (size_t)moment].value))
            best = i;
    brief_month(&scrutiny->brief, moment == AT_THE_END ? base->times[base->samples - 1] : scrutiny->week, &when);
    if (best == 0) {
        scrutiny_say(scrutiny, "By %s no option is told to gain any chance at a cost.", when.at);
    } else {
        add_ratio(&ratios[best * MOMENTS + (size_t)moment], &words);
        scrutiny_say(scrutiny, "By %s a percentage point is cheapest under \"%s\": %s.", when.at,
                     scrutiny->options[best].title, words.at);
    }
    text_release(&words);
    text_release(&when);
}

static void add_break_even(const struct scrutiny *scrutiny, size_t option, struct text *out)
{
    const struct break_even *even = &scrutiny->options[option].pipelines;
    if (even->runs == 0)
        text_add(out, "no pipeline");
    else if (isinf(even->quantile[Q50]))
        text_add(out, "not within the time simulated in half of the runs");
    else
        brief_month(&scrutiny->brief, even->quantile[Q50], out);
}

static void value_row(struct scrutiny *scrutiny, size_t option, const struct ratio *ratios)
{
    struct table *table = &scrutiny->answer->table;
    struct text what = {0}, even = {0};
    if (adds_pipeline(scrutiny, option))
        text_add(&what, "academy");
    if (adds_agency(scrutiny, option))
        text_printf(&what, "%sagency", what.length ? ", " : "");
    if (adds_supplement(scrutiny, option))
        text_printf(&what, "%ssupplement", what.length ? ", " : "");
    table_cell(table, scrutiny->options[option].title);
    table_cell(table, what.at != NULL ? what.at : "none of them");
    for (size_t m = 0; m < MOMENTS; m++) {
        struct text words = {0};
        add_ratio(&ratios[option * MOMENTS + m], &words);
        table_cell(table, words.at);
        text_release(&words);
    }
    add_break_even(scrutiny, option, &even);
    table_cell(table, even.at);
    text_release(&what);
    text_release(&even);
}

static void value_answer(struct scrutiny *scrutiny, bool others)
{
    struct ratio *ratios = mem_new(MOMENTS * scrutiny->count, sizeof *ratios);
    for (size_t i = 1; i < scrutiny->count; i++)
        for (int m = 0; m < MOMENTS; m++)
            ratios[i * MOMENTS + (size_t)m] = per_point(scrutiny, i, m);
    for (int m = 0; m < MOMENTS; m++)
        say_cheapest_at(scrutiny, m, ratios);
    for (size_t i = 1; i < scrutiny->count; i++) {
        struct text even = {0};
        if (!adds_pipeline(scrutiny, i))
            continue;
        add_break_even(scrutiny, i, &even);
        bool reached = isfinite(scrutiny->options[i].pipelines.quantile[Q50]);
        scrutiny_say(scrutiny, "Training under \"%s\" has given back the capacity that it took %s%s%s.",
                     scrutiny->options[i].title, reached ? "by " : "", even.at, reached ? " in half of the runs" : "");
        text_release(&even);
    }
    if (!others)
        scrutiny_say(scrutiny, "No option adds agency workers or a supplement to hold it against.");
    scrutiny_table(scrutiny, "Cost of a percentage point of chance, against the baseline", "Option",
                   (const char *const[]){"Adds", "By the date", "By the end", "Capacity given back by", NULL});
    for (size_t i = 1; i < scrutiny->count; i++)
        value_row(scrutiny, i, ratios);
    free(ratios);
}

void scrutiny_academy(struct scrutiny *scrutiny)
{
    bool academy = false, others = false;
    for (size_t i = 1; i < scrutiny->count; i++) {
        academy |= adds_pipeline(scrutiny, i);
        others |= !adds_pipeline(scrutiny, i) && (adds_agency(scrutiny, i) || adds_supplement(scrutiny, i));
    }
    if (!academy || !has_target(scrutiny) || !scrutiny_has_money(scrutiny)) {
        scrutiny_needs(scrutiny, "This comparison %s.",
                       !academy                ? "has no option with a pipeline more than the baseline"
                       : !has_target(scrutiny) ? "has no target"
                                               : "does not count money in every option");
        scrutiny_command(scrutiny,
                         "headroom compare %s.yaml ACADEMY.yaml AGENCY.yaml SUPPLEMENT.yaml, with pipelines, "
                         "agency.seats and money.supplement, each in one of them",
                         scrutiny->options[0].name);
        return;
    }
    scrutiny->answer->standing = others ? SCRUTINY_ANSWERED : SCRUTINY_PARTLY;
    value_answer(scrutiny, others);
    if (!others)
        scrutiny_command(scrutiny, "headroom compare with options that change agency.seats or money.supplement");
    scrutiny_basis(
        scrutiny,
        "spend_to_date and the judged target on its date, and at the end as if that were its date, less the baseline's "
        "on the same luck; Fieller's intervals. Given back: the median run's date from which pipeline_net, added "
        "up from the first day, stays above nought.");
}

/* --- less agency ----------------------------------------------------------------------------------------------------- */

static void sweep_command(struct scrutiny *scrutiny)
{
    const struct option_run *from = &scrutiny->options[0];
    for (size_t i = 0; i < scrutiny->count && from->plan->pipelines.count == 0; i++)
        from = &scrutiny->options[i];
    const struct plan *plan = from->plan;
    scrutiny_command(scrutiny, "headroom sweep %s.yaml --vary agency.seats.%s=0,2,4,6 --vary pipelines.%s.size=0,6,12",
                     from->name, plan->agency.seats.count > 0 ? plan->agency.seats.items[0].to.name : "TEAM",
                     plan->pipelines.count > 0 ? plan_items(plan->pipelines, struct plan_pipeline)[0].named.name
                                               : "NAME");
}

void scrutiny_agency(struct scrutiny *scrutiny)
{
    size_t both = 0;
    scrutiny->answer->standing = SCRUTINY_PARTLY;
    sweep_command(scrutiny);
    if (!has_target(scrutiny)) {
        scrutiny_needs(scrutiny, "This comparison has no target, so nothing could be missed.");
        return;
    }
    scrutiny_table(scrutiny, "Full-time workers on the date; change against the baseline", "Option",
                   (const char *const[]){"Agency", "Newly qualified", "Chance, change in points", NULL});
    for (size_t i = 1; i < scrutiny->count; i++) {
        struct contrast agency = scrutiny_change(scrutiny, i, METRIC_AGENCY),
                        newly = scrutiny_change(scrutiny, i, METRIC_NEWLY_QUALIFIED);
        struct text less = {0}, more = {0};
        comparison_change(&agency, 1, 1, &less);
        comparison_change(&newly, 1, 1, &more);
        table_cell(&scrutiny->answer->table, scrutiny->options[i].title);
        table_cell(&scrutiny->answer->table, less.at);
        table_cell(&scrutiny->answer->table, more.at);
        gain_cell(scrutiny, i);
        if (agency.interval.high < 0 && newly.interval.low > 0) {
            const struct contrast *gain = gain_of(scrutiny, i);
            both++;
            scrutiny_say(
                scrutiny,
                "\"%s\" has fewer agency workers and more newly qualified ones than the baseline in %s, and its chance "
                "of the target is %s.",
                scrutiny->options[i].title, scrutiny->month.at,
                gain->interval.high < 0  ? "told to be lower"
                : gain->interval.low > 0 ? "told to be higher"
                                         : "not told to differ");
        }
        text_release(&less);
        text_release(&more);
    }
    if (both == 0) {
        scrutiny->answer->standing = SCRUTINY_NEEDS_MORE;
        scrutiny_say(
            scrutiny,
            "No option of this comparison is told to have both fewer agency workers and more newly qualified ones than "
            "the baseline in %s, so it cannot say; a sweep over both can.",
            scrutiny->month.at);
    }
    scrutiny_basis(
        scrutiny,
        "agency and newly_qualified of the service on the date, and the judged target, on the same luck; brackets "
        "hold 95%% over all options together.");
}

/* --- leavers avoided ------------------------------------------------------------------------------------------------- */

static struct ratio per_leaver(const struct scrutiny *scrutiny, size_t option)
{
    struct ratio none = {.value = (double)NAN, .interval = {(double)NAN, (double)NAN}};
    const struct option_run *base = &scrutiny->options[0], *run = &scrutiny->options[option];
    size_t runs = base->runs < run->runs ? base->runs : run->runs;
    double *extra = mem_new(2 * runs + 1, sizeof *extra), *avoided = extra + runs;
    for (size_t i = 0; i < runs; i++) {
        extra[i] = option_outturn(run, OUTTURN_SPEND)[i] - option_outturn(base, OUTTURN_SPEND)[i];
        avoided[i] = option_outturn(base, OUTTURN_LEAVERS)[i] - option_outturn(run, OUTTURN_LEAVERS)[i];
    }
    const struct decision_row *row = &scrutiny->decision->rows[option];
    bool wanted = row->values[OUTTURN_LEAVERS].change.interval.high < 0 && row->extra.mean > 0;
    struct ratio ratio = wanted ? ratio_pairs(extra, avoided, runs, base->block, scrutiny->decision->level) : none;
    free(extra);
    return ratio;
}

static void say_supplement(struct scrutiny *scrutiny, size_t option)
{
    const struct decision_row *row = &scrutiny->decision->rows[option];
    const struct contrast *leavers = &row->values[OUTTURN_LEAVERS].change;
    struct ratio ratio = per_leaver(scrutiny, option);
    char paid[WORDS_SHORT];
    words_pounds(supplement_of(&scrutiny->options[option]) - supplement_of(&scrutiny->options[0]), paid);
    struct text change = {0}, each = {0};
    comparison_change(leavers, 1, 1, &change);
    struct ensemble_point staff = scrutiny_point(scrutiny, option, METRIC_IN_POST, METRIC_SERVICE);
    bool most_would_stay = -leavers->interval.low < staff.tally.mean / 2;
    scrutiny_say(scrutiny, "\"%s\" pays %s more in supplement%s; leavers: %s.", scrutiny->options[option].title, paid,
                 most_would_stay ? ", most of it to people who would have stayed" : "", change.at);
    if (row->extra.interval.high <= 0) {
        scrutiny_say(scrutiny, "In all it costs no more than the baseline, so the option pays for itself.");
    } else if (ratio.bounded) {
        add_ratio(&ratio, &each);
        scrutiny_say(scrutiny, "Each leaver avoided costs %s, all that the option costs in addition, savings deducted.",
                     each.at);
    } else {
        scrutiny_say(
            scrutiny, "%s",
            row->extra.interval.low > 0
                ? "It costs more than the baseline and is not told to keep anybody, so it does not pay for itself."
                : "Whether it costs more than the baseline cannot be told.");
    }
    text_release(&change);
    text_release(&each);
}

void scrutiny_supplement(struct scrutiny *scrutiny)
{
    size_t said = 0;
    bool money = scrutiny_has_money(scrutiny);
    for (size_t i = 1; i < scrutiny->count && money; i++)
        if (adds_supplement(scrutiny, i)) {
            say_supplement(scrutiny, i);
            said++;
        }
    scrutiny->answer->standing = SCRUTINY_PARTLY;
    if (said == 0)
        scrutiny_needs(scrutiny, "No option of this comparison pays more supplement than the baseline%s.",
                       money ? "" : ", or money is not counted in every option");
    scrutiny_table(scrutiny, "Leavers up to the end, and what avoiding one costs", "Option",
                   (const char *const[]){"Leavers", "Extra cost", "Cost of a leaver avoided", NULL});
    for (size_t i = 0; i < scrutiny->count; i++) {
        const struct decision_row *row = &scrutiny->decision->rows[i];
        struct ratio ratio = i > 0 && money ? per_leaver(scrutiny, i) : (struct ratio){0};
        struct text words = {0};
        table_cell(&scrutiny->answer->table, scrutiny->options[i].title);
        scrutiny_outturn_cell(scrutiny, i, OUTTURN_LEAVERS, 1, 1);
        scrutiny_pounds_cell(scrutiny, i > 0 ? row->extra.mean : (double)NAN, row->extra.interval);
        if (ratio.bounded)
            add_ratio(&ratio, &words);
        table_cell(&scrutiny->answer->table, ratio.bounded ? words.at : i > 0 ? "none" : "");
        text_release(&words);
    }
    scrutiny_command(scrutiny,
                     "headroom sweep %s.yaml --vary money.supplement='£0 per year..£6,000 per year/3' --vary "
                     "workforce.leaving.rate=LOW..HIGH/3 shows how strong the effect must be",
                     scrutiny->options[0].name);
    scrutiny_basis(
        scrutiny,
        "leavers and spend up to the end, on the same luck; the cost of a leaver avoided is their ratio with "
        "Fieller's interval, none unless fewer leave and more is spent. Most would have stayed: fewer leavers are "
        "avoided, at the upper end, than half of those in post. What a supplement does to leaving is an assumption "
        "of the option, not a finding, and an option that changes more is judged as a whole.");
}
