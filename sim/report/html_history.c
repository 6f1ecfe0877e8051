/* The past beside the runs: what was published against what opens the simulation, how far it moved from year to year, and
 * where later figures fall among the runs. */
#include <math.h>

#include "report/html_parts.h"

/* Two figures are a year apart within so many days. */
static const long year_least = 330, year_most = 400;

/* One measure of a team or of the service. */
struct past {
    const struct history_point *points;
    size_t count, series;
};

static bool next_past(const struct html_page *page, struct past *past)
{
    const struct history *history = page->run->history;
    const struct history_point *next = past->points ? past->points + past->count : history->points;
    if (next == history->points + history->count)
        return false;
    past->points = history_of(history, next->measure, next->team, &past->count);
    past->series = metric_series(&page->run->ensemble->layout, next->measure, next->team);
    return true;
}

static void value_cell(const struct html_page *page, struct table *table, size_t series, double value)
{
    char words[WORDS_SHORT];
    brief_value(&page->brief, series, value, words);
    table_cell(table, words);
}

static void name_cell(const struct html_page *page, struct table *table, size_t series)
{
    struct text name = {0};
    brief_measure(&page->brief, series, true, &name);
    table_cell(table, name.at);
    text_release(&name);
}

static void date_cell(struct table *table, calendar_day day)
{
    char date[24];
    calendar_long(day, date);
    table_cell(table, date);
}

/* The last figure at or before the first sample, against the middle of the runs there. */
static void opening_row(const struct html_page *page, struct table *table, const struct past *past)
{
    const struct history_point *last = NULL;
    for (size_t i = 0; i < past->count; i++)
        if (past->points[i].week <= page->run->ensemble->times[0])
            last = &past->points[i];
    if (last == NULL)
        return;
    name_cell(page, table, past->series);
    date_cell(table, last->day);
    value_cell(page, table, past->series, last->value);
    value_cell(page, table, past->series, ensemble_point(page->run->ensemble, past->series, 0).quantile[Q50]);
    table_cell(table, last->source);
}

static void openings(const struct html_page *page)
{
    struct table table = {0};
    table_caption(&table,
                  "The last figure before the simulation, and what the simulation opens with (median of the runs)");
    table_column(&table, TABLE_WORDS, "Measure");
    table_column(&table, TABLE_WORDS, "Date");
    table_column(&table, TABLE_NUMBERS, "Observed");
    table_column(&table, TABLE_NUMBERS, "Opening");
    table_column(&table, TABLE_WORDS, "Source");
    for (struct past past = {0}; next_past(page, &past);)
        opening_row(page, &table, &past);
    table_html(&table, NULL, page->out);
    table_release(&table);
}

/* A change of a share is one of points, since per cent of it would be something else. */
static void change_cell(const struct html_page *page, struct table *table, const struct past *past, double change)
{
    if (text_equal(metric_info(past->points->measure)->unit, "share"))
        table_printf(table, "%.1f points", 100 * change);
    else
        value_cell(page, table, past->series, change);
}

/* Changes between figures that are a year apart, whichever stand between them. */
static void movement_row(const struct html_page *page, struct table *table, const struct past *past)
{
    double sum = 0, most = 0;
    size_t changes = 0;
    for (size_t i = 0; i < past->count; i++)
        for (size_t k = i + 1; k < past->count; k++) {
            long days = past->points[k].day - past->points[i].day;
            if (days < year_least || days > year_most)
                continue;
            double change = fabs(past->points[k].value - past->points[i].value);
            sum += change;
            most = fmax(most, change);
            changes++;
        }
    if (changes == 0)
        return;
    name_cell(page, table, past->series);
    table_printf(table, "%zu", changes);
    change_cell(page, table, past, sum / (double)changes);
    change_cell(page, table, past, most);
}

static void movements(const struct html_page *page)
{
    struct table table = {0};
    table_caption(&table, "How far the observed figures moved from one year to the next, up or down");
    table_column(&table, TABLE_WORDS, "Measure");
    table_column(&table, TABLE_NUMBERS, "Changes seen");
    table_column(&table, TABLE_NUMBERS, "On average");
    table_column(&table, TABLE_NUMBERS, "The largest");
    for (struct past past = {0}; next_past(page, &past);)
        movement_row(page, &table, &past);
    table_html(&table, NULL, page->out);
    table_release(&table);
}

static const char *where_in(const struct ensemble_point *point, double value)
{
    const double *q = point->quantile;
    if (point->tally.count == 0)
        return "no run has a figure";
    return value >= q[Q25] && value <= q[Q75]     ? "within 50% of runs"
           : value >= q[Q10] && value <= q[Q90]   ? "within 80% of runs"
           : value >= q[Q025] && value <= q[Q975] ? "within 95% of runs"
           : value > q[Q975]                      ? "above 95% of runs"
                                                  : "below 95% of runs";
}

static void later_row(const struct html_page *page, struct table *table, size_t series,
                      const struct history_point *seen)
{
    const struct ensemble *ensemble = page->run->ensemble;
    if (seen->week <= ensemble->times[0] || seen->week > ensemble->times[ensemble->samples - 1])
        return;
    struct ensemble_point point = ensemble_point(ensemble, series, ensemble_sample_at(ensemble, seen->week));
    static const enum ensemble_level bands[][2] = {{Q25, Q75}, {Q10, Q90}, {Q025, Q975}};
    name_cell(page, table, series);
    date_cell(table, seen->day);
    value_cell(page, table, series, seen->value);
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++) {
        char band[WORDS_LONG] = "no figure";
        if (point.tally.count > 0)
            brief_band(&page->brief, series, point.quantile[bands[i][0]], point.quantile[bands[i][1]], band);
        table_cell(table, band);
    }
    table_cell(table, where_in(&point, seen->value));
    table_cell(table, seen->source);
}

static void later(const struct html_page *page)
{
    struct table table = {0};
    table_caption(&table, "Figures from within the simulated time, and where they fall among the runs");
    table_column(&table, TABLE_WORDS, "Measure");
    table_column(&table, TABLE_WORDS, "Date");
    table_column(&table, TABLE_NUMBERS, "Observed");
    table_column(&table, TABLE_NUMBERS, "50% of runs");
    table_column(&table, TABLE_NUMBERS, "80% of runs");
    table_column(&table, TABLE_NUMBERS, "95% of runs");
    table_column(&table, TABLE_WORDS, "The observed figure lies");
    table_column(&table, TABLE_WORDS, "Source");
    for (struct past past = {0}; next_past(page, &past);)
        for (size_t i = 0; i < past.count; i++)
            later_row(page, &table, past.series, &past.points[i]);
    table_html(&table, NULL, page->out);
    table_release(&table);
}

void html_history(const struct html_page *page)
{
    if (page->run->history == NULL || page->run->history->count == 0)
        return;
    html_open(page, "history", "Beside what was observed");
    html_paragraph(
        page,
        "These figures come from %s. They change no result. Where a source counts other people or posts than the "
        "scenario does, the two differ for that reason alone.",
        page->run->history->file);
    openings(page);
    movements(page);
    later(page);
    html_close(page);
}
