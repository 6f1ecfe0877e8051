/* The section with the recommendation: the rule and what follows from it, what would change it, why it fails where it does,
 * what it costs to wait, and which figure to collect first. */
#include "report/advice.h"
#include "report/html_comparison_parts.h"

static void chart(const struct comparison_page *page, const char *slug)
{
    for (size_t set = 0; page->advised != NULL && set < COMPARISON_ADVISED; set++)
        for (size_t i = 0; i < page->advised[set].count; i++)
            if (text_equal(page->advised[set].charts[i].slug, slug)) {
                html_frame_chart(page->out, &page->advised[set].charts[i], true);
                html_frame_chart_data(page->out, &page->advised[set].charts[i]);
            }
}

static void heading(const struct comparison_page *page, const char *title)
{
    markup_element(page->out, "h3", title);
    text_add(page->out, "\n");
}

static void findings(const struct comparison_page *page, const struct findings *findings)
{
    heading(page, findings->title);
    chart(page, findings->name);
    html_comparison_kept_table(page, findings->name, NULL);
}

static void wait(const struct comparison_page *page)
{
    heading(page, "What it costs to wait");
    chart(page, "delay");
    html_comparison_kept_table(page, "delay", NULL);
}

static void fail(const struct comparison_page *page)
{
    heading(page, "Why it fails where it does, and the loop");
    chart(page, "causes");
    html_comparison_said(page, "p", "corner");
    html_comparison_said(page, "p", "loop");
    html_comparison_kept_table(page, "causes", NULL);
}

void html_comparison_advice(const struct comparison_page *page)
{
    const struct advice *advice = page->comparison->advice;
    if (advice == NULL)
        return;
    html_comparison_open(page, "recommendation", "Recommendation");
    static const char *const sentences[] = {"rule", "take", "switch", "regret", "fail", "wait", "collect"};
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        html_comparison_said(page, text_equal(sentences[i], "take") ? "p class=\"lead\"" : "p", sentences[i]);
    for (size_t i = 0; i < advice->finding_count; i++) {
        findings(page, advice->findings[i]);
        if (i == 0)
            html_comparison_said(page, "p class=\"note\"", "short_list");
    }
    if (advice->delay != NULL)
        wait(page);
    if (advice->causes != NULL)
        fail(page);
    html_frame_close(page->out);
}
