#include "report/series.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/csv.h"
#include "base/mem.h"
#include "report/order.h"
#include "report/publication.h"

static void add_point(struct text *out, const struct ensemble_point *point)
{
    bool any = point->tally.count > 0;
    csv_number(out, any ? point->tally.mean : (double)NAN);
    csv_number(out, tally_sd(&point->tally));
    csv_number(out, point->error);
    text_printf(out, ",%llu", (unsigned long long)point->tally.count);
    for (int level = 0; level < ENSEMBLE_LEVELS; level++)
        csv_number(out, any ? point->quantile[level] : (double)NAN);
    text_add(out, "\n");
}

/* The things whose values of a metric stand beside their sum: teams, and the stages of one team. Owned. */
static size_t *siblings(const struct plan *plan, enum metric metric, int which, size_t *count)
{
    enum metric_scope scope = metric_info(metric)->scope;
    bool team = scope == SCOPE_TEAM && which >= 0, stage = scope == SCOPE_STAGE;
    size_t all = team ? plan->teams.count : stage ? plan->pathway.count : 0;
    size_t *found = mem_new(all + 1, sizeof *found);
    const struct plan_stage *stages = plan_items(plan->pathway, struct plan_stage);
    *count = 0;
    for (size_t i = 0; i < all; i++)
        if (team || stages[i].team.index == stages[which].team.index)
            found[(*count)++] = i;
    return found;
}

/* One statistic of a point: the mean, then the quantiles. */
static double statistic(const struct ensemble_point *point, int which)
{
    if (point->tally.count == 0)
        return (double)NAN;
    return which == 0 ? point->tally.mean : point->quantile[which - 1];
}

/* Which statistics of a count of children are withheld, looking at its siblings too. */
static void find_withheld(const struct ensemble *ensemble, enum metric metric, int which, size_t sample,
                          const struct ensemble_point *own, bool withheld[static ENSEMBLE_LEVELS + 1])
{
    size_t count;
    size_t *others = siblings(ensemble->plan, metric, which, &count);
    struct ensemble_point *points = mem_new(count + 1, sizeof *points);
    double *values = mem_new(count + 1, sizeof *values);
    bool *marks = mem_new(count + 1, sizeof *marks);
    for (size_t i = 0; i < count; i++)
        points[i] = ensemble_point(ensemble, metric_series(&ensemble->layout, metric, (int)others[i]), sample);
    for (int k = 0; k <= ENSEMBLE_LEVELS; k++) {
        withheld[k] = publication_is_small(statistic(own, k));
        for (size_t i = 0; i < count; i++)
            values[i] = statistic(&points[i], k);
        publication_mark(values, count, marks);
        for (size_t i = 0; i < count; i++)
            withheld[k] = withheld[k] || (marks[i] && (int)others[i] == which);
    }
    free(others);
    free(points);
    free(values);
    free(marks);
}

static void add_rounded(struct text *out, double value, bool withheld)
{
    if (withheld)
        text_add(out, "," PUBLICATION_MARK);
    else
        csv_number(out, publication_round(value));
}

static void add_published(const struct ensemble *ensemble, enum metric metric, int which, size_t sample,
                          const struct ensemble_point *point, struct text *out)
{
    bool withheld[ENSEMBLE_LEVELS + 1];
    find_withheld(ensemble, metric, which, sample, point, withheld);
    add_rounded(out, statistic(point, 0), withheld[0]);
    /* A spread of few children over the runs would tell as much as their number. */
    text_printf(out, ",%s,%s,%llu", PUBLICATION_MARK, PUBLICATION_MARK, (unsigned long long)point->tally.count);
    for (int k = 1; k <= ENSEMBLE_LEVELS; k++)
        add_rounded(out, statistic(point, k), withheld[k]);
    text_add(out, "\n");
}

/* The file while it is written. Every series has a row for each sample, so what their rows begin with is kept. */
struct sheet {
    const struct ensemble *ensemble;
    struct text *out;
    struct text *weeks; /* [sample] "week,date" */
    size_t run;         /* the only one that is written; ALL_RUNS: the spread of all */
    bool publication;
};

#define ALL_RUNS SIZE_MAX

static void open_sheet(struct sheet *sheet, const struct ensemble *ensemble, size_t run, struct text *out)
{
    *sheet = (struct sheet){ensemble, out, mem_new(ensemble->samples, sizeof *sheet->weeks), run, false};
    for (size_t sample = 0; sample < ensemble->samples; sample++) {
        char date[11] = "";
        if (ensemble->plan->clock.calendar != CALENDAR_NONE)
            calendar_iso(ensemble_day(ensemble, sample), date);
        text_printf(&sheet->weeks[sample], "%.9g,%s", ensemble->times[sample], date);
    }
}

static void close_sheet(struct sheet *sheet)
{
    for (size_t sample = 0; sample < sheet->ensemble->samples; sample++)
        text_release(&sheet->weeks[sample]);
    free(sheet->weeks);
}

static void add_values(const struct sheet *sheet, enum metric metric, int which, size_t sample)
{
    const struct ensemble *ensemble = sheet->ensemble;
    size_t series = metric_series(&ensemble->layout, metric, which);
    if (sheet->run == ALL_RUNS) {
        struct ensemble_point point = ensemble_point(ensemble, series, sample);
        if (sheet->publication && publication_counts_children(metric))
            add_published(ensemble, metric, which, sample, &point, sheet->out);
        else
            add_point(sheet->out, &point);
    } else {
        csv_number(sheet->out, ensemble_at(ensemble, series, sample, sheet->run));
        text_add(sheet->out, "\n");
    }
}

/* Everything of one metric for one team, stage, grade or the service. */
static void add_series(const struct sheet *sheet, enum metric metric, int which, const char *scope, const char *of)
{
    const struct ensemble *ensemble = sheet->ensemble;
    struct text name = {0};
    text_printf(&name, ",%s,%s,%s,%s", scope, of, metric_info(metric)->name,
                metric_unit(metric, ensemble->plan, which));
    for (size_t sample = 0; sample < ensemble->samples; sample++) {
        text_add_n(sheet->out, sheet->weeks[sample].at, sheet->weeks[sample].length);
        text_add_n(sheet->out, name.at, name.length);
        add_values(sheet, metric, which, sample);
    }
    text_release(&name);
}

/* The metrics of one scope for one thing; the service has those of the service, of all teams and of all pipelines. */
static void add_metrics(const struct sheet *sheet, enum metric_scope level, int which, const char *scope,
                        const char *of)
{
    const struct plan *plan = sheet->ensemble->plan;
    for (int i = 0; i < METRIC_COUNT; i++) {
        enum metric metric = (enum metric)i;
        enum metric_scope belongs = metric_info(metric)->scope;
        bool whole = level == SCOPE_SERVICE && (belongs == SCOPE_TEAM || belongs == SCOPE_PIPELINE);
        if ((belongs == level || whole) && metric_applies(plan, metric))
            add_series(sheet, metric, which, scope, of);
    }
}

static void write_sheet(const struct ensemble *ensemble, size_t run, bool publication, struct text *out)
{
    const struct plan *plan = ensemble->plan;
    struct sheet sheet;
    open_sheet(&sheet, ensemble, run, out);
    sheet.publication = publication;
    add_metrics(&sheet, SCOPE_SERVICE, METRIC_SERVICE, "service", "all");

    size_t *teams = order_of(&plan->teams, sizeof(struct plan_team));
    for (size_t i = 0; i < plan->teams.count; i++)
        add_metrics(&sheet, SCOPE_TEAM, (int)teams[i], "team",
                    plan_items(plan->teams, struct plan_team)[teams[i]].named.name);
    free(teams);

    size_t *stages = order_of(&plan->pathway, sizeof(struct plan_stage));
    for (size_t i = 0; i < plan->pathway.count; i++)
        add_metrics(&sheet, SCOPE_STAGE, (int)stages[i], "stage",
                    plan_items(plan->pathway, struct plan_stage)[stages[i]].named.name);
    free(stages);

    const struct map *map = &plan->workforce.grades;
    size_t *grades = order_of(map, sizeof(struct plan_grade));
    for (size_t i = 0; i < map->count; i++)
        add_metrics(&sheet, SCOPE_GRADE, (int)grades[i], "grade",
                    plan_items(*map, struct plan_grade)[grades[i]].named.name);
    free(grades);
    size_t *pipelines = order_of(&plan->pipelines, sizeof(struct plan_pipeline));
    for (size_t i = 0; i < plan->pipelines.count; i++)
        add_metrics(&sheet, SCOPE_PIPELINE, (int)pipelines[i], "pipeline",
                    plan_items(plan->pipelines, struct plan_pipeline)[pipelines[i]].named.name);
    free(pipelines);
    close_sheet(&sheet);
}

static const char header[] = "week,date,scope,of,measure,unit,mean,sd,se,runs,q025,q05,q10,q25,q50,q75,q90,q95,q975\n";

void series_write(const struct ensemble *ensemble, struct text *out)
{
    text_add(out, header);
    write_sheet(ensemble, ALL_RUNS, false, out);
}

void series_write_publication(const struct ensemble *ensemble, struct text *out)
{
    text_add(out, header);
    write_sheet(ensemble, ALL_RUNS, true, out);
}

void series_write_one(const struct ensemble *ensemble, size_t run, struct text *out)
{
    text_add(out, "week,date,scope,of,measure,unit,value\n");
    write_sheet(ensemble, run, false, out);
}
