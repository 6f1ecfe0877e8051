/* Influence: which uncertain inputs a result follows most, from the runs that there are.
 *
 * Every run drew its inputs, so the rank correlation of an input with a measure says how far the two move together. That
 * is an order for looking, not a proof of cause: what matters for a decision is measured by changing the input. The report
 * comes here for its first page. */
#ifndef EXPERIMENT_INFLUENCE_H
#define EXPERIMENT_INFLUENCE_H

#include "experiment/ensemble.h"
#include "model/service.h"

struct influence {
    size_t input; /* index into service->filled.uncertain */
    double rank;  /* Spearman's correlation, -1 to 1 */
};

/* Inputs whose correlation with a series at a sample can be told from nought (beyond 2.6 standard errors, 1/sqrt(n - 1),
 * which one input in a hundred passes by luck), the strongest first, into all[service->filled.uncertain_count]. Returns
 * how many; none when inputs were not drawn. */
size_t influence_find(const struct ensemble *ensemble, const struct service *service, uint64_t seed, size_t series,
                      size_t sample, struct influence *all);

#endif
