/* The value of information as findings. */
#include <math.h>

#include "experiment/findings.h"
#include "experiment/words.h"

enum { WORTH, SHARE };

static void say_worth(const struct findings *findings, double worth, struct text *out)
{
    struct findings_cell cell = {.value = worth, .interval = {(double)NAN, (double)NAN}};
    findings_say(&findings->columns[WORTH], &cell, false, out);
    if (findings->columns[WORTH].form == FINDINGS_POINTS)
        text_add(out, " points");
}

static void add_row(struct findings *findings, const struct information *information, size_t index,
                    const struct findings_of *of, const struct findings_decision *decision)
{
    const struct information_input *input = &information->all[index];
    struct findings_row *row = findings_row(findings, &of->inputs[index]);
    row->cells[WORTH] = (struct findings_cell){.value = input->told ? input->worth : 0,
                                               .interval = input->told ? input->interval : (struct interval){0, 0},
                                               .told = input->told,
                                               .words = input->told ? NULL : "nothing"};
    row->cells[SHARE] = (struct findings_cell){.value = input->told ? input->share : 0, .told = input->told};
    if (!input->told)
        row->cells[SHARE].words = "";
    else if (input->other < information->options) {
        struct text words = {0};
        findings_say(&findings->columns[SHARE], &row->cells[SHARE], false, &words);
        row->cells[SHARE].words =
            arena_printf(&findings->arena, "%s, mostly for %s", words.at, decision->titles[input->other]);
        text_release(&words);
    }
}

static void say_headline(struct findings *findings)
{
    const struct findings_row *first = findings->rows;
    if (findings->count == 0 || !first->cells[WORTH].told) {
        text_add(&findings->headline, "No single figure is worth collecting before the choice");
        return;
    }
    text_printf(&findings->headline, "Find out first: %s, worth ", first->label);
    say_worth(findings, first->cells[WORTH].value, &findings->headline);
    text_add(&findings->headline, " if it were known before the choice");
}

static void add_notes(struct findings *findings, const struct information *information, const struct findings_of *of,
                      const struct findings_decision *decision)
{
    char runs[WORDS_SHORT], worth[WORDS_SHORT];
    words_number((double)information->runs, 0, runs);
    words_pounds(decision->worth, worth);
    text_add(
        &findings->notes,
        "The most that it can be worth to learn a figure before the choice is made (expected value of partial perfect "
        "information), for this one decision. ");
    if (decision->money)
        text_printf(&findings->notes,
                    "Weighed by net benefit: %s for meeting \"%s\", as the comparison says (worth), less spending. ",
                    worth, of->target);
    else
        text_printf(
            &findings->notes,
            "Weighed by the %s of \"%s\" alone, in percentage points, as the comparison does not say what meeting it "
            "is worth (worth). ",
            of->measure, of->target);
    text_printf(&findings->notes, "Best on average so weighed: %s. Options that are over the budget are left out. ",
                decision->titles[information->best]);
    text_add(&findings->notes, "Ceiling: knowing everything, luck included, would be worth ");
    say_worth(findings, information->ceiling, &findings->notes);
    text_printf(
        &findings->notes,
        ". From %s runs in which every option met the same luck, by smooth curves; intervals at 95%%, by bootstrap. "
        "\"Nothing\": no more than shuffled runs give, so learning it cannot be told to change the choice.",
        runs);
}

void findings_information(struct findings *findings, const struct information *information,
                          const struct findings_of *of, const struct findings_decision *decision)
{
    findings_start(findings, "information", "Which figure to collect first", FINDINGS_BARS, of, information->inputs);
    findings_column(findings,
                    (struct findings_column){.key = "worth",
                                             .label = decision->money ? "Worth knowing" : "Worth knowing, points",
                                             .brief = decision->money ? "Worth knowing" : "Worth, points",
                                             .panel = decision->money ? "What knowing it is worth"
                                                                      : "What knowing it is worth, points of chance",
                                             .form = decision->money ? FINDINGS_MONEY : FINDINGS_POINTS});
    findings_column(findings, (struct findings_column){.key = "would_change",
                                                       .label = "How often it would change the choice",
                                                       .form = FINDINGS_SHARE});
    for (size_t i = 0; i < information->inputs; i++)
        add_row(findings, information, i, of, decision);
    findings_sort(findings, WORTH);
    say_headline(findings);
    add_notes(findings, information, of, decision);
    text_printf(&findings->subtitle, "What it would be worth to know each assumption before choosing, ");
    if (decision->money)
        text_add(&findings->subtitle, "in pounds of net benefit");
    else
        text_printf(&findings->subtitle, "in points of the chance of \"%s\"", of->target);
    text_add(&findings->foot, "Thin lines hold each at 95%; ceiling with everything known, luck included: ");
    say_worth(findings, information->ceiling, &findings->foot);
}
