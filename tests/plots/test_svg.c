#include <criterion/criterion.h>
#include <string.h>

#include "plots/svg.h"
#include "plots/theme.h"

static const char raw[] =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<svg width='9' a=\"b>c\"\n viewBox=\"0 0 960 326\"\n xmlns=\"x\">\n<title>Gnuplot</title>\n"
    "<desc>Produced by GNUPLOT</desc>\n<g id=\"gnuplot_canvas\">\n"
    "<circle id='gpDot' r='0.5'/><use xlink:href='#gpDot' id=\"gpPt6\" fill='url(#textbox)'/>\n"
    "<g stroke=\"1\">\n</g>\n<g id=\"gnuplot_plot_1\" ><title>$F using 1:3</title>\n"
    "<text font-family=\"Liberation Sans:Bold\" x='a\"b'>5 &lt; 6 &amp; 7</text>\n"
    "<text font-family='Liberation Sans'>plain</text>\n"
    "<g shape-rendering='crispEdges'><path d='M0,0'/></g>\n</g>\n</g>\n</svg>\n";

Test(svg, is_finished_for_a_page)
{
    struct text out = {0};
    cr_assert(svg_finish(&out, raw, "chart-x", "A & B", "Said \"so\" <here>"), "a whole file is finished");
    static const char *const wanted[] = {"role=\"img\"",
                                         "<title id=\"chart-x-title\">A &amp; B</title>",
                                         "<desc id=\"chart-x-desc\">Said &quot;so&quot; &lt;here&gt;</desc>",
                                         "id='chart-x-gpDot'",
                                         "xlink:href='#chart-x-gpDot'",
                                         "id=\"chart-x-gpPt6\"",
                                         "url(#chart-x-textbox)",
                                         "font-weight=\"bold\"",
                                         "x='a\"b'",
                                         "5 &lt; 6 &amp; 7",
                                         "viewBox=\"0 0 960 326\"",
                                         "width=\"960\" height=\"326\" role",
                                         "<rect width=\"960\" height=\"326\"",
                                         "<path d='M0,0'/>"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        cr_assert(strstr(out.at, wanted[i]), "has %s in %s", wanted[i], out.at);
    static const char *const unwanted[] = {"<?xml",      "Gnuplot",    "GNUPLOT", "using 1:3",       ":Bold",
                                           "crispEdges", "\"gnuplot_", "'gpDot'", "<g stroke=\"1\">"};
    for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++)
        cr_assert(!strstr(out.at, unwanted[i]), "has no %s in %s", unwanted[i], out.at);
    cr_assert_eq(strncmp(out.at, "<svg ", 5), 0, "starts with the root element");
    text_release(&out);
}

Test(svg, refuses_what_gnuplot_did_not_finish)
{
    struct text out = {0};
    for (size_t length = 0; length + 8 < sizeof raw; length++) {
        char part[sizeof raw] = "";
        memcpy(part, raw, length);
        cr_assert(!svg_is_whole(part, length), "the first %zu bytes are not whole", length);
        cr_assert(!svg_finish(&out, part, "p", "t", "d"), "and are refused");
    }
    cr_assert(svg_is_whole(raw, sizeof raw - 1), "all of it is whole");
    /* Hostile or broken files must end, whatever they hold. */
    static const char *const broken[] = {"<svg></svg>",        "<svg",           "</svg>", "<svg><g a='</svg>",
                                         "<svg><title></svg>", "<svg><<>></svg>"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        svg_finish(&out, broken[i], "p", "t", "d");
    text_release(&out);
}

Test(svg, words_are_escaped_and_cleaned)
{
    struct text out = {0};
    svg_escape(&out, "<a b=\"c\">&'\n\x01\x7f\xc2\x85 \xc2\xa3 \xff\xed\xa0\x80 ]]>");
    cr_assert_str_eq(out.at, "&lt;a b=&quot;c&quot;&gt;&amp;'     \xc2\xa3 ???? ]]&gt;", "\"%s\"", out.at);
    text_release(&out);
}
