/* Sections and maps: which rows a tree fills, what is missing, what nobody knows. */
#include <limits.h>
#include <math.h>

#include "base/text.h"
#include "scenario/param_internal.h"

/* Beyond so many a name is not looked for among its neighbours. */
enum { SIBLINGS_MAX = 100 };

const char *param_join(struct arena *arena, const char *path, const char *key)
{
    return *path == '\0' ? arena_copy(arena, key) : arena_printf(arena, "%s.%s", path, key);
}

bool param_is_row(const struct param_table *table, const char *key)
{
    for (size_t i = 0; i < table->count; i++)
        if (text_equal(table->rows[i].key, key))
            return true;
    return false;
}

const struct node *param_member(const struct param_table *table, const struct node *node, const char *key)
{
    if (node == NULL)
        return NULL;
    bool short_key = table->shorthand != NULL && text_equal(table->shorthand, key);
    if (node->kind == NODE_SCALAR)
        return short_key && !tree_is_empty(node) && !tree_is_null(node) ? node : NULL;
    if (short_key && param_is_uncertain(node))
        return node;
    const struct node *child = tree_child(node, key);
    if (child == NULL && short_key)
        return node->under;
    return child == NULL || tree_is_null(child) ? NULL : child;
}

const struct node *param_fallback(struct arena *arena, const struct param *row, struct place at)
{
    if (row->fallback == NULL || row->fallback[0] == '\0')
        return NULL;
    if (row->fallback[0] != '{')
        return tree_scalar(arena, row->fallback, at);
    struct diag problems = {0};
    struct node *node = tree_parse_value(arena, &problems, row->fallback, at);
    diag_release(&problems);
    return node;
}

/* --- one row --- */

/* The value of an optional row that is not there. */
static void leave_out(const struct param *row, void *where)
{
    switch (row->kind) {
    case PARAM_NUMBER:
    case PARAM_TIME:
        *(double *)where = (double)NAN;
        break;
    case PARAM_DATE:
        *(calendar_day *)where = LONG_MIN;
        break;
    case PARAM_CHOICE:
        *(int *)where = -1;
        break;
    case PARAM_REF:
        ((struct ref *)where)->index = -1;
        break;
    default:
        break; /* zeroed memory is empty, null, false or nought */
    }
}

static bool fill_table(struct fill *fill, const struct slot *slot, void *where, bool absent)
{
    struct section *section = arena_new(fill->arena, 1, sizeof *section);
    *section = (struct section){.up = slot->section,
                                .table = slot->row->of,
                                .node = slot->node,
                                .path = slot->path,
                                .base = where,
                                .at = slot->at,
                                .absent = absent};
    *(bool *)where = !absent;
    return param_fill_section(fill, section);
}

struct item {
    const struct node *node;
    const char *id;
    int place;
};

static int compare_items(const void *a, const void *b)
{
    const struct item *left = a, *right = b;
    int order = strcmp(left->id, right->id);
    return order != 0 ? order : (left->place > right->place) - (left->place < right->place);
}

/* Lower case, hyphens: what the planner probably meant. */
static const char *as_name(struct arena *arena, const char *text)
{
    char *name = arena_copy(arena, text);
    size_t kept = 0;
    for (const char *p = text; *p != '\0' && kept < 60; p++) {
        bool upper = *p >= 'A' && *p <= 'Z';
        bool plain = upper || (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9');
        if (plain)
            name[kept++] = upper ? (char)(*p - 'A' + 'a') : *p;
        else if (kept > 0 && name[kept - 1] != '-')
            name[kept++] = '-';
    }
    while (kept > 0 && name[kept - 1] == '-')
        kept--;
    name[kept] = '\0';
    return name;
}

/* A dotted path of keys and names, which may hold spaces where keys are durations. */
static bool is_path(const char *text)
{
    char previous = '.';
    for (const char *p = text; *p != '\0'; p++) {
        bool inner = *p == '_' || *p == '-' || *p == ' ' || *p == '.' || *p == '+';
        if (!inner && !(*p >= 'a' && *p <= 'z') && !(*p >= '0' && *p <= '9'))
            return false;
        if (*p == '.' && previous == '.')
            return false;
        previous = *p;
    }
    return previous != '.';
}

static bool check_name(struct fill *fill, const struct slot *slot, const struct node *node)
{
    struct slot key = *slot;
    key.at = node->key_at;
    if (slot->row->path_names) {
        if (!is_path(node->key)) {
            param_fail(fill, &key, "\"%s\" is not the path of a parameter, such as teams.assessment.capacity",
                       param_quote(fill, node->key));
            return false;
        }
        return true;
    }
    if (text_is_name(node->key))
        return true;
    const char *name = as_name(fill->arena, node->key);
    if (text_is_name(name)) {
        param_fail(fill, &key, "\"%s\" cannot be a name: use lower-case letters, digits and hyphens, such as \"%s\"",
                   param_quote(fill, node->key), name);
    } else {
        param_fail(fill, &key, "\"%s\" cannot be a name: use lower-case letters, digits and hyphens",
                   param_quote(fill, node->key));
    }
    return false;
}

static const char *item_identity(struct fill *fill, const struct slot *slot, const struct node *node)
{
    const struct node *id = tree_child(node, "id");
    if (id == NULL || tree_is_null(id))
        return node->key;
    if (id->kind != NODE_SCALAR || !text_is_name(id->text)) {
        param_fail_at(fill, slot->section, id->at, param_join(fill->arena, slot->path, node->key),
                      "id must be lower-case letters, digits and hyphens");
        return node->key;
    }
    return id->text;
}

/* The items that are there and have good names, in order of identity. */
static size_t list_items(struct fill *fill, const struct slot *slot, struct item *items)
{
    size_t count = 0;
    for (size_t i = 0; i < slot->node->count; i++) {
        const struct node *node = slot->node->items[i];
        if (tree_is_null(node)) {
            diag_warning(fill->diag, node->key_at, param_join(fill->arena, slot->path, node->key),
                         "there is nothing of this name to remove");
        } else if (check_name(fill, slot, node)) {
            items[count] = (struct item){node, item_identity(fill, slot, node), (int)i};
            count++;
        }
    }
    if (count > 0)
        qsort(items, count, sizeof *items, compare_items);
    for (size_t i = 1; i < count; i++) {
        if (text_equal(items[i].id, items[i - 1].id)) {
            param_fail_at(fill, slot->section, items[i].node->key_at, slot->path,
                          "\"%s\" and \"%s\" have the same identity \"%s\"; give one of them another id",
                          items[i - 1].node->key, items[i].node->key, items[i].id);
        }
    }
    return count;
}

static const char *default_title(struct arena *arena, const char *name)
{
    char *title = arena_copy(arena, name);
    for (char *p = title; *p != '\0'; p++)
        *p = *p == '-' ? ' ' : *p;
    if (title[0] >= 'a' && title[0] <= 'z')
        title[0] = (char)(title[0] - 'a' + 'A');
    return title;
}

static const char *item_text(struct fill *fill, const struct slot *slot, const struct node *node, const char *key,
                             const char *otherwise)
{
    const struct node *child = tree_child(node, key);
    if (child == NULL || tree_is_null(child))
        return otherwise;
    if (child->kind != NODE_SCALAR) {
        param_fail_at(fill, slot->section, child->at, param_join(fill->arena, slot->path, node->key),
                      "%s must be words", key);
        return otherwise;
    }
    return arena_copy(fill->arena, child->text);
}

static bool fill_item(struct fill *fill, const struct slot *slot, const struct item *item, char *where)
{
    const struct node *node = item->node;
    struct named *named = (struct named *)(void *)where;
    named->name = arena_copy(fill->arena, node->key);
    named->id = arena_copy(fill->arena, item->id);
    named->place = item->place;
    named->title = item_text(fill, slot, node, "title", default_title(fill->arena, node->key));
    const struct node *title = tree_child(node, "title");
    named->titled = title != NULL && !tree_is_null(title);
    item_text(fill, slot, node, "notes", NULL);
    struct section *section = arena_new(fill->arena, 1, sizeof *section);
    *section = (struct section){.up = slot->section,
                                .table = slot->row->of,
                                .node = node,
                                .path = param_join(fill->arena, slot->path, node->key),
                                .base = where,
                                .at = node->key_at,
                                .absent = slot->section->absent,
                                .item = true};
    return param_fill_section(fill, section);
}

static bool fill_map(struct fill *fill, const struct slot *slot, struct map *map)
{
    if (tree_is_empty(slot->node))
        return true;
    if (slot->node->kind != NODE_MAP) {
        param_fail(fill, slot, "must be a map of names, each with its own keys");
        return false;
    }
    if (slot->node->count == 0)
        return true;
    struct item *items = mem_new(slot->node->count, sizeof *items);
    map->count = list_items(fill, slot, items);
    map->items = arena_new(fill->arena, map->count + 1, slot->row->of->size);
    bool good = true;
    for (size_t i = 0; i < map->count; i++)
        good &= fill_item(fill, slot, &items[i], (char *)map->items + i * slot->row->of->size);
    free(items);
    return good;
}

static int compare_settings(const void *a, const void *b)
{
    return strcmp(((const struct setting *)a)->path, ((const struct setting *)b)->path);
}

static bool read_settings(struct fill *fill, const struct slot *slot, struct settings *settings)
{
    const struct node *map = slot->node;
    if (tree_is_empty(map))
        return true;
    if (map->kind != NODE_MAP) {
        param_fail(fill, slot, "must be a map from paths of parameters to values");
        return false;
    }
    settings->items = arena_new(fill->arena, map->count + 1, sizeof *settings->items);
    for (size_t i = 0; i < map->count; i++) {
        const struct node *node = map->items[i];
        if (tree_is_null(node) && !slot->row->any_value)
            continue;
        if (node->kind != NODE_SCALAR && !slot->row->any_value) {
            param_fail_at(fill, slot->section, node->at, param_join(fill->arena, slot->path, node->key),
                          "must be one value");
            return false;
        }
        settings->items[settings->count++] =
            (struct setting){.path = arena_copy(fill->arena, node->key),
                             .text = slot->row->any_value ? NULL : arena_copy(fill->arena, node->text),
                             .value = node,
                             .at = node->at,
                             .path_at = node->key_at};
    }
    if (settings->count > 0)
        qsort(settings->items, settings->count, sizeof *settings->items, compare_settings);
    return true;
}

static bool fill_value(struct fill *fill, struct slot *slot, void *where)
{
    switch (slot->row->kind) {
    case PARAM_NUMBER:
        return param_read_number(fill, slot, where);
    case PARAM_TABLE:
        return fill_table(fill, slot, where, false);
    case PARAM_MAP:
        return fill_map(fill, slot, where);
    case PARAM_PAIRS:
        return param_read_pairs(fill, slot, where);
    case PARAM_SETTINGS:
        return read_settings(fill, slot, where);
    case PARAM_LAW:
        return param_read_law(fill, slot, where);
    default:
        return param_read_scalar(fill, slot, where);
    }
}

/* An item that lacks what it needs is often one that exists, with its name mistyped. */
static const char *suggest_sibling(struct fill *fill, const struct section *section)
{
    const char *dot = strrchr(section->path, '.');
    if (!section->item || dot == NULL)
        return "";
    const struct node *map =
        param_effective(fill, arena_copy_n(fill->arena, section->path, (size_t)(dot - section->path)));
    if (map == NULL || map->kind != NODE_MAP || map->count > SIBLINGS_MAX)
        return "";
    const char *names[SIBLINGS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < map->count; i++)
        if (!text_equal(map->items[i]->key, dot + 1))
            names[count++] = map->items[i]->key;
    const char *near = text_nearest(dot + 1, names, count);
    return near == NULL ? "" : arena_printf(fill->arena, "; did you mean \"%s\"?", near);
}

static void fill_row(struct fill *fill, struct section *section, const struct param *row)
{
    struct slot slot = {.section = section, .row = row, .path = param_join(fill->arena, section->path, row->key)};
    void *where = section->base + row->offset;
    slot.node = param_member(section->table, section->node, row->key);
    if (slot.node != NULL) {
        bool container = row->kind == PARAM_TABLE || row->kind == PARAM_MAP;
        slot.at = container ? slot.node->key_at : slot.node->at;
        fill_value(fill, &slot, where);
        return;
    }
    slot.at = section->at;
    slot.node = param_fallback(fill->arena, row, section->at);
    if (slot.node != NULL) {
        fill_value(fill, &slot, where);
        return;
    }
    leave_out(row, where);
    if (row->kind == PARAM_TABLE)
        fill_table(fill, &slot, where, true);
    bool told = section->up == NULL && text_equal(row->key, "schema"); /* by the loader */
    if (row->fallback == NULL && !section->absent && !told) {
        bool needs_example = row->kind == PARAM_NUMBER && row->unit != UNIT_NONE && row->unit != UNIT_COUNT;
        param_fail_at(fill, section, section->at, section->path, "needs \"%s\"%s%s%s", row->key,
                      needs_example ? ", for example " : "", needs_example ? units_example(row->unit) : "",
                      suggest_sibling(fill, section));
    }
}

/* --- a section --- */

static bool is_known(const struct section *section, const char *key)
{
    if (param_is_row(section->table, key))
        return true;
    if (section->up == NULL)
        return text_equal(key, "schema");
    return section->item && (text_equal(key, "id") || text_equal(key, "title") || text_equal(key, "notes"));
}

static void refuse_unknown(struct fill *fill, struct section *section)
{
    const char **known = mem_new(section->table->count, sizeof *known);
    for (size_t i = 0; i < section->table->count; i++)
        known[i] = section->table->rows[i].key;
    for (size_t i = 0; i < section->node->count; i++) {
        const struct node *node = section->node->items[i];
        if (is_known(section, node->key))
            continue;
        param_fail_at(fill, section, node->key_at, param_join(fill->arena, section->path, node->key),
                      "unknown key \"%s\"%s", param_quote(fill, node->key),
                      param_suggest(fill, node->key, known, section->table->count, "known here"));
    }
    free(known);
}

/* Is the node something that a section can be read from? */
static bool check_shape(struct fill *fill, struct section *section)
{
    const struct node *node = section->node;
    const struct param_table *table = section->table;
    if (node == NULL || tree_is_empty(node))
        return true;
    if (node->kind == NODE_MAP) {
        if (!(table->shorthand != NULL && param_is_uncertain(node)))
            refuse_unknown(fill, section);
        return true;
    }
    if (node->kind == NODE_SCALAR && table->shorthand != NULL)
        return true;
    const char *first = table->count > 0 ? table->rows[0].key : "key";
    param_fail_at(fill, section, node->at, section->path, "must be a section with keys such as \"%s\", not %s", first,
                  node->kind == NODE_LIST ? "a list" : "one value");
    return false;
}

bool param_fill_section(struct fill *fill, struct section *section)
{
    if (!check_shape(fill, section))
        return false;
    for (size_t i = 0; i < section->table->count; i++)
        fill_row(fill, section, &section->table->rows[i]);
    if (section->table->check != NULL && !section->absent)
        param_check_later(fill, section);
    return !section->failed;
}

/* --- the whole --- */

const struct node *param_effective(struct fill *fill, const char *path)
{
    const struct param_table *table = fill->root;
    const struct node *node = fill->tree;
    for (;;) {
        size_t length = strcspn(path, ".");
        const struct param *row = NULL;
        for (size_t i = 0; i < table->count && row == NULL; i++) {
            bool same = strncmp(table->rows[i].key, path, length) == 0 && table->rows[i].key[length] == '\0';
            row = same ? &table->rows[i] : NULL;
        }
        if (row == NULL)
            return NULL;
        node = param_member(table, node, row->key);
        if (node == NULL)
            node = param_fallback(fill->arena, row, (struct place){0});
        if (path[length] == '\0' || node == NULL || row->of == NULL)
            return path[length] == '\0' ? node : NULL;
        table = row->of;
        path += length + 1;
    }
}

/* The only two paths of the model that are known here: they decide what a year and a date are. */
static void read_clock(struct fill *fill)
{
    const struct node *calendar = param_effective(fill, "clock.calendar");
    const struct node *start = param_effective(fill, "clock.start");
    char why[200];
    fill->calendar = calendar == NULL || calendar->kind != NODE_SCALAR || !text_equal(calendar->text, "none");
    fill->units.weeks_per_year = fill->calendar ? 365.25 / 7 : 52;
    if (start == NULL || start->kind != NODE_SCALAR || units_read_date(start->text, &fill->start, why) != NULL)
        fill->start = 0;
}

static int compare_uncertain(const void *a, const void *b)
{
    return strcmp(((const struct uncertain *)a)->path, ((const struct uncertain *)b)->path);
}

static struct filled finish(struct fill *fill)
{
    struct filled filled = {.values = fill->values,
                            .uncertain_count = fill->uncertain_count,
                            .units = fill->units,
                            .calendar = fill->calendar,
                            .start = fill->start};
    filled.uncertain = arena_new(fill->arena, fill->uncertain_count + 1, sizeof *filled.uncertain);
    if (fill->uncertain_count > 0) {
        memcpy(filled.uncertain, fill->uncertain, fill->uncertain_count * sizeof *filled.uncertain);
        qsort(filled.uncertain, filled.uncertain_count, sizeof *filled.uncertain, compare_uncertain);
    }
    free(fill->uncertain);
    free(fill->refs);
    free(fill->checks);
    return filled;
}

struct filled param_fill(const struct param_table *root, const struct node *tree, struct arena *arena,
                         struct diag *diag)
{
    struct fill fill = {
        .arena = arena, .diag = diag, .root = root, .tree = tree, .values = arena_new(arena, 1, root->size)};
    struct section section = {
        .table = root, .node = tree, .path = "", .base = fill.values, .at = {.file = tree == NULL ? 0 : tree->at.file}};
    read_clock(&fill);
    param_fill_section(&fill, &section);
    param_refer_all(&fill);
    param_check_all(&fill);
    return finish(&fill);
}
