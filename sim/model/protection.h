/* Protection: a lighter load that is promised to a grade, such as the newly qualified, and how often the promise holds.
 *
 * A case that would take a worker above the promised load is kept away from it with the stated chance, by a draw for each
 * visit of a case and worker, so a waiting case meets the same answer every time it is looked at. */
#ifndef MODEL_PROTECTION_H
#define MODEL_PROTECTION_H

#include "model/state.h"

/* The promised load of a worker, in thousandths of a case: share x team capacity x FTE; INT64_MAX: none promised, or a team
 * whose capacity has no limit. */
int64_t protection_promise(const struct world *world, const struct worker *worker);

/* Whether the promise lets a worker have a case. */
bool protection_allows(const struct world *world, const struct worker *worker, const struct child *child);

/* Counts a case that a worker is about to get. */
void protection_count(struct world *world, const struct worker *worker, const struct child *child);

#endif
