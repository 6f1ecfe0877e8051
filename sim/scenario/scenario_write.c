/* The resolved scenario as YAML: the rows decide the order, the tree has the words, defaults fill the gaps. */
#include "base/text.h"
#include "scenario/param_internal.h"
#include "scenario/scenario.h"

struct writer {
    struct arena arena;
    const struct diag *diag;
    bool origins;
    FILE *out;
};

/* --- scalars --- */

/* Would YAML, or the eye, take these words for something else when they stand without quotes? */
static bool needs_quotes(const char *text, bool in_braces)
{
    size_t length = strlen(text);
    if (length == 0 || text[0] == ' ' || text[length - 1] == ' ' || text[length - 1] == ':' ||
        strpbrk(text, "\n\t") != NULL)
        return true;
    if (text_equal(text, "null") || text_equal(text, "~") || strstr(text, ": ") != NULL || strstr(text, " #") != NULL)
        return true;
    if (strchr("?:,[]{}#&*!|>'\"%@`=", text[0]) != NULL || text_starts(text, "---") || text_starts(text, "..."))
        return true;
    if (text[0] == '-' && !(text[1] >= '0' && text[1] <= '9') && !text_starts(text, "-£"))
        return true;
    return in_braces && strpbrk(text, ",[]{}:") != NULL;
}

static void write_words(struct writer *writer, const char *text, bool in_braces)
{
    if (!needs_quotes(text, in_braces)) {
        fputs(text, writer->out);
        return;
    }
    fputc('"', writer->out);
    for (const char *p = text; *p != '\0'; p++) {
        switch (*p) {
        case '\n':
            fputs("\\n", writer->out);
            break;
        case '\t':
            fputs("\\t", writer->out);
            break;
        case '"':
        case '\\':
            fputc('\\', writer->out);
            fputc(*p, writer->out);
            break;
        default:
            fputc(*p, writer->out);
            break;
        }
    }
    fputc('"', writer->out);
}

/* On one line, in braces. `null` is as good as absent. */
static void write_flow(struct writer *writer, const struct node *node, bool in_braces)
{
    if (node->kind == NODE_SCALAR) {
        write_words(writer, node->text, in_braces);
        return;
    }
    bool map = node->kind == NODE_MAP;
    const char *comma = "";
    fputc(map ? '{' : '[', writer->out);
    for (size_t i = 0; i < node->count; i++) {
        const struct node *child = node->items[i];
        if (tree_is_null(child))
            continue;
        fputs(comma, writer->out);
        if (map) {
            write_words(writer, child->key, true);
            fputs(": ", writer->out);
        }
        write_flow(writer, child, true);
        comma = ", ";
    }
    fputc(map ? '}' : ']', writer->out);
}

/* --- lines --- */

static void write_key(struct writer *writer, const char *key, int depth)
{
    fprintf(writer->out, "%*s", 2 * depth, "");
    write_words(writer, key, false);
    fputc(':', writer->out);
}

/* The end of a line, with where its value came from. */
static void end_line(struct writer *writer, const struct node *node)
{
    if (!writer->origins) {
        fputc('\n', writer->out);
    } else if (node == NULL || node->at.line == 0) {
        fputs("  # default\n", writer->out);
    } else {
        const char *name = writer->diag->files[node->at.file].name;
        if (text_equal(name, "--set"))
            fprintf(writer->out, "  # %s\n", name);
        else
            fprintf(writer->out, "  # %s:%d\n", name, node->at.line);
    }
}

/* Where a map in braces came from: its first value, since a merged map has no line of its own. */
static const struct node *origin_of(const struct node *node)
{
    return node->kind != NODE_SCALAR && node->count > 0 ? origin_of(node->items[0]) : node;
}

static void write_line(struct writer *writer, const char *key, const struct node *node, int depth)
{
    write_key(writer, key, depth);
    fputc(' ', writer->out);
    write_flow(writer, node, false);
    end_line(writer, origin_of(node));
}

/* --- rows --- */

static void write_table(struct writer *writer, const struct param_table *table, const struct node *node, int depth);
static void write_row(struct writer *writer, const struct param *row, const struct node *node, int depth);

static bool has_values(const struct node *node)
{
    for (size_t i = 0; node != NULL && node->kind == NODE_MAP && i < node->count; i++)
        if (!tree_is_null(node->items[i]))
            return true;
    return false;
}

static void write_nothing(struct writer *writer, const char *key, const struct node *node, int depth)
{
    write_key(writer, key, depth);
    fputs(" {}", writer->out);
    end_line(writer, node);
}

/* What a row of this node shows: given, default, or nothing (null). */
static const struct node *shown(struct writer *writer, const struct param_table *table, const struct node *node,
                                const struct param *row)
{
    const struct node *member = param_member(table, node, row->key);
    return member != NULL ? member : param_fallback(&writer->arena, row, (struct place){0});
}

static bool shows_anything(struct writer *writer, const struct param_table *table, const struct node *node)
{
    for (size_t i = 0; i < table->count; i++)
        if (shown(writer, table, node, &table->rows[i]) != NULL)
            return true;
    return false;
}

static void write_item(struct writer *writer, const struct param_table *table, const struct node *node,
                       const char *name, int depth)
{
    static const char *const extras[] = {"id", "title", "notes"};
    bool extra = false;
    for (size_t i = 0; i < 3; i++) {
        const struct node *child = tree_child(node, extras[i]);
        extra |= child != NULL && !tree_is_null(child) && !param_is_row(table, extras[i]);
    }
    if (!extra && !shows_anything(writer, table, node)) {
        write_nothing(writer, name, node, depth);
        return;
    }
    write_key(writer, name, depth);
    fputc('\n', writer->out);
    for (size_t i = 0; i < 3; i++) {
        const struct node *child = tree_child(node, extras[i]);
        if (child != NULL && !tree_is_null(child) && !param_is_row(table, extras[i]))
            write_line(writer, extras[i], child, depth + 1);
    }
    write_table(writer, table, node, depth + 1);
}

static void write_map(struct writer *writer, const struct param *row, const struct node *node, int depth)
{
    if (!has_values(node)) {
        write_nothing(writer, row->key, node, depth);
        return;
    }
    write_key(writer, row->key, depth);
    fputc('\n', writer->out);
    for (size_t i = 0; i < node->count; i++)
        if (!tree_is_null(node->items[i]))
            write_item(writer, row->of, node->items[i], node->items[i]->key, depth + 1);
}

/* Values to be set, where null is a value: it removes what it is set over. */
static void write_settings(struct writer *writer, const char *key, const struct node *node, int depth)
{
    if (node->kind != NODE_MAP || node->count == 0) {
        write_nothing(writer, key, node, depth);
        return;
    }
    write_key(writer, key, depth);
    fputc('\n', writer->out);
    for (size_t i = 0; i < node->count; i++) {
        const struct node *child = node->items[i];
        if (!tree_is_null(child)) {
            write_line(writer, child->key, child, depth + 1);
            continue;
        }
        write_key(writer, child->key, depth + 1);
        fputs(" null", writer->out);
        end_line(writer, child);
    }
}

static void write_pairs(struct writer *writer, const char *key, const struct node *node, int depth)
{
    if (node->kind == NODE_SCALAR && !tree_is_empty(node)) {
        write_line(writer, key, node, depth);
        return;
    }
    if (!has_values(node)) {
        write_nothing(writer, key, node, depth);
        return;
    }
    write_key(writer, key, depth);
    fputc('\n', writer->out);
    for (size_t i = 0; i < node->count; i++)
        if (!tree_is_null(node->items[i]))
            write_line(writer, node->items[i]->key, node->items[i], depth + 1);
}

/* A law that a merge laid over a bare value keeps that value as its mean, and is as fixed as it was. */
static void write_law(struct writer *writer, const char *key, const struct node *node, int depth)
{
    if (node->kind != NODE_MAP || node->under == NULL) {
        write_line(writer, key, node, depth);
        return;
    }
    struct node *whole = tree_copy(&writer->arena, node);
    whole->under = NULL;
    if (tree_child(node, "law") == NULL)
        tree_set(&writer->arena, whole, "law", tree_scalar(&writer->arena, "fixed", node->under->at));
    if (tree_child(node, "mean") == NULL)
        tree_set(&writer->arena, whole, "mean", tree_scalar(&writer->arena, node->under->text, node->under->at));
    write_line(writer, key, whole, depth);
}

static void write_row(struct writer *writer, const struct param *row, const struct node *node, int depth)
{
    switch (row->kind) {
    case PARAM_TABLE:
        if (!shows_anything(writer, row->of, node)) {
            write_nothing(writer, row->key, node, depth);
            break;
        }
        write_key(writer, row->key, depth);
        fputc('\n', writer->out);
        write_table(writer, row->of, node, depth + 1);
        break;
    case PARAM_MAP:
        write_map(writer, row, node, depth);
        break;
    case PARAM_PAIRS:
    case PARAM_SETTINGS:
        (row->any_value ? write_settings : write_pairs)(writer, row->key, node, depth);
        break;
    case PARAM_LAW:
        write_law(writer, row->key, node, depth);
        break;
    default:
        write_line(writer, row->key, node, depth);
        break;
    }
}

static void write_table(struct writer *writer, const struct param_table *table, const struct node *node, int depth)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct node *value = shown(writer, table, node, &table->rows[i]);
        if (value != NULL)
            write_row(writer, &table->rows[i], value, depth);
    }
}

/* --- one part --- */

static const char *after(const char *path, const char *key)
{
    size_t length = strlen(key);
    if (strncmp(path, key, length) != 0)
        return NULL;
    return path[length] == '.' ? path + length + 1 : path[length] == '\0' ? path + length : NULL;
}

static bool write_part(struct writer *writer, const struct param_table *table, const struct node *node,
                       const char *path);

static bool write_part_of_row(struct writer *writer, const struct param *row, const struct node *node, const char *rest)
{
    if (row->kind == PARAM_TABLE)
        return write_part(writer, row->of, node, rest);
    for (size_t i = 0; node->kind == NODE_MAP && i < node->count; i++) {
        const struct node *child = node->items[i];
        const char *inner = after(rest, child->key);
        if (inner == NULL || tree_is_null(child))
            continue;
        if (row->kind == PARAM_MAP && *inner == '\0') {
            write_item(writer, row->of, child, child->key, 0);
            return true;
        }
        if (row->kind == PARAM_MAP && write_part(writer, row->of, child, inner))
            return true;
        if (row->kind != PARAM_MAP && *inner == '\0') {
            write_line(writer, child->key, child, 0);
            return true;
        }
    }
    return false;
}

static bool write_part(struct writer *writer, const struct param_table *table, const struct node *node,
                       const char *path)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct param *row = &table->rows[i];
        const char *rest = after(path, row->key);
        if (rest == NULL)
            continue;
        const struct node *value = shown(writer, table, node, row);
        if (value == NULL && *rest == '\0') {
            fprintf(writer->out, "# %s is not given\n", row->key);
            return true;
        }
        if (value == NULL)
            return false;
        if (*rest == '\0') {
            write_row(writer, row, value, 0);
            return true;
        }
        return write_part_of_row(writer, row, value, rest);
    }
    return false;
}

bool scenario_write(const struct scenario *scenario, const struct param_table *root, const char *path, bool origins,
                    const struct diag *diag, FILE *out)
{
    struct writer writer = {.diag = diag, .origins = origins, .out = out};
    bool found = true;
    if (path != NULL && *path != '\0') {
        found = write_part(&writer, root, scenario->root, path);
    } else {
        if (!param_is_row(root, "schema"))
            fputs("schema: 1\n", out);
        write_table(&writer, root, scenario->root, 0);
    }
    arena_release(&writer.arena);
    return found;
}
