#include "report/written.h"

#include <math.h>
#include <stdlib.h>

void written_csv_words(struct text *out, const char *words)
{
    text_add(out, "\"");
    for (; *words != '\0'; words++)
        text_printf(out, *words == '"' ? "\"\"" : "%c", *words);
    text_add(out, "\"");
}

void written_csv_number(struct text *out, double value)
{
    if (isfinite(value))
        text_printf(out, ",%.9g", value == 0 ? 0.0 : value);
    else
        text_add(out, ",");
}

void written_csv_interval(struct text *out, double value, struct interval interval)
{
    written_csv_number(out, value);
    written_csv_number(out, interval.low);
    written_csv_number(out, interval.high);
}

void written_add(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value);
}

json_t *written_number(double value)
{
    return isfinite(value) ? json_real(value == 0 ? 0.0 : value) : json_null();
}

json_t *written_interval(double value, struct interval interval)
{
    json_t *object = json_object();
    written_add(object, "mean", written_number(value));
    written_add(object, "from", written_number(interval.low));
    written_add(object, "to", written_number(interval.high));
    return object;
}

json_t *written_change(const struct contrast *contrast)
{
    bool known = contrast->runs > 0;
    return known ? written_interval(contrast->mean, contrast->interval)
                 : written_interval((double)NAN, (struct interval){(double)NAN, (double)NAN});
}

void written_document(json_t *root, struct text *out)
{
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));
    text_printf(out, "%s\n", text);
    free(text);
    json_decref(root);
}
