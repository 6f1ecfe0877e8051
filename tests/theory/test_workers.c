/* Exact results of workforce theory against whole runs of the program: service, grades, rounds, caseload, notice, absence.
 * Values were computed to at least nine digits from closed forms, matrix exponentials or recurrences; what a case models
 * stands in its scenario file. */
#include <criterion/criterion.h>

#include "theory/check.h"

#define ALL "service/all"

/* Bartholomew's renewal model with a two-phase hyperexponential length of service; H(t) in closed form. The second half
 * year and the second five years are differences of H. */
Test(workers, w09_replacement)
{
    THEORY("w09-replacement", 0, 10000, MEAN(ALL, "starters", 26, 85.1253902), MEAN(ALL, "starters", 52, 58.0990388));
    THEORY("w09-two-years", 0, 10000, MEAN(ALL, "starters", 104, 232.738132));
    THEORY("w09-ten-years", 0, 10000, MEAN(ALL, "starters", 260, 470.946506), MEAN(ALL, "starters", 520, 393.397846));
}

/* A hand-out's Markov staffing table, printed there as 163, 150, 75, 26 and 167 exits; the counts are sums of binomials. */
Test(workers, w11_grades)
{
    THEORY("w11-grades", 0, 10000, MEAN("grade/sp", "grade_staff", 52, 162.5),
           VARIANCE("grade/sp", "grade_staff", 52, 86.875), MEAN("grade/sf", "grade_staff", 52, 150),
           MEAN("grade/asm", "grade_staff", 52, 75), MEAN("grade/rsm", "grade_staff", 52, 26),
           VARIANCE("grade/rsm", "grade_staff", 52, 10.8), MEAN(ALL, "leavers", 52, 166.5),
           MEAN(ALL, "moves", 52, 82.5));
}

/* Bartholomew's organisation of constant size: the linear recurrence of expected stocks, after 1, 2 and 20 years. */
Test(workers, w13_constant_size)
{
    THEORY("w13-constant-size", 0, 10000, MEAN("grade/d", "grade_staff", 52, 194.5),
           MEAN("grade/c", "grade_staff", 52, 137.5), MEAN("grade/b", "grade_staff", 52, 93),
           MEAN("grade/a", "grade_staff", 52, 75), MEAN("grade/d", "grade_staff", 104, 189.275),
           MEAN("grade/c", "grade_staff", 104, 128.275), MEAN("grade/b", "grade_staff", 104, 92.6),
           MEAN("grade/a", "grade_staff", 104, 89.85), MEAN("grade/d", "grade_staff", 1040, 148.855054),
           MEAN("grade/c", "grade_staff", 1040, 86.5027069), MEAN("grade/b", "grade_staff", 1040, 59.5111909),
           MEAN("grade/a", "grade_staff", 1040, 205.131048));
}

/* A linear compartment model: binomial survivors plus independent Poisson counts. */
Test(workers, w14_careers)
{
    THEORY(
        "w14-careers", 0, 10000, MEAN("grade/trainee", "grade_staff", 13, 14.2840692),
        VARIANCE("grade/trainee", "grade_staff", 13, 12.2891868), MEAN("grade/worker", "grade_staff", 13, 42.9803864),
        VARIANCE("grade/worker", "grade_staff", 13, 13.8075765), MEAN("grade/senior", "grade_staff", 13, 23.6249067),
        VARIANCE("grade/senior", "grade_staff", 13, 4.74380334), MEAN("grade/trainee", "grade_staff", 52, 17.4338408),
        VARIANCE("grade/trainee", "grade_staff", 52, 17.418004), MEAN("grade/worker", "grade_staff", 52, 55.3024603),
        VARIANCE("grade/worker", "grade_staff", 52, 44.213623), MEAN("grade/senior", "grade_staff", 52, 36.1612516),
        VARIANCE("grade/senior", "grade_staff", 52, 18.0833612), MEAN("grade/trainee", "grade_staff", 208, 17.7419161),
        VARIANCE("grade/trainee", "grade_staff", 208, 17.7419161), MEAN("grade/worker", "grade_staff", 208, 73.6138564),
        VARIANCE("grade/worker", "grade_staff", 208, 73.4826264), MEAN("grade/senior", "grade_staff", 208, 93.4467514),
        VARIANCE("grade/senior", "grade_staff", 208, 81.7478668));
}

/* Piecewise-exponential survival, stated as a planner would. */
Test(workers, w15_rates)
{
    THEORY("w15-rates", 0, 10000, MEAN(ALL, "staff", 26, 64.4204942), VARIANCE(ALL, "staff", 26, 27.4204942),
           MEAN(ALL, "staff", 52, 77.3341352), VARIANCE(ALL, "staff", 52, 48.2341352),
           MEAN(ALL, "staff", 156, 122.466586), VARIANCE(ALL, "staff", 156, 105.398266));
}

/* An absorbing birth-death chain. */
Test(workers, w20_reached)
{
    THEORY("w20-reached", 0, 10000, CHANCE("fifty-6m", 0.0223563577), CHANCE("fifty-1y", 0.184913123),
           CHANCE("fifty-2y", 0.559975108), CHANCE("fifty-3y", 0.779604354), CHANCE("fifty-5y", 0.946240661));
}

/* The two-dimensional chain of cases and workers, by matrix exponential. */
Test(workers, w26_caseload_turnover)
{
    THEORY("w26-caseload-turnover", 0, 20000, MEAN(ALL, "staff", 26, 4.34379545), MEAN(ALL, "open", 26, 48.2394029),
           CHANCE("twelve-26", 0.684768158), MEAN(ALL, "staff", 52, 4.19533244), MEAN(ALL, "open", 52, 49.4152553),
           CHANCE("twelve-52", 0.592396973), MEAN(ALL, "staff", 104, 4.14900061), MEAN(ALL, "open", 104, 50.0106502),
           CHANCE("twelve-104", 0.558826676));
    THEORY("w26-faster", 0, 20000, MEAN(ALL, "staff", 1.3, 4.34379545), MEAN(ALL, "open", 1.3, 48.2394029),
           CHANCE("twelve-26", 0.684768158));
}

/* Survivors 80 exp(-rate t); of those, 1 - exp(-12 rate) have given notice. */
Test(workers, notice)
{
    THEORY("notice", 0.02, 10000, MEAN(ALL, "staff", 26, 70.5997522), VARIANCE(ALL, "staff", 26, 8.29568956),
           MEAN(ALL, "staff", 52, 62.3040626), MEAN(ALL, "under_notice", 0, 4.48477232),
           MEAN(ALL, "under_notice", 26, 3.95779769), MEAN(ALL, "under_notice", 104, 2.72015192),
           MEAN(ALL, "turnover", 52, 0.288675818));
}

/* Share away rate x mean / (1 + rate x mean), binomial; an alternating renewal process in equilibrium. A case waits 1/6 of
 * the mean absence, then takes 10 weeks and a fifth of them for interruptions. */
Test(workers, absence)
{
    THEORY_ROUGH("absence", 0.03, 0.0125, 5000, MEAN("team/many", "absent", 0, 16.6666667),
                 VARIANCE("team/many", "absent", 0, 13.8888889), MEAN("team/many", "absent", 26, 16.6666667),
                 MEAN("team/many", "absent", 1040, 16.6666667), WAIT("service", 3.33333333),
                 STAY("service", 15.3333333));
    THEORY("absence-lognormal", 0.02, 10000, MEAN("team/many", "absent", 0, 6.97674419),
           VARIANCE("team/many", "absent", 0, 6.48999459), MEAN("team/many", "absent", 26, 6.97674419),
           MEAN("team/many", "absent", 104, 6.97674419), VARIANCE("team/many", "absent", 104, 6.48999459));
}

/* The best of a published kind of search and the nearest that is cheaper: binomial survivors of staff and of a class, and
 * Poisson hires, convolved. The search itself is another matter: `solve` looks for one amount. */
Test(workers, s32_academy_and_retention)
{
    THEORY("s32-academy-and-retention", 0, 10000, CHANCE("enough", 0.905322011));
    THEORY("s32-too-few", 0, 10000, CHANCE("enough", 0.887286853));
}
