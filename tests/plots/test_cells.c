/* Figures on shades: always readable, in colour and in grey, and shades that grow darker with the chance. */
#include "plots/cells.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/fake_ensemble.h"

static double luminance(const char *colour)
{
    unsigned rgb[3];
    double sum = 0;
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    cr_assert_eq(sscanf(colour, "#%2x%2x%2x", &rgb[0], &rgb[1], &rgb[2]), 3, "\"%s\" is no colour", colour);
    for (int i = 0; i < 3; i++) {
        double c = rgb[i] / 255.0;
        sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

/* The colour of the words in what cells_draw() wrote. */
static double ink_of(const char *script)
{
    const char *at = strstr(script, "tc rgb '");
    cr_assert(at != NULL, "no words in %s", script);
    return luminance(at + strlen("tc rgb '"));
}

Test(test_cells, figures_stand_out_from_shades_that_grow_darker)
{
    struct fake_ensemble fake;
    fake_ensemble_open(&fake, (struct fake_options){.runs = 10});
    static const char *const values[] = {"1"};
    struct sweep sweep = {.axes = {{"a", "A", values, 1}}, .axis_count = 1, .plan = &fake.plan, .budget = (double)NAN};
    struct chart_run run = {.ensemble = &fake.ensemble, .sweep = &sweep};
    double before = 2;
    sweep_grid(&sweep);
    for (int percent = 0; percent <= 100; percent++) {
        struct figure figure = {.run = &run, .slug = "cells"};
        char shade[8];
        sweep.points[0].chance.chance = percent / 100.0;
        cells_shade(percent / 100.0, shade);
        cells_draw(&figure, 0, (struct theme_area){0, 60, 0, 30}, 10);
        double paper = luminance(shade), ink = ink_of(figure.draw.at);
        double contrast = (fmax(paper, ink) + 0.05) / (fmin(paper, ink) + 0.05);
        cr_assert(contrast >= 4.5, "%d%%: contrast %g on %s", percent, contrast, shade);
        cr_assert(paper < before, "%d%% is no darker than one point less", percent);
        before = paper;
        figure_release(&figure);
    }
    sweep_release(&sweep);
    fake_ensemble_close(&fake);
}

Test(test_cells, figures_are_never_nought_nor_a_hundred)
{
    static const struct {
        double chance;
        const char *says;
    } cases[] = {{0, "<1"},   {0.004, "<1"},  {0.63, "63"}, {0.896, "89.6"},
                 {0.9, "90"}, {0.996, ">99"}, {1, ">99"},   {(double)NAN, "\xe2\x80\x93"}};
    char words[32];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cells_figure(cases[i].chance, words);
        cr_assert_str_eq(words, cases[i].says);
    }
    cr_assert(cells_points(10, 10) == 0 && cells_points(60, 40) >= 9, "a figure in a cell that cannot hold it");
}
