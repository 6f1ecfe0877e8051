#include "report/solve_table.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/csv.h"
#include "experiment/words.h"
#include "report/table.h"
#include "report/written.h"

enum { WIDTH = 80 };

/* --- the terminal ------------------------------------------------------------------------------------------------- */

/* One row: the amount, its chance, and the caseload that comes of it. */
static void add_row(const struct solve_line *line, bool luck, struct table *table)
{
    struct text chance = {0};
    char caseload[WORDS_SHORT];
    solve_answer_chance(&line->chance, &chance);
    words_number(line->caseload.tally.count ? line->caseload.tally.mean : (double)NAN, 1, caseload);
    table_cell(table, line->value);
    if (luck)
        table_cell(table, line->fresh ? "fresh" : "of the search");
    table_cell(table, chance.at);
    table_cell(table, caseload);
    text_release(&chance);
}

static void add_columns(const struct solve_answer *answer, bool luck, struct table *table)
{
    table_column(table, TABLE_WORDS, answer->label);
    if (luck)
        table_column(table, TABLE_WORDS, "Luck");
    table_column(table, TABLE_NUMBERS, solve_answer_target(answer)->share_of_time ? "Share of time" : "Chance");
    table_column(table, TABLE_NUMBERS, "Caseload");
}

void solve_table_fill(const struct solve_answer *answer, struct table *table)
{
    bool money = false;
    for (size_t i = 0; i < answer->line_count; i++)
        money = money || answer->lines[i].cost.tally.count > 0;
    add_columns(answer, true, table);
    if (money)
        table_column(table, TABLE_NUMBERS, "Spending");
    for (size_t i = 0; i < answer->line_count; i++) {
        char pounds[WORDS_SHORT];
        add_row(&answer->lines[i], true, table);
        words_pounds(answer->lines[i].cost.tally.mean, pounds);
        if (money)
            table_cell(table, pounds);
    }
}

static void add_finalists(const struct solve_answer *answer, struct text *out)
{
    struct table table = {0};
    add_columns(answer, false, &table);
    for (size_t i = 0; i < SOLVE_ANSWER_FINALISTS; i++)
        add_row(solve_answer_finalist(answer, i), false, &table);
    table_plain(&table, WIDTH, out);
    table_release(&table);
}

void solve_table_terminal(const struct solve_answer *answer, struct text *out)
{
    struct text words = {0};
    solve_answer_headline(answer, &words);
    text_add(&words, ".");
    table_wrap(words.at, WIDTH, out);
    text_clear(&words);
    if (answer->result->outcome == SOLVE_FOUND) {
        text_add(out, "\n");
        add_finalists(answer, out);
        text_add(out, "\n");
        solve_answer_proof(answer, &words);
        table_wrap(words.at, WIDTH, out);
        text_clear(&words);
    }
    solve_answer_extent(answer, &words);
    table_wrap(words.at, WIDTH, out);
    text_release(&words);
}

/* --- files -------------------------------------------------------------------------------------------------------- */

void solve_table_csv(const struct solve_answer *answer, struct text *out)
{
    text_printf(out, "value,luck,seed,%s,low,high,caseload,caseload_low,caseload_high,cost\n",
                solve_answer_target(answer)->share_of_time ? "share_of_time" : "chance");
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
    json_object_set_new(root, "answer", json_string(solve_answer_told(answer)->value));
    json_object_set_new(span, "least", result->span.open_least ? json_null() : json_string(answer->least));
    json_object_set_new(span, "most", result->span.open_most ? json_null() : json_string(answer->most));
    json_object_set_new(root, "left_open", span);
    json_object_set_new(proof, "answer", chance_of(solve_answer_finalist(answer, 1)));
    json_object_set_new(proof, "one_step_short", chance_of(solve_answer_finalist(answer, 0)));
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
    solve_answer_headline(answer, &words);
    text_add(&words, ".");
    json_object_set_new(root, "format", json_integer(1));
    json_object_set_new(root, "program", json_string("headroom"));
    json_object_set_new(root, "version", json_string(answer->version));
    json_object_set_new(root, "headline", json_string(words.at));
    json_object_set_new(root, "varied", json_string(answer->vary->path));
    json_object_set_new(root, "first", json_string(answer->first));
    json_object_set_new(root, "last", json_string(answer->last));
    json_object_set_new(root, "amounts", json_integer((json_int_t)answer->amounts));
    json_object_set_new(root, "target", json_string(solve_answer_target(answer)->named.name));
    json_object_set_new(root, "wanted", written_number(answer->wanted));
    json_object_set_new(root, "outcome", json_string(outcomes[result->outcome]));
    json_object_set_new(root, "rising", json_boolean(result->rising));
    if (result->outcome == SOLVE_FOUND)
        add_found(answer, root);
    else
        json_object_set_new(root, "end", chance_of(solve_answer_told(answer)));
    json_object_set_new(root, "turns", json_boolean(result->reversed));
    json_object_set_new(root, "runs", json_integer((json_int_t)answer->runs));
    json_object_set_new(root, "seed", json_integer((json_int_t)answer->seed));
    text_release(&words);
    written_document(root, out);
}
