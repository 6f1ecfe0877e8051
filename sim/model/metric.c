#include "model/metric.h"

#include <assert.h>
#include <string.h>

#include "model/plan.h"

static const struct metric_info infos[METRIC_COUNT] = {
#define METRIC(id, name, scope, unit, decimals, label, help)                                                           \
    [METRIC_##id] = {name, SCOPE_##scope, unit, decimals, label, help},
#include "model/metrics.def"
#undef METRIC
};

const struct metric_info *metric_info(enum metric metric)
{
    assert((unsigned)metric < METRIC_COUNT);
    return &infos[metric];
}

const char *metric_unit(enum metric metric, const struct plan *plan, int of)
{
    const struct metric_info *info = metric_info(metric);
    bool families = info->scope == SCOPE_TEAM && of >= 0 &&
                    plan_items(plan->teams, struct plan_team)[of].unit == TEAM_COUNTS_FAMILIES;
    return families && strcmp(info->unit, "cases per FTE") == 0 ? "families per FTE" : info->unit;
}

bool metric_applies(const struct plan *plan, enum metric metric)
{
    return plan->money.given || (metric != METRIC_SPEND_WEEK && metric != METRIC_SPEND_TO_DATE);
}

enum metric metric_find(const char *name)
{
    for (unsigned i = 0; i < METRIC_COUNT; i++)
        if (strcmp(infos[i].name, name) == 0)
            return (enum metric)i;
    return METRIC_COUNT;
}

struct metric_layout metric_layout(const struct plan *plan)
{
    struct metric_layout layout = {.teams = plan->teams.count,
                                   .stages = plan->pathway.count,
                                   .grades = plan->workforce.grades.count,
                                   .pipelines = plan->pipelines.count};
    size_t wide[] = {[SCOPE_SERVICE] = 1,
                     [SCOPE_TEAM] = 1 + layout.teams,
                     [SCOPE_STAGE] = layout.stages,
                     [SCOPE_GRADE] = layout.grades,
                     [SCOPE_PIPELINE] = 1 + layout.pipelines};
    for (size_t i = 0; i < METRIC_COUNT; i++) {
        enum metric_scope scope = infos[i].scope;
        layout.first[i + 1] = layout.first[i] + wide[scope];
        /* METRIC_SERVICE is one less than the first team or pipeline, and the service stands before them */
        layout.zero[i] = layout.first[i] + (scope == SCOPE_STAGE || scope == SCOPE_GRADE ? 0 : 1);
    }
    return layout;
}

enum metric metric_of_series(const struct metric_layout *layout, size_t series, int *of)
{
    assert(series < layout->first[METRIC_COUNT]);
    unsigned metric = 0;
    while (series >= layout->first[metric + 1])
        metric++;
    int offset = (int)(series - layout->first[metric]);
    if (infos[metric].scope == SCOPE_STAGE || infos[metric].scope == SCOPE_GRADE)
        *of = offset;
    else
        *of = offset + METRIC_SERVICE;
    return (enum metric)metric;
}
