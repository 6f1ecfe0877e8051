/* The trail of a comparison's numbers: where comparison.json has what is shown about an option.
 *
 * Whoever writes such a number into the report comes here: ..._say for one within a sentence (bare words without a trail),
 * the others for a cell of a table, which return the figure's number for table_figure(). `part` is the place below the
 * option ("targets/average-18", "figures/caseload", "cost") and `column` the member there. */
#ifndef REPORT_COMPARISON_TRAIL_H
#define REPORT_COMPARISON_TRAIL_H

#include "report/comparison.h"
#include "report/trail.h"

struct comparison_number {
    size_t option;
    const char *part, *column, *what, *shown;
    double value;
    enum trail_form form;
    int decimals; /* of TRAIL_NUMBER and TRAIL_POINTS */
};

/* 0 without a trail, or when the value is not finite. */
size_t comparison_trail(const struct comparison *comparison, const struct comparison_number *number);
/* The chance of the judged target in a future, and the worst regret; comparison->regret is there. */
size_t comparison_trail_future(const struct comparison *comparison, size_t future, size_t option, const char *shown);
size_t comparison_trail_worst(const struct comparison *comparison, size_t option, const char *shown);
/* The interval beside the figure added last, by the member that holds its ends. */
void comparison_trail_interval(const struct comparison *comparison, size_t figure, const char *member,
                               struct interval interval);
void comparison_trail_say(const struct comparison *comparison, const struct comparison_number *number,
                          struct text *out);

/* The extra cost of a percentage point, and its interval where that is shown; the row's ratio is bounded. */
size_t comparison_trail_per_point(const struct comparison *comparison, size_t option, bool interval, const char *shown);

/* The judged chance, the caseload on the date, the extra cost. */
void comparison_trail_chance(const struct comparison *comparison, size_t option, enum trail_form form,
                             const char *shown, struct text *out);
void comparison_trail_caseload(const struct comparison *comparison, size_t option, const char *shown, struct text *out);
void comparison_trail_extra(const struct comparison *comparison, size_t option, const char *shown, struct text *out);

#endif
