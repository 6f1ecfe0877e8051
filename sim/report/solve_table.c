#include "report/solve_table.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/csv.h"
#include "experiment/words.h"
#include "report/table.h"
#include "report/written.h"

enum { WIDTH = 80, FINALISTS = 2 };

static const struct plan_target *target_of(const struct solve_answer *answer)
{
    return &plan_items(answer->plan->targets, struct plan_target)[answer->target];
}

static const char *measure_of(const struct solve_answer *answer)
{
    return target_of(answer)->share_of_time ? "share of time" : "chance";
}

static const struct solve_line *line_of(const struct solve_answer *answer, size_t amount)
{
    for (size_t i = 0; i < answer->result->tried_count; i++)
        if (answer->result->tried[i].amount == amount)
            return &answer->lines[i];
    return NULL;
}

/* The fresh lines, when an amount was found: the neighbour that does not do it, then the answer. */
static const struct solve_line *finalist(const struct solve_answer *answer, size_t which)
{
    return &answer->lines[answer->result->tried_count + which];
}

/* "83% (79% to 87%)" */
static void add_chance(const struct ensemble_verdict *verdict, struct text *out)
{
    char chance[WORDS_SHORT], interval[WORDS_LONG];
    words_percent(verdict->chance, chance);
    words_interval(verdict->interval, interval);
    text_printf(out, "%s (%s)", chance, interval);
}

/* 'a chance of 80% of "Average 15" on 28 June 2021' */
static void add_aim(const struct solve_answer *answer, struct text *out)
{
    const struct plan_target *target = target_of(answer);
    char wanted[WORDS_SHORT], date[24];
    words_percent(answer->wanted, wanted);
    text_printf(out, "a %s of %s of \"%s\"", measure_of(answer), wanted, target->named.title);
    if (isnan(target->by)) {
        text_add(out, " at the end");
    } else if (answer->plan->clock.calendar == CALENDAR_NONE) {
        text_printf(out, " in week %.0f", target->by);
    } else {
        calendar_long(answer->plan->clock.start + lround(target->by * 7), date);
        text_printf(out, " on %s", date);
    }
}

void solve_table_headline(const struct solve_answer *answer, struct text *out)
{
    const struct solve_result *result = answer->result;
    const struct solve_line *line = line_of(answer, result->answer);
    text_printf(out, "%s: ", answer->label);
    switch (result->outcome) {
    case SOLVE_FOUND:
        text_printf(out, "%s is the %s that gives ", line->value, result->rising ? "least" : "most");
        add_aim(answer, out);
        text_add(out, ".");
        break;
    case SOLVE_ALREADY:
        text_printf(out, "already %s, the %s of the range, gives ", line->value, result->rising ? "least" : "most");
        add_aim(answer, out);
        text_add(out, ": ");
        add_chance(&line->chance, out);
        text_add(out, ".");
        break;
    default:
        text_printf(out, "not even %s gives ", line->value);
        add_aim(answer, out);
        text_add(out, "; it comes to ");
        add_chance(&line->chance, out);
        text_add(out, ".");
    }
}

/* --- the terminal ------------------------------------------------------------------------------------------------- */

static void add_table(const struct solve_answer *answer, struct text *out)
{
    struct table table = {0};
    table_column(&table, TABLE_WORDS, answer->label);
    table_column(&table, TABLE_NUMBERS, target_of(answer)->share_of_time ? "Share of time" : "Chance");
    table_column(&table, TABLE_NUMBERS, "Caseload");
    for (size_t i = 0; i < FINALISTS; i++) {
        const struct solve_line *line = finalist(answer, i);
        struct text chance = {0};
        char caseload[WORDS_SHORT];
        add_chance(&line->chance, &chance);
        words_number(line->caseload.tally.count ? line->caseload.tally.mean : (double)NAN, 1, caseload);
        table_cell(&table, line->value);
        table_cell(&table, chance.at);
        table_cell(&table, caseload);
        text_release(&chance);
    }
    table_plain(&table, WIDTH, out);
    table_release(&table);
}

/* What the fresh runs bear out, and which amounts the search leaves open. */
static void add_proof(const struct solve_answer *answer, struct text *words)
{
    const struct solve_result *result = answer->result;
    const struct contrast *proof = &answer->proof;
    bool clear = contrast_is_clear(proof);
    text_printf(words, "Both on luck of their own (seed %llu), since a search flatters what it finds. ",
                (unsigned long long)answer->fresh_seed);
    if (clear)
        text_printf(words, "%s gives %.1f points more than %s (%.1f to %.1f): they are told apart. ",
                    finalist(answer, 1)->value, 100 * proof->mean, finalist(answer, 0)->value,
                    100 * proof->interval.low, 100 * proof->interval.high);
    else
        text_printf(words, "%s and %s are not told apart by %zu runs. ", finalist(answer, 1)->value,
                    finalist(answer, 0)->value, answer->runs);
    if (finalist(answer, 1)->chance.chance < answer->wanted)
        text_printf(words, "On fresh luck %s falls short of what is asked for. ", finalist(answer, 1)->value);
    if (result->span.least == result->span.most && !result->span.open_least && !result->span.open_most)
        text_printf(words, "With 95%% confidence in each amount by itself, it is no other.");
    else
        text_printf(words, "With 95%% confidence in each amount by itself, it is from %s%s to %s%s.", answer->least,
                    result->span.open_least ? " or less" : "", answer->most, result->span.open_most ? " or more" : "");
}

void solve_table_terminal(const struct solve_answer *answer, struct text *out)
{
    const struct solve_result *result = answer->result;
    struct text words = {0};
    solve_table_headline(answer, &words);
    table_wrap(words.at, WIDTH, out);
    text_clear(&words);
    if (result->outcome == SOLVE_FOUND) {
        text_add(out, "\n");
        add_table(answer, out);
        text_add(out, "\n");
        add_proof(answer, &words);
        table_wrap(words.at, WIDTH, out);
        text_clear(&words);
    }
    if (result->reversed)
        text_printf(
            &words,
            "The response turns: %s gives less than %s, clearly. There may be other amounts that do it; headroom "
            "sweep shows the whole of it. ",
            answer->reversed[1], answer->reversed[0]);
    text_printf(&words, "Looked at: %s to %s, %zu amounts, %zu of them simulated with %zu runs each on the same luck.",
                answer->first, answer->last, answer->amounts, result->tried_count, answer->runs);
    table_wrap(words.at, WIDTH, out);
    text_release(&words);
}

/* --- files -------------------------------------------------------------------------------------------------------- */

void solve_table_csv(const struct solve_answer *answer, struct text *out)
{
    text_printf(out, "value,luck,seed,%s,low,high,caseload,caseload_low,caseload_high,cost\n",
                target_of(answer)->share_of_time ? "share_of_time" : "chance");
    for (size_t i = 0; i < answer->line_count; i++) {
        const struct solve_line *line = &answer->lines[i];
        struct interval caseload = ensemble_interval(&line->caseload);
        const double numbers[] = {line->chance.chance,
                                  line->chance.interval.low,
                                  line->chance.interval.high,
                                  line->caseload.tally.count ? line->caseload.tally.mean : (double)NAN,
                                  caseload.low,
                                  caseload.high,
                                  line->cost.tally.count ? line->cost.tally.mean : (double)NAN};
        text_printf(out, "\"%s\",%s,%llu", line->value, line->fresh ? "fresh" : "search",
                    (unsigned long long)(line->fresh ? answer->fresh_seed : answer->seed));
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
            csv_number(out, numbers[k]);
        text_add(out, "\n");
    }
}

static json_t *chance_of(const struct solve_line *line)
{
    json_t *object = json_object();
    json_object_set_new(object, "value", json_string(line->value));
    json_object_set_new(object, "chance", written_number(line->chance.chance));
    json_object_set_new(object, "low", written_number(line->chance.interval.low));
    json_object_set_new(object, "high", written_number(line->chance.interval.high));
    return object;
}

static void add_found(const struct solve_answer *answer, json_t *root)
{
    const struct solve_result *result = answer->result;
    json_t *span = json_object(), *proof = json_object();
    json_object_set_new(root, "answer", json_string(line_of(answer, result->answer)->value));
    json_object_set_new(span, "least", result->span.open_least ? json_null() : json_string(answer->least));
    json_object_set_new(span, "most", result->span.open_most ? json_null() : json_string(answer->most));
    json_object_set_new(root, "left_open", span);
    json_object_set_new(proof, "answer", chance_of(finalist(answer, 1)));
    json_object_set_new(proof, "one_step_short", chance_of(finalist(answer, 0)));
    json_object_set_new(proof, "difference", written_number(answer->proof.mean));
    json_object_set_new(proof, "low", written_number(answer->proof.interval.low));
    json_object_set_new(proof, "high", written_number(answer->proof.interval.high));
    json_object_set_new(proof, "told_apart", json_boolean(contrast_is_clear(&answer->proof)));
    json_object_set_new(proof, "seed", json_integer((json_int_t)answer->fresh_seed));
    json_object_set_new(root, "proof", proof);
}

void solve_table_json(const struct solve_answer *answer, struct text *out)
{
    static const char *const outcomes[] = {
        [SOLVE_STOPPED] = "stopped", [SOLVE_FOUND] = "found", [SOLVE_ALREADY] = "already", [SOLVE_NEVER] = "never"};
    const struct solve_result *result = answer->result;
    struct text words = {0};
    json_t *root = json_object();
    solve_table_headline(answer, &words);
    json_object_set_new(root, "format", json_integer(1));
    json_object_set_new(root, "program", json_string("headroom"));
    json_object_set_new(root, "version", json_string(answer->version));
    json_object_set_new(root, "headline", json_string(words.at));
    json_object_set_new(root, "varied", json_string(answer->vary->path));
    json_object_set_new(root, "first", json_string(answer->first));
    json_object_set_new(root, "last", json_string(answer->last));
    json_object_set_new(root, "amounts", json_integer((json_int_t)answer->amounts));
    json_object_set_new(root, "target", json_string(target_of(answer)->named.name));
    json_object_set_new(root, "wanted", written_number(answer->wanted));
    json_object_set_new(root, "outcome", json_string(outcomes[result->outcome]));
    json_object_set_new(root, "rising", json_boolean(result->rising));
    if (result->outcome == SOLVE_FOUND)
        add_found(answer, root);
    else
        json_object_set_new(root, "end", chance_of(line_of(answer, result->answer)));
    json_object_set_new(root, "turns", json_boolean(result->reversed));
    json_object_set_new(root, "runs", json_integer((json_int_t)answer->runs));
    json_object_set_new(root, "seed", json_integer((json_int_t)answer->seed));
    text_release(&words);
    written_document(root, out);
}
