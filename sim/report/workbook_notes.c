#include "report/workbook_parts.h"

static void line(struct workbook_sheet *sheet, enum workbook_look look, const char *words)
{
    workbook_words(sheet, look, words);
    workbook_row(sheet);
}

static void fact(struct workbook_sheet *sheet, const char *name, const char *words)
{
    workbook_words(sheet, WORKBOOK_BOLD, name);
    workbook_words(sheet, WORKBOOK_WRAPPED, words);
    workbook_row(sheet);
}

static void count(struct workbook_sheet *sheet, const char *name, double value)
{
    workbook_words(sheet, WORKBOOK_BOLD, name);
    workbook_number(sheet, WORKBOOK_FACT, value);
    workbook_row(sheet);
}

static void facts(struct workbook_sheet *sheet)
{
    const struct result_run *run = sheet->book->run;
    const struct plan *plan = run->ensemble->plan;
    struct text words = {0};
    brief_headline(&sheet->book->brief, &words);
    fact(sheet, "In one sentence", words.at);
    text_clear(&words);
    fact(sheet, "Notice", plan->notice);
    fact(sheet, "Scenario", plan->name);
    if (plan->clock.calendar != CALENDAR_NONE) {
        workbook_words(sheet, WORKBOOK_BOLD, "First day");
        workbook_date(sheet, WORKBOOK_FACT_DATE, 0);
        workbook_row(sheet);
    }
    count(sheet, "Weeks", plan->clock.length);
    count(sheet, "Runs", (double)run->ensemble->runs);
    text_printf(&words, "%llu", (unsigned long long)run->seed); /* a spreadsheet keeps 15 digits of a number */
    fact(sheet, "Seed", words.at);
    fact(sheet, "Headroom", run->version);
    text_clear(&words);
    if (run->stopped != NULL)
        stopping_words(run->stopped, &words);
    else
        brief_precision(&sheet->book->brief, &words);
    fact(sheet, "Precision", words.at);
    fact(sheet, "Managers", brief_managers(plan));
    text_release(&words);
}

static void reading(struct workbook_sheet *sheet)
{
    static const struct {
        const char *name, *words;
    } lines[] = {
        {"Runs", "Each run is one possible future with its own luck; a single one is never the answer."},
        {"Median, percentiles",
         "Half of the runs lie below the median, one in ten below the 10th and one in ten above the 90th percentile. This "
         "is the spread of single futures, and more runs do not make it narrower."},
        {"Interval of a chance",
         "How well this number of runs pins the chance down at 95%. It says nothing about whether the assumptions are "
         "right. No chance is shown as 0% or 100%, because a limited number of runs cannot show that."},
        {"Grades",
         "A official statistic, A- derived from one, B second hand, S an article, C recollection, D assumption."},
        {"Everything else", "series.csv has every measure, team and week; summary.json the same for programs; "
                            "resolved.yaml the whole scenario; report.html the account of it all."},
    };
    workbook_row(sheet);
    line(sheet, WORKBOOK_BOLD, "How to read it");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        fact(sheet, lines[i].name, lines[i].words);
    const struct result_run *run = sheet->book->run;
    fact(
        sheet, "Ranges of inputs",
        run->filled == NULL || run->filled->uncertain_count == 0
            ? "No input was given as a range: the results are as certain as the figures were made to look."
        : run->ensemble->block > 0
            ? "Each run drew every input that has one anew: the value is the median, and beyond low or high lies one "
              "chance in ten."
            : "This run used the likely value of each. The results do not show what the low and high values would have "
              "done.");
}

void workbook_notes(struct workbook_book *book)
{
    static const struct workbook_column columns[] = {{NULL, 22}, {NULL, 100}};
    struct workbook_sheet sheet = workbook_sheet_open(book, "Read me", columns, sizeof columns / sizeof *columns);
    const struct plan *plan = book->run->ensemble->plan;
    bool titled = plan->title != NULL && plan->title[0] != '\0';
    line(&sheet, WORKBOOK_TITLE, titled ? plan->title : plan->name);
    workbook_row(&sheet);
    facts(&sheet);
    reading(&sheet);
}
