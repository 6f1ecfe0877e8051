/* The past beside the runs: what was published against what opens the simulation, how far it moved from year to year, and
 * where later figures fall among the runs. */
#include <stdio.h>

#include "report/html_parts.h"
#include "report/shown.h"

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

/* How a value of the measure is written, and where summary.json has it: in `list` of `report`, at `index`. */
static void kept_cell(const struct html_page *page, struct table *table, const struct past *past, const char *list,
                      size_t index, const struct html_kept *kept)
{
    struct html_kept placed = *kept;
    char words[WORDS_SHORT], at[64];
    bool share = brief_is_share(&page->brief, past->series);
    snprintf(at, sizeof at, "/report/observed/%s/%zu", list, index);
    placed.at = at;
    placed.form = share ? TRAIL_SHARE : TRAIL_NUMBER;
    placed.decimals = brief_decimals(&page->brief, past->series);
    brief_value(&page->brief, past->series, kept->value, words);
    table_cell(table, words);
    html_kept_given(page, table, &placed);
}

static void observed_cell(const struct html_page *page, struct table *table, const struct past *past,
                          const struct history_point *seen)
{
    struct text what = {0};
    text_printf(&what, "observed, %s line %d: ", page->run->history->file, seen->line);
    brief_measure(&(struct brief){.ensemble = page->brief.ensemble, .prepared = page->brief.prepared}, past->series,
                  false, &what);
    kept_cell(page, table, past, "points", (size_t)(seen - page->run->history->points),
              &(struct html_kept){.what = what.at, .column = "value", .value = seen->value});
    text_release(&what);
}

/* A value of the runs at a sample. */
static void level_cell(const struct html_page *page, struct table *table, size_t series, size_t sample,
                       enum brief_levels levels, const char *words)
{
    table_cell(table, words);
    table_figure(table, brief_trail_level(&page->brief, NULL, series, sample, levels, words));
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
    observed_cell(page, table, past, last);
    char opening[WORDS_SHORT];
    brief_value(&page->brief, past->series, ensemble_point(page->run->ensemble, past->series, 0).quantile[Q50],
                opening);
    level_cell(page, table, past->series, 0, BRIEF_MEDIAN, opening);
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
static void change_cell(const struct html_page *page, struct table *table, const struct past *past, size_t index,
                        const struct html_kept *kept)
{
    if (!brief_is_share(&page->brief, past->series)) {
        kept_cell(page, table, past, "movements", index, kept);
        return;
    }
    struct html_kept placed = *kept;
    char at[64];
    snprintf(at, sizeof at, "/report/observed/movements/%zu", index);
    placed.at = at;
    placed.form = TRAIL_POINTS;
    placed.decimals = 1;
    table_printf(table, "%.1f points", 100 * kept->value);
    html_kept_given(page, table, &placed);
}

/* Changes between figures that are a year apart, whichever stand between them; `index` counts measures. */
static void movement_row(const struct html_page *page, struct table *table, const struct past *past, size_t index)
{
    struct shown_movement movement = shown_movement(past->points, past->count);
    char at[64];
    if (movement.changes == 0)
        return;
    name_cell(page, table, past->series);
    snprintf(at, sizeof at, "/report/observed/movements/%zu", index);
    table_printf(table, "%zu", movement.changes);
    html_kept_given(
        page, table,
        &(struct html_kept){
            .what = "observed changes over a year", .at = at, .column = "changes", .value = (double)movement.changes});
    change_cell(page, table, past, index,
                &(struct html_kept){
                    .what = "observed change over a year, on average", .column = "mean", .value = movement.mean});
    change_cell(page, table, past, index,
                &(struct html_kept){
                    .what = "the largest observed change over a year", .column = "largest", .value = movement.most});
}

static void movements(const struct html_page *page)
{
    struct table table = {0};
    table_caption(&table, "How far the observed figures moved from one year to the next, up or down");
    table_column(&table, TABLE_WORDS, "Measure");
    table_column(&table, TABLE_NUMBERS, "Changes seen");
    table_column(&table, TABLE_NUMBERS, "On average");
    table_column(&table, TABLE_NUMBERS, "The largest");
    size_t index = 0;
    for (struct past past = {0}; next_past(page, &past);)
        movement_row(page, &table, &past, index++);
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

static void later_row(const struct html_page *page, struct table *table, const struct past *past,
                      const struct history_point *seen)
{
    const struct ensemble *ensemble = page->run->ensemble;
    if (seen->week <= ensemble->times[0] || seen->week > ensemble->times[ensemble->samples - 1])
        return;
    size_t series = past->series, sample = ensemble_sample_at(ensemble, seen->week);
    struct ensemble_point point = ensemble_point(ensemble, series, sample);
    static const enum ensemble_level bands[][2] = {{Q25, Q75}, {Q10, Q90}, {Q025, Q975}};
    static const enum brief_levels levels[] = {BRIEF_HALF, BRIEF_BAND, BRIEF_WIDE};
    name_cell(page, table, series);
    date_cell(table, seen->day);
    observed_cell(page, table, past, seen);
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++) {
        char band[WORDS_LONG] = "no figure";
        if (point.tally.count > 0)
            brief_band(&page->brief, series, point.quantile[bands[i][0]], point.quantile[bands[i][1]], band);
        level_cell(page, table, series, sample, levels[i], band);
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
            later_row(page, &table, &past, &past.points[i]);
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
