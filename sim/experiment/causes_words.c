#include "experiment/causes_words.h"

#include <math.h>
#include <stdlib.h>

#include "experiment/sweep_words.h"
#include "experiment/words.h"
#include "scenario/param_words.h"

void causes_words_headline(const struct causes *causes, struct text *out)
{
    char runs[WORDS_SHORT], misses[WORDS_SHORT], share[WORDS_SHORT], beyond[WORDS_SHORT];
    size_t first = 0;
    words_number((double)(causes->runs - causes->failed), 0, runs);
    if (causes->misses == 0) {
        text_printf(out, "None of %s runs misses the target", runs);
        return;
    }
    words_number((double)causes->misses, 0, misses);
    for (size_t i = 1; i < causes->part_count; i++)
        if (causes->parts[i].first.misses > causes->parts[first].first.misses)
            first = i;
    if (causes->part_count == 0 || causes->parts[first].first.misses == 0) {
        text_printf(out, "No single cause turns any of the %s misses in %s runs", misses, runs);
        return;
    }
    words_percent(causes->parts[first].first.share.chance, share);
    text_printf(out, "%s: first cause of %s of %s misses", causes->parts[first].title, share, misses);
    if (causes->rest[CAUSES_BEYOND].misses > 0) {
        words_percent(causes->rest[CAUSES_BEYOND].share.chance, beyond);
        text_printf(out, "; %s lie beyond any", beyond);
    }
}

/* A bound is a decile of what was drawn: more than three figures of it say nothing. */
static void add_rounded(const char *value, struct text *out)
{
    char *rest;
    double number = strtod(value, &rest);
    if (rest == value || fabs(number) >= 1000)
        text_add(out, value);
    else
        text_printf(out, "%.3g%s", number, rest);
}

static void add_side(const struct causes *causes, const struct corner_side *side, struct text *out)
{
    const struct filled *filled = &causes->service->filled;
    const struct uncertain *uncertain = &filled->uncertain[side->input];
    const struct param_words words = {&plan_table, filled};
    char value[64];
    units_write(side->bound, uncertain->unit, &filled->units, value);
    text_add(out, "\"");
    param_words_path(&words, uncertain->path, out);
    text_printf(out, "\" is at %s ", side->above ? "least" : "most");
    add_rounded(value, out);
}

static void say_corner(const struct causes *causes, struct text *out)
{
    const struct corner *corner = &causes->corner;
    char density[WORDS_SHORT], range[WORDS_LONG], all[WORDS_SHORT], coverage[WORDS_SHORT];
    words_percent(corner->density.chance, density);
    words_interval(corner->density.interval, range);
    words_percent(corner->all.chance, all);
    words_percent(corner->coverage, coverage);
    text_add(out, "It fails most where ");
    for (size_t i = 0; i < corner->side_count; i++) {
        text_add(out, i ? " and " : "");
        add_side(causes, &corner->sides[i], out);
    }
    text_printf(out,
                ": there %s of the runs miss (%s), against %s of all, and %s of all misses lie there. The corner was "
                "chosen on one half of the runs; these figures are of the other half.",
                density, range, all, coverage);
}

void causes_words_corner(const struct causes *causes, struct text *out)
{
    switch (causes->corner.standing) {
    case CORNER_NOT_DRAWN:
        text_add(out, "No input is drawn, so there is no corner of the inputs in which it fails.");
        return;
    case CORNER_FEW_MISSES:
        text_printf(out, "Too few runs miss (%zu) to say in which corner of the inputs that is.", causes->misses);
        return;
    case CORNER_FEW_HITS:
        text_printf(out, "It is missed almost everywhere (%zu runs of %zu), so no corner of the inputs stands out.",
                    causes->misses, causes->runs - causes->failed);
        return;
    case CORNER_NONE:
        text_add(out, "These runs tell no corner of the inputs in which it fails more often than elsewhere.");
        return;
    case CORNER_FOUND:
        say_corner(causes, out);
    }
}

/* A change that the loop makes, and what it is a share of. */
struct made {
    const struct contrast *change;
    const struct ratio *of;
    double scale;
    int decimals;
    const char *noun, *whole;
};

/* "3.1 more leavers (2.6 to 3.6), 8% of those who leave" */
static void add_told(const struct made *made, struct text *out)
{
    char mean[WORDS_SHORT], range[WORDS_LONG], share[WORDS_SHORT];
    const struct contrast *change = made->change;
    bool more = change->mean > 0;
    words_number(fabs(made->scale * change->mean), made->decimals, mean);
    words_range(made->scale * (more ? change->interval.low : -change->interval.high),
                made->scale * (more ? change->interval.high : -change->interval.low), made->decimals, range);
    text_printf(out, "%s %s %s (%s)", mean, more ? "more" : "fewer", made->noun, range);
    if (made->of != NULL && made->of->bounded && more) {
        words_percent(made->of->value, share);
        text_printf(out, ", %s of %s", share, made->whole);
    }
}

/* "3.1 more leavers (2.6 to 3.6); no difference that can be told from nought in the caseload or the chance" */
static void add_made(const struct made *made, size_t count, struct text *out)
{
    size_t untold = 0, named = 0;
    bool some = false;
    for (size_t i = 0; i < count; i++) {
        if (!contrast_is_clear(made[i].change)) {
            untold++;
            continue;
        }
        text_add(out, some ? "; " : "");
        add_told(&made[i], out);
        some = true;
    }
    for (size_t i = 0; i < count; i++) {
        if (contrast_is_clear(made[i].change))
            continue;
        text_printf(out, "%s%s",
                    named > 0 ? (named + 1 == untold ? " or " : ", ")
                    : some    ? "; no difference that can be told from nought in "
                              : "no difference that can be told from nought in ",
                    made[i].whole);
        named++;
    }
}

void causes_words_loop(const struct causes *causes, struct text *out)
{
    const struct causes_loop *loop = &causes->loop;
    if (!loop->there) {
        text_add(out, "Caseload does not make anybody leave in this scenario, so there is no loop.");
        return;
    }
    const struct made made[] = {
        {&loop->leavers, &loop->of_leavers, 1, 1, "leavers", "those who leave"},
        {&loop->caseload, &loop->of_caseload, 1, 2, "cases a worker on the date", "the caseload"},
        {&loop->chance, NULL, 100, 1, "points of chance", "the chance"},
    };
    text_add(out, "The loop of caseload and leaving makes ");
    add_made(made, sizeof made / sizeof *made, out);
    text_add(out, ". Without it people leave at the base rate, whatever their caseload.");
}

void causes_words_rules(const struct causes *causes, struct text *out)
{
    char runs[WORDS_SHORT];
    struct sweep sweep = {.plan = causes->plan, .target = causes->target};
    words_number((double)causes->runs, 0, runs);
    text_printf(out, "Target \"%s\" on ", sweep_words_target(&sweep));
    sweep_words_date(&sweep, out);
    text_printf(
        out,
        "; %s runs of each, all on the same luck. First cause: the one that, taken away alone, turns the miss "
        "into a hit; of several the one that lowers the caseload most in that run. More than one cause: "
        "only all together turn it. Beyond: not even that. They add up to all misses. Changes are over all "
        "runs, at 95%% for all together; shares have 95%% intervals. With \"together, beyond the sum\" they add "
        "up to the whole gap.",
        runs);
    if (causes->failed)
        text_printf(out, " %zu replications could not go on and are left out.", causes->failed);
}
