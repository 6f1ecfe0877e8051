#include "report/figures.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Where the walk is: the dotted path, and the same with names of maps replaced. */
struct spot {
    char path[400];
    char pattern[400];
};

static struct spot below(const struct spot *spot, const char *key, const char *pattern)
{
    struct spot next;
    const char *dot = spot->path[0] != '\0' ? "." : "";
    snprintf(next.path, sizeof next.path, "%.300s%s%.90s", spot->path, dot, key);
    snprintf(next.pattern, sizeof next.pattern, "%.300s%s%.90s", spot->pattern, dot, pattern);
    return next;
}

struct walk {
    struct figures *figures;
    const struct plan *plan;
};

bool figures_grade_assumed(const char *grade)
{
    return grade != NULL && (grade[0] == 'C' || grade[0] == 'D');
}

/* The source of the path or of the nearest section above it. */
static const struct plan_figure *source_of(const struct plan *plan, const char *path)
{
    const struct plan_figure *best = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < plan->sources.count; i++) {
        const struct plan_figure *source = &plan_items(plan->sources, struct plan_figure)[i];
        size_t length = strlen(source->named.name);
        bool covers = strncmp(source->named.name, path, length) == 0 && (path[length] == '\0' || path[length] == '.');
        if (covers && (best == NULL || length > longest)) {
            best = source;
            longest = length;
        }
    }
    return best;
}

static void write_value(const struct node *node, struct text *out)
{
    if (node->kind == NODE_SCALAR) {
        text_add(out, node->text);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        const struct node *item = node->items[i];
        text_add(out, i > 0 ? ", " : "");
        if (node->kind == NODE_MAP)
            text_printf(out, "%s ", item->key);
        text_add(out, item->kind == NODE_SCALAR ? "" : "(");
        write_value(item, out);
        text_add(out, item->kind == NODE_SCALAR ? "" : ")");
    }
}

static struct figure *add_figure(struct figures *figures)
{
    mem_grow(&figures->items, &figures->capacity, figures->count + 1, sizeof *figures->items);
    struct figure *figure = &figures->items[figures->count++];
    *figure = (struct figure){0};
    return figure;
}

static void add_stated(const struct walk *walk, const struct spot *spot, const struct param *row,
                       const struct node *node)
{
    const struct plan_figure *source = source_of(walk->plan, spot->path);
    struct figure *figure = add_figure(walk->figures);
    struct text value = {0};
    write_value(node, &value);
    figure->path = mem_copy_text(spot->path);
    figure->value = mem_copy_text(value.at != NULL ? value.at : "");
    text_release(&value);
    figure->help = row->help;
    figure->row = row;
    figure->from = source != NULL ? source->from : NULL;
    figure->grade = source != NULL ? source->grade : NULL;
    figure->note = source != NULL ? source->note : NULL;
    figure->count = 1;
    if (source != NULL)
        figure->standing = figures_grade_assumed(source->grade) ? FIGURE_ASSUMED : FIGURE_SOURCED;
    else
        figure->standing = row->role == ROLE_UNCERTAIN ? FIGURE_ASSUMED : FIGURE_CHOSEN;
}

/* A default that is used in many places is told once. */
static void add_default(const struct walk *walk, const struct spot *spot, const struct param *row)
{
    if (row->fallback == NULL || row->fallback[0] == '\0' || row->role != ROLE_UNCERTAIN)
        return;
    for (size_t i = 0; i < walk->figures->count; i++) {
        struct figure *same = &walk->figures->items[i];
        if (same->standing == FIGURE_DEFAULT && same->row == row && strcmp(same->path, spot->pattern) == 0) {
            same->count++;
            return;
        }
    }
    struct figure *figure = add_figure(walk->figures);
    figure->standing = FIGURE_DEFAULT;
    figure->path = mem_copy_text(spot->pattern);
    figure->value = mem_copy_text(row->fallback);
    figure->help = row->help;
    figure->row = row;
    figure->from = row->source;
    figure->count = 1;
}

static bool is_figure(enum param_kind kind)
{
    return kind == PARAM_NUMBER || kind == PARAM_INTEGER || kind == PARAM_TIME || kind == PARAM_PAIRS ||
           kind == PARAM_LAW;
}

static void visit_table(const struct walk *walk, const struct spot *spot, const struct param_table *table,
                        const struct node *node);

static void visit_map(const struct walk *walk, const struct spot *spot, const struct param *row,
                      const struct node *node)
{
    for (size_t i = 0; node->kind == NODE_MAP && i < node->count; i++) {
        struct spot item = below(spot, node->items[i]->key, "*");
        visit_table(walk, &item, row->of, node->items[i]);
    }
}

static void visit_row(const struct walk *walk, const struct spot *spot, const struct param *row,
                      const struct node *node)
{
    if (row->kind == PARAM_TABLE) {
        /* A section that is neither stated nor on by default is absent, and so are its defaults. */
        if (node != NULL || (row->fallback != NULL && row->fallback[0] != '\0'))
            visit_table(walk, spot, row->of, node);
    } else if (row->kind == PARAM_MAP) {
        if (node != NULL)
            visit_map(walk, spot, row, node);
    } else if (is_figure(row->kind)) {
        if (node != NULL)
            add_stated(walk, spot, row, node);
        else
            add_default(walk, spot, row);
    }
}

static void visit_table(const struct walk *walk, const struct spot *spot, const struct param_table *table,
                        const struct node *node)
{
    bool shorthand = node != NULL && node->kind == NODE_SCALAR;
    for (size_t i = 0; i < table->count; i++) {
        const struct param *row = &table->rows[i];
        const struct node *child = NULL;
        if (shorthand && table->shorthand != NULL && strcmp(table->shorthand, row->key) == 0)
            child = node;
        else if (node != NULL && node->kind == NODE_MAP)
            child = tree_child(node, row->key);
        struct spot next = below(spot, row->key, row->key);
        visit_row(walk, &next, row, child);
    }
}

/* Sections that hold what is asked of a run, not what is known about the service. */
static bool is_about_the_run(const char *section)
{
    static const char *const names[] = {"schema", "clock",      "targets", "events",
                                        "report", "identities", "sources", "statement"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], section) == 0)
            return true;
    return false;
}

void figures_init(struct figures *figures, const struct scenario *scenario, const struct param_table *table,
                  const struct plan *plan)
{
    *figures = (struct figures){0};
    struct walk walk = {figures, plan};
    struct spot root = {"", ""};
    for (size_t i = 0; i < table->count; i++) {
        const struct param *row = &table->rows[i];
        if (is_about_the_run(row->key))
            continue;
        struct spot spot = below(&root, row->key, row->key);
        visit_row(&walk, &spot, row, scenario->root != NULL ? tree_child(scenario->root, row->key) : NULL);
    }
}

size_t figures_standing(const struct figures *figures, enum figure_standing standing)
{
    size_t count = 0;
    for (size_t i = 0; i < figures->count; i++)
        count += figures->items[i].standing == standing;
    return count;
}

void figures_release(struct figures *figures)
{
    for (size_t i = 0; i < figures->count; i++) {
        free(figures->items[i].path);
        free(figures->items[i].value);
    }
    free(figures->items);
    *figures = (struct figures){0};
}

const struct figure_grade figures_grades[FIGURE_GRADES] = {
    {"A", "official statistic"}, {"A-", "derived from one"}, {"B", "second hand"}, {"S", "an article"},
    {.meaning = "no grade"},     {"C", "recollection"},      {"D", "assumption"},
};

bool figures_has_grade(const struct figure *figure, const char *grade)
{
    const char *own = figure->grade != NULL && figure->grade[0] != '\0' ? figure->grade : NULL;
    return grade != NULL && own != NULL ? text_equal(own, grade) : grade == own;
}
