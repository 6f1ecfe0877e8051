#include "experiment/position.h"

#include <math.h>

#include "experiment/track.h"

static const calendar_day lately = 31; /* days */

struct work {
    const struct ensemble *ensemble;
    const struct plan *plan;
    const struct history *actuals;
    size_t sample;
    calendar_day last;
};

/* The mean over futures, 0 where none has a value. */
static double mean_of(const struct work *work, enum metric metric, int of)
{
    struct ensemble_point point =
        ensemble_point(work->ensemble, metric_series(&work->ensemble->layout, metric, of), work->sample);
    return point.tally.count > 0 ? point.tally.mean : 0;
}

/* What was counted last, if that was lately; else NaN. */
static double count(const struct work *work, enum metric metric, int team)
{
    size_t count;
    const struct history_point *points = history_of(work->actuals, metric, team, &count);
    return count > 0 && points[count - 1].day > work->last - lately ? points[count - 1].value : (double)NAN;
}

/* Do the team's cases count in the caseload of the service? */
static bool is_social_work(const struct plan *plan, size_t index)
{
    const struct plan_team *team = &plan_items(plan->teams, struct plan_team)[index];
    const struct plan_group *groups = plan_items(team->staff, struct plan_group);
    const struct plan_grade *grades = plan_items(plan->workforce.grades, struct plan_grade);
    bool any = team->staff.count == 0;
    for (size_t i = 0; i < team->staff.count; i++)
        any = any || grades[groups[i].grade.index].social_worker;
    return any;
}

/* Values of a measure by team: own counts, and what is left of the service's count in proportion to the futures. Returns
 * whether anything was counted. */
static bool share_out(const struct work *work, enum metric metric, double *values)
{
    double service = count(work, metric, METRIC_SERVICE), own = 0, rest = 0;
    size_t teams = work->plan->teams.count;
    bool any = !isnan(service);
    for (size_t i = 0; i < teams; i++) {
        double counted = count(work, metric, (int)i);
        values[i] = isnan(counted) ? mean_of(work, metric, (int)i) : counted;
        *(isnan(counted) ? &rest : &own) += values[i];
        any = any || !isnan(counted);
    }
    double factor = isnan(service) || rest <= 0 ? 1 : fmax(0, service - own) / rest;
    for (size_t i = 0; i < teams; i++)
        if (isnan(count(work, metric, (int)i)))
            values[i] *= factor;
    return any;
}

static void set_staff(const struct work *work, struct position *position)
{
    size_t teams = work->plan->teams.count;
    double *values = arena_new(&position->arena, 2 * teams + 1, sizeof *values), *agency = values + teams;
    bool posts = share_out(work, METRIC_IN_POST, values), seats = share_out(work, METRIC_AGENCY, agency);
    position->staff_counted = posts || seats;
    for (size_t i = 0; i < teams; i++) {
        struct position_team *team = &position->teams[i];
        double in_post = mean_of(work, METRIC_IN_POST, (int)i), fresh = mean_of(work, METRIC_NEWLY_QUALIFIED, (int)i),
               staff = in_post + mean_of(work, METRIC_AGENCY, (int)i);
        double share = in_post > 0 ? fmin(1, fresh / in_post) : 0;
        team->newly_qualified = values[i] * share;
        team->settled = values[i] - team->newly_qualified;
        team->agency = agency[i];
        team->holders = mean_of(work, METRIC_HOLDERS, (int)i) * (staff > 0 ? (values[i] + agency[i]) / staff : 1);
    }
}

/* Cases that a caseload means: with those who wait beside those who are held. */
static double cases_of(const struct work *work, const struct position_team *team, size_t index, double caseload)
{
    double open = mean_of(work, METRIC_OPEN, (int)index), held = mean_of(work, METRIC_HELD, (int)index);
    return caseload * team->holders * (held > 0 ? open / held : 1);
}

static void set_cases(const struct work *work, struct position *position)
{
    size_t teams = work->plan->teams.count;
    double caseload = count(work, METRIC_CASELOAD, METRIC_SERVICE), own = 0, rest = 0, wanted = 0;
    double *values = arena_new(&position->arena, teams + 1, sizeof *values);
    bool by_open = share_out(work, METRIC_OPEN, values),
         service_open = !isnan(count(work, METRIC_OPEN, METRIC_SERVICE));
    position->cases_counted = by_open;
    for (size_t i = 0; i < teams; i++) {
        struct position_team *team = &position->teams[i];
        double counted = count(work, METRIC_CASELOAD, (int)i);
        team->counted = service_open || !isnan(count(work, METRIC_OPEN, (int)i));
        team->open = values[i];
        if (!team->counted && !isnan(counted)) {
            team->open = cases_of(work, team, i, counted);
            team->counted = true;
        }
        position->cases_counted = position->cases_counted || team->counted;
        if (!is_social_work(work->plan, i))
            continue;
        *(team->counted ? &own : &rest) += team->open;
        wanted += isnan(caseload) ? 0 : cases_of(work, team, i, caseload);
    }
    for (size_t i = 0; i < teams && !isnan(caseload) && rest > 0; i++)
        if (!position->teams[i].counted && is_social_work(work->plan, i)) {
            position->teams[i].open *= fmax(0, wanted - own) / rest;
            position->teams[i].counted = position->cases_counted = true;
        }
}

/* Stages keep their shares of the team. What was counted is out by the error of counting in total: stages are drawn apart, so
 * each gets more than that. What was not is as uncertain as the futures were. */
static void set_stages(const struct work *work, struct position *position)
{
    const struct plan_stage *stages = plan_items(work->plan->pathway, struct plan_stage);
    double sum = 0, squares = 0;
    for (size_t i = 0; i < work->plan->pathway.count; i++) {
        struct position_stage *stage = &position->stages[i];
        struct ensemble_point point = ensemble_point(
            work->ensemble, metric_series(&work->ensemble->layout, METRIC_STAGE_OPEN, (int)i), work->sample);
        int at = stages[i].team.index;
        double mean = point.tally.count > 0 ? point.tally.mean : 0, team = at >= 0 ? mean_of(work, METRIC_OPEN, at) : 0;
        stage->open = team > 0 ? mean * position->teams[at].open / team : mean;
        stage->spread = mean > 0 ? sqrt(tally_variance(&point.tally)) / mean : 0;
        if (at >= 0 && position->teams[at].counted) {
            sum += stage->open;
            squares += stage->open * stage->open;
        }
    }
    for (size_t i = 0; i < work->plan->pathway.count; i++)
        if (stages[i].team.index >= 0 && position->teams[stages[i].team.index].counted && squares > 0)
            position->stages[i].spread = TRACK_ERROR * sum / sqrt(squares);
}

void position_make(struct position *position, const struct ensemble *ensemble, size_t sample,
                   const struct history *actuals, calendar_day last)
{
    const struct plan *plan = ensemble->plan;
    struct work work = {.ensemble = ensemble, .plan = plan, .actuals = actuals, .sample = sample, .last = last};
    *position = (struct position){0};
    position->teams = arena_new(&position->arena, plan->teams.count + 1, sizeof *position->teams);
    position->stages = arena_new(&position->arena, plan->pathway.count + 1, sizeof *position->stages);
    set_staff(&work, position);
    set_cases(&work, position);
    set_stages(&work, position);
}

void position_release(struct position *position)
{
    arena_release(&position->arena);
    *position = (struct position){0};
}
