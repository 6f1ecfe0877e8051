#include <math.h>

#include "report/workbook_parts.h"

static const char *title_of(const struct comparison *comparison, size_t option)
{
    return comparison->options[option].title;
}

static void fact(struct workbook_sheet *sheet, const char *name, const char *words)
{
    workbook_words(sheet, WORKBOOK_BOLD, name);
    workbook_words(sheet, WORKBOOK_WRAPPED, words);
    workbook_row(sheet);
}

void workbook_comparison_notes(struct workbook_book *book)
{
    static const struct workbook_column columns[] = {{NULL, 22}, {NULL, 100}};
    static void (*const sentences[])(const struct comparison *, struct text *) = {
        comparison_headline, comparison_second_thoughts, comparison_regret_words, comparison_basis};
    const struct comparison *comparison = book->comparison;
    struct workbook_sheet sheet = workbook_sheet_open(book, "Read me", columns, sizeof columns / sizeof *columns);
    workbook_words(&sheet, WORKBOOK_TITLE, comparison->title != NULL ? comparison->title : comparison->name);
    workbook_row(&sheet);
    workbook_row(&sheet);
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        struct text words = {0};
        sentences[i](comparison, &words);
        if (words.length > 0)
            fact(&sheet, i == 0 ? "In short" : "", words.at);
        text_release(&words);
    }
    fact(&sheet, "Notice", comparison->notice);
    fact(&sheet, "Changes",
         "Against the first option, on the same luck. The intervals of changes hold together at 95% over "
         "all options; one that includes nought is no evidence of a change.");
    fact(&sheet, "Everything else",
         "report.html is the account of it; decision.csv and comparison.csv have every figure.");
    struct text seed = {0};
    text_printf(&seed, "%llu", (unsigned long long)comparison->seed);
    fact(&sheet, "Seed", seed.at);
    fact(&sheet, "Headroom", comparison->version);
    text_release(&seed);
}

static void add_change(struct workbook_sheet *sheet, enum workbook_look look, const struct contrast *change, bool there)
{
    workbook_number(sheet, look, there ? change->mean : (double)NAN);
    workbook_number(sheet, look, there ? change->interval.low : (double)NAN);
    workbook_number(sheet, look, there ? change->interval.high : (double)NAN);
}

static void add_option(struct workbook_sheet *sheet, size_t option)
{
    const struct comparison *comparison = sheet->book->comparison;
    const struct decision *decision = comparison->decision;
    const struct decision_row *row = &decision->rows[option];
    const struct decision_value *caseload = &row->values[OUTTURN_CASELOAD];
    bool judged = decision->judged < decision->targets && row->changes[decision->judged].there, differs = option > 0;
    const struct ensemble_verdict *verdict = judged ? &row->verdicts[decision->judged] : NULL;
    workbook_words(sheet, WORKBOOK_PLAIN, title_of(comparison, option));
    workbook_number(sheet, WORKBOOK_CHANCE, judged ? verdict->chance : (double)NAN);
    workbook_number(sheet, WORKBOOK_CHANCE, judged ? verdict->interval.low : (double)NAN);
    workbook_number(sheet, WORKBOOK_CHANCE, judged ? verdict->interval.high : (double)NAN);
    add_change(sheet, WORKBOOK_SHARE, judged ? &row->changes[decision->judged].change : NULL, judged && differs);
    workbook_number(sheet, WORKBOOK_NUMBER, caseload->there ? caseload->mean : (double)NAN);
    add_change(sheet, WORKBOOK_NUMBER, &caseload->change, caseload->there && differs);
    add_change(sheet, WORKBOOK_POUNDS, &row->extra, differs);
    workbook_words(sheet, WORKBOOK_PLAIN, comparison_budget_word(row->budget));
    workbook_row(sheet);
}

void workbook_options(struct workbook_book *book)
{
    static const struct workbook_column columns[] = {
        {"Option", 40},           {"Chance of the target", 10},
        {"95% low", 10},          {"95% high", 10},
        {"Change in chance", 10}, {"Change, low", 10},
        {"Change, high", 10},     {"Caseload on the date, mean", 12},
        {"Change", 10},           {"Change, low", 10},
        {"Change, high", 10},     {"Extra cost, mean", 13},
        {"Extra cost, low", 13},  {"Extra cost, high", 13},
        {"Budget", 10},
    };
    struct workbook_sheet sheet = workbook_sheet_open(book, "Options", columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < book->comparison->count; i++)
        add_option(&sheet, i);
    workbook_sheet_close(&sheet);
}

static enum workbook_look look_of(const char *unit)
{
    return text_equal(unit, "share") ? WORKBOOK_SHARE : text_equal(unit, "£") ? WORKBOOK_POUNDS : WORKBOOK_NUMBER;
}

static void add_figure(struct workbook_sheet *sheet, size_t option, const char *label, const char *unit,
                       const struct decision_value *value)
{
    enum workbook_look look = look_of(unit);
    if (!value->there)
        return;
    workbook_words(sheet, WORKBOOK_PLAIN, title_of(sheet->book->comparison, option));
    workbook_words(sheet, WORKBOOK_PLAIN, label);
    workbook_words(sheet, WORKBOOK_PLAIN, unit);
    workbook_number(sheet, look, value->mean);
    workbook_number(sheet, look, value->own.low);
    workbook_number(sheet, look, value->own.high);
    add_change(sheet, look, &value->change, option > 0);
    workbook_words(sheet, WORKBOOK_PLAIN, option == 0 ? "" : contrast_is_clear(&value->change) ? "yes" : "no");
    workbook_row(sheet);
}

/* What decision.csv has, but for the chances, which the sheet of options shows as such. */
void workbook_figures(struct workbook_book *book)
{
    static const struct workbook_column columns[] = {
        {"Option", 40},   {"Figure", 40}, {"Unit", 16},        {"Mean", 14},         {"95% low", 14},
        {"95% high", 14}, {"Change", 14}, {"Change, low", 14}, {"Change, high", 14}, {"Told from nought", 12},
    };
    const struct decision *decision = book->comparison->decision;
    struct workbook_sheet sheet = workbook_sheet_open(book, "Figures", columns, sizeof columns / sizeof *columns);
    for (size_t option = 0; option < book->comparison->count; option++)
        for (size_t i = 0; i < decision->figure_count; i++)
            add_figure(&sheet, option, decision->figures[i].label, decision->figures[i].unit,
                       &decision->rows[option].values[i]);
    workbook_sheet_close(&sheet);
}

void workbook_comparison_charts(struct workbook_book *book)
{
    const struct comparison *comparison = book->comparison;
    lxw_row_t last = (lxw_row_t)comparison->count;
    if (comparison->decision->judged >= comparison->decision->targets)
        return;
    struct workbook_sheet sheet = workbook_sheet_open(book, "Charts", NULL, 0);
    lxw_chart *chart = workbook_add_chart(book->file, LXW_CHART_BAR);
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    lxw_chart_options size = {.x_scale = 1.8, .y_scale = 1.4};
    chart_series_set_categories(series, "Options", 1, 0, last, 0);
    chart_series_set_values(series, "Options", 1, 1, last, 1);
    chart_series_set_name(series, "Chance of the target");
    chart_axis_set_reverse(chart->y_axis); /* the first option on top */
    chart_axis_set_min(chart->x_axis, 0);
    chart_axis_set_max(chart->x_axis, 1);
    chart_axis_set_num_format(chart->x_axis, "0%");
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_title_set_name(chart, "Chance of the target, by option");
    worksheet_fit_to_pages(sheet.sheet, 1, 1);
    worksheet_insert_chart_opt(sheet.sheet, 0, 0, chart, &size);
}
