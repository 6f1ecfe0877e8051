/* The scrutiny annex: every question of questions.def with its answer. */
#include "report/html_comparison_parts.h"
#include "report/scrutiny.h"

/* Where scrutiny.json has the part `key` of an answer, and what it is. */
struct kept {
    struct text at, what;
};

static struct kept kept_of(enum scrutiny_question which, const char *key)
{
    struct kept kept = {0};
    text_printf(&kept.at, "/questions/%d/%s", (int)which, key);
    text_printf(&kept.what, "scrutiny question %d, %s", (int)which + 1, key);
    return kept;
}

static void note(const struct comparison_page *page, enum scrutiny_question which, const char *key, const char *head,
                 const struct text *words)
{
    struct kept kept = kept_of(which, key);
    struct text whole = {0};
    text_printf(&whole, "%s %s", head, words->length > 0 ? words->at : "");
    html_comparison_quote_words(
        page, "p class=\"note\"", words->at, words->length > 0 ? whole.at : NULL,
        &(struct html_comparison_quote){.file = SCRUTINY_FILE, .at = kept.at.at, .what = kept.what.at});
    text_release(&kept.at);
    text_release(&kept.what);
    text_release(&whole);
}

static void say(const struct comparison_page *page, enum scrutiny_question which, const struct scrutiny_answer *answer)
{
    static const char *const starts[] = {[SCRUTINY_ANSWERED] = NULL,
                                         [SCRUTINY_PARTLY] = "Answered in part.",
                                         [SCRUTINY_NEEDS_MORE] = "Not answered by this comparison.",
                                         [SCRUTINY_UNMEASURED] = "Not measured."};
    struct kept kept = kept_of(which, "answer");
    text_add(page->out, "<p>");
    if (starts[answer->standing] != NULL) {
        markup_element(page->out, "strong", starts[answer->standing]);
        text_add(page->out, " ");
    }
    html_comparison_quote_words(
        page, "span", answer->words.at, answer->words.at,
        &(struct html_comparison_quote){
            .file = SCRUTINY_FILE, .at = kept.at.at, .what = kept.what.at, .how = answer->basis.at});
    text_add(page->out, "</p>\n");
    text_release(&kept.at);
    text_release(&kept.what);
}

static void question(const struct comparison_page *page, enum scrutiny_question which)
{
    struct scrutiny_answer answer;
    scrutiny_answer(page->comparison, which, &answer);
    text_add(page->out, "<h3>");
    markup_printf(page->out, "%d. %s", (int)which + 1, scrutiny_words(which));
    text_add(page->out, "</h3>\n");
    say(page, which, &answer);
    struct kept kept = kept_of(which, "table");
    html_comparison_quote_table(
        page, &answer.table,
        &(struct html_comparison_quote){.file = SCRUTINY_FILE, .at = kept.at.at, .how = answer.basis.at});
    table_html(&answer.table, NULL, page->out);
    text_release(&kept.at);
    text_release(&kept.what);
    note(page, which, "basis", "How it was computed:", &answer.basis);
    note(page, which, "command",
         answer.standing == SCRUTINY_NEEDS_MORE ? "What would answer it:" : "What would say more:", &answer.command);
    scrutiny_release(&answer);
}

void html_comparison_scrutiny(const struct comparison_page *page)
{
    if (page->comparison->publication)
        return;
    html_comparison_open(page, "scrutiny", "Scrutiny annex");
    markup_element(
        page->out, "p",
        "The questions that members and officers ask of a plan, in the same order every time. Each is answered from "
        "the runs of this comparison, or it is said that they cannot answer it.");
    for (int i = 0; i < SCRUTINY_COUNT; i++)
        question(page, (enum scrutiny_question)i);
    html_frame_close(page->out);
}
