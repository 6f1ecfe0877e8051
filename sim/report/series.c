#include "report/series.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "report/order.h"

static void add_number(struct text *out, double value)
{
    char digits[40];
    if (!isfinite(value))
        text_add(out, ",");
    else {
        /* -0 is 0 to a reader. */
        snprintf(digits, sizeof digits, ",%.9g", value == 0 ? 0.0 : value);
        text_add(out, digits);
    }
}

static void add_point(struct text *out, const struct ensemble_point *point)
{
    bool any = point->tally.count > 0;
    add_number(out, any ? point->tally.mean : (double)NAN);
    add_number(out, tally_sd(&point->tally));
    add_number(out, point->error);
    text_printf(out, ",%llu", (unsigned long long)point->tally.count);
    for (int level = 0; level < ENSEMBLE_LEVELS; level++)
        add_number(out, any ? point->quantile[level] : (double)NAN);
    text_add(out, "\n");
}

/* Everything of one metric for one team, stage, grade or the service. */
static void add_series(const struct ensemble *ensemble, enum metric metric, int which, const char *scope,
                       const char *of, struct text *out)
{
    const struct metric_info *info = metric_info(metric);
    size_t series = metric_series(&ensemble->layout, metric, which);
    for (size_t sample = 0; sample < ensemble->samples; sample++) {
        char date[11] = "";
        if (ensemble->plan->clock.calendar != CALENDAR_NONE)
            calendar_iso(ensemble_day(ensemble, sample), date);
        text_printf(out, "%.9g,%s,%s,%s,%s,%s", ensemble->times[sample], date, scope, of, info->name,
                    metric_unit(metric, ensemble->plan, which));
        struct ensemble_point point = ensemble_point(ensemble, series, sample);
        add_point(out, &point);
    }
}

/* The metrics of one scope for one thing; the service has those of the service, of all teams and of all pipelines. */
static void add_metrics(const struct ensemble *ensemble, enum metric_scope level, int which, const char *scope,
                        const char *of, struct text *out)
{
    for (int i = 0; i < METRIC_COUNT; i++) {
        enum metric metric = (enum metric)i;
        enum metric_scope belongs = metric_info(metric)->scope;
        bool whole = level == SCOPE_SERVICE && (belongs == SCOPE_TEAM || belongs == SCOPE_PIPELINE);
        if ((belongs == level || whole) && metric_applies(ensemble->plan, metric))
            add_series(ensemble, metric, which, scope, of, out);
    }
}

void series_write(const struct ensemble *ensemble, struct text *out)
{
    const struct plan *plan = ensemble->plan;
    text_add(out, "week,date,scope,of,measure,unit,mean,sd,se,runs,q025,q05,q10,q25,q50,q75,q90,q95,q975\n");
    add_metrics(ensemble, SCOPE_SERVICE, METRIC_SERVICE, "service", "all", out);

    size_t *teams = order_of(&plan->teams, sizeof(struct plan_team));
    for (size_t i = 0; i < plan->teams.count; i++)
        add_metrics(ensemble, SCOPE_TEAM, (int)teams[i], "team",
                    plan_items(plan->teams, struct plan_team)[teams[i]].named.name, out);
    free(teams);

    size_t *stages = order_of(&plan->pathway, sizeof(struct plan_stage));
    for (size_t i = 0; i < plan->pathway.count; i++)
        add_metrics(ensemble, SCOPE_STAGE, (int)stages[i], "stage",
                    plan_items(plan->pathway, struct plan_stage)[stages[i]].named.name, out);
    free(stages);

    const struct map *map = &plan->workforce.grades;
    size_t *grades = order_of(map, sizeof(struct plan_grade));
    for (size_t i = 0; i < map->count; i++)
        add_metrics(ensemble, SCOPE_GRADE, (int)grades[i], "grade",
                    plan_items(*map, struct plan_grade)[grades[i]].named.name, out);
    free(grades);
    size_t *pipelines = order_of(&plan->pipelines, sizeof(struct plan_pipeline));
    for (size_t i = 0; i < plan->pipelines.count; i++)
        add_metrics(ensemble, SCOPE_PIPELINE, (int)pipelines[i], "pipeline",
                    plan_items(plan->pipelines, struct plan_pipeline)[pipelines[i]].named.name, out);
    free(pipelines);
}
