/* The figures that a comparison rests on: which are no more than judgements, and who could say better. */
#include <stdlib.h>
#include <string.h>

#include "model/plan.h"
#include "report/checker.h"
#include "report/html_comparison_parts.h"
#include "report/publication.h"

const char *html_comparison_value(const struct comparison_page *page, const struct figure *figure, const char *words)
{
    const char *instead =
        page->comparison->publication ? publication_replaces_priced(figure->path, figure->value) : NULL;
    if (instead == NULL && page->comparison->publication)
        instead = publication_replaces_priced(figure->path, words);
    return instead != NULL ? instead : words;
}

static bool rests_on_judgement(const struct figure *figure)
{
    return figure->standing == FIGURE_ASSUMED && (figure->grade == NULL || text_equal(figure->grade, "D"));
}

/* Does the option differ from the baseline at, above or below the path? */
static bool is_changed(const struct scenario_diff *diff, const char *path)
{
    for (size_t i = 0; i < diff->count; i++) {
        const char *changed = diff->items[i].path;
        size_t length = strlen(changed), own = strlen(path), least = length < own ? length : own;
        bool within = strncmp(changed, path, least) == 0 &&
                      (length == own || (length < own ? path[length] == '.' : changed[own] == '.'));
        if (within && !diff->items[i].source)
            return true;
    }
    return false;
}

static void add_item(struct comparison_assumptions *all, const struct figure *figure, size_t option, bool changed)
{
    all->items = mem_resize(all->items, all->count + 1, sizeof *all->items);
    all->items[all->count++] = (struct comparison_assumption){figure, option, changed};
    all->changed += changed;
}

struct comparison_assumptions html_comparison_assumptions(const struct comparison_page *page)
{
    size_t options = page->decision->count;
    struct comparison_assumptions all = {.figures = mem_new(options, sizeof *all.figures), .options = options};
    for (size_t i = 0; i < options; i++)
        figures_init(&all.figures[i], page->report->scenarios[i], &plan_table, page->decision->options[i].plan);
    for (size_t i = 1; i < options; i++)
        for (size_t k = 0; k < all.figures[i].count; k++) {
            const struct figure *figure = &all.figures[i].items[k];
            if (rests_on_judgement(figure) && is_changed(&page->changes[i], figure->path))
                add_item(&all, figure, i, true);
        }
    for (size_t k = 0; k < all.figures[0].count; k++)
        if (rests_on_judgement(&all.figures[0].items[k]))
            add_item(&all, &all.figures[0].items[k], 0, false);
    return all;
}

void html_comparison_release_assumptions(struct comparison_assumptions *assumptions)
{
    for (size_t i = 0; i < assumptions->options; i++)
        figures_release(&assumptions->figures[i]);
    free(assumptions->figures);
    free(assumptions->items);
    *assumptions = (struct comparison_assumptions){0};
}

void html_comparison_inputs(const struct comparison_page *page)
{
    struct comparison_assumptions all = html_comparison_assumptions(page);
    struct table table = {0};
    html_frame_open(page->out, "inputs", "Where the figures come from");
    markup_element(page->out, "p",
                   "Listed are the figures without a source or graded D: judgements. Those that have better sources "
                   "are in each option's own report and in its scenario file.");
    table_caption(&table, "Figures that rest on judgement alone");
    table_column(&table, TABLE_WORDS, "Figure");
    table_column(&table, TABLE_WORDS, "What it is");
    table_column(&table, TABLE_WORDS, "Value");
    table_column(&table, TABLE_WORDS, "Option");
    table_column(&table, TABLE_WORDS, "Remark");
    table_column(&table, TABLE_WORDS, "Who should check");
    for (size_t i = 0; i < all.count; i++) {
        const struct comparison_assumption *item = &all.items[i];
        struct text whose = {0};
        if (item->changed)
            html_comparison_add_option(page, item->option, &whose);
        table_cell(&table, item->figure->path);
        table_printf(&table, "%.*s", (int)strcspn(item->figure->help, ";"), item->figure->help);
        table_cell(&table, html_comparison_value(page, item->figure, item->figure->value));
        table_cell(&table, whose.at != NULL ? whose.at : "every option");
        table_cell(&table,
                   item->figure->note != NULL ? html_comparison_value(page, item->figure, item->figure->note) : "");
        table_cell(&table, checker_of(item->figure->path));
        text_release(&whose);
    }
    table_html(&table, NULL, page->out);
    table_release(&table);
    html_comparison_release_assumptions(&all);
    html_frame_close(page->out);
}
