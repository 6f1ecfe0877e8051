#include "report/written.h"

#include <math.h>
#include <stdlib.h>

#include "base/csv.h"

void written_csv_interval(struct text *out, double value, struct interval interval)
{
    csv_number(out, value);
    csv_number(out, interval.low);
    csv_number(out, interval.high);
}

json_t *written_number(double value)
{
    char digits[40];
    if (!isfinite(value))
        return json_null();
    snprintf(digits, sizeof digits, "%.9g", value == 0 ? 0.0 : value);
    return json_real(strtod(digits, NULL));
}

json_t *written_interval(double value, struct interval interval)
{
    json_t *object = json_object();
    json_object_set_new(object, "mean", written_number(value));
    json_object_set_new(object, "from", written_number(interval.low));
    json_object_set_new(object, "to", written_number(interval.high));
    return object;
}

json_t *written_change(const struct contrast *contrast)
{
    bool known = contrast->runs > 0;
    return known ? written_interval(contrast->mean, contrast->interval)
                 : written_interval((double)NAN, (struct interval){(double)NAN, (double)NAN});
}

json_t *written_table(const struct table *table)
{
    json_t *object = json_object(), *columns = json_array(), *rows = json_array();
    for (size_t i = 0; i < table->columns; i++)
        json_array_append_new(columns, json_string(table->heading[i]));
    for (size_t row = 0; row < table_rows(table); row++) {
        json_t *cells = json_array();
        for (size_t i = 0; i < table->columns; i++)
            json_array_append_new(cells, json_string(table->cells[row * table->columns + i]));
        json_array_append_new(rows, cells);
    }
    json_object_set_new(object, "caption", json_string(table->caption));
    json_object_set_new(object, "columns", columns);
    json_object_set_new(object, "rows", rows);
    return object;
}

void written_document(json_t *root, struct text *out)
{
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));
    text_printf(out, "%s\n", text);
    free(text);
    json_decref(root);
}
