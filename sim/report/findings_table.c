#include "report/findings_table.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "report/written.h"

enum { WIDTH = 80, LABEL_LEAST = 24 };

/* --- NAME.csv ----------------------------------------------------------------------------------------------------- */

void findings_table_csv(const struct findings *findings, struct text *out)
{
    text_add(out, "input,label,range");
    for (size_t k = 0; k < findings->column_count; k++) {
        const char *key = findings->columns[k].key;
        text_printf(out, ",%s,%s_from,%s_to,%s_told,%s_words", key, key, key, key, key);
    }
    text_add(out, ",runs\n");
    for (size_t i = 0; i < findings->count; i++) {
        const struct findings_row *row = &findings->rows[i];
        csv_quoted(out, row->path);
        text_add(out, ",");
        csv_quoted(out, row->label);
        text_add(out, ",");
        csv_quoted(out, row->detail);
        for (size_t k = 0; k < findings->column_count; k++) {
            const struct findings_cell *cell = &row->cells[k];
            csv_number(out, cell->value);
            csv_number(out, cell->interval.low);
            csv_number(out, cell->interval.high);
            text_printf(out, ",%s,", isnan(cell->value) ? "" : cell->told ? "true" : "false");
            csv_quoted(out, cell->words != NULL ? cell->words : "");
        }
        text_printf(out, ",%zu\n", findings->runs);
    }
}

/* --- NAME.json ---------------------------------------------------------------------------------------------------- */

static json_t *cell_of(const struct findings_cell *cell)
{
    json_t *object = json_object();
    json_object_set_new(object, "value", written_number(cell->value));
    json_object_set_new(object, "from", written_number(cell->interval.low));
    json_object_set_new(object, "to", written_number(cell->interval.high));
    json_object_set_new(object, "told_from_nought", isnan(cell->value) ? json_null() : json_boolean(cell->told));
    if (cell->words != NULL)
        json_object_set_new(object, "words", json_string(cell->words));
    return object;
}

static json_t *row_of(const struct findings *findings, const struct findings_row *row)
{
    json_t *object = json_object();
    json_object_set_new(object, "path", json_string(row->path));
    json_object_set_new(object, "label", json_string(row->label));
    json_object_set_new(object, "range", json_string(row->detail));
    for (size_t k = 0; k < findings->column_count; k++)
        json_object_set_new(object, findings->columns[k].key, cell_of(&row->cells[k]));
    return object;
}

void findings_table_json(const struct findings *findings, const char *version, struct text *out)
{
    json_t *root = json_object(), *rows = json_array();
    json_object_set_new(root, "format", json_integer(1));
    json_object_set_new(root, "program", json_string("headroom"));
    json_object_set_new(root, "version", json_string(version));
    json_object_set_new(root, "method", json_string(findings->name));
    json_object_set_new(root, "headline", json_string(findings->headline.at));
    json_object_set_new(root, "notes", json_string(findings->notes.at));
    json_object_set_new(root, "runs", json_integer((json_int_t)findings->runs));
    json_object_set_new(root, "seed", json_integer((json_int_t)findings->seed));
    for (size_t i = 0; i < findings->count; i++)
        json_array_append_new(rows, row_of(findings, &findings->rows[i]));
    json_object_set_new(root, "inputs", rows);
    written_document(root, out);
}

/* --- for people --------------------------------------------------------------------------------------------------- */

static void add_cell(const struct findings_column *column, const struct findings_cell *cell, bool whole,
                     struct table *table)
{
    struct text words = {0};
    text_add(&words, "");
    findings_say(column, cell, whole, &words);
    table_cell(table, words.at);
    text_release(&words);
}

void findings_table_fill(const struct findings *findings, struct table *table)
{
    table_column(table, TABLE_WORDS, "Input");
    table_column(table, TABLE_WORDS, "Low to high");
    for (size_t k = 0; k < findings->column_count; k++)
        table_column(table, findings->columns[k].form == FINDINGS_PLACE ? TABLE_WORDS : TABLE_NUMBERS,
                     findings->columns[k].label);
    for (size_t i = 0; i < findings_shown(findings); i++) {
        const struct findings_row *row = &findings->rows[i];
        table_cell(table, row->label);
        table_cell(table, row->detail);
        for (size_t k = 0; k < findings->column_count; k++)
            add_cell(&findings->columns[k], &row->cells[k], true, table);
    }
}

void findings_table_notes(const struct findings *findings, struct text *out)
{
    size_t more = findings->count - findings_shown(findings);
    text_add(out, findings->notes.at);
    if (more > 0)
        text_printf(out, " %zu more row%s in %s.csv.", more, more == 1 ? " is" : "s are", findings->name);
}

/* Words in the first column, on as many lines as they need; figures stand beside the first line, where they are wanted. */
static void brief_lines(const struct findings *findings, const struct findings_row *row, const char *words,
                        const char *indent, size_t width, bool figures, struct table *table)
{
    struct text lines = {0};
    table_wrap(words, width - strlen(indent), &lines);
    for (const char *at = lines.at; *at != '\0'; at += strcspn(at, "\n") + 1) {
        table_printf(table, "%s%.*s", indent, (int)strcspn(at, "\n"), at);
        for (size_t k = 0; k < findings->column_count; k++) {
            if (findings->columns[k].brief == NULL)
                continue;
            if (figures && at == lines.at)
                add_cell(&findings->columns[k], &row->cells[k], false, table);
            else
                table_cell(table, "");
        }
    }
    text_release(&lines);
}

static void brief_row(const struct findings *findings, const struct findings_row *row, size_t width,
                      struct table *table)
{
    brief_lines(findings, row, row->label, "", width, true, table);
    if (row->detail[0] != '\0')
        brief_lines(findings, row, row->detail, "  ", width, false, table);
}

/* What the figures leave of a line. */
static size_t label_width(const struct findings *findings)
{
    size_t left = WIDTH;
    for (size_t k = 0; k < findings->column_count; k++) {
        if (findings->columns[k].brief == NULL)
            continue;
        size_t widest = table_width(findings->columns[k].brief);
        for (size_t i = 0; i < findings_shown(findings); i++) {
            struct text words = {0};
            findings_say(&findings->columns[k], &findings->rows[i].cells[k], false, &words);
            size_t own = words.at != NULL ? table_width(words.at) : 0;
            widest = own > widest ? own : widest;
            text_release(&words);
        }
        left -= left > widest + 2 ? widest + 2 : left;
    }
    return left;
}

/* Where words leave too little room for labels: each input with its figures on lines of their own. */
static void add_list(const struct findings *findings, struct text *out)
{
    for (size_t i = 0; i < findings_shown(findings); i++) {
        const struct findings_row *row = &findings->rows[i];
        struct text line = {0};
        text_printf(&line, "%s: %s", row->label, row->detail);
        table_wrap(line.at, WIDTH, out);
        for (size_t k = 0; k < findings->column_count; k++) {
            if (findings->columns[k].brief == NULL)
                continue;
            text_clear(&line);
            text_printf(&line, "%s: ", findings->columns[k].label);
            findings_say(&findings->columns[k], &row->cells[k], false, &line);
            struct text wrapped = {0};
            table_wrap(line.at, WIDTH - 2, &wrapped);
            for (const char *at = wrapped.at; *at != '\0'; at += strcspn(at, "\n") + 1)
                text_printf(out, "  %.*s\n", (int)strcspn(at, "\n"), at);
            text_release(&wrapped);
        }
        text_release(&line);
    }
}

void findings_table_terminal(const struct findings *findings, struct text *out)
{
    struct text words = {0};
    size_t width = label_width(findings);
    text_printf(&words, "%s.", findings->headline.at);
    table_wrap(words.at, WIDTH, out);
    text_add(out, "\n");
    if (width < LABEL_LEAST) {
        add_list(findings, out);
    } else {
        struct table table = {0};
        table_column(&table, TABLE_WORDS, "Input, low to high");
        for (size_t k = 0; k < findings->column_count; k++)
            if (findings->columns[k].brief != NULL)
                table_column(&table, TABLE_NUMBERS, findings->columns[k].brief);
        for (size_t i = 0; i < findings_shown(findings); i++)
            brief_row(findings, &findings->rows[i], width, &table);
        table_plain(&table, WIDTH, out);
        table_release(&table);
    }
    text_clear(&words);
    findings_table_notes(findings, &words);
    text_add(out, "\n");
    table_wrap(words.at, WIDTH, out);
    text_release(&words);
}
