/* The scrutiny annex: every question of questions.def with its answer. */
#include "report/html_comparison_parts.h"
#include "report/scrutiny.h"

static void note(const struct comparison_page *page, const char *head, const struct text *words)
{
    if (words->length == 0)
        return;
    text_add(page->out, "<p class=\"note\">");
    markup_printf(page->out, "%s %s", head, words->at);
    text_add(page->out, "</p>\n");
}

static void question(const struct comparison_page *page, enum scrutiny_question which)
{
    struct scrutiny_answer answer;
    scrutiny_answer(page->comparison, which, &answer);
    text_add(page->out, "<h3>");
    markup_printf(page->out, "%d. %s", (int)which + 1, scrutiny_words(which));
    text_add(page->out, "</h3>\n<p>");
    if (answer.standing != SCRUTINY_ANSWERED) {
        text_add(page->out, "<strong>");
        markup_printf(page->out, "%s.",
                      answer.standing == SCRUTINY_PARTLY       ? "Answered in part"
                      : answer.standing == SCRUTINY_NEEDS_MORE ? "Not answered by this comparison"
                                                               : "Not measured");
        text_add(page->out, "</strong> ");
    }
    markup_text(page->out, answer.words.at);
    text_add(page->out, "</p>\n");
    table_html(&answer.table, NULL, page->out);
    note(page, "How it was computed:", &answer.basis);
    note(page,
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
