/* Shown: the numbers of a run's page that stand in no table of the folder, worked out once for the page and for the part
 * `report` of summary.json, where `headroom trace` looks them up.
 *
 * A section of the page that works out a number of its own does it here, adds it to shown_json() and gives the place to
 * trail_keep(). What series.csv or another part of summary.json has is not repeated. */
#ifndef REPORT_SHOWN_H
#define REPORT_SHOWN_H

#include <jansson.h>

#include "experiment/influence.h"
#include "report/cases.h"
#include "report/figures.h"
#include "report/result.h"

/* Years that flow measures cover: samples after the first. */
double shown_years(const struct result_run *run);

/* The flows of the whole service that a report tells by the year. */
enum { SHOWN_STAFF_FLOWS = 3, SHOWN_CASE_FLOWS = 5 };
extern const enum metric shown_staff_flows[], shown_case_flows[];

/* A flow of the whole service in a year: the mean of the runs and the band that holds 80 % of them; NaN without a run. */
struct shown_flow {
    double mean, low, high;
};
struct shown_flow shown_flow(const struct result_run *run, enum metric metric);

/* Cases that take a flow of the pathway (prepared.h): in a year, and as a share of all that leave its stage. */
struct shown_route {
    double a_year, share;
};
bool shown_leaves(enum flow_kind kind);
struct shown_route shown_route(const struct result_run *run, const struct cases *cases, size_t flow);

/* How far one measure's observed figures moved between figures that are a year apart. */
struct shown_movement {
    size_t changes;
    double mean, most; /* 0 without changes */
};
struct shown_movement shown_movement(const struct history_point *points, size_t count);

/* The share of the variance of the service's caseload at a sample that comes from not knowing the inputs; NaN: not told. */
double shown_unknown(const struct result_run *run, size_t sample);

/* Inputs that the service's caseload follows at a sample (influence.h), on the heap in *found; how many. */
size_t shown_influences(const struct result_run *run, size_t sample, struct influence **found);

/* Figures that rest on judgement alone: graded D, or without any source. */
bool shown_is_judgement(const struct figure *figure);
/* Stated figures of sources and assumptions by grade. */
size_t shown_graded(const struct figures *figures, const char *grade);

/* Runs that could not go on, and the first of them. */
size_t shown_failures(const struct ensemble *ensemble, size_t *first);

/* Why there are this many runs, in the units of the sentence that tells it (stopping_words()). */
struct shown_stop {
    double half, asked;
    int decimals;
};
struct shown_stop shown_stop(const struct stopping_look *look);

/* By how much a year is scaled to tell it at a yearly rate. */
double shown_scale(const struct result_run *run, size_t year);

/* How many figures of the scenario rest on what, for manifest.json: "sourced", "assumed", "chosen", "defaults",
 * "on-judgement", "grade-A-". Not in summary.json, since resolved.yaml, which it comes out of again, states the defaults too.
 * A new reference. */
extern const char *const shown_standings[];
json_t *shown_counts(const struct result_run *run);

/* The part `report` of summary.json, a new reference. */
json_t *shown_json(const struct result_run *run);

#endif
