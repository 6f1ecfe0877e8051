/* The second opinion: the fluid twin (experiment/fluid.h) beside the simulation, in fluid.csv and in words.
 *
 *     week,date,of,measure,fluid,simulated     open cases and open cases a worker, of the service ("all") and each team
 *
 * Cases that wait for a worker under a cap are left out of the comparison. They differ for known reasons, so a difference is held against a class: a tenth of the cases, and a fifth for a team that is
 * small (below 10 FTE), has a cap or works near the critical load (rho of 0.9 and more). Beyond it something wants looking
 * into, in the scenario or in the program. */
#ifndef REPORT_FLUID_TABLE_H
#define REPORT_FLUID_TABLE_H

#include "base/text.h"
#include "report/result.h"
#include "report/trail.h"

/* Appends the whole file; the run has a twin. */
void fluid_table_csv(const struct result_run *run, struct text *out);

/* How far the open cases of a team at the end are from the twin's, as a share, and how far is usual for such a team. */
struct fluid_table_gap {
    double off, usual;
};
struct fluid_table_gap fluid_table_gap(const struct result_run *run, size_t team);

/* A sentence on how the two agree. Returns whether a team is beyond its class. The trail (null: none) gives its numbers ids. */
bool fluid_table_words(const struct result_run *run, struct trail *trail, struct text *out);

#endif
