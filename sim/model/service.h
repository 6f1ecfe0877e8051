/* A service: one plan with everything calculated from it, owned by one thread.
 *
 * A replication may change parameters (uncertain inputs are drawn, levers act), so each thread opens a service of its own
 * from the same scenario tree, and every replication starts from the same values again. */
#ifndef MODEL_SERVICE_H
#define MODEL_SERVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"
#include "model/plan.h"
#include "model/prepared.h"
#include "scenario/param.h"

/* Zeroed is empty. */
struct service {
    struct arena arena;
    struct plan *plan;
    struct filled filled;
    struct prepared prepared;
    struct lever_set levers;
    struct service_input *inputs; /* the uncertain values, with what is needed to draw them; [filled.uncertain_count] */
};

/* Fills and prepares. Problems go to diag, with the places where their paths stand; false when it cannot be run. */
bool service_open(struct service *service, const struct node *tree, struct diag *diag);

/* Gives the uncertain inputs the values of one replication (clock.inputs: drawn) and calculates anew what follows from
 * them; with clock.inputs: likely, or without uncertain inputs, does nothing. */
void service_draw(struct service *service, uint64_t seed, uint32_t replication);

/* Are there uncertain inputs that are drawn? */
bool service_is_drawn(const struct service *service);

/* The value of an uncertain input in a replication, without setting it; index into filled.uncertain. */
double service_input_value(const struct service *service, size_t input, uint64_t seed, uint32_t replication);

void service_close(struct service *service);

#endif
