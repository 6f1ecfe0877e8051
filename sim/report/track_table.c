#include "report/track_table.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "base/csv.h"
#include "report/order.h"

enum { WIDTH = 80, ROWS_SHOWN = 40 };

/* --- track.csv ---------------------------------------------------------------------------------------------------- */

static const char *team_name(const struct tracked *tracked, const struct track_series *series)
{
    const struct plan_team *teams = plan_items(tracked->before->plan->teams, struct plan_team);
    return series->team < 0 ? "all" : teams[series->team].named.name;
}

void track_table_csv(const struct tracked *tracked, struct text *out)
{
    text_add(out, "date,measure,team,actual,median,low,high,low_of_three,high_of_three,futures_below,alarm\n");
    for (size_t s = 0; s < tracked->track->count; s++) {
        const struct track_series *series = &tracked->track->series[s];
        for (size_t i = 0; i < series->count; i++) {
            const struct track_look *look = &series->looks[i];
            bool given = !isnan(look->actual);
            char date[11];
            calendar_iso(look->day, date);
            text_printf(out, "%s,%s,%s", date, metric_info(series->measure)->name, team_name(tracked, series));
            const double numbers[] = {look->actual,
                                      look->median,
                                      look->low,
                                      look->high,
                                      look->low_held,
                                      look->high_held,
                                      given ? look->below : (double)NAN};
            for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
                csv_number(out, numbers[k]);
            text_printf(out, ",%s\n", !given ? "" : look->out ? "once" : look->held ? "three" : "no");
        }
    }
}

/* --- track.json --------------------------------------------------------------------------------------------------- */

static void add(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value);
}

static json_t *number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *chance_of(const struct ensemble_verdict *verdict)
{
    json_t *object = json_object();
    add(object, "chance", number(verdict->chance));
    add(object, "low", number(verdict->interval.low));
    add(object, "high", number(verdict->interval.high));
    return object;
}

static json_t *targets_of(const struct tracked *tracked)
{
    const struct map *targets = &tracked->before->plan->targets;
    json_t *object = json_object();
    for (size_t i = 0; i < targets->count; i++) {
        struct ensemble_verdict before, after;
        bool again = track_words_target(tracked, i, &before, &after);
        json_t *target = json_object();
        add(target, "plan", chance_of(&before));
        add(target, "reforecast", again ? chance_of(&after) : json_null());
        add(object, plan_items(*targets, struct plan_target)[i].named.name, target);
    }
    return object;
}

static json_t *alarm_of(const struct tracked *tracked)
{
    const struct track *track = tracked->track;
    if (track->first == NULL)
        return json_null();
    char date[11];
    calendar_iso(track->first->day, date);
    json_t *object = json_object();
    add(object, "date", json_string(date));
    add(object, "measure", json_string(metric_info(track->what->measure)->name));
    add(object, "team", json_string(team_name(tracked, track->what)));
    add(object, "actual", number(track->first->actual));
    return object;
}

static json_t *words_of(void say(const struct tracked *, struct text *), const struct tracked *tracked)
{
    struct text words = {0};
    say(tracked, &words);
    json_t *string = json_string(words.at != NULL ? words.at : "");
    text_release(&words);
    return string;
}

void track_table_json(const struct tracked *tracked, struct text *out)
{
    const struct track *track = tracked->track;
    json_t *root = json_object();
    char start[11];
    calendar_iso(tracked->reforecast->start, start);
    add(root, "format", json_integer(1));
    add(root, "program", json_string("headroom"));
    add(root, "version", json_string(tracked->version));
    add(root, "headline", words_of(track_words_headline, tracked));
    add(root, "left_range", json_boolean(track->first != NULL));
    add(root, "first_alarm", alarm_of(tracked));
    add(root, "false_alarm_rate", json_real(TRACK_ALARM));
    add(root, "observation_error", json_real(TRACK_ERROR));
    add(root, "widest_deviation", number(track->limit));
    add(root, "widest_of_three", number(track->held_limit));
    add(root, "rule", words_of(track_words_rule, tracked));
    add(root, "actuals", json_integer((json_int_t)track->given));
    add(root, "alarms", json_integer((json_int_t)track->alarms));
    add(root, "missing", json_integer((json_int_t)track->actuals->missing));
    add(root, "runs", json_integer((json_int_t)tracked->before->runs));
    add(root, "seed", json_integer((json_int_t)tracked->seed));
    add(root, "reforecast_from", tracked->after != NULL ? json_string(start) : json_null());
    add(root, "reforecast", words_of(track_words_notes, tracked));
    add(root, "targets", targets_of(tracked));
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));
    text_printf(out, "%s\n", text);
    free(text);
    json_decref(root);
}

/* --- for people --------------------------------------------------------------------------------------------------- */

static void actual_row(const struct tracked *tracked, const struct track_series *series, const struct track_look *look,
                       struct table *table)
{
    struct text name = {0};
    char date[11], value[WORDS_SHORT], band[WORDS_LONG], held[WORDS_LONG], below[WORDS_SHORT];
    calendar_iso(look->day, date);
    track_words_series(tracked, series, &name);
    track_words_value(series, look->actual, value);
    track_words_band(series, look->low, look->high, band);
    track_words_band(series, look->low_held, look->high_held, held);
    words_percent(look->below, below);
    table_cell(table, name.at);
    table_cell(table, date);
    table_printf(table, "%s%s", look->out || look->held ? "OUT " : "", value);
    table_cell(table, band);
    table_cell(table, held);
    table_cell(table, below);
    text_release(&name);
}

void track_table_actuals(const struct tracked *tracked, struct table *table)
{
    table_column(table, TABLE_WORDS, "Measure");
    table_column(table, TABLE_NUMBERS, "Date");
    table_column(table, TABLE_NUMBERS, "Actual");
    table_column(table, TABLE_NUMBERS, "Range");
    table_column(table, TABLE_NUMBERS, "3 running");
    table_column(table, TABLE_NUMBERS, "Below");
    for (size_t s = 0; s < tracked->track->count; s++)
        for (size_t i = 0; i < tracked->track->series[s].count; i++)
            if (!isnan(tracked->track->series[s].looks[i].actual))
                actual_row(tracked, &tracked->track->series[s], &tracked->track->series[s].looks[i], table);
}

static void chance_cell(const struct ensemble_verdict *verdict, struct table *table)
{
    char chance[WORDS_SHORT], interval[WORDS_LONG];
    words_percent(verdict->chance, chance);
    words_interval(verdict->interval, interval);
    table_printf(table, "%s (%s)", chance, interval);
}

void track_table_targets(const struct tracked *tracked, struct table *table)
{
    const struct plan *plan = tracked->before->plan;
    table_column(table, TABLE_WORDS, "Target");
    table_column(table, TABLE_NUMBERS, "By");
    table_column(table, TABLE_NUMBERS, "In the plan");
    table_column(table, TABLE_NUMBERS, "From here on");
    size_t *order = order_of(&plan->targets, sizeof(struct plan_target));
    for (size_t place = 0; place < plan->targets.count; place++) {
        size_t i = order[place];
        const struct plan_target *target = &plan_items(plan->targets, struct plan_target)[i];
        struct ensemble_verdict before, after;
        bool again = track_words_target(tracked, i, &before, &after);
        char date[WORDS_SHORT];
        words_short_month(plan->clock.start + lround(7 * (isnan(target->by) ? plan->clock.length : target->by)), date);
        table_cell(table, target->named.title);
        table_cell(table, date);
        chance_cell(&before, table);
        if (again)
            chance_cell(&after, table);
        else
            table_cell(table, "not forecast");
    }
    free(order);
}

static void add_table(const struct tracked *tracked, void fill(const struct tracked *, struct table *),
                      struct text *out)
{
    struct table table = {0};
    fill(tracked, &table);
    if (table_rows(&table) > ROWS_SHOWN)
        text_printf(out, "\n%zu actuals: too many to list here; see track.csv.\n", table_rows(&table));
    else if (table_rows(&table) > 0) {
        text_add(out, "\n");
        table_plain(&table, WIDTH, out);
    }
    table_release(&table);
}

static void add_words(const struct tracked *tracked, void say(const struct tracked *, struct text *), const char *end,
                      struct text *out)
{
    struct text words = {0};
    say(tracked, &words);
    text_add(&words, end);
    table_wrap(words.at, WIDTH, out);
    text_release(&words);
}

void track_table_terminal(const struct tracked *tracked, struct text *out)
{
    add_words(tracked, track_words_headline, ".", out);
    add_table(tracked, track_table_actuals, out);
    text_add(out, "\n");
    add_words(tracked, track_words_rule, "", out);
    add_table(tracked, track_table_targets, out);
    text_add(out, "\n");
    add_words(tracked, track_words_notes, "", out);
}
