/* A trial: what is kept of a scenario that was run as one of many, in a sweep or a search.
 *
 * An ensemble keeps every measure of every week; of hundreds of variants only a few numbers a replication are kept: whether
 * the target was met, the caseload on its date, the spending, who left, and what else the command asks for. They are enough for chances, spreads and paired
 * differences, and they can be written down and read back to the last bit. */
#ifndef EXPERIMENT_TRIAL_H
#define EXPERIMENT_TRIAL_H

#include "base/text.h"
#include "experiment/contrast.h"
#include "experiment/ensemble.h"
#include "experiment/outturn.h"
#include "scenario/scenario.h"

/* Zeroed is empty. Owned; trial_release(). A replication that could not go on is NaN in all of them. */
struct trial {
    size_t runs;
    size_t block;     /* as in struct ensemble */
    bool by_share;    /* `met` is a share of time, not yes or no */
    double *met;      /* [run] 1 or 0, or the share */
    double *caseload; /* [run] cases a worker in the target's team or the service, on its date or at the end */
    double *leavers;  /* [run] permanent workers who left, over the whole time */
    double *cost;     /* [run] pounds over the whole time; null when money is not counted */
    size_t figure_count;
    double *figures; /* [figure][run] what else was asked for */
};

enum { TRIAL_FIGURES = 7 };

/* A further figure of each run. */
struct trial_figure {
    bool is_year;         /* pounds spent in a financial year, else an outturn */
    size_t year;          /* as model/money_line.h numbers them */
    enum outturn outturn; /* on the target's date */
};

/* Takes from an ensemble what is kept for one of its targets, with `count` further figures, TRIAL_FIGURES at most. */
void trial_take(struct trial *trial, const struct ensemble *ensemble, size_t target, const struct trial_figure *figures,
                size_t count);

/* Adds the runs of another trial of the same scenario behind its own. */
void trial_append(struct trial *trial, const struct trial *more);

/* The values of a further figure: one a run. */
const double *trial_figure(const struct trial *trial, size_t figure);

/* The chance of the target (or the mean share of time) with its 95 % interval. */
struct ensemble_verdict trial_chance(const struct trial *trial);
/* The spread of the caseload, and of the spending in pounds (count 0 when money is not counted). */
struct ensemble_point trial_caseload(const struct trial *trial);
struct ensemble_point trial_cost(const struct trial *trial);
size_t trial_failures(const struct trial *trial);

/* Paired differences, option less baseline; both must have run on the same luck. */
struct contrast trial_chance_change(const struct trial *baseline, const struct trial *option, double level);
struct contrast trial_caseload_change(const struct trial *baseline, const struct trial *option, double level);
struct contrast trial_leavers_change(const struct trial *baseline, const struct trial *option, double level);
/* All zero when either has no money. */
struct contrast trial_cost_change(const struct trial *baseline, const struct trial *option, double level);

/* As text, and back: exact. trial_read() returns false when the text is not one that trial_write() made. */
void trial_write(const struct trial *trial, struct text *out);
bool trial_read(struct trial *trial, const char *text);

void trial_release(struct trial *trial);

/* How a study that asks for variants has them run: the scenario with further settings, on the same luck as all the others. `title`
 * says which it is when something is wrong with it. Returns false when it was stopped or could not be run, and has said so. */
struct trial_runner {
    bool (*run)(void *user, const struct scenario_setting *settings, size_t count, const char *title,
                struct trial *trial);
    void *user;
};

#endif
