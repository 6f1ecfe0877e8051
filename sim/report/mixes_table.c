#include "report/mixes_table.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "experiment/words.h"
#include "report/written.h"

enum { WIDTH = 80 };

/* --- for people --------------------------------------------------------------------------------------------------- */

static void add_columns(const struct mixes *mixes, const char *first, struct table *table)
{
    table_column(table, TABLE_WORDS, first);
    for (size_t i = 0; i < mixes->job->lever_count; i++)
        table_column(table, TABLE_NUMBERS, mixes->levers[i].label);
    table_column(table, TABLE_NUMBERS,
                 words_target_measure(mixes->plan, mixes->target)[0] == 's' ? "Share of time" : "Chance");
    if (mixes->has_money)
        table_column(table, TABLE_NUMBERS, "Extra cost");
    for (size_t i = 1; i < mixes->job->figure_count; i++)
        table_column(table, TABLE_NUMBERS, mixes->limits[i].label);
}

static void add_cells(const struct mixes *mixes, const struct mixes_line *line, struct table *table)
{
    char chance[WORDS_SHORT], interval[WORDS_LONG], pounds[WORDS_SHORT];
    for (size_t i = 0; i < mixes->job->lever_count; i++)
        table_cell(table, mixes_value(mixes, line->mix, i));
    words_percent(line->chance.chance, chance);
    words_interval(line->chance.interval, interval);
    table_printf(table, "%s (%s)", chance, interval);
    words_pounds(line->extra.mean, pounds);
    if (mixes->has_money)
        table_cell(table, pounds);
    for (size_t i = 1; i < mixes->job->figure_count; i++) {
        struct text value = {0};
        mixes_say_limit(&mixes->limits[i], line->figures[i], &value);
        table_cell(table, value.at);
        text_release(&value);
    }
}

void mixes_table_finalists(const struct mixes *mixes, struct table *table)
{
    const struct optimise_result *result = mixes->result;
    add_columns(mixes, "Finalist", table);
    for (size_t i = 0; i < result->finalist_count; i++) {
        bool answer = result->outcome == OPTIMISE_FOUND && i == result->answer;
        table_printf(table, "%zu%s", i + 1, answer ? ", the answer" : result->finalists[i].holds ? "" : ", misses");
        add_cells(mixes, mixes_finalist(mixes, i), table);
    }
}

void mixes_table_curve(const struct mixes *mixes, struct table *table)
{
    const struct optimise_result *result = mixes->result;
    add_columns(mixes, "For", table);
    for (size_t i = 0; i < result->level_count; i++) {
        const struct optimise_level *level = &result->levels[i];
        char wanted[WORDS_SHORT];
        words_percent(level->wanted, wanted);
        if (!level->found)
            continue;
        table_cell(table, wanted);
        add_cells(mixes, mixes_tried(mixes, level->mix), table);
    }
}

/* Each line of words that fits behind an indent. */
static void tell_indented(const char *words, struct text *out)
{
    enum { INDENT = 5 };
    struct text lines = {0};
    table_wrap(words, WIDTH - INDENT, &lines);
    for (const char *at = lines.at; at != NULL && *at != '\0';) {
        size_t length = strcspn(at, "\n");
        text_printf(out, "%*s%.*s\n", INDENT, "", (int)length, at);
        at += length + (at[length] == '\n');
    }
    text_release(&lines);
}

/* Two lines or more for each mix: a table of many levers would not fit in 80 columns. */
static void tell_line(const struct mixes *mixes, const char *head, const struct mixes_line *line, struct text *out)
{
    struct text words = {0};
    char chance[WORDS_SHORT], interval[WORDS_LONG], pounds[WORDS_SHORT];
    words_percent(line->chance.chance, chance);
    words_interval(line->chance.interval, interval);
    words_pounds(line->extra.mean, pounds);
    text_printf(out, "%-4s %s (%s)%s%s\n", head, chance, interval, mixes->has_money ? ", " : "",
                mixes->has_money ? pounds : "");
    mixes_words(mixes, line->mix, &words);
    tell_indented(words.at, out);
    text_release(&words);
}

static void tell_finalists(const struct mixes *mixes, struct text *out)
{
    const struct optimise_result *result = mixes->result;
    if (result->finalist_count == 0)
        return;
    text_add(out, "\nFinalists on fresh luck, the chance and what they cost more:\n");
    for (size_t i = 0; i < result->finalist_count; i++) {
        bool answer = result->outcome == OPTIMISE_FOUND && i == result->answer;
        tell_line(mixes, answer ? "=>" : result->finalists[i].holds ? "  " : "x ", mixes_finalist(mixes, i), out);
    }
}

static void tell_curve(const struct mixes *mixes, struct text *out)
{
    const struct optimise_result *result = mixes->result;
    text_add(out, "\nThe cheapest mix found for other chances, on the luck of the search:\n");
    for (size_t i = 0; i < result->level_count; i++) {
        const struct optimise_level *level = &result->levels[i];
        char wanted[WORDS_SHORT];
        words_percent(level->wanted, wanted);
        if (level->found)
            tell_line(mixes, wanted, mixes_tried(mixes, level->mix), out);
        else
            text_printf(out, "%s  none\n", wanted);
    }
}

void mixes_table_terminal(const struct mixes *mixes, struct text *out)
{
    struct text words = {0};
    mixes_headline(mixes, &words);
    text_add(&words, ".");
    table_wrap(words.at, WIDTH, out);
    tell_finalists(mixes, out);
    tell_curve(mixes, out);
    text_clear(&words);
    mixes_proof(mixes, &words);
    text_add(out, "\n");
    table_wrap(words.at, WIDTH, out);
    text_release(&words);
}

/* --- optimise.csv ------------------------------------------------------------------------------------------------- */

static const char *standing(const struct mixes *mixes, const struct mixes_line *line)
{
    const struct optimise_tried *tried = optimise_find(mixes->result, line->mix);
    for (size_t i = 0; line->fresh && i < mixes->result->finalist_count; i++)
        if (mixes->result->finalists[i].mix == line->mix)
            return mixes->result->finalists[i].holds ? "meets" : "misses";
    if (!tried->within)
        return "over a limit";
    return tried->meets ? "meets" : "misses";
}

void mixes_table_csv(const struct mixes *mixes, struct text *out)
{
    text_add(out, "mix,luck");
    for (size_t i = 0; i < mixes->job->lever_count; i++) {
        text_add(out, ",");
        csv_words(out, mixes->levers[i].path);
    }
    text_printf(out, ",runs,%s,low,high,caseload,extra_cost,extra_cost_low,extra_cost_high",
                words_target_measure(mixes->plan, mixes->target)[0] == 's' ? "share_of_time" : "chance");
    for (size_t i = 1; i < mixes->job->figure_count; i++) {
        text_add(out, ",");
        csv_words(out, mixes->limits[i].name);
    }
    text_add(out, ",standing\n");
    for (size_t i = 0; i < mixes->line_count; i++) {
        const struct mixes_line *line = &mixes->lines[i];
        text_printf(out, "%zu,%s", line->mix, line->fresh ? "fresh" : "search");
        for (size_t k = 0; k < mixes->job->lever_count; k++) {
            text_add(out, ",");
            csv_words(out, mixes_value(mixes, line->mix, k));
        }
        bool money = line->extra.runs > 0;
        const double numbers[] = {(double)line->chance.trials,
                                  line->chance.chance,
                                  line->chance.interval.low,
                                  line->chance.interval.high,
                                  line->caseload.tally.count ? line->caseload.tally.mean : (double)NAN,
                                  money ? line->extra.mean : (double)NAN,
                                  money ? line->extra.interval.low : (double)NAN,
                                  money ? line->extra.interval.high : (double)NAN};
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
            csv_number(out, numbers[k]);
        for (size_t k = 1; k < mixes->job->figure_count; k++)
            csv_number(out, line->figures[k]);
        text_printf(out, ",%s\n", standing(mixes, line));
    }
}

/* --- optimise.json ------------------------------------------------------------------------------------------------ */

static json_t *mix_of(const struct mixes *mixes, const struct mixes_line *line)
{
    json_t *object = json_object(), *values = json_object();
    for (size_t i = 0; i < mixes->job->lever_count; i++)
        json_object_set_new(values, mixes->levers[i].path, json_string(mixes_value(mixes, line->mix, i)));
    json_object_set_new(object, "mix", json_integer((json_int_t)line->mix));
    json_object_set_new(object, "values", values);
    json_object_set_new(object, "chance", written_number(line->chance.chance));
    json_object_set_new(object, "low", written_number(line->chance.interval.low));
    json_object_set_new(object, "high", written_number(line->chance.interval.high));
    json_object_set_new(object, "extra_cost", line->extra.runs > 0 ? written_number(line->extra.mean) : json_null());
    return object;
}

static json_t *limits_of(const struct mixes *mixes)
{
    json_t *object = json_object();
    for (size_t i = 0; i < mixes->job->figure_count; i++)
        if (isfinite(mixes->limits[i].most))
            json_object_set_new(object, mixes->limits[i].name, written_number(mixes->limits[i].most));
    return object;
}

void mixes_table_json(const struct mixes *mixes, struct text *out)
{
    static const char *const outcomes[] = {[OPTIMISE_STOPPED] = "stopped",
                                           [OPTIMISE_FOUND] = "found",
                                           [OPTIMISE_NEVER] = "never",
                                           [OPTIMISE_UNCONFIRMED] = "unconfirmed"};
    const struct optimise_result *result = mixes->result;
    struct text words = {0};
    json_t *root = json_object(), *finalists = json_array(), *curve = json_array();
    mixes_headline(mixes, &words);
    json_object_set_new(root, "format", json_integer(1));
    json_object_set_new(root, "program", json_string("headroom"));
    json_object_set_new(root, "version", json_string(mixes->version));
    json_object_set_new(root, "headline", json_string(words.at));
    json_object_set_new(root, "target",
                        json_string(plan_items(mixes->plan->targets, struct plan_target)[mixes->target].named.name));
    json_object_set_new(root, "wanted", written_number(mixes->job->wanted));
    json_object_set_new(root, "margin", written_number(mixes->job->margin));
    json_object_set_new(root, "limits", limits_of(mixes));
    json_object_set_new(root, "outcome", json_string(outcomes[result->outcome]));
    json_object_set_new(root, "answer", mixes_answer(mixes) ? mix_of(mixes, mixes_answer(mixes)) : json_null());
    for (size_t i = 0; i < result->finalist_count; i++)
        json_array_append_new(finalists, mix_of(mixes, mixes_finalist(mixes, i)));
    json_object_set_new(root, "finalists", finalists);
    for (size_t i = 0; i < result->level_count; i++) {
        const struct optimise_level *level = &result->levels[i];
        json_t *object = level->found ? mix_of(mixes, mixes_tried(mixes, level->mix)) : json_object();
        json_object_set_new(object, "wanted", written_number(level->wanted));
        json_array_append_new(curve, object);
    }
    json_object_set_new(root, "curve", curve);
    json_object_set_new(root, "mixes", json_integer((json_int_t)result->mixes));
    json_object_set_new(root, "simulated", json_integer((json_int_t)result->tried_count));
    json_object_set_new(root, "ruled_out", json_integer((json_int_t)result->ruled_out));
    json_object_set_new(root, "too_dear", json_integer((json_int_t)result->too_dear));
    json_object_set_new(root, "barred", json_integer((json_int_t)result->barred));
    json_object_set_new(root, "left", json_integer((json_int_t)result->left));
    json_object_set_new(root, "more_is_not_always_better", json_boolean(result->reversed));
    json_object_set_new(root, "runs", json_integer((json_int_t)mixes->job->runs));
    json_object_set_new(root, "seed", json_integer((json_int_t)mixes->seed));
    json_object_set_new(root, "fresh_seed", json_integer((json_int_t)mixes->fresh_seed));
    text_release(&words);
    written_document(root, out);
}
