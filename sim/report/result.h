/* Results: everything that one run leaves behind, in one folder that stands by itself.
 *
 *     resolved.yaml   the scenario with every value written out; running it gives the same series.csv
 *     manifest.json   what made it: version, seed, inputs and outputs with their hashes
 *     series.csv      every measure, week by week, as a distribution (series.h)
 *     streams.csv     every stream of random numbers: its number, whose it is, what is drawn from it (streams.h)
 *     summary.json    targets, averages, waits, routes (summary.h)
 *     fluid.csv       open cases by differential equations, beside the simulated ones (fluid_table.h)
 *     money.csv       spending and funding by line and financial year, when counted (money_table.h)
 *     headroom.xlsx   the main numbers for spreadsheets, where the program was built with libxlsxwriter (workbook.h)
 *     report.html     the report (html.h)
 *     figures.json    the figures of the report by id, each with where it is kept and what feeds it (trail.h)
 *     history/...     a copy of the file that `history` names, so that resolved.yaml finds it
 *     charts/         NAME.svg, NAME.png, the script NAME.gp and its data NAME.csv (plots/chart.h)
 *
 * The publication edition holds fewer of them, with less in each (publication.h).
 *
 * Whoever ran an ensemble comes here last. Nothing here computes a statistic that experiment/ensemble.h has. To add a
 * file: write it in result.c and name it above. */
#ifndef REPORT_RESULT_H
#define REPORT_RESULT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/file.h"
#include "experiment/ensemble.h"
#include "experiment/fluid.h"
#include "experiment/stopping.h"
#include "model/history.h"
#include "model/prepared.h"
#include "model/service.h"
#include "report/publication.h"
#include "scenario/param.h"
#include "scenario/scenario.h"

/* How the folder is made again from itself: what `verify` does. */
struct result_again {
    const char *command;        /* "run" */
    const char *file;           /* in the folder: "resolved.yaml" */
    const char *const *options; /* "--runs=auto:1%": what the file does not hold; [option_count] */
    size_t option_count;
};

/* A run that is over. Everything is borrowed. */
struct result_run {
    const struct scenario *scenario;
    const struct param_table *table; /* the rows of the scenario: plan_table */
    const struct filled *filled;     /* for the inputs given as ranges */
    const struct prepared *prepared;
    const struct service *service; /* for what each run drew; null: which inputs matter cannot be told */
    const struct ensemble *ensemble;
    const struct fluid *fluid;           /* the same as differential equations; may be null */
    const char *no_fluid;                /* what in the scenario these do not know (fluid_unknown()); may be null */
    const struct history *history;       /* may be null */
    const struct diag *diag;             /* files and warnings of loading */
    const struct stopping_look *stopped; /* why there are this many runs; null: they were asked for */
    const char *stopping;                /* or the rule of a command that stops in a way of its own; null: none */
    struct result_again again;           /* command null: not told */
    uint64_t seed;
    const char *changed;            /* inputs changed for this run, in words; null: none */
    const char *version;            /* of the program */
    bool publication;               /* the edition that may leave the building (publication.h) */
    enum publication_of edition_of; /* which command it is of */
    bool no_charts;                 /* leave charts/ out */
    bool no_report;                 /* leave report.html out */
};

/* Writes all files into the folder, which the caller opened and will finish or discard. Returns false with a sentence in
 * why[] when the folder cannot be written. Charts that could not be drawn and a workbook that could not be written are no
 * failure: *problem then says what is missing and what to do, a line for each ("no charts: gnuplot ..."; on the heap,
 * released with free()), else it is null. `problem` may be null. */
bool result_write(const struct result_run *run, struct folder *folder, char **problem, char why[static 256]);

#endif
