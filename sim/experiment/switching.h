/* Switching values: how far an assumption has to move before another option is preferred.
 *
 * One assumption at a time is moved away from its likely value, all others as the comparison has them, and the choice is made anew
 * by the comparison's own rule. Looked at are its likely value, its low and high ones (the 10th and 90th percentile) and places
 * twice as far out on the scale of its law (about 1 in 190 lies beyond each). Where the choice there is another one, the place
 * in between is bracketed by halving, on the same luck throughout. Then the choice is made once more with other luck, just inside
 * and just outside; where that does not bear the switch out, the two are moved apart until it does:
 *
 *     told       other luck agrees just inside and just outside
 *     about      it agrees only further apart: the switch lies somewhere between
 *     unsure     it does not agree anywhere up to the ends: nobody should rest a decision on it
 *
 * A choice that changes and changes back between two places that are looked at is not seen. */
#ifndef EXPERIMENT_SWITCHING_H
#define EXPERIMENT_SWITCHING_H

#include <stdbool.h>
#include <stddef.h>

enum switching_state { SWITCHING_NONE, SWITCHING_TOLD, SWITCHING_ABOUT, SWITCHING_UNSURE };

enum switching_end { SWITCHING_DOWN, SWITCHING_UP, SWITCHING_ENDS };

/* Places are in units of the way from the likely value to the low (-1) or high (+1) one; this far is looked. */
#define SWITCHING_REACH 2.0

struct switching_side {
    enum switching_state state;
    size_t choice;          /* just beyond the switch */
    double at;              /* place of the switch; NaN without one */
    double inside, outside; /* where the choices on both sides of it were borne out */
};

struct switching_input {
    size_t likely; /* the choice with the input at its likely value */
    bool
        unsettled; /* which is not the comparison's own: it switches within what the runs can tell, or by its being certain */
    struct switching_side sides[SWITCHING_ENDS];
};

/* Zeroed is empty; switching_release(). */
struct switching {
    size_t inputs;
    size_t choice; /* of the comparison as it is */
    struct switching_input *all;
};

/* Which option is chosen with an input at a place; with other luck where asked. Returns false when it cannot go on. */
typedef bool switching_fn(void *user, size_t input, double place, bool other_luck, size_t *choice);

/* Returns false when `ask` does. */
bool switching_run(struct switching *switching, size_t inputs, size_t choice, switching_fn *ask, void *user);

/* Does the choice switch somewhere within reach, and is it told or about there? */
bool switching_is_found(const struct switching_input *input);

/* The share of its law at which an input stands at a place, and back. */
double switching_share(double place);
double switching_place(double share);

void switching_release(struct switching *switching);

#endif
