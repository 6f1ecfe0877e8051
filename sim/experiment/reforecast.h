/* Re-forecast: the scenario that goes on from where a plan has come to, as changes to the scenario that the plan was made of.
 *
 * The first day moves to the Monday nearest the last actual. Cases and staff open as they were counted where they were, and
 * otherwise as the plan's futures stood on that day, on average; opening cases get the range of the error of counting, or of
 * those futures. Whatever the scenario dates stays on its date: levers of before are in force, cohorts in training go on.
 * Managers respond, in the way of the scenario or with the defaults of its section `response`. What cannot be carried over is
 * told in notes. Come here with the ensemble of the plan; the caller loads the changes and runs them. To carry over more: a
 * function here that adds settings. Nothing is simulated and nothing printed here. */
#ifndef EXPERIMENT_REFORECAST_H
#define EXPERIMENT_REFORECAST_H

#include "base/mem.h"
#include "experiment/ensemble.h"
#include "model/history.h"
#include "model/prepared.h"
#include "scenario/scenario.h"

/* Zeroed is empty; reforecast_release(). */
struct reforecast {
    struct arena arena;
    const struct ensemble *ensemble; /* of the plan */
    const struct node *root;         /* and its scenario, as it was loaded */
    const struct history *actuals;
    calendar_day start; /* of the new scenario */
    double week;        /* of the plan, that this is */
    size_t sample;
    bool over;     /* the plan is: there is nothing left to forecast */
    bool responds; /* managers did in the plan */
    bool *passed;  /* [target] its date is over, or it cannot be judged again */
    struct scenario_setting *settings;
    size_t count, capacity;
    const char **notes; /* whole sentences */
    size_t note_count, note_capacity;
};

/* Fills the settings and notes. `last` is the day of the last actual; `table` describes the scenario. */
void reforecast_make(struct reforecast *reforecast, const struct ensemble *ensemble, const struct node *root,
                     const struct param_table *table, const struct history *actuals, calendar_day last);

/* Durations that were observed at the plan's opening load belong to that load. Once the changed scenario is prepared this adds
 * the durations that would be seen at the new one, so that the nominal ones stay as they are. Returns whether it added any:
 * the scenario is then to be loaded once more. */
bool reforecast_durations(struct reforecast *reforecast, const struct prepared *before, const struct prepared *after);

void reforecast_release(struct reforecast *reforecast);

#endif
