#include "report/brief.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "report/brief_trail.h"
#include "report/order.h"
#include "report/publication.h"

static const struct plan_target *target_at(const struct brief *brief, size_t target)
{
    return &plan_items(brief->ensemble->plan->targets, struct plan_target)[target];
}

double brief_week(const struct brief *brief, size_t target)
{
    const struct ensemble *ensemble = brief->ensemble;
    double last = ensemble->samples > 0 ? ensemble->times[ensemble->samples - 1] : 0;
    double by = target < ensemble->plan->targets.count ? target_at(brief, target)->by : (double)NAN;
    return isnan(by) ? last : by;
}

size_t brief_sample(const struct brief *brief, size_t target)
{
    return ensemble_sample_at(brief->ensemble, brief_week(brief, target));
}

size_t brief_main_sample(const struct brief *brief)
{
    return brief_sample(brief, order_main_target(brief->ensemble->plan));
}

static calendar_day day_of(const struct brief *brief, double week)
{
    return brief->ensemble->plan->clock.start + (calendar_day)llround(week * 7);
}

static bool has_calendar(const struct brief *brief)
{
    return brief->ensemble->plan->clock.calendar != CALENDAR_NONE;
}

void brief_when(const struct brief *brief, double week, struct text *out)
{
    char date[24];
    if (!has_calendar(brief)) {
        text_printf(out, "week %.6g", week);
        return;
    }
    calendar_long(day_of(brief, week), date);
    text_add(out, date);
}

void brief_month(const struct brief *brief, double week, struct text *out)
{
    char month[WORDS_SHORT];
    if (!has_calendar(brief)) {
        text_printf(out, "week %.6g", week);
        return;
    }
    words_month(day_of(brief, week), month);
    text_add(out, month);
}

const char *brief_team(const struct plan *plan, int team)
{
    return team == METRIC_SERVICE ? "All teams" : plan_items(plan->teams, struct plan_team)[team].named.title;
}

void brief_label(struct text *out, const char *label, bool capital)
{
    size_t at = out->length;
    text_add(out, label);
    if (label[0] != '\0' && !isupper((unsigned char)label[1]))
        out->at[at] = (char)(capital ? toupper((unsigned char)label[0]) : tolower((unsigned char)label[0]));
}

void brief_place(const struct brief *brief, size_t series, struct text *out)
{
    int of;
    enum metric metric = metric_of_series(&brief->ensemble->layout, series, &of);
    const struct plan *plan = brief->ensemble->plan;
    if (metric_info(metric)->scope == SCOPE_STAGE)
        text_printf(out, ", %s", plan_items(plan->pathway, struct plan_stage)[of].named.title);
    else if (metric_info(metric)->scope == SCOPE_GRADE)
        text_printf(out, ", %s", plan_items(plan->workforce.grades, struct plan_grade)[of].named.title);
    else if (of == METRIC_SERVICE)
        return;
    else if (metric_info(metric)->scope == SCOPE_PIPELINE)
        text_printf(out, ", %s", plan_items(plan->pipelines, struct plan_pipeline)[of].named.title);
    else
        text_printf(out, ", %s", brief_team(plan, of));
}

double brief_mark(const struct plan_report *report, enum metric metric)
{
    return metric == METRIC_OVER_AIM       ? report->aim
           : metric == METRIC_OVER_HIGH    ? report->high
           : metric == METRIC_OVER_EXTREME ? report->extreme
                                           : (double)NAN;
}

static void add_name(const struct brief *brief, size_t series, bool capital, struct text *out)
{
    int of;
    enum metric metric = metric_of_series(&brief->ensemble->layout, series, &of);
    double mark = brief_mark(&brief->ensemble->plan->report, metric);
    brief_label(out,
                metric == METRIC_CASELOAD ? "Average caseload"
                : isnan(mark)             ? metric_info(metric)->label
                                          : "Workers",
                capital);
    if (!isnan(mark)) {
        text_add(out, " above ");
        brief_say_input(brief, brief_mark_path(metric), out, "%.6g", mark);
    }
}

void brief_measure(const struct brief *brief, size_t series, bool capital, struct text *out)
{
    add_name(brief, series, capital, out);
    brief_place(brief, series, out);
}

bool brief_is_share(const struct brief *brief, size_t series)
{
    int of;
    return text_equal(metric_info(metric_of_series(&brief->ensemble->layout, series, &of))->unit, "share");
}

static void neutral_headline(const struct brief *brief, struct text *out)
{
    const struct plan *plan = brief->ensemble->plan;
    const char *title = plan->title != NULL && plan->title[0] != '\0' ? plan->title : plan->name;
    text_printf(out, "Caseload and staffing week by week: %s", title);
}

void brief_headline(const struct brief *brief, struct text *out)
{
    size_t target = order_main_target(brief->ensemble->plan);
    if (target == brief->ensemble->plan->targets.count) {
        neutral_headline(brief, out);
        return;
    }
    struct ensemble_verdict verdict = ensemble_verdict(brief->ensemble, target);
    if (verdict.trials == 0 || isnan(verdict.chance)) {
        neutral_headline(brief, out);
        return;
    }
    char chance[WORDS_LONG], percent[WORDS_SHORT];
    words_chance(verdict.chance, verdict.trials, chance);
    words_percent(verdict.chance, percent);
    bool share = target_at(brief, target)->share_of_time;
    bool meets = !share && words_meets(&verdict);
    if (meets)
        text_add(out, "This plan meets ");
    brief_aim(brief, target, !meets, out);
    if (!share)
        brief_deadline(brief, target, out);
    text_add(out, share ? ": " : ": a chance of ");
    brief_say_chance(brief, target, TRAIL_CHANCE, chance, out);
    text_add(out, share ? " of the time (" : " (");
    brief_say_chance(brief, target, TRAIL_PERCENT, percent, out);
    text_add(out, ")");
    text_add(out, meets ? "" : ", if these assumptions hold");
}

struct brief_pinned brief_pinned(const struct brief *brief, size_t target)
{
    struct brief_pinned pinned = {(double)NAN, (double)NAN};
    struct ensemble_verdict verdict = ensemble_verdict(brief->ensemble, target);
    pinned.half = (verdict.interval.high - verdict.interval.low) / 2;
    double spread = fmax(verdict.chance * (1 - verdict.chance), 0.05);
    if (pinned.half > 0.05)
        pinned.needed = 100 * ceil(1.96 * 1.96 * spread / (0.02 * 0.02) / 100);
    return pinned;
}

/* A share as percentage points. */
static void say_points(const struct brief *brief, const char *at, const char *column, const char *what, double share,
                       struct text *out)
{
    char shown[WORDS_SHORT];
    words_number(100 * share, 1, shown);
    trail_say(brief->trail,
              &(struct trail_figure){
                  .shown = shown, .what = what, .file = "summary.json", .form = TRAIL_POINTS, .decimals = 1},
              &(struct trail_place){.at = at, .column = column, .value = share}, out);
}

static void add_precision(const struct brief *brief, struct text *out)
{
    const struct plan *plan = brief->ensemble->plan;
    size_t target = order_main_target(plan);
    brief_say_summary(brief, "", "runs", "runs", (double)brief->ensemble->runs, out);
    if (target == plan->targets.count) {
        text_add(out, " runs; there is no target whose chance could be pinned down.");
        return;
    }
    struct brief_pinned pinned = brief_pinned(brief, target);
    if (isnan(pinned.half)) {
        text_add(out, " runs are too few to say how precise the main chance is.");
        return;
    }
    struct text at = {0};
    text_printf(&at, "/report/targets/%s", plan_items(plan->targets, struct plan_target)[target].named.name);
    text_add(out, " runs pin the main chance to within ");
    say_points(brief, at.at, "half_width", "half the width of the 95% interval of the main chance", pinned.half, out);
    text_add(out, " percentage points either way (95% confidence).");
    if (!isnan(pinned.needed)) {
        text_add(out, " That is fewer runs than a decision needs: about ");
        brief_say_summary(brief, at.at, "runs_needed", "runs that would pin the main chance to within 2 points",
                          pinned.needed, out);
        text_add(out, " would pin it to within 2.");
    }
    text_release(&at);
}

void brief_precision(const struct brief *brief, struct text *out)
{
    add_precision(brief, out);
    words_kept(brief->ensemble, out);
}

int brief_decimals(const struct brief *brief, size_t series)
{
    static const char *const counted[] = {"cases", "children", "people", "workers"};
    int of;
    const char *unit = metric_info(metric_of_series(&brief->ensemble->layout, series, &of))->unit;
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        if (text_equal(unit, counted[i]))
            return 0;
    return text_equal(unit, "ratio") ? 2 : 1;
}

static bool counts_children(const struct brief *brief, size_t series)
{
    int of;
    return publication_counts_children(metric_of_series(&brief->ensemble->layout, series, &of));
}

bool brief_withholds(const struct brief *brief, size_t series, double value)
{
    return brief->publication && counts_children(brief, series) && publication_is_small(value);
}

void brief_children(const struct brief *brief, double value, char out[static WORDS_SHORT])
{
    if (brief->publication && publication_is_small(value))
        snprintf(out, WORDS_SHORT, PUBLICATION_WORDS);
    else
        words_number(brief->publication ? publication_round(value) : value, 0, out);
}

void brief_value(const struct brief *brief, size_t series, double value, char out[static WORDS_SHORT])
{
    if (brief_is_share(brief, series))
        words_share(value, out);
    else if (brief->publication && counts_children(brief, series))
        brief_children(brief, value, out);
    else
        words_number(value, brief_decimals(brief, series), out);
}

void brief_band(const struct brief *brief, size_t series, double low, double high, char out[static WORDS_LONG])
{
    char from[WORDS_SHORT], to[WORDS_SHORT];
    brief_value(brief, series, low, from);
    brief_value(brief, series, high, to);
    if (brief_withholds(brief, series, low) || brief_withholds(brief, series, high))
        snprintf(out, WORDS_LONG, PUBLICATION_WORDS);
    else if (text_equal(from, to))
        snprintf(out, WORDS_LONG, "%s", from);
    else
        snprintf(out, WORDS_LONG, "%s to %s", from, to);
}

void brief_spread(const struct brief *brief, size_t series, size_t sample, struct text *out)
{
    struct ensemble_point point = ensemble_point(brief->ensemble, series, sample);
    char median[WORDS_SHORT], band[WORDS_LONG];
    if (point.tally.count == 0) {
        text_add(out, "no figure");
        return;
    }
    brief_value(brief, series, point.quantile[Q50], median);
    brief_band(brief, series, point.quantile[Q10], point.quantile[Q90], band);
    text_add(out, median);
    if (!text_equal(median, band))
        text_printf(out, " (%s)", band);
}

const char *brief_managers(const struct plan *plan)
{
    return plan->response.given
               ? "Managers respond to high caseloads in this run, as English councils have: it is a forecast, and not to be "
                 "compared with runs in which they do not."
               : "Managers respond to pressure; here they do only what the scenario says.";
}
