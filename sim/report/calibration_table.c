#include "report/calibration_table.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "experiment/calibration_words.h"
#include "experiment/vary.h"
#include "experiment/words.h"

enum { WIDTH = 80 };

static const char *unit_of(const struct calibration_input *input)
{
    return input->suffix + strspn(input->suffix, " ");
}

/* --- calibrate.csv ------------------------------------------------------------------------------------------------ */

void calibration_table_csv(const struct calibration *calibration, struct text *out)
{
    text_add(out, "member");
    for (size_t i = 0; i < calibration->input_count; i++) {
        text_add(out, ",");
        csv_words(out, calibration->inputs[i].path);
    }
    text_add(out, "\n");
    for (size_t m = 0; m < calibration->result.members; m++) {
        text_printf(out, "%zu", m);
        for (size_t i = 0; i < calibration->input_count; i++)
            csv_number(out, calibration->inputs[i].values[m]);
        text_add(out, "\n");
    }
}

/* --- calibrate.json ----------------------------------------------------------------------------------------------- */

static json_t *strings(const char *const *words, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_string(words[i]));
    return list;
}

static json_t *input_object(const struct calibration *calibration, size_t i)
{
    const struct calibration_input *input = &calibration->inputs[i];
    json_t *object = json_object(), *correlations = json_object();
    for (size_t k = 0; k < calibration->input_count; k++)
        if (k != i)
            json_object_set_new(correlations, calibration->inputs[k].path,
                                json_real(calibrate_correlation(&calibration->result, calibration->input_count, i, k)));
    json_object_set_new(object, "path", json_string(input->path));
    json_object_set_new(object, "unit", json_string(unit_of(input)));
    json_object_set_new(object, "prior", strings(input->prior, 2));
    json_object_set_new(object, "prior_is",
                        json_string(input->even ? "even between both ends"
                                                : "the scenario's law, by its 10th and 90th "
                                                  "percentile"));
    json_object_set_new(object, "posterior", strings(input->posterior, 3));
    json_object_set_new(object, "best_point", json_string(input->point));
    json_object_set_new(object, "shrinkage", json_real(input->shrinkage));
    json_object_set_new(object, "correlations", correlations);
    return object;
}

static json_t *score_object(const struct calibration_series *series, const char *forecast,
                            const struct calibration_score *score)
{
    static const char *const names[SCORE_LEVELS] = {"within_50", "within_80", "within_95"};
    json_t *object = json_object();
    json_object_set_new(object, "forecast", json_string(forecast));
    json_object_set_new(object, "crps", json_real(score->crps));
    for (int level = 0; level < SCORE_LEVELS; level++)
        json_object_set_new(object, names[level], json_integer((json_int_t)score->within[level]));
    json_object_set_new(object, "of", json_integer((json_int_t)series->scored));
    return object;
}

static json_t *series_object(const struct calibration *calibration, size_t s)
{
    const struct calibration_series *series = &calibration->series[s];
    json_t *object = json_object(), *scores = json_array();
    struct text name = {0};
    calibration_words_measure(calibration, s, true, &name);
    json_array_append_new(scores, score_object(series, "model", &series->model));
    for (int rival = 0; rival < SCORE_RIVALS; rival++)
        json_array_append_new(scores, score_object(series, score_rival_name[rival], &series->rival[rival]));
    json_object_set_new(object, "measure", json_string(metric_info(series->points->measure)->name));
    json_object_set_new(object, "title", json_string(name.at));
    json_object_set_new(object, "fitted_to", json_integer((json_int_t)series->kept));
    json_object_set_new(object, "held_back", json_integer((json_int_t)(series->count - series->kept)));
    json_object_set_new(object, "foretold", scores);
    text_release(&name);
    return object;
}

static json_t *fit_object(const struct calibrate_result *result)
{
    json_t *object = json_object(), *tolerances = json_array();
    for (size_t i = 0; i < result->rounds; i++)
        json_array_append_new(tolerances, json_real(result->tolerance[i]));
    json_object_set_new(object, "simulations", json_integer((json_int_t)result->simulations));
    json_object_set_new(object, "members", json_integer((json_int_t)result->members));
    json_object_set_new(object, "effective_members", json_real(result->effective));
    json_object_set_new(object, "tolerances", tolerances);
    json_object_set_new(object, "best_point_distance", json_real(result->point_distance));
    return object;
}

void calibration_table_json(const struct calibration *calibration, struct text *out)
{
    json_t *root = json_object(), *inputs = json_array(), *measures = json_array(), *beats = json_object();
    struct text words = {0};
    char date[11];
    calibration_words_headline(calibration, &words);
    calendar_iso(calibration->cut_day, date);
    for (size_t i = 0; i < calibration->input_count; i++)
        json_array_append_new(inputs, input_object(calibration, i));
    for (size_t s = 0; s < calibration->series_count; s++)
        json_array_append_new(measures, series_object(calibration, s));
    for (int rival = 0; rival < SCORE_RIVALS; rival++)
        json_object_set_new(beats, score_rival_name[rival],
                            json_boolean(calibration_beats(calibration, (enum score_rival)rival)));
    json_object_set_new(root, "format", json_integer(1));
    json_object_set_new(root, "program", json_string("headroom"));
    json_object_set_new(root, "version", json_string(calibration->version));
    json_object_set_new(root, "headline", json_string(words.at));
    json_object_set_new(root, "seed", json_integer((json_int_t)calibration->seed));
    json_object_set_new(root, "history", json_string(calibration->history->file));
    json_object_set_new(root, "held_back_from", json_string(date));
    json_object_set_new(root, "beats", beats);
    json_object_set_new(root, "inputs", inputs);
    json_object_set_new(root, "measures", measures);
    json_object_set_new(root, "fit", fit_object(&calibration->result));
    json_object_set_new(root, "crps",
                        json_string("continuous ranked probability score in the measure's unit, mean over "
                                    "the figures held back; less is better"));
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(9));
    text_printf(out, "%s\n", text);
    free(text);
    text_release(&words);
    json_decref(root);
}

/* --- calibrated.yaml ---------------------------------------------------------------------------------------------- */

/* A quoted scalar, whatever is in it. */
static void add_quoted(const char *words, size_t length, struct text *out)
{
    text_add(out, "'");
    for (size_t i = 0; i < length; i++)
        text_add_n(out, words[i] == '\'' ? "''" : words + i, words[i] == '\'' ? 2 : 1);
    text_add(out, "'");
}

static size_t same_parts(const char *a, const char *b)
{
    size_t same = 0, at = 0;
    for (; a[at] != '\0' && a[at] == b[at]; at++)
        if (a[at] == '.')
            same = at + 1;
    return same;
}

/* The part of a path that the one before it has not opened yet, a key a line. */
static void add_path(const char *path, const char *before, struct text *out)
{
    size_t opened = same_parts(path, before), depth = 0;
    for (const char *part = path;; depth++) {
        size_t length = strcspn(part, ".");
        if ((size_t)(part - path) >= opened) {
            text_printf(out, "%*s", (int)(2 * depth), "");
            add_quoted(part, length, out);
            text_add(out, part[length] == '.' ? ":\n" : ": ");
        }
        if (part[length] == '\0')
            return;
        part += length + 1;
    }
}

static int by_path(const void *left, const void *right)
{
    const struct calibration_input *const *a = left, *const *b = right;
    return strcmp((*a)->path, (*b)->path);
}

void calibration_table_yaml(const struct calibration *calibration, struct text *out)
{
    static const char *const ends[] = {"low", "likely", "high"};
    const struct calibration_input *order[CALIBRATE_INPUTS_LIMIT];
    struct text foretold = {0};
    for (size_t i = 0; i < calibration->input_count; i++)
        order[i] = &calibration->inputs[i];
    qsort(order, calibration->input_count, sizeof *order, by_path);
    text_printf(
        out,
        "# What headroom calibrate found for %s: ranges of the posterior, of which likely is the median and low "
        "and\n# high the 10th and 90th percentile. Drawn apart from each other, they lose what ties them (see "
        "report.html).\nschema: 1\nextends: resolved.yaml\nname: %s-calibrated\n",
        calibration->plan->name, calibration->plan->name);
    for (size_t i = 0; i < calibration->input_count; i++) {
        add_path(order[i]->path, i > 0 ? order[i - 1]->path : "", out);
        for (int k = 0; k < 3; k++) {
            text_printf(out, "%s%s: ", k ? ", " : "{", ends[k]);
            add_quoted(order[i]->posterior[k], strlen(order[i]->posterior[k]), out);
        }
        text_add(out, "}\n");
    }
    text_add(out, "sources:\n");
    calibration_words_headline(calibration, &foretold);
    for (size_t i = 0; i < calibration->input_count; i++) {
        text_add(out, "  ");
        add_quoted(order[i]->path, strlen(order[i]->path), out);
        text_add(out, ":\n    from: ");
        struct text from = {0};
        text_printf(&from, "Fitted by headroom calibrate to %s", calibration->history->file);
        add_quoted(from.at, from.length, out);
        text_add(out, "\n    grade: D\n    note: ");
        text_clear(&from);
        text_printf(&from, "The prior was %s to %s. %s", order[i]->prior[0], order[i]->prior[1], foretold.at);
        add_quoted(from.at, from.length, out);
        text_add(out, "\n");
        text_release(&from);
    }
    text_release(&foretold);
}

/* --- for people --------------------------------------------------------------------------------------------------- */

void calibration_table_inputs(const struct calibration *calibration, struct table *table)
{
    table_column(table, TABLE_WORDS, "Input");
    table_column(table, TABLE_NUMBERS, "Before");
    table_column(table, TABLE_NUMBERS, "After");
    table_column(table, TABLE_NUMBERS, "Median");
    table_column(table, TABLE_NUMBERS, "Best");
    table_column(table, TABLE_NUMBERS, "Narrower");
    for (size_t i = 0; i < calibration->input_count; i++) {
        const struct calibration_input *input = &calibration->inputs[i];
        char narrower[WORDS_SHORT];
        words_share(fmax(input->shrinkage, 0), narrower);
        table_printf(table, "%s%s%s", input->label, unit_of(input)[0] ? ", " : "", unit_of(input));
        table_printf(table, "%g to %g", input->low, input->high);
        table_printf(table, "%g to %g", vary_number(input->posterior[0], NULL), vary_number(input->posterior[2], NULL));
        table_printf(table, "%g", vary_number(input->posterior[1], NULL));
        table_printf(table, "%g", vary_number(input->point, NULL));
        table_cell(table, narrower);
    }
}

void calibration_table_correlations(const struct calibration *calibration, struct table *table)
{
    table_column(table, TABLE_WORDS, "Input");
    table_column(table, TABLE_WORDS, "With");
    table_column(table, TABLE_NUMBERS, "Correlation");
    for (size_t a = 0; a < calibration->input_count; a++)
        for (size_t b = a + 1; b < calibration->input_count; b++) {
            table_cell(table, calibration->inputs[a].label);
            table_cell(table, calibration->inputs[b].label);
            table_printf(table, "%.2f", calibrate_correlation(&calibration->result, calibration->input_count, a, b));
        }
}

static void score_row(const struct calibration *calibration, size_t s, const char *forecast,
                      const struct calibration_score *score, struct table *table)
{
    const struct calibration_series *series = &calibration->series[s];
    bool share = text_equal(metric_info(series->points->measure)->unit, "share");
    struct text name = {0};
    calibration_words_measure(calibration, s, true, &name);
    table_printf(table, "%s: %s", name.at, forecast);
    text_release(&name);
    table_printf(table, share ? "%.2f%%" : "%.2f", share ? 100 * score->crps : score->crps);
    for (int level = 0; level < SCORE_LEVELS; level++)
        table_printf(table, "%zu of %zu", score->within[level], series->scored);
}

void calibration_table_scores(const struct calibration *calibration, struct table *table)
{
    table_column(table, TABLE_WORDS, "Forecast of what was held back");
    table_column(table, TABLE_NUMBERS, "CRPS");
    table_column(table, TABLE_NUMBERS, "In 50%");
    table_column(table, TABLE_NUMBERS, "In 80%");
    table_column(table, TABLE_NUMBERS, "In 95%");
    for (size_t s = 0; s < calibration->series_count; s++) {
        score_row(calibration, s, "the calibrated model", &calibration->series[s].model, table);
        for (int rival = 0; rival < SCORE_RIVALS; rival++)
            score_row(calibration, s, score_rival_name[rival], &calibration->series[s].rival[rival], table);
    }
}

static void figure_row(const struct calibration *calibration, size_t s, size_t figure, struct table *table)
{
    const struct history_point *point = &calibration->series[s].points[figure];
    static const enum ensemble_level bands[][2] = {{Q25, Q75}, {Q10, Q90}, {Q025, Q975}};
    double quantile[ENSEMBLE_LEVELS];
    char date[24], low[WORDS_SHORT], high[WORDS_SHORT];
    struct text name = {0};
    calibration_words_measure(calibration, s, true, &name);
    calibration_spread(calibration, s, figure, quantile);
    calendar_long(point->day, date);
    calibration_words_value(calibration, s, point->value, low);
    table_cell(table, name.at);
    table_cell(table, date);
    table_cell(table, low);
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++) {
        calibration_words_value(calibration, s, quantile[bands[i][0]], low);
        calibration_words_value(calibration, s, quantile[bands[i][1]], high);
        table_printf(table, "%s to %s", low, high);
    }
    text_release(&name);
}

void calibration_table_figures(const struct calibration *calibration, struct table *table)
{
    table_column(table, TABLE_WORDS, "Measure");
    table_column(table, TABLE_WORDS, "Date");
    table_column(table, TABLE_NUMBERS, "Observed");
    table_column(table, TABLE_NUMBERS, "50% of members");
    table_column(table, TABLE_NUMBERS, "80% of members");
    table_column(table, TABLE_NUMBERS, "95% of members");
    for (size_t s = 0; s < calibration->series_count; s++)
        for (size_t i = calibration->series[s].kept; i < calibration->series[s].count; i++)
            figure_row(calibration, s, i, table);
}

void calibration_table_notes(const struct calibration *calibration, struct text *out)
{
    text_add(out,
             "Before: the ends of the prior, or the 10th and 90th percentile of the scenario's own law. After: the "
             "10th and 90th percentile of the posterior. Narrower: by how much its standard deviation is less than the "
             "prior's. Best: the point nearest to the history on average. ");
    calibration_words_learnt(calibration, out);
    calibration_words_how(calibration, out);
}

static void add_table(struct text *out, const struct calibration *calibration,
                      void (*fill)(const struct calibration *, struct table *))
{
    struct table table = {0};
    fill(calibration, &table);
    if (table_rows(&table) > 0) {
        table_plain(&table, WIDTH, out);
        text_add(out, "\n");
    }
    table_release(&table);
}

void calibration_table_terminal(const struct calibration *calibration, struct text *out)
{
    struct text words = {0};
    calibration_words_headline(calibration, &words);
    text_add(&words, ".");
    table_wrap(words.at, WIDTH, out);
    text_add(out, "\n");
    add_table(out, calibration, calibration_table_scores);
    add_table(out, calibration, calibration_table_inputs);
    add_table(out, calibration, calibration_table_correlations);
    text_clear(&words);
    text_add(&words,
             "CRPS: how far a forecast's whole spread lay from what came, in the measure's unit; less is better. ");
    calibration_table_notes(calibration, &words);
    table_wrap(words.at, WIDTH, out);
    text_release(&words);
}
