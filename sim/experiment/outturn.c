#include "experiment/outturn.h"

#include <math.h>

#include "experiment/spending.h"

static const struct outturn_info infos[] = {
#define OUTTURN(id, name, label, unit, decimals, better) {name, label, unit, decimals, OUTTURN_##better},
#include "experiment/outturns.def"
#undef OUTTURN
};

const struct outturn_info *outturn_info(enum outturn outturn)
{
    return &infos[outturn];
}

static double at(const struct ensemble *ensemble, enum metric metric, size_t sample, size_t run)
{
    size_t series = metric_series(&ensemble->layout, metric, METRIC_SERVICE);
    return ensemble_at(ensemble, series, sample, run);
}

/* Flow measures count since the sample before, so their sum is what happened up to `last`. */
static double series_up_to(const struct ensemble *ensemble, size_t series, size_t last, size_t run)
{
    double sum = 0;
    for (size_t sample = 0; sample <= last; sample++)
        sum += ensemble_at(ensemble, series, sample, run);
    return sum;
}

static double up_to(const struct ensemble *ensemble, enum metric metric, size_t last, size_t run)
{
    return series_up_to(ensemble, metric_series(&ensemble->layout, metric, METRIC_SERVICE), last, run);
}

/* Over the stages that have the measure: a stage without a limit is neither late nor on time. */
static double stages_up_to(const struct ensemble *ensemble, enum metric metric, size_t last, size_t run)
{
    double sum = run < ensemble_kept(ensemble) ? 0 : (double)NAN;
    for (size_t stage = 0; stage < ensemble->layout.stages; stage++) {
        double own = series_up_to(ensemble, metric_series(&ensemble->layout, metric, (int)stage), last, run);
        sum += isnan(own) ? 0 : own;
    }
    return sum;
}

/* What is promised and not given: supervision, and work within its limits. Shares of nothing are NaN. */
static void measure_promises(const struct ensemble *ensemble, size_t run, size_t date, double *figures)
{
    double late = stages_up_to(ensemble, METRIC_STAGE_LATE, date, run),
           done = late + stages_up_to(ensemble, METRIC_STAGE_ON_TIME, date, run),
           due = up_to(ensemble, METRIC_TASKS_DUE, date, run);
    if (ensemble->plan->supervision.given) {
        figures[OUTTURN_SUPERVISION_DUE] = up_to(ensemble, METRIC_SESSIONS_DUE, date, run);
        figures[OUTTURN_SUPERVISION_MISSED] = up_to(ensemble, METRIC_SESSIONS_MISSED, date, run);
    }
    if (done > 0)
        figures[OUTTURN_STAGES_LATE] = late / done;
    if (due > 0)
        figures[OUTTURN_TASKS_LATE] = up_to(ensemble, METRIC_TASKS_LATE, date, run) / due;
}

static void measure_money(const struct ensemble *ensemble, size_t run, double *figures)
{
    struct money_layout layout = money_layout(ensemble->plan);
    if (layout.accounts == 0)
        return;
    figures[OUTTURN_SPEND] = spending_sum_of_run(ensemble, run, SPENDING_TOTAL, layout.years);
    figures[OUTTURN_SPEND_RECURRENT] = spending_sum_of_run(ensemble, run, SPENDING_RECURRENT, layout.years);
    figures[OUTTURN_SPEND_ONE_OFF] = spending_sum_of_run(ensemble, run, SPENDING_ONE_OFF, layout.years);
    if (spending_sum_of_run(ensemble, run, SPENDING_FUNDING, layout.years) > 0)
        figures[OUTTURN_OVERSPENDS] = spending_sum_of_run(ensemble, run, SPENDING_DIFFERENCE, layout.years) > 0;
}

void outturn_measure(const struct ensemble *ensemble, size_t run, size_t date, double figures[static OUTTURN_COUNT])
{
    for (int i = 0; i < OUTTURN_COUNT; i++)
        figures[i] = (double)NAN;
    if (ensemble->outcomes[run].failure != NULL)
        return;
    size_t end = ensemble->samples - 1;
    figures[OUTTURN_CASELOAD] = at(ensemble, METRIC_CASELOAD, date, run);
    figures[OUTTURN_CASELOAD_EXPERIENCED] = at(ensemble, METRIC_CASELOAD_EXPERIENCED, date, run);
    figures[OUTTURN_CASELOAD_P90] = at(ensemble, METRIC_CASELOAD_P90, date, run);
    figures[OUTTURN_CASELOAD_MAX] = at(ensemble, METRIC_CASELOAD_MAX, date, run);
    figures[OUTTURN_OVER_AIM] = at(ensemble, METRIC_OVER_AIM, date, run);
    figures[OUTTURN_UNALLOCATED] = at(ensemble, METRIC_WAITING, date, run);
    figures[OUTTURN_AGENCY_SHARE] = at(ensemble, METRIC_AGENCY_SHARE, date, run);
    figures[OUTTURN_VACANCIES] = at(ensemble, METRIC_VACANCIES, date, run);
    figures[OUTTURN_CHANGES_BY_DATE] = up_to(ensemble, METRIC_CHANGES, date, run);
    figures[OUTTURN_CHANGES] = up_to(ensemble, METRIC_CHANGES, end, run);
    figures[OUTTURN_STARTERS] = up_to(ensemble, METRIC_STARTERS, end, run);
    figures[OUTTURN_LEAVERS] = up_to(ensemble, METRIC_LEAVERS, end, run);
    figures[OUTTURN_RETURNS] = up_to(ensemble, METRIC_RETURNS, end, run);
    figures[OUTTURN_UNMET_NEED] = at(ensemble, METRIC_UNMET_NEED, end, run);
    measure_promises(ensemble, run, date, figures);
    measure_money(ensemble, run, figures);
}
