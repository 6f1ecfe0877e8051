/* The section with the recommendation: the rule and what follows from it, what would change it, why it fails where it does,
 * what it costs to wait, and which figure to collect first. */
#include "experiment/causes_words.h"
#include "experiment/delay_words.h"
#include "experiment/words.h"
#include "report/advice.h"
#include "report/causes_table.h"
#include "report/delay_table.h"
#include "report/findings_table.h"
#include "report/html_comparison_parts.h"

typedef void words_fn(const struct comparison *comparison, struct text *out);

static void paragraph(const struct comparison_page *page, const char *tag, words_fn *write)
{
    struct text words = {0};
    write(page->comparison, &words);
    if (words.length > 0) {
        markup_element(page->out, tag, words.at);
        text_add(page->out, "\n");
    }
    text_release(&words);
}

static void chart(const struct comparison_page *page, const char *slug)
{
    for (size_t set = 0; page->advised != NULL && set < COMPARISON_ADVISED; set++)
        for (size_t i = 0; i < page->advised[set].count; i++)
            if (text_equal(page->advised[set].charts[i].slug, slug)) {
                html_frame_chart(page->out, &page->advised[set].charts[i], true);
                html_frame_chart_data(page->out, &page->advised[set].charts[i]);
            }
}

static void table(const struct comparison_page *page, struct table *table, const char *caption, const char *notes)
{
    table_caption(table, caption);
    table_html(table, NULL, page->out);
    markup_element(page->out, "p class=\"note\"", notes);
    text_add(page->out, "\n");
}

static void findings(const struct comparison_page *page, const struct findings *findings)
{
    struct table rows = {0};
    struct text notes = {0};
    markup_element(page->out, "h3", findings->title);
    text_add(page->out, "\n");
    chart(page, findings->name);
    findings_table_fill(findings, &rows);
    findings_table_notes(findings, &notes);
    table(page, &rows, findings->subtitle.at, notes.at);
    text_release(&notes);
    table_release(&rows);
}

static void wait(const struct comparison_page *page, const struct delay *delay)
{
    struct table rows = {0};
    struct text notes = {0};
    markup_element(page->out, "h3", "What it costs to wait");
    text_add(page->out, "\n");
    chart(page, "delay");
    delay_table_fill(delay, true, &rows);
    delay_words_rules(delay, &notes);
    table(page, &rows, "Changes against the option as it is put forward", notes.at);
    text_release(&notes);
    table_release(&rows);
}

static void cause_words(const struct comparison_page *page, const struct causes *causes,
                        void (*say)(const struct causes *, struct text *))
{
    struct text words = {0};
    say(causes, &words);
    markup_element(page->out, "p", words.at);
    text_add(page->out, "\n");
    text_release(&words);
}

static void fail(const struct comparison_page *page, const struct causes *causes)
{
    struct table rows = {0};
    struct text notes = {0};
    markup_element(page->out, "h3", "Why it fails where it does, and the loop");
    text_add(page->out, "\n");
    chart(page, "causes");
    cause_words(page, causes, causes_words_corner);
    cause_words(page, causes, causes_words_loop);
    causes_table_fill(causes, true, &rows);
    causes_words_rules(causes, &notes);
    text_printf(&notes, " More runs: headroom causes %s.yaml --runs 1000", causes->plan->name);
    table(page, &rows, "Causes, each taken away by itself on the same luck", notes.at);
    text_release(&notes);
    table_release(&rows);
}

/* Between which options it was chosen. */
static void short_list(const struct comparison_page *page)
{
    const struct advice *advice = page->comparison->advice;
    struct text words = {0};
    char runs[WORDS_SHORT];
    words_number((double)advice->move_runs, 0, runs);
    text_add(&words, "With an assumption moved it was chosen between ");
    for (size_t i = 0; i < advice->short_count; i++) {
        text_add(&words, i == 0 ? "" : i + 1 == advice->short_count ? " and " : ", ");
        html_comparison_add_option(page, advice->short_list[i], &words);
    }
    text_printf(&words,
                ", in %s runs of each; options over the budget and less likely ones were left out. All options, more "
                "assumptions and more runs: headroom sensitivity comparison.yaml",
                runs);
    markup_element(page->out, "p class=\"note\"", words.at);
    text_add(page->out, "\n");
    text_release(&words);
}

void html_comparison_advice(const struct comparison_page *page)
{
    const struct advice *advice = page->comparison->advice;
    if (advice == NULL)
        return;
    html_comparison_open(page, "recommendation", "Recommendation");
    paragraph(page, "p", advice_rule);
    paragraph(page, "p class=\"lead\"", advice_take);
    paragraph(page, "p", advice_switch);
    paragraph(page, "p", comparison_regret_words);
    paragraph(page, "p", advice_fail);
    paragraph(page, "p", advice_wait);
    paragraph(page, "p", advice_collect);
    for (size_t i = 0; i < advice->finding_count; i++) {
        findings(page, advice->findings[i]);
        if (i == 0)
            short_list(page);
    }
    if (advice->delay != NULL)
        wait(page, advice->delay);
    if (advice->causes != NULL)
        fail(page, advice->causes);
    html_frame_close(page->out);
}
