/* A figure: one chart while it is being made, and what all charts share: frame, scales, dates, rows of data.
 *
 * A chart fills headline, subtitle (measure and unit), alt and note, calls figure_frame(), sets its scales (axis.h), then
 * adds data blocks, drawing commands and CSV rows. Words of the scenario enter only through theme.h. */
#ifndef PLOTS_FIGURE_H
#define PLOTS_FIGURE_H

#include <stddef.h>

#include "base/text.h"
#include "experiment/ensemble.h"
#include "plots/chart.h"
#include "plots/theme.h"

/* Room for the rows of CSV, labels and so on: a chart of ten years is drawn from this many points at most. */
enum { FIGURE_POINTS = 540 };

/* What every chart carries, whatever it is of. */
struct figure_facts {
    const char *noun;           /* "scenario", "comparison" */
    const char *name;           /* of it */
    const char *title, *notice; /* may be null */
    const char *changed;        /* may be null */
    const struct plan_clock *clock;
    size_t runs, failed;
    bool drawn; /* over uncertain inputs too, not over luck alone */
    uint64_t seed;
    const char *version;
};

/* The room of a figure that may well be nothing but a sentence. */
#define FIGURE_SENTENCE 70.0

struct figure {
    struct figure_facts facts;
    const struct chart_run *run; /* null in a chart of a comparison */
    const struct choice *choice; /* null in a chart of a run */
    const char *slug;
    struct text headline, subtitle, alt, note; /* note: "Bands hold 80% of runs", without its full stop */
    struct text data, draw, csv;
    double height;          /* of the page: THEME_HEIGHT, or what figure_frame() made of it for `room` or `least` */
    double room;            /* height that the plot wants at most; 0: all there is */
    double least;           /* and at least: many rows make a longer page, so that each can be read */
    struct theme_area area; /* of the plot on the page; the chart may narrow it before it sets its scales */
    double from, to;        /* weeks at the left and right edge */
    double most;            /* value at the upper edge; nought is at the lower */
    const char *nothing;    /* why nothing is drawn, or null */
    bool left_out;          /* the chart has no meaning for this scenario: no file and no word of it */
};

/* Every chart_NAME.c defines one of these; it must say something true whatever the ensemble holds. A chart that has no
 * meaning for a scenario (spending without money) sets left_out and returns before it writes anything. */
#define CHART(name, slug) void chart_##name(struct figure *figure);
#include "plots/charts.def"
#undef CHART
/* And every comparison_NAME.c one of these. */
#define CHART(name, slug) void comparison_##name(struct figure *figure);
#include "plots/comparison_charts.def"
#undef CHART
void chart_sweep(struct figure *figure);       /* the one of a sweep */
void chart_solve(struct figure *figure);       /* of a search for an amount */
void chart_mixes(struct figure *figure);       /* of a search for the cheapest mix */
void chart_tornado(struct figure *figure);     /* and of a sensitivity */
void chart_findings(struct figure *figure);    /* those of findings */
void chart_causes(struct figure *figure);      /* of causes */
void chart_delay(struct figure *figure);       /* of delay */
void chart_track(struct figure *figure);       /* and of a tracked plan */
void chart_calibration(struct figure *figure); /* one of each measure that was fitted to */

/* Adds the title of the scenario or comparison to the subtitle, draws title, subtitle and foot, and sets the area to what is left of the
 * page. */
void figure_frame(struct figure *figure);

/* Where a week and a value are on the page. */
double figure_x(const struct figure *figure, double week);
double figure_y(const struct figure *figure, double value);

/* "January 2022" or "week 69"; "31 January 2022" or "week 69". `weeks` since the start. */
void figure_month(const struct figure *figure, double weeks, char out[static 32]);
void figure_date(const struct figure *figure, double weeks, char out[static 32]);
calendar_day figure_day(const struct figure *figure, double weeks);

/* The spread of a series at no more than `most` sampled times, the first and last among them. Owned. With one sample only,
 * it comes twice, a week apart, so that there is something to draw. */
struct figure_series {
    size_t count;
    size_t *samples;
    double *weeks;
    struct ensemble_point *points;
};
struct figure_series figure_series(const struct figure *figure, enum metric metric, int team, size_t most);
void figure_series_release(struct figure_series *series);

/* The medians of a series in an array of its own, to be freed. */
double *figure_medians(const struct figure_series *series);

/* $SLUG_NAME << EOD ... EOD, to be plotted as $SLUG_NAME. Values that are not finite are gaps. */
void figure_block_open(struct figure *figure, const char *name);
void figure_row(struct figure *figure, const double *values, size_t count);
void figure_block_close(struct figure *figure);

/* CSV: week and date of a sample (the date empty without a calendar), then numbers (empty when missing), then the end. */
void figure_csv_time(struct figure *figure, size_t sample);
void figure_csv_week(struct figure *figure, double week);
void figure_csv_number(struct figure *figure, double value, int decimals);

/* In place of a plot: one sentence in the middle of the page. The report says it without the page. */
void figure_nothing(struct figure *figure, const char *sentence);

void figure_release(struct figure *figure);

#endif
