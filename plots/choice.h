/* Choice: options side by side as the charts of a comparison draw them, the baseline first.
 *
 * Plain numbers, already reduced: whoever compares fills one in, and a test fills one in by hand. What is not known is NaN,
 * what was not asked for is absent (a count of 0), and every chart says so. To let charts draw something new: a member here,
 * its line where the comparison fills it in, and its use in a comparison_NAME.c. */
#ifndef PLOTS_CHOICE_H
#define PLOTS_CHOICE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "experiment/ensemble.h"
#include "plots/layout.h"
#include "plots/mix.h"

enum { CHOICE_OPTIONS = 12 }; /* as many as a chart can tell apart */

/* Pounds beyond what the baseline spends in a financial year, means of the runs; negative: less. */
struct choice_year {
    double recurrent, one_off;
};

struct choice_option {
    const char *name, *title;          /* title null: the name */
    struct ensemble_verdict verdict;   /* of the main target by its date; no trials: none */
    bool near_best;                    /* its chance is not told from the best one's by the paired runs */
    bool dominated;                    /* another has at least its chance at no more cost, and is better in one */
    const double *low, *median, *high; /* caseload of the service: 10 %, 50 % and 90 % of runs at each time */
    const double *holds;               /* chance of the target on each date; null: none */
    double extra;                      /* pounds beyond the baseline's over the whole time, mean */
    struct interval extra_interval;    /* 95 %, paired */
    const struct choice_year *years;   /* null: money is not counted */
    const double *budgets;             /* extra pounds that there are in each year, fewer than none being possible; NaN:
                                          none stated; null: none in any year */
    double fte[MIX_LAYERS];            /* staff at the date, means of the runs */
    const double *futures;             /* chance of the main target in each future; null: none */
};

/* What a part of an option does to the caseload by itself; of the last one, what the parts do beyond that together. */
struct choice_driver {
    const char *name, *title;
    double effect;
    struct interval interval; /* those of all parts hold together at 95 per cent */
};

/* Everything is borrowed. */
struct choice {
    const char *name, *title, *notice; /* of the comparison; title and notice may be null */
    const struct plan_clock *clock;    /* of the baseline */
    size_t runs, failed;               /* of each option; in all options together */
    bool drawn;                        /* over uncertain inputs too */
    const struct choice_option *options;
    size_t count; /* 1 ... CHOICE_OPTIONS */

    const double *times; /* weeks */
    size_t times_count;

    const char *aim; /* "average caseload of 18 or fewer"; null: no target */
    double level;    /* of the caseload of the whole service; NaN: the target is on something else */
    double by;       /* weeks; the end without a target */
    double hold;     /* weeks for which the target must have held */

    bool money;
    size_t years;
    const char *const *year_names;
    const char *budget_words; /* what the budgets of the years are, for the key of a chart; null: none */
    double budget;            /* extra pounds approved over the whole time; NaN: none stated */

    size_t futures;
    const char *const *future_names;

    const struct choice_driver *drivers; /* of the option `driven`, the interaction last */
    size_t driver_count;                 /* 0: no option was taken apart */
    size_t driven;
    double driver_baseline;       /* caseload of the baseline by `by` */
    double driver_total;          /* what the option changes in all */
    struct interval driver_whole; /* of that */
};

/* "Agency surge": the title, else the name. */
const char *choice_title(const struct choice *choice, size_t option);

/* Letters stand where a title has no room: "" for the baseline, then "A", "B", ... */
const char *choice_letter(size_t option);

/* Appends "Agency surge (A)", or the title alone for the baseline; long titles are cut. For headlines. */
void choice_say(const struct choice *choice, size_t option, struct text *out);

/* Appends "18 by January 2022", or "the target by January 2022" of a target on something else. */
void choice_goal(const struct choice *choice, struct text *out);

/* Appends "January 2022" or "week 69". */
void choice_month(const struct choice *choice, double weeks, struct text *out);

/* Appends "A  Agency surge", or the title alone for the baseline, in at most `width`. */
void choice_label(const struct choice *choice, size_t option, struct layout_font font, double width, struct text *out);

/* How an option is drawn wherever it is drawn: colour, its twin for words, dash and mark, so that no two of the twelve are
 * alike in grey either. */
struct choice_look {
    const char *colour, *words, *tint;
    const char *dash; /* gnuplot: "solid", "'-'", ... */
};
struct choice_look choice_look(size_t option);

/* Does the target have a chance that may be said: enough runs, a value? */
bool choice_is_judged(const struct choice *choice);
/* Why it has none, as a sentence for the reader. */
const char *choice_unjudged(const struct choice *choice);

/* The highest chance; ties go to the cheaper option, then to the first. Once judged. */
size_t choice_best(const struct choice *choice);

/* The best of those that stay within the budget in all (all of them when none is stated); count when there is none. */
size_t choice_best_within(const struct choice *choice);

/* All chances alike to the whole per cent that is shown. */
bool choice_same_chance(const struct choice *choice);

#endif
