/* Why one option differs from the baseline: what each of its parts does alone, and what they do together beyond that. */
#include <math.h>

#include "report/html_comparison_parts.h"

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

static void add_words(const struct comparison_page *page, struct text *out)
{
    const struct comparison *comparison = page->comparison;
    const struct drivers *drivers = comparison->drivers;
    const struct contrast *total = drivers_total(drivers, DRIVERS_CASELOAD),
                          *interaction = drivers_interaction(drivers, DRIVERS_CASELOAD);
    size_t most = main_part(drivers);
    struct text effect = {0};
    text_printf(out, "%s against %s, average caseload in ", comparison->options[comparison->driven].title,
                comparison->options[0].title);
    brief_month(&page->brief, page->week, out);
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

static void effect_row(struct table *table, const struct drivers *drivers, size_t effect, const char *title)
{
    static const double scales[DRIVERS_FIGURES] = {1, 100, 0.001};
    static const int decimals[DRIVERS_FIGURES] = {2, 0, 0};
    table_cell(table, title);
    for (int i = 0; i < DRIVERS_FIGURES; i++) {
        const struct drivers_effects *of = &drivers->figures[i];
        if (of->there)
            html_comparison_change_cell(table, &of->effects[effect], scales[i], decimals[i]);
        else
            table_cell(table, "no figure");
    }
}

void html_comparison_drivers(const struct comparison_page *page)
{
    const struct drivers *drivers = page->comparison->drivers;
    struct table table = {0};
    struct text words = {0};
    if (drivers == NULL)
        return;
    html_comparison_open(page, "drivers", "Why an option differs");
    if (drivers->figures[DRIVERS_CASELOAD].there) {
        add_words(page, &words);
        markup_element(page->out, "p", words.at);
    }
    table_caption(&table, "What each part does when it alone is added to the baseline, on the same luck");
    table_column(&table, TABLE_WORDS, "Part");
    table_column(&table, TABLE_NUMBERS, "Caseload on the date");
    table_column(&table, TABLE_NUMBERS, "Chance, points");
    table_column(&table, TABLE_NUMBERS, "Spending, £000");
    for (size_t i = 0; i < drivers->parts; i++)
        effect_row(&table, drivers, i, page->comparison->driver_titles[i]);
    effect_row(&table, drivers, drivers->parts, "Together, beyond that (interaction)");
    effect_row(&table, drivers, drivers->parts + 1, "The option in all");
    table_html(&table, "The option in all", page->out);
    markup_element(
        page->out, "p class=\"note\"",
        "Parts are levers, pipelines and other sections that differ; those that are no scenario without each other "
        "are one part. In every run the effects and the interaction add up to the whole. Student's t intervals, "
        "95 per cent over the parts and the interaction together.");
    html_frame_close(page->out);
    table_release(&table);
    text_release(&words);
}
