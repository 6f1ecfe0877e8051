/* Hostile units: whatever the bytes, reading ends with a finite number or with words, and what is written reads back. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/units.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_unit(const char *text, enum unit unit, const struct unit_context *context)
{
    char why[200], out[64];
    double value = 0, back = 0;
    const char *wrong = units_read(text, unit, context, &value, why);
    if (wrong != NULL && strlen(wrong) < 200)
        return;
    units_write(value, unit, context, out);
    wrong = units_read(out, unit, context, &back, why);
    double slack = unit == UNIT_MONEY_RATE ? 0.5 : 0;
    bool near = fabs(back - value) <= slack + 1e-4 * fabs(value);
    if (!isfinite(value) || (fabs(value) < 1e15 && (fabs(value) > 1e-12 || value == 0) && (wrong != NULL || !near))) {
        fprintf(stderr, "\"%s\" is %.17g, written \"%s\", read back as %.17g\n", text, value, out, back);
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct unit_context contexts[] = {{365.25 / 7}, {52}};
    char *text = calloc(size + 1, 1);
    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    for (enum unit unit = UNIT_NONE; unit <= UNIT_PER_CASE; unit++)
        check_unit(text, unit, &contexts[size % 2]);
    char why[200];
    calendar_day day;
    int64_t whole;
    (void)units_read_date(text, &day, why);
    (void)units_read_whole(text, &whole, why);
    (void)units_same(text, "3 weeks");
    free(text);
    return 0;
}
