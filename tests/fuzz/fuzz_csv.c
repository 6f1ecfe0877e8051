/* Hostile tables: whatever the bytes, reading ends, and what is read without an error can be written with every field in
 * quotes and read back the same. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct csv_column columns[] = {
    {"date", true}, {"measure", true}, {"team", false}, {"value", true}, {"source", false}};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void add_quoted(struct text *out, const char *words)
{
    text_add(out, "\"");
    for (const char *at = words; *at; at++) {
        text_add_n(out, at, 1);
        if (*at == '"')
            text_add(out, "\"");
    }
    text_add(out, "\"");
}

static void check_round_trip(const struct csv *first)
{
    struct text bytes = {0};
    for (size_t i = 0; i < COLUMNS; i++)
        text_printf(&bytes, "%s%s", i ? "," : "", columns[i].name);
    for (size_t row = 0; row < first->rows; row++)
        for (size_t i = 0; i < COLUMNS; i++) {
            text_add(&bytes, i ? "," : "\r\n");
            add_quoted(&bytes, csv_at(first, row, i)->text);
        }
    struct diag diag = {0};
    struct csv second;
    int file = diag_file(&diag, "again", bytes.at, bytes.length);
    /* doubled quotes may have made it too long */
    bool small = bytes.length <= CSV_BYTES_LIMIT;
    if (csv_read(&second, bytes.at, bytes.length, file, columns, COLUMNS, &diag) != small ||
        (small && second.rows != first->rows))
        abort();
    for (size_t row = 0; small && row < first->rows; row++)
        for (size_t i = 0; i < COLUMNS; i++)
            if (!text_equal(csv_at(first, row, i)->text, csv_at(&second, row, i)->text))
                abort();
    csv_release(&second);
    diag_release(&diag);
    text_release(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char header[] = "date,measure,team,value,source\n";
    /* half of the inputs start behind a header that is right, or few would come to a row */
    bool led = size > 0 && data[0] % 2 == 0;
    struct text bytes = {0};
    text_add(&bytes, led ? header : "");
    text_add_n(&bytes, (const char *)data, size);
    struct diag diag = {0};
    struct csv csv;
    int file = diag_file(&diag, "x.csv", bytes.at, bytes.length);
    if (csv_read(&csv, bytes.at, bytes.length, file, columns, COLUMNS, &diag))
        check_round_trip(&csv);
    FILE *nowhere = fopen("/dev/null", "w");
    if (nowhere != NULL) {
        diag_print(&diag, nowhere);
        fclose(nowhere);
    }
    csv_release(&csv);
    diag_release(&diag);
    text_release(&bytes);
    return 0;
}
