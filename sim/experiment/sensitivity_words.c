#include "experiment/sensitivity_words.h"

#include <math.h>
#include <string.h>

#include "experiment/sweep_words.h"
#include "experiment/vary.h"
#include "experiment/words.h"

/* Target and date are said as in a sweep. */
static struct sweep judged_like(const struct sensitivity *sensitivity)
{
    return (struct sweep){.plan = sensitivity->plan, .target = sensitivity->target};
}

const char *sensitivity_words_measure(const struct sensitivity *sensitivity)
{
    struct sweep sweep = judged_like(sensitivity);
    return sweep_words_measure(&sweep);
}

const char *sensitivity_words_target(const struct sensitivity *sensitivity)
{
    struct sweep sweep = judged_like(sensitivity);
    return sweep_words_target(&sweep);
}

void sensitivity_words_date(const struct sensitivity *sensitivity, struct text *out)
{
    struct sweep sweep = judged_like(sensitivity);
    sweep_words_date(&sweep, out);
}

void sensitivity_words_ends(const struct sensitivity_input *input, struct text *out)
{
    const char *low = input->value[SENSITIVITY_LOW], *high = input->value[SENSITIVITY_HIGH];
    const char *unit = vary_unit(low);
    bool shared = !isnan(vary_number(low, high)) && unit[0] == ' ' && unit > low;
    text_add_n(out, low, strlen(low) - (shared ? strlen(unit) : 0));
    text_printf(out, " to %s", high);
}

/* "22% at 52 children per week" */
static void say_end(const struct sensitivity_input *input, int end, bool by_caseload, struct text *out)
{
    char words[WORDS_SHORT];
    if (by_caseload)
        words_number(input->caseload.at[end], 1, words);
    else
        words_percent(input->chance.at[end], words);
    text_printf(out, "%s at %s", words, input->value[end]);
}

static void say_most(const struct sensitivity *sensitivity, bool by_caseload, size_t leaders, size_t first,
                     struct text *out)
{
    const struct sensitivity_input *input = &sensitivity->inputs[first];
    text_printf(out, "%s moves most with %s (", by_caseload ? "caseload" : sensitivity_words_measure(sensitivity),
                input->label);
    say_end(input, SENSITIVITY_LOW, by_caseload, out);
    text_add(out, ", ");
    say_end(input, SENSITIVITY_HIGH, by_caseload, out);
    text_add(out, ")");
    if (leaders > 1) {
        char others[WORDS_SHORT];
        words_count(leaders - 1, others);
        text_printf(out, "; %s other%s may move it as far", others, leaders > 2 ? "s" : "");
    }
}

void sensitivity_words_headline(const struct sensitivity *sensitivity, struct text *out)
{
    size_t first;
    size_t leaders = sensitivity_leaders(sensitivity, false, &first);
    if (isnan(sensitivity->chance.chance)) {
        text_printf(out, "What each input does to the %s of \"%s\"", sensitivity_words_measure(sensitivity),
                    sensitivity_words_target(sensitivity));
    } else if (leaders > 0) {
        text_add(out, "The ");
        say_most(sensitivity, false, leaders, first, out);
    } else {
        text_printf(out, "No input moves the %s by more than these runs can tell",
                    sensitivity_words_measure(sensitivity));
        leaders = sensitivity_leaders(sensitivity, true, &first);
        if (leaders == 0)
            return;
        text_add(out, "; the ");
        say_most(sensitivity, true, leaders, first, out);
    }
}
