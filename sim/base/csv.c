#include "base/csv.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct reader {
    struct csv *csv;
    struct diag *diag;
    const char *at, *end;
    struct place here;
    const struct csv_column *wanted;
    size_t wanted_count;
    size_t column[CSV_COLUMNS_LIMIT]; /* the wanted column that a column of the file is, or wanted_count */
    size_t columns;                   /* of the file */
    bool others;                      /* columns that are not wanted are no error */
    bool lost;                        /* nothing after this can be told apart */
};

/* One row as it stands in the file. */
struct row {
    struct csv_field fields[CSV_COLUMNS_LIMIT];
    size_t count;
};

static bool at_line_end(const struct reader *reader)
{
    return reader->at < reader->end &&
           (*reader->at == '\n' || (*reader->at == '\r' && reader->end - reader->at > 1 && reader->at[1] == '\n'));
}

static void skip_line_end(struct reader *reader)
{
    reader->at += *reader->at == '\r' ? 2 : 1;
    reader->here.line++;
    reader->here.column = 1;
}

/* Takes one character into `out`; line ends become one kind. */
static void take(struct reader *reader, struct text *out)
{
    if (at_line_end(reader)) {
        text_add_n(out, "\n", 1);
        skip_line_end(reader);
        return;
    }
    size_t size = text_character(reader->at, (size_t)(reader->end - reader->at));
    const char *wrong = size == 0 ? "is not UTF-8; save the file as UTF-8"
                        : text_is_control(reader->at, size) && *reader->at != '\t'
                            ? "is a control character; save the file as CSV text"
                            : NULL;
    if (wrong != NULL) {
        diag_error(reader->diag, reader->here, NULL, "what stands here %s", wrong);
        reader->lost = true;
        return;
    }
    text_add_n(out, reader->at, size);
    reader->at += size;
    reader->here.column++;
}

static void lose(struct reader *reader, struct place place, const char *why)
{
    diag_error(reader->diag, place, NULL, "%s", why);
    reader->lost = true;
}

static void read_quoted(struct reader *reader, struct text *out)
{
    struct place opening = reader->here;
    reader->at++;
    reader->here.column++;
    while (!reader->lost) {
        if (reader->at == reader->end) {
            lose(reader, opening, "a quote is opened here and never closed");
            return;
        }
        if (*reader->at != '"') {
            take(reader, out);
            continue;
        }
        reader->at++;
        reader->here.column++;
        if (reader->at == reader->end || *reader->at != '"')
            break;
        take(reader, out);
    }
    if (!reader->lost && reader->at < reader->end && *reader->at != ',' && !at_line_end(reader))
        lose(reader, reader->here,
             "after a closing quote comes a comma or the end of the line; a quote within quotes is doubled");
}

static void read_plain(struct reader *reader, struct text *out)
{
    while (!reader->lost && reader->at < reader->end && *reader->at != ',' && !at_line_end(reader)) {
        if (*reader->at == '"')
            lose(reader, reader->here,
                 "a quote in the middle of a field; put the whole field in quotes and double the one within");
        else
            take(reader, out);
    }
}

static struct csv_field read_field(struct reader *reader, struct text *words)
{
    struct place start = reader->here;
    text_clear(words);
    if (reader->at < reader->end && *reader->at == '"')
        read_quoted(reader, words);
    else
        read_plain(reader, words);
    if (reader->here.line == start.line)
        start.length = reader->here.column - start.column;
    return (struct csv_field){arena_copy_n(&reader->csv->arena, words->at != NULL ? words->at : "", words->length),
                              start};
}

/* Reads up to and with the line end. */
static void read_row(struct reader *reader, struct row *row)
{
    struct text words = {0};
    struct place start = reader->here;
    row->count = 0;
    for (;;) {
        if (row->count == CSV_COLUMNS_LIMIT) {
            lose(reader, start, "has more than 64 fields");
            break;
        }
        row->fields[row->count++] = read_field(reader, &words);
        if (reader->lost || reader->at == reader->end)
            break;
        if (*reader->at != ',') {
            skip_line_end(reader);
            break;
        }
        reader->at++;
        reader->here.column++;
    }
    text_release(&words);
}

static void skip_empty_lines(struct reader *reader)
{
    while (at_line_end(reader))
        skip_line_end(reader);
}

static size_t find_wanted(const struct reader *reader, const char *name)
{
    for (size_t i = 0; i < reader->wanted_count; i++)
        if (text_equal(reader->wanted[i].name, name))
            return i;
    return reader->wanted_count;
}

static void tell_unknown(struct reader *reader, const struct csv_field *field)
{
    const char *names[CSV_COLUMNS_LIMIT];
    for (size_t i = 0; i < reader->wanted_count; i++)
        names[i] = reader->wanted[i].name;
    const char *near = text_nearest(field->text, names, reader->wanted_count);
    struct text list = {0};
    for (size_t i = 0; i < reader->wanted_count; i++)
        text_printf(&list, "%s%s", i > 0 ? ", " : "", names[i]);
    if (near != NULL)
        diag_error(reader->diag, field->at, NULL, "there is no column \"%s\"; did you mean \"%s\"?", field->text, near);
    else
        diag_error(reader->diag, field->at, NULL, "there is no column \"%s\"; the columns are %s", field->text,
                   list.at);
    text_release(&list);
}

/* Not one of the names: data without a header, or fields that something else divides. */
static bool is_no_header(const struct reader *reader, const struct row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (find_wanted(reader, row->fields[i].text) < reader->wanted_count)
            return false;
    return true;
}

static void tell_no_header(struct reader *reader, const struct row *row)
{
    struct text list = {0};
    for (size_t i = 0; i < reader->wanted_count; i++)
        text_printf(&list, "%s%s", i > 0 ? "," : "", reader->wanted[i].name);
    bool divided = row->count == 1 && strpbrk(row->fields[0].text, ";\t") != NULL;
    diag_error(reader->diag, row->fields[0].at, NULL, "the first line must name the columns: %s%s", list.at,
               divided ? "; save the file with commas between its fields" : "");
    text_release(&list);
}

static void check_header(struct reader *reader, const struct row *row)
{
    bool seen[CSV_COLUMNS_LIMIT] = {false};
    reader->columns = row->count;
    if (is_no_header(reader, row)) {
        tell_no_header(reader, row);
        reader->lost = true;
        return;
    }
    for (size_t i = 0; i < row->count; i++) {
        size_t which = reader->column[i] = find_wanted(reader, row->fields[i].text);
        if (which == reader->wanted_count) {
            if (!reader->others)
                tell_unknown(reader, &row->fields[i]);
        } else if (seen[which]) {
            diag_error(reader->diag, row->fields[i].at, NULL, "the column \"%s\" is given twice", row->fields[i].text);
            reader->column[i] = reader->wanted_count;
        } else {
            seen[which] = true;
        }
    }
    for (size_t i = 0; i < reader->wanted_count; i++)
        if (reader->wanted[i].required && !seen[i])
            diag_error(reader->diag, row->fields[0].at, NULL, "the first line names the columns, and \"%s\" is missing",
                       reader->wanted[i].name);
}

static void keep_row(struct reader *reader, const struct row *row)
{
    struct csv *csv = reader->csv;
    if (row->count != reader->columns) {
        struct place place = row->fields[0].at;
        diag_error(reader->diag, place, NULL,
                   "this line has %zu field%s and the first line %zu; a field with a comma in it goes in quotes",
                   row->count, row->count == 1 ? "" : "s", reader->columns);
        return;
    }
    mem_grow(&csv->fields, &csv->capacity, (csv->rows + 1) * csv->columns, sizeof *csv->fields);
    struct csv_field *fields = &csv->fields[csv->rows * csv->columns];
    for (size_t i = 0; i < csv->columns; i++)
        fields[i] = (struct csv_field){"", row->fields[0].at};
    for (size_t i = 0; i < row->count; i++)
        if (reader->column[i] < csv->columns)
            fields[reader->column[i]] = row->fields[i];
    csv->rows++;
}

static bool read_table(struct csv *csv, const char *bytes, size_t length, int file, const struct csv_column *wanted,
                       size_t count, bool others, struct diag *diag)
{
    assert(count > 0 && count < CSV_COLUMNS_LIMIT);
    *csv = (struct csv){.columns = count};
    size_t errors = diag->errors;
    struct reader reader = {.csv = csv,
                            .diag = diag,
                            .at = bytes,
                            .end = bytes + length,
                            .wanted = wanted,
                            .wanted_count = count,
                            .others = others,
                            .here = {.file = file, .line = 1, .column = 1}};
    if (length > CSV_BYTES_LIMIT) {
        diag_error(diag, (struct place){.file = file}, NULL, "is larger than 1 MiB");
        return false;
    }
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        reader.at += 3;
    skip_empty_lines(&reader);
    if (reader.at == reader.end) {
        diag_error(diag, (struct place){.file = file}, NULL, "is empty; its first line names the columns");
        return false;
    }
    struct row *row = mem_new(1, sizeof *row);
    read_row(&reader, row);
    if (!reader.lost)
        check_header(&reader, row);
    for (skip_empty_lines(&reader); !reader.lost && reader.at < reader.end; skip_empty_lines(&reader)) {
        read_row(&reader, row);
        if (!reader.lost)
            keep_row(&reader, row);
    }
    free(row);
    return diag->errors == errors;
}

bool csv_read(struct csv *csv, const char *bytes, size_t length, int file, const struct csv_column *wanted,
              size_t count, struct diag *diag)
{
    return read_table(csv, bytes, length, file, wanted, count, false, diag);
}

bool csv_read_some(struct csv *csv, const char *bytes, size_t length, int file, const struct csv_column *wanted,
                   size_t count, struct diag *diag)
{
    return read_table(csv, bytes, length, file, wanted, count, true, diag);
}

const struct csv_field *csv_at(const struct csv *csv, size_t row, size_t column)
{
    assert(row < csv->rows && column < csv->columns);
    return &csv->fields[row * csv->columns + column];
}

void csv_release(struct csv *csv)
{
    free(csv->fields);
    arena_release(&csv->arena);
    *csv = (struct csv){0};
}
