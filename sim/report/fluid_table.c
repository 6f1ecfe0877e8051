#include "report/fluid_table.h"

#include <math.h>
#include <stdio.h>

#include "base/calendar.h"

static const double ordinary = 0.1, hard = 0.2, small_team = 10, critical = 0.9;

/* Open cases of a team at a sample, or of all; `staff` in place of cases. */
static double twin_value(const struct fluid *fluid, size_t sample, int team, bool staff)
{
    const double *row = (staff ? fluid->staff : fluid->open) + sample * fluid->teams;
    double sum = 0;
    for (size_t t = 0; t < fluid->teams; t++)
        sum += team == METRIC_SERVICE || team == (int)t ? row[t] : 0;
    return sum;
}

static double simulated(const struct result_run *run, enum metric metric, int team, size_t sample)
{
    size_t series = metric_series(&run->ensemble->layout, metric, team);
    return ensemble_point(run->ensemble, series, sample).tally.mean;
}

static void add_rows(const struct result_run *run, int team, const char *name, struct text *out)
{
    const struct ensemble *ensemble = run->ensemble;
    for (size_t i = 0; i < run->fluid->samples && i < ensemble->samples; i++) {
        char date[11] = "";
        if (ensemble->plan->clock.calendar != CALENDAR_NONE)
            calendar_iso(ensemble_day(ensemble, i), date);
        double open = twin_value(run->fluid, i, team, false), staff = twin_value(run->fluid, i, team, true);
        text_printf(out, "%.9g,%s,%s,open,%.9g,%.9g\n", ensemble->times[i], date, name, open,
                    simulated(run, METRIC_OPEN, team, i));
        if (staff > 0)
            text_printf(out, "%.9g,%s,%s,open_per_worker,%.9g,%.9g\n", ensemble->times[i], date, name, open / staff,
                        simulated(run, METRIC_OPEN_PER_WORKER, team, i));
    }
}

void fluid_table_csv(const struct result_run *run, struct text *out)
{
    text_add(out, "week,date,of,measure,fluid,simulated\n");
    add_rows(run, METRIC_SERVICE, "all", out);
    for (size_t t = 0; t < run->fluid->teams; t++)
        add_rows(run, (int)t, run->prepared->teams[t].plan->named.name, out);
}

static double class_of(const struct prepared_team *team)
{
    bool is_hard = team->holders < small_team || isfinite(team->plan->cap) || team->rho >= critical;
    return is_hard ? hard : ordinary;
}

/* How far the simulation is from the twin at the last sample, as a share of the twin; what luck explains is taken off. Where a
 * cap makes cases wait, only those with a worker are compared: a fluid waits for nobody below capacity. */
static double distance(const struct result_run *run, int index)
{
    const struct prepared_team *team = &run->prepared->teams[index];
    size_t last = run->fluid->samples - 1;
    bool capped = isfinite(team->plan->cap);
    double cases = twin_value(run->fluid, last, index, false);
    if (capped)
        cases = fmin(cases, team->plan->cap * twin_value(run->fluid, last, index, true));
    size_t series = metric_series(&run->ensemble->layout, capped ? METRIC_HELD : METRIC_OPEN, index);
    struct ensemble_point point = ensemble_point(run->ensemble, series, last);
    double off = fabs(point.tally.mean - cases) - 2 * (isfinite(point.error) ? point.error : 0);
    return fmax(0, off) / fmax(cases, 1);
}

struct fluid_table_gap fluid_table_gap(const struct result_run *run, size_t team)
{
    return (struct fluid_table_gap){distance(run, (int)team), class_of(&run->prepared->teams[team])};
}

/* A share in whole percentages, with an id when there is a trail. */
static void say_share(const struct result_run *run, struct trail *trail, size_t team, const char *column,
                      const char *what, double share, struct text *out)
{
    char shown[16];
    struct text at = {0};
    snprintf(shown, sizeof shown, "%.0f%%", 100 * share);
    text_printf(&at, "/report/second_opinion/%s", run->prepared->teams[team].plan->named.name);
    trail_say(trail, &(struct trail_figure){.shown = shown, .what = what, .file = "summary.json", .form = TRAIL_POINTS},
              &(struct trail_place){.at = at.at, .column = column, .value = share}, out);
    text_release(&at);
}

bool fluid_table_words(const struct result_run *run, struct trail *trail, struct text *out)
{
    size_t beyond = 0;
    for (size_t t = 0; t < run->fluid->teams; t++) {
        const struct prepared_team *team = &run->prepared->teams[t];
        struct fluid_table_gap gap = fluid_table_gap(run, t);
        if (team->lanes == 0 || gap.off <= gap.usual)
            continue;
        text_printf(out, "%s%s by ", beyond ? ", " : "", team->plan->named.title);
        say_share(run, trail, t, "apart", "how far the open cases are from the second opinion", gap.off, out);
        text_add(out, " (up to ");
        say_share(run, trail, t, "usual", "how far such a team is usually from it", gap.usual, out);
        text_add(out, " is usual for such a team)");
        beyond++;
    }
    text_printf(out, "%s",
                beyond == 0 ? "The same service as differential equations, which know no luck, ends with open "
                              "cases that agree with the simulation in every team as far as is usual."
                            : ": so far apart are the open cases of the simulation at the end and those of the "
                              "same service as differential equations. Before these figures are used, find "
                              "out why: a threshold in the scenario, or a fault.");
    return beyond > 0;
}
