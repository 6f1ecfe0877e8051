/* Theory checks: runs a scenario of tests/theory/scenarios with the program and compares what it wrote with exact values.
 *
 * A random result is never compared with == or a loose percentage. A mean passes within 5 standard errors (long tier: 4)
 * when that error is small enough to matter: at most 1 % of the value, or 0.005 for a probability; a run that cannot be as
 * precise in reasonable time states what it must reach. A variance passes within 5 sqrt(2 / (R - 1)) of its value, relative. A
 * chance on a date passes when the exact value lies in the 99.99 % Wilson interval or in the exact binomial one. Seeds are fixed, so a verdict never
 * changes by itself.
 *
 * The long tier (HEADROOM_TIER=long) runs more replications; the short one (HEADROOM_TIER=short), for the sanitizers,
 * runs a few and judges nothing. To add a case: a file in scenarios/ and a table in a test. */
#ifndef THEORY_CHECK_H
#define THEORY_CHECK_H

enum theory_kind {
    THEORY_MEAN,          /* of a measure at a week, over runs */
    THEORY_VARIANCE,      /* the same, variance */
    THEORY_QUANTILE,      /* the same, quantile of a count; `rank` is the column */
    THEORY_AVERAGE,       /* of a measure over time */
    THEORY_TIME_VARIANCE, /* of a measure about its long-run mean, over time */
    THEORY_CHANCE,        /* of a target on its date */
    THEORY_SHARE,         /* of time in which a target is met */
    THEORY_WAIT,          /* mean wait of a stage's cases */
    THEORY_WAITED,        /* share of them that waited at all */
    THEORY_WAIT_OVER,     /* share that waited longer than `week` */
    THEORY_STAY,          /* mean time from entry to a stage to leaving it */
    THEORY_NTH_WAIT,      /* wait of the `week`-th to arrive; 0: mean of the first ones */
    THEORY_FLOW,          /* cases that took a route, named STAGE.DESTINATION, after the warm-up */
    THEORY_FLOW_VARIANCE, /* its variance over runs */
};

/* Where: "service/all", "team/NAME" or "stage/NAME" for measures; a target, stage or flow by its name for the rest. */
struct theory_check {
    enum theory_kind kind;
    const char *place;
    const char *measure;
    double week;
    double exact;
    int rank;
};

/* clang-format off */
#define MEAN(place, measure, week, exact) {THEORY_MEAN, place, measure, week, exact, 0}
#define VARIANCE(place, measure, week, exact) {THEORY_VARIANCE, place, measure, week, exact, 0}
#define QUANTILE_05(place, measure, week, exact) {THEORY_QUANTILE, place, measure, week, exact, 1}
#define QUANTILE_95(place, measure, week, exact) {THEORY_QUANTILE, place, measure, week, exact, 7}
#define AVERAGE(place, measure, exact) {THEORY_AVERAGE, place, measure, 0, exact, 0}
#define TIME_VARIANCE(place, measure, exact) {THEORY_TIME_VARIANCE, place, measure, 0, exact, 0}
#define CHANCE(target, exact) {THEORY_CHANCE, target, "chance", 0, exact, 0}
#define SHARE(target, exact) {THEORY_SHARE, target, "share of time", 0, exact, 0}
#define WAIT(stage, exact) {THEORY_WAIT, stage, "mean wait", 0, exact, 0}
#define WAITED(stage, exact) {THEORY_WAITED, stage, "share that waits", 0, exact, 0}
#define WAIT_OVER(stage, weeks, exact) {THEORY_WAIT_OVER, stage, "share that waits longer", weeks, exact, 0}
#define STAY(stage, exact) {THEORY_STAY, stage, "mean stay", 0, exact, 0}
#define NTH_WAIT(stage, n, exact) {THEORY_NTH_WAIT, stage, "wait by order of arrival", n, exact, 0}
#define FIRST_WAITS(stage, exact) {THEORY_NTH_WAIT, stage, "mean wait of the first", 0, exact, 0}
#define FLOW(flow, exact) {THEORY_FLOW, flow, "flow", 0, exact, 0}
#define FLOW_VARIANCE(flow, exact) {THEORY_FLOW_VARIANCE, flow, "variance of the flow", 0, exact, 0}
/* clang-format on */

struct theory_case {
    const char *name; /* of the scenario file */
    double quick;     /* standard error that the quick tier must reach, as a share of the value; 0: the rule's 1 % */
    double thorough;  /* the same for the long tier */
    int long_runs;    /* replications in the long tier */
    const struct theory_check *checks;
    int count;
};

/* Runs a case and checks all of it; each miss is one failed expectation. */
void theory_run(const struct theory_case *wanted);

#define THEORY(file, quick_error, runs, ...) THEORY_ROUGH(file, quick_error, 0, runs, __VA_ARGS__)
#define THEORY_ROUGH(file, quick_error, long_error, runs, ...)                                                         \
    theory_run(                                                                                                        \
        &(struct theory_case){file, quick_error, long_error, runs, (const struct theory_check[]){__VA_ARGS__},         \
                              sizeof((const struct theory_check[]){__VA_ARGS__}) / sizeof(struct theory_check)})

#endif
