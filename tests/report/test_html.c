#include "report/html.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/figures.h"
#include "report/fixture.h"
#include "support/page.h"

TestSuite(html);

static size_t count_of(const char *text, const char *word)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, word)) != NULL; at += strlen(word))
        count++;
    return count;
}

static void expect_word(const struct text *page, const char *word, bool there)
{
    cr_assert_eq(strstr(page->at, word) != NULL, there, "\"%s\" is %sthere", word, there ? "not " : "");
}

/* Two charts: one drawn, one that gnuplot did not give. */
static struct chart_set two_charts(void)
{
    struct chart_set set = {.charts = mem_new(2, sizeof(struct chart_result)), .count = 2};
    const char *const svg[] = {"<svg role=\"img\"><title>x</title></svg>", NULL};
    for (size_t i = 0; i < 2; i++)
        set.charts[i] = (struct chart_result){.slug = strdup(i == 0 ? "caseload" : "teams"),
                                              .headline = strdup("Headline <1>"),
                                              .subtitle = strdup("Subtitle"),
                                              .alt = strdup("Falls from 27 to 18"),
                                              .svg = svg[i] != NULL ? strdup(svg[i]) : NULL,
                                              .csv = strdup("week,note\n0,\"a, \"\"b\"\" <c>\"\n26,2\n")};
    return set;
}

static void free_charts(struct chart_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        free(set->charts[i].slug);
        free(set->charts[i].headline);
        free(set->charts[i].subtitle);
        free(set->charts[i].alt);
        free(set->charts[i].svg);
        free(set->charts[i].csv);
    }
    free(set->charts);
}

static void page_of(struct fixture *fixture, struct text *page)
{
    struct chart_set charts = two_charts();
    fixture_open(fixture, fixture_service, 40);
    fixture_set(fixture, METRIC_CASELOAD, METRIC_SERVICE, 17, 0, 0.01);
    fixture_hide(fixture, "main", 0.4, 0.001);
    fixture_judge(fixture, "main", 5, 0);
    fixture_judge(fixture, "lull", 0, 1);
    fixture_case(fixture, 0, 0, 1, 2);
    html_write(&fixture->run, &charts, NULL, page);
    free_charts(&charts);
}

Test(html, stands_by_itself_and_lets_no_markup_in)
{
    struct fixture fixture;
    struct text page = {0};
    page_of(&fixture, &page);
    page_check(page.at);
    expect_word(&page, "<html lang=\"en-GB\">", true);
    expect_word(&page, "<script", false);
    expect_word(&page, "http:", false);
    expect_word(&page, "https:", false);
    expect_word(&page, "src=", false);
    expect_word(&page, "Small <b>", false);
    expect_word(&page, "Small &lt;b&gt;service&lt;/b&gt; &amp; co", true);
    expect_word(&page, "Zeal <i>", false);
    expect_word(&page, "table <C1>", false);
    cr_assert_eq(count_of(page.at, "</style>"), 1, "the notice ended the style sheet");
    expect_word(&page, "class=\"skip\" href=\"#main\"", true);
    cr_assert_eq(count_of(page.at, "<table>"), count_of(page.at, "<caption>"), "a table without a caption");
    cr_assert_eq(count_of(page.at, "<h1>"), 1, "headlines");
    text_release(&page);
    fixture_close(&fixture);
}

Test(html, says_the_same_as_the_numbers)
{
    struct fixture fixture;
    struct text page = {0};
    page_of(&fixture, &page);
    expect_word(&page, "a chance of about 1&nbsp;in&nbsp;8 (13%), if these assumptions hold</h1>", true);
    expect_word(&page, "about 1 in 8 (5% to 26%)", true);
    expect_word(&page,
                "The average hides many: in the median run the average is 17.2, yet 42% of workers hold more than "
                "18.",
                true);
    expect_word(&page, "1 uncertain input is held at the likely value: the ranges show luck alone", true);
    expect_word(&page, "8 per week", true);
    expect_word(&page, "Return &amp; table &lt;C1&gt;", true);
    expect_word(&page, "Guess. ask again", true);
    expect_word(&page, "<td>D</td>", true);
    expect_word(&page, "Headroom 1.2.3 ran the scenario &quot;small&quot; 40 times with seed 7.", true);
    expect_word(&page, "The model reports staffing and caseload; never the chance of an inspection grade", true);
    expect_word(&page, "a, &quot;b&quot; &lt;c&gt;", true);
    expect_word(&page, "<figure class=\"first\">", true);
    expect_word(&page, "<figure class=\" undrawn\">", true);
    text_release(&page);
    fixture_close(&fixture);
}

/* The first page holds what a decision needs, in the order in which it is asked, and ends before the rest begins. */
Test(html, first_page_and_statement)
{
    static const char *const order[] = {
        "<div class=\"onepage\">", "<h1>",           "<ul class=\"figures\">", "<figure class=\"first\">",
        "charts/caseload.csv",     "id=\"targets\"", "id=\"risks\"",           "id=\"assumptions\"",
        "</section>\n</div>",      "id=\"teams\""};
    struct fixture fixture;
    struct text page = {0};
    page_of(&fixture, &page);
    const char *at = page.at;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        at = strstr(at, order[i]);
        cr_assert(at != NULL, "%s is missing or out of order", order[i]);
    }
    expect_word(&page, "held at their likely values, so the real range is wider", true);
    expect_word(&page, "<td>performance analyst</td>", true);
    expect_word(&page, "<th scope=\"row\">Purpose</th><td>BLANK. To fill it in, write statement.purpose", true);
    expect_word(&page, "<th scope=\"row\">D</th><td>assumption</td><td class=\"number\">3</td>", true);
    expect_word(&page, "<dt>Newly qualified</dt>", true);
    expect_word(&page, "<dt>Suppressed</dt>", false);
    expect_word(&page, "Publication edition", false);
    text_release(&page);
    fixture_close(&fixture);
}

/* Words that product.md forbids, whatever the numbers are. */
Test(html, never_says_what_must_not_be_said)
{
    static const char *const never[] = {"safe caseload", "surplus", "failing", "do nothing", "requires 18", ">100%<",
                                        ">0% to",        "nan",     "-nan",    "(null)",     "no figure of"};
    for (size_t hits = 0; hits <= 40; hits += 20) {
        struct fixture fixture;
        struct text page = {0};
        fixture_open(&fixture, fixture_service, 40);
        fixture_judge(&fixture, "main", hits, 0);
        html_write(&fixture.run, NULL, NULL, &page);
        page_check(page.at);
        const char *inputs = strstr(page.at, "id=\"inputs\""); /* where 100% is what the scenario says */
        for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
            const char *found = strstr(page.at, never[i]);
            bool stated = found != NULL && inputs != NULL && found > inputs && strchr(never[i], '%') != NULL;
            cr_assert(found == NULL || stated, "\"%s\" in \"%.60s\"", never[i], found - 20);
        }
        /* Shares of workers may be nought or all, the chance, which comes first, may not. */
        const char *chance = strstr(page.at, "<b>");
        cr_assert(chance != NULL && strncmp(chance, "<b>0%", 5) != 0 && strncmp(chance, "<b>100%", 7) != 0, "%.40s",
                  chance);
        text_release(&page);
        fixture_close(&fixture);
    }
}

Test(html, figures_are_told_apart)
{
    struct fixture fixture;
    fixture_open(&fixture, fixture_service, 2);
    struct figures figures;
    figures_init(&figures, &fixture.scenario, &plan_table, fixture.ensemble.plan);
    static const struct {
        const char *path;
        enum figure_standing standing;
        const char *value;
    } cases[] = {
        {"demand.sources.community.rate", FIGURE_SOURCED,
         "likely 10 children per week, low 8 children per week, high 13 children per week"},
        {"pathway.assessment.takes", FIGURE_ASSUMED, "6 weeks"},
        {"pathway.help.takes", FIGURE_ASSUMED, "20 weeks"},
        {"pathway.help.then", FIGURE_ASSUMED, "rest 100%"},
        {"teams.zeal.posts.funded", FIGURE_CHOSEN, "5"},
        {"teams.zeal.capacity", FIGURE_ASSUMED, "15"},
        {"teams.*.evenness", FIGURE_DEFAULT, "35%"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct figure *found = NULL;
        for (size_t j = 0; j < figures.count; j++)
            if (strcmp(figures.items[j].path, cases[i].path) == 0)
                found = &figures.items[j];
        cr_assert(found != NULL, "%s is not listed", cases[i].path);
        cr_assert_eq(found->standing, cases[i].standing, "%s stands as %d", cases[i].path, (int)found->standing);
        cr_assert_str_eq(found->value, cases[i].value, "%s is %s", cases[i].path, found->value);
        if (found->standing == FIGURE_DEFAULT)
            cr_assert_eq(found->count, 2, "used in %zu places", found->count);
    }
    cr_assert(figures_grade_assumed("D") && figures_grade_assumed("C") && !figures_grade_assumed("A-") &&
                  !figures_grade_assumed(NULL),
              "grades");
    figures_release(&figures);
    fixture_close(&fixture);
}
