/* A calibration: a scenario's history cut in two, the inputs fitted to its first part, and what the fit foretold of the last.
 *
 * Which figures of the history count is chosen here, and so is what of them a simulation has to resemble: of each measure its
 * level, its trend, where it ends and how much it moves from one figure to the next. Fitting is experiment/calibrate.h's,
 * judging experiment/score.h's. To add a statistic: a value of enum calibration_statistic and its line in calibration.c.
 * What it comes to in words is in calibration_words.h. */
#ifndef EXPERIMENT_CALIBRATION_H
#define EXPERIMENT_CALIBRATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "experiment/calibrate.h"
#include "experiment/ensemble.h"
#include "experiment/score.h"
#include "model/history.h"
#include "model/service.h"

enum {
    CALIBRATION_SERIES_LIMIT = 8,
    CALIBRATION_POINTS_LEAST = 8, /* figures within the simulated time that a measure needs */
    CALIBRATION_KEPT_LEAST = 4,   /* of them left to fit to */
    CALIBRATION_WHY = 400
};

enum calibration_statistic {
    CALIBRATION_LEVEL,    /* mean */
    CALIBRATION_TREND,    /* of the least-squares line, from the first to the last */
    CALIBRATION_END,      /* mean of the last two */
    CALIBRATION_MOVEMENT, /* mean change from one to the next, up or down */
    CALIBRATION_STATISTICS
};

/* What is fitted: an uncertain input of the scenario, whose prior is its own law or even between two ends. Values are numbers
 * in the unit of the scenario's text. */
struct calibration_input {
    const char *path, *label;
    size_t number;                    /* among the scenario's uncertain inputs */
    bool even;                        /* the prior is even from low to high of the law */
    const char *prefix, *suffix;      /* around a number as YAML: "", " children per week" */
    double low, high;                 /* of the law, as such numbers */
    double *values;                   /* [member] */
    const char *prior[2];             /* as YAML values: both ends, or 10 % and 90 % of its law */
    const char *point, *posterior[3]; /* the best point; 10 %, median and 90 % of the members */
    double shrinkage;
};

/* What a forecast came to on the figures held back. */
struct calibration_score {
    double crps; /* mean, in the measure's unit */
    size_t within[SCORE_LEVELS];
};

/* A measure of a team or of the service. */
struct calibration_series {
    const struct history_point *points; /* within the simulated time */
    size_t count, kept;                 /* the first of them are fitted to */
    size_t first;                       /* of the carried values */
    struct calibration_score model, rival[SCORE_RIVALS];
    size_t scored; /* figures held back that the model has a forecast of */
};

/* Zeroed is empty; calibration_release(). Borrows plan and history. */
struct calibration {
    struct arena arena;
    const struct plan *plan;
    const struct history *history;
    struct calibration_series series[CALIBRATION_SERIES_LIMIT];
    size_t series_count, carried;
    size_t too_few; /* measures of the history left out because they have too few figures in the simulated time */
    size_t outside; /* figures of the history that lie outside of it */
    double cut;     /* weeks: figures from here on were held back */
    calendar_day cut_day;
    double observed[CALIBRATION_SERIES_LIMIT * CALIBRATION_STATISTICS];
    struct calibration_input inputs[CALIBRATE_INPUTS_LIMIT];
    size_t input_count;
    struct calibrate_result result;
    uint64_t seed;
    const char *version;
};

/* Chooses the measures and where to cut, so that at least the share `back` of the dates is held back. Returns false with
 * a sentence in why[] when the history will not do. */
bool calibration_choose(struct calibration *calibration, const struct history *history, const struct plan *plan,
                        double back, char why[static CALIBRATION_WHY]);

/* Adds an input by its path, or one below it (takes for takes.mean). False when it cannot be fitted: it is no uncertain number
 * of this service, or its range is empty. `root` is the scenario's tree. */
bool calibration_add(struct calibration *calibration, const struct service *service, const struct node *root,
                     const char *path, bool even);

/* Where in its law an input stands at a place of its prior. */
double calibration_share(const struct calibration *calibration, const struct service *service, size_t input,
                         double place);

/* Once the result is there: point, posterior and shrinkage of every input. */
void calibration_tell(struct calibration *calibration, const struct service *service);

/* How many numbers calibration_measure() fills: statistics, then the values on every date of the chosen figures. */
size_t calibration_statistics(const struct calibration *calibration);
void calibration_measure(const struct calibration *calibration, const struct ensemble *ensemble, size_t run,
                         double *row);

/* The spread of the members at a figure: `figure` counts within the series. False: no member has a value. */
bool calibration_spread(const struct calibration *calibration, size_t series, size_t figure,
                        double quantile[static ENSEMBLE_LEVELS]);

/* Once the result is there: judges model and rivals on what was held back. */
void calibration_score(struct calibration *calibration);

/* Is the model nearer than the rival, by CRPS, in every measure? */
bool calibration_beats(const struct calibration *calibration, enum score_rival rival);

void calibration_release(struct calibration *calibration);

#endif
