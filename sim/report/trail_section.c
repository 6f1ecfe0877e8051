#include "report/trail_section.h"

#include "report/markup.h"
#include "report/table.h"

static void cell_of(struct table *table, const json_t *figure, const char *key)
{
    table_cell(table, json_string_value(json_object_get(figure, key)));
}

void trail_section(const struct trail *trail, const char *which, struct text *out)
{
    static const char *const keys[] = {"id", "shown", "what", "place", "file"};
    static const char *const headings[] = {"Figure", "As shown", "What it is", "Where it stands", "Kept in"};
    markup_element(out, "p", which);
    text_add(out, "\n<p>With the results folder in place of DIR, <code>headroom trace F1 --in DIR</code> shows where a "
                  "figure comes from: the row of the file it is kept in, what the measure means, the target in the "
                  "scenario, and every input that feeds it with its line, source and grade.</p>\n");
    struct table table = {0};
    table_caption(&table, "Figures that can be traced");
    for (size_t column = 0; column < sizeof keys / sizeof *keys; column++)
        table_column(&table, TABLE_WORDS, headings[column]);
    for (size_t i = 0; i < trail_count(trail); i++)
        for (size_t column = 0; column < sizeof keys / sizeof *keys; column++)
            cell_of(&table, trail_at(trail, i), keys[column]);
    text_add(out, "<details><summary>All figures by id</summary>\n");
    table_html(&table, NULL, out);
    text_add(out, "</details>\n");
    table_release(&table);
}
