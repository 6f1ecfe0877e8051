/* Exact results of queueing and workforce theory against whole runs of the program. Each table says where its values come
 * from; they were computed to at least nine digits from closed forms, matrix exponentials or renewal equations. What a case
 * models stands in its scenario file. */
#include <criterion/criterion.h>

#include "theory/check.h"

#define ALL "service/all"

/* --- queues ------------------------------------------------------------------------------------------------------- */

/* M/M/1: L = rho / (1 - rho), W = L / lambda, P(Wq > t) = rho exp(-(1 - rho) t), Var N = rho / (1 - rho)^2. At load 0.9 the
 * queue forgets so slowly that the quick run knows its means to 2 % only. */
Test(theory, q01_mm1)
{
    THEORY("q01-mm1", 0.03, 5000, AVERAGE(ALL, "open", 9), AVERAGE(ALL, "waiting", 8.1), AVERAGE(ALL, "held", 0.9),
           TIME_VARIANCE(ALL, "open", 90), SHARE("empty", 0.1), WAIT("service", 9), WAITED("service", 0.9),
           WAIT_OVER("service", 20, 0.121801755), STAY("service", 10));
}

/* Law, Simulation Modeling and Analysis, gives 2.12; recomputed exactly with the embedded chain. */
Test(theory, q02_mm1_first_25)
{
    THEORY("q02-mm1-first-25", 0.03, 60000, FIRST_WAITS("service", 2.12448935), NTH_WAIT("service", 2, 0.426315789),
           NTH_WAIT("service", 10, 1.97550309), NTH_WAIT("service", 25, 3.30050862));
}

/* Erlang C. The waiting list is rarely there and then long, so a quick run knows its mean to 4 % only. */
Test(theory, q03_mmc)
{
    THEORY("q03-mmc", 0.05, 2500, AVERAGE(ALL, "held", 169), AVERAGE(ALL, "waiting", 4.64019697),
           AVERAGE(ALL, "open", 173.640197), WAIT("service", 0.713876458), WAITED("service", 0.302024655),
           WAIT_OVER("service", 2, 0.129587303), WAIT_OVER("service", 8, 0.0102358193));
}

/* Erlang C again, with cases dealt by rota: which worker gets a case must not matter. */
Test(theory, q04_mmc_second)
{
    THEORY("q04-mmc-second", 0.08, 9000, AVERAGE(ALL, "held", 150), AVERAGE(ALL, "waiting", 4.76163728),
           AVERAGE(ALL, "open", 154.761637), WAIT("service", 1.58721243), WAITED("service", 0.317442486),
           WAIT_OVER("service", 4, 0.142636103));
}

/* The birth-death chain of M/M/2/3. */
Test(theory, q05_mm23_loss)
{
    THEORY("q05-mm23-loss", 0.015, 500, SHARE("none", 0.468007313), SHARE("one-or-fewer", 0.819012797),
           SHARE("two-or-fewer", 0.9506398537), AVERAGE(ALL, "open", 0.762340037),
           FLOW("service.diverted", 148.0804389), FLOW("service.closed", 2851.91956));
}

/* Garnett, Mandelbaum and Reiman (2002): 3.1 % abandon, 3.7 seconds, queue 3, 93 % busy. Flows are over 600 minutes. */
Test(theory, q07_erlang_a)
{
    THEORY("q07-erlang-a", 0.015, 300, WAITED("service", 0.467774069), FLOW("service.gave-up", 890.2727770),
           AVERAGE(ALL, "waiting", 2.96757592), AVERAGE(ALL, "held", 46.51621205), AVERAGE(ALL, "open", 49.483788),
           WAIT("service", 0.0618244983));
}

/* The same source: 20.8 seconds, queue 17, 96 % busy. */
Test(theory, q07_erlang_c)
{
    THEORY("q07-erlang-c", 0.05, 1200, WAITED("service", 0.694455611), WAIT("service", 0.347227805),
           AVERAGE(ALL, "waiting", 16.6669347), AVERAGE(ALL, "held", 48));
}

/* Pollaczek and Khinchine. */
Test(theory, q09_mg1_fixed)
{
    THEORY("q09-mg1-fixed", 0, 2000, WAIT("service", 2), STAY("service", 3), AVERAGE(ALL, "waiting", 1.6),
           AVERAGE(ALL, "open", 2.4), WAITED("service", 0.8));
}

Test(theory, q10_mg1_lognormal)
{
    THEORY("q10-mg1-lognormal", 0.03, 2500, WAIT("service", 6.5), STAY("service", 7.5), AVERAGE(ALL, "waiting", 5.2),
           AVERAGE(ALL, "open", 6), WAITED("service", 0.8));
}

Test(theory, q12_mg1_gamma)
{
    THEORY("q12-mg1-gamma", 0.03, 2000, WAIT("service", 6), STAY("service", 7), AVERAGE(ALL, "waiting", 4.8),
           AVERAGE(ALL, "open", 5.6), WAITED("service", 0.8));
}

/* Cobham's formula for non-preemptive priorities. */
Test(theory, q27_priority)
{
    THEORY("q27-priority", 0.02, 3000, WAIT("urgent", 1), WAIT("ordinary", 5), STAY("urgent", 2), STAY("ordinary", 6));
}

/* simmer's vignette on continuous-time Markov chains, example without a waiting place. */
Test(theory, q29_two_class_loss)
{
    THEORY("q29-two-class-loss", 0, 400, AVERAGE(ALL, "open", 0.503105590), SHARE("empty", 0.496894410));
}

/* Limited processor sharing, as in the test suite of Ciw: P(N = n) = 0.432133, 0.360111, 0.150046, ..., summed. */
Test(theory, q30_shared_work)
{
    THEORY("q30-shared-work", 0, 1000, SHARE("n0", 0.432132964), SHARE("n1", 0.792243767), SHARE("n2", 0.942289935),
           SHARE("n3", 0.9839694261), SHARE("n4", 0.9955470625), SHARE("n5", 0.99876307262),
           SHARE("n6", 0.999656408764));
}

/* The birth-death chain with death rate n / (0.3 (0.5 + 0.5 max(1, n / 3))). Cases share the worker's pace alike, so the law
 * does not depend on that of the durations. */
Test(theory, q31_stretch)
{
    THEORY("q31-stretch", 0, 600, AVERAGE(ALL, "open", 4.18248175), TIME_VARIANCE(ALL, "open", 7.71122596),
           STAY("service", 0.418248175), SHARE("n1", 0.145985401), SHARE("n3", 0.474452555), SHARE("n5", 0.733120438),
           SHARE("n8", 0.923272126));
}

/* --- caseloads ---------------------------------------------------------------------------------------------------- */

/* M/G/inf: the number open is Poisson, so its variance is its mean. */
Test(theory, q13_mginf)
{
    THEORY("q13-mginf", 0, 10000, MEAN(ALL, "open", 13, 90.8047929), VARIANCE(ALL, "open", 13, 90.8047929),
           MEAN(ALL, "open", 26, 140.859076), VARIANCE(ALL, "open", 26, 140.859076), MEAN(ALL, "open", 52, 181.609586),
           VARIANCE(ALL, "open", 52, 181.609586), MEAN(ALL, "open", 104, 201.538231),
           VARIANCE(ALL, "open", 104, 201.538231), MEAN(ALL, "open", 208, 207.079936),
           VARIANCE(ALL, "open", 208, 207.079936), CHANCE("few-at-52", 0.00897070784),
           QUANTILE_95(ALL, "open", 52, 204), CHANCE("below-q95-at-52", 0.945798403), CHANCE("q95-at-52", 0.953206479));
}

Test(theory, q13_closures)
{
    THEORY("q13-closures", 0, 10000, MEAN(ALL, "closures", 52, 234.390414), VARIANCE(ALL, "closures", 52, 234.390414));
}

/* Eick, Massey and Whitt (1993), "The physics of the Mt/G/inf queue". */
Test(theory, q15a_season_exponential)
{
    THEORY("q15a-season-exponential", 0, 10000, MEAN("stage/service", "stage_open", 13, 130.101487),
           VARIANCE("stage/service", "stage_open", 13, 130.101487), MEAN("stage/service", "stage_open", 26, 205.467955),
           MEAN("stage/service", "stage_open", 52, 198.822172), MEAN("stage/service", "stage_open", 65, 250.69323),
           MEAN("stage/service", "stage_open", 117, 267.013548), MEAN("stage/service", "stage_open", 260, 229.930911),
           VARIANCE("stage/service", "stage_open", 260, 229.930911));
}

Test(theory, q15b_season_fixed)
{
    THEORY("q15b-season-fixed", 0, 10000, MEAN("stage/service", "stage_open", 13, 163.104228),
           MEAN("stage/service", "stage_open", 26, 326.208456), MEAN("stage/service", "stage_open", 52, 193.791544),
           VARIANCE("stage/service", "stage_open", 52, 193.791544), MEAN("stage/service", "stage_open", 65, 260),
           MEAN("stage/service", "stage_open", 117, 260));
}

/* Compound Poisson: Var = m + lambda E[B(B - 1)] times the integral of S(u)^2. */
Test(theory, q18_batches)
{
    THEORY("q18-batches", 0, 10000, MEAN("stage/service", "stage_open", 26, 164.351345),
           VARIANCE("stage/service", "stage_open", 26, 389.164172), MEAN("stage/service", "stage_open", 52, 224.812826),
           VARIANCE("stage/service", "stage_open", 52, 480.05076), MEAN("stage/service", "stage_open", 104, 255.237934),
           VARIANCE("stage/service", "stage_open", 104, 515.150714), MEAN("stage/service", "stage_open", 416, 260),
           VARIANCE("stage/service", "stage_open", 416, 520));
}

/* Law of total variance; weekly counts are negative binomial. */
Test(theory, q20_dispersion)
{
    THEORY("q20-dispersion", 0.02, 10000, MEAN("stage/service", "stage_open", 13, 102.302028),
           VARIANCE("stage/service", "stage_open", 13, 225.550344), MEAN("stage/service", "stage_open", 26, 164.351345),
           VARIANCE("stage/service", "stage_open", 26, 332.940183), MEAN("stage/service", "stage_open", 52, 224.812826),
           VARIANCE("stage/service", "stage_open", 52, 416.217682),
           MEAN("stage/service", "stage_open", 104, 255.237934),
           VARIANCE("stage/service", "stage_open", 104, 450.148492), MEAN(ALL, "referrals", 1, 10),
           VARIANCE(ALL, "referrals", 1, 25), MEAN(ALL, "referrals", 60, 10), VARIANCE(ALL, "referrals", 60, 25),
           SHARE("no-referrals", 0.00222365091), SHARE("many-referrals", 0.0457015421));
}

/* Jackson's theorem; flows are over 2,200 weeks. */
Test(theory, q21_jackson)
{
    THEORY("q21-jackson", 0.04, 1500, FLOW("intake.entered", 23012.5522), FLOW("assessment.entered", 12656.903776),
           FLOW("ongoing.entered", 5062.761506), WAITED("intake", 0.68978795), WAIT("intake", 0.240086388),
           AVERAGE("stage/intake", "stage_open", 4.08040155), WAITED("assessment", 0.42440649),
           WAIT("assessment", 0.464579318), AVERAGE("stage/assessment", "stage_open", 19.9322032),
           AVERAGE("stage/ongoing", "stage_open", 92.0502092), AVERAGE(ALL, "open", 116.062814));
}

/* Yom-Tov and Mandelbaum, "Erlang-R" (2014); both counts are Poisson. */
Test(theory, q23_erlang_r)
{
    THEORY("q23-erlang-r", 0, 10000, MEAN("stage/contact", "stage_open", 4, 49.0138804),
           VARIANCE("stage/contact", "stage_open", 4, 49.0138804), MEAN("stage/rest", "stage_open", 4, 42.3885032),
           MEAN("stage/contact", "stage_open", 12, 80.0413979), MEAN("stage/rest", "stage_open", 12, 101.088163),
           MEAN("stage/contact", "stage_open", 24, 79.948962), MEAN("stage/rest", "stage_open", 24, 103.728774),
           MEAN("stage/contact", "stage_open", 48, 83.5412215), MEAN("stage/rest", "stage_open", 48, 110.045065),
           MEAN("stage/contact", "stage_open", 96, 83.7496824), MEAN("stage/rest", "stage_open", 96, 110.411603),
           VARIANCE("stage/rest", "stage_open", 96, 110.411603));
}

/* Kolmogorov's forward equations. A list that is mostly empty has a mean that takes 200,000 runs to know to
 * 1 %; the two tiers stop at 9 % and 2 % of it. */
Test(theory, q25_season_caps)
{
    THEORY_ROUGH(
        "q25-season-caps", 0.09, 0.025, 50000, MEAN(ALL, "open", 13, 55.0071535), MEAN(ALL, "waiting", 13, 1.26797445),
        CHANCE("full-13", 0.263125685), MEAN(ALL, "open", 26, 68.8513131), MEAN(ALL, "waiting", 26, 10.4685177),
        CHANCE("full-26", 0.73629536), MEAN(ALL, "open", 39, 53.1780784), MEAN(ALL, "waiting", 39, 2.51681148),
        CHANCE("full-39", 0.236506627), MEAN(ALL, "open", 52, 49.8009767), MEAN(ALL, "waiting", 52, 0.706316212),
        CHANCE("full-52", 0.106786393), MEAN(ALL, "open", 78, 79.5823798), MEAN(ALL, "waiting", 78, 20.2687186),
        CHANCE("full-78", 0.880109652), MEAN(ALL, "open", 104, 53.0110136), MEAN(ALL, "waiting", 104, 2.2118703),
        CHANCE("full-104", 0.200747389));
}

/* Rates that step through the year; Poisson counts. */
Test(theory, s26_profile)
{
    THEORY("s26-profile", 0, 10000, FLOW("counter.entered", 502), FLOW_VARIANCE("counter.entered", 502),
           MEAN(ALL, "referrals", 26, 18), MEAN(ALL, "referrals", 28, 28), VARIANCE(ALL, "referrals", 28, 28),
           MEAN(ALL, "referrals", 40, 28), MEAN(ALL, "referrals", 42, 12), VARIANCE(ALL, "referrals", 42, 12),
           MEAN("stage/counter", "stage_open", 20, 180), MEAN("stage/counter", "stage_open", 30, 290),
           CHANCE("at-most-480", 0.168761193), CHANCE("above-550", 0.0162396013));
}

/* Monks et al. (2016), BMC Health Services Research 16:530. Occupancies are Poisson: means 8.14549283 and 9.71821756; the
 * chances of delay of the paper, P(N = n) / P(N <= n), follow from these shares. */
Test(theory, p01_stroke)
{
    THEORY("p01-stroke", 0, 400, AVERAGE("team/acute", "open", 8.14549283),
           TIME_VARIANCE("team/acute", "open", 8.14549283), AVERAGE("team/rehab", "open", 9.71821756),
           TIME_VARIANCE("team/rehab", "open", 9.71821756), SHARE("acute-9", 0.698415796),
           SHARE("acute-11", 0.877287606), SHARE("acute-14", 0.980143410), SHARE("rehab-10", 0.618246297),
           SHARE("rehab-13", 0.884130616), SHARE("rehab-16", 0.978572243));
}

/* --- workforce ---------------------------------------------------------------------------------------------------- */

/* Immigration and death: binomial survivors plus Poisson newcomers. */
Test(theory, w01_open_hiring)
{
    THEORY("w01-open-hiring", 0, 10000, MEAN(ALL, "staff", 52, 78.2304063), VARIANCE(ALL, "staff", 52, 29.7079535),
           CHANCE("enough-1y", 0.752356069), QUANTILE_05(ALL, "staff", 52, 69), MEAN(ALL, "staff", 104, 76.8522453),
           VARIANCE(ALL, "staff", 104, 47.42189), CHANCE("enough-2y", 0.629662899), QUANTILE_05(ALL, "staff", 104, 66),
           MEAN(ALL, "staff", 156, 75.7789324), VARIANCE(ALL, "staff", 156, 57.9285196),
           CHANCE("enough-3y", 0.561076804), QUANTILE_05(ALL, "staff", 156, 63), MEAN(ALL, "staff", 260, 74.2920384),
           VARIANCE(ALL, "staff", 260, 67.7252385), CHANCE("enough-5y", 0.482958545),
           QUANTILE_05(ALL, "staff", 260, 61), MEAN(ALL, "leavers", 52, 19.7695937), MEAN(ALL, "starters", 52, 18),
           VARIANCE(ALL, "starters", 52, 18));
}

/* Independent alternating renewal processes; the number filled is binomial. */
Test(theory, w03_time_to_fill)
{
    THEORY("w03-time-to-fill", 0, 10000, MEAN(ALL, "staff", 13, 96.1505338), VARIANCE(ALL, "staff", 13, 3.70128226),
           CHANCE("enough-3m", 0.811630076), MEAN(ALL, "staff", 26, 94.8201939), VARIANCE(ALL, "staff", 26, 4.91150216),
           CHANCE("enough-6m", 0.583636281), MEAN(ALL, "staff", 52, 94.2015543), VARIANCE(ALL, "staff", 52, 5.46222596),
           CHANCE("enough-1y", 0.474614445), MEAN(ALL, "staff", 156, 94.1176641),
           VARIANCE(ALL, "staff", 156, 5.53631712), CHANCE("enough-3y", 0.460370618));
}

Test(theory, w03_steady)
{
    THEORY("w03-steady", 0.03, 600, AVERAGE(ALL, "staff", 94.1176471), MEAN(ALL, "starters", 1040, 23.5294118));
}

/* The machine-repair chain M/M/3//40; 2.4958892^2 is the variance, and a quarter of 11.0165108 starts in 13 weeks. */
Test(theory, w05_limited_hiring)
{
    THEORY("w05-limited-hiring", 0.04, 6000, AVERAGE(ALL, "vacancies", 3.27829728), AVERAGE(ALL, "staff", 36.7217027),
           TIME_VARIANCE(ALL, "vacancies", 6.2294629), SHARE("no-vacancy", 0.0751034914),
           SHARE("more-than-three", 0.373480666), MEAN(ALL, "starters", 2600, 2.7541277));
}

/* Little's law on that chain: 3.27829728 vacancies over 11.0165108 hires a year. A mean over the hires of ten years is out
 * by less than a half per cent. */
Test(theory, w05_time_to_fill)
{
    THEORY("w05-time-to-fill", 0, 600, AVERAGE(ALL, "time_to_fill", 15.4741789));
}

/* The same chain from a backlog, by matrix exponential. */
Test(theory, w06_backlog)
{
    THEORY("w06-backlog", 0, 10000, MEAN(ALL, "vacancies", 13, 9.53009412), CHANCE("few-3m", 0.004803184),
           MEAN(ALL, "vacancies", 26, 9.11987526), CHANCE("few-6m", 0.0318279874),
           MEAN(ALL, "vacancies", 52, 8.48728507), CHANCE("few-1y", 0.0942100476),
           MEAN(ALL, "vacancies", 104, 7.77373703), CHANCE("few-2y", 0.160103621));
}

/* Sums of independent binomials. */
Test(theory, w07_academy)
{
    THEORY("w07-academy", 0, 10000, MEAN(ALL, "graduates", 26, 16.3585681), VARIANCE(ALL, "graduates", 26, 2.97843056),
           CHANCE("thirty-26", 0), MEAN(ALL, "graduates", 52, 30.2057971), VARIANCE(ALL, "graduates", 52, 7.23837202),
           CHANCE("thirty-52", 0.614191366), CHANCE("forty-five-52", 0), MEAN(ALL, "graduates", 78, 41.9272234),
           VARIANCE(ALL, "graduates", 78, 12.0902066), CHANCE("thirty-78", 0.999709082),
           CHANCE("forty-five-78", 0.232148213), MEAN(ALL, "graduates", 104, 51.8491965),
           VARIANCE(ALL, "graduates", 104, 17.0899022), CHANCE("thirty-104", 0.999999931),
           CHANCE("forty-five-104", 0.960866306), MEAN(ALL, "graduates", 156, 50.9988017),
           VARIANCE(ALL, "graduates", 156, 23.5654974), CHANCE("thirty-156", 0.99999636),
           CHANCE("forty-five-156", 0.909799519));
}

/* Piecewise-exponential survival. */
Test(theory, w15_tenure)
{
    THEORY("w15-tenure", 0, 10000, MEAN(ALL, "staff", 26, 64.4204942), VARIANCE(ALL, "staff", 26, 27.4204942),
           MEAN(ALL, "staff", 52, 77.3341352), VARIANCE(ALL, "staff", 52, 48.2341352),
           MEAN(ALL, "staff", 104, 100.799344), VARIANCE(ALL, "staff", 104, 79.7273435),
           MEAN(ALL, "staff", 156, 122.466586), VARIANCE(ALL, "staff", 156, 105.398266));
}

/* A marked Poisson process. Effective staff is next to none in week 10, hence the larger error there. */
Test(theory, w17_ramp)
{
    THEORY("w17-ramp", 0.02, 7000, MEAN(ALL, "staff", 10, 7.7391618), MEAN(ALL, "effective", 10, 0.753417208),
           VARIANCE(ALL, "effective", 10, 0.376708604), MEAN(ALL, "staff", 26, 19.0971261),
           MEAN(ALL, "effective", 26, 7.46188047), VARIANCE(ALL, "effective", 26, 4.50305106),
           MEAN(ALL, "staff", 52, 35.1550837), MEAN(ALL, "effective", 52, 22.5307235),
           VARIANCE(ALL, "effective", 52, 18.8300581), MEAN(ALL, "staff", 104, 60.0111681),
           MEAN(ALL, "effective", 104, 47.3868079), VARIANCE(ALL, "effective", 104, 43.6861426),
           MEAN(ALL, "staff", 260, 98.7966665), MEAN(ALL, "effective", 260, 86.1723063),
           VARIANCE(ALL, "effective", 260, 82.471641));
}

/* Alternating renewal: a gap lasts 3 weeks less the notice, which is min(1, assignment), so 3 - 20 (1 - exp(-1/20)) weeks on
 * average; each seat is filled for 20 / (20 + gap) of the time, and seats are independent. */
Test(theory, w40_agency_gaps)
{
    THEORY("w40-agency-gaps", 0, 500, AVERAGE(ALL, "agency", 9.08075990), TIME_VARIANCE(ALL, "agency", 0.834739863));
}

/* --- recruitment and agency --------------------------------------------------------------------------------------- */

/* A Poisson process of 40 x 0.16 a year; nobody starts and no case changes worker. */
Test(theory, a01_conversions)
{
    THEORY("a01-conversions", 0.02, 10000, MEAN(ALL, "conversions", 52, 6.4), VARIANCE(ALL, "conversions", 52, 6.4),
           MEAN(ALL, "conversions", 156, 6.4), VARIANCE(ALL, "conversions", 156, 6.4), MEAN(ALL, "in_post", 156, 19.2),
           VARIANCE(ALL, "in_post", 156, 19.2), MEAN(ALL, "agency", 156, 40), MEAN(ALL, "starters", 156, 0),
           MEAN(ALL, "changes", 156, 0));
}

/* A thinned Poisson process; campaigns add 26 x 25 % and 13 x 50 % of a candidate a week. Those who start come 4 weeks
 * later. */
Test(theory, a02_market)
{
    THEORY("a02-market", 0.01, 10000, MEAN(ALL, "offers", 52, 52), VARIANCE(ALL, "offers", 52, 52),
           MEAN(ALL, "refusals", 52, 10.4), MEAN(ALL, "withdrawals", 52, 10.4), VARIANCE(ALL, "withdrawals", 52, 10.4),
           MEAN(ALL, "starters", 52, 31.2), VARIANCE(ALL, "starters", 52, 31.2), MEAN(ALL, "offers", 104, 65),
           VARIANCE(ALL, "offers", 104, 65), MEAN(ALL, "offers", 156, 52), MEAN(ALL, "starters", 156, 31.2));
}

/* Three days of the fourth week are in September. */
Test(theory, a03_graduates)
{
    THEORY("a03-graduates", 0.025, 5000, MEAN(ALL, "offers", 1, 12), VARIANCE(ALL, "offers", 1, 12),
           MEAN(ALL, "offers", 4, 36.0 / 7), MEAN(ALL, "offers", 10, 0), MEAN(ALL, "starters", 2, 0),
           MEAN(ALL, "starters", 5, 12), MEAN(ALL, "offers", 54, 12));
}

/* N candidates, Poisson of mean 10: min(N, 5) and max(N - 5, 0) start, and no candidate twice. */
Test(theory, a04_shared_market)
{
    THEORY("a04-shared-market", 0.02, 20000, MEAN("team/first", "starters", 10, 4.957097066),
           VARIANCE("team/second", "starters", 10, 9.491117789), MEAN("team/second", "starters", 10, 5.042902934),
           MEAN(ALL, "starters", 10, 10), VARIANCE(ALL, "starters", 10, 10));
}

/* Binomial numbers leave; replacements come 8 weeks later, and none before 8 weeks after the supplier is back. */
Test(theory, a05_walkouts)
{
    THEORY("a05-walkouts", 0, 10000, MEAN(ALL, "agency", 4, 40), MEAN(ALL, "agency", 12, 20),
           VARIANCE(ALL, "agency", 12, 10), MEAN(ALL, "agency", 13, 40), MEAN("team/pool", "agency", 37, 22.5),
           VARIANCE("team/pool", "agency", 37, 5.625), MEAN("team/other", "agency", 37, 10),
           MEAN(ALL, "agency", 38, 40));
}

/* First ends are uniform over 10 weeks, and a seat is empty for two: in week 11 those that ended in (9, 10], in week 20
 * those whose second ended in (18, 20]. */
Test(theory, a06_notice)
{
    THEORY("a06-notice", 0, 10000, MEAN(ALL, "agency", 11, 36), VARIANCE(ALL, "agency", 11, 3.6),
           MEAN(ALL, "agency", 20, 32), VARIANCE(ALL, "agency", 20, 6.4), MEAN(ALL, "agency", 30, 40),
           MEAN(ALL, "agency", 50, 40));
}

/* Sixty cases change worker twice; the manager holds none and counts as agency. */
Test(theory, a07_managed_team)
{
    THEORY("a07-managed-team", 0, 20, MEAN(ALL, "changes", 9, 0), MEAN(ALL, "changes", 10, 60),
           MEAN(ALL, "changes", 20, 60), MEAN(ALL, "agency", 11, 7), MEAN(ALL, "holders", 11, 16),
           MEAN(ALL, "caseload_max", 11, 14), MEAN(ALL, "caseload", 11, 12.5), MEAN(ALL, "agency", 21, 0),
           MEAN(ALL, "holders", 21, 10), MEAN(ALL, "held", 21, 200));
}

/* By hand, after two of twelve have left the first team: 10 of 20 posts vacant and 12 agency workers; in the second none
 * vacant and 1. Agency share = agency / (in post + agency), vacancy rate = vacancies / (in post + vacancies), turnover =
 * leavers in the year / in post at its end. */
Test(theory, a08_statutory)
{
    THEORY("a08-statutory", 0, 20, MEAN("team/first", "vacancies", 52, 10),
           MEAN("team/first", "vacancy_rate", 52, 10.0 / 20), MEAN("team/first", "agency_share", 52, 12.0 / 22),
           MEAN("team/first", "agency_covering", 52, 10.0 / 12), MEAN("team/first", "turnover", 52, 2.0 / 10),
           MEAN("team/first", "uncovered", 52, 0), MEAN(ALL, "vacancy_rate", 52, 10.0 / 26),
           MEAN(ALL, "agency_share", 52, 13.0 / 29), MEAN(ALL, "agency_covering", 52, 10.0 / 13),
           MEAN(ALL, "turnover", 52, 2.0 / 16), MEAN(ALL, "turnover", 105, 0), MEAN(ALL, "leavers", 105, 0));
}

/* --- both --------------------------------------------------------------------------------------------------------- */

/* Binomial plus Poisson for cases and workers, exact double sums. The measure leaves out workers without a case, which
 * here are one starter for some hours: that moves these chances by less than 0.001. */
Test(theory, w18_caseload_target)
{
    THEORY("w18-caseload-target", 0, 10000, MEAN(ALL, "open", 26, 931.606028), MEAN(ALL, "staff", 26, 48.9466073),
           CHANCE("at-17-by-6m", 0.0887314444), CHANCE("at-18-by-6m", 0.253602336), CHANCE("at-20-by-6m", 0.712871573),
           MEAN(ALL, "open", 52, 943.233236), MEAN(ALL, "staff", 52, 52.3434837), CHANCE("at-17-by-1y", 0.284188444),
           CHANCE("at-18-by-1y", 0.491991949), CHANCE("at-20-by-1y", 0.829133968), MEAN(ALL, "open", 104, 949.084218),
           MEAN(ALL, "staff", 104, 57.7836703), CHANCE("at-17-by-2y", 0.607574901), CHANCE("at-18-by-2y", 0.76821939),
           CHANCE("at-20-by-2y", 0.938231443), MEAN(ALL, "open", 156, 949.876062), MEAN(ALL, "staff", 156, 61.8138596),
           CHANCE("at-17-by-3y", 0.782067094), CHANCE("at-18-by-3y", 0.886149658), CHANCE("at-20-by-3y", 0.974711677));
}

/* The two-dimensional chain of cases and workers, by matrix exponential. */
Test(theory, w23_whole_service)
{
    THEORY("w23-whole-service", 0.05, 60000, MEAN(ALL, "staff", 13, 5.15165187), MEAN(ALL, "open", 13, 45.3543854),
           MEAN(ALL, "waiting", 13, 2.21561658), CHANCE("nobody-waits-13", 0.755068403),
           MEAN(ALL, "staff", 26, 5.19751161), MEAN(ALL, "open", 26, 48.7635239), MEAN(ALL, "waiting", 26, 3.92892355),
           CHANCE("nobody-waits-26", 0.671560869), MEAN(ALL, "staff", 52, 5.21557337),
           MEAN(ALL, "open", 52, 52.7226893), MEAN(ALL, "waiting", 52, 6.39060943),
           CHANCE("nobody-waits-52", 0.582307398), MEAN(ALL, "staff", 104, 5.2173761),
           MEAN(ALL, "open", 104, 56.6120079), MEAN(ALL, "waiting", 104, 9.38003886),
           CHANCE("nobody-waits-104", 0.510288303));
}
