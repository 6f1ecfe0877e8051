/* The report of a comparison of two options made by hand: it stands by itself, lets no markup in and says what the numbers
 * bear out. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/fixture.h"
#include "report/html_comparison.h"
#include "support/page.h"

enum { RUNS = 200, OPTIONS = 2 };

struct two {
    struct fixture fixtures[2 * OPTIONS];
    size_t opened;
    struct option_run runs[2 * OPTIONS]; /* in two futures */
    struct decision decision;
    struct regret regret;
    struct comparison comparison;
    struct text page;
};

static const char hostile[] = "</style><script>alert('1')</script> & \"caf\xc3\xa9\"";
static const char *const futures[] = {"As the files have it", "<img src=x onerror=alert(1)>"};

/* What an option differs in: hits of its target, caseload. */
static void run_option(struct two *pair, size_t option, size_t future, const char *yaml, size_t hits, double caseload)
{
    size_t at = future * OPTIONS + option;
    struct fixture *fixture = &pair->fixtures[at];
    struct option_run *run = &pair->runs[at];
    fixture_open(fixture, yaml, RUNS);
    fixture_set(fixture, METRIC_CASELOAD, METRIC_SERVICE, caseload, 0, 0.01);
    fixture_judge(fixture, "main", hits, 0);
    run->name = option ? "academy" : "current";
    run->title = option ? hostile : "Current plan";
    (future > 0 ? option_reduce_to_runs : option_reduce)(run, &fixture->ensemble,
                                                         decision_date(fixture->ensemble.plan, NULL));
    pair->opened = at + 1;
}

static void open_two(struct two *pair, const size_t hits[static OPTIONS], const char *option_yaml)
{
    *pair = (struct two){0};
    for (size_t i = 0; i < OPTIONS; i++)
        run_option(pair, i, 0, i ? option_yaml : fixture_service, hits[i], i ? 17 : 22);
    decision_init(&pair->decision, pair->runs, OPTIONS, &(struct decision_question){.target = "main"});
    pair->comparison = (struct comparison){.name = "two",
                                           .title = hostile,
                                           .notice = pair->runs[0].plan->notice,
                                           .options = pair->runs,
                                           .count = OPTIONS,
                                           .decision = &pair->decision,
                                           .prepared = &pair->fixtures[0].prepared,
                                           .seed = 7,
                                           .version = "1.2.3"};
}

static void add_futures(struct two *pair, const size_t hits[static OPTIONS])
{
    for (size_t i = 0; i < OPTIONS; i++)
        run_option(pair, i, 1, fixture_service, hits[i], 20);
    regret_init(&pair->regret, pair->runs, 2, OPTIONS, "main");
    pair->comparison.regret = &pair->regret;
    pair->comparison.futures = futures;
    pair->comparison.future_titles = futures;
    pair->comparison.future_runs = RUNS;
}

static void write_page(struct two *pair, const struct chart_set *charts)
{
    const struct scenario *const scenarios[] = {&pair->fixtures[0].scenario, &pair->fixtures[1].scenario};
    struct comparison_report report = {.comparison = &pair->comparison, .scenarios = scenarios, .changed = hostile};
    html_comparison_write(&report, charts, NULL, &pair->page);
}

static void close_two(struct two *pair)
{
    text_release(&pair->page);
    regret_release(&pair->regret);
    decision_release(&pair->decision);
    for (size_t i = 0; i < 2 * OPTIONS; i++)
        option_release(&pair->runs[i]);
    for (size_t i = 0; i < pair->opened; i++)
        fixture_close(&pair->fixtures[i]);
}

static void expect_word(const struct two *pair, const char *word, bool there)
{
    cr_assert_eq(strstr(pair->page.at, word) != NULL, there, "\"%s\" is %sthere", word, there ? "not " : "");
}

static size_t count_of(const char *text, const char *word)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, word)) != NULL; at += strlen(word))
        count++;
    return count;
}

/* The service with five more posts. */
static char *with_more_posts(void)
{
    char *yaml = strdup(fixture_service), *posts = strstr(yaml, "posts: 14");
    memcpy(posts, "posts: 19", strlen("posts: 19"));
    return yaml;
}

Test(html_comparison, stands_by_itself_and_lets_no_markup_in)
{
    struct two pair;
    char *yaml = with_more_posts();
    open_two(&pair, (const size_t[]){10, 160}, yaml);
    add_futures(&pair, (const size_t[]){10, 160});
    char slug[] = "options", headline[] = "Headline <1>", words[] = "Words", csv[] = "option,x\na,1\n",
         nothing[] = "Nothing to <see>";
    struct chart_result results[] = {
        {.slug = slug, .headline = headline, .subtitle = words, .alt = words, .csv = csv},
        {.slug = words, .headline = headline, .subtitle = words, .alt = words, .csv = csv, .nothing = nothing}};
    write_page(&pair, &(struct chart_set){.charts = results, .count = 2});
    page_check(pair.page.at);
    static const char *const absent[] = {"<script", "http:", "https:", "src=", "<img", "<1>", "<see>", "<b>service"};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        expect_word(&pair, absent[i], strcmp(absent[i], "src=") == 0 ? strstr(pair.page.at, "&lt;img src=") : false);
    static const char *const there[] = {
        "<html lang=\"en-GB\">", "caf\xc3\xa9", "Description and data of the chart", "Nothing to &lt;see&gt;",
        "scope=\"col\"", "scope=\"row\"", "What could go wrong", "Assumptions to check before deciding",
        /* the headline: chance in figures and in words, and what it is compared with */
        "80%, about 4&nbsp;in&nbsp;5, against 5% under &quot;Current plan&quot;",
        /* what the option changes, and who should check a judgement */
        "posts", "from 14 to 19", "pathway.assessment", "performance analyst",
        /* how it was done */
        "common random numbers", "Bonferroni", "Fieller", "Off: managers do only what each option says",
        "Inputs changed on the command line", "Illustration only"};
    for (size_t i = 0; i < sizeof there / sizeof *there; i++)
        expect_word(&pair, there[i], true);
    cr_assert_eq(count_of(pair.page.at, "<table>"), count_of(pair.page.at, "<caption>"), "a table without a caption");
    cr_assert_eq(count_of(pair.page.at, "<h1>"), 1, "one headline");
    close_two(&pair);
    free(yaml);
}

Test(html_comparison, options_that_cannot_be_told_apart_are_not_put_forward)
{
    struct two pair;
    open_two(&pair, (const size_t[]){100, 100}, fixture_service);
    write_page(&pair, NULL);
    page_check(pair.page.at);
    expect_word(&pair, "Put forward</td>", false);
    expect_word(&pair, "the same", true);
    expect_word(&pair, "Nothing: it is the baseline under another name.", true);
    expect_word(&pair, "No other future was tried.", true);
    expect_word(&pair, "asked to draw no charts", true);
    expect_word(&pair, "<caption>Without a grade</caption>", true);
    expect_word(&pair, "<dt>Case holder</dt>", true);
    expect_word(&pair, "id=\"futures\"", false);
    expect_word(&pair, "id=\"money\"", false);
    close_two(&pair);

    open_two(&pair, (const size_t[]){10, 160}, fixture_service);
    write_page(&pair, NULL);
    expect_word(&pair, "Put forward</td>", true);
    expect_word(&pair, "+75 (", true);
    close_two(&pair);
}

/* What meets a target on its date may be gone a year later. */
Test(html_comparison, what_does_not_last_is_said)
{
    struct two pair;
    struct text words = {0};
    open_two(&pair, (const size_t[]){10, 160}, fixture_service);
    struct option_run *option = &pair.runs[1];
    double on_date = pair.decision.rows[1].values[OUTTURN_CASELOAD].mean;
    static const struct {
        double rise;
        bool said;
    } rows[] = {{5.4, true}, {0.9, false}, {-3, false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        option->caseload[option->samples - 1].tally.mean = on_date + rows[i].rise;
        text_clear(&words);
        comparison_second_thoughts(&pair.comparison, &words);
        cr_assert_eq(words.length > 0 && strstr(words.at, "does not last: its mean caseload is") != NULL, rows[i].said,
                     "a rise of %g: %s", rows[i].rise, words.length > 0 ? words.at : "");
    }
    text_release(&words);
    close_two(&pair);
}
