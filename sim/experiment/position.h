/* The position: cases and staff of every team on one day, as they were counted where they were, and otherwise as the futures
 * of a plan stood on average.
 *
 * A count of a team is taken as it is; a count of the whole service is shared by the teams without one, in proportion to what
 * they had in the futures. Caseloads become cases by the staff of the position. Only counts of the last month of the actuals
 * are used. For reforecast.h; to use another measure of the actuals, count() in position.c. */
#ifndef EXPERIMENT_POSITION_H
#define EXPERIMENT_POSITION_H

#include "base/mem.h"
#include "experiment/ensemble.h"
#include "model/history.h"

struct position_team {
    double open;                             /* cases */
    double settled, newly_qualified, agency; /* FTE */
    double holders;                          /* FTE that holds cases */
    bool counted;                            /* its cases or those of the service were */
};

struct position_stage {
    double open;
    double spread; /* of it, as a share: a standard deviation */
};

/* position_release(). */
struct position {
    struct arena arena;
    struct position_team *teams;   /* [plan order] */
    struct position_stage *stages; /* [plan order] */
    bool cases_counted, staff_counted;
};

void position_make(struct position *position, const struct ensemble *ensemble, size_t sample,
                   const struct history *actuals, calendar_day last);
void position_release(struct position *position);

#endif
