#include "report/html_comparison_parts.h"

#include "plots/choice.h"

void html_comparison_add_option(const struct comparison_page *page, size_t option, struct text *out)
{
    const char *letter = choice_letter(option);
    text_add(out, page->decision->options[option].title);
    if (letter[0] != '\0')
        text_printf(out, " (%s)", letter);
}

void html_comparison_option_cell(const struct comparison_page *page, struct table *table, size_t option)
{
    struct text words = {0};
    html_comparison_add_option(page, option, &words);
    table_cell(table, words.at);
    text_release(&words);
}

void html_comparison_change_cell(struct table *table, const struct contrast *change, double scale, int decimals)
{
    struct text words = {0};
    comparison_change(change, scale, decimals, &words);
    table_cell(table, words.at);
    text_release(&words);
}

bool html_comparison_has_money(const struct comparison_page *page)
{
    return page->decision->options[0].spending.layout.accounts > 0;
}

const char *html_comparison_first_chart(const struct comparison_page *page)
{
    const struct decision *decision = page->decision;
    return html_comparison_has_money(page) && decision->judged < decision->targets ? "frontier" : "options";
}

void html_comparison_open(const struct comparison_page *page, const char *id, const char *title)
{
    if (page->comparison->trail != NULL)
        page->comparison->trail->place = title;
    html_frame_open(page->out, id, title);
}
