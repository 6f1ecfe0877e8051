/* Cells and sentences that a file of the folder holds in the words of the page, each with an id. */
#include <ctype.h>
#include <string.h>

#include "report/comparison_kept.h"
#include "report/html_comparison_parts.h"

static bool has_number(const char *words)
{
    return words != NULL && strpbrk(words, "0123456789") != NULL;
}

/* The option that a heading names, "Academy only (C)" or "Academy only"; the baseline when it names none. */
static size_t option_named(const struct comparison_page *page, const char *heading)
{
    size_t found = 0;
    for (size_t i = page->decision->count; i-- > 0 && found == 0;) {
        struct text words = {0};
        html_comparison_add_option(page, i, &words);
        if (text_equal(heading, words.at) || text_equal(heading, page->decision->options[i].title))
            found = i;
        text_release(&words);
    }
    return found;
}

static size_t add_quote(const struct comparison_page *page, const struct html_comparison_quote *quote, size_t option,
                        const char *shown)
{
    struct text scenario = {0};
    text_printf(&scenario, "%s.yaml", page->decision->options[option].name);
    size_t figure = trail_quote(
        page->comparison->trail,
        &(struct trail_figure){
            .shown = shown, .what = quote->what, .how = quote->how, .file = quote->file, .scenario = scenario.at},
        quote->at);
    text_release(&scenario);
    return figure;
}

void html_comparison_quote_table(const struct comparison_page *page, struct table *table,
                                 const struct html_comparison_quote *quote)
{
    for (size_t cell = 0; page->comparison->trail != NULL && cell < table->cell_count; cell++) {
        size_t row = cell / table->columns, column = cell % table->columns;
        if (!has_number(table->cells[cell]) || table_has_figure(table, cell))
            continue;
        const char *head = table->cells[row * table->columns];
        struct text at = {0}, what = {0};
        struct html_comparison_quote one = *quote;
        text_printf(&at, "%s/rows/%zu/%zu", quote->at, row, column);
        text_printf(&what, "%s: %s, %s", quote->what != NULL ? quote->what : table->caption, head,
                    table->heading[column]);
        one.at = at.at;
        one.what = what.at;
        size_t option = option_named(page, table->heading[column]);
        if (option == 0)
            option = option_named(page, head);
        table_figure_at(table, cell, add_quote(page, &one, option, table->cells[cell]));
        text_release(&at);
        text_release(&what);
    }
}

void html_comparison_quote_words(const struct comparison_page *page, const char *tag, const char *shown,
                                 const char *words, const struct html_comparison_quote *quote)
{
    struct text whole = {0};
    if (words == NULL || words[0] == '\0')
        return;
    text_add(&whole, tag);
    if (page->comparison->trail != NULL && has_number(shown))
        markup_figure(&whole, add_quote(page, quote, 0, shown));
    markup_element(page->out, whole.at, words);
    text_add(page->out, "\n");
    text_release(&whole);
}

void html_comparison_said(const struct comparison_page *page, const char *tag, const char *key)
{
    const struct comparison_kept_sentence *sentence = comparison_kept_sentences;
    while (!text_equal(sentence->key, key))
        sentence++;
    struct comparison bare = *page->comparison;
    struct text shown = {0}, words = {0}, at = {0}, what = {0};
    bare.trail = NULL;
    sentence->write(&bare, &shown);
    sentence->write(page->comparison, &words);
    text_printf(&at, "/said/%s", key);
    text_printf(&what, "what is said of: %s", key);
    html_comparison_quote_words(
        page, tag, shown.at, words.at,
        &(struct html_comparison_quote){.file = "comparison.json", .at = at.at, .what = what.at});
    text_release(&shown);
    text_release(&words);
    text_release(&at);
    text_release(&what);
}

void html_comparison_kept_table(const struct comparison_page *page, const char *key, const char *strong)
{
    struct comparison_kept_table kept;
    struct text at = {0}, notes = {0};
    if (!comparison_kept_table(page->comparison, key, &kept))
        return;
    text_printf(&at, "/tables/%s", key);
    html_comparison_quote_table(
        page, &kept.table,
        &(struct html_comparison_quote){.file = "comparison.json", .at = at.at, .how = kept.notes.at});
    table_html(&kept.table, strong, page->out);
    text_printf(&notes, "%s/notes", at.at);
    html_comparison_quote_words(
        page, "p class=\"note\"", kept.notes.at, kept.notes.at,
        &(struct html_comparison_quote){.file = "comparison.json", .at = notes.at, .what = kept.table.caption});
    comparison_kept_table_release(&kept);
    text_release(&at);
    text_release(&notes);
}
