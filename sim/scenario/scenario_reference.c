/* The rows as Markdown: one table a section, for people who write scenarios. */
#include <math.h>

#include "base/text.h"
#include "scenario/param_internal.h"
#include "scenario/scenario.h"

static const struct unit_context usual = {365.25 / 7};

/* --- cells --- */

static void add_keys(struct text *cell, const struct param *row)
{
    switch (row->pair_key) {
    case PAIR_NAME:
        text_printf(cell, " for each of `%s`", row->refers == NULL ? "names" : row->refers);
        break;
    case PAIR_DURATION:
        text_add(cell, " from a time on");
        break;
    case PAIR_BAND:
        text_add(cell, " a band");
        break;
    case PAIR_MONTH:
        text_add(cell, " a month");
        break;
    case PAIR_WHOLE:
        text_add(cell, " a whole number");
        break;
    }
}

static void add_alternatives(struct text *cell, const char *words)
{
    for (const char *p = words; *p != '\0'; p++)
        text_add(cell, *p == '|' ? "` or `" : (char[]){*p, '\0'});
}

static void add_kind(struct text *cell, const struct param *row)
{
    switch (row->kind) {
    case PARAM_NUMBER:
        text_printf(cell, "%s", units_name(row->unit));
        break;
    case PARAM_INTEGER:
        text_add(cell, "whole number");
        break;
    case PARAM_BOOL:
        text_add(cell, "`true` or `false`");
        break;
    case PARAM_CHOICE:
        for (size_t i = 0; row->choices[i] != NULL; i++)
            text_printf(cell, "%s`%s`", i == 0 ? "" : ", ", row->choices[i]);
        break;
    case PARAM_TEXT:
        text_add(cell, "words");
        break;
    case PARAM_DATE:
        text_add(cell, "date");
        break;
    case PARAM_TIME:
        text_add(cell, "date, or time from the start");
        break;
    case PARAM_REF:
        text_add(cell, "name from `");
        add_alternatives(cell, row->refers);
        text_add(cell, "`");
        break;
    case PARAM_TABLE:
        text_add(cell, "section");
        break;
    case PARAM_MAP:
        text_add(cell, row->path_names ? "map of paths" : "map of names");
        break;
    case PARAM_PAIRS:
        text_printf(cell, "%s", units_name(row->unit));
        add_keys(cell, row);
        text_add(cell, row->total_one ? ", total 100%" : "");
        break;
    case PARAM_SETTINGS:
        text_add(cell, "values by path of a parameter");
        break;
    case PARAM_LAW:
        text_printf(cell, "law of a %s", row->whole ? "whole number" : units_name(row->unit));
        break;
    }
}

static void add_default(struct text *cell, const struct param *row)
{
    if (row->fallback == NULL)
        text_add(cell, "required");
    else if (row->fallback[0] == '\0')
        text_add(cell, "absent");
    else if (text_equal(row->fallback, "{}") && row->kind == PARAM_TABLE)
        text_add(cell, "its defaults");
    else if (text_equal(row->fallback, "{}"))
        text_add(cell, "none");
    else
        text_printf(cell, "`%s`", row->fallback);
}

static void add_range(struct text *cell, const struct param *row)
{
    double least, most;
    char words[64];
    bool number = row->kind == PARAM_NUMBER || row->kind == PARAM_INTEGER || row->kind == PARAM_PAIRS;
    bool low = number && param_lowest(row, &least), high = number && param_highest(row, &most);
    enum unit unit = row->kind == PARAM_INTEGER ? UNIT_NONE : row->unit;
    if (low) {
        units_write(least, unit, &usual, words);
        text_printf(cell, "%s%s", high ? "" : "from ", words);
    }
    if (high) {
        units_write(most, unit, &usual, words);
        text_printf(cell, "%s%s", low ? " to " : "to ", words);
    }
    if (row->none_ok)
        text_printf(cell, "%s`none`", low || high ? ", or " : "or ");
}

static void add_role(struct text *cell, const struct param *row)
{
    static const char *const roles[] = {"choice", "uncertain", "constant"};
    bool container = row->kind == PARAM_TABLE || row->kind == PARAM_MAP;
    text_add(cell, container ? "" : roles[row->role]);
    text_add(cell, row->may_change ? ", may change" : "");
}

static void add_help(struct text *cell, const struct param *row)
{
    text_add(cell, row->help == NULL ? "" : row->help);
    if (row->source != NULL)
        text_printf(cell, ". *Default: %s*", row->source);
}

/* --- tables --- */

static void write_cell(FILE *out, void (*add)(struct text *, const struct param *), const struct param *row)
{
    struct text cell = {0};
    add(&cell, row);
    fputc(' ', out);
    for (const char *p = cell.at == NULL ? "" : cell.at; *p != '\0'; p++)
        fputs(*p == '|' ? "\\|" : (char[]){*p, '\0'}, out);
    fputs(" |", out);
    text_release(&cell);
}

static void write_rows(const struct param_table *table, FILE *out)
{
    fputs("| key | unit | default | range | role | meaning |\n| --- | --- | --- | --- | --- | --- |\n", out);
    for (size_t i = 0; i < table->count; i++) {
        const struct param *row = &table->rows[i];
        fprintf(out, "| `%s` |", row->key);
        write_cell(out, add_kind, row);
        write_cell(out, add_default, row);
        write_cell(out, add_range, row);
        write_cell(out, add_role, row);
        write_cell(out, add_help, row);
        fputc('\n', out);
    }
    fputc('\n', out);
}

static void write_section(const struct param_table *table, const char *path, bool items, FILE *out)
{
    if (*path == '\0')
        fprintf(out, "## %s\n\n", table->name);
    else
        fprintf(out, "## %s: `%s`\n\n", table->name, path);
    if (table->help != NULL) {
        size_t length = strlen(table->help);
        fprintf(out, "%s%s\n", table->help, length > 0 && table->help[length - 1] == '.' ? "" : ".");
    }
    if (table->shorthand != NULL)
        fprintf(out, "A bare value is its `%s`.\n", table->shorthand);
    if (items)
        fputs("Each may also hold `id`, `title` and `notes`.\n", out);
    fputc('\n', out);
    write_rows(table, out);
    for (size_t i = 0; i < table->count; i++) {
        const struct param *row = &table->rows[i];
        if (row->of == NULL)
            continue;
        struct text inner = {0};
        text_printf(&inner, "%s%s%s", path, *path == '\0' ? "" : ".", row->key);
        if (row->kind == PARAM_MAP)
            text_add(&inner, row->path_names ? ".PATH" : ".NAME");
        write_section(row->of, inner.at, row->kind == PARAM_MAP, out);
        text_release(&inner);
    }
}

static void write_units(FILE *out)
{
    fputs("## How values are written\n\n"
          "A unit stands in the value wherever there is a choice. A number may be uncertain instead of single:\n"
          "`{likely: 45%, low: 25%, high: 65%}`, where likely is the median and low and high are the 10th and 90th\n"
          "percentile. Money takes `k`, `m` and commas; inside `{ }` a value with a comma needs quotes.\n\n"
          "| unit | example |\n| --- | --- |\n",
          out);
    for (enum unit unit = UNIT_NONE; unit <= UNIT_PER_CASE; unit++)
        fprintf(out, "| %s | `%s` |\n", units_name(unit), units_example(unit));
    fputs("| date | `2020-10-05` or `2020-10` |\n\n"
          "Time is in `days`, `working days`, `weeks`, `months` or `years`; five working days are a week.\n"
          "`16% per year` is a hazard, `16% leaving within a year` is a chance and is converted by -ln(1 - p).\n\n",
          out);
}

static void write_laws(FILE *out)
{
    const struct param duration = {.kind = PARAM_LAW, .unit = UNIT_DURATION};
    fputs(
        "## Laws\n\n"
        "A value alone is fixed: `8 weeks`. A law says how values spread: `{law: lognormal, mean: 8 weeks, cv: 0.6}`.\n\n"
        "| law | takes |\n| --- | --- |\n"
        "| `fixed`, `exponential`, `geometric`, `poisson` | mean |\n"
        "| `lognormal` | mean, and cv or sd |\n"
        "| `gamma`, `weibull` | mean, and cv, sd or shape |\n"
        "| `uniform` | min and max |\n"
        "| `triangular`, `pert` | min, mode and max |\n"
        "| `bands` | bands, such as `{0-2 weeks: 40%, 2-6 weeks: 60%}` |\n"
        "| `table` | table, such as `{1: 60%, 2: 25%, 3: 15%}` |\n"
        "| `mixture` | of, such as `{short: {share: 70%, law: exponential, mean: 4 weeks}, long: ...}` |\n\n",
        out);
    write_rows(param_law_table(&duration), out);
}

void scenario_write_reference(const struct param_table *const *roots, FILE *out)
{
    fputs("# Scenario reference\n\n"
          "Written by the program from the tables that it reads scenarios with; do not edit.\n\n",
          out);
    write_units(out);
    for (; *roots != NULL; roots++)
        write_section(*roots, "", false, out);
    write_laws(out);
}
