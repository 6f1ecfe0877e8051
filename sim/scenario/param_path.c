/* Dotted paths in a filled struct, and the walk over all rows. */
#include <math.h>

#include "base/text.h"
#include "scenario/param_internal.h"

/* What a path leads to. */
struct found {
    const struct param *row;
    struct law_param *law; /* the outermost law on the way */
};

static double *number_in(const struct param_table *table, void *base, const char *path, struct found *found);

/* What follows `key` in `path`: "" at its end, null when `path` does not start with it. */
static const char *after(const char *path, const char *key)
{
    size_t length = strlen(key);
    if (strncmp(path, key, length) != 0)
        return NULL;
    return path[length] == '.' ? path + length + 1 : path[length] == '\0' ? path + length : NULL;
}

static double *number_of_items(const struct param_table *table, struct map *map, const char *path, struct found *found)
{
    for (size_t i = 0; i < map->count; i++) {
        char *item = (char *)map->items + i * table->size;
        const char *rest = after(path, ((struct named *)(void *)item)->name);
        double *number = rest == NULL ? NULL : number_in(table, item, rest, found);
        if (number != NULL)
            return number;
    }
    return NULL;
}

static double *number_of_pairs(struct pairs *pairs, const char *path)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (text_equal(pairs->items[i].to.name, path))
            return &pairs->items[i].value;
    return NULL;
}

static double *number_of_law(const struct param *of, struct law_param *law, const char *path, struct found *found)
{
    if (law->spec == NULL)
        return NULL;
    if (*path == '\0' && isnan(law->spec->mean))
        path = isnan(law->spec->observed) ? "" : "observed";
    double *number = number_in(param_law_table(of), law->spec, path, found);
    found->law = law;
    return number != NULL && isnan(*number) ? NULL : number;
}

static double *number_of_row(const struct param *of, void *where, const char *rest, struct found *found)
{
    switch (of->kind) {
    case PARAM_NUMBER:
    case PARAM_TIME:
        found->row = of;
        return *rest == '\0' ? where : NULL;
    case PARAM_TABLE:
        return number_in(of->of, where, rest, found);
    case PARAM_MAP:
        return number_of_items(of->of, where, rest, found);
    case PARAM_PAIRS:
        found->row = of;
        return number_of_pairs(where, rest);
    case PARAM_LAW:
        return number_of_law(of, where, rest, found);
    default:
        return NULL;
    }
}

static double *number_in(const struct param_table *table, void *base, const char *path, struct found *found)
{
    if (*path == '\0')
        path = table->shorthand == NULL ? "" : table->shorthand;
    for (size_t i = 0; i < table->count; i++) {
        const struct param *of = &table->rows[i];
        const char *rest = after(path, of->key);
        if (rest != NULL)
            return number_of_row(of, (char *)base + of->offset, rest, found);
    }
    return NULL;
}

double *param_number(const struct param_table *root, void *values, const char *path, const struct param **row)
{
    struct found found = {0};
    double *number = number_in(root, values, path, &found);
    if (row != NULL)
        *row = number == NULL ? NULL : found.row;
    return number;
}

struct law_param *param_law(const struct param_table *root, void *values, const char *path)
{
    struct found found = {0};
    return number_in(root, values, path, &found) == NULL ? NULL : found.law;
}

static void walk(const struct param_table *table, const char *pattern, int depth, param_visit_fn *visit, void *user)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct param *row = &table->rows[i];
        struct text inner = {0};
        text_printf(&inner, "%s%s%s", pattern, *pattern == '\0' ? "" : ".", row->key);
        visit(user, inner.at, row, table, depth);
        if (row->kind == PARAM_MAP)
            text_add(&inner, row->path_names ? ".PATH" : ".NAME");
        if (row->of != NULL)
            walk(row->of, inner.at, depth + 1, visit, user);
        text_release(&inner);
    }
}

void param_walk(const struct param_table *root, param_visit_fn *visit, void *user)
{
    walk(root, "", 0, visit, user);
}
