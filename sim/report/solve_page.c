#include "report/solve_page.h"

#include "report/html_study.h"
#include "report/solve_table.h"

/* A search flatters what it finds, so the page starts with what fresh luck says of it. */
static void add_headline(const struct solve_answer *answer, struct text *out)
{
    solve_answer_headline(answer, out);
    if (answer->result->outcome == SOLVE_FOUND) {
        text_add(out, "; on fresh luck ");
        solve_answer_chance(&solve_answer_finalist(answer, 1)->chance, out);
    }
}

static void add_proof(const struct html_page *page, const struct solve_answer *answer)
{
    struct text words = {0};
    if (answer->result->outcome != SOLVE_FOUND)
        return;
    text_printf(&words, "%s and, one step short of it, %s were run again. ", solve_answer_finalist(answer, 1)->value,
                solve_answer_finalist(answer, 0)->value);
    solve_answer_proof(answer, &words);
    html_open(page, "proof", "How sure that is");
    html_paragraph(page, "%s", words.at);
    html_close(page);
    text_release(&words);
}

static void add_amounts(const struct html_page *page, const struct solve_answer *answer)
{
    struct table table = {0};
    struct text words = {0};
    text_printf(&words, "%s, with its 95%% interval, and caseload on the date",
                solve_answer_target(answer)->share_of_time ? "Share of time" : "Chance");
    table_caption(&table, words.at);
    text_clear(&words);
    html_open(page, "amounts", "Every amount that was tried");
    solve_table_fill(answer, &table);
    table_html(&table, NULL, page->out);
    text_printf(&words, "Varied: %s. ", answer->vary->path);
    solve_answer_extent(answer, &words);
    text_printf(&words,
                " A search halves the stretch in which the %s passes what is asked for, so amounts in between were not "
                "simulated. Spending is over the whole time, mean of the runs.",
                solve_answer_measure(answer));
    html_paragraph(page, "%s", words.at);
    html_close(page);
    table_release(&table);
    text_release(&words);
}

void solve_page_write(const struct solve_answer *answer, const struct result_run *base, const struct chart_set *charts,
                      struct text *out)
{
    struct html_page page;
    struct text words = {0};
    add_headline(answer, &words);
    html_study_open(&page, &(struct html_study){.kind = "solve", .answer = words.at, .target = answer->target}, base,
                    charts, out);
    add_proof(&page, answer);
    add_amounts(&page, answer);
    html_study_close(&page);
    text_release(&words);
}
