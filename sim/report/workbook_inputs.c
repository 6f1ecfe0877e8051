#include <string.h>

#include "report/figures.h"
#include "report/workbook_parts.h"
#include "scenario/units.h"

/* The range of an input by its path; null when it was given as one value. */
static const struct uncertain *range_of(const struct filled *filled, const char *path)
{
    for (size_t i = 0; filled != NULL && i < filled->uncertain_count; i++)
        if (strcmp(filled->uncertain[i].path, path) == 0)
            return &filled->uncertain[i];
    return NULL;
}

static void end_of_range(struct workbook_sheet *sheet, const struct uncertain *range, double value)
{
    struct unit_context context = {.weeks_per_year = sheet->book->run->prepared->year};
    char words[64] = "";
    if (range != NULL)
        units_write(value, range->unit, &context, words);
    workbook_quantity(sheet, words);
    sheet->column--; /* the unit is that of the value */
}

/* An input with a range shows its likely value, the others what was written. */
static void value_of(struct workbook_sheet *sheet, const struct figure *figure, const struct uncertain *range)
{
    struct unit_context context = {.weeks_per_year = sheet->book->run->prepared->year};
    char words[64];
    if (range != NULL)
        units_write(range->likely, range->unit, &context, words);
    workbook_quantity(sheet, range != NULL ? words : figure->value);
    end_of_range(sheet, range, range != NULL ? range->low : 0);
    end_of_range(sheet, range, range != NULL ? range->high : 0);
}

static void add_figure(struct workbook_sheet *sheet, const struct figure *figure)
{
    static const char *const standings[] = {[FIGURE_SOURCED] = "has a source",
                                            [FIGURE_ASSUMED] = "assumption",
                                            [FIGURE_CHOSEN] = "choice or convention",
                                            [FIGURE_DEFAULT] = "default of the program"};
    const struct uncertain *range =
        figure->standing == FIGURE_DEFAULT ? NULL : range_of(sheet->book->run->filled, figure->path);
    workbook_words(sheet, WORKBOOK_PLAIN, figure->path);
    workbook_words(sheet, WORKBOOK_WRAPPED, figure->help);
    value_of(sheet, figure, range);
    workbook_words(sheet, WORKBOOK_PLAIN, standings[figure->standing]);
    workbook_words(sheet, WORKBOOK_PLAIN, figure->grade);
    workbook_words(sheet, WORKBOOK_WRAPPED, figure->from);
    workbook_words(sheet, WORKBOOK_WRAPPED, figure->note);
    workbook_row(sheet);
}

void workbook_inputs(struct workbook_book *book)
{
    static const struct workbook_column columns[] = {
        {"Figure", 44}, {"What it is", 44}, {"Value", 16}, {"Unit", 20},   {"Low", 10},
        {"High", 10},   {"Standing", 20},   {"Grade", 8},  {"Source", 44}, {"Note", 44},
    };
    const struct result_run *run = book->run;
    struct figures figures;
    struct workbook_sheet sheet = workbook_sheet_open(book, "Inputs", columns, sizeof columns / sizeof *columns);
    figures_init(&figures, run->scenario, run->table, run->ensemble->plan);
    for (size_t i = 0; i < figures.count; i++)
        add_figure(&sheet, &figures.items[i]);
    figures_release(&figures);
    workbook_sheet_close(&sheet);
}
