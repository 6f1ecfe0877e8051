/* Options made by hand, run by run, for tests of decisions: what each run met, spent and carried. */
#ifndef SUPPORT_HAND_OPTION_H
#define SUPPORT_HAND_OPTION_H

#include "experiment/option.h"

enum { HAND_RUNS = 10 };

/* One target, called "aim"; all other figures are NaN. */
struct hand_option {
    struct plan plan;
    struct plan_target target;
    struct ensemble_verdict verdict;
    double met[HAND_RUNS], outturns[OUTTURN_COUNT * HAND_RUNS];
    struct option_run run; /* borrows the above: copy it only while this stays in its place */
};

/* `met` is a text of 0 and 1; spending and caseload are HAND_RUNS values each. */
void hand_option(struct hand_option *hand, const char *name, const char *met, const double *spend,
                 const double *caseload);

#endif
