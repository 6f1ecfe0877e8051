#include "command/command_rows.h"

#include "base/text.h"
#include "command/command.h"
#include "model/plan.h"

enum { INDENT = 6 };

static const char name_part[] = "NAME";

/* Copies a pattern without its NAME parts. */
static const char *plain_of(struct arena *arena, const char *pattern)
{
    struct text plain = {0};
    while (*pattern) {
        size_t length = strcspn(pattern, ".");
        if (length != strlen(name_part) || strncmp(pattern, name_part, length) != 0) {
            text_add(&plain, plain.length ? "." : "");
            text_add_n(&plain, pattern, length);
        }
        pattern += length + (pattern[length] == '.');
    }
    const char *copy = arena_copy(arena, plain.at ? plain.at : "");
    text_release(&plain);
    return copy;
}

static void add_row(void *user, const char *pattern, const struct param *row, const struct param_table *table,
                    int depth)
{
    (void)table;
    (void)depth;
    struct command_rows *rows = user;
    if (rows->count == rows->capacity) {
        size_t capacity = rows->capacity ? 2 * rows->capacity : 64;
        struct command_row *items = arena_new(rows->arena, capacity, sizeof *items);
        if (rows->count)
            memcpy(items, rows->items, rows->count * sizeof *items);
        rows->items = items;
        rows->capacity = capacity;
    }
    rows->items[rows->count++] = (struct command_row){
        .pattern = arena_copy(rows->arena, pattern), .plain = plain_of(rows->arena, pattern), .row = row};
}

void command_rows_list(struct command_rows *rows, struct arena *arena)
{
    *rows = (struct command_rows){.arena = arena};
    param_walk(&plan_table, add_row, rows);
}

/* Does `path` name this pattern (*exact) or something above it? A NAME in the pattern matches one part of the path, or
 * none at all when the path leaves names out. */
static bool matches(const char *path, const char *pattern, bool *exact)
{
    if (*path == '\0') {
        *exact = *pattern == '\0';
        return true;
    }
    if (*pattern == '\0')
        return false;
    size_t part = strcspn(path, "."), wanted = strcspn(pattern, ".");
    const char *path_rest = path + part + (path[part] == '.');
    const char *pattern_rest = pattern + wanted + (pattern[wanted] == '.');
    bool is_name = wanted == strlen(name_part) && strncmp(pattern, name_part, wanted) == 0;
    if (is_name)
        return matches(path, pattern_rest, exact) || matches(path_rest, pattern_rest, exact);
    return part == wanted && strncmp(path, pattern, part) == 0 && matches(path_rest, pattern_rest, exact);
}

static void add_choices(struct text *text, const char *const *choices)
{
    for (size_t i = 0; choices && choices[i]; i++)
        text_printf(text, "%s%s", i ? " or " : "", choices[i]);
}

/* " in pathway or exits" */
static void add_refers(struct text *text, const struct param *row)
{
    for (const char *refers = row->refers; refers; refers = strchr(refers, '|') ? strchr(refers, '|') + 1 : NULL)
        text_printf(text, "%s%.*s", refers == row->refers ? " in " : " or ", (int)strcspn(refers, "|"), refers);
}

static void add_pairs(struct text *text, const struct param *row)
{
    static const char *const keys[] = {
        [PAIR_NAME] = "names",
        [PAIR_DURATION] = "durations (the value holds from there on)",
        [PAIR_BAND] = "bands, such as 0-2 years",
        [PAIR_MONTH] = "months, jan to dec",
        [PAIR_WHOLE] = "whole numbers",
    };
    text_printf(text, "a map from %s", keys[row->pair_key]);
    add_refers(text, row);
    text_add(text, " to numbers");
    if (row->unit != UNIT_NONE)
        text_printf(text, ", such as %s", units_example(row->unit));
    if (row->total_one)
        text_add(text, ", which total 100%");
}

static void add_kind(struct text *text, const struct param *row)
{
    switch (row->kind) {
    case PARAM_NUMBER:
        if (row->unit == UNIT_NONE)
            text_add(text, "a number");
        else
            text_printf(text, "a %s, such as %s", units_name(row->unit), units_example(row->unit));
        break;
    case PARAM_INTEGER:
        text_add(text, "a whole number");
        break;
    case PARAM_BOOL:
        text_add(text, "true or false");
        break;
    case PARAM_CHOICE:
        add_choices(text, row->choices);
        break;
    case PARAM_TEXT:
        text_add(text, "words");
        break;
    case PARAM_DATE:
        text_add(text, "a date, such as 2020-10-05");
        break;
    case PARAM_TIME:
        text_add(text, "a date, or a time from the start such as 52 weeks");
        break;
    case PARAM_REF:
        text_add(text, "a name");
        add_refers(text, row);
        break;
    case PARAM_TABLE:
        text_add(text, "a section");
        break;
    case PARAM_MAP:
        text_add(text, "a map: names of your own, each with a section");
        break;
    case PARAM_SETTINGS:
        text_add(text, "a map from paths of parameters to values");
        break;
    case PARAM_PAIRS:
        add_pairs(text, row);
        break;
    case PARAM_LAW:
        text_printf(text, "a value, such as %s, or a law of chance, such as {law: lognormal, mean: ..., cv: 0.6}",
                    units_example(row->unit));
        break;
    }
}

static void add_default(struct text *text, const struct param *row)
{
    if (!row->fallback)
        text_add(text, "; required");
    else if (!*row->fallback)
        text_add(text, "; may be left out");
    else if (row->kind != PARAM_TABLE && !text_equal(row->fallback, "{}"))
        text_printf(text, "; %s unless given", row->fallback);
}

static void print_row(const struct command_row *item, FILE *out)
{
    const struct param *row = item->row;
    struct text text = {0};
    add_kind(&text, row);
    if (row->none_ok)
        text_add(&text, ", or none");
    if (row->observed_ok)
        text_add(&text, "; \"observed\" in place of \"mean\" is the length at the opening load");
    add_default(&text, row);
    if (row->may_change)
        text_add(&text, "; a lever may change it");
    fprintf(out, "%s\n", item->pattern);
    command_wrap(out, INDENT, 0, row->help);
    command_wrap(out, INDENT, 0, text.at);
    text_release(&text);
    if (row->source) {
        int at = fprintf(out, "%*sDefault from:", INDENT, "");
        command_wrap(out, INDENT, at, row->source);
    }
}

const char *command_rows_meant(const char *path, struct arena *arena)
{
    struct command_rows rows;
    command_rows_list(&rows, arena);
    const char *plain = plain_of(arena, path), *dot = strrchr(plain, '.');
    size_t parent = dot ? (size_t)(dot - plain) + 1 : 0, count = 0;
    const char **keys = arena_new(arena, rows.count, sizeof *keys);
    for (size_t i = 0; i < rows.count; i++) {
        const char *other = rows.items[i].plain;
        if (strncmp(other, plain, parent) == 0 && !strchr(other + parent, '.'))
            keys[count++] = other + parent;
    }
    const char *near = text_nearest(plain + parent, keys, count);
    if (!near || text_equal(near, plain + parent))
        return NULL;
    return arena_printf(arena, "%.*s%s", (int)parent, plain, near);
}

bool command_rows_print(const char *path, bool in_full, FILE *out)
{
    struct arena arena = {0};
    struct command_rows rows;
    bool found = false;
    command_rows_list(&rows, &arena);
    for (size_t i = 0; i < rows.count; i++) {
        bool exact = false;
        if (!matches(path, rows.items[i].pattern, &exact))
            continue;
        if (found && in_full)
            fputc('\n', out);
        found = true;
        if (in_full) {
            print_row(&rows.items[i], out);
        } else {
            fprintf(out, "%s\n", rows.items[i].pattern);
            command_wrap(out, INDENT, 0, rows.items[i].row->help);
        }
    }
    arena_release(&arena);
    return found;
}
