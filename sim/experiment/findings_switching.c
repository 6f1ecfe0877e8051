/* Switching values as findings. */
#include <math.h>

#include "experiment/findings.h"
#include "experiment/words.h"

static const double nowhere = (double)NAN;

/* The value of an input at a place. */
static const char *value_at(struct findings *findings, double place, size_t input,
                            const struct findings_decision *decision)
{
    return findings_value(decision->services[input], decision->input[input], switching_share(place), &findings->arena);
}

/* "14.2% per year", "about 14.2% per year (13.1% to 15.4% per year)" */
static const char *place_words(struct findings *findings, const struct switching_side *side, size_t input,
                               const struct findings_decision *decision)
{
    const char *value = value_at(findings, side->at, input, decision);
    struct text ends = {0};
    if (side->state == SWITCHING_TOLD)
        return value;
    bool down = side->at < 0;
    findings_ends(value_at(findings, down ? side->outside : side->inside, input, decision),
                  value_at(findings, down ? side->inside : side->outside, input, decision), &ends);
    const char *words = arena_printf(&findings->arena, "about %s (%s)", value, ends.at);
    text_release(&ends);
    return words;
}

/* "14.2% per year: Agency surge" */
static const char *side_words(struct findings *findings, const struct switching_side *side, size_t input,
                              const struct findings_decision *decision)
{
    struct arena *arena = &findings->arena;
    if (side->state == SWITCHING_NONE)
        return "no switch";
    if (side->state == SWITCHING_UNSURE)
        return arena_printf(arena, "perhaps %s", value_at(findings, side->at, input, decision));
    return arena_printf(arena, "%s: %s", place_words(findings, side, input, decision), decision->titles[side->choice]);
}

static void put_side(struct findings *findings, struct findings_cell *cell, const struct switching_side *side,
                     size_t input, const struct findings_decision *decision)
{
    bool found = side->state != SWITCHING_NONE;
    cell->value = side->at;
    cell->interval.low = found ? fmin(side->inside, side->outside) : nowhere;
    cell->interval.high = found ? fmax(side->inside, side->outside) : nowhere;
    cell->told = side->state == SWITCHING_TOLD || side->state == SWITCHING_ABOUT;
    cell->words = side_words(findings, side, input, decision);
}

/* How near the nearest switch lies, as far as one is: what rows are ordered by. */
static double nearest(const struct switching_input *input)
{
    double near = nowhere;
    for (int end = 0; end < SWITCHING_ENDS; end++)
        if (input->sides[end].state == SWITCHING_TOLD || input->sides[end].state == SWITCHING_ABOUT)
            near = fmin(near, fabs(input->sides[end].at));
    return near;
}

enum { DOWN, UP, LIKELY, NEAR };

static void add_row(struct findings *findings, const struct switching *switching, size_t index,
                    const struct findings_of *of, const struct findings_decision *decision)
{
    const struct switching_input *input = &switching->all[index];
    struct findings_row *row = findings_row(findings, &of->inputs[index]);
    struct arena *arena = &findings->arena;
    put_side(findings, &row->cells[DOWN], &input->sides[SWITCHING_DOWN], index, decision);
    put_side(findings, &row->cells[UP], &input->sides[SWITCHING_UP], index, decision);
    row->cells[LIKELY].value = 0;
    row->cells[LIKELY].words =
        arena_printf(arena, "%s%s%s", value_at(findings, 0, index, decision), input->unsettled ? ": " : "",
                     input->unsettled ? decision->titles[input->likely] : "");
    /* nearer is more: for the order only */
    row->cells[NEAR].value = nearest(input);
    row->cells[NEAR].told = switching_is_found(input);
    struct text ends = {0};
    findings_ends(value_at(findings, -SWITCHING_REACH, index, decision),
                  value_at(findings, SWITCHING_REACH, index, decision), &ends);
    row->detail = arena_printf(arena, "%s; looked at %s", row->detail, ends.at);
    text_release(&ends);
}

/* Those that switch first, the nearest of them first. */
static void order(struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        struct findings_cell *near = &findings->rows[i].cells[NEAR];
        near->value = isnan(near->value) ? near->value : 1 / fmax(near->value, 1e-6);
    }
    findings_sort(findings, NEAR);
    for (size_t i = 0; i < findings->count; i++) {
        struct findings_cell *near = &findings->rows[i].cells[NEAR];
        near->value = isnan(near->value) ? near->value : 1 / near->value;
        if (isnan(near->value))
            near->words = "";
    }
}

/* The nearest switch of the first row, which order() put there. */
static const struct switching_side *first_switch(const struct findings *findings, const struct switching *switching,
                                                 const struct findings_of *of, size_t *input)
{
    const struct findings_cell *cells = findings->rows[0].cells;
    bool up = cells[UP].told && !(cells[DOWN].told && fabs(cells[DOWN].value) < fabs(cells[UP].value));
    for (*input = 0; !text_equal(of->inputs[*input].path, findings->rows[0].path);)
        ++*input;
    return &switching->all[*input].sides[up ? SWITCHING_UP : SWITCHING_DOWN];
}

static void say_headline(struct findings *findings, const struct switching *switching, const struct findings_of *of,
                         const struct findings_decision *decision)
{
    const char *choice = decision->titles[switching->choice];
    size_t found = 0, input;
    for (size_t i = 0; i < switching->inputs; i++)
        found += switching_is_found(&switching->all[i]);
    if (found == 0) {
        text_printf(&findings->headline, "No single assumption looked at changes the choice of %s", choice);
        return;
    }
    const struct switching_side *side = first_switch(findings, switching, of, &input);
    text_printf(&findings->headline, "%s, not %s, would be chosen with %s %s %s%s", decision->titles[side->choice],
                choice, of->inputs[input].label, side->at > 0 ? "above" : "below",
                side->state == SWITCHING_ABOUT ? "about " : "", value_at(findings, side->at, input, decision));
    if (found > 1) {
        char others[WORDS_SHORT];
        words_count(found - 1, others);
        text_printf(&findings->headline, "; %s more assumption%s could change the choice", others,
                    found > 2 ? "s" : "");
    }
}

static void add_notes(struct findings *findings, const struct switching *switching, const struct findings_of *of,
                      const struct findings_decision *decision)
{
    char runs[WORDS_SHORT];
    size_t unsettled = 0;
    words_number((double)of->runs, 0, runs);
    for (size_t i = 0; i < switching->inputs; i++)
        unsettled += switching->all[i].unsettled;
    text_printf(
        &findings->notes,
        "The value at which another option is preferred by the comparison's own rule (the cheapest among the best "
        "within the budget whose gain in \"%s\" is told; else %s), one assumption moved at a time, in every option, "
        "all others as the comparison has them; %s runs of each option at each place, on the same luck. Looked at: "
        "the likely value, low and high, and twice as far out. Each switch was then run just inside and just "
        "outside on other luck; \"about\": that bore it out only further apart; \"perhaps\": it did not. No switch: "
        "the choice stayed %s at all places looked at.",
        of->target, decision->titles[0], runs, decision->titles[switching->choice]);
    if (unsettled > 0)
        text_printf(
            &findings->notes,
            " With %zu of them at the likely value the choice was another one already, named beside it: it hangs on "
            "what these runs can tell.",
            unsettled);
}

void findings_switching(struct findings *findings, const struct switching *switching, const struct findings_of *of,
                        const struct findings_decision *decision)
{
    findings_start(findings, "switching", "What would change the choice", FINDINGS_REACH, of, switching->inputs);
    findings_column(findings, (struct findings_column){.key = "switch_below",
                                                       .label = "Switches below",
                                                       .brief = "Switches below",
                                                       .panel = "below",
                                                       .form = FINDINGS_PLACE});
    findings_column(findings, (struct findings_column){.key = "switch_above",
                                                       .label = "Switches above",
                                                       .brief = "above",
                                                       .panel = "above",
                                                       .form = FINDINGS_PLACE});
    findings_column(findings, (struct findings_column){.key = "likely", .label = "Likely", .form = FINDINGS_PLACE});
    findings_column(
        findings,
        (struct findings_column){.key = "nearest", .label = "How far off (low or high is 1)", .form = FINDINGS_NUMBER});
    for (size_t i = 0; i < switching->inputs; i++)
        add_row(findings, switching, i, of, decision);
    order(findings);
    say_headline(findings, switching, of, decision);
    add_notes(findings, switching, of, decision);
    text_printf(&findings->subtitle, "Where each assumption makes another option preferred to %s",
                decision->titles[switching->choice]);
    text_add(&findings->foot, "Dark: borne out on other luck; pale: not. One assumption at a time, others as the "
                              "comparison has them");
}
