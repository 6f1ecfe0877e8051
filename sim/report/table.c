#include "report/table.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "plots/theme.h"
#include "report/markup.h"

/* A table of so few rows is not broken over pages. */
enum { SHORT = 14 };

void table_caption(struct table *table, const char *caption)
{
    free(table->caption);
    table->caption = mem_copy_text(caption);
}

void table_column(struct table *table, enum table_align align, const char *heading)
{
    assert(table->columns < TABLE_COLUMNS_LIMIT && table->cell_count == 0);
    table->heading[table->columns] = mem_copy_text(heading);
    table->align[table->columns++] = align;
}

void table_cell(struct table *table, const char *words)
{
    mem_grow(&table->cells, &table->cell_capacity, table->cell_count + 1, sizeof *table->cells);
    mem_grow(&table->figures, &table->figure_capacity, table->cell_count + 1, sizeof *table->figures);
    table->figures[table->cell_count] = 0;
    table->cells[table->cell_count++] = mem_copy_text(words != NULL ? words : "");
}

void table_printf(struct table *table, const char *format, ...)
{
    struct text words = {0};
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(&words, format, arguments);
    va_end(arguments);
    table_cell(table, words.at);
    text_release(&words);
}

const char *table_last(const struct table *table)
{
    assert(table->cell_count > 0);
    return table->cells[table->cell_count - 1];
}

void table_figure(struct table *table, size_t figure)
{
    assert(table->cell_count > 0);
    table->figures[table->cell_count - 1] = figure;
}

void table_path(struct table *table, const char *path)
{
    assert(table->cell_count > 0);
    size_t row = (table->cell_count - 1) / table->columns;
    mem_grow(&table->paths, &table->path_capacity, row + 1, sizeof *table->paths);
    while (table->path_count <= row)
        table->paths[table->path_count++] = NULL;
    free(table->paths[row]);
    table->paths[row] = mem_copy_text(path);
}

size_t table_rows(const struct table *table)
{
    return table->columns ? table->cell_count / table->columns : 0;
}

static const char *align_class(enum table_align align)
{
    return align == TABLE_NUMBERS ? " class=\"number\"" : "";
}

static void html_row(const struct table *table, size_t row, bool bold, struct text *out)
{
    text_add(out, bold ? "<tr class=\"strong\"" : "<tr");
    markup_path(out, row < table->path_count ? table->paths[row] : NULL);
    text_add(out, ">");
    for (size_t column = 0; column < table->columns; column++) {
        const char *tag = column == 0 ? "th" : "td";
        size_t cell = row * table->columns + column;
        text_printf(out, "<%s%s%s", tag, column == 0 ? " scope=\"row\"" : "", align_class(table->align[column]));
        markup_figure(out, table->figures[cell]);
        text_add(out, ">");
        markup_text(out, table->cells[cell]);
        text_printf(out, "</%s>", tag);
    }
    text_add(out, "</tr>\n");
}

void table_html(const struct table *table, const char *strong, struct text *out)
{
    if (table_rows(table) == 0)
        return;
    text_printf(out, "<div class=\"scroll%s\" role=\"group\" tabindex=\"0\" aria-label=\"",
                table_rows(table) <= SHORT ? " short" : "");
    markup_text(out, table->caption);
    text_add(out, "\">\n<table>\n<caption>");
    markup_text(out, table->caption);
    text_add(out, "</caption>\n<thead><tr>");
    for (size_t column = 0; column < table->columns; column++) {
        text_printf(out, "<th scope=\"col\"%s>", align_class(table->align[column]));
        markup_text(out, table->heading[column]);
        text_add(out, "</th>");
    }
    text_add(out, "</tr></thead>\n<tbody>\n");
    for (size_t row = 0; row < table_rows(table); row++)
        html_row(table, row, strong != NULL && text_equal(table->cells[row * table->columns], strong), out);
    text_add(out, "</tbody>\n</table>\n</div>\n");
}

size_t table_width(const char *words)
{
    size_t width = 0;
    for (; *words != '\0'; words++)
        width += ((unsigned char)*words & 0xC0) != 0x80;
    return width;
}

/* Adds words in a field of `width` code points, cut with a full stop when they do not fit. */
static void clean_cell(const char *words, size_t width, enum table_align align, struct text *out)
{
    size_t has = table_width(words);
    size_t blanks = has < width ? width - has : 0;
    if (align == TABLE_NUMBERS)
        text_printf(out, "%*s", (int)blanks, "");
    size_t shown = 0, keep = has > width ? width - 1 : has;
    for (const char *letter = words; *letter != '\0'; letter++) {
        shown += ((unsigned char)*letter & 0xC0) != 0x80;
        if (shown > keep)
            break;
        text_add_n(out, letter, 1);
    }
    if (has > width)
        text_add(out, ".");
    if (align == TABLE_WORDS)
        text_printf(out, "%*s", (int)blanks, "");
}

/* A title may hold a line end. */
static void plain_cell(const char *words, size_t width, enum table_align align, struct text *out)
{
    struct text clean = {0};
    theme_clean(&clean, words);
    clean_cell(clean.at, width, align, out);
    text_release(&clean);
}

static void trim_line(struct text *out)
{
    while (out->length > 0 && out->at[out->length - 1] == ' ')
        out->at[--out->length] = '\0';
    text_add(out, "\n");
}

void table_plain(const struct table *table, size_t width, struct text *out)
{
    size_t widths[TABLE_COLUMNS_LIMIT] = {0}, total = 0;
    for (size_t column = 0; column < table->columns; column++) {
        widths[column] = table_width(table->heading[column]);
        for (size_t row = 0; row < table_rows(table); row++) {
            size_t has = table_width(table->cells[row * table->columns + column]);
            widths[column] = has > widths[column] ? has : widths[column];
        }
        total += widths[column] + (column > 0 ? 2 : 0);
    }
    size_t too_wide = total > width ? total - width : 0, least = 8;
    if (too_wide > 0 && widths[0] > least)
        widths[0] = widths[0] - least > too_wide ? widths[0] - too_wide : least;
    for (size_t row = 0; row <= table_rows(table); row++) {
        for (size_t column = 0; column < table->columns; column++) {
            const char *words = row == 0 ? table->heading[column] : table->cells[(row - 1) * table->columns + column];
            text_add(out, column > 0 ? "  " : "");
            plain_cell(words, widths[column], table->align[column], out);
        }
        trim_line(out);
    }
}

void table_wrap(const char *words, size_t width, struct text *out)
{
    struct text word = {0};
    for (size_t at = 0; *words != '\0';) {
        size_t length = strcspn(words, " ");
        text_clear(&word);
        text_add_n(&word, words, length);
        size_t wide = word.at ? table_width(word.at) : 0;
        bool fits = at + 1 + wide <= width;
        text_add(out, at == 0 ? "" : fits ? " " : "\n");
        text_add_n(out, words, length);
        at = at > 0 && fits ? at + 1 + wide : wide;
        words += length + (words[length] == ' ');
    }
    text_add(out, "\n");
    text_release(&word);
}

void table_release(struct table *table)
{
    free(table->caption);
    for (size_t column = 0; column < table->columns; column++)
        free(table->heading[column]);
    for (size_t i = 0; i < table->cell_count; i++)
        free(table->cells[i]);
    free(table->cells);
    free(table->figures);
    for (size_t row = 0; row < table->path_count; row++)
        free(table->paths[row]);
    free(table->paths);
    *table = (struct table){0};
}
