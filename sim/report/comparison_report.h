/* The report of a comparison: its charts, and report.html, one page to decide by with everything else behind it.
 *
 *     report.html       the report (html_comparison.h)
 *     charts/           NAME.svg, NAME.png, the script NAME.gp and its data NAME.csv (plots/chart.h)
 *
 * Whoever has compared options comes here with the decision and what it was made of. Nothing here computes a statistic. */
#ifndef REPORT_COMPARISON_REPORT_H
#define REPORT_COMPARISON_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/file.h"
#include "experiment/decision.h"
#include "experiment/regret.h"
#include "model/prepared.h"
#include "report/manifest.h"
#include "scenario/scenario.h"

/* A comparison that is over. Everything is borrowed; the baseline is the first option. */
struct comparison_report {
    const char *name, *title; /* of the comparison; title may be null */
    const char *notice;       /* null: that of the baseline's scenario */
    const struct decision *decision;
    const struct regret *regret;             /* null: no other future was tried */
    const char *const *futures;              /* [regret->futures] titles */
    const struct scenario *const *scenarios; /* [option] */
    const struct prepared *prepared;         /* of the baseline */
    const struct filled *filled;             /* of the baseline */
    uint64_t seed;
    const char *version;
    const char *changed; /* inputs changed on the command line, in words; null: none */
    bool no_charts;      /* leave charts/ out */
};

/* Writes charts and report into the folder and their lines into the manifest. Returns false with a sentence in why[] when
 * the folder cannot be written. Charts that could not be drawn are no failure: *problem is then a sentence that says what is
 * missing and what to do (on the heap, released with free()), else null. */
bool comparison_report_write(const struct comparison_report *report, struct folder *folder, struct manifest *manifest,
                             char **problem, char why[static 256]);

#endif
