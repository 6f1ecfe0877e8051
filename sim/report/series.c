#include "report/series.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/order.h"

/* As %.9g, which takes its time: most numbers here are counts of people or cases, and many are 0. -0 is 0 to a reader. */
static void add_number(struct text *out, double value)
{
    char digits[40];
    bool whole = fabs(value) < 1e9 && value == (double)(long)value;
    if (!isfinite(value))
        text_add(out, ",");
    else if (value == 0)
        text_add(out, ",0");
    else {
        int length = whole ? snprintf(digits, sizeof digits, ",%ld", (long)value)
                           : snprintf(digits, sizeof digits, ",%.9g", value);
        text_add_n(out, digits, (size_t)length);
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

/* The file while it is written. Every series has a row for each sample, so what their rows begin with is kept. */
struct sheet {
    const struct ensemble *ensemble;
    struct text *out;
    struct text *weeks; /* [sample] "week,date" */
    size_t run;         /* the only one that is written; ALL_RUNS: the spread of all */
};

#define ALL_RUNS SIZE_MAX

static void open_sheet(struct sheet *sheet, const struct ensemble *ensemble, size_t run, struct text *out)
{
    *sheet = (struct sheet){ensemble, out, mem_new(ensemble->samples, sizeof *sheet->weeks), run};
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

static void add_values(const struct sheet *sheet, size_t series, size_t sample)
{
    const struct ensemble *ensemble = sheet->ensemble;
    if (sheet->run == ALL_RUNS) {
        struct ensemble_point point = ensemble_point(ensemble, series, sample);
        add_point(sheet->out, &point);
    } else {
        add_number(sheet->out,
                   (double)ensemble->values[(series * ensemble->samples + sample) * ensemble->room + sheet->run]);
        text_add(sheet->out, "\n");
    }
}

/* Everything of one metric for one team, stage, grade or the service. */
static void add_series(const struct sheet *sheet, enum metric metric, int which, const char *scope, const char *of)
{
    const struct ensemble *ensemble = sheet->ensemble;
    size_t series = metric_series(&ensemble->layout, metric, which);
    struct text name = {0};
    text_printf(&name, ",%s,%s,%s,%s", scope, of, metric_info(metric)->name,
                metric_unit(metric, ensemble->plan, which));
    for (size_t sample = 0; sample < ensemble->samples; sample++) {
        text_add_n(sheet->out, sheet->weeks[sample].at, sheet->weeks[sample].length);
        text_add_n(sheet->out, name.at, name.length);
        add_values(sheet, series, sample);
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

static void write_sheet(const struct ensemble *ensemble, size_t run, struct text *out)
{
    const struct plan *plan = ensemble->plan;
    struct sheet sheet;
    open_sheet(&sheet, ensemble, run, out);
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

void series_write(const struct ensemble *ensemble, struct text *out)
{
    text_add(out, "week,date,scope,of,measure,unit,mean,sd,se,runs,q025,q05,q10,q25,q50,q75,q90,q95,q975\n");
    write_sheet(ensemble, ALL_RUNS, out);
}

void series_write_one(const struct ensemble *ensemble, size_t run, struct text *out)
{
    text_add(out, "week,date,scope,of,measure,unit,value\n");
    write_sheet(ensemble, run, out);
}
