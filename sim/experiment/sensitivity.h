/* Sensitivity: which input matters. Every input in turn at a low and at a high value, all others at their likely ones, on
 * the same luck.
 *
 * An input without influence so has an effect of exactly nought, and one with it is told from nought, or not, by paired
 * differences. Results are put in with sensitivity_put_likely(), then sensitivity_put() an input, which keep figures and let
 * trials go. To add a measure: a member of struct sensitivity_input, filled in sensitivity_put(). */
#ifndef EXPERIMENT_SENSITIVITY_H
#define EXPERIMENT_SENSITIVITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "experiment/trial.h"

enum sensitivity_end { SENSITIVITY_LOW, SENSITIVITY_HIGH, SENSITIVITY_ENDS };

/* What an input does to one measure. Differences hold together at 95 per cent over all inputs (Bonferroni). */
struct sensitivity_effect {
    struct interval mean[SENSITIVITY_ENDS];   /* of the measure itself at each end, 95 % of that end alone */
    double at[SENSITIVITY_ENDS];              /* the measure at each end; NaN: no run has one */
    struct contrast change[SENSITIVITY_ENDS]; /* each end less the likely value */
    struct contrast swing;                    /* the high end less the low one */
    double width;                             /* how far apart low, likely and high lie; NaN: not known */
    bool told;                                /* from nought, by one of these differences */
    bool none;                                /* every run came out alike */
};

struct sensitivity_input {
    const char *path, *label;            /* "demand.sources.community.rate", "Demand, Community: rate" */
    const char *value[SENSITIVITY_ENDS]; /* as they are set */
    const char *likely;                  /* null: whatever the scenario has there */
    size_t failed;                       /* replications that could not go on, of both ends */
    struct sensitivity_effect chance;    /* on the chance of the target */
    struct sensitivity_effect caseload;  /* on the mean caseload on its date */
};

/* Zeroed is empty; sensitivity_release(). Borrows the plan. */
struct sensitivity {
    struct arena arena; /* for labels and values */
    struct sensitivity_input *inputs;
    size_t count, capacity;
    bool own;     /* the ends are the user's, and not the 10th and 90th percentile of what the scenario says */
    size_t shown; /* how many of the widest are for people to see */
    struct trial likely;
    struct ensemble_verdict chance; /* with every input at its likely value */
    double caseload;
    struct interval caseload_interval;
    size_t failed;
    const struct plan *plan; /* with likely values */
    size_t target;
    uint64_t seed;
    size_t runs, block;
    const char *version;
};

/* Adds an input without results; texts are the caller's to keep, such as in the arena. */
struct sensitivity_input *sensitivity_add(struct sensitivity *sensitivity);

/* The confidence of each difference: three an input. All inputs are added before results are put in. */
double sensitivity_level(const struct sensitivity *sensitivity);

/* Puts in the results with likely values, and of one input at both ends; trials are taken over. */
void sensitivity_put_likely(struct sensitivity *sensitivity, struct trial *trial);
void sensitivity_put(struct sensitivity *sensitivity, size_t input, struct trial ends[static SENSITIVITY_ENDS]);

/* Widest first: those whose effect on the chance is told from nought, then those whose effect on the caseload is, then the
 * rest; by the width of that effect, among equals of the other one, then by path. */
void sensitivity_sort(struct sensitivity *sensitivity);

/* How many of the first inputs may be the one that moves the chance most (0: none is told from nought); by_caseload: the
 * same of the caseload, in which case *first is the widest of them. */
size_t sensitivity_leaders(const struct sensitivity *sensitivity, bool by_caseload, size_t *first);

void sensitivity_release(struct sensitivity *sensitivity);

#endif
