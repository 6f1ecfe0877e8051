#include "experiment/delay_words.h"

#include <math.h>

#include "experiment/sweep_words.h"
#include "experiment/words.h"

/* What gets worse each month: points of chance lost, or cases a worker more. */
static struct contrast harm_of(const struct delay_line *line, bool by_caseload)
{
    struct contrast harm = by_caseload ? line->slope.caseload : line->slope.chance;
    if (by_caseload)
        return harm;
    harm.mean *= -100;
    harm.interval = (struct interval){-100 * harm.interval.high, -100 * harm.interval.low};
    return harm;
}

/* The line of the most harm a month among those that are told from nought; null when none is. */
static const struct delay_line *dearest(const struct delay *delay, bool by_caseload)
{
    const struct delay_line *found = NULL;
    for (size_t i = 0; i < delay->line_count; i++) {
        struct contrast harm = harm_of(&delay->lines[i], by_caseload);
        if (harm.interval.low > 0 && (!found || harm.mean > harm_of(found, by_caseload).mean))
            found = &delay->lines[i];
    }
    return found;
}

static void say_harm(const struct delay_line *line, bool by_caseload, int decimals, const char *what, struct text *out)
{
    struct contrast harm = harm_of(line, by_caseload);
    char mean[WORDS_SHORT], range[WORDS_LONG];
    words_number(harm.mean, decimals, mean);
    words_range(harm.interval.low, harm.interval.high, decimals, range);
    text_printf(out, "%s: each month %s %s %s (%s)", line->title, by_caseload ? "adds" : "costs", mean, what, range);
}

void delay_words_headline(const struct delay *delay, struct text *out)
{
    const struct delay_line *chance = dearest(delay, false), *caseload = dearest(delay, true);
    if (delay->line_count == 0)
        text_add(out, "Nothing in this scenario is still to come, so nothing can come late");
    else if (chance)
        say_harm(chance, false, 1, "points of chance", out);
    else if (caseload)
        say_harm(caseload, true, 2, "cases a worker", out);
    else
        text_add(out, "No delay lowers the chance of the target by more than these runs can tell");
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
