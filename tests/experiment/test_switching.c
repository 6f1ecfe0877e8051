/* Switching values on choices whose switch is known, with and without noise. */
#include <criterion/criterion.h>
#include <math.h>

#include "engine/rng.h"
#include "experiment/switching.h"

enum { OWN = 1, OTHER = 2, THIRD = 0, SMALLEST = 16 };

/* Where each input's choice changes: above a place, below one, nowhere within reach, and at both sides to different ones. */
static bool planted(void *user, size_t input, double place, bool other_luck, size_t *choice)
{
    static const double above[] = {0.7, INFINITY, 2.1, 1.3}, below[] = {-INFINITY, -1.6, -INFINITY, -0.2};
    size_t *asked = user;
    (void)other_luck;
    asked[input]++;
    *choice = place > above[input] ? OTHER : place < below[input] ? THIRD : OWN;
    return true;
}

Test(test_switching, a_planted_switch_is_found_and_none_is_invented)
{
    static const double known[4][SWITCHING_ENDS] = {{NAN, 0.7}, {-1.6, NAN}, {NAN, NAN}, {-0.2, 1.3}};
    struct switching switching;
    size_t asked[4] = {0};
    cr_assert(switching_run(&switching, 4, OWN, planted, asked));
    for (size_t i = 0; i < 4; i++)
        for (int end = 0; end < SWITCHING_ENDS; end++) {
            const struct switching_side *side = &switching.all[i].sides[end];
            if (isnan(known[i][end])) {
                cr_assert(side->state == SWITCHING_NONE && isnan(side->at), "input %zu, end %d switches at %g", i, end,
                          side->at);
                continue;
            }
            cr_assert(side->state == SWITCHING_TOLD && fabs(side->at - known[i][end]) <= 0.5 / SMALLEST,
                      "input %zu, end %d: %g, not %g", i, end, side->at, known[i][end]);
            cr_assert(fabs(side->inside) < fabs(known[i][end]) && fabs(known[i][end]) < fabs(side->outside));
            cr_assert_eq(side->choice, (size_t)(end == SWITCHING_UP ? OTHER : THIRD));
        }
    cr_assert(switching_is_found(&switching.all[0]) && !switching_is_found(&switching.all[2]));
    cr_assert_eq(asked[2], 5, "an input that switches nothing is looked at %zu times", asked[2]);
    switching_release(&switching);
}

/* With other luck the first input's switch lies a little further out, the second's is not there; the third's choice is another one
 * at its likely value already. */
static bool noisy(void *user, size_t input, double place, bool other_luck, size_t *choice)
{
    (void)user;
    double at = input == 0 ? (other_luck ? 0.9 : 0.7) : (other_luck ? INFINITY : 0.7);
    *choice = input == 2 ? OTHER : place > at ? OTHER : OWN;
    return true;
}

Test(test_switching, noise_is_told)
{
    struct switching switching;
    cr_assert(switching_run(&switching, 3, OWN, noisy, NULL));
    const struct switching_side *about = &switching.all[0].sides[SWITCHING_UP];
    cr_assert(about->state == SWITCHING_ABOUT && about->inside < 0.7 && about->outside > 0.9, "%d: %g to %g",
              (int)about->state, about->inside, about->outside);
    cr_assert_eq(switching.all[1].sides[SWITCHING_UP].state, SWITCHING_UNSURE);
    cr_assert(!switching_is_found(&switching.all[1]));
    cr_assert(switching.all[2].unsettled && !switching.all[0].unsettled && switching.all[2].likely == OTHER);
    switching_release(&switching);
}
