/* The figures that a comparison rests on, by the grade of their source, and who could say better. */
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

static bool has_standing(const struct figure *figure)
{
    return figure->standing == FIGURE_ASSUMED || figure->standing == FIGURE_SOURCED;
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

static struct comparison_assumptions gather(const struct comparison_page *page,
                                            bool (*is_wanted)(const struct figure *figure))
{
    size_t options = page->decision->count;
    struct comparison_assumptions all = {.figures = mem_new(options, sizeof *all.figures), .options = options};
    for (size_t i = 0; i < options; i++)
        figures_init(&all.figures[i], page->report->scenarios[i], &plan_table, page->decision->options[i].plan);
    for (size_t i = 1; i < options; i++)
        for (size_t k = 0; k < all.figures[i].count; k++) {
            const struct figure *figure = &all.figures[i].items[k];
            if (is_wanted(figure) && is_changed(&page->changes[i], figure->path))
                add_item(&all, figure, i, true);
        }
    for (size_t k = 0; k < all.figures[0].count; k++)
        if (is_wanted(&all.figures[0].items[k]))
            add_item(&all, &all.figures[0].items[k], 0, false);
    return all;
}

struct comparison_assumptions html_comparison_assumptions(const struct comparison_page *page)
{
    return gather(page, rests_on_judgement);
}

void html_comparison_release_assumptions(struct comparison_assumptions *assumptions)
{
    for (size_t i = 0; i < assumptions->options; i++)
        figures_release(&assumptions->figures[i]);
    free(assumptions->figures);
    free(assumptions->items);
    *assumptions = (struct comparison_assumptions){0};
}

/* Source and remark in one cell, as the page of a run has them. */
static void source_cell(const struct comparison_page *page, struct table *table, const struct figure *figure)
{
    bool noted = figure->note != NULL && figure->note[0] != '\0';
    struct text words = {0};
    text_printf(&words, "%s%s%s", figure->from != NULL ? figure->from : "None stated", noted ? ". " : "",
                noted ? figure->note : "");
    table_cell(table, html_comparison_value(page, figure, words.at));
    text_release(&words);
}

static void log_row(const struct comparison_page *page, struct table *table, const struct comparison_assumption *item)
{
    const struct figure *figure = item->figure;
    struct text whose = {0};
    if (item->changed)
        html_comparison_add_option(page, item->option, &whose);
    table_cell(table, figure->path);
    table_printf(table, "%.*s", (int)strcspn(figure->help, ";"), figure->help);
    table_cell(table, html_comparison_value(page, figure, figure->value));
    table_cell(table, whose.at != NULL ? whose.at : "baseline");
    source_cell(page, table, figure);
    table_cell(table, checker_of(figure->path));
    if (page->comparison->trail != NULL)
        table_path(table, figure->path);
    text_release(&whose);
}

/* A table of one grade; nothing when no figure has it. */
static void log_grade(const struct comparison_page *page, const struct comparison_assumptions *all, const char *grade,
                      const char *meaning)
{
    struct table table = {0};
    struct text caption = {0};
    size_t count = 0;
    if (grade != NULL)
        text_printf(&caption, "Grade %s: %s", grade, meaning);
    else
        text_add(&caption, "Without a grade");
    table_caption(&table, caption.at);
    table_column(&table, TABLE_WORDS, "Figure");
    table_column(&table, TABLE_WORDS, "What it is");
    table_column(&table, TABLE_WORDS, "Value");
    table_column(&table, TABLE_WORDS, "Option");
    table_column(&table, TABLE_WORDS, "Source and remark");
    table_column(&table, TABLE_WORDS, "Who should check");
    for (size_t i = 0; i < all->count; i++)
        if (figures_has_grade(all->items[i].figure, grade)) {
            log_row(page, &table, &all->items[i]);
            count++;
        }
    if (count > 0)
        table_html(&table, NULL, page->out);
    table_release(&table);
    text_release(&caption);
}

void html_comparison_inputs(const struct comparison_page *page)
{
    struct comparison_assumptions all = gather(page, has_standing);
    html_comparison_open(page, "inputs", "Where the figures come from");
    markup_element(page->out, "p",
                   "The weakest come first: figures graded D and those without a source are judgements. Within a grade "
                   "stand those that an option changes, then the baseline's, which the other options share unless "
                   "they change them. Decisions of the plan need no source; they stand under \"What each option "
                   "changes\".");
    for (size_t i = FIGURE_GRADES; i-- > 0;)
        log_grade(page, &all, figures_grades[i].grade, figures_grades[i].meaning);
    html_comparison_release_assumptions(&all);
    html_frame_close(page->out);
}
