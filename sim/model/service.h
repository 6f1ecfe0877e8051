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

/* Uncertain inputs held at chosen places of their laws, in place of being drawn or likely: what designs of experiments ask for. */
struct service_hold {
    const double
        *shares;       /* [row][uncertain input] where in its law the value stands, in (0, 1); NaN: as the clock says */
    size_t inputs;     /* as many as the scenario has */
    size_t rows, each; /* replication first + n takes row (n / each) % rows */
    size_t first;      /* the number of the first replication: other numbers are other luck */
};

/* Zeroed is empty. */
struct service {
    struct arena arena;
    struct plan *plan;
    struct filled filled;
    struct prepared prepared;
    struct lever_set levers;
    struct service_input *inputs; /* the uncertain values, with what is needed to draw them; [filled.uncertain_count] */
    const struct service_hold *held; /* borrowed; null: nothing is */
};

/* Fills and prepares. Problems go to diag, with the places where their paths stand; false when it cannot be run. */
bool service_open(struct service *service, const struct node *tree, struct diag *diag);

/* Gives the uncertain inputs the values of one replication (clock.inputs: drawn, or held) and calculates anew what follows
 * from them; with clock.inputs: likely and nothing held, or without uncertain inputs, does nothing. */
void service_draw(struct service *service, uint64_t seed, uint32_t replication);

/* Are there uncertain inputs that are drawn? */
bool service_is_drawn(const struct service *service);

/* The value of an uncertain input in a replication, without setting it; index into filled.uncertain. */
double service_input_value(const struct service *service, size_t input, uint64_t seed, uint32_t replication);

/* The value at a share of its law in (0, 1), cut at the limits of its row. */
double service_input_at(const struct service *service, size_t input, double share);

/* Where in its law a drawn input stands in a replication, in (0, 1); 0.5 for one that is not drawn. */
double service_input_share(const struct service *service, size_t input, uint64_t seed, uint32_t replication);

void service_close(struct service *service);

#endif
