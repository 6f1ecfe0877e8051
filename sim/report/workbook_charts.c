#include <stdlib.h>

#include "plots/theme.h"
#include "report/workbook_parts.h"

/* Columns of the sheet Weekly. */
enum { WEEK, DATE, MEDIAN = 5, LOW, HIGH };

static lxw_color_t colour_of(const char *code)
{
    return (lxw_color_t)strtoul(code + 1, NULL, 16);
}

static void quiet_axes(lxw_chart *chart)
{
    lxw_chart_line grid = {.color = colour_of(THEME_GRID), .width = 0.75f};
    chart_axis_major_gridlines_set_line(chart->y_axis, &grid);
    chart_axis_set_min(chart->y_axis, 0);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
}

static void insert(struct workbook_sheet *sheet, lxw_chart *chart, size_t row)
{
    lxw_chart_options size = {.x_scale = 1.8, .y_scale = 1.4};
    worksheet_insert_chart_opt(sheet->sheet, (lxw_row_t)row, 0, chart, &size);
}

/* Ten more or fewer dates on the axis, whatever the length. */
static void date_axis(lxw_chart *chart, const struct ensemble *ensemble)
{
    bool dates = ensemble->plan->clock.calendar != CALENDAR_NONE;
    size_t step = ensemble->samples / 10 + 1;
    chart_axis_set_num_format(chart->x_axis, dates ? "mmm yyyy" : "General");
    chart_axis_set_interval_unit(chart->x_axis, (uint16_t)step);
    chart_axis_set_interval_tick(chart->x_axis, (uint16_t)step);
    chart_axis_set_name(chart->x_axis, dates ? "Date" : "Week");
}

/* Three lines in place of a fan: a spreadsheet has no bands that survive an edit. */
static void caseload(struct workbook_book *book, struct workbook_sheet *sheet)
{
    static const struct {
        const char *name;
        lxw_col_t column;
        const char *colour;
        float width;
    } lines[] = {{"90th percentile", HIGH, THEME_BLUE_50, 1.25f},
                 {"Median of the runs", MEDIAN, THEME_BLUE, 2.5f},
                 {"10th percentile", LOW, THEME_BLUE_50, 1.25f}};
    const struct ensemble *ensemble = book->run->ensemble;
    lxw_chart *chart = workbook_add_chart(book->file, LXW_CHART_LINE);
    lxw_col_t axis = ensemble->plan->clock.calendar == CALENDAR_NONE ? WEEK : DATE;
    lxw_row_t last = (lxw_row_t)book->caseload_rows;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
        lxw_chart_line line = {.color = colour_of(lines[i].colour), .width = lines[i].width};
        chart_series_set_name(series, lines[i].name);
        chart_series_set_categories(series, "Weekly", 1, axis, last, axis);
        chart_series_set_values(series, "Weekly", 1, lines[i].column, last, lines[i].column);
        chart_series_set_line(series, &line);
    }
    chart_title_set_name(chart, "Average caseload, all teams");
    chart_axis_set_name(chart->y_axis, metric_info(METRIC_CASELOAD)->unit);
    date_axis(chart, ensemble);
    quiet_axes(chart);
    insert(sheet, chart, 0);
}

static void money(struct workbook_book *book, struct workbook_sheet *sheet)
{
    static const struct {
        const char *name, *colour;
    } bars[] = {{"Spending", THEME_BLUE}, {"Funding", THEME_TURQUOISE}};
    lxw_chart *chart = workbook_add_chart(book->file, LXW_CHART_COLUMN);
    lxw_col_t last = (lxw_col_t)book->money_years;
    for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
        lxw_row_t row = (lxw_row_t)book->money_rows[i];
        if (row == 0)
            continue;
        lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
        lxw_chart_fill fill = {.color = colour_of(bars[i].colour)};
        chart_series_set_name(series, bars[i].name);
        chart_series_set_categories(series, "Money by year", 0, 1, 0, last);
        chart_series_set_values(series, "Money by year", row, 1, row, last);
        chart_series_set_fill(series, &fill);
    }
    chart_axis_set_num_format(chart->y_axis, WORKBOOK_POUNDS_FORMAT);
    chart_title_set_name(chart, "Spending and funding by year, mean of the runs");
    quiet_axes(chart);
    insert(sheet, chart, 21);
}

void workbook_charts(struct workbook_book *book)
{
    struct workbook_sheet sheet = workbook_sheet_open(book, "Charts", NULL, 0);
    worksheet_fit_to_pages(sheet.sheet, 1, 1);
    caseload(book, &sheet);
    if (book->money_years > 0)
        money(book, &sheet);
}
