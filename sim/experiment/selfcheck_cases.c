/* The cases of the self-check. What each value follows from stands beside it; all were computed to nine digits from closed
 * forms, birth-death chains or renewal equations, and tests/theory has them with many others, run for longer. */
#include "experiment/selfcheck.h"

#define MEAN(metric, of, week, exact)                                                                                  \
    {                                                                                                                  \
        SELFCHECK_MEAN, METRIC_##metric, of, week, 0, exact                                                            \
    }
#define VARIANCE(metric, of, week, exact)                                                                              \
    {                                                                                                                  \
        SELFCHECK_VARIANCE, METRIC_##metric, of, week, 0, exact                                                        \
    }
#define AVERAGE(metric, exact)                                                                                         \
    {                                                                                                                  \
        SELFCHECK_AVERAGE, METRIC_##metric, METRIC_SERVICE, 0, 0, exact                                                \
    }
#define CHANCE(metric, level, week, exact)                                                                             \
    {                                                                                                                  \
        SELFCHECK_CHANCE, METRIC_##metric, METRIC_SERVICE, week, level, exact                                          \
    }
#define SHARE(metric, level, exact)                                                                                    \
    {                                                                                                                  \
        SELFCHECK_SHARE, METRIC_##metric, METRIC_SERVICE, 0, level, exact                                              \
    }
#define ALL METRIC_SERVICE

const struct selfcheck_case selfcheck_cases[] = {
    {"Caseload from empty, lognormal durations, no limit",
     "M/G/infinity: the number open is Poisson",
     "schema: 1\n"
     "name: q13\n"
     "clock: {calendar: none, length: 52 weeks, sample: 13 weeks, runs: 800, seed: 113}\n"
     "demand: {sources: {arrivals: {enters: service, rate: 8 per week}}}\n"
     "pathway: {service: {team: pool, takes: {law: lognormal, mean: 26 weeks, cv: 1}}}\n"
     "teams: {pool: {staff: {all: {fte: 4}}}}\n",
     {MEAN(OPEN, ALL, 13, 90.8047929), MEAN(OPEN, ALL, 52, 181.609586), VARIANCE(OPEN, ALL, 52, 181.609586),
      CHANCE(OPEN, 203, 52, 0.945798403)}},
    {"Referrals with a season",
     "Eick, Massey and Whitt (1993), Mt/M/infinity",
     "schema: 1\n"
     "name: q15\n"
     "clock: {calendar: none, length: 117 weeks, sample: 13 weeks, runs: 500, seed: 115}\n"
     "demand:\n"
     "  sources:\n"
     "    arrivals: {enters: service, rate: 10 per week, wave: {size: 40%, period: 52 weeks, peak: 13 weeks}}\n"
     "pathway: {service: {takes: {law: exponential, mean: 26 weeks}}}\n",
     {MEAN(STAGE_OPEN, 0, 13, 130.101487), VARIANCE(STAGE_OPEN, 0, 13, 130.101487), MEAN(STAGE_OPEN, 0, 65, 250.69323),
      MEAN(STAGE_OPEN, 0, 117, 267.013548)}},
    {"Brothers and sisters who come together",
     "compound Poisson arrivals",
     "schema: 1\n"
     "name: q18\n"
     "clock: {calendar: none, length: 104 weeks, sample: 26 weeks, runs: 600, seed: 118}\n"
     "demand:\n"
     "  sources:\n"
     "    arrivals: {enters: service, rate: 10 children per week, family_size: {law: geometric, mean: 2}, siblings: apart}\n"
     "pathway: {service: {takes: {law: exponential, mean: 26 weeks}}}\n",
     {MEAN(STAGE_OPEN, 0, 26, 164.351345), VARIANCE(STAGE_OPEN, 0, 26, 389.164172),
      MEAN(STAGE_OPEN, 0, 104, 255.237934), VARIANCE(STAGE_OPEN, 0, 104, 515.150714)}},
    {"Cases that come back",
     "Yom-Tov and Mandelbaum (2014), Erlang-R",
     "schema: 1\n"
     "name: q23\n"
     "clock: {calendar: none, length: 24 weeks, sample: 4 weeks, runs: 300, seed: 123}\n"
     "demand:\n"
     "  sources:\n"
     "    arrivals: {enters: contact, rate: 30 per week, wave: {size: 20%, period: 24 weeks, peak: 6 weeks}}\n"
     "pathway:\n"
     "  contact: {takes: {law: exponential, mean: 1 week}, then: {rest: 66.66666667%, closed: 33.33333333%}}\n"
     "  rest: {takes: {law: exponential, mean: 2 weeks}, then: {contact: 100%}}\n",
     {MEAN(STAGE_OPEN, 0, 12, 80.0413979), MEAN(STAGE_OPEN, 1, 12, 101.088163), MEAN(STAGE_OPEN, 0, 24, 79.948962),
      MEAN(STAGE_OPEN, 1, 24, 103.728774)}},
    {"A waiting list before one worker, fixed durations",
     "Pollaczek and Khinchine",
     "schema: 1\n"
     "name: q09\n"
     "clock: {calendar: none, length: 2200 weeks, warm_up: 200 weeks, sample: 5 weeks, runs: 100, seed: 109}\n"
     "demand: {sources: {arrivals: {enters: service, rate: 0.8 per week}}}\n"
     "pathway: {service: {team: desk, takes: 1 week}}\n"
     "teams: {desk: {cap: 1, staff: {clerk: {fte: 1}}}}\n",
     {AVERAGE(OPEN, 2.4), AVERAGE(WAITING, 1.6), AVERAGE(HELD, 0.8)}},
    {"Two kinds of cases and nowhere to wait",
     "a birth-death chain",
     "schema: 1\n"
     "name: q29\n"
     "clock: {calendar: none, length: 5100 weeks, warm_up: 100 weeks, sample: 5 weeks, runs: 50, seed: 129}\n"
     "demand:\n"
     "  sources:\n"
     "    arrivals-c: {enters: long, rate: 0.1125 per week}\n"
     "    arrivals-m: {enters: short, rate: 0.0375 per week}\n"
     "pathway:\n"
     "  long: {team: desk, takes: {law: exponential, mean: 8 weeks}}\n"
     "  short: {team: desk, takes: {law: exponential, mean: 3 weeks}}\n"
     "exits: {closed: {}, lost: {}}\n"
     "teams: {desk: {cap: 1, waiting_limit: 0, diverts_to: lost, staff: {clerk: {fte: 1}}}}\n",
     {AVERAGE(OPEN, 0.503105590), SHARE(OPEN, 0, 0.496894410)}},
    {"A worker who slows down beyond three cases",
     "limited processor sharing",
     "schema: 1\n"
     "name: q30\n"
     "clock: {calendar: none, length: 410 weeks, warm_up: 10 weeks, sample: 0.5 weeks, runs: 100, seed: 130}\n"
     "demand: {sources: {arrivals: {enters: service, rate: 10 per week}}}\n"
     "pathway: {service: {team: desk, takes: {law: exponential, mean: 0.083333333333 weeks}, hands_on: 100%}}\n"
     "teams: {desk: {capacity: 3, staff: {clerk: {fte: 1}}}}\n",
     {SHARE(OPEN, 0, 0.432132964), SHARE(OPEN, 2, 0.942289935), SHARE(OPEN, 4, 0.9955470625)}},
    {"Half of the work waits for a worker with too many cases",
     "a birth-death chain",
     "schema: 1\n"
     "name: q31\n"
     "clock: {calendar: none, length: 420 weeks, warm_up: 20 weeks, sample: 1 week, runs: 100, seed: 131}\n"
     "demand: {sources: {arrivals: {enters: service, rate: 10 per week}}}\n"
     "pathway: {service: {team: desk, takes: {law: lognormal, mean: 0.3 weeks, cv: 0.7}, hands_on: 50%}}\n"
     "teams: {desk: {capacity: 3, staff: {clerk: {fte: 1}}}}\n",
     {AVERAGE(OPEN, 4.18248175), SHARE(OPEN, 1, 0.145985401), SHARE(OPEN, 3, 0.474452555),
      SHARE(OPEN, 8, 0.923272126)}},
    {"Workers leave, others come, nobody limits it",
     "immigration and death",
     "schema: 1\n"
     "name: w01\n"
     "clock: {calendar: none, length: 156 weeks, sample: 52 weeks, runs: 2000, seed: 201}\n"
     "teams: {pool: {posts: 80, staff: {settled: {fte: 80}}}}\n"
     "workforce: {leaving: {rate: 25% per year}}\n"
     "recruitment: {adverts: {kind: market, candidates: 18 per year, above_posts: true}}\n",
     {MEAN(STAFF, ALL, 52, 78.2304063), VARIANCE(STAFF, ALL, 52, 29.7079535), CHANCE(STAFF, 74, 52, 0.247643931),
      MEAN(STAFF, ALL, 156, 75.7789324)}},
    {"Every vacancy is filled after a while",
     "independent alternating renewal",
     "schema: 1\n"
     "name: w03\n"
     "clock: {calendar: none, length: 52 weeks, sample: 13 weeks, runs: 1500, seed: 203}\n"
     "teams: {pool: {posts: 100, staff: {settled: {fte: 100}}}}\n"
     "workforce: {leaving: {rate: 25% per year}}\n"
     "recruitment: {replacements: {kind: per-vacancy, lead_time: {law: exponential, mean: 13 weeks}}}\n",
     {MEAN(STAFF, ALL, 26, 94.8201939), VARIANCE(STAFF, ALL, 26, 4.91150216), CHANCE(STAFF, 94, 26, 0.416363719),
      MEAN(STAFF, ALL, 52, 94.2015543)}},
    {"Only three vacancies are recruited for at once",
     "the machine-repair chain M/M/3//40",
     "schema: 1\n"
     "name: w05\n"
     "clock: {calendar: none, length: 1612 weeks, warm_up: 312 weeks, sample: 13 weeks, runs: 100, seed: 205}\n"
     "teams: {pool: {posts: 40, staff: {settled: {fte: 37}}}}\n"
     "workforce: {leaving: {rate: 30% per year}}\n"
     "recruitment: {office: {kind: per-vacancy, lead_time: {law: exponential, mean: 10.4 weeks}, at_once: 3}}\n",
     {AVERAGE(VACANCIES, 3.27829728), AVERAGE(STAFF, 36.7217027), SHARE(VACANCIES, 0, 0.0751034914)}},
    {"An academy of five classes",
     "sums of independent binomials",
     "schema: 1\n"
     "name: w07\n"
     "clock: {calendar: none, length: 104 weeks, sample: 26 weeks, runs: 2000, seed: 207}\n"
     "teams: {pool: {}}\n"
     "workforce: {leaving: {rate: 33.3333333333% per year}}\n"
     "pipelines:\n"
     "  academy: {first: 0 weeks, every: 26 weeks, classes: 5, size: 20, lasts: 20 weeks, completes: 85%, grade: "
     "social-worker}\n",
     {MEAN(GRADUATES, ALL, 52, 30.2057971), VARIANCE(GRADUATES, ALL, 52, 7.23837202),
      CHANCE(GRADUATES, 29, 52, 0.385808634), MEAN(GRADUATES, ALL, 104, 51.8491965)}},
    {"Agency seats with gaps between assignments",
     "alternating renewal",
     "schema: 1\n"
     "name: w40\n"
     "clock: {calendar: none, length: 1200 weeks, warm_up: 200 weeks, sample: 5 weeks, runs: 50, seed: 240}\n"
     "teams: {pool: {posts: 10}}\n"
     "agency: {seats: {pool: 10}, start: 3 weeks, notice: 1 week, assignment: {law: exponential, mean: 20 weeks}}\n",
     {AVERAGE(AGENCY, 9.08075990)}},
    {"Offers, refusals and starters",
     "a thinned Poisson process",
     "schema: 1\n"
     "name: a02\n"
     "clock: {calendar: none, length: 104 weeks, sample: 52 weeks, runs: 1000, seed: 302}\n"
     "teams: {pool: {posts: 10, staff: {settled: {fte: 10}}}}\n"
     "recruitment:\n"
     "  adverts: {kind: market, candidates: 52 per year, accept: 80%, withdraws: 25%, lead_time: 4 weeks, above_posts: "
     "true}\n"
     "campaigns: {radio: {channel: adverts, from: 52 weeks, lasts: 26 weeks, raises: 25%}, spring: {from: 65 weeks, "
     "lasts: 13 weeks, raises: 50%}}\n",
     {MEAN(OFFERS, ALL, 52, 52), VARIANCE(OFFERS, ALL, 52, 52), MEAN(STARTERS, ALL, 52, 31.2),
      MEAN(OFFERS, ALL, 104, 65)}},
};

const size_t selfcheck_count = sizeof selfcheck_cases / sizeof *selfcheck_cases;
