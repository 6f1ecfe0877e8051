#include "report/table.h"

#include <criterion/criterion.h>
#include <string.h>

#include "report/markup.h"

TestSuite(table);

static void sample(struct table *table)
{
    *table = (struct table){0};
    table_caption(table, "A <caption>");
    table_column(table, TABLE_WORDS, "Team & more");
    table_column(table, TABLE_NUMBERS, "Caseload");
    table_cell(table, "Zeal <i>");
    table_cell(table, "22.5");
    table_cell(table, "Größe");
    table_printf(table, "%d", 7);
}

Test(table, html_is_escaped_and_has_headers)
{
    struct table table;
    struct text out = {0};
    sample(&table);
    table_html(&table, "Größe", &out);
    const char *parts[] = {"<caption>A &lt;caption&gt;</caption>",
                           "<th scope=\"col\">Team &amp; more</th>",
                           "<th scope=\"col\" class=\"number\">Caseload</th>",
                           "<tr><th scope=\"row\">Zeal &lt;i&gt;</th><td class=\"number\">22.5</td></tr>",
                           "<tr class=\"strong\"><th scope=\"row\">Größe</th>",
                           "aria-label=\"A &lt;caption&gt;\""};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        cr_assert(strstr(out.at, parts[i]) != NULL, "%s is not in\n%s", parts[i], out.at);
    text_release(&out);
    table_release(&table);
}

Test(table, plain_columns_count_letters_and_fit)
{
    struct table table;
    struct text out = {0};
    sample(&table);
    table_plain(&table, 80, &out);
    cr_assert_str_eq(out.at,
                     "Team & more  Caseload\n"
                     "Zeal <i>         22.5\n"
                     "Größe               7\n",
                     "\n%s", out.at);
    text_clear(&out);
    table_plain(&table, 18, &out);
    cr_assert_str_eq(out.at,
                     "Team & .  Caseload\n"
                     "Zeal <i>      22.5\n"
                     "Größe            7\n",
                     "\n%s", out.at);
    text_release(&out);
    table_release(&table);
    cr_assert_eq(table_width("Größe"), 5, "width of UTF-8");
}

Test(table, nothing_from_nothing)
{
    struct table table = {0};
    struct text out = {0};
    table_html(&table, NULL, &out);
    table_column(&table, TABLE_WORDS, "One");
    table_html(&table, NULL, &out);
    cr_assert(out.length == 0, "an empty table made %s", out.at);
    table_release(&table);
    text_release(&out);
}

Test(table, markup_lets_nothing_through)
{
    struct text out = {0};
    markup_text(&out, "<a href=\"x\" onclick='y'>&\x01\x1b[1m\n");
    cr_assert_str_eq(out.at, "&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;[1m\n", "%s", out.at);
    text_clear(&out);
    markup_text(&out, NULL);
    markup_printf(&out, "%s & %d", "<", 3);
    markup_element(&out, "p class=\"x\"", "<b>");
    cr_assert_str_eq(out.at, "&lt; &amp; 3<p class=\"x\">&lt;b&gt;</p>", "%s", out.at);
    text_release(&out);
}
