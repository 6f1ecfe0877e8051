/* History: figures of the past, as published, to be seen beside the simulated ones. They change no number.
 *
 * A scenario names a CSV file (`history: {file: history/luton.csv}`) with the columns
 *
 *     date      2017-09-30, 2017-09 (the middle of the month) or 2017 (1 July)
 *     measure   a name of metrics.def that teams or the service have
 *     team      a team's name; empty, "all" or no such column: the whole service
 *     value     in the measure's unit; a share as 0.311 or 31.1%
 *     source    where it was published, with what differs from what is simulated
 *
 * Charts and the report come here for what was observed. A replication never does. */
#ifndef MODEL_HISTORY_H
#define MODEL_HISTORY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/calendar.h"
#include "base/diag.h"
#include "model/metric.h"
#include "model/plan.h"
#include "scenario/scenario.h"

struct history_point {
    enum metric measure;
    int team; /* METRIC_SERVICE: the whole service */
    calendar_day day;
    double week; /* since the start of the simulation; before it, negative */
    double value;
    const char *source; /* "": not told */
    int line;           /* in the file */
};

/* Zeroed is empty: a scenario without history. */
struct history {
    struct arena arena;
    struct history_point *points; /* sorted by measure, team and date */
    size_t count;
    const char *file; /* as the scenario names it */
    char *bytes;      /* the file; null: none */
    size_t length;
    bool may_miss;  /* a row without a value is a month that nobody counted, and no error */
    size_t missing; /* how many of them */
};

/* Reads what the scenario names; without a history section leaves it empty. Problems go to diag with the line of the file:
 * false then. `plan` is the scenario's, filled without errors. */
bool history_open(struct history *history, struct scenario *scenario, const struct plan *plan, struct diag *diag);

/* Reads `bytes`, which are there already, of a file that diag knows: for tables that no scenario names (actuals). */
bool history_read(struct history *history, int file, const struct plan *plan, struct diag *diag);

/* The points of one measure of a team or of the service, in order of date; *count of them. */
const struct history_point *history_of(const struct history *history, enum metric measure, int team, size_t *count);

void history_close(struct history *history);

#endif
