/* The sentences of a comparison. Each has its condition and its fallback, and says no more than the decision does. */
#include <math.h>

#include "experiment/words.h"
#include "report/brief.h"
#include "report/comparison_trail.h"

static const char *title_of(const struct comparison *comparison, int option)
{
    return comparison->options[option].title;
}

static const struct decision_row *row_of(const struct comparison *comparison, int option)
{
    return &comparison->decision->rows[option];
}

static void add_chance(const struct comparison *comparison, int option, struct text *out)
{
    char percent[WORDS_SHORT];
    words_percent(row_of(comparison, option)->verdicts[comparison->decision->judged].chance, percent);
    comparison_trail_chance(comparison, (size_t)option, TRAIL_PERCENT, percent, out);
}

/* "Average caseload of 18 (...) by January 2022" */
static void add_target(const struct comparison *comparison, struct text *out)
{
    struct brief brief = {.ensemble = &comparison->options[0].dates, .prepared = comparison->prepared};
    text_printf(out, "\"%s\"", decision_target(comparison->decision)->named.title);
    brief_deadline(&brief, comparison->decision->judged, out);
}

void comparison_available(const struct comparison *comparison, struct text *out)
{
    const struct decision_question *question = &comparison->decision->question;
    char pounds[WORDS_SHORT];
    words_pounds(question->available, pounds);
    trail_say(comparison->trail,
              &(struct trail_figure){
                  .shown = pounds, .what = "budget", .file = "comparison.json", .form = TRAIL_POUNDS, .given = true},
              &(struct trail_place){.at = "/budget", .column = "available", .value = question->available}, out);
}

/* "£1.7m", "£1.7m of 2021-22" */
static void add_budget(const struct comparison *comparison, struct text *out)
{
    const char *year = comparison->decision->question.year;
    comparison_available(comparison, out);
    text_printf(out, "%s%s", year != NULL ? " of " : "", year != NULL ? year : "");
}

static void add_cost(const struct comparison *comparison, int option, struct text *out)
{
    const struct decision_row *row = row_of(comparison, option);
    if (isnan(row->extra.mean))
        return;
    char pounds[WORDS_SHORT];
    words_pounds(fabs(row->extra.mean), pounds);
    if (!contrast_is_clear(&row->extra))
        text_add(out, "; its cost cannot be told from that of the baseline");
    else {
        text_add(out, "; it costs ");
        comparison_trail_extra(comparison, (size_t)option, pounds, out);
        text_printf(out, " %s over the whole time", row->extra.mean < 0 ? "less" : "more");
    }
    if (row->budget == BUDGET_NONE)
        return;
    text_add(out, row->budget == BUDGET_WITHIN ? ", within the " : ", near the ");
    add_budget(comparison, out);
}

static bool any_over(const struct comparison *comparison)
{
    for (size_t i = 1; i < comparison->count; i++)
        if (comparison->decision->rows[i].budget == BUDGET_OVER)
            return true;
    return false;
}

void comparison_headline(const struct comparison *comparison, struct text *out)
{
    const struct decision *decision = comparison->decision;
    if (decision_target(decision) == NULL) {
        text_add(out, "No target is set, so the options cannot be ranked; what they change is below.");
        return;
    }
    if (decision->leader == DECISION_NONE) {
        text_add(out, "No option ");
        if (any_over(comparison)) {
            text_add(out, "within the ");
            add_budget(comparison, out);
            text_add(out, " ");
        }
        text_printf(out, "can be told from \"%s\" as more likely to meet ", title_of(comparison, 0));
        add_target(comparison, out);
        text_add(out, ".");
        return;
    }
    text_printf(out, "%s: the chance of meeting ", title_of(comparison, decision->leader));
    add_target(comparison, out);
    const struct ensemble_verdict *verdict = &row_of(comparison, decision->leader)->verdicts[decision->judged];
    char chance[WORDS_LONG];
    words_chance(verdict->chance, verdict->trials, chance);
    char percent[WORDS_SHORT];
    struct text both = {0};
    words_percent(verdict->chance, percent);
    text_printf(&both, "%s, %s", percent, chance);
    text_add(out, " is ");
    comparison_trail_chance(comparison, (size_t)decision->leader, TRAIL_PERCENT, both.at, out);
    text_release(&both);
    text_add(out, ", against ");
    add_chance(comparison, 0, out);
    text_printf(out, " under \"%s\"", title_of(comparison, 0));
    add_cost(comparison, decision->leader, out);
    text_add(out, ".");
}

/* Where no chance moves the caseload may: the lowest of those that are told from the baseline's. */
static void add_lowest(const struct comparison *comparison, struct text *out)
{
    int lowest = DECISION_NONE;
    for (size_t i = 1; i < comparison->count; i++) {
        const struct decision_value *load = &comparison->decision->rows[i].values[OUTTURN_CASELOAD];
        if (load->there && load->change.interval.high < 0 &&
            (lowest < 0 || load->mean < row_of(comparison, lowest)->values[OUTTURN_CASELOAD].mean))
            lowest = (int)i;
    }
    if (lowest < 0)
        return;
    char own[WORDS_SHORT], baseline[WORDS_SHORT];
    words_number(row_of(comparison, lowest)->values[OUTTURN_CASELOAD].mean, 1, own);
    words_number(row_of(comparison, 0)->values[OUTTURN_CASELOAD].mean, 1, baseline);
    text_add(out, "The lowest caseload on that date, ");
    comparison_trail_caseload(comparison, (size_t)lowest, own, out);
    text_add(out, " against ");
    comparison_trail_caseload(comparison, 0, baseline, out);
    text_printf(out, ", is that of \"%s\".", title_of(comparison, lowest));
}

/* Mean caseload of the service at the end. */
static double end_of(const struct comparison *comparison, int option)
{
    const struct option_run *run = &comparison->options[option];
    return run->caseload[run->samples - 1].tally.mean;
}

/* The lowest caseload at the end among the options that are not over the budget. */
static int lowest_at_end(const struct comparison *comparison)
{
    int lowest = DECISION_NONE;
    for (size_t i = 1; i < comparison->count; i++)
        if (row_of(comparison, (int)i)->budget != BUDGET_OVER &&
            (lowest == DECISION_NONE || end_of(comparison, (int)i) < end_of(comparison, lowest)))
            lowest = (int)i;
    return lowest;
}

/* A caseload that is at least this many cases higher at the end than on the date has not lasted. */
static const double lost = 1;

/* An option that is put forward for one date may fall back after it. */
static void add_lasting(const struct comparison *comparison, struct text *out)
{
    int leader = comparison->decision->leader;
    if (leader == DECISION_NONE || !row_of(comparison, leader)->values[OUTTURN_CASELOAD].there)
        return;
    double date = row_of(comparison, leader)->values[OUTTURN_CASELOAD].mean, end = end_of(comparison, leader);
    if (!(end - date >= lost))
        return;
    struct brief brief = {.ensemble = &comparison->options[0].dates, .prepared = comparison->prepared};
    const struct option_run *run = &comparison->options[leader];
    char on_date[WORDS_SHORT], at_end[WORDS_SHORT];
    words_number(date, 1, on_date);
    words_number(end, 1, at_end);
    text_printf(out, " %s does not last: its mean caseload is ", title_of(comparison, leader));
    comparison_trail_caseload(comparison, (size_t)leader, on_date, out);
    text_printf(out, " on the date and %s in ", at_end);
    brief_month(&brief, run->times[run->samples - 1], out);
    int lowest = lowest_at_end(comparison);
    if (lowest != DECISION_NONE && end - end_of(comparison, lowest) >= lost) {
        words_number(end_of(comparison, lowest), 1, at_end);
        text_printf(out, ", when it is %s under %s", at_end, title_of(comparison, lowest));
    }
    text_add(out, ".");
}

static void add_others(const struct comparison *comparison, struct text *out)
{
    const struct decision *decision = comparison->decision;
    size_t alike = 0;
    for (size_t i = 0; decision->leader != DECISION_NONE && i < comparison->count; i++)
        alike += decision->rows[i].among_best;
    if (decision->likeliest != DECISION_NONE) {
        text_printf(out, "%s would give ", title_of(comparison, decision->likeliest));
        add_chance(comparison, decision->likeliest, out);
        text_add(out, ", and is over the ");
        add_budget(comparison, out);
        text_add(out, ".");
    } else if (decision->leader == DECISION_NONE && decision_target(decision) != NULL) {
        add_lowest(comparison, out);
    } else if (alike > 1 && decision->rows[decision->leader].among_best) {
        char count[WORDS_SHORT];
        words_count(alike, count);
        text_printf(out, "It is one of %s options that these runs do not tell apart in the chance; ", count);
        text_add(out, isnan(decision->rows[decision->leader].extra.mean) ? "the likeliest of them is named."
                                                                         : "the cheapest of them is named.");
    }
}

void comparison_second_thoughts(const struct comparison *comparison, struct text *out)
{
    struct text words = {0};
    add_others(comparison, &words);
    add_lasting(comparison, &words);
    if (words.length > 0)
        text_add(out, words.at[0] == ' ' ? words.at + 1 : words.at);
    text_release(&words);
}

void comparison_regret_words(const struct comparison *comparison, struct text *out)
{
    const struct regret *regret = comparison->regret;
    if (regret == NULL)
        return;
    const struct regret_worst *worst = &regret->worst[regret->least];
    char points[WORDS_SHORT];
    words_number(100 * worst->regret, 0, points);
    if (regret->shared && text_equal(points, "0")) {
        text_printf(out, "Several options are as good as the best in each of %zu futures.", regret->futures);
        return;
    }
    if (regret->shared) {
        text_printf(out, "In the worst of %zu futures several options fall %s points behind the best.", regret->futures,
                    points);
        return;
    }
    if (text_equal(points, "0")) {
        text_printf(out, "Least regret: %s is the best or as good as the best in each of %zu futures.",
                    title_of(comparison, (int)regret->least), regret->futures);
        return;
    }
    text_printf(out, "Least regret: %s is never more than %s points behind the best option in any of %zu futures.",
                title_of(comparison, (int)regret->least), points, regret->futures);
}

/* The least that pairing did for any chance: what independent runs would have to make up for. */
static double least_reduction(const struct decision *decision)
{
    double least = (double)INFINITY;
    for (size_t i = 1; i < decision->count && decision->judged < decision->targets; i++) {
        const struct contrast *change = &decision->rows[i].changes[decision->judged].change;
        if (change->runs > 0 && isfinite(change->reduction))
            least = fmin(least, change->reduction);
    }
    return least;
}

void comparison_basis(const struct comparison *comparison, struct text *out)
{
    const struct decision *decision = comparison->decision;
    const struct option_run *baseline = &comparison->options[0];
    char runs[WORDS_SHORT], needed[WORDS_SHORT];
    words_number((double)baseline->runs, 0, runs);
    text_printf(
        out,
        "Changes are against \"%s\", on the same luck in each of %s runs; brackets hold 95%% intervals over all "
        "options together.",
        baseline->title, runs);
    double least = least_reduction(decision);
    if (isfinite(least) && least >= 1.1) {
        words_number(ceil((double)baseline->runs * least / 10) * 10, 0, needed);
        text_printf(out, " Without common luck about %s runs of each would be needed for as much.", needed);
    }
    text_printf(out, " %s", brief_managers(baseline->plan));
}

const char *comparison_budget_word(enum decision_budget budget)
{
    static const char *const words[] = {
        [BUDGET_NONE] = "", [BUDGET_WITHIN] = "within", [BUDGET_NEAR] = "near", [BUDGET_OVER] = "over"};
    return words[budget];
}

void comparison_domination(const struct comparison *comparison, size_t option, struct text *out)
{
    const struct decision_row *row = &comparison->decision->rows[option];
    if (row->dominated_by != DECISION_NONE)
        text_printf(out, "%sdominated by %s", row->dominated_clearly ? "clearly " : "",
                    comparison->options[row->dominated_by].name);
}

static void add_signed(double value, int decimals, struct text *out)
{
    char number[WORDS_SHORT];
    words_number(value, decimals, number);
    text_printf(out, "%s%s", value > 0 ? "+" : "", number);
}

void comparison_change_alone(const struct contrast *change, double scale, int decimals, struct text *out)
{
    if (isnan(change->mean))
        text_add(out, "no figure");
    else if (change->mean == 0 && change->variance == 0)
        text_add(out, "the same");
    else if (!contrast_is_clear(change))
        text_add(out, "not told from 0");
    else
        add_signed(scale * change->mean, decimals, out);
}

void comparison_change(const struct contrast *change, double scale, int decimals, struct text *out)
{
    comparison_change_alone(change, scale, decimals, out);
    if (isnan(change->mean) || (change->mean == 0 && change->variance == 0) || !contrast_is_clear(change))
        return;
    /* Student's interval knows no bounds, but no share changes by more than the whole. */
    double most = scale == 100 ? 100 : (double)INFINITY;
    text_add(out, " (");
    add_signed(fmax(scale * change->interval.low, -most), decimals, out);
    text_add(out, " to ");
    add_signed(fmin(scale * change->interval.high, most), decimals, out);
    text_add(out, ")");
}

void comparison_per_point_alone(const struct decision_row *row, struct text *out)
{
    char value[WORDS_SHORT];
    words_pounds(row->per_point.value, value);
    if (isnan(row->extra.mean))
        text_add(out, "no figure");
    else if (row->per_point.bounded)
        text_add(out, value);
    else
        text_add(out, row->extra.mean <= 0 ? "costs no more" : "no gain told");
}

void comparison_per_point(const struct decision_row *row, struct text *out)
{
    comparison_per_point_alone(row, out);
    if (isnan(row->extra.mean) || !row->per_point.bounded)
        return;
    char low[WORDS_SHORT], high[WORDS_SHORT];
    words_pounds(row->per_point.interval.low, low);
    words_pounds(row->per_point.interval.high, high);
    text_printf(out, " (%s to %s)", low, high);
}
