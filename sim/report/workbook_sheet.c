#include <math.h>
#include <string.h>

#include "plots/theme.h"
#include "report/workbook_parts.h"
#include "scenario/units.h"

/* Excel takes 32,767 characters in a cell, and 409 points of height in a row. */
enum { CELL_LIMIT = 32000, LINES_LIMIT = 27, PAPER_A4 = 9 };

/* Excel counts days from the end of 1899. */
enum { EXCEL_EPOCH = 25569 };

static bool has_headings(const struct workbook_sheet *sheet)
{
    return sheet->column_count > 0 && sheet->columns[0].heading != NULL;
}

struct workbook_sheet workbook_sheet_open(struct workbook_book *book, const char *name,
                                          const struct workbook_column *columns, size_t count)
{
    struct workbook_sheet sheet = {
        .book = book, .sheet = workbook_add_worksheet(book->file, name), .columns = columns, .column_count = count};
    for (size_t i = 0; i < count; i++) {
        worksheet_set_column(sheet.sheet, (lxw_col_t)i, (lxw_col_t)i, columns[i].width, NULL);
        if (has_headings(&sheet))
            workbook_words(&sheet, WORKBOOK_HEADING, columns[i].heading);
    }
    if (has_headings(&sheet)) {
        worksheet_freeze_panes(sheet.sheet, 1, 0);
        worksheet_repeat_rows(sheet.sheet, 0, 0);
        workbook_row(&sheet);
    }
    worksheet_set_landscape(sheet.sheet);
    worksheet_set_paper(sheet.sheet, PAPER_A4);
    worksheet_fit_to_pages(sheet.sheet, 1, 0);
    return sheet;
}

void workbook_sheet_close(struct workbook_sheet *sheet)
{
    if (has_headings(sheet) && sheet->row > 1)
        worksheet_autofilter(sheet->sheet, 0, 0, (lxw_row_t)sheet->row - 1, (lxw_col_t)sheet->column_count - 1);
}

/* Not every program finds the height of wrapped words by itself, so it is estimated; rather a line too many. */
static void make_room(struct workbook_sheet *sheet, enum workbook_look look, const char *words)
{
    if ((look != WORKBOOK_WRAPPED && look != WORKBOOK_HEADING) || sheet->column >= sheet->column_count)
        return;
    size_t lines = 1 + (size_t)((double)strlen(words) / (0.9 * sheet->columns[sheet->column].width));
    sheet->lines = lines > sheet->lines ? lines : sheet->lines;
}

void workbook_words(struct workbook_sheet *sheet, enum workbook_look look, const char *words)
{
    struct text clean = {0};
    if (words != NULL)
        theme_clean(&clean, words);
    size_t length = 0, size;
    while (length < clean.length && length < CELL_LIMIT) {
        size = text_character(clean.at + length, clean.length - length);
        length += size > 0 ? size : 1;
    }
    if (length > 0) {
        clean.at[length] = '\0';
        make_room(sheet, look, clean.at);
        worksheet_write_string(sheet->sheet, (lxw_row_t)sheet->row, (lxw_col_t)sheet->column, clean.at,
                               sheet->book->looks[look]);
    }
    sheet->column++;
    text_release(&clean);
}

void workbook_number(struct workbook_sheet *sheet, enum workbook_look look, double value)
{
    if (isfinite(value))
        worksheet_write_number(sheet->sheet, (lxw_row_t)sheet->row, (lxw_col_t)sheet->column, value == 0 ? 0.0 : value,
                               sheet->book->looks[look]);
    sheet->column++;
}

void workbook_date(struct workbook_sheet *sheet, enum workbook_look look, double week)
{
    const struct plan_clock *clock = &sheet->book->plan->clock;
    if (clock->calendar == CALENDAR_NONE)
        week = (double)NAN;
    workbook_number(sheet, look, (double)(clock->start + EXCEL_EPOCH) + round(week * 7));
}

void workbook_quantity(struct workbook_sheet *sheet, const char *words)
{
    static const struct {
        enum unit unit;
        double scale;
        enum workbook_look look;
    } kinds[] = {{UNIT_MONEY, 0.01, WORKBOOK_POUNDS}, {UNIT_LEVEL, 1, WORKBOOK_ASGIVEN}};
    const struct unit_context context = {.weeks_per_year = sheet->book->run->prepared->year};
    size_t length = words != NULL ? strcspn(words, " ") : 0;
    char number[64] = "", why[200];
    if (length < sizeof number)
        snprintf(number, sizeof number, "%.*s", (int)length, words != NULL ? words : "");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && number[0] != '\0'; i++) {
        double value;
        if (units_read(number, kinds[i].unit, &context, &value, why) != NULL)
            continue;
        bool percent = number[length - 1] == '%';
        workbook_number(sheet, percent ? WORKBOOK_SHARE : kinds[i].look, value * kinds[i].scale);
        workbook_words(sheet, WORKBOOK_PLAIN, words + length + (words[length] == ' '));
        return;
    }
    workbook_words(sheet, WORKBOOK_WRAPPED, words);
    workbook_words(sheet, WORKBOOK_PLAIN, NULL);
}

void workbook_row(struct workbook_sheet *sheet)
{
    if (sheet->lines > 1)
        worksheet_set_row(sheet->sheet, (lxw_row_t)sheet->row,
                          LXW_DEF_ROW_HEIGHT * (double)(sheet->lines < LINES_LIMIT ? sheet->lines : LINES_LIMIT), NULL);
    sheet->row++;
    sheet->column = 0;
    sheet->lines = 1;
}
