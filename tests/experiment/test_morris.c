/* Elementary effects: case S21, a published exercise, and a function whose effects are known. */
#include <criterion/criterion.h>
#include <math.h>

#include "experiment/morris.h"

enum { TRAJECTORIES = 6, INPUTS = 2 };

/* Saltelli et al., "Global Sensitivity Analysis: the Primer" (2008), exercise 4: [trajectory][step]; thirds of the range. */
static const double thirds[TRAJECTORIES][INPUTS + 1][INPUTS] = {
    {{0, 1}, {0, 3}, {2, 3}}, {{0, 1}, {2, 1}, {2, 3}}, {{2, 0}, {2, 2}, {0, 2}},
    {{1, 3}, {3, 3}, {3, 1}}, {{1, 3}, {1, 1}, {3, 1}}, {{1, 2}, {1, 0}, {3, 0}},
};
static const double results[TRAJECTORIES][INPUTS + 1] = {
    {.97, .71, 2.39}, {.97, 2.30, 2.39}, {1.87, 2.40, .87}, {2.15, 1.71, 1.54}, {2.15, 2.17, 1.54}, {2.20, 1.87, 1.00},
};

static bool look_up(void *user, const struct design_block *block, double *values)
{
    size_t *step = user;
    for (size_t row = 0; row < block->rows; row++)
        values[row] = results[row][*step];
    ++*step;
    return true;
}

Test(test_morris, s21_the_published_exercise_comes_out)
{
    struct morris morris;
    size_t asked = 0;
    morris_init(&morris, INPUTS, TRAJECTORIES, 1, 1);
    for (size_t step = 0; step <= INPUTS; step++)
        for (size_t t = 0; t < TRAJECTORIES; t++)
            for (size_t i = 0; i < INPUTS; i++)
                morris.points[(step * TRAJECTORIES + t) * INPUTS + i] = thirds[t][step][i] / 3;
    cr_assert(morris_run(&morris, look_up, &asked, 1));
    static const double known[INPUTS][3] = {{0.65, 1.62, 1.79410702}, {0.21, 0.35, 0.411995146}};
    for (size_t i = 0; i < INPUTS; i++) {
        const struct morris_effect *effect = morris_effect(&morris, 0, i);
        const struct morris_figure *figures[] = {&effect->mu, &effect->mu_star, &effect->sigma};
        for (size_t k = 0; k < 3; k++) {
            cr_assert(fabs(figures[k]->value - known[i][k]) < 1e-8, "S21: input %zu, figure %zu: %.10g, not %.10g", i,
                      k, figures[k]->value, known[i][k]);
            cr_assert(figures[k]->interval.low <= known[i][k] && known[i][k] <= figures[k]->interval.high,
                      "S21: input %zu, figure %zu: interval", i, k);
        }
        cr_assert(!effect->none && !effect->told, "S21: six such trajectories tell a direction");
    }
    morris_release(&morris);
}

/* Effects of 3, 4 and nought; the fourth input's depends on the fifth's place, and which way it points too. */
static bool ask(void *user, const struct design_block *block, double *values)
{
    (void)user;
    for (size_t row = 0; row < block->rows; row++) {
        const double *x = block->points + row * block->inputs;
        for (size_t i = 0; i < block->inputs; i++)
            cr_assert(fabs(round(3 * x[i]) - 3 * x[i]) < 1e-9 && x[i] > -1e-9 && x[i] < 1 + 1e-9, "off the grid: %g",
                      x[i]);
        values[row] = 3 * x[0] - 4 * x[1] + 2 * (x[3] - 0.5) * (x[4] - 0.5);
    }
    return true;
}

Test(test_morris, effects_of_a_known_function_come_out)
{
    struct morris morris;
    morris_init(&morris, 5, MORRIS_TRAJECTORIES, 1, 7);
    cr_assert(morris_run(&morris, ask, NULL, 7));
    static const double means[] = {3, -4, 0};
    for (size_t i = 0; i < 3; i++) {
        const struct morris_effect *effect = morris_effect(&morris, 0, i);
        cr_assert(fabs(effect->mu.value - means[i]) < 1e-9 && fabs(effect->mu_star.value - fabs(means[i])) < 1e-9 &&
                      effect->sigma.value < 1e-9,
                  "input %zu: %g, %g, %g", i, effect->mu.value, effect->mu_star.value, effect->sigma.value);
        cr_assert(effect->trajectories == MORRIS_TRAJECTORIES && effect->told == (i < 2) && effect->none == (i == 2));
    }
    const struct morris_effect *fourth = morris_effect(&morris, 0, 3);
    cr_assert(fourth->sigma.value > 0.3 && fourth->mu_star.value > 0.3 && !fourth->none);
    morris_release(&morris);
}
