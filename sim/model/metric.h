/* Metrics: the closed list of weekly measures, and the series that a scenario has of them. See metrics.def to add one. */
#ifndef MODEL_METRIC_H
#define MODEL_METRIC_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>

struct plan;

enum metric_scope { SCOPE_SERVICE, SCOPE_TEAM, SCOPE_STAGE, SCOPE_GRADE, SCOPE_PIPELINE };

enum metric {
#define METRIC(id, name, scope, unit, decimals, label, help) METRIC_##id,
#include "model/metrics.def"
#undef METRIC
    METRIC_COUNT
};

struct metric_info {
    const char *name;
    enum metric_scope scope;
    const char *unit;
    int decimals;
    const char *label;
    const char *help;
};

/* What a metric is. */
const struct metric_info *metric_info(enum metric metric);

/* The unit in which a team's (stage's, METRIC_SERVICE's) values of it are: caseloads of a team that counts families are in
 * "families per FTE". */
const char *metric_unit(enum metric metric, const struct plan *plan, int of);

/* Does a scenario have the metric at all? Those of money are left out of results when it is not counted. */
bool metric_applies(const struct plan *plan, enum metric metric);

/* The metric of a name, or METRIC_COUNT. */
enum metric metric_find(const char *name);

/* Series are numbered metric by metric; a TEAM metric has 1 + teams of them (the service first, then teams in plan order),
 * a STAGE metric one for each stage, a GRADE metric one for each grade, a PIPELINE metric 1 + pipelines (all of them
 * first). */
struct metric_layout {
    size_t first[METRIC_COUNT + 1]; /* the number of a metric's first series; the last entry is the total */
    size_t zero[METRIC_COUNT];      /* that of its team, stage, grade or pipeline 0 */
    size_t teams, stages, grades, pipelines;
};
struct metric_layout metric_layout(const struct plan *plan);

enum { METRIC_SERVICE = -1 }; /* in place of a team: the whole service */

/* The number of the series of a metric for a team or pipeline (or METRIC_SERVICE), stage or grade. */
static inline size_t metric_series(const struct metric_layout *layout, enum metric metric, int which)
{
    size_t first = layout->first[metric], next = layout->first[metric + 1];
    size_t series = next - first == 1 ? first : layout->zero[metric] + (size_t)which;
    assert(series >= first && series < next);
    return series;
}

/* Which metric and which team, stage, grade or pipeline a series is; *of is METRIC_SERVICE for the service. */
enum metric metric_of_series(const struct metric_layout *layout, size_t series, int *of);

#endif
