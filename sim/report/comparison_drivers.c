/* What each part of an option does alone, and what they do together beyond that, in words and as a table. */
#include <math.h>

#include "report/brief.h"
#include "report/comparison.h"

static void add_effect(const struct contrast *effect, double scale, int decimals, struct text *out)
{
    text_clear(out);
    comparison_change(effect, scale, decimals, out);
}

/* The part that does most in the direction of the whole, told from nought; as many as there are parts when none does. */
static size_t main_part(const struct drivers *drivers)
{
    const struct contrast *effects = drivers->figures[DRIVERS_CASELOAD].effects;
    double total = drivers_total(drivers, DRIVERS_CASELOAD)->mean;
    size_t most = drivers->parts;
    for (size_t i = 0; i < drivers->parts; i++)
        if (contrast_is_clear(&effects[i]) && effects[i].mean * total > 0 &&
            (most == drivers->parts || fabs(effects[i].mean) > fabs(effects[most].mean)))
            most = i;
    return most;
}

void comparison_drivers_words(const struct comparison *comparison, struct text *out)
{
    const struct drivers *drivers = comparison->drivers;
    struct brief brief = {.ensemble = &comparison->options[0].dates, .prepared = comparison->prepared};
    if (drivers == NULL || !drivers->figures[DRIVERS_CASELOAD].there)
        return;
    const struct contrast *total = drivers_total(drivers, DRIVERS_CASELOAD),
                          *interaction = drivers_interaction(drivers, DRIVERS_CASELOAD);
    size_t most = main_part(drivers);
    struct text effect = {0};
    text_printf(out, "%s against %s, average caseload in ", comparison->options[comparison->driven].title,
                comparison->options[0].title);
    brief_month(&brief, brief_week(&brief, comparison->decision->judged), out);
    add_effect(total, 1, 1, &effect);
    text_printf(out, ": %s.", effect.at);
    if (most < drivers->parts) {
        add_effect(&drivers->figures[DRIVERS_CASELOAD].effects[most], 1, 1, &effect);
        text_printf(out, " The part that does most of it by itself is \"%s\": %s.", comparison->driver_titles[most],
                    effect.at);
    } else {
        text_add(out, " No part is told to do that by itself.");
    }
    if (!contrast_is_clear(interaction))
        text_add(out, " These runs do not tell what the parts do together from the sum of what each does alone.");
    else {
        add_effect(interaction, 1, 1, &effect);
        text_printf(out, " Together they do %s than the sum of what each does alone: %s.",
                    interaction->mean * (total->mean - interaction->mean) > 0 ? "more" : "less", effect.at);
    }
    text_release(&effect);
}

static void change_cell(struct table *table, const struct contrast *change, double scale, int decimals)
{
    struct text words = {0};
    comparison_change(change, scale, decimals, &words);
    table_cell(table, words.at);
    text_release(&words);
}

static void effect_row(struct table *table, const struct drivers *drivers, size_t effect, const char *title)
{
    static const double scales[DRIVERS_FIGURES] = {1, 100, 0.001};
    static const int decimals[DRIVERS_FIGURES] = {2, 0, 0};
    table_cell(table, title);
    for (int i = 0; i < DRIVERS_FIGURES; i++) {
        const struct drivers_effects *of = &drivers->figures[i];
        if (of->there)
            change_cell(table, &of->effects[effect], scales[i], decimals[i]);
        else
            table_cell(table, "no figure");
    }
}

void comparison_drivers_fill(const struct comparison *comparison, struct table *table)
{
    const struct drivers *drivers = comparison->drivers;
    table_caption(table, "What each part does when it alone is added to the baseline, on the same luck");
    table_column(table, TABLE_WORDS, "Part");
    table_column(table, TABLE_NUMBERS, "Caseload on the date");
    table_column(table, TABLE_NUMBERS, "Chance, points");
    table_column(table, TABLE_NUMBERS, "Spending, \302\243000");
    for (size_t i = 0; i < drivers->parts; i++)
        effect_row(table, drivers, i, comparison->driver_titles[i]);
    effect_row(table, drivers, drivers->parts, "Together, beyond that (interaction)");
    effect_row(table, drivers, drivers->parts + 1, "The option in all");
}
