/* Maps from something to numbers: shares by name, values by time, months, bands. */
#include <math.h>

#include "base/text.h"
#include "scenario/param_internal.h"

const char *const param_months[13] = {"jan", "feb", "mar", "apr", "may", "jun", "jul",
                                      "aug", "sep", "oct", "nov", "dec", NULL};

/* A pair before its value is read; sorted, since the numbers must not move once their places are known. */
struct entry {
    const struct node *node;
    const char *identity;
    double low, high;
    size_t place; /* in the file */
};

/* --- keys --- */

/* "2" of "0-2 years" is "2 years"; "6 months" stays. */
static bool read_edge(struct fill *fill, const char *edge, size_t length, const char *unit, bool plain, double *value)
{
    char why[200];
    const char *text = arena_copy_n(fill->arena, edge, length);
    enum unit kind = plain ? UNIT_NONE : UNIT_DURATION;
    if (units_read(text, kind, &fill->units, value, why) == NULL)
        return *value >= 0;
    text = arena_printf(fill->arena, "%s %s", text, unit);
    return units_read(text, kind, &fill->units, value, why) == NULL && *value >= 0;
}

/* "0-2 years", "6 months-2 years", "5 years+". */
static bool read_band(struct fill *fill, const char *key, bool plain, double *low, double *high)
{
    size_t length = strlen(key);
    if (length > 1 && length < 80 && key[length - 1] == '+') {
        *high = (double)INFINITY;
        return read_edge(fill, key, length - 1, "", plain, low);
    }
    const char *dash = strchr(key, '-');
    if (dash == NULL || dash == key || length >= 80)
        return false;
    const char *unit = dash + 1 + strcspn(dash + 1, " ");
    unit += *unit == ' ' ? 1 : 0;
    return read_edge(fill, key, (size_t)(dash - key), unit, plain, low) &&
           read_edge(fill, dash + 1, strlen(dash + 1), unit, plain, high);
}

static const char *read_month(struct fill *fill, const char *key, struct entry *entry)
{
    for (int i = 0; i < 12; i++) {
        if (text_equal(key, param_months[i])) {
            entry->low = entry->high = i + 1;
            return NULL;
        }
    }
    return arena_printf(fill->arena, "\"%s\" is not a month; use jan, feb, ... dec", param_quote(fill, key));
}

/* Null, or what is wrong with the key. */
static const char *read_key(struct fill *fill, const struct slot *slot, struct entry *entry)
{
    const struct param *row = slot->row;
    const char *key = entry->node->key, *wrong;
    char why[200];
    int64_t whole;
    switch (row->pair_key) {
    case PAIR_NAME:
        entry->identity = row->refers == NULL ? key : param_identity(fill, row->refers, key);
        return NULL;
    case PAIR_MONTH:
        return read_month(fill, key, entry);
    case PAIR_DURATION:
        wrong = units_read(key, UNIT_DURATION, &fill->units, &entry->low, why);
        if (wrong != NULL || entry->low < 0)
            return arena_printf(fill->arena, "\"%s\" %s", param_quote(fill, key), wrong != NULL ? why : "is negative");
        entry->high = entry->low;
        return NULL;
    case PAIR_BAND:
        if (!read_band(fill, key, row->plain_bands, &entry->low, &entry->high)) {
            return arena_printf(fill->arena, "\"%s\" is not a band; write it like %s", param_quote(fill, key),
                                row->plain_bands ? "5-9 or 25+" : "0-2 years or 5 years+");
        }
        return entry->low < entry->high ? NULL : arena_printf(fill->arena, "\"%s\" must end after it starts", key);
    default:
        wrong = units_read_whole(key, &whole, why);
        if (wrong != NULL || whole < 0)
            return arena_printf(fill->arena, "\"%s\" must be a whole number from 0", param_quote(fill, key));
        entry->low = entry->high = (double)whole;
        return NULL;
    }
}

static bool check_free_name(const struct slot *slot, const char *key)
{
    const struct param *row = slot->row;
    if (row->pair_key != PAIR_NAME || row->refers != NULL || text_is_name(key))
        return true;
    return row->path_names && strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789._- +") == strlen(key) && *key != '.';
}

static int compare_names(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    int order = strcmp(left->identity, right->identity);
    return order != 0 ? order : strcmp(left->node->key, right->node->key);
}

static int compare_edges(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    if (left->low != right->low)
        return left->low < right->low ? -1 : 1;
    return (left->place > right->place) - (left->place < right->place);
}

static bool read_keys(struct fill *fill, const struct slot *slot, struct entry *entries, size_t *count)
{
    bool good = true;
    for (size_t i = 0; i < slot->node->count; i++) {
        const struct node *node = slot->node->items[i];
        const char *path = param_join(fill->arena, slot->path, node->key);
        if (tree_is_null(node)) {
            diag_warning(fill->diag, node->key_at, path, "there is nothing of this name to remove");
            continue;
        }
        entries[*count] = (struct entry){.node = node, .identity = "", .place = i};
        const char *wrong = read_key(fill, slot, &entries[*count]);
        if (wrong == NULL && !check_free_name(slot, node->key)) {
            wrong = arena_printf(fill->arena, "\"%s\" cannot be a name: use lower-case letters, digits and hyphens",
                                 param_quote(fill, node->key));
        }
        if (wrong != NULL) {
            param_fail_at(fill, slot->section, node->key_at, path, "%s", wrong);
            good = false;
            continue;
        }
        (*count)++;
    }
    if (*count > 0)
        qsort(entries, *count, sizeof *entries, slot->row->pair_key == PAIR_NAME ? compare_names : compare_edges);
    return good;
}

/* --- how keys stand to each other --- */

/* 1.5 years end where 18 months start, but for the last bit: hence the tolerance. */
static bool check_edges(struct fill *fill, const struct slot *slot, const struct entry *entries, size_t count)
{
    bool band = slot->row->pair_key == PAIR_BAND;
    for (size_t i = 1; i < count; i++) {
        const struct entry *before = &entries[i - 1], *here = &entries[i];
        const char *path = param_join(fill->arena, slot->path, here->node->key);
        double gap = here->low - before->high;
        if (!band && here->low - before->low < 1e-9) {
            param_fail_at(fill, slot->section, here->node->key_at, path, "\"%s\" and \"%s\" are the same",
                          before->node->key, here->node->key);
            return false;
        }
        if (band && gap < -1e-9) {
            param_fail_at(fill, slot->section, here->node->key_at, path, "\"%s\" overlaps \"%s\"", here->node->key,
                          before->node->key);
            return false;
        }
        if (band && slot->row->total_one && !slot->row->plain_bands && gap > 1e-9) {
            param_fail_at(fill, slot->section, here->node->key_at, path, "there is a gap between \"%s\" and \"%s\"",
                          before->node->key, here->node->key);
            return false;
        }
    }
    return true;
}

static bool check_months(struct fill *fill, const struct slot *slot, const struct entry *entries, size_t count)
{
    struct text missing = {0};
    for (size_t i = 0, next = 0; i < 12; i++)
        if (next < count && entries[next].low == (double)(i + 1))
            next++;
        else
            text_printf(&missing, "%s%s", missing.length == 0 ? "" : ", ", param_months[i]);
    bool good = missing.length == 0;
    if (!good)
        param_fail(fill, slot, "needs all twelve months; missing: %s", missing.at);
    text_release(&missing);
    return good;
}

/* --- totals --- */

/* Values from several files that no longer total 100% are what merging does to shares: say so. */
static bool come_from_two_files(const struct node *map)
{
    for (size_t i = 1; i < map->count; i++)
        if (map->items[i]->at.file != map->items[0]->at.file)
            return true;
    return false;
}

/* `first` is the first uncertain value that belongs to these pairs: it is rescaled with them. */
static bool check_total(struct fill *fill, const struct slot *slot, struct pairs *pairs, size_t first)
{
    double total = 0;
    for (size_t i = 0; i < pairs->count; i++)
        total += pairs->items[i].value;
    if (!(fabs(total - 1) <= 0.0005 + 1e-12)) {
        param_fail(
            fill, slot, "must total 100%%, but totals %.6g%%%s", total * 100,
            come_from_two_files(slot->node)
                ? "; shares of the file that this one extends still count: change them too, or remove one with null"
                : "");
        return false;
    }
    for (size_t i = 0; i < pairs->count; i++)
        pairs->items[i].value /= total;
    for (size_t i = first; i < fill->uncertain_count; i++) {
        fill->uncertain[i].likely /= total;
        fill->uncertain[i].low /= total;
        fill->uncertain[i].high /= total;
    }
    return true;
}

/* --- values --- */

static bool read_values(struct fill *fill, const struct slot *slot, const struct entry *entries, struct pairs *pairs)
{
    bool good = true;
    for (size_t i = 0; i < pairs->count; i++) {
        struct pair *pair = &pairs->items[i];
        const struct node *node = entries[i].node;
        struct slot value = *slot;
        value.node = node;
        value.at = node->at;
        value.path = param_join(fill->arena, slot->path, node->key);
        pair->to.name = arena_copy(fill->arena, node->key);
        pair->to.index = -1;
        pair->low = entries[i].low;
        pair->high = entries[i].high;
        good &= param_read_number(fill, &value, &pair->value);
        if (slot->row->pair_key == PAIR_NAME && slot->row->refers != NULL) {
            value.at = node->key_at;
            param_refer_later(fill, &value, &pair->to);
        }
    }
    return good;
}

static bool read_map(struct fill *fill, struct slot *slot, struct pairs *pairs)
{
    if (slot->node->key != NULL && slot->at.line > 0)
        slot->at = slot->node->key_at;
    struct entry *entries = mem_new(slot->node->count + 1, sizeof *entries);
    size_t count = 0;
    bool good = read_keys(fill, slot, entries, &count);
    if (good &&
        (slot->row->pair_key == PAIR_BAND || slot->row->pair_key == PAIR_DURATION || slot->row->pair_key == PAIR_WHOLE))
        good = check_edges(fill, slot, entries, count);
    if (good && slot->row->pair_key == PAIR_MONTH)
        good = check_months(fill, slot, entries, count);
    pairs->count = count;
    pairs->items = arena_new(fill->arena, count + 1, sizeof *pairs->items);
    size_t first = fill->uncertain_count;
    good &= read_values(fill, slot, entries, pairs);
    free(entries);
    if (good && count == 0 && slot->row->total_one) {
        param_fail(fill, slot, "is empty, and its shares must total 100%%; leave it out for what goes without saying");
        return false;
    }
    return good && (!slot->row->total_one || check_total(fill, slot, pairs, first));
}

bool param_read_pairs(struct fill *fill, struct slot *slot, struct pairs *pairs)
{
    const struct node *node = slot->node;
    if (tree_is_empty(node))
        return true;
    if (node->kind == NODE_MAP)
        return read_map(fill, slot, pairs);
    if (node->kind == NODE_SCALAR && slot->row->total_one) {
        /* A key alone has all of it: `tenure: 0-10 years` is `tenure: {0-10 years: 100%}`. */
        struct node *all = tree_scalar(fill->arena, "100%", node->at);
        all->key = node->text;
        struct node *items[] = {all};
        struct node map = *node;
        map.kind = NODE_MAP;
        map.key = NULL;
        map.items = map.by_key = items;
        map.count = 1;
        slot->node = &map;
        bool good = read_map(fill, slot, pairs);
        slot->node = node;
        return good;
    }
    param_fail(fill, slot, "must be a map, each value like %s, not %s", units_example(slot->row->unit),
               node->kind == NODE_LIST ? "a list" : "one value");
    return false;
}
