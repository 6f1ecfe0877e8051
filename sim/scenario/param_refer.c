/* References: names of items of other maps, resolved once everything is there. */
#include "base/text.h"
#include "scenario/param_internal.h"

void param_refer_later(struct fill *fill, const struct slot *slot, struct ref *ref)
{
    ref->index = -1;
    if (slot->section->absent)
        return;
    mem_grow(&fill->refs, &fill->ref_capacity, fill->ref_count + 1, sizeof *fill->refs);
    fill->refs[fill->ref_count++] = (struct pending_ref){*slot, ref};
}

const struct map *param_map_at(const struct param_table *root, const void *values, const char *path, size_t length,
                               const struct param_table **table)
{
    const char *base = values, *end = path + length;
    for (const struct param_table *at = root;;) {
        size_t part = strcspn(path, ".|");
        const struct param *row = NULL;
        for (size_t i = 0; i < at->count && row == NULL; i++) {
            bool same = strncmp(at->rows[i].key, path, part) == 0 && at->rows[i].key[part] == '\0';
            row = same ? &at->rows[i] : NULL;
        }
        if (row == NULL)
            return NULL;
        base += row->offset;
        path += part;
        if (path >= end) {
            *table = row->of;
            return row->kind == PARAM_MAP ? (const struct map *)(const void *)base : NULL;
        }
        if (row->kind != PARAM_TABLE)
            return NULL;
        at = row->of;
        path++;
    }
}

/* Where the next of "pathway|exits" starts, or null. */
static const char *next_path(const char *refers)
{
    const char *bar = strchr(refers, '|');
    return bar == NULL ? NULL : bar + 1;
}

/* Items are in order of identity. */
static int find_item(const struct map *map, size_t size, const char *id)
{
    size_t low = 0, high = map->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct named *named = (const struct named *)(const void *)((const char *)map->items + middle * size);
        int order = strcmp(named->id, id);
        if (order == 0)
            return (int)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

static const char *identity_of(const struct node *item)
{
    const struct node *id = tree_child(item, "id");
    return id != NULL && id->kind == NODE_SCALAR && !tree_is_null(id) ? id->text : item->key;
}

/* The item of this name in the first map of `path` ("pathway|exits"), as the file has it; null when there is none. */
static const struct node *item_in_file(struct fill *fill, const char *path, const char *name)
{
    const char *one = arena_copy_n(fill->arena, path, strcspn(path, "|"));
    const struct node *item = tree_child(param_effective(fill, one), name);
    return item == NULL || tree_is_null(item) ? NULL : item;
}

static const char *suggest_item(struct fill *fill, const char *refers, const char *name)
{
    const char *names[600];
    size_t count = 0;
    for (const char *path = refers; path != NULL; path = next_path(path)) {
        const struct param_table *table;
        const struct map *map = param_map_at(fill->root, fill->values, path, strcspn(path, "|"), &table);
        for (size_t i = 0; map != NULL && i < map->count && count < sizeof names / sizeof *names; i++)
            names[count++] = ((const struct named *)(const void *)((const char *)map->items + i * table->size))->name;
    }
    return param_suggest(fill, name, names, count, "there are");
}

/* "teams", or "pathway or exits". */
static const char *in_words(struct fill *fill, const char *refers)
{
    const char *bar = strchr(refers, '|');
    return bar == NULL ? refers : arena_printf(fill->arena, "%.*s or %s", (int)(bar - refers), refers, bar + 1);
}

static void resolve(struct fill *fill, struct pending_ref *pending)
{
    const char *refers = pending->slot.row->refers;
    struct ref *ref = pending->ref;
    int which = 0;
    for (const char *path = refers; path != NULL; path = next_path(path), which++) {
        const struct node *item = item_in_file(fill, path, ref->name);
        if (item == NULL)
            continue;
        const struct param_table *table;
        const struct map *map = param_map_at(fill->root, fill->values, path, strcspn(path, "|"), &table);
        ref->which = which;
        ref->index = map == NULL ? -1 : find_item(map, table->size, identity_of(item));
        if (ref->index < 0)
            param_mark_failed(pending->slot.section); /* the item's own problem has been told */
        return;
    }
    param_fail(fill, &pending->slot, "there is no \"%s\" in %s%s", param_quote(fill, ref->name), in_words(fill, refers),
               suggest_item(fill, refers, ref->name));
}

void param_refer_all(struct fill *fill)
{
    for (size_t i = 0; i < fill->ref_count; i++)
        resolve(fill, &fill->refs[i]);
}

const char *param_identity(struct fill *fill, const char *refers, const char *name)
{
    for (const char *path = refers; path != NULL; path = next_path(path)) {
        const struct node *item = item_in_file(fill, path, name);
        if (item != NULL)
            return identity_of(item);
    }
    return name;
}
