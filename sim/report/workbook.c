#include "report/workbook.h"

#ifdef HEADROOM_WORKBOOK

#include <unistd.h>

#include "base/mem.h"
#include "report/workbook_parts.h"

enum { ROOM_FOR_A_BOOK = 16 << 20 };

static const struct {
    bool bold;
    bool wrapped;
    bool filled;
    bool left;
    double size;
    const char *number;
} looks[WORKBOOK_LOOKS] = {
    [WORKBOOK_WRAPPED] = {.wrapped = true},
    [WORKBOOK_TITLE] = {.bold = true, .size = 16},
    [WORKBOOK_HEADING] = {.bold = true, .wrapped = true, .filled = true},
    [WORKBOOK_BOLD] = {.bold = true},
    [WORKBOOK_NUMBER] = {.number = "#,##0.00"},
    [WORKBOOK_ASGIVEN] = {.number = "General"},
    [WORKBOOK_DATE] = {.number = "d mmm yyyy"},
    [WORKBOOK_FACT] = {.number = "General", .left = true},
    [WORKBOOK_FACT_DATE] = {.number = "d mmm yyyy", .left = true},
    [WORKBOOK_POUNDS] = {.number = WORKBOOK_POUNDS_FORMAT},
    [WORKBOOK_SHARE] = {.number = "0.0%"},
    /* As in experiment/words.h: a limited number of runs shows neither 0 nor 100 per cent. */
    [WORKBOOK_CHANCE] = {.number = "[<0.01]\"under 1%\";[>0.99]\"over 99%\";0.0%"},
};

static void add_looks(struct workbook_book *book)
{
    for (size_t i = 0; i < WORKBOOK_LOOKS; i++) {
        lxw_format *format = book->looks[i] = workbook_add_format(book->file);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        if (looks[i].bold)
            format_set_bold(format);
        if (looks[i].wrapped)
            format_set_text_wrap(format);
        if (looks[i].left)
            format_set_align(format, LXW_ALIGN_LEFT);
        if (looks[i].filled) {
            format_set_bg_color(format, 0xDBE6EF);
            format_set_bottom(format, LXW_BORDER_THIN);
        }
        if (looks[i].size > 0)
            format_set_font_size(format, looks[i].size);
        if (looks[i].number != NULL)
            format_set_num_format(format, looks[i].number);
    }
}

/* The first day of the simulation stands in for the day of writing, which would make the bytes differ. */
static void add_properties(struct workbook_book *book)
{
    const struct plan_clock *clock = &book->plan->clock;
    char author[64];
    snprintf(author, sizeof author, "Headroom %s", book->run != NULL ? book->run->version : book->comparison->version);
    bool usable = clock->calendar != CALENDAR_NONE && clock->start > 0;
    lxw_doc_properties properties = {
        .title = "Results of a workforce scenario",
        .author = author,
        .created = (time_t)(usable ? clock->start : calendar_from_date((struct calendar_date){2000, 1, 1})) * 86400,
    };
    workbook_set_properties(book->file, &properties);
}

const char *workbook_library(void)
{
    return lxw_version();
}

typedef void sheet_fn(struct workbook_book *book);

static bool write_book(struct workbook_book *book, sheet_fn *const *sheets, size_t count, const char *path,
                       char why[static 256])
{
    /* libxlsxwriter writes to what it did not get */
    mem_require(ROOM_FOR_A_BOOK);
    book->file = workbook_new(path);
    if (book->file == NULL)
        mem_exhausted();
    add_looks(book);
    add_properties(book);
    for (size_t i = 0; i < count; i++)
        sheets[i](book);
    lxw_error wrong = workbook_close(book->file);
    if (wrong != LXW_NO_ERROR) {
        snprintf(why, 256, "%.255s", lxw_strerror(wrong));
        unlink(path);
    }
    return wrong == LXW_NO_ERROR;
}

bool workbook_write(const struct result_run *run, const char *path, char why[static 256])
{
    static sheet_fn *const sheets[] = {
        workbook_notes, workbook_inputs, workbook_weekly, workbook_targets, workbook_money, workbook_charts,
    };
    struct workbook_book book = {
        .run = run, .plan = run->ensemble->plan, .brief = {.ensemble = run->ensemble, .prepared = run->prepared}};
    return write_book(&book, sheets, sizeof sheets / sizeof *sheets, path, why);
}

bool workbook_write_comparison(const struct comparison *comparison, const char *path, char why[static 256])
{
    static sheet_fn *const sheets[] = {
        workbook_comparison_notes,
        workbook_options,
        workbook_figures,
        workbook_comparison_charts,
    };
    struct workbook_book book = {.comparison = comparison, .plan = comparison->options[0].plan};
    return write_book(&book, sheets, sizeof sheets / sizeof *sheets, path, why);
}

#else

const char *workbook_library(void)
{
    return NULL;
}

static bool refuse(const char *path, char why[static 256])
{
    snprintf(why, 256, "this program was built without libxlsxwriter, so %.100s is not written", path);
    return false;
}

bool workbook_write(const struct result_run *run, const char *path, char why[static 256])
{
    (void)run;
    return refuse(path, why);
}

bool workbook_write_comparison(const struct comparison *comparison, const char *path, char why[static 256])
{
    (void)comparison;
    return refuse(path, why);
}

#endif
