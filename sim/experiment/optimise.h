/* Optimising: the cheapest mix of bounded levers that has a wanted chance, within limits.
 *
 * A mix has an amount of each lever, and mixes are numbered, the last lever fastest. Of an ordered lever more is never
 * worse, or never better, which the search finds out at the corners; so a mix that misses rules out every mix that has no
 * more of anything, and one that does it rules out every dearer one (branch and simulate, after Forbes and others 2021). The
 * search tries the mix that is sure to rule out most, whichever way it falls. Of a lever that is not ordered every amount
 * stands by itself.
 *
 * Whether a mix does it is decided by Wald's sequential test of wanted - margin against wanted + margin on common random
 * numbers; the n-th mix tested may err with probability error / n(n + 1), so that all together err with at most `error`. A
 * mix that is still undecided when its runs end goes by its estimate and is counted.
 *
 * The search flatters what it finds, so the cheapest few that are not ruled out run again on fresh luck, and the answer is
 * taken from those figures alone. What a mix gives is the caller's business: simulation in the program, a formula in a
 * test. */
#ifndef EXPERIMENT_OPTIMISE_H
#define EXPERIMENT_OPTIMISE_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/tally.h"
#include "experiment/contrast.h"
#include "experiment/surface.h"

enum {
    OPTIMISE_LEVERS_LIMIT = SURFACE_LIMIT,
    OPTIMISE_MIXES_LIMIT = 50000,
    OPTIMISE_TRIED_LIMIT = 400,
    OPTIMISE_AMOUNTS_LIMIT = 250, /* of a lever */
    OPTIMISE_FIGURES = 8,         /* cost and what has a limit */
    OPTIMISE_FINALISTS = 5,       /* run on fresh luck at first */
    OPTIMISE_FRESH_LIMIT = 12,    /* and at most, when none of those does it */
    OPTIMISE_LEVELS = 8           /* chances of the trade-off curve */
};

struct optimise_lever {
    size_t amounts; /* at least 1 */
    bool ordered;
};

/* What some runs of a mix showed. */
struct optimise_seen {
    double hits, trials;              /* runs that met the target; of a share of time their sum */
    struct interval interval;         /* 95 % for the chance */
    double figures[OPTIMISE_FIGURES]; /* means: [0] the cost, then what has a limit */
};

struct optimise_job {
    const struct optimise_lever *levers;
    size_t lever_count;
    double wanted, margin, error; /* chances in (0, 1) */
    size_t batch, runs;           /* runs of a mix: at first, and at most */
    bool costless; /* costs are not known: how far levers are moved from their worse ends, in shares of their ranges and
                      summed, takes the place of the first figure */
    size_t figure_count;            /* at least 1 */
    double limit[OPTIMISE_FIGURES]; /* the most a figure may come to; INFINITY: any */
    double levels[OPTIMISE_LEVELS]; /* further chances for the trade-off curve, judged by `batch` runs */
    size_t level_count;

    /* Sees to it that at least `runs` runs of a mix are done, on the luck of the search or on fresh luck, and tells about all
     * that are. Returns false when stopped, or when something failed. */
    bool (*try_mix)(void *user, size_t mix, size_t runs, bool fresh, struct optimise_seen *seen);
    /* A figure of a mix that was not tried; null: it is fitted to those that were (surface.h). */
    double (*figure)(void *user, size_t mix, size_t figure);
    /* The paired difference in chance, b less a, of two mixes that were tried; null: not looked at. */
    struct contrast (*pair)(void *user, size_t a, size_t b, double level);
    void *user;
};

struct optimise_tried {
    size_t mix;
    struct optimise_seen seen;
    bool meets;   /* the wanted chance, by the sequential test or by the estimate */
    bool decided; /* by the test */
    bool tested;  /* for the wanted chance, not only for the curve or a direction */
    bool within;  /* its limits */
};

/* On fresh luck. */
struct optimise_finalist {
    size_t mix;
    struct optimise_seen seen;
    bool holds; /* its chance is at least what is wanted, within the limits */
};

/* The cheapest mix found for a chance. */
struct optimise_level {
    double wanted;
    bool found;
    size_t mix;
    struct optimise_seen seen; /* on the luck of the search */
};

enum optimise_outcome {
    OPTIMISE_STOPPED, /* nothing may be reported */
    OPTIMISE_FOUND,
    OPTIMISE_NEVER,       /* no mix within the bounds and limits does it */
    OPTIMISE_UNCONFIRMED, /* those that did it in the search do not on fresh luck */
};

/* optimise_release(). */
struct optimise_result {
    enum optimise_outcome outcome;
    size_t mixes;
    struct optimise_tried *tried; /* in the order of trying */
    size_t tried_count;
    bool falling[OPTIMISE_LEVERS_LIMIT]; /* ordered levers of which more lowers the chance */
    size_t ruled_out;                    /* mixes not tried that have no more of anything than one that misses */
    size_t too_dear;                     /* mixes not tried that cost no less than the answer of the search */
    size_t barred;                       /* mixes not tried that a limit shuts out */
    size_t left;      /* mixes that would still have to be tried: 0 unless the search ran out of tries */
    double cost_miss; /* the greatest miss of the fitted cost among those tried; 0: costs are exact */
    struct optimise_finalist finalists[OPTIMISE_FRESH_LIMIT]; /* by the cost seen or fitted */
    size_t finalist_count;
    size_t answer;                                     /* FOUND: its number among the finalists */
    struct optimise_level levels[OPTIMISE_LEVELS + 1]; /* rising, the wanted chance among them */
    size_t level_count;
    bool reversed; /* two tried mixes are told apart in the wrong order: the ruling out is in doubt */
    size_t reversed_from, reversed_to;
};

/* Searches. `result` needs no initialisation. */
void optimise_run(const struct optimise_job *job, struct optimise_result *result);
void optimise_release(struct optimise_result *result);

/* How many mixes there are, as a number that may exceed every limit. */
double optimise_mixes(const struct optimise_lever *levers, size_t count);

/* The amount of a lever in a mix. */
size_t optimise_amount(const struct optimise_lever *levers, size_t count, size_t mix, size_t lever);

/* What was tried of a mix, or null. */
const struct optimise_tried *optimise_find(const struct optimise_result *result, size_t mix);

#endif
