#include <stdlib.h>

#include "report/order.h"
#include "report/workbook_parts.h"

/* More would make a file that nobody opens with pleasure; series.csv has no limit. */
enum { ROWS_LIMIT = 100000 };

/* The first must be the caseload: the chart takes its rows from the top of the sheet. */
static const enum metric measures[] = {METRIC_CASELOAD,  METRIC_CASELOAD_EXPERIENCED,
                                       METRIC_OPEN,      METRIC_WAITING,
                                       METRIC_IN_POST,   METRIC_NEWLY_QUALIFIED,
                                       METRIC_AGENCY,    METRIC_VACANCIES,
                                       METRIC_EFFECTIVE, METRIC_OVER_HIGH,
                                       METRIC_SPEND_WEEK};
enum { MEASURES = sizeof measures / sizeof *measures };

static enum workbook_look look_of(const char *unit)
{
    return text_equal(unit, "share") ? WORKBOOK_SHARE : text_equal(unit, "£") ? WORKBOOK_POUNDS : WORKBOOK_NUMBER;
}

static void add_sample(struct workbook_sheet *sheet, enum metric metric, int team, size_t sample)
{
    static const enum ensemble_level levels[] = {Q50, Q10, Q90};
    const struct ensemble *ensemble = sheet->book->run->ensemble;
    const char *unit = metric_unit(metric, ensemble->plan, team);
    struct ensemble_point point = ensemble_point(ensemble, metric_series(&ensemble->layout, metric, team), sample);
    workbook_number(sheet, WORKBOOK_ASGIVEN, ensemble->times[sample]);
    workbook_date(sheet, WORKBOOK_DATE, ensemble->times[sample]);
    workbook_words(sheet, WORKBOOK_PLAIN, brief_team(ensemble->plan, team));
    workbook_words(sheet, WORKBOOK_PLAIN, metric_info(metric)->label);
    workbook_words(sheet, WORKBOOK_PLAIN, unit);
    if (point.tally.count > 0) {
        for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
            workbook_number(sheet, look_of(unit), point.quantile[levels[i]]);
        workbook_number(sheet, look_of(unit), point.tally.mean);
    }
    workbook_row(sheet);
}

/* All of a team, or nothing of it when it does not fit. */
static void add_team(struct workbook_sheet *sheet, int team)
{
    const struct ensemble *ensemble = sheet->book->run->ensemble;
    if (sheet->row > 1 && sheet->row + MEASURES * ensemble->samples > ROWS_LIMIT) {
        sheet->book->left_out = true;
        return;
    }
    for (size_t i = 0; i < MEASURES; i++) {
        bool there = metric_applies(ensemble->plan, measures[i]) &&
                     (team == METRIC_SERVICE || metric_info(measures[i])->scope == SCOPE_TEAM);
        for (size_t sample = 0; there && sample < ensemble->samples; sample++)
            add_sample(sheet, measures[i], team, sample);
    }
}

void workbook_weekly(struct workbook_book *book)
{
    static const struct workbook_column columns[] = {
        {"Week", 8},
        {"Date", 13},
        {"Team", 26},
        {"Measure", 28},
        {"Unit", 16},
        {"Median", 11},
        {"10th percentile", 11},
        {"90th percentile", 11},
        {"Mean", 11},
    };
    const struct ensemble *ensemble = book->run->ensemble;
    const struct map *teams = &ensemble->plan->teams;
    struct workbook_sheet sheet = workbook_sheet_open(book, "Weekly", columns, sizeof columns / sizeof *columns);
    add_team(&sheet, METRIC_SERVICE);
    size_t *order = order_of(teams, sizeof(struct plan_team));
    for (size_t i = 0; i < teams->count; i++)
        add_team(&sheet, (int)order[i]);
    free(order);
    workbook_sheet_close(&sheet);
    book->caseload_rows = ensemble->samples;
    if (book->left_out) {
        workbook_words(&sheet, WORKBOOK_PLAIN, "Teams that are not here did not fit; they are in series.csv.");
        workbook_row(&sheet);
    }
}
