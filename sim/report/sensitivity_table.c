#include "report/sensitivity_table.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "experiment/sensitivity_words.h"
#include "experiment/words.h"
#include "report/written.h"

enum { WIDTH = 80, LABEL = 48 };

/* --- sensitivity.csv ---------------------------------------------------------------------------------------------- */

static void csv_row(const struct sensitivity_input *input, const struct sensitivity_effect *effect, const char *measure,
                    double likely, struct interval interval, size_t runs, struct text *out)
{
    csv_quoted(out, input->path);
    text_add(out, ",");
    csv_quoted(out, input->label);
    text_printf(out, ",%s", measure);
    for (int end = 0; end < SENSITIVITY_ENDS; end++) {
        text_add(out, ",");
        csv_quoted(out, input->value[end]);
    }
    written_csv_interval(out, likely, interval);
    for (int end = 0; end < SENSITIVITY_ENDS; end++)
        written_csv_interval(out, effect->at[end], effect->mean[end]);
    for (int end = 0; end < SENSITIVITY_ENDS; end++)
        written_csv_interval(out, effect->change[end].mean, effect->change[end].interval);
    written_csv_interval(out, effect->swing.mean, effect->swing.interval);
    csv_number(out, effect->width);
    text_printf(out, ",%s,%zu,%zu\n", effect->told ? "true" : "false", runs, input->failed);
}

void sensitivity_table_csv(const struct sensitivity *sensitivity, struct text *out)
{
    bool by_share = !text_equal(sensitivity_words_measure(sensitivity), "chance");
    text_add(out, "input,label,measure,low,high,at_likely,at_likely_from,at_likely_to,at_low,at_low_from,at_low_to,"
                  "at_high,at_high_from,at_high_to,low_change,low_change_from,low_change_to,high_change,"
                  "high_change_from,high_change_to,high_less_low,high_less_low_from,high_less_low_to,width,told,runs,"
                  "failed\n");
    for (size_t i = 0; i < sensitivity->count; i++) {
        const struct sensitivity_input *input = &sensitivity->inputs[i];
        csv_row(input, &input->chance, by_share ? "share_of_time" : "chance", sensitivity->chance.chance,
                sensitivity->chance.interval, sensitivity->runs, out);
        csv_row(input, &input->caseload, "caseload", sensitivity->caseload, sensitivity->caseload_interval,
                sensitivity->runs, out);
    }
}

/* --- sensitivity.json --------------------------------------------------------------------------------------------- */

static json_t *effect_of(const struct sensitivity_effect *effect)
{
    json_t *object = json_object();
    json_object_set_new(object, "at_low", written_number(effect->at[SENSITIVITY_LOW]));
    json_object_set_new(object, "at_high", written_number(effect->at[SENSITIVITY_HIGH]));
    json_object_set_new(object, "low_less_likely", written_change(&effect->change[SENSITIVITY_LOW]));
    json_object_set_new(object, "high_less_likely", written_change(&effect->change[SENSITIVITY_HIGH]));
    json_object_set_new(object, "high_less_low", written_change(&effect->swing));
    json_object_set_new(object, "width", written_number(effect->width));
    json_object_set_new(object, "told_from_nought", json_boolean(effect->told));
    return object;
}

static json_t *input_of(const struct sensitivity_input *input)
{
    json_t *object = json_object();
    json_object_set_new(object, "path", json_string(input->path));
    json_object_set_new(object, "label", json_string(input->label));
    if (input->likely)
        json_object_set_new(object, "likely", json_string(input->likely));
    json_object_set_new(object, "low", json_string(input->value[SENSITIVITY_LOW]));
    json_object_set_new(object, "high", json_string(input->value[SENSITIVITY_HIGH]));
    json_object_set_new(object, "failed", json_integer((json_int_t)input->failed));
    json_object_set_new(object, "chance", effect_of(&input->chance));
    json_object_set_new(object, "caseload", effect_of(&input->caseload));
    return object;
}

void sensitivity_table_json(const struct sensitivity *sensitivity, struct text *out)
{
    json_t *root = json_object(), *inputs = json_array();
    struct text words = {0};
    for (size_t i = 0; i < sensitivity->count; i++)
        json_array_append_new(inputs, input_of(&sensitivity->inputs[i]));
    sensitivity_words_headline(sensitivity, &words);
    const struct plan_target *targets = plan_items(sensitivity->plan->targets, struct plan_target);
    json_object_set_new(root, "format", json_integer(1));
    json_object_set_new(root, "program", json_string("headroom"));
    json_object_set_new(root, "version", json_string(sensitivity->version));
    json_object_set_new(root, "headline", json_string(words.at));
    json_object_set_new(root, "ends",
                        json_string(sensitivity->own
                                        ? "as given with --vary"
                                        : "the 10th and 90th percentile of each uncertain input, as in the scenario"));
    json_object_set_new(root, "others", json_string("all other inputs at their likely values"));
    json_object_set_new(root, "target", json_string(targets[sensitivity->target].named.name));
    json_object_set_new(root, "judged_by", json_string(sensitivity_words_measure(sensitivity)));
    json_object_set_new(root, "runs", json_integer((json_int_t)sensitivity->runs));
    json_object_set_new(root, "seed", json_integer((json_int_t)sensitivity->seed));
    json_object_set_new(root, "chance_at_likely", written_number(sensitivity->chance.chance));
    json_object_set_new(root, "caseload_at_likely", written_number(sensitivity->caseload));
    json_object_set_new(
        root, "differences",
        json_string("paired by replication on common random numbers; 95 per cent over the three differences of all "
                    "inputs together (Bonferroni), chance and caseload each by themselves"));
    json_object_set_new(
        root, "order",
        json_string("widest first: effects on the chance that are told from nought, then on the caseload, then the "
                    "rest"));
    json_object_set_new(root, "inputs", inputs);
    text_release(&words);
    written_document(root, out);
}

/* --- for people --------------------------------------------------------------------------------------------------- */

static void say(double value, bool share, char out[static WORDS_SHORT])
{
    if (share)
        words_percent(value, out);
    else
        words_number(value, 1, out);
}

/* "22% to 81%", in the order of the ends. */
static void ends_cell(const struct sensitivity_effect *effect, bool share, struct table *table)
{
    char low[WORDS_SHORT], high[WORDS_SHORT];
    say(effect->at[SENSITIVITY_LOW], share, low);
    say(effect->at[SENSITIVITY_HIGH], share, high);
    table_printf(table, "%s to %s", low, high);
}

/* "+12.0 points (8.1 to 15.9)", or why there is none. */
static void swing_cell(const struct sensitivity_effect *effect, bool share, struct table *table)
{
    double scale = share ? 100 : 1;
    char mean[WORDS_SHORT], range[WORDS_LONG];
    words_number(scale * effect->swing.mean, share ? 1 : 2, mean);
    words_range(scale * effect->swing.interval.low, scale * effect->swing.interval.high, share ? 1 : 2, range);
    if (effect->none)
        table_cell(table, "none at all");
    else
        table_printf(table, "%s (%s)%s", mean, range, effect->told ? "" : ", not told from nought");
}

static size_t shown(const struct sensitivity *sensitivity)
{
    return sensitivity->shown < sensitivity->count ? sensitivity->shown : sensitivity->count;
}

void sensitivity_table_fill(const struct sensitivity *sensitivity, struct table *table)
{
    bool by_share = !text_equal(sensitivity_words_measure(sensitivity), "chance");
    table_column(table, TABLE_WORDS, "Input");
    table_column(table, TABLE_WORDS, "Low to high");
    table_column(table, TABLE_NUMBERS, by_share ? "Share of time" : "Chance");
    table_column(table, TABLE_NUMBERS, "High less low, points");
    table_column(table, TABLE_NUMBERS, "Caseload");
    table_column(table, TABLE_NUMBERS, "High less low");
    for (size_t i = 0; i < shown(sensitivity); i++) {
        const struct sensitivity_input *input = &sensitivity->inputs[i];
        struct text ends = {0};
        sensitivity_words_ends(input, &ends);
        table_cell(table, input->label);
        table_cell(table, ends.at);
        ends_cell(&input->chance, true, table);
        swing_cell(&input->chance, true, table);
        ends_cell(&input->caseload, false, table);
        swing_cell(&input->caseload, false, table);
        text_release(&ends);
    }
}

void sensitivity_table_notes(const struct sensitivity *sensitivity, struct text *out)
{
    char runs[WORDS_SHORT], chance[WORDS_SHORT], caseload[WORDS_SHORT];
    size_t failed = sensitivity->failed;
    for (size_t i = 0; i < sensitivity->count; i++)
        failed += sensitivity->inputs[i].failed;
    words_number((double)sensitivity->runs, 0, runs);
    words_percent(sensitivity->chance.chance, chance);
    words_number(sensitivity->caseload, 1, caseload);
    text_printf(out, "%s of \"%s\" and mean caseload of a worker on ",
                text_equal(sensitivity_words_measure(sensitivity), "chance") ? "Chance" : "Share of time",
                sensitivity_words_target(sensitivity));
    sensitivity_words_date(sensitivity, out);
    text_printf(out,
                " with each input at its low and at its high value and all others at likely ones, which give %s and "
                "%s. ",
                chance, caseload);
    text_add(out, sensitivity->own ? "Low and high are as given with --vary. "
                                   : "Low and high are the values that one time in ten lies below and above. ");
    text_printf(
        out,
        "%s runs of each, all on the same luck. \"Not told\": the interval of every difference, at 95%% for all "
        "inputs together, holds nought. Inputs are moved one at a time: what two do together is for "
        "headroom sweep to show.",
        runs);
    size_t more = sensitivity->count - shown(sensitivity);
    char rest[WORDS_SHORT];
    words_count(more, rest);
    rest[0] = (char)toupper((unsigned char)rest[0]);
    if (more)
        text_printf(out, " %s more input%s, less wide, %s in sensitivity.csv.", rest, more == 1 ? "" : "s",
                    more == 1 ? "is" : "are");
    if (failed)
        text_printf(out, " %zu replications could not go on and are left out.", failed);
}

static void brief_cell(const struct sensitivity_effect *effect, bool share, struct table *table)
{
    if (effect->none)
        table_cell(table, "none");
    else if (!effect->told)
        table_cell(table, "not told");
    else
        ends_cell(effect, share, table);
}

/* A label takes as many lines as it needs, with the ends below; figures stand on its first. */
static void brief_rows(const struct sensitivity_input *input, struct table *table)
{
    struct text words = {0}, lines = {0};
    table_wrap(input->label, LABEL, &lines);
    text_add(&words, "  ");
    sensitivity_words_ends(input, &words);
    bool first = true;
    for (const char *at = lines.at; *at != '\0'; at += strcspn(at, "\n") + 1) {
        table_printf(table, "%.*s", (int)strcspn(at, "\n"), at);
        if (first) {
            brief_cell(&input->chance, true, table);
            brief_cell(&input->caseload, false, table);
        } else {
            table_cell(table, "");
            table_cell(table, "");
        }
        first = false;
    }
    table_cell(table, words.at);
    table_cell(table, "");
    table_cell(table, "");
    text_release(&words);
    text_release(&lines);
}

void sensitivity_table_terminal(const struct sensitivity *sensitivity, struct text *out)
{
    struct text words = {0};
    struct table table = {0};
    sensitivity_words_headline(sensitivity, &words);
    text_add(&words, ".");
    table_wrap(words.at, WIDTH, out);
    text_add(out, "\n");
    table_column(&table, TABLE_WORDS, "Input, low to high");
    table_column(&table, TABLE_NUMBERS,
                 text_equal(sensitivity_words_measure(sensitivity), "chance") ? "Chance" : "Share of time");
    table_column(&table, TABLE_NUMBERS, "Caseload");
    for (size_t i = 0; i < shown(sensitivity); i++)
        brief_rows(&sensitivity->inputs[i], &table);
    table_plain(&table, WIDTH, out);
    table_release(&table);
    text_clear(&words);
    sensitivity_table_notes(sensitivity, &words);
    text_add(out, "\n");
    table_wrap(words.at, WIDTH, out);
    text_release(&words);
}
