#include "scenario/scenario_diff.h"

#include <ctype.h>
#include <limits.h>
#include <math.h>

#include "base/text.h"
#include "scenario/param_internal.h"
#include "scenario/param_words.h"

enum { BEFORE, AFTER, SIDES };

struct differ {
    struct scenario_diff *diff;
    struct arena *arena;
    struct param_words side[SIDES];
    const char *section;
    bool source;
};

/* The same place in both scenarios. */
struct spot {
    const char *path[SIDES];
    const struct node *node[SIDES];
    const void *at[SIDES];
    const char *context; /* "Assessment, posts"; "" at the root */
};

static void diff_table(struct differ *differ, const struct param_table *table, const struct spot *spot);

/* --- sentences --- */

/* Takes the words away from `text`. */
static const char *keep(struct differ *differ, struct text *text)
{
    const char *kept = arena_copy(differ->arena, text->at == NULL ? "" : text->at);
    text_release(text);
    return kept;
}

/* With a capital; titles may hold a tab or a new line, a sentence may not. */
static const char *capital(struct differ *differ, const char *words)
{
    char *copy = arena_copy(differ->arena, words);
    *copy = (char)toupper((unsigned char)*copy);
    for (char *p = copy; *p != '\0'; p++)
        *p = *p == '\n' || *p == '\t' ? ' ' : *p;
    return copy;
}

static void add(struct differ *differ, enum scenario_change change, const char *path, const char *before,
                const char *after, const char *sentence)
{
    struct scenario_diff *diff = differ->diff;
    if (diff->count == diff->capacity) {
        struct scenario_difference *old = diff->items;
        diff->capacity = diff->capacity == 0 ? 16 : 2 * diff->capacity;
        diff->items = arena_new(differ->arena, diff->capacity, sizeof *diff->items);
        if (old != NULL)
            memcpy(diff->items, old, diff->count * sizeof *old);
    }
    diff->items[diff->count++] = (struct scenario_difference){.change = change,
                                                              .section = differ->section,
                                                              .path = path,
                                                              .sentence = capital(differ, sentence),
                                                              .before = before,
                                                              .after = after,
                                                              .source = differ->source};
}

static const char *label_of(struct differ *differ, const struct param *row)
{
    struct text label = {0};
    param_words_label(row, &label);
    return keep(differ, &label);
}

static const char *join_context(struct differ *differ, const char *context, const char *name)
{
    return *context == '\0' || *name == '\0' ? arena_printf(differ->arena, "%s%s", context, name)
                                             : arena_printf(differ->arena, "%s, %s", context, name);
}

/* "Assessment: funded posts" */
static const char *subject_of(struct differ *differ, const char *context, const char *label)
{
    return arena_printf(differ->arena, "%s%s%s", context, *context == '\0' ? "" : ": ", label);
}

static bool is_plural(const char *label)
{
    size_t length = strlen(label);
    return length > 2 && label[length - 1] == 's' && label[length - 2] != 's' && isalpha((unsigned char)label[0]);
}

/* Something is told that was told differently, or only once. */
static void tell(struct differ *differ, const struct spot *spot, const char *label, const char *words[SIDES],
                 const char *verb, const char *by)
{
    const char *before = words[BEFORE], *after = words[AFTER], *subject = subject_of(differ, spot->context, label);
    bool many = is_plural(label);
    if (before == NULL) {
        add(differ, SCENARIO_ADDED, spot->path[AFTER], NULL, after,
            arena_printf(differ->arena, "%s %s given: %s", subject, many ? "are now" : "is now", after));
    } else if (after == NULL) {
        add(differ, SCENARIO_REMOVED, spot->path[BEFORE], before, NULL,
            arena_printf(differ->arena, "%s %s no longer given; before: %s", subject, many ? "are" : "is", before));
    } else {
        bool alike = text_equal(before, after);
        add(differ, SCENARIO_CHANGED, spot->path[AFTER], before, after,
            arena_printf(differ->arena, "%s %s%s from %s to %s%s", subject, verb, many ? "" : "s", before, after,
                         alike ? ", by less than these digits show" : by));
    }
}

/* --- numbers --- */

static bool same_number(double a, double b)
{
    if (isnan(a) || isnan(b) || isinf(a) || isinf(b))
        return (isnan(a) && isnan(b)) || a == b; /* infinities: both none */
    return fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b));
}

static bool same_range(const struct uncertain *a, const struct uncertain *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return same_number(a->low, b->low) && same_number(a->high, b->high);
}

/* " (+4)", " (+7%)", " (-1.4 points)": points of shares, a ratio where nought means nothing is there, else the amount. */
static const char *change_of(struct differ *differ, enum unit unit, double a, double b)
{
    char words[64];
    if (!isfinite(a) || !isfinite(b) || a == b)
        return "";
    if (unit == UNIT_SHARE)
        return arena_printf(differ->arena, " (%+.3g points)", 100 * (b - a));
    if (unit == UNIT_NONE || unit == UNIT_COUNT || unit == UNIT_FTE) {
        units_write(fabs(b - a), unit, &differ->side[AFTER].filled->units, words);
        return arena_printf(differ->arena, " (%s%s)", b > a ? "+" : "-", words);
    }
    if (a <= 0 || b <= 0)
        return "";
    return arena_printf(differ->arena, fabs(b / a - 1) < 0.1 ? " (%+.2g%%)" : " (%+.0f%%)", 100 * (b / a - 1));
}

static void diff_numbers(struct differ *differ, const struct param *row, const struct spot *spot, const char *label,
                         const double values[SIDES])
{
    const struct uncertain *ranges[SIDES];
    const char *words[SIDES] = {0};
    for (int side = 0; side < SIDES; side++)
        ranges[side] = param_words_range(&differ->side[side], spot->path[side]);
    double a = values[BEFORE], b = values[AFTER];
    if (same_number(a, b) && same_range(ranges[BEFORE], ranges[AFTER]))
        return;
    for (int side = 0; side < SIDES; side++) {
        struct text text = {0};
        if (isnan(values[side]))
            continue;
        param_words_number(&differ->side[side], row, values[side], spot->path[side], &text);
        if (ranges[side] == NULL && ranges[1 - side] != NULL)
            text_add(&text, " for certain");
        words[side] = keep(differ, &text);
    }
    const char *verb = same_number(a, b) || isinf(a) || isinf(b) ? "change" : a < b ? "rise" : "fall";
    tell(differ, spot, label, words, verb, change_of(differ, row->unit, a, b));
}

/* --- single values --- */

static const char *later(struct differ *differ, double weeks)
{
    char words[64];
    units_write(fabs(weeks), UNIT_DURATION, &differ->side[AFTER].filled->units, words);
    return arena_printf(differ->arena, " (%s %s)", words, weeks > 0 ? "later" : "earlier");
}

static bool same_time(const struct differ *differ, const double weeks[SIDES], double *by)
{
    *by = weeks[AFTER] - weeks[BEFORE];
    if (same_number(weeks[BEFORE], weeks[AFTER]))
        return true;
    if (!isfinite(*by) || !differ->side[BEFORE].filled->calendar || !differ->side[AFTER].filled->calendar)
        return false;
    *by += (double)(differ->side[AFTER].filled->start - differ->side[BEFORE].filled->start) / 7;
    return fabs(*by) < 1e-9;
}

static bool same_words(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : text_equal(a, b);
}

/* References are alike when they name the same, whatever its title has become; two that share a title are told by name. */
static bool same_reference(const struct spot *spot, const char *words[SIDES])
{
    const struct ref *before = spot->at[BEFORE], *after = spot->at[AFTER];
    if (words[BEFORE] == NULL || words[AFTER] == NULL)
        return words[BEFORE] == words[AFTER];
    if (text_equal(words[BEFORE], words[AFTER])) {
        words[BEFORE] = before->name;
        words[AFTER] = after->name;
    }
    return before->which == after->which && text_equal(before->name, after->name);
}

/* Dates have an order, the rest only words. */
static void diff_single(struct differ *differ, const struct param *row, const struct spot *spot)
{
    const char *words[SIDES] = {0}, *by = "";
    for (int side = 0; side < SIDES; side++) {
        struct text text = {0};
        param_words_value(&differ->side[side], row, spot->node[side], spot->at[side], spot->path[side], &text);
        words[side] = text.length == 0 ? NULL : arena_copy(differ->arena, text.at);
        text_release(&text);
    }
    if (row->kind == PARAM_TIME) {
        const double weeks[SIDES] = {*(const double *)spot->at[BEFORE], *(const double *)spot->at[AFTER]};
        double later_by;
        if (same_time(differ, weeks, &later_by))
            return;
        by = isfinite(later_by) ? later(differ, later_by) : "";
    } else if (row->kind == PARAM_REF) {
        if (same_reference(spot, words))
            return;
    } else if (same_words(words[BEFORE], words[AFTER])) {
        return;
    } else if (row->kind == PARAM_DATE && words[BEFORE] != NULL && words[AFTER] != NULL) {
        by = later(differ,
                   (double)(*(const calendar_day *)spot->at[AFTER] - *(const calendar_day *)spot->at[BEFORE]) / 7);
    }
    tell(differ, spot, label_of(differ, row), words, "change", by);
}

/* --- pairs --- */

static bool same_key(const struct param *row, const struct pair *a, const struct pair *b)
{
    if (row->pair_key == PAIR_NAME)
        return text_equal(a->to.name, b->to.name);
    return same_number(a->low, b->low) && same_number(a->high, b->high);
}

static const struct pair *find_pair(const struct param *row, const struct pairs *pairs, const struct pair *like)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (same_key(row, &pairs->items[i], like))
            return &pairs->items[i];
    return NULL;
}

static bool same_keys(const struct param *row, const struct pairs *a, const struct pairs *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (find_pair(row, b, &a->items[i]) == NULL)
            return false;
    return a->count == b->count;
}

static void diff_pair(struct differ *differ, const struct param *row, const struct spot *spot,
                      const struct pair *pairs[SIDES])
{
    struct spot inner = *spot;
    double values[SIDES] = {(double)NAN, (double)NAN};
    const char *label = "";
    for (int side = 0; side < SIDES; side++) {
        if (pairs[side] == NULL)
            continue;
        values[side] = pairs[side]->value;
        inner.path[side] = param_join(differ->arena, spot->path[side], pairs[side]->to.name);
        label = param_words_key(&differ->side[side], row, pairs[side]);
    }
    diff_numbers(differ, row, &inner, label, values);
}

/* Bands and steps that begin elsewhere are one new table, not many odd changes. */
static void diff_pairs(struct differ *differ, const struct param *row, const struct spot *spot)
{
    const struct pairs *before = spot->at[BEFORE], *after = spot->at[AFTER];
    if (before->count == 0 || after->count == 0 || (row->pair_key != PAIR_NAME && !same_keys(row, before, after))) {
        diff_single(differ, row, spot);
        return;
    }
    struct spot inner = *spot;
    inner.context = join_context(differ, spot->context, label_of(differ, row));
    for (size_t i = 0; i < after->count; i++) {
        const struct pair *pairs[SIDES] = {find_pair(row, before, &after->items[i]), &after->items[i]};
        diff_pair(differ, row, &inner, pairs);
    }
    for (size_t i = 0; i < before->count; i++) {
        const struct pair *pairs[SIDES] = {&before->items[i], NULL};
        if (find_pair(row, after, &before->items[i]) == NULL)
            diff_pair(differ, row, &inner, pairs);
    }
}

/* --- laws --- */

static void diff_law(struct differ *differ, const struct param *row, const struct spot *spot)
{
    const struct law_param *before = spot->at[BEFORE], *after = spot->at[AFTER];
    if (!before->given || !after->given || before->spec->law != after->spec->law) {
        diff_single(differ, row, spot);
        return;
    }
    struct spot inner = *spot;
    inner.at[BEFORE] = before->spec;
    inner.at[AFTER] = after->spec;
    if (after->spec->law != LAW_FIXED || before->observed || after->observed) {
        inner.context = join_context(differ, spot->context, label_of(differ, row));
        diff_table(differ, param_law_table(row), &inner);
        return;
    }
    const double values[SIDES] = {before->spec->mean, after->spec->mean};
    for (int side = 0; side < SIDES; side++)
        inner.path[side] = param_join(differ->arena, spot->path[side], "mean");
    const struct param *mean = &param_law_table(row)->rows[1];
    diff_numbers(differ, mean, &inner, label_of(differ, row), values);
}

/* --- settings --- */

static const struct setting *find_setting(const struct settings *settings, const char *path)
{
    for (size_t i = 0; i < settings->count; i++)
        if (text_equal(settings->items[i].path, path))
            return &settings->items[i];
    return NULL;
}

/* Settings are kept as written; those of a parameter are alike when they mean the same number. */
static bool same_setting(struct differ *differ, const struct setting *a, const struct setting *b)
{
    const struct param *row = NULL;
    char why[200];
    double values[SIDES];
    if (text_equal(a->text, b->text))
        return true;
    for (int side = 0; side < SIDES; side++) {
        const struct filled *filled = differ->side[side].filled;
        const char *text = side == BEFORE ? a->text : b->text;
        if (param_number(differ->side[side].root, filled->values, a->path, &row) == NULL ||
            units_read(text, row->unit, &filled->units, &values[side], why) != NULL)
            return false;
    }
    return same_number(values[BEFORE], values[AFTER]);
}

static const char *setting_words(struct differ *differ, int side, const struct param *row,
                                 const struct setting *setting)
{
    struct text text = {0};
    param_words_setting(&differ->side[side], row, setting, &text);
    return keep(differ, &text);
}

static void diff_settings(struct differ *differ, const struct param *row, const struct spot *spot)
{
    const struct settings *before = spot->at[BEFORE], *after = spot->at[AFTER];
    for (size_t i = 0; i < after->count; i++) {
        const struct setting *now = &after->items[i], *then = find_setting(before, now->path);
        if (then != NULL && same_setting(differ, then, now))
            continue;
        const char *words = setting_words(differ, AFTER, row, now), *colon = *spot->context == '\0' ? "" : ": ";
        add(differ, then == NULL ? SCENARIO_ADDED : SCENARIO_CHANGED,
            param_join(differ->arena, spot->path[AFTER], now->path), then == NULL ? NULL : then->text, now->text,
            arena_printf(differ->arena, "%s%s%s, before: %s", spot->context, colon, words,
                         then == NULL ? "untouched" : then->text));
    }
    for (size_t i = 0; i < before->count; i++) {
        const struct setting *then = &before->items[i];
        if (find_setting(after, then->path) == NULL)
            add(differ, SCENARIO_REMOVED, param_join(differ->arena, spot->path[BEFORE], then->path), then->text, NULL,
                arena_printf(differ->arena, "%s%sno longer %s", spot->context, *spot->context == '\0' ? "" : ": ",
                             setting_words(differ, BEFORE, row, then)));
    }
}

/* --- sections and named things --- */

/* "Assessment: a staff group is added: Locums, grade Social worker" */
static void tell_whole(struct differ *differ, int side, const struct spot *spot, const char *what, const char *title,
                       const struct param_table *table)
{
    struct text values = {0};
    param_words_section(&differ->side[side], table, spot->node[side], spot->at[side], spot->path[side], &values);
    const char *words = keep(differ, &values);
    bool added = side == AFTER;
    const char *whole = join_context(differ, title, added ? words : "");
    add(differ, added ? SCENARIO_ADDED : SCENARIO_REMOVED, spot->path[side], added ? NULL : words, added ? words : NULL,
        arena_printf(differ->arena, "%s is %s%s%s", subject_of(differ, spot->context, what),
                     added ? "added" : "removed", *whole == '\0' ? "" : ": ", whole));
}

static void diff_section(struct differ *differ, const struct param *row, const struct spot *spot)
{
    bool before = *(const bool *)spot->at[BEFORE], after = *(const bool *)spot->at[AFTER];
    struct spot inner = *spot;
    if (before && after) {
        inner.context = join_context(differ, spot->context, label_of(differ, row));
        diff_table(differ, row->of, &inner);
    } else if (before || after) {
        const char *label = label_of(differ, row);
        tell_whole(differ, after ? AFTER : BEFORE, spot, *label == '\0' ? row->key : label, "", row->of);
    }
}

static const struct named *item_at(const struct map *map, const struct param_table *table, size_t index)
{
    return (const struct named *)(const void *)((const char *)map->items + index * table->size);
}

static const struct named *find_item(const struct map *map, const struct param_table *table, const char *id)
{
    for (size_t i = 0; i < map->count; i++)
        if (text_equal(item_at(map, table, i)->id, id))
            return item_at(map, table, i);
    return NULL;
}

/* The item that follows place `after` (-1: the first) in the file; null after the last. */
static const struct named *next_item(const struct map *map, const struct param_table *table, int after)
{
    const struct named *next = NULL;
    for (size_t i = 0; i < map->count; i++) {
        const struct named *item = item_at(map, table, i);
        if (item->place > after && (next == NULL || item->place < next->place))
            next = item;
    }
    return next;
}

static void diff_words_of(struct differ *differ, const struct spot *spot, const char *key, const char *label,
                          const char *before, const char *after)
{
    struct spot inner = *spot;
    const char *words[SIDES] = {arena_printf(differ->arena, "\"%s\"", before),
                                arena_printf(differ->arena, "\"%s\"", after)};
    if (text_equal(before, after))
        return;
    for (int side = 0; side < SIDES; side++)
        inner.path[side] = *key == '\0' ? spot->path[side] : param_join(differ->arena, spot->path[side], key);
    tell(differ, &inner, label, words, "change", "");
}

static void diff_item(struct differ *differ, const struct param *row, const struct spot *spot,
                      const struct named *items[SIDES])
{
    struct spot inner = *spot;
    for (int side = 0; side < SIDES; side++) {
        if (items[side] == NULL)
            continue;
        inner.path[side] = param_join(differ->arena, spot->path[side], items[side]->name);
        inner.node[side] = tree_child(spot->node[side], items[side]->name);
        inner.at[side] = items[side];
    }
    if (items[BEFORE] != NULL && items[AFTER] != NULL) {
        inner.context = join_context(differ, spot->context, row->path_names ? items[AFTER]->name : items[AFTER]->title);
        diff_words_of(differ, &inner, "", "name", items[BEFORE]->name, items[AFTER]->name);
        diff_words_of(differ, &inner, "title", "title", items[BEFORE]->title, items[AFTER]->title);
        diff_table(differ, row->of, &inner);
        return;
    }
    int side = items[AFTER] != NULL ? AFTER : BEFORE;
    const char *label = label_of(differ, row);
    const char *what = arena_printf(differ->arena, "%s %s",
                                    strchr("aeiou", *label) != NULL && !text_starts(label, "one") ? "an" : "a", label);
    tell_whole(differ, side, &inner, what, row->path_names ? items[side]->name : items[side]->title, row->of);
}

static void diff_map(struct differ *differ, const struct param *row, const struct spot *spot)
{
    const struct map *before = spot->at[BEFORE], *after = spot->at[AFTER];
    differ->source = row->path_names;
    const struct named *item = next_item(after, row->of, -1);
    for (; item != NULL; item = next_item(after, row->of, item->place)) {
        const struct named *items[SIDES] = {find_item(before, row->of, item->id), item};
        diff_item(differ, row, spot, items);
    }
    for (item = next_item(before, row->of, -1); item != NULL; item = next_item(before, row->of, item->place)) {
        const struct named *items[SIDES] = {item, NULL};
        if (find_item(after, row->of, item->id) == NULL)
            diff_item(differ, row, spot, items);
    }
    differ->source = false;
}

/* --- rows --- */

static void diff_row(struct differ *differ, const struct param *row, const struct spot *spot)
{
    switch (row->kind) {
    case PARAM_NUMBER: {
        const double values[SIDES] = {*(const double *)spot->at[BEFORE], *(const double *)spot->at[AFTER]};
        diff_numbers(differ, row, spot, label_of(differ, row), values);
        break;
    }
    case PARAM_TABLE:
        diff_section(differ, row, spot);
        break;
    case PARAM_MAP:
        diff_map(differ, row, spot);
        break;
    case PARAM_PAIRS:
        diff_pairs(differ, row, spot);
        break;
    case PARAM_SETTINGS:
        diff_settings(differ, row, spot);
        break;
    case PARAM_LAW:
        diff_law(differ, row, spot);
        break;
    default:
        diff_single(differ, row, spot);
        break;
    }
}

static void diff_table(struct differ *differ, const struct param_table *table, const struct spot *spot)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct param *row = &table->rows[i];
        struct spot inner = *spot;
        for (int side = 0; side < SIDES; side++) {
            inner.path[side] = param_join(differ->arena, spot->path[side], row->key);
            inner.at[side] = (const char *)spot->at[side] + row->offset;
            inner.node[side] = param_member(table, spot->node[side], row->key);
            if (inner.node[side] == NULL)
                inner.node[side] = param_fallback(differ->arena, row, (struct place){0});
        }
        if (table == differ->side[AFTER].root)
            differ->section = row->of == NULL ? table->name : row->of->name;
        diff_row(differ, row, &inner);
    }
}

struct scenario_diff scenario_diff(const struct param_table *root, const struct node *before, const struct node *after,
                                   struct arena *arena)
{
    struct scenario_diff diff = {0};
    struct filled filled[SIDES];
    struct differ differ = {.diff = &diff, .arena = arena};
    struct spot spot = {.path = {"", ""}, .node = {before, after}, .context = ""};
    for (int side = 0; side < SIDES; side++) {
        struct diag ignored = {0};
        filled[side] = param_fill(root, spot.node[side], arena, &ignored);
        diag_release(&ignored);
        differ.side[side] = (struct param_words){root, &filled[side]};
        spot.at[side] = filled[side].values;
    }
    diff_table(&differ, root, &spot);
    return diff;
}
