#include "model/history.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/mem.h"
#include "base/text.h"

enum { COLUMN_DATE, COLUMN_MEASURE, COLUMN_TEAM, COLUMN_VALUE, COLUMN_SOURCE, COLUMNS };

static const struct csv_column wanted[COLUMNS] = {
    {"date", true}, {"measure", true}, {"team", false}, {"value", true}, {"source", false}};

/* --- fields --- */

static int digits_of(const char *text, size_t from, size_t count)
{
    int number = 0;
    for (size_t i = from; i < from + count; i++) {
        if (!isdigit((unsigned char)text[i]))
            return -1;
        number = 10 * number + text[i] - '0';
    }
    return number;
}

static bool read_date(const struct csv_field *field, calendar_day *day, struct diag *diag)
{
    const char *text = field->text;
    size_t length = strlen(text);
    struct calendar_date date = {0, 7, 1};
    bool shaped = length == 4 || (length == 7 && text[4] == '-') || (length == 10 && text[4] == '-' && text[7] == '-');
    if (shaped)
        date.year = digits_of(text, 0, 4);
    if (shaped && length > 4) {
        date.month = digits_of(text, 5, 2);
        date.day = length > 7 ? digits_of(text, 8, 2) : 15;
    }
    if (!shaped || !calendar_is_valid(date)) {
        diag_error(diag, field->at, NULL, "\"%s\" is not a date; write 2017-09-30, 2017-09 or 2017", text);
        return false;
    }
    *day = calendar_from_date(date);
    return true;
}

static bool is_measured(const struct plan *plan, enum metric metric)
{
    enum metric_scope scope = metric_info(metric)->scope;
    return metric_applies(plan, metric) && (scope == SCOPE_TEAM || scope == SCOPE_SERVICE);
}

static bool read_measure(const struct csv_field *field, const struct plan *plan, enum metric *measure,
                         struct diag *diag)
{
    *measure = metric_find(field->text);
    if (*measure < METRIC_COUNT && is_measured(plan, *measure))
        return true;
    const char *names[METRIC_COUNT];
    size_t count = 0;
    for (unsigned i = 0; i < METRIC_COUNT; i++)
        if (is_measured(plan, (enum metric)i))
            names[count++] = metric_info((enum metric)i)->name;
    const char *near = text_nearest(field->text, names, count);
    if (*measure < METRIC_COUNT)
        diag_error(diag, field->at, NULL, "this scenario has no \"%s\" of a team or of the service", field->text);
    else if (near != NULL)
        diag_error(diag, field->at, NULL, "there is no measure \"%s\"; did you mean \"%s\"?", field->text, near);
    else
        diag_error(diag, field->at, NULL, "there is no measure \"%s\"; \"headroom describe metrics\" lists them",
                   field->text);
    return false;
}

static bool read_team(const struct csv_field *field, const struct plan *plan, int *team, struct diag *diag)
{
    const struct plan_team *teams = plan_items(plan->teams, struct plan_team);
    *team = METRIC_SERVICE;
    if (field->text[0] == '\0' || text_equal(field->text, "all"))
        return true;
    const char **names = mem_new(plan->teams.count + 1, sizeof *names);
    names[plan->teams.count] = "all";
    for (size_t i = 0; i < plan->teams.count; i++) {
        names[i] = teams[i].named.name;
        if (text_equal(names[i], field->text))
            *team = (int)i;
    }
    const char *near = text_nearest(field->text, names, plan->teams.count + 1);
    if (*team < 0 && near != NULL)
        diag_error(diag, field->at, NULL, "there is no team \"%s\"; did you mean \"%s\"?", field->text, near);
    else if (*team < 0)
        diag_error(diag, field->at, NULL, "there is no team \"%s\"; leave it empty for the whole service", field->text);
    free(names);
    return *team >= 0;
}

/* Digits with at most one point among them, and for shares perhaps a per cent sign. */
static bool read_value(const struct csv_field *field, enum metric measure, double *value, struct diag *diag)
{
    const char *text = field->text;
    size_t length = strlen(text), digits = strspn(text, "0123456789.");
    bool is_share = text_equal(metric_info(measure)->unit, "share"), percent = length > 0 && text[length - 1] == '%';
    const char *point = strchr(text, '.');
    if (digits == 0 || digits + percent != length || digits > 15 || (point != NULL && strchr(point + 1, '.') != NULL) ||
        !isdigit((unsigned char)text[0])) {
        diag_error(diag, field->at, NULL, "\"%s\" is not a number such as 21.3%s", text, is_share ? "%" : "");
        return false;
    }
    *value = strtod(text, NULL) / (percent ? 100 : 1);
    if (percent && !is_share)
        diag_error(diag, field->at, NULL, "%s is counted in %s, not in per cent", metric_info(measure)->name,
                   metric_info(measure)->unit);
    else if (is_share && *value > 1)
        diag_error(diag, field->at, NULL, "%s is a share and cannot be %s; write it as %.3g or %.3g%%",
                   metric_info(measure)->name, text, *value / 100, *value);
    else
        return true;
    return false;
}

/* --- the file --- */

static void add_row(struct history *history, const struct csv *csv, size_t row, const struct plan *plan,
                    struct diag *diag)
{
    struct history_point point = {.line = csv_at(csv, row, COLUMN_DATE)->at.line};
    const struct csv_field *team = csv_at(csv, row, COLUMN_TEAM), *value = csv_at(csv, row, COLUMN_VALUE);
    bool dated = read_date(csv_at(csv, row, COLUMN_DATE), &point.day, diag);
    bool placed = read_team(team, plan, &point.team, diag);
    bool measured = read_measure(csv_at(csv, row, COLUMN_MEASURE), plan, &point.measure, diag);
    if (history->may_miss && value->text[0] == '\0') {
        history->missing++;
        return;
    }
    if (!measured || !read_value(value, point.measure, &point.value, diag))
        return;
    if (point.team >= 0 && metric_info(point.measure)->scope == SCOPE_SERVICE) {
        diag_error(diag, team->at, NULL, "%s is of the whole service; leave the team empty",
                   metric_info(point.measure)->name);
        return;
    }
    point.week = (double)(point.day - plan->clock.start) / 7;
    point.source = arena_copy(&history->arena, csv_at(csv, row, COLUMN_SOURCE)->text);
    if (dated && placed)
        history->points[history->count++] = point;
}

static int by_what_and_when(const void *left, const void *right)
{
    const struct history_point *a = left, *b = right;
    if (a->measure != b->measure)
        return a->measure < b->measure ? -1 : 1;
    if (a->team != b->team)
        return a->team < b->team ? -1 : 1;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

static void refuse_doubles(const struct history *history, int file, struct diag *diag)
{
    for (size_t i = 1; i < history->count; i++) {
        const struct history_point *before = &history->points[i - 1], *point = &history->points[i];
        if (point->measure == before->measure && point->team == before->team && point->day == before->day)
            diag_error(diag, (struct place){.file = file, .line = point->line, .column = 1}, NULL,
                       "line %d has the same measure, team and date", before->line);
    }
}

bool history_read(struct history *history, int file, const struct plan *plan, struct diag *diag)
{
    size_t errors = diag->errors;
    struct csv csv;
    if (csv_read(&csv, history->bytes, history->length, file, wanted, COLUMNS, diag)) {
        history->points = mem_new(csv.rows + 1, sizeof *history->points);
        for (size_t row = 0; row < csv.rows; row++)
            add_row(history, &csv, row, plan, diag);
        qsort(history->points, history->count, sizeof *history->points, by_what_and_when);
        refuse_doubles(history, file, diag);
    }
    csv_release(&csv);
    return diag->errors == errors;
}

bool history_open(struct history *history, struct scenario *scenario, const struct plan *plan, struct diag *diag)
{
    static const char path[] = "history.file";
    *history = (struct history){0};
    int file;
    if (!plan->history.given)
        return true;
    if (plan->clock.calendar == CALENDAR_NONE) {
        diag_error(diag, tree_find(scenario->root, path)->at, path,
                   "history has dates, and clock.calendar is none; leave one of them out");
        return false;
    }
    history->bytes = scenario_read_beside(scenario, path, ".csv", CSV_BYTES_LIMIT, &history->length, &file, diag);
    if (history->bytes == NULL)
        return false;
    history->file = arena_copy(&history->arena, plan->history.file);
    return history_read(history, file, plan, diag);
}

const struct history_point *history_of(const struct history *history, enum metric measure, int team, size_t *count)
{
    size_t first = 0;
    *count = 0;
    for (size_t i = 0; history != NULL && i < history->count; i++)
        if (history->points[i].measure == measure && history->points[i].team == team && (*count)++ == 0)
            first = i;
    return *count > 0 ? &history->points[first] : NULL;
}

void history_close(struct history *history)
{
    free(history->points);
    free(history->bytes);
    arena_release(&history->arena);
    *history = (struct history){0};
}
