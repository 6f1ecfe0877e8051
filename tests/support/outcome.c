#include "support/outcome.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "support/program.h"

enum { FIELDS = 19, FIRST_QUANTILE = 10 };

/* Cuts a line at its commas; no name in these files holds one. */
static bool read_row(char *line, struct outcome_row *row)
{
    char *fields[FIELDS];
    size_t count = 0;
    for (char *at = line; at != NULL && count < FIELDS; count++)
        fields[count] = strsep(&at, ",");
    if (count != FIELDS)
        return false;
    double numbers[FIELDS];
    for (size_t i = 0; i < FIELDS; i++)
        numbers[i] = *fields[i] ? strtod(fields[i], NULL) : (double)NAN;
    *row = (struct outcome_row){.week = numbers[0],
                                .scope = fields[2],
                                .of = fields[3],
                                .measure = fields[4],
                                .mean = numbers[6],
                                .sd = numbers[7],
                                .se = numbers[8],
                                .runs = numbers[9]};
    memcpy(row->quantile, numbers + FIRST_QUANTILE, sizeof row->quantile);
    return true;
}

void outcome_open(struct outcome *outcome, const char *folder)
{
    *outcome = (struct outcome){.text = program_file(program_path(6, folder, "series.csv"), NULL)};
    cr_assert_not_null(outcome->text, "%s holds no series.csv", folder);
    size_t lines = 0;
    for (const char *at = outcome->text; *at; at++)
        lines += *at == '\n';
    outcome->rows = calloc(lines + 1, sizeof *outcome->rows);
    char *rest = outcome->text, *line = strsep(&rest, "\n");
    while ((line = strsep(&rest, "\n")) != NULL && *line) {
        cr_assert(read_row(line, &outcome->rows[outcome->count]), "series.csv: a line without %d fields", FIELDS);
        outcome->count++;
    }
    json_error_t error;
    outcome->summary = json_load_file(program_path(6, folder, "summary.json"), 0, &error);
    cr_assert_not_null(outcome->summary, "%s/summary.json: %s", folder, error.text);
}

void outcome_release(struct outcome *outcome)
{
    free(outcome->text);
    free(outcome->rows);
    json_decref(outcome->summary);
    *outcome = (struct outcome){0};
}

const struct outcome_row *outcome_at(const struct outcome *outcome, const char *place, const char *measure, double week)
{
    const char *slash = strchr(place, '/');
    size_t length = (size_t)(slash - place);
    for (size_t i = 0; i < outcome->count; i++) {
        const struct outcome_row *row = &outcome->rows[i];
        if (fabs(row->week - week) < 1e-6 && strcmp(row->measure, measure) == 0 && strcmp(row->of, slash + 1) == 0 &&
            strlen(row->scope) == length && strncmp(row->scope, place, length) == 0)
            return row;
    }
    cr_assert_fail("series.csv has no %s of %s at week %g", measure, place, week);
    return NULL;
}

const json_t *outcome_json(const struct outcome *outcome, ...)
{
    va_list names;
    va_start(names, outcome);
    const json_t *value = outcome->summary;
    const char *name;
    while (value != NULL && (name = va_arg(names, const char *)) != NULL)
        value = json_is_array(value) ? json_array_get(value, strtoul(name, NULL, 10)) : json_object_get(value, name);
    va_end(names);
    return value;
}

double outcome_number(const json_t *value)
{
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

char *outcome_run(struct outcome *outcome, const char *yaml)
{
    char *folder = program_folder();
    const char *path = program_path(0, folder, "scenario.yaml"), *out = program_path(1, folder, "out");
    FILE *file = fopen(path, "w");
    cr_assert(file != NULL && fputs(yaml, file) >= 0 && fclose(file) == 0, "cannot write %s", path);
    struct program program = PROGRAM("run", path, "--quiet", "--no-charts", "--out", out);
    cr_assert_eq(program.exit, 0, "exit %d: %s", program.exit, program.err);
    program_release(&program);
    outcome_open(outcome, out);
    cr_assert_eq(json_array_size(outcome_json(outcome, "failures", NULL)), 0, "a replication failed");
    return folder;
}

void outcome_done(struct outcome *outcome, char *folder)
{
    outcome_release(outcome);
    program_remove_folder(folder);
}
