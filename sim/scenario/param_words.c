#include "scenario/param_words.h"

#include <ctype.h>
#include <limits.h>
#include <math.h>

#include "scenario/param_internal.h"

/* --- names --- */

void param_words_label(const struct param *row, struct text *out)
{
    if (row->label != NULL) {
        text_add(out, row->label);
        return;
    }
    size_t length = strlen(row->key);
    if (row->kind == PARAM_MAP && length > 1 && row->key[length - 1] == 's')
        length--;
    for (size_t i = 0; i < length; i++)
        text_add_n(out, row->key[i] == '_' ? " " : &row->key[i], 1);
}

static const char *title_of(const struct param_words *words, const char *refers, const struct ref *ref)
{
    for (int which = 0; which < ref->which && refers != NULL; which++) {
        refers = strchr(refers, '|');
        refers = refers == NULL ? NULL : refers + 1;
    }
    const struct param_table *table = NULL;
    const struct map *map = refers == NULL || ref->index < 0 ? NULL
                                                             : param_map_at(words->root, words->filled->values, refers,
                                                                            strcspn(refers, "|"), &table);
    if (map == NULL || (size_t)ref->index >= map->count)
        return ref->name;
    const char *item = (const char *)map->items + (size_t)ref->index * table->size;
    return ((const struct named *)(const void *)item)->title;
}

const char *param_words_key(const struct param_words *words, const struct param *row, const struct pair *pair)
{
    return row->pair_key == PAIR_NAME && row->refers != NULL ? title_of(words, row->refers, &pair->to) : pair->to.name;
}

/* --- numbers --- */

const struct uncertain *param_words_range(const struct param_words *words, const char *path)
{
    for (size_t i = 0; i < words->filled->uncertain_count; i++)
        if (text_equal(words->filled->uncertain[i].path, path))
            return &words->filled->uncertain[i];
    return NULL;
}

void param_words_number(const struct param_words *words, const struct param *row, double value, const char *path,
                        struct text *out)
{
    char likely[64], low[64], high[64];
    units_write(value, row->unit, &words->filled->units, likely);
    text_add(out, likely);
    const struct uncertain *range = param_words_range(words, path);
    if (range == NULL)
        return;
    units_write(range->low, row->unit, &words->filled->units, low);
    units_write(range->high, row->unit, &words->filled->units, high);
    const char *unit = strchr(low, ' ');
    if (unit != NULL && strchr(high, ' ') != NULL && text_equal(unit, strchr(high, ' ')))
        low[unit - low] = '\0'; /* "5.2 to 13.8 per year" */
    text_printf(out, " (%s to %s)", low, high);
}

static void add_time(const struct param_words *words, double weeks, struct text *out)
{
    char date[64];
    if (words->filled->calendar && isfinite(weeks) && fabs(weeks) < 1e5) {
        calendar_long(words->filled->start + lround(7 * weeks), date);
        text_add(out, date);
    } else {
        units_write(weeks, UNIT_DURATION, &words->filled->units, date);
        text_add(out, date);
    }
}

/* --- several values --- */

static void add_between(struct text *out, size_t *count, const char *between)
{
    text_add(out, (*count)++ == 0 ? "" : between);
}

static void add_pairs(const struct param_words *words, const struct param *row, const struct pairs *pairs,
                      const char *path, struct text *out)
{
    struct arena arena = {0};
    for (size_t i = 0, count = 0; i < pairs->count; i++) {
        const struct pair *pair = &pairs->items[i];
        add_between(out, &count, ", ");
        text_printf(out, "%s ", param_words_key(words, row, pair));
        param_words_number(words, row, pair->value, param_join(&arena, path, pair->to.name), out);
    }
    arena_release(&arena);
}

static void add_law(const struct param_words *words, const struct param *row, const struct law_param *law,
                    const struct node *node, const char *path, struct text *out)
{
    if (!law->given)
        return;
    struct arena arena = {0};
    const struct param_table *table = param_law_table(row);
    if (law->spec->law == LAW_FIXED && !law->observed)
        param_words_number(words, &table->rows[1], law->spec->mean, param_join(&arena, path, "mean"), out);
    else
        param_words_section(words, table, node, law->spec, path, out);
    arena_release(&arena);
}

/* --- settings of levers --- */

/* What of `path` follows `key`, or null. */
static const char *after(const char *path, const char *key)
{
    size_t length = strlen(key);
    if (strncmp(path, key, length) != 0)
        return NULL;
    return path[length] == '.' ? path + length + 1 : path[length] == '\0' ? path + length : NULL;
}

/* A path in words: "Agency, seats" and "Assessment". */
struct path_words {
    struct text context, last;
};

static bool add_path(const struct param_words *words, const struct param_table *table, const char *base,
                     const char *path, struct path_words *out);

static void add_part(struct path_words *out, const char *part)
{
    if (*part == '\0')
        return;
    if (out->last.length > 0)
        text_printf(&out->context, "%s%s", out->context.length > 0 ? ", " : "", out->last.at);
    text_clear(&out->last);
    text_add(&out->last, part);
}

static bool add_row_path(const struct param_words *words, const struct param *row, const char *where, const char *rest,
                         struct path_words *out)
{
    const struct map *map = (const void *)where;
    const struct pairs *pairs = (const void *)where;
    if (row->kind == PARAM_MAP) {
        for (size_t i = 0; i < map->count; i++) {
            const char *item = (const char *)map->items + i * row->of->size;
            const struct named *named = (const void *)item;
            const char *inner = after(rest, named->name);
            if (inner == NULL)
                continue;
            add_part(out, named->title);
            return add_path(words, row->of, item, inner, out);
        }
        return false;
    }
    struct text label = {0};
    param_words_label(row, &label);
    add_part(out, label.at == NULL ? "" : label.at);
    text_release(&label);
    if (row->kind == PARAM_TABLE)
        return add_path(words, row->of, where, rest, out);
    if (row->kind == PARAM_PAIRS) {
        for (size_t i = 0; i < pairs->count; i++) {
            if (text_equal(pairs->items[i].to.name, rest)) {
                add_part(out, param_words_key(words, row, &pairs->items[i]));
                return true;
            }
        }
        return false;
    }
    if (*rest != '\0')
        add_part(out, rest);
    return row->kind == PARAM_LAW || *rest == '\0';
}

static bool add_path(const struct param_words *words, const struct param_table *table, const char *base,
                     const char *path, struct path_words *out)
{
    if (*path == '\0')
        path = table->shorthand == NULL ? "" : table->shorthand;
    for (size_t i = 0; i < table->count; i++) {
        const char *rest = after(path, table->rows[i].key);
        if (rest != NULL)
            return add_row_path(words, &table->rows[i], base + table->rows[i].offset, rest, out);
    }
    return false;
}

bool param_words_path(const struct param_words *words, const char *path, struct text *out)
{
    struct path_words what = {0};
    bool found = add_path(words, words->root, (const char *)words->filled->values, path, &what) && what.last.length > 0;
    size_t start = out->length;
    if (found && what.context.length > 0)
        text_printf(out, "%s: ", what.context.at);
    text_add(out, found ? what.last.at : path);
    if (out->length > start)
        out->at[start] = (char)toupper((unsigned char)out->at[start]);
    text_release(&what.context);
    text_release(&what.last);
    return found;
}

void param_words_setting(const struct param_words *words, const struct param *row, const struct setting *setting,
                         struct text *out)
{
    param_words_path(words, setting->path, out);
    text_add(out, " ");
    param_words_label(row, out);
    text_printf(out, " %s", setting->text);
}

/* --- any value --- */

static void add_items(const struct param_words *words, const struct param *row, const struct node *node,
                      const struct map *map, const char *path, struct text *out)
{
    struct arena arena = {0};
    for (size_t i = 0, count = 0; i < map->count; i++) {
        const char *item = (const char *)map->items + i * row->of->size;
        const struct named *named = (const void *)item;
        struct text inner = {0};
        add_between(out, &count, ", ");
        text_add(out, named->title);
        param_words_section(words, row->of, tree_child(node, named->name), item, param_join(&arena, path, named->name),
                            &inner);
        if (inner.length > 0)
            text_printf(out, " (%s)", inner.at);
        text_release(&inner);
    }
    arena_release(&arena);
}

static void add_words_of_choice(const char *choice, struct text *out)
{
    for (; *choice != '\0'; choice++)
        text_add_n(out, *choice == '_' ? " " : choice, 1);
}

void param_words_value(const struct param_words *words, const struct param *row, const struct node *node,
                       const void *where, const char *path, struct text *out)
{
    char date[24];
    const struct settings *settings = where;
    switch (row->kind) {
    case PARAM_NUMBER:
        if (!isnan(*(const double *)where))
            param_words_number(words, row, *(const double *)where, path, out);
        break;
    case PARAM_TIME:
        if (!isnan(*(const double *)where))
            add_time(words, *(const double *)where, out);
        break;
    case PARAM_INTEGER:
        text_printf(out, "%lld", (long long)*(const int64_t *)where);
        break;
    case PARAM_BOOL:
        text_add(out, *(const bool *)where ? "yes" : "no");
        break;
    case PARAM_CHOICE:
        if (*(const int *)where >= 0)
            add_words_of_choice(row->choices[*(const int *)where], out);
        break;
    case PARAM_TEXT:
        if (*(const char *const *)where != NULL)
            text_printf(out, "\"%s\"", *(const char *const *)where);
        break;
    case PARAM_DATE:
        if (*(const calendar_day *)where != LONG_MIN) {
            calendar_long(*(const calendar_day *)where, date);
            text_add(out, date);
        }
        break;
    case PARAM_REF:
        if (((const struct ref *)where)->index >= 0)
            text_add(out, title_of(words, row->refers, where));
        break;
    case PARAM_TABLE:
        if (*(const bool *)where)
            param_words_section(words, row->of, node, where, path, out);
        break;
    case PARAM_MAP:
        add_items(words, row, node, where, path, out);
        break;
    case PARAM_PAIRS:
        add_pairs(words, row, where, path, out);
        break;
    case PARAM_SETTINGS:
        for (size_t i = 0, count = 0; i < settings->count; i++) {
            add_between(out, &count, "; ");
            param_words_setting(words, row, &settings->items[i], out);
        }
        break;
    case PARAM_LAW:
        add_law(words, row, where, node, path, out);
        break;
    }
}

/* A section's values are told in brackets; those of a map item, a setting or a law speak for themselves. */
static bool in_brackets(const struct param *row)
{
    return row->kind == PARAM_TABLE || row->kind == PARAM_PAIRS || row->kind == PARAM_MAP || row->kind == PARAM_LAW;
}

void param_words_section(const struct param_words *words, const struct param_table *table, const struct node *node,
                         const void *base, const char *path, struct text *out)
{
    struct arena arena = {0};
    bool settings = false; /* before or here: they hold commas of their own */
    for (size_t i = 0, count = 0; i < table->count; i++) {
        const struct param *row = &table->rows[i];
        const struct node *member = param_member(table, node, row->key);
        struct text value = {0};
        if (member != NULL)
            param_words_value(words, row, member, (const char *)base + row->offset, param_join(&arena, path, row->key),
                              &value);
        bool several = value.length > 0 && in_brackets(row) && strchr(value.at, ',') != NULL;
        if (value.length > 0) {
            settings |= row->kind == PARAM_SETTINGS;
            add_between(out, &count, settings ? "; " : ", ");
            if (row->kind == PARAM_MAP) /* whose label is that of one item */
                add_words_of_choice(row->key, out);
            else if (row->kind != PARAM_SETTINGS)
                param_words_label(row, out);
            bool named = row->kind != PARAM_SETTINGS && !text_equal(row->label == NULL ? row->key : row->label, "");
            text_printf(out, several ? "%s(%s)" : "%s%s", named ? " " : "", value.at);
        }
        text_release(&value);
    }
    arena_release(&arena);
}
