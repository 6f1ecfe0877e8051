#include "report/delay_table.h"

#include <math.h>

#include "base/csv.h"
#include "experiment/delay_words.h"
#include "experiment/words.h"
#include "report/comparison.h"
#include "report/written.h"

enum { WIDTH = 80 };

static void csv_row(const struct delay_line *line, const char *months, const struct delay_point *point,
                    struct text *out)
{
    const struct interval none = {(double)NAN, (double)NAN};
    bool money = point->cost.runs > 0;
    text_printf(out, "%s,", line->name);
    csv_quoted(out, line->title);
    text_printf(out, ",%s", months);
    written_csv_interval(out, point->chance.mean, point->chance.interval);
    written_csv_interval(out, point->caseload.mean, point->caseload.interval);
    written_csv_interval(out, money ? point->cost.mean : (double)NAN, money ? point->cost.interval : none);
    text_add(out, "\n");
}

void delay_table_csv(const struct delay *delay, struct text *out)
{
    text_add(out, "delay,title,months,chance_change,chance_change_from,chance_change_to,caseload_change,"
                  "caseload_change_from,caseload_change_to,cost_change,cost_change_from,cost_change_to\n");
    for (size_t i = 0; i < delay->line_count; i++) {
        const struct delay_line *line = &delay->lines[i];
        for (size_t month = 0; month <= delay->months; month++) {
            char months[24];
            snprintf(months, sizeof months, "%zu", month);
            csv_row(line, months, &line->points[month], out);
        }
        csv_row(line, "", &line->slope, out);
    }
}

static json_t *json_point(const struct delay_point *point)
{
    json_t *object = json_object();
    json_object_set_new(object, "chance", written_change(&point->chance));
    json_object_set_new(object, "caseload", written_change(&point->caseload));
    json_object_set_new(object, "cost", written_change(&point->cost));
    return object;
}

static json_t *json_line(const struct delay *delay, const struct delay_line *line)
{
    json_t *object = json_object(), *points = json_array();
    for (size_t month = 0; month <= delay->months; month++)
        json_array_append_new(points, json_point(&line->points[month]));
    json_object_set_new(object, "delay", json_string(line->name));
    json_object_set_new(object, "title", json_string(line->title));
    json_object_set_new(object, "what", json_string(line->what));
    json_object_set_new(object, "by_month", points);
    json_object_set_new(object, "a_month", json_point(&line->slope));
    return object;
}

void delay_table_json(const struct delay *delay, struct text *out)
{
    const struct plan_target *targets = plan_items(delay->plan->targets, struct plan_target);
    json_t *root = json_object(), *lines = json_array();
    struct text headline = {0}, rules = {0};
    delay_words_headline(delay, &headline);
    delay_words_rules(delay, &rules);
    for (size_t i = 0; i < delay->line_count; i++)
        json_array_append_new(lines, json_line(delay, &delay->lines[i]));
    json_object_set_new(root, "format", json_integer(1));
    json_object_set_new(root, "program", json_string("headroom"));
    json_object_set_new(root, "version", json_string(delay->version));
    json_object_set_new(root, "headline", json_string(headline.at));
    json_object_set_new(root, "target", json_string(targets[delay->target].named.name));
    json_object_set_new(root, "runs", json_integer((json_int_t)delay->runs));
    json_object_set_new(root, "seed", json_integer((json_int_t)delay->seed));
    json_object_set_new(root, "chance", written_interval(delay->chance.chance, delay->chance.interval));
    json_object_set_new(root, "rules", json_string(rules.at));
    json_object_set_new(root, "delays", lines);
    written_document(root, out);
    text_release(&headline);
    text_release(&rules);
}

/* --- for people --------------------------------------------------------------------------------------------------- */

static void cost_cell(const struct contrast *cost, struct table *table)
{
    char mean[WORDS_SHORT], low[WORDS_SHORT], high[WORDS_SHORT];
    if (cost->runs == 0 || (cost->mean == 0 && cost->variance == 0)) {
        table_cell(table, cost->runs == 0 ? "" : "the same");
        return;
    }
    if (!contrast_is_clear(cost)) {
        table_cell(table, "not told from 0");
        return;
    }
    words_pounds(cost->mean, mean);
    words_pounds(cost->interval.low, low);
    words_pounds(cost->interval.high, high);
    table_printf(table, "%s (%s to %s)", mean, low, high);
}

static void fill_row(const char *title, const struct delay_point *point, bool whole, struct table *table)
{
    struct text words = {0};
    comparison_change(&point->chance, 100, 1, &words);
    table_cell(table, title);
    table_cell(table, words.at);
    text_clear(&words);
    comparison_change(&point->caseload, 1, 2, &words);
    if (whole)
        table_cell(table, words.at);
    cost_cell(&point->cost, table);
    text_release(&words);
}

void delay_table_fill(const struct delay *delay, bool whole, struct table *table)
{
    table_column(table, TABLE_WORDS, "Delay");
    table_column(table, TABLE_NUMBERS, "Chance, points");
    if (whole)
        table_column(table, TABLE_NUMBERS, "Caseload");
    table_column(table, TABLE_NUMBERS, "Spending");
    for (size_t i = 0; i < delay->line_count; i++) {
        const struct delay_line *line = &delay->lines[i];
        char slope[40];
        snprintf(slope, sizeof slope, "%s, a month", line->title);
        fill_row(slope, &line->slope, whole, table);
        for (size_t month = 1; month <= delay->months; month++) {
            char title[40];
            snprintf(title, sizeof title, "%zu month%s", month, month == 1 ? "" : "s");
            fill_row(title, &line->points[month], whole, table);
        }
    }
}

void delay_table_terminal(const struct delay *delay, struct text *out)
{
    struct text words = {0};
    struct table table = {0};
    delay_words_headline(delay, &words);
    text_add(&words, ".");
    table_wrap(words.at, WIDTH, out);
    text_add(out, "\n");
    delay_table_fill(delay, false, &table);
    table_plain(&table, WIDTH, out);
    text_clear(&words);
    delay_words_rules(delay, &words);
    text_add(out, "\n");
    table_wrap(words.at, WIDTH, out);
    table_release(&table);
    text_release(&words);
}
