/* Judging targets: which weeks meet them, and what follows for every date: states, what had to hold, windows and shares. */
#include <criterion/criterion.h>
#include <math.h>

#include "model/judge.h"

enum { SAMPLES = 21 };

static const struct plan_target at_most_18 = {
    .at_most = 18, .at_least = (double)NAN, .by = 5, .from = (double)NAN, .waiting_limit = (double)INFINITY};

/* The score on the target's own date from values one `step` apart from time `start` on; NaN when nothing decides. */
static double score_of(const struct plan_target *target, double start, double step, const double *values, size_t count)
{
    struct plan plan = {.clock = {.length = 20, .warm_up = start, .sample = step}};
    bool weeks[SAMPLES];
    double scores[SAMPLES];
    size_t decider;
    for (size_t i = 0; i < count; i++)
        weeks[i] = judge_week(target, values[i], 0);
    judge_scores(&plan, target, weeks, count, scores);
    return judge_decider(&plan, target, count, &decider) ? scores[decider] : (double)NAN;
}

static bool is_met(double by, double hold, double step, const double *values, size_t count)
{
    struct plan_target target = at_most_18;
    target.by = by;
    target.hold = hold;
    return score_of(&target, 0, step, values, count) == 1;
}
#define MET(by, hold, step, ...)                                                                                       \
    is_met(by, hold, step, (const double[]){__VA_ARGS__}, sizeof((const double[]){__VA_ARGS__}) / sizeof(double))

Test(judge, the_sample_nearest_to_the_date_decides)
{
    cr_assert(MET(5, 0, 1, 20, 20, 20, 20, 20, 18, 20), "met on the day, not before or after");
    cr_assert_not(MET(5, 0, 1, 10, 10, 10, 10, 10, 18.001, 10), "met before and after, not on the day");
    cr_assert(MET(5.4, 0, 1, 20, 20, 20, 20, 20, 17, 20), "week 5 is nearest to 5.4");
    cr_assert(MET(5.6, 0, 1, 20, 20, 20, 20, 20, 20, 17), "week 6 is nearest to 5.6");
    cr_assert(MET(7, 0, 4, 20, 20, 17), "week 8 is nearest to 7 when samples are four weeks apart");
    cr_assert_not(MET(5, 0, 1, 20, 20, 20, 20, 20, NAN), "nobody holds a case: not met");
    cr_assert_not(MET(5, 0, 1, 10, 10), "the run ended before the date");
    cr_assert(MET(NAN, 0, 1, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 18),
              "without a date the end decides");
    cr_assert(MET(5, 0, 1, 20, 20, 20, 20, 20, 18 + 1e-12), "rounding is no overload");
}

Test(judge, what_must_hold_holds_through_every_sample)
{
    cr_assert(MET(5, 3, 1, 20, 20, 17, 17, 17, 17), "from week 2 on: three weeks up to week 5");
    cr_assert_not(MET(5, 3, 1, 20, 20, 20, 17, 17, 17), "from week 3 on: only two");
    cr_assert_not(MET(5, 3, 1, 17, 17, 17, 20, 17, 17), "one week off breaks it");
    cr_assert(MET(5, 5, 1, 17, 17, 17, 17, 17, 17), "since the first sample");
    cr_assert(MET(5.4, 5.4, 1, 17, 17, 17, 17, 17, 17), "the sample stands for the date a little after it");
}

Test(judge, a_week_is_met_by_its_value_unless_somebody_waits_too_long)
{
    struct plan_target least = at_most_18, limited = at_most_18;
    least.at_most = (double)NAN;
    least.at_least = 60;
    limited.waiting_limit = 2;
    const struct {
        const struct plan_target *target;
        double value, wait;
        bool met;
    } rows[] = {{&at_most_18, 18, 99, true}, {&at_most_18, 18.01, 0, false}, {&at_most_18, NAN, 0, false},
                {&limited, 10, 2, true},     {&limited, 10, 2.01, false},    {&limited, 19, 1, false},
                {&least, 60, 0, true},       {&least, 59.9, 0, false},       {&least, NAN, 0, false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        cr_expect_eq(judge_week(rows[i].target, rows[i].value, rows[i].wait), rows[i].met, "row %zu", i);
}

/* The weeks 0 to 7 as met (1) or not, and the score when the date, or the end of the window, is each of them; '-' before the
 * window starts. */
Test(judge, every_way_of_judging_on_every_date)
{
    enum { ON_DATE, REACHED, THROUGHOUT, SHARE };
    static const struct {
        int how;
        double from, hold;
        const char *weeks, *scores;
    } rows[] = {
        {ON_DATE, NAN, 0, "01101110", "01101110"},
        {ON_DATE, NAN, 1, "01101110", "00100110"},
        {ON_DATE, NAN, 2, "11101110", "00100010"},
        {ON_DATE, NAN, 1.5, "11101110", "00100010"},
        {REACHED, NAN, 0, "00100010", "00111111"},
        {REACHED, 3, 0, "00100010", "---00011"},
        {REACHED, NAN, 2, "01101110", "00000011"},
        {REACHED, 2, 1, "01101110", "--000111"},
        {REACHED, 3, 2, "11111010", "---00000"},
        {THROUGHOUT, NAN, 0, "11101111", "11100000"},
        {THROUGHOUT, 4, 0, "11101101", "----1100"},
        {THROUGHOUT, 3.5, 0, "00001111", "----1111"},
        {SHARE, NAN, 0, "01010101", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct plan plan = {.clock = {.length = 20, .sample = 1}};
        struct plan_target target = at_most_18;
        bool weeks[8];
        double scores[8];
        target.from = rows[i].from;
        target.hold = rows[i].hold;
        target.reached = rows[i].how == REACHED;
        target.throughout = rows[i].how == THROUGHOUT;
        target.share_of_time = rows[i].how == SHARE;
        target.by = 7;
        for (int w = 0; w < 8; w++)
            weeks[w] = rows[i].weeks[w] == '1';
        judge_scores(&plan, &target, weeks, 8, scores);
        for (int w = 0; w < 8 && rows[i].how != SHARE; w++)
            cr_expect(rows[i].scores[w] == '-' ? isnan(scores[w]) : scores[w] == rows[i].scores[w] - '0',
                      "row %zu, week %d: %g, not %c", i, w, scores[w], rows[i].scores[w]);
        for (int w = 0; w < 8 && rows[i].how == SHARE; w++) /* weeks 1, 3, 5, 7 are met */
            cr_expect_float_eq(scores[w], ((w + 1) / 2) / (w + 1.0), 1e-12, "share up to week %d: %g", w, scores[w]);
    }
}

Test(judge, windows_end_with_their_last_sample)
{
    struct plan_target target = at_most_18;
    target.share_of_time = true;
    static const double values[] = {17, 20, 17, 17, 20, 17, 17, 17};
    cr_assert_float_eq(score_of(&target, 0, 1, values, 8), 4.0 / 6, 1e-12, "weeks 0 to 5");
    target.from = 2;
    cr_assert_float_eq(score_of(&target, 0, 1, values, 8), 3.0 / 4, 1e-12, "weeks 2 to 5");
    target.by = 5.9;
    cr_assert_float_eq(score_of(&target, 0, 1, values, 8), 3.0 / 4, 1e-12, "week 6 lies after the window");
    target.by = 5;
    target.from = (double)NAN;
    cr_assert_float_eq(score_of(&target, 4, 1, values, 8), 1.0 / 2, 1e-12, "after a warm-up of 4 weeks");
}
