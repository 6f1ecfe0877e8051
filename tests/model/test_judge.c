/* Judging targets: the sample nearest to the date decides, what had to hold held, and shares count a window. */
#include <criterion/criterion.h>
#include <math.h>

#include "model/judge.h"

/* Shows a target the values one `step` apart from time `start` on. */
static struct judge judged(const struct plan_target *target, double start, double step, const double *values,
                           size_t count)
{
    struct plan plan = {.clock = {.length = 20, .warm_up = start, .sample = step}};
    struct judge judge = {0};
    for (size_t i = 0; i < count; i++)
        judge_sample(&plan, target, &judge, start + (double)i * step, values[i], 0);
    return judge;
}

static const struct plan_target at_most_18 = {
    .at_most = 18, .at_least = (double)NAN, .by = 5, .from = (double)NAN, .waiting_limit = (double)INFINITY};

static bool is_met(double by, double hold, double step, const double *values, size_t count)
{
    struct plan_target target = at_most_18;
    target.by = by;
    target.hold = hold;
    struct judge judge = judged(&target, 0, step, values, count);
    return judge_met(&judge);
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
}

Test(judge, shares_and_limits)
{
    struct plan_target target = at_most_18;
    target.share_of_time = true;
    static const double values[] = {17, 20, 17, 17, 20, 17, 17, 17};
    struct judge judge = judged(&target, 0, 1, values, 8);
    cr_assert_float_eq(judge_share(&judge), 4.0 / 6, 1e-12, "weeks 0 to 5: %g", judge_share(&judge));
    target.from = 2;
    judge = judged(&target, 0, 1, values, 8);
    cr_assert_float_eq(judge_share(&judge), 3.0 / 4, 1e-12, "weeks 2 to 5: %g", judge_share(&judge));
    judge = judged(&target, 4, 1, values, 8);
    cr_assert_float_eq(judge_share(&judge), 1.0 / 2, 1e-12, "after a warm-up of 4 weeks: %g", judge_share(&judge));

    struct plan plan = {.clock = {.length = 20, .sample = 1}};
    target = at_most_18;
    target.waiting_limit = 2;
    for (int limit = 0; limit < 2; limit++) {
        judge = (struct judge){0};
        judge_sample(&plan, &target, &judge, 5, 10, limit == 0 ? 2 : 2.01);
        cr_assert_eq(judge_met(&judge), limit == 0, "a case waited %s", limit == 0 ? "as long as allowed" : "too long");
    }
    target = (struct plan_target){.at_most = (double)NAN, .at_least = 60, .by = 5, .waiting_limit = (double)INFINITY};
    judge = (struct judge){0};
    judge_sample(&plan, &target, &judge, 5, 60, 0);
    cr_assert(judge_met(&judge), "at least 60 is met by 60");
}
