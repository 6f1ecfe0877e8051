/* Mixes: what an optimiser tried, with its levers' names and with costs as differences from the scenario as it stands.
 *
 * optimise.h searches numbers; here they have names, values, paired differences and the words that chart, page and terminal
 * share. Filled by whoever ran the search; nothing here simulates. */
#ifndef EXPERIMENT_MIXES_H
#define EXPERIMENT_MIXES_H

#include <stdint.h>

#include "base/text.h"
#include "experiment/optimise.h"
#include "experiment/trial.h"

struct mixes_lever {
    const char *path, *label;
    const char *const *values; /* [amount] as they are set */
};

/* The most that a figure may come to; the first is of the extra cost. */
struct mixes_limit {
    const char *name;  /* as given, such as "extra.2021-22" */
    const char *label; /* for readers, such as "extra spending in 2021-22" */
    bool money;        /* pounds */
    bool share;        /* said as a percentage */
    double most;       /* INFINITY: none */
};

/* A mix on one luck. */
struct mixes_line {
    size_t mix;
    bool fresh;
    struct ensemble_verdict chance;
    struct ensemble_point caseload; /* on the target's date */
    struct contrast extra;          /* pounds over the whole time against the scenario as it stands; runs 0: no money */
    double figures[OPTIMISE_FIGURES]; /* means; [0] is extra.mean */
};

/* Everything that is told. Borrowed. */
struct mixes {
    const struct plan *plan; /* of the scenario as it stands */
    size_t target;
    const struct optimise_job *job;
    const struct optimise_result *result;
    struct mixes_lever levers[OPTIMISE_LEVERS_LIMIT];
    struct mixes_limit limits[OPTIMISE_FIGURES]; /* [job->figure_count] */
    const struct mixes_line *lines; /* those tried, in the order of trying, then the finalists on fresh luck */
    size_t line_count;
    struct ensemble_verdict base; /* the chance of the scenario as it stands, on fresh luck when there are finalists */
    bool has_money;
    uint64_t seed, fresh_seed;
    const char *version;
};

/* The value of a lever in a mix. */
const char *mixes_value(const struct mixes *mixes, size_t mix, size_t lever);

/* The line of a finalist by its number, and of a tried mix; null when there is none. */
const struct mixes_line *mixes_finalist(const struct mixes *mixes, size_t finalist);
const struct mixes_line *mixes_tried(const struct mixes *mixes, size_t mix);

/* The line of the answer, or null. */
const struct mixes_line *mixes_answer(const struct mixes *mixes);

/* "Academy size 12, supplement £5,500 per year" */
void mixes_words(const struct mixes *mixes, size_t mix, struct text *out);

/* What was found, without a full stop. */
void mixes_headline(const struct mixes *mixes, struct text *out);

/* How far the answer can be relied on: fresh luck, what was ruled out and how, what is left. Sentences. */
void mixes_proof(const struct mixes *mixes, struct text *out);

/* "£1.7m" of an amount of money, "15%" of a share, "40". */
void mixes_say_limit(const struct mixes_limit *limit, double value, struct text *out);

#endif
