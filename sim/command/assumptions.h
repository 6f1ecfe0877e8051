/* Assumptions: the uncertain values of a comparison. An option may have some that others have not, and one that several have is the
 * same one: it stands at the same place of its law in all of them, run by run. */
#ifndef COMMAND_ASSUMPTIONS_H
#define COMMAND_ASSUMPTIONS_H

#include "command/compare_set.h"
#include "experiment/findings.h"

struct assumption {
    size_t option; /* the first that has it */
    size_t input;  /* its number there */
};

/* Zeroed is empty; assumptions_release(). Borrows the set. */
struct assumptions {
    const struct compare_set *set;
    struct arena arena;
    struct assumption *all; /* [count] */
    size_t count;
    struct findings_input *named; /* [count]; these three are made by assumptions_name() */
    const struct service **services;
    size_t *input;
};

/* Lists what the options as given have, in order of option and path. */
void assumptions_init(struct assumptions *assumptions, const struct compare_set *set);

/* Those that are told to be worth knowing come first, then those that move the difference between options most. `values` has one for
 * each and is put in the same order. */
void assumptions_order(struct assumptions *assumptions, struct information_input *values);

/* Names them in the order in which they stand. */
void assumptions_name(struct assumptions *assumptions);

/* Where one stands in its law in each run, as places of switching.h; on the heap. */
double *assumptions_places(const struct assumptions *assumptions, size_t index, uint64_t seed, size_t runs);

/* Holds the value at a path at a place in one option's service, where it has it; nothing else is held. From then on replications
 * start at number `first`. Then lets go of it. */
void assumptions_hold(struct service *service, const char *path, double place, size_t first, struct service_hold *held);
void assumptions_let_go(struct service *service, struct service_hold *held);

void assumptions_release(struct assumptions *assumptions);

#endif
