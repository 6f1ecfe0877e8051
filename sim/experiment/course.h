/* Course: how the caseload went, sample by sample and run by run, for the service and for each team.
 *
 * A reduced option (option.h) keeps every series at a few dates only; these few are kept whole, for questions of when: who is
 * under pressure first, when a surge is over, whether the highest caseload is halving. To keep one more: a member of enum
 * course_line, or a value in course_init(). */
#ifndef EXPERIMENT_COURSE_H
#define EXPERIMENT_COURSE_H

#include "experiment/ensemble.h"

enum course_line {
    COURSE_MAX,
    COURSE_P90,
    COURSE_OVER_AIM,
    COURSE_CASELOAD
}; /* the last of the service, then of each team */

/* Zeroed is empty. Owned; course_release(). */
struct course {
    size_t samples, lines, runs;
    double *times; /* [sample] weeks since the start */
    float *values; /* [line][sample][run]; NaN where a run has none, or failed */
};

void course_init(struct course *course, const struct ensemble *ensemble);

/* The line of a team's caseload, in plan order, or of METRIC_SERVICE. */
size_t course_team(int team);

double course_value(const struct course *course, size_t line, size_t sample, size_t run);

/* The values of all runs at a sample, into values[runs]. */
void course_at(const struct course *course, size_t line, size_t sample, double *values);

/* The sample at or before a time; the first for a time before it. */
size_t course_sample(const struct course *course, double week);

/* For each run the week of the first sample above a level, INFINITY for never, NaN for a run without values; `first` is the
 * first sample looked at. */
void course_first_above(const struct course *course, size_t line, size_t first, double level, double *weeks);

enum { COURSE_SEEN = 8 }; /* weeks for which a recovery has to be seen before the end */

/* When what a shock added to a line is gone: the mean over runs of shocked less as given, on the same luck, from the shock on.
 * Weeks are since the shock, INFINITY when not within the time simulated. */
struct course_recovery {
    size_t runs;
    double peak, peak_week;        /* the largest mean difference, and when */
    struct interval peak_interval; /* 95 % */
    double week;            /* from which the mean difference stays within the tolerance, for COURSE_SEEN at least */
    double soonest, latest; /* the same of the lower and of the upper end of its 95 % interval */
};
struct course_recovery course_recovery(const struct course *given, const struct course *shocked, size_t line,
                                       size_t block, double from, double tolerance);

void course_release(struct course *course);

#endif
