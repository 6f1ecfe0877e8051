/* A run made by hand: a small scenario that really is loaded and prepared, with values and outcomes that the test sets. */
#ifndef REPORT_FIXTURE_H
#define REPORT_FIXTURE_H

#include "report/result.h"

struct fixture {
    struct diag diag;
    struct scenario scenario;
    struct arena arena;
    struct filled filled;
    struct prepared prepared;
    struct ensemble ensemble;
    struct result_run run;
    char *folder; /* with the scenario file, and for what the test writes */
};

/* Loads a scenario with `runs` replications whose values are all 0 and whose outcomes are empty. The test fails when the
 * scenario is wrong. */
void fixture_open(struct fixture *fixture, const char *yaml, size_t runs);
void fixture_close(struct fixture *fixture);

/* A service with two teams (second listed first), three stages, two targets and hostile words. */
extern const char fixture_service[];

/* Sets one measure of the service (or team, stage) at every sample: first + step x sample + spread x run. */
void fixture_set(struct fixture *fixture, enum metric metric, int of, double first, double step, double spread);

/* The first `hits` runs meet the target; each run's share of time is `share`. */
void fixture_judge(struct fixture *fixture, const char *target, size_t hits, double share);

/* The share of workers above an average target on its date, in each run: first + spread x run. */
void fixture_hide(struct fixture *fixture, const char *target, double first, double spread);

/* One more case of a run at a stage, which waited and stayed so long. */
void fixture_case(struct fixture *fixture, size_t run, size_t stage, double wait, double stay);

#endif
