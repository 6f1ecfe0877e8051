#include "plots/choice.h"

#include <math.h>

#include "experiment/words.h"
#include "plots/theme.h"

/* A chance from fewer runs than this is not worth a word in a headline. */
enum { FEWEST_RUNS = 20 }; /* said in choice_unjudged() */

const char *choice_title(const struct choice *choice, size_t option)
{
    const struct choice_option *of = &choice->options[option];
    return of->title && of->title[0] ? of->title : of->name;
}

const char *choice_letter(size_t option)
{
    static const char *const letters[CHOICE_OPTIONS] = {"", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K"};
    return option < CHOICE_OPTIONS ? letters[option] : "";
}

void choice_say(const struct choice *choice, size_t option, struct text *out)
{
    static const struct theme_words look = {.points = THEME_TITLE, .bold = true};
    struct text clean = {0};
    theme_clean(&clean, choice_title(choice, option));
    layout_cut(out, clean.at, theme_font(look), THEME_NAME);
    if (option > 0)
        text_printf(out, " (%s)", choice_letter(option));
    text_release(&clean);
}

void choice_month(const struct choice *choice, double weeks, struct text *out)
{
    char month[WORDS_SHORT];
    if (choice->clock->calendar == CALENDAR_NONE) {
        text_printf(out, "week %.*f", fabs(weeks - round(weeks)) < 0.05 ? 0 : 1, weeks);
        return;
    }
    words_month(choice->clock->start + lround(weeks * 7), month);
    text_add(out, month);
}

void choice_goal(const struct choice *choice, struct text *out)
{
    if (isnan(choice->level))
        text_add(out, "the target by ");
    else
        text_printf(out, "%g by ", choice->level);
    choice_month(choice, choice->by, out);
}

void choice_label(const struct choice *choice, size_t option, struct layout_font font, double width, struct text *out)
{
    struct text whole = {0}, clean = {0};
    theme_clean(&clean, choice_title(choice, option));
    text_printf(&whole, "%s%s%s", choice_letter(option), option ? "  " : "", clean.at);
    layout_cut(out, whole.at, font, width);
    text_release(&clean);
    text_release(&whole);
}

struct choice_look choice_look(size_t option)
{
    static const struct choice_look looks[] = {
        {THEME_DARK, THEME_DARK, "#DEDEDE", "'-'"},
        {THEME_BLUE, THEME_BLUE, "#CFDDE9", "solid"},
        {THEME_PLUM, THEME_PLUM, THEME_PLUM_80, "'.'"},
        {THEME_TURQUOISE, THEME_TURQUOISE_WORDS, THEME_TURQUOISE_80, "'-.'"},
        {THEME_PURPLE, THEME_PURPLE, THEME_PURPLE_80, "'_ '"},
    };
    static const char *const dashes[] = {"'-'", "solid", "'.'", "'-.'", "'_ '", "'_.'", "'-..'", "'_-'"};
    size_t colours = sizeof looks / sizeof *looks - 1;
    struct choice_look look = looks[option == 0 ? 0 : 1 + (option - 1) % colours];
    if (option > 0)
        look.dash = dashes[1 + (option - 1) % (sizeof dashes / sizeof *dashes - 1)];
    return look;
}

bool choice_is_judged(const struct choice *choice)
{
    if (!choice->aim)
        return false;
    for (size_t i = 0; i < choice->count; i++)
        if (choice->options[i].verdict.trials < FEWEST_RUNS || isnan(choice->options[i].verdict.chance))
            return false;
    return choice->count > 0;
}

const char *choice_unjudged(const struct choice *choice)
{
    for (size_t i = 0; choice->aim && i < choice->count; i++) {
        uint64_t trials = choice->options[i].verdict.trials;
        if (trials > 0 && trials < FEWEST_RUNS)
            return "These runs are too few to tell a chance: at least 20 are needed.";
    }
    return "There is no target with a chance.";
}

/* Is `a` better than `b`: a higher chance, or the same for less? */
static bool is_better(const struct choice_option *a, const struct choice_option *b)
{
    if (a->verdict.chance != b->verdict.chance)
        return a->verdict.chance > b->verdict.chance;
    return a->extra < b->extra;
}

size_t choice_best(const struct choice *choice)
{
    size_t best = 0;
    for (size_t i = 1; i < choice->count; i++)
        if (is_better(&choice->options[i], &choice->options[best]))
            best = i;
    return best;
}

size_t choice_best_within(const struct choice *choice)
{
    size_t best = choice->count;
    for (size_t i = 0; i < choice->count; i++) {
        const struct choice_option *option = &choice->options[i];
        bool fits = isnan(choice->budget) || option->extra <= choice->budget;
        if (fits && (best == choice->count || is_better(option, &choice->options[best])))
            best = i;
    }
    return best;
}

bool choice_same_chance(const struct choice *choice)
{
    char first[WORDS_SHORT], other[WORDS_SHORT];
    words_percent(choice->options[0].verdict.chance, first);
    for (size_t i = 1; i < choice->count; i++) {
        words_percent(choice->options[i].verdict.chance, other);
        if (!text_equal(first, other))
            return false;
    }
    return true;
}
