/* Targets at a sample: the number that each compares, and whether the week meets it.
 *
 * Most compare kept series. What only a target asks for (workers above a caseload of its own, families where children are
 * counted, waits by stage) is looked up here, at samples, when some target asks. To add a statistic: plan_target.h and a case
 * in `statistic_of`. */
#ifndef MODEL_TARGET_H
#define MODEL_TARGET_H

#include "model/state.h"

/* Which series each target compares, and where; part of preparing. */
void target_prepare(struct prepared *prepared);

void target_start(struct world *world);
void target_release(struct world *world);

/* The warm-up is over: waits that ended before count for nothing. */
void target_warm(struct world *world);

/* Notes for every target what it compares and whether the week that ends with this sample meets it; `now` holds the values of
 * all series at the sample. */
void target_look(struct world *world, const double *now, size_t sample);

/* Somebody has joined, moved or gone: targets on head-count or FTE that are to be `reached` are looked at now. */
void target_staff_changed(struct world *world);

/* The verdicts, once the run is over. */
void target_judge(const struct world *world);

#endif
