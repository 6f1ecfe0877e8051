#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/html_parts.h"
#include "report/publication.h"
#include "report/shown.h"
#include "scenario/units.h"

/* What it is, without the rules for writing it. */
static void add_help(struct table *table, const char *help)
{
    table_printf(table, "%.*s", (int)strcspn(help, ";"), help);
}

/* How many figures there are of each grade. */
static void count_grades(const struct html_page *page)
{
    struct table table = {0};
    table_caption(&table, "Stated figures by the grade of their source");
    table_column(&table, TABLE_WORDS, "Grade");
    table_column(&table, TABLE_WORDS, "What it means");
    table_column(&table, TABLE_NUMBERS, "Sources and assumptions");
    for (size_t grade = 0; grade < FIGURE_GRADES; grade++) {
        char id[48];
        struct text count = {0};
        snprintf(id, sizeof id, "figures/grade-%s", figures_grades[grade].grade ? figures_grades[grade].grade : "none");
        brief_say_input(&page->brief, id, &count, "%zu", shown_graded(&page->figures, figures_grades[grade].grade));
        table_cell(&table, figures_grades[grade].grade != NULL ? figures_grades[grade].grade : "None");
        table_cell(&table, figures_grades[grade].meaning);
        table_cell(&table, count.at);
        text_release(&count);
    }
    table_html(&table, NULL, page->out);
    table_release(&table);
}

static void add_row(const struct html_page *page, struct table *table, const struct figure *figure, bool with_source)
{
    const char *instead = page->run->publication ? publication_replaces(figure->path, figure->value) : NULL;
    table_cell(table, figure->path);
    html_path(page, table, figure->path);
    add_help(table, figure->help);
    table_cell(table, instead != NULL ? instead : figure->value);
    if (!with_source)
        return;
    if (instead != NULL) {
        table_cell(table, instead);
        table_cell(table, figure->grade != NULL ? figure->grade : "");
        return;
    }
    bool noted = figure->note != NULL && figure->note[0] != '\0';
    table_printf(table, "%s%s%s", figure->from != NULL ? figure->from : "None stated", noted ? ". " : "",
                 noted ? figure->note : "");
    table_cell(table, figure->grade != NULL ? figure->grade : "");
}

/* All figures of one standing, grade by grade. */
static void list(const struct html_page *page, enum figure_standing standing, const char *caption, bool with_source)
{
    struct table table = {0};
    table_caption(&table, caption);
    table_column(&table, TABLE_WORDS, "Figure");
    table_column(&table, TABLE_WORDS, "What it is");
    table_column(&table, TABLE_WORDS, "Value");
    if (with_source) {
        table_column(&table, TABLE_WORDS, "Source");
        table_column(&table, TABLE_WORDS, "Grade");
    }
    for (size_t grade = 0; grade < FIGURE_GRADES; grade++)
        for (size_t i = 0; i < page->figures.count; i++)
            if (page->figures.items[i].standing == standing &&
                figures_has_grade(&page->figures.items[i], figures_grades[grade].grade))
                add_row(page, &table, &page->figures.items[i], with_source);
    table_html(&table, NULL, page->out);
    table_release(&table);
}

static void range_row(const struct html_page *page, struct table *table, const struct uncertain *input)
{
    struct unit_context context = {.weeks_per_year = page->run->prepared->year};
    const double values[] = {input->low, input->likely, input->high};
    table_cell(table, input->path);
    html_path(page, table, input->path);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char words[64];
        units_write(values[i], input->unit, &context, words);
        const char *instead = page->run->publication ? publication_replaces(input->path, words) : NULL;
        table_cell(table, instead != NULL ? instead : words);
    }
}

/* How much of the spread in the service's caseload is luck and how much is not knowing the inputs, where a run can tell. */
static void tell_split(const struct html_page *page)
{
    const struct ensemble *ensemble = page->run->ensemble;
    double unknown = shown_unknown(page->run, page->sample);
    if (isnan(unknown))
        return;
    struct text words = {0};
    char shown[WORDS_SHORT];
    words_number(100 * unknown, 0, shown);
    text_add(&words, "Of the variance of the service's caseload on ");
    brief_when(&page->brief, ensemble->times[page->sample], &words);
    text_add(&words, ", about ");
    trail_say(
        page->brief.trail,
        &(struct trail_figure){.shown = shown,
                               .what = "per cent of the caseload's variance that comes from not knowing the inputs",
                               .file = "summary.json",
                               .form = TRAIL_POINTS},
        &(struct trail_place){.at = "/report", .column = "from_unknown_inputs", .value = unknown}, &words);
    text_add(&words, " per cent comes from not knowing these inputs and the rest is luck.");
    html_paragraph(page, "%s", words.at);
    text_release(&words);
}

static void ranges(const struct html_page *page)
{
    const struct filled *filled = page->run->filled;
    markup_element(page->out, "h3", "Inputs known only as a range");
    text_add(page->out, "\n");
    if (filled == NULL || filled->uncertain_count == 0) {
        html_paragraph(page,
                       "No input was given as a range: the results are as certain as the figures were made to look.");
        return;
    }
    bool drawn = page->run->ensemble->block > 0;
    html_paragraph(page, "%s",
                   drawn ? "Each run drew every one of these anew, by Latin hypercube in blocks of 50: likely is the "
                           "median, and beyond low or high lies one chance in ten."
                         : "This run used the likely value of each. The results do not show what the low and high "
                           "values would have done.");
    tell_split(page);
    struct table table = {0};
    table_caption(&table, "Uncertain inputs (low and high: one chance in ten of being beyond)");
    table_column(&table, TABLE_WORDS, "Figure");
    table_column(&table, TABLE_NUMBERS, "Low");
    table_column(&table, TABLE_NUMBERS, drawn ? "Likely" : "Likely, as used");
    table_column(&table, TABLE_NUMBERS, "High");
    for (size_t i = 0; i < filled->uncertain_count; i++)
        range_row(page, &table, &filled->uncertain[i]);
    table_html(&table, NULL, page->out);
    table_release(&table);
}

static void defaults(const struct html_page *page)
{
    if (figures_standing(&page->figures, FIGURE_DEFAULT) == 0)
        return;
    struct table table = {0};
    table_caption(&table, "Defaults of the program that were used because the scenario says nothing");
    table_column(&table, TABLE_WORDS, "Figure");
    table_column(&table, TABLE_WORDS, "What it is");
    table_column(&table, TABLE_WORDS, "Default");
    table_column(&table, TABLE_NUMBERS, "Places");
    table_column(&table, TABLE_WORDS, "Source");
    for (size_t i = 0; i < page->figures.count; i++) {
        const struct figure *figure = &page->figures.items[i];
        if (figure->standing != FIGURE_DEFAULT)
            continue;
        add_row(page, &table, figure, false);
        table_printf(&table, "%zu", figure->count);
        table_cell(&table, figure->from != NULL ? figure->from : "assumption of the program");
    }
    text_add(page->out, "<h3>Defaults</h3>\n");
    table_html(&table, NULL, page->out);
    table_release(&table);
}

static void warnings(const struct html_page *page)
{
    const struct diag *diag = page->run->diag;
    if (diag == NULL || diag->count == diag->errors || page->run->publication)
        return;
    text_add(page->out, "<h3>Doubts raised while reading the scenario</h3>\n<ul>\n");
    for (size_t i = 0; i < diag->count; i++)
        if (diag->problems[i].warning) {
            struct text words = {0};
            const char *path = diag->problems[i].path;
            text_printf(&words, "%s%s%s", path != NULL ? path : "", path != NULL ? ": " : "",
                        diag->problems[i].message);
            text_add(page->out, "<li");
            markup_path(page->out, page->brief.trail != NULL ? path : NULL);
            text_add(page->out, ">");
            markup_text(page->out, words.at);
            text_add(page->out, "</li>");
            text_release(&words);
        }
    text_add(page->out, "</ul>\n");
}

void html_say_standing(const struct html_page *page, enum figure_standing standing, struct text *out)
{
    char id[48];
    snprintf(id, sizeof id, "figures/%s", shown_standings[standing]);
    brief_say_input(&page->brief, id, out, "%zu", figures_standing(&page->figures, standing));
}

static void introduce(const struct html_page *page)
{
    struct text words = {0};
    text_add(&words, "Of the figures in the scenario ");
    html_say_standing(page, FIGURE_SOURCED, &words);
    text_add(&words, " have a source and ");
    html_say_standing(page, FIGURE_ASSUMED, &words);
    text_add(&words, " are assumptions; ");
    html_say_standing(page, FIGURE_CHOSEN, &words);
    text_add(&words, " more are choices of this plan or conventions, and ");
    html_say_standing(page, FIGURE_DEFAULT, &words);
    text_add(&words, " defaults of the program were used. Grades: A official statistic, A- derived from one, B second "
                     "hand, S an article, C recollection, D assumption. C and D count as assumptions here, and so does "
                     "a figure without a source.");
    html_paragraph(page, "%s", words.at);
    text_release(&words);
}

void html_inputs(const struct html_page *page)
{
    const struct figures *figures = &page->figures;
    html_open(page, "inputs", "Where the figures come from");
    introduce(page);
    count_grades(page);
    ranges(page);
    if (figures_standing(figures, FIGURE_ASSUMED) > 0) {
        text_add(page->out, "<h3>Assumptions</h3>\n");
        list(page, FIGURE_ASSUMED, "Figures without a source, or graded C or D", true);
    }
    if (figures_standing(figures, FIGURE_SOURCED) > 0) {
        text_add(page->out, "<h3>Figures with a source</h3>\n");
        list(page, FIGURE_SOURCED, "Figures and their sources", true);
    }
    if (figures_standing(figures, FIGURE_CHOSEN) > 0) {
        text_add(page->out, "<h3>Choices</h3>\n");
        list(page, FIGURE_CHOSEN, "Decisions of this plan and conventions; they need no source", false);
    }
    defaults(page);
    warnings(page);
    html_close(page);
}
