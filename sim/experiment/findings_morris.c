/* Elementary effects as findings. */
#include <math.h>

#include "experiment/findings.h"
#include "experiment/words.h"

enum { CHANCE_SIZE, CHANCE_SIGMA, CASELOAD_SIZE, CASELOAD_SIGMA, CHANCE_MEAN, CASELOAD_MEAN };

static void put(struct findings_cell *cell, const struct morris_effect *effect, const struct morris_figure *figure)
{
    *cell = (struct findings_cell){.value = figure->value,
                                   .interval = figure->interval,
                                   .told = effect->told,
                                   .words = effect->none ? "none at all" : NULL};
}

static void add_row(struct findings *findings, const struct morris *morris, size_t input, const struct findings_of *of)
{
    static const size_t columns[FINDINGS_MEASURES][3] = {{CHANCE_SIZE, CHANCE_SIGMA, CHANCE_MEAN},
                                                         {CASELOAD_SIZE, CASELOAD_SIGMA, CASELOAD_MEAN}};
    struct findings_row *row = findings_row(findings, &of->inputs[input]);
    for (size_t measure = 0; measure < FINDINGS_MEASURES; measure++) {
        const struct morris_effect *effect = morris_effect(morris, measure, input);
        put(&row->cells[columns[measure][0]], effect, &effect->mu_star);
        put(&row->cells[columns[measure][1]], effect, &effect->sigma);
        put(&row->cells[columns[measure][2]], effect, &effect->mu);
    }
}

/* The first row is the one that moves a measure most, where any is told to. */
static bool say_most(struct findings *findings, const char *what, size_t size, size_t mean)
{
    findings_sort(findings, size);
    const struct findings_row *first = findings->rows;
    if (findings->count == 0 || !first->cells[size].told)
        return false;
    text_printf(&findings->headline, "The %s moves most with %s (", what, first->label);
    findings_say(&findings->columns[size], &first->cells[size], false, &findings->headline);
    text_printf(&findings->headline, "%s over its range, %s)",
                findings->columns[size].form == FINDINGS_POINTS ? " points" : "",
                first->cells[mean].value > 0 ? "upwards" : "downwards");
    return true;
}

static void say_headline(struct findings *findings, const struct findings_of *of)
{
    bool chance = say_most(findings, of->measure, CHANCE_SIZE, CHANCE_MEAN);
    if (chance || say_most(findings, "caseload", CASELOAD_SIZE, CASELOAD_MEAN))
        return;
    text_printf(&findings->headline, "No input surely moves the %s or the caseload in these runs", of->measure);
}

static void add_notes(struct findings *findings, const struct morris *morris, const struct findings_of *of)
{
    char runs[WORDS_SHORT];
    size_t each = of->runs / morris->trajectories;
    words_number((double)each, 0, runs);
    text_printf(
        &findings->notes,
        "Elementary effects (Morris) on the %s of \"%s\" and the mean caseload on %s: in each of %zu trajectories "
        "every input moves once between places in its range, from its low to its high value, at a point by luck of "
        "all others; each point has %s run%s, all of a trajectory on the same luck. Size: the mean size of an effect "
        "over the whole range. Spread: the standard deviation between trajectories: what others do to it, bends, "
        "and luck. Intervals at 95%%, by bootstrap over trajectories. \"None at all\": no trajectory came out "
        "otherwise.",
        of->measure, of->target, of->date, morris->trajectories, runs, each == 1 ? "" : "s");
}

void findings_morris(struct findings *findings, const struct morris *morris, const struct findings_of *of)
{
    findings_start(findings, "morris", "What each input does, wherever the others stand", FINDINGS_SCATTER, of,
                   morris->inputs);
    findings_column(findings, (struct findings_column){.key = "chance_size",
                                                       .label = "Chance: size, points",
                                                       .brief = "Chance, points",
                                                       .panel = "Chance of the target, points",
                                                       .form = FINDINGS_POINTS});
    findings_column(findings, (struct findings_column){.key = "chance_spread",
                                                       .label = "Chance: spread, points",
                                                       .brief = "spread",
                                                       .form = FINDINGS_POINTS});
    findings_column(findings, (struct findings_column){.key = "caseload_size",
                                                       .label = "Caseload: size",
                                                       .brief = "Caseload",
                                                       .panel = "Mean caseload"});
    findings_column(findings,
                    (struct findings_column){.key = "caseload_spread", .label = "Caseload: spread", .brief = "spread"});
    findings_column(findings, (struct findings_column){.key = "chance_mean",
                                                       .label = "Chance: mean effect, points",
                                                       .form = FINDINGS_POINTS});
    findings_column(findings, (struct findings_column){.key = "caseload_mean", .label = "Caseload: mean effect"});
    for (size_t i = 0; i < morris->inputs; i++)
        add_row(findings, morris, i, of);
    say_headline(findings, of);
    add_notes(findings, morris, of);
    text_printf(&findings->subtitle,
                "Size (across) and spread (up) of elementary effects on the %s of \"%s\" and on the mean caseload, %s",
                of->measure, of->target, of->date);
    text_printf(&findings->foot,
                "Each mark is an input, moved over its whole range in %zu trajectories; lines hold the "
                "size at 95%%",
                morris->trajectories);
}
