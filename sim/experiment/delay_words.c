#include "experiment/delay_words.h"

#include <ctype.h>
#include <math.h>

#include "experiment/sweep_words.h"
#include "experiment/words.h"

/* The line whose chance falls most a month among those that are told from nought; null when none is. */
static const struct delay_line *dearest(const struct delay *delay)
{
    const struct delay_line *found = NULL;
    for (size_t i = 0; i < delay->line_count; i++) {
        const struct delay_line *line = &delay->lines[i];
        if (line->slope.chance.interval.high < 0 && (!found || line->slope.chance.mean < found->slope.chance.mean))
            found = line;
    }
    return found;
}

void delay_words_headline(const struct delay *delay, struct text *out)
{
    const struct delay_line *line = dearest(delay);
    char points[WORDS_SHORT], range[WORDS_LONG];
    if (delay->line_count == 0) {
        text_add(out, "Nothing in this scenario is still to come, so nothing can come late");
        return;
    }
    if (line == NULL) {
        text_add(out, "These runs tell no delay that lowers the chance of the target");
        return;
    }
    words_number(-100 * line->slope.chance.mean, 1, points);
    words_range(-100 * line->slope.chance.interval.high, -100 * line->slope.chance.interval.low, 1, range);
    text_printf(out, "%s: each month costs %s points of chance (%s)", line->title, points, range);
}

void delay_words_rules(const struct delay *delay, struct text *out)
{
    char runs[WORDS_SHORT], chance[WORDS_SHORT];
    struct sweep sweep = {.plan = delay->plan, .target = delay->target};
    words_number((double)delay->runs, 0, runs);
    words_percent(delay->chance.chance, chance);
    text_printf(out, "%s of \"%s\" on ",
                delay->chance.trials && text_equal(sweep_words_measure(&sweep), "chance") ? "Chance" : "Share of time",
                sweep_words_target(&sweep));
    sweep_words_date(&sweep, out);
    text_printf(out, ", %s as it stands; %s runs of each delay, all on the same luck.", chance, runs);
    for (size_t i = 0; i < delay->line_count; i++)
        text_printf(out, " %s: %s.", delay->lines[i].title, delay->lines[i].what);
    text_add(
        out,
        " A month is a twelfth of a year; what began before the first day is not moved. The first row of each is the slope: the "
        "change a month of a line through no delay, with its 95% interval; the months hold together at 95%.");
    if (delay->failed)
        text_printf(out, " %zu replications could not go on and are left out.", delay->failed);
}
