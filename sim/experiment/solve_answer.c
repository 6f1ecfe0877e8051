#include "experiment/solve_answer.h"

#include <math.h>

#include "experiment/words.h"

const struct plan_target *solve_answer_target(const struct solve_answer *answer)
{
    return &plan_items(answer->plan->targets, struct plan_target)[answer->target];
}

const char *solve_answer_measure(const struct solve_answer *answer)
{
    return solve_answer_target(answer)->share_of_time ? "share of time" : "chance";
}

const struct solve_line *solve_answer_told(const struct solve_answer *answer)
{
    const struct solve_result *result = answer->result;
    size_t i = 0;
    while (result->tried[i].amount != result->answer)
        i++;
    return &answer->lines[i];
}

const struct solve_line *solve_answer_finalist(const struct solve_answer *answer, size_t which)
{
    return &answer->lines[answer->result->tried_count + which];
}

void solve_answer_chance(const struct ensemble_verdict *verdict, struct text *out)
{
    char chance[WORDS_SHORT], interval[WORDS_LONG];
    words_percent(verdict->chance, chance);
    words_interval(verdict->interval, interval);
    if (text_equal(chance, interval))
        text_add(out, chance);
    else
        text_printf(out, "%s (%s)", chance, interval);
}

void solve_answer_date(const struct solve_answer *answer, struct text *out)
{
    const struct plan_target *target = solve_answer_target(answer);
    char date[24];
    if (isnan(target->by)) {
        text_add(out, "at the end");
    } else if (answer->plan->clock.calendar == CALENDAR_NONE) {
        text_printf(out, "in week %.0f", target->by);
    } else {
        calendar_long(answer->plan->clock.start + lround(target->by * 7), date);
        text_printf(out, "on %s", date);
    }
}

/* 'a chance of 80% of "Average 15" on 28 June 2021' */
static void add_aim(const struct solve_answer *answer, struct text *out)
{
    char wanted[WORDS_SHORT];
    words_percent(answer->wanted, wanted);
    text_printf(out, "a %s of %s of \"%s\" ", solve_answer_measure(answer), wanted,
                solve_answer_target(answer)->named.title);
    solve_answer_date(answer, out);
}

void solve_answer_headline(const struct solve_answer *answer, struct text *out)
{
    const struct solve_result *result = answer->result;
    const struct solve_line *line = solve_answer_told(answer);
    text_printf(out, "%s: ", answer->label);
    switch (result->outcome) {
    case SOLVE_FOUND:
        text_printf(out, "%s is the %s that gives ", line->value, result->rising ? "least" : "most");
        add_aim(answer, out);
        break;
    case SOLVE_ALREADY:
        text_printf(out, "already %s, the %s of the range, gives ", line->value, result->rising ? "least" : "most");
        add_aim(answer, out);
        text_add(out, ": ");
        solve_answer_chance(&line->chance, out);
        break;
    default:
        text_printf(out, "not even %s gives ", line->value);
        add_aim(answer, out);
        text_add(out, "; it comes to ");
        solve_answer_chance(&line->chance, out);
    }
}

void solve_answer_proof(const struct solve_answer *answer, struct text *out)
{
    const struct solve_result *result = answer->result;
    const struct contrast *proof = &answer->proof;
    const struct solve_line *shy = solve_answer_finalist(answer, 0), *found = solve_answer_finalist(answer, 1);
    text_printf(out, "Both on luck of their own (seed %llu), since a search flatters what it finds. ",
                (unsigned long long)answer->fresh_seed);
    if (contrast_is_clear(proof))
        text_printf(out, "%s gives %.1f points more than %s (%.1f to %.1f): they are told apart. ", found->value,
                    100 * proof->mean, shy->value, 100 * proof->interval.low, 100 * proof->interval.high);
    else
        text_printf(out, "%s and %s are not told apart by %zu runs. ", found->value, shy->value, answer->runs);
    if (found->chance.chance < answer->wanted)
        text_printf(out, "On fresh luck %s falls short of what is asked for. ", found->value);
    if (result->span.least == result->span.most && !result->span.open_least && !result->span.open_most)
        text_add(out, "With 95% confidence in each amount by itself, it is no other.");
    else
        text_printf(out, "With 95%% confidence in each amount by itself, it is from %s%s to %s%s.", answer->least,
                    result->span.open_least ? " or less" : "", answer->most, result->span.open_most ? " or more" : "");
}

void solve_answer_extent(const struct solve_answer *answer, struct text *out)
{
    const struct solve_result *result = answer->result;
    if (result->reversed)
        text_printf(
            out,
            "The response turns: %s gives less than %s, clearly. There may be other amounts that do it; headroom "
            "sweep shows the whole of it. ",
            answer->reversed[1], answer->reversed[0]);
    text_printf(out, "Looked at: %s to %s, %zu amounts, %zu of them simulated with %zu runs each on the same luck.",
                answer->first, answer->last, answer->amounts, result->tried_count, answer->runs);
}
