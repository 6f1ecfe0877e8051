/* Charts: numbers of a run, or of a comparison, as pictures that an executive can read without being told how.
 *
 * A chart takes an ensemble or a choice between options, computes its own headline from the data under it (with a neutral
 * fallback), and adds its commands to one gnuplot script. One gnuplot draws every chart as SVG, and one for each core its share
 * as PNG, which costs twenty times as much. To add a chart of a run: a file chart_NAME.c and a line in charts.def; of a
 * comparison: comparison_NAME.c and a line in comparison_charts.def. A chart never reads a scenario file and never states what
 * the numbers do not bear out. */
#ifndef PLOTS_CHART_H
#define PLOTS_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/file.h"
#include "base/text.h"
#include "experiment/calibration.h"
#include "experiment/causes.h"
#include "experiment/delay.h"
#include "experiment/findings.h"
#include "experiment/fluid.h"
#include "experiment/mixes.h"
#include "experiment/sensitivity.h"
#include "experiment/sweep.h"
#include "experiment/track_words.h"
#include "model/history.h"
#include "model/prepared.h"
#include "plots/choice.h"

/* What every chart of a run carries in its foot. */
struct chart_run {
    const struct ensemble *ensemble;
    uint64_t seed;
    const char *version;
    const struct history *history;   /* what was observed; may be null */
    const char *changed;             /* inputs changed for this run on the command line; null: none */
    const struct prepared *prepared; /* names of the flows; may be null */
    const struct fluid *fluid;       /* the same as differential equations; may be null */
    const char *no_fluid;            /* what in the scenario these do not know; may be null */
    const struct sweep *sweep; /* a chart of a sweep: then only plan, runs and block of the ensemble are looked at */
    const struct solve_answer *solve;       /* of a search for an amount: the same */
    const struct mixes *mixes;              /* a chart of a search for the cheapest mix: the same */
    const struct sensitivity *sensitivity;  /* a chart of a sensitivity: the same */
    const struct findings *const *findings; /* [finding_count] charts of findings, one each: the same */
    size_t finding_count;
    const struct calibration *calibration;     /* charts of a calibration, one of each measure: the same */
    const char *comparison, *comparison_title; /* what the findings are of, where that is no scenario; else null */
    const struct causes *causes;               /* of causes, and of delay: the same */
    const struct delay *delay;
    const struct tracked *tracked; /* a chart of a tracked plan, whose ensemble it then is */
};

/* A chart of a comparison carries the same, of the baseline's clock. */
struct chart_comparison {
    const struct choice *choice;
    uint64_t seed;
    const char *version;
    const char *changed; /* inputs changed for this comparison on the command line; null: none */
};

/* One chart, drawn: texts for the report. Owned; chart_set_release(). */
struct chart_result {
    char *slug;     /* file name without ending, [a-z0-9-] */
    char *headline; /* computed from the data */
    char *subtitle; /* measure, unit, scenario */
    char *alt;      /* text alternative, from the numbers */
    char *svg;      /* finished SVG to be put into HTML, or null when gnuplot did not give it */
    char *csv;      /* the data under the chart, RFC 4180 with a header line */
    char *nothing;  /* a sentence that says why there is nothing to see on it, or null */
};

struct chart_set {
    struct chart_result *charts;
    size_t count;
    char *problem; /* null: all went well; else what is missing and what to do, one sentence */
};

/* Draws every chart of a run: charts/SLUG.svg, .png, .gp and .csv into the folder. Returns false only when the folder
 * cannot be written (why[]); gnuplot missing or failing is told in set->problem and the numbers are still written. */
bool chart_draw_run(const struct chart_run *run, struct folder *folder, struct chart_set *set, char why[static 256]);
bool chart_draw_comparison(const struct chart_comparison *comparison, struct folder *folder, struct chart_set *set,
                           char why[static 256]);
/* The same for the chart of a sweep, of a search for an amount, of one for the cheapest mix, of a sensitivity, of causes, of delay and of a tracked plan. */
bool chart_draw_sweep(const struct chart_run *run, struct folder *folder, struct chart_set *set, char why[static 256]);
bool chart_draw_solve(const struct chart_run *run, struct folder *folder, struct chart_set *set, char why[static 256]);
bool chart_draw_mixes(const struct chart_run *run, struct folder *folder, struct chart_set *set, char why[static 256]);
bool chart_draw_sensitivity(const struct chart_run *run, struct folder *folder, struct chart_set *set,
                            char why[static 256]);
bool chart_draw_causes(const struct chart_run *run, struct folder *folder, struct chart_set *set, char why[static 256]);
bool chart_draw_delay(const struct chart_run *run, struct folder *folder, struct chart_set *set, char why[static 256]);
/* Of each of the findings, under its name. */
bool chart_draw_findings(const struct chart_run *run, struct folder *folder, struct chart_set *set,
                         char why[static 256]);
/* Of each measure that a scenario was fitted to. */
bool chart_draw_calibration(const struct chart_run *run, struct folder *folder, struct chart_set *set,
                            char why[static 256]);
bool chart_draw_track(const struct chart_run *run, struct folder *folder, struct chart_set *set, char why[static 256]);
void chart_set_release(struct chart_set *set);

#endif
