/* The history of a measure against what the fitted model gives for its dates; the part that was held back is set apart. */
#include <math.h>
#include <stdlib.h>

#include "experiment/calibration_words.h"
#include "experiment/words.h"
#include "plots/axis.h"
#include "plots/figure.h"

enum { NAMES = 4 };

/* One measure, with the spread of the members at each of its dates. */
struct past {
    const struct calibration *calibration;
    size_t number;
    const struct calibration_series *series;
    double (*quantile)[ENSEMBLE_LEVELS]; /* [figure] */
    bool share;
};

/* The first chart is called calibration, the others have a number behind it. */
static struct past gather(const struct figure *figure)
{
    const struct calibration *calibration = figure->run->calibration;
    size_t number = strtoul(figure->slug + strcspn(figure->slug, "123456789"), NULL, 10);
    struct past past = {.calibration = calibration, .number = number > 0 ? number - 1 : 0};
    past.series = &calibration->series[past.number];
    past.share = text_equal(metric_info(past.series->points->measure)->unit, "share");
    past.quantile = mem_new(past.series->count, sizeof *past.quantile);
    for (size_t i = 0; i < past.series->count; i++)
        calibration_spread(calibration, past.number, i, past.quantile[i]);
    return past;
}

static void write_words(struct figure *figure, const struct past *past)
{
    const struct calibration_series *series = past->series;
    struct text name = {0};
    calibration_words_measure(past->calibration, past->number, true, &name);
    calibration_words_series(past->calibration, past->number, &figure->headline);
    const char *unit = metric_unit(series->points->measure, past->calibration->plan, series->points->team);
    text_printf(&figure->subtitle, "%s (%s): figures of %s, and the calibrated model on their dates.", name.at, unit,
                past->calibration->history->file);
    text_add(&figure->note,
             "Fitted to the figures left of the line alone. Bands hold 50%, 80% and 95% of the posterior's "
             "members");
    text_printf(&figure->alt, "Fan chart of %s on %zu dates, of which the last %zu were held back.", name.at,
                series->count, series->count - series->kept);
    for (size_t i = series->kept; i < series->count; i++) {
        char date[32], came[WORDS_SHORT], low[WORDS_SHORT], high[WORDS_SHORT];
        figure_date(figure, series->points[i].week, date);
        calibration_words_value(past->calibration, past->number, series->points[i].value, came);
        calibration_words_value(past->calibration, past->number, past->quantile[i][Q10], low);
        calibration_words_value(past->calibration, past->number, past->quantile[i][Q90], high);
        text_printf(&figure->alt, " %s: %s observed, 80%% of members from %s to %s.", date, came, low, high);
    }
    text_release(&name);
}

static const enum ensemble_level shown[] = {Q025, Q975, Q10, Q90, Q25, Q75, Q50};
enum { SHOWN = sizeof shown / sizeof *shown };

static void write_data(struct figure *figure, const struct past *past)
{
    const struct calibration_series *series = past->series;
    text_add(&figure->csv, "week,date,p2.5,p97.5,p10,p90,p25,p75,median,observed,held_back\n");
    figure_block_open(figure, "bands");
    for (size_t i = 0; i < series->count; i++) {
        double row[SHOWN + 1] = {series->points[i].week};
        char date[11];
        calendar_iso(series->points[i].day, date);
        text_printf(&figure->csv, "%.6g,%s", series->points[i].week, date);
        for (size_t k = 0; k < SHOWN; k++) {
            row[k + 1] = past->quantile[i][shown[k]];
            figure_csv_number(figure, row[k + 1], 4);
        }
        figure_row(figure, row, SHOWN + 1);
        figure_csv_number(figure, series->points[i].value, 4);
        text_printf(&figure->csv, ",%s\n", i < series->kept ? "false" : "true");
    }
    figure_block_close(figure);
    static const char *const blocks[] = {"kept", "held"};
    for (size_t part = 0; part < 2; part++) {
        figure_block_open(figure, blocks[part]);
        for (size_t i = part ? series->kept : 0; i < (part ? series->count : series->kept); i++)
            figure_row(figure, (double[]){series->points[i].week, series->points[i].value}, 2);
        figure_block_close(figure);
    }
}

/* What the bands are, at their right ends. */
static void draw_names(struct figure *figure, const struct past *past)
{
    static const struct {
        const char *words, *swatch;
        enum ensemble_level high, low;
    } names[NAMES] = {{"95% of members", THEME_BLUE_95, Q975, Q90},
                      {"80% of members", THEME_BLUE_80, Q90, Q75},
                      {"50% of members", THEME_BLUE_50, Q75, Q50},
                      {"Median", THEME_BLUE, Q50, Q50}};
    static const struct theme_words look = {THEME_SMALL, false, THEME_DARK};
    static const double swatch = 10, apart = 18;
    const double *last = past->quantile[past->series->count - 1];
    double at[NAMES], x = figure->area.right + 10;
    for (size_t i = 0; i < NAMES; i++)
        at[i] = isfinite(last[names[i].high]) ? figure_y(figure, (last[names[i].high] + last[names[i].low]) / 2)
                                              : figure->area.top;
    layout_spread(at, NAMES, apart, figure->area.top, figure->area.bottom);
    for (size_t i = 0; i < NAMES; i++) {
        theme_box(&figure->draw, x, at[i] - swatch / 2, swatch, swatch, names[i].swatch);
        theme_label(&figure->draw, x + swatch + 5, at[i], THEME_LEFT, look, names[i].words);
    }
}

static void draw_cut(struct figure *figure, const struct past *past)
{
    static const struct theme_words look = {THEME_SMALL, true, THEME_GREY}, held = {THEME_SMALL, true, THEME_PLUM};
    static const double above = 11, space = 8;
    double x = figure_x(figure, past->calibration->cut - 0.5);
    theme_line(&figure->draw, x, figure->area.top - 2 * above, x, figure->area.bottom, THEME_PLUM, 1.4,
               "dashtype (5,4) front");
    theme_label(&figure->draw, x - space, figure->area.top - above, THEME_RIGHT, look, "Fitted to");
    theme_label(&figure->draw, x + space, figure->area.top - above, THEME_LEFT, held, "Held back");
}

static void draw(struct figure *figure, const struct past *past)
{
    static const double edge = 2, names_width = 130;
    const struct calibration_series *series = past->series;
    const char *slug = figure->slug;
    double most = 0;
    for (size_t i = 0; i < series->count; i++) {
        most = fmax(most, series->points[i].value);
        most = isfinite(past->quantile[i][Q975]) ? fmax(most, past->quantile[i][Q975]) : most;
    }
    figure->area.top += 14;
    axis_value(figure, past->share ? AXIS_SHARE : AXIS_NUMBER, most, 6, true);
    figure->area.right = THEME_WIDTH - names_width;
    axis_time(figure, series->points[0].week - edge, series->points[series->count - 1].week + edge, AXIS_FULL);
    axis_ranges(figure);
    draw_names(figure, past);
    draw_cut(figure, past);
    text_printf(&figure->draw,
                "plot $%s_bands using 1:2:3 with filledcurves fillcolor rgb '" THEME_BLUE_95 "' title '95', \\\n"
                "    $%s_bands using 1:4:5 with filledcurves fillcolor rgb '" THEME_BLUE_80 "' title '80', \\\n"
                "    $%s_bands using 1:6:7 with filledcurves fillcolor rgb '" THEME_BLUE_50 "' title '50', \\\n"
                "    $%s_bands using 1:8 with lines lw 2.5 lc rgb '" THEME_BLUE "' title 'median', \\\n"
                "    $%s_kept with linespoints pt 7 ps 0.7 lw 1.2 lc rgb '" THEME_DARK "' title 'observed', \\\n"
                "    $%s_held with points pt 7 ps 1.2 lc rgb 'white' title 'edge', \\\n"
                "    $%s_held with linespoints pt 7 ps 0.9 lw 1.2 lc rgb '" THEME_PLUM "' title 'held back'\n",
                slug, slug, slug, slug, slug, slug, slug);
}

void chart_calibration(struct figure *figure)
{
    struct past past = gather(figure);
    write_words(figure, &past);
    figure_frame(figure);
    write_data(figure, &past);
    draw(figure, &past);
    free(past.quantile);
}
