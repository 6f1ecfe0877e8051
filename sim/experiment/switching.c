#include "experiment/switching.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

/* A bracket from likely to low, or from there to the end, is halved this often. */
enum { HALVINGS = 4 };

double switching_share(double place)
{
    return gsl_cdf_ugaussian_P(place * gsl_cdf_ugaussian_Pinv(0.9));
}

double switching_place(double share)
{
    return gsl_cdf_ugaussian_Pinv(share) / gsl_cdf_ugaussian_Pinv(0.9);
}

/* One way of one input. Distances are from its likely value. */
struct search {
    switching_fn *ask;
    void *user;
    size_t input, from; /* from: the choice at the likely value */
    double sign;
    struct switching_side *side;
};

static bool choose(const struct search *search, double distance, bool other_luck, size_t *choice)
{
    return search->ask(search->user, search->input, search->sign * distance, other_luck, choice);
}

/* Halves until what is known lies close about the switch. */
static bool bracket(const struct search *search, double *inside, double *outside)
{
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (*inside + *outside) / 2;
        size_t choice;
        if (!choose(search, middle, false, &choice))
            return false;
        if (choice == search->from) {
            *inside = middle;
        } else {
            *outside = middle;
            search->side->choice = choice;
        }
    }
    return true;
}

/* Moves *distance to `end` until other luck gives what is wanted there; *moved tells how often, -1: nowhere. */
static bool bear_out(const struct search *search, double *distance, double end, bool wanted_from, int *moved)
{
    double step = 1 / (double)(1 << HALVINGS);
    for (*moved = 0;; ++*moved) {
        size_t choice;
        if (!choose(search, *distance, true, &choice))
            return false;
        if ((choice == search->from) == wanted_from)
            return true;
        if (!(fabs(*distance - end) > 0)) {
            *moved = -1;
            return true;
        }
        *distance = end > *distance ? fmin(*distance + step, end) : fmax(*distance - step, end);
        step *= 2;
    }
}

static bool verify(const struct search *search, double inside, double outside)
{
    struct switching_side *side = search->side;
    int in, out;
    side->at = search->sign * (inside + outside) / 2;
    if (!bear_out(search, &inside, 0, true, &in) || !bear_out(search, &outside, SWITCHING_REACH, false, &out))
        return false;
    side->inside = search->sign * inside;
    side->outside = search->sign * outside;
    side->state = in < 0 || out < 0 ? SWITCHING_UNSURE : in + out > 0 ? SWITCHING_ABOUT : SWITCHING_TOLD;
    return true;
}

static bool look(const struct search *search)
{
    static const double places[] = {1, SWITCHING_REACH};
    double inside = 0;
    search->side->at = (double)NAN;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        double outside = places[i];
        if (!choose(search, outside, false, &search->side->choice))
            return false;
        if (search->side->choice != search->from)
            return bracket(search, &inside, &outside) && verify(search, inside, outside);
        inside = outside;
    }
    return true;
}

bool switching_run(struct switching *switching, size_t inputs, size_t choice, switching_fn *ask, void *user)
{
    *switching =
        (struct switching){.inputs = inputs, .choice = choice, .all = mem_new(inputs + 1, sizeof *switching->all)};
    bool complete = true;
    for (size_t i = 0; i < inputs && complete; i++) {
        struct switching_input *input = &switching->all[i];
        complete = ask(user, i, 0, false, &input->likely);
        input->unsettled = input->likely != choice;
        for (int end = 0; end < SWITCHING_ENDS && complete; end++) {
            struct search search = {.ask = ask,
                                    .user = user,
                                    .input = i,
                                    .from = input->likely,
                                    .sign = end == SWITCHING_DOWN ? -1 : 1,
                                    .side = &input->sides[end]};
            complete = look(&search);
        }
    }
    return complete;
}

bool switching_is_found(const struct switching_input *input)
{
    for (int end = 0; end < SWITCHING_ENDS; end++) {
        enum switching_state state = input->sides[end].state;
        if (state == SWITCHING_TOLD || state == SWITCHING_ABOUT)
            return true;
    }
    return false;
}

void switching_release(struct switching *switching)
{
    free(switching->all);
    *switching = (struct switching){0};
}
