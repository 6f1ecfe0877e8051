#include "report/advice.h"

#include "experiment/causes_words.h"
#include "experiment/delay_words.h"
#include "experiment/words.h"
#include "plots/choice.h"
#include "report/comparison.h"

void advice_rule(const struct comparison *comparison, struct text *out)
{
    const struct decision *decision = comparison->decision;
    text_printf(out,
                "The rule: %s, the %s of those whose chance these runs do not tell from the best, if its gain over "
                "\"%s\" is told from nought; else \"%s\".",
                decision->question.budgeted ? "of the options that are not over the budget" : "of all options",
                comparison->decision->figures[OUTTURN_SPEND].there ? "cheapest" : "likeliest",
                comparison->options[0].title, comparison->options[0].title);
}

void advice_take(const struct comparison *comparison, struct text *out)
{
    int leader = comparison->decision->leader;
    if (leader == DECISION_NONE)
        text_printf(out, "Recommended, by the stated rule: nothing beside \"%s\".", comparison->options[0].title);
    else
        text_printf(out, "Recommended, by the stated rule: %s.", comparison->options[leader].title);
}

/* The findings of that name, or null. */
static const struct findings *findings_of(const struct comparison *comparison, const char *name)
{
    const struct advice *advice = comparison->advice;
    for (size_t i = 0; advice != NULL && i < advice->finding_count; i++)
        if (text_equal(advice->findings[i]->name, name))
            return advice->findings[i];
    return NULL;
}

void advice_switch(const struct comparison *comparison, struct text *out)
{
    const struct findings *findings = findings_of(comparison, "switching");
    if (findings != NULL)
        text_printf(out, "What would change it: %s.", findings->headline.at);
}

void advice_fail(const struct comparison *comparison, struct text *out)
{
    if (comparison->advice == NULL || comparison->advice->causes == NULL)
        return;
    text_add(out, "Why it fails: ");
    causes_words_headline(comparison->advice->causes, out);
    text_add(out, ".");
}

void advice_corner(const struct comparison *comparison, struct text *out)
{
    if (comparison->advice != NULL && comparison->advice->causes != NULL)
        causes_words_corner(comparison->advice->causes, out);
}

void advice_loop(const struct comparison *comparison, struct text *out)
{
    if (comparison->advice != NULL && comparison->advice->causes != NULL)
        causes_words_loop(comparison->advice->causes, out);
}

void advice_wait(const struct comparison *comparison, struct text *out)
{
    if (comparison->advice == NULL || comparison->advice->delay == NULL)
        return;
    text_add(out, "Waiting: ");
    delay_words_headline(comparison->advice->delay, out);
    text_add(out, ".");
}

void advice_collect(const struct comparison *comparison, struct text *out)
{
    const struct findings *findings = findings_of(comparison, "information");
    if (findings != NULL)
        text_printf(out, "%s.", findings->headline.at);
}

/* In a paragraph of ten lines a corner or a loop that is not there is no news. */
static void corner_if_found(const struct comparison *comparison, struct text *out)
{
    if (comparison->advice->causes != NULL && comparison->advice->causes->corner.standing == CORNER_FOUND)
        advice_corner(comparison, out);
}

static void loop_if_there(const struct comparison *comparison, struct text *out)
{
    if (comparison->advice->causes != NULL && comparison->advice->causes->loop.there)
        advice_loop(comparison, out);
}

void advice_words(const struct comparison *comparison, struct text *out)
{
    static void (*const parts[])(const struct comparison *, struct text *) = {
        advice_take, advice_switch, advice_fail, corner_if_found, loop_if_there, advice_wait, advice_collect};
    for (size_t i = 0; comparison->advice != NULL && i < sizeof parts / sizeof *parts; i++) {
        struct text words = {0};
        parts[i](comparison, &words);
        if (words.length > 0)
            text_printf(out, "%s%s", out->length > 0 ? " " : "", words.at);
        text_release(&words);
    }
}

void advice_short_list(const struct comparison *comparison, struct text *out)
{
    const struct advice *advice = comparison->advice;
    char runs[WORDS_SHORT];
    words_number((double)advice->move_runs, 0, runs);
    text_add(out, "With an assumption moved it was chosen between ");
    for (size_t i = 0; i < advice->short_count; i++) {
        const char *letter = choice_letter(advice->short_list[i]);
        text_printf(out, "%s%s",
                    i == 0                         ? ""
                    : i + 1 == advice->short_count ? " and "
                                                   : ", ",
                    comparison->options[advice->short_list[i]].title);
        if (letter[0] != '\0')
            text_printf(out, " (%s)", letter);
    }
    text_printf(out,
                ", in %s runs of each; options over the budget and less likely ones were left out. All options, more "
                "assumptions and more runs: headroom sensitivity comparison.yaml",
                runs);
}
