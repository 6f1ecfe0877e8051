#include "scenario/tree.h"

#include "base/text.h"
#include "scenario/tree_build.h"

bool tree_is_null(const struct node *node)
{
    return node->kind == NODE_SCALAR && !node->quoted &&
           (text_equal(node->text, "null") || text_equal(node->text, "~"));
}

bool tree_is_empty(const struct node *node)
{
    return node->kind == NODE_SCALAR && !node->quoted && node->text[0] == '\0';
}

struct node *tree_scalar(struct arena *arena, const char *text, struct place at)
{
    struct node *node = arena_new(arena, 1, sizeof *node);
    node->kind = NODE_SCALAR;
    node->at = at;
    node->key_at = at;
    node->text = arena_copy(arena, text);
    return node;
}

static int compare_keys(const void *a, const void *b)
{
    const struct node *left = *(struct node *const *)a, *right = *(struct node *const *)b;
    int order = strcmp(left->key, right->key);
    if (order != 0)
        return order;
    if (left->key_at.line != right->key_at.line)
        return left->key_at.line < right->key_at.line ? -1 : 1;
    return (left->key_at.column > right->key_at.column) - (left->key_at.column < right->key_at.column);
}

void tree_index(struct arena *arena, struct node *map)
{
    map->by_key = arena_new(arena, map->count + 1, sizeof *map->by_key);
    if (map->count > 0) {
        memcpy(map->by_key, map->items, map->count * sizeof *map->by_key);
        qsort(map->by_key, map->count, sizeof *map->by_key, compare_keys);
    }
}

void tree_append(struct arena *arena, struct node *parent, struct node *child)
{
    if (parent->count == parent->capacity) {
        size_t capacity = parent->capacity == 0 ? 8 : 2 * parent->capacity;
        struct node **items = arena_new(arena, capacity, sizeof *items);
        if (parent->count > 0)
            memcpy(items, parent->items, parent->count * sizeof *items);
        parent->items = items;
        parent->capacity = capacity;
    }
    parent->items[parent->count++] = child;
}

struct node *tree_child(const struct node *map, const char *key)
{
    if (map == NULL || map->kind != NODE_MAP)
        return NULL;
    size_t low = 0, high = map->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(map->by_key[middle]->key, key);
        if (order == 0)
            return map->by_key[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Is `key` the first part of `path`? Returns what follows its dot ("" when nothing does), or null. */
static const char *after_key(const char *path, const char *key)
{
    size_t length = strlen(key);
    if (strncmp(path, key, length) != 0)
        return NULL;
    if (path[length] == '.')
        return path + length + 1;
    return path[length] == '\0' ? path + length : NULL;
}

/* Keys may hold dots themselves, hence the look at every child rather than a split at the dots. *deepest is the last node
 * on the way that exists. */
static const struct node *find(const struct node *node, const char *path, const struct node **deepest)
{
    *deepest = node;
    if (*path == '\0')
        return node;
    if (node->kind != NODE_MAP)
        return NULL;
    const struct node *best = node;
    for (size_t i = 0; i < node->count; i++) {
        const char *rest = after_key(path, node->items[i]->key);
        if (rest == NULL)
            continue;
        const struct node *found = find(node->items[i], rest, deepest);
        if (found != NULL)
            return found;
        best = *deepest;
    }
    *deepest = best;
    return NULL;
}

struct node *tree_find(const struct node *root, const char *path)
{
    const struct node *deepest;
    return root == NULL ? NULL : (struct node *)find(root, path, &deepest);
}

const struct node *tree_nearest(const struct node *root, const char *path)
{
    const struct node *deepest = NULL;
    if (root != NULL)
        find(root, path, &deepest);
    return deepest;
}

static struct node *copy_node(struct arena *arena, const struct node *node)
{
    struct node *copy = arena_new(arena, 1, sizeof *copy);
    *copy = *node;
    return copy;
}

static struct node *merge_maps(struct arena *arena, const struct node *base, const struct node *over)
{
    struct node *merged = copy_node(arena, over);
    merged->items = NULL;
    merged->count = merged->capacity = 0;
    merged->under = over->under != NULL ? over->under : base->under;
    for (size_t i = 0; i < base->count; i++) {
        const struct node *new = tree_child(over, base->items[i]->key);
        if (new == NULL)
            tree_append(arena, merged, base->items[i]);
        else if (!tree_is_null(new))
            tree_append(arena, merged, tree_merge(arena, base->items[i], new));
    }
    for (size_t i = 0; i < over->count; i++)
        if (tree_child(base, over->items[i]->key) == NULL)
            tree_append(arena, merged, over->items[i]);
    tree_index(arena, merged);
    return merged;
}

struct node *tree_merge(struct arena *arena, struct node *base, const struct node *over)
{
    if (base == NULL)
        return copy_node(arena, over);
    if (base->kind == NODE_MAP && tree_is_empty(over))
        return base;
    if (base->kind == NODE_MAP && over->kind == NODE_MAP)
        return merge_maps(arena, base, over);
    struct node *result = copy_node(arena, over);
    if (over->kind == NODE_MAP && base->kind == NODE_SCALAR && !tree_is_null(base) && !tree_is_empty(base))
        result->under = base;
    return result;
}

struct node *tree_copy(struct arena *arena, const struct node *node)
{
    struct node *copy = copy_node(arena, node);
    if (node->kind == NODE_SCALAR)
        return copy;
    copy->items = NULL;
    copy->count = copy->capacity = 0;
    for (size_t i = 0; i < node->count; i++)
        tree_append(arena, copy, tree_copy(arena, node->items[i]));
    if (node->kind == NODE_MAP)
        tree_index(arena, copy);
    return copy;
}

struct node *tree_graft(struct arena *arena, const struct node *node, int file)
{
    struct node *copy = copy_node(arena, node);
    copy->key = node->key == NULL ? NULL : arena_copy(arena, node->key);
    copy->text = node->text == NULL ? NULL : arena_copy(arena, node->text);
    copy->at.file = copy->key_at.file = file;
    copy->under = NULL;
    copy->items = NULL;
    copy->count = copy->capacity = 0;
    for (size_t i = 0; i < node->count; i++)
        tree_append(arena, copy, tree_graft(arena, node->items[i], file));
    if (node->kind == NODE_MAP)
        tree_index(arena, copy);
    return copy;
}

static size_t position_of(const struct node *map, const char *key)
{
    size_t i = 0;
    while (i < map->count && !text_equal(map->items[i]->key, key))
        i++;
    return i;
}

void tree_remove(struct arena *arena, struct node *map, const char *key)
{
    size_t i = position_of(map, key);
    if (i == map->count)
        return;
    for (; i + 1 < map->count; i++)
        map->items[i] = map->items[i + 1];
    map->count--;
    tree_index(arena, map);
}

/* The first part of `path` in this map: the longest existing key that it starts with, else up to its first dot. */
static size_t first_part(const struct node *map, const char *path)
{
    size_t longest = 0;
    for (size_t i = 0; i < map->count; i++) {
        size_t length = strlen(map->items[i]->key);
        if (length > longest && after_key(path, map->items[i]->key) != NULL)
            longest = length;
    }
    return longest > 0 ? longest : strcspn(path, ".");
}

static struct place part_place(struct place path_at, const char *path, const char *part, size_t length)
{
    struct place place = path_at;
    place.column += (int)(part - path);
    place.length = (int)length;
    return place;
}

/* Puts `child` under `key`, in the place of what was there. */
static void put(struct arena *arena, struct node *map, struct node *child)
{
    size_t i = position_of(map, child->key);
    if (i < map->count)
        map->items[i] = child;
    else
        tree_append(arena, map, child);
    tree_index(arena, map);
}

bool tree_set(struct arena *arena, struct node *root, const char *path, struct node *value)
{
    struct node *map = root;
    const char *part = path;
    for (;;) {
        size_t length = first_part(map, part);
        char *key = arena_copy_n(arena, part, length);
        struct place key_at = part_place(value->key_at, path, part, length);
        struct node *child = tree_child(map, key);
        if (part[length] == '\0') {
            if (tree_is_null(value)) {
                tree_remove(arena, map, key);
                return child != NULL;
            }
            value->key = key;
            value->key_at = key_at;
            put(arena, map, value);
            return true;
        }
        if (child == NULL || child->kind != NODE_MAP) {
            if (tree_is_null(value))
                return false;
            struct node *made = arena_new(arena, 1, sizeof *made);
            made->kind = NODE_MAP;
            made->key = key;
            made->key_at = made->at = key_at;
            made->under = child != NULL && child->kind == NODE_SCALAR && !tree_is_empty(child) ? child : NULL;
            tree_index(arena, made);
            put(arena, map, made);
            child = made;
        }
        map = child;
        part += length + 1;
    }
}
