#include "experiment/findings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/sensitivity_words.h"
#include "experiment/vary.h"
#include "experiment/words.h"
#include "scenario/param_words.h"

/* --- inputs ------------------------------------------------------------------------------------------------------- */

static const char *write_value(const struct service *service, size_t input, double value, struct arena *arena)
{
    char words[64];
    units_write(value, service->filled.uncertain[input].unit, &service->filled.units, words);
    return arena_copy(arena, words);
}

/* Three digits: a place on a law is not known to more. What has no number stays as it is. */
static const char *shorten(const char *written, struct arena *arena)
{
    double number = vary_number(written, NULL);
    size_t before = strcspn(written, "0123456789");
    char words[WORDS_SHORT];
    if (isnan(number))
        return written;
    int decimals = number == 0 ? 0 : 2 - (int)floor(log10(fabs(number)));
    double scale = pow(10, decimals);
    number = round(number * scale) / scale;
    while (decimals > 0 && fabs(number * pow(10, decimals - 1) - round(number * pow(10, decimals - 1))) < 1e-6)
        decimals--;
    words_number(fabs(number), decimals > 0 ? decimals : 0, words);
    return arena_printf(arena, "%.*s%s%s", (int)before, written, words, vary_unit(written));
}

const char *findings_value(const struct service *service, size_t input, double share, struct arena *arena)
{
    return shorten(write_value(service, input, service_input_at(service, input, share), arena), arena);
}

void findings_ends(const char *low, const char *high, struct text *out)
{
    const struct sensitivity_input ends = {.value = {low, high}};
    sensitivity_words_ends(&ends, out);
}

struct findings_input *findings_inputs(const struct service *service, struct arena *arena)
{
    const struct filled *filled = &service->filled;
    const struct param_words words = {&plan_table, filled};
    struct findings_input *inputs = mem_new(filled->uncertain_count + 1, sizeof *inputs);
    for (size_t i = 0; i < filled->uncertain_count; i++) {
        const struct uncertain *uncertain = &filled->uncertain[i];
        struct text label = {0}, detail = {0};
        bool found = param_words_path(&words, uncertain->path, &label);
        findings_ends(write_value(service, i, uncertain->low, arena), write_value(service, i, uncertain->high, arena),
                      &detail);
        inputs[i] =
            (struct findings_input){.path = uncertain->path,
                                    .label = found ? arena_copy(arena, label.at) : vary_label(uncertain->path, arena),
                                    .detail = arena_copy(arena, detail.at)};
        text_release(&label);
        text_release(&detail);
    }
    return inputs;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

void findings_start(struct findings *findings, const char *name, const char *title, enum findings_shape shape,
                    const struct findings_of *of, size_t rows)
{
    *findings = (struct findings){.name = name,
                                  .title = title,
                                  .shape = shape,
                                  .rows = mem_new(rows + 1, sizeof *findings->rows),
                                  .shown = of->shown,
                                  .runs = of->runs,
                                  .seed = of->seed};
}

void findings_column(struct findings *findings, struct findings_column column)
{
    findings->columns[findings->column_count++] = column;
}

struct findings_row *findings_row(struct findings *findings, const struct findings_input *input)
{
    struct findings_row *row = &findings->rows[findings->count++];
    *row = (struct findings_row){.path = input->path, .label = input->label, .detail = input->detail};
    for (size_t i = 0; i < FINDINGS_COLUMNS; i++)
        row->cells[i] = (struct findings_cell){.value = (double)NAN, .interval = {(double)NAN, (double)NAN}};
    return row;
}

static double weight_of(const struct findings_cell *cell, bool told)
{
    return isnan(cell->value) || (told && !cell->told) ? -1 : fabs(cell->value);
}

static int compare_rows(const void *a, const void *b, void *column)
{
    const struct findings_row *x = a, *y = b;
    size_t at = *(const size_t *)column;
    double first = weight_of(&x->cells[at], true), second = weight_of(&y->cells[at], true);
    int order = (first < second) - (first > second);
    first = weight_of(&x->cells[at], false);
    second = weight_of(&y->cells[at], false);
    order = order ? order : (first < second) - (first > second);
    return order ? order : strcmp(x->path, y->path);
}

void findings_sort(struct findings *findings, size_t column)
{
    qsort_r(findings->rows, findings->count, sizeof *findings->rows, compare_rows, &column);
}

size_t findings_shown(const struct findings *findings)
{
    return findings->shown < findings->count ? findings->shown : findings->count;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static void say_number(enum findings_form form, double value, char out[static WORDS_SHORT])
{
    if (form == FINDINGS_MONEY)
        words_pounds(value, out);
    else if (form == FINDINGS_SHARE)
        words_share(value, out);
    else
        words_number(form == FINDINGS_POINTS ? 100 * value : value, form == FINDINGS_POINTS ? 1 : 2, out);
}

void findings_say(const struct findings_column *column, const struct findings_cell *cell, bool whole, struct text *out)
{
    char value[WORDS_SHORT], low[WORDS_SHORT], high[WORDS_SHORT];
    if (cell->words != NULL) {
        text_add(out, cell->words);
        return;
    }
    if (isnan(cell->value))
        return;
    say_number(column->form, cell->value, value);
    say_number(column->form, cell->interval.low, low);
    say_number(column->form, cell->interval.high, high);
    text_add(out, value);
    if (whole && !isnan(cell->interval.low))
        text_printf(out, " (%s to %s)", low, high);
}

void findings_note_failed(struct findings *findings, size_t failed)
{
    if (failed > 0)
        text_printf(&findings->notes, " %zu replication%s could not go on and %s left out.", failed,
                    failed == 1 ? "" : "s", failed == 1 ? "is" : "are");
}

void findings_release(struct findings *findings)
{
    free(findings->rows);
    text_release(&findings->headline);
    text_release(&findings->subtitle);
    text_release(&findings->notes);
    text_release(&findings->foot);
    arena_release(&findings->arena);
    *findings = (struct findings){0};
}
