#include "report/causes_table.h"

#include <math.h>
#include <string.h>

#include "base/csv.h"
#include "experiment/causes_words.h"
#include "experiment/words.h"
#include "report/comparison.h"
#include "report/written.h"

enum { WIDTH = 80 };

static const char together[] = "Together, beyond the sum", whole_gap[] = "All misses; all taken away";

/* A line of the tables: a cause, misses that have no single one, the interaction, or all. */
struct line {
    const char *name, *title, *instead;
    const struct causes_share *first;         /* null: not of misses */
    const struct contrast *chance, *caseload; /* null: not of changes */
    size_t misses;
};

static size_t line_count(const struct causes *causes)
{
    return causes->part_count + CAUSES_RESTS + 2;
}

static struct line line_at(const struct causes *causes, size_t index)
{
    static const char *const rest_names[] = {"more-than-one", "beyond"};
    size_t parts = causes->part_count, effect = index < parts ? index : index - CAUSES_RESTS;
    struct line line = {.instead = ""};
    if (index >= parts && index < parts + CAUSES_RESTS) {
        line.name = rest_names[index - parts];
        line.title = causes_rest_title((enum causes_rest)(index - parts));
        line.first = &causes->rest[index - parts];
        line.misses = line.first->misses;
        return line;
    }
    line.chance = &causes->on_chance.effects[effect];
    line.caseload = &causes->on_caseload.effects[effect];
    if (index < parts) {
        const struct causes_part *part = &causes->parts[index];
        line.name = part->name;
        line.title = part->title;
        line.instead = part->instead;
        line.first = &part->first;
        line.misses = part->first.misses;
    } else {
        bool all = effect > parts;
        line.name = all ? "all" : "interaction";
        line.title = all ? whole_gap : together;
        line.misses = all ? causes->misses : 0;
    }
    return line;
}

static const struct interval unknown = {(double)NAN, (double)NAN};

static void csv_change(struct text *out, const struct contrast *change)
{
    if (change)
        written_csv_interval(out, change->mean, change->interval);
    else
        written_csv_interval(out, (double)NAN, unknown);
}

void causes_table_csv(const struct causes *causes, struct text *out)
{
    text_add(out, "cause,title,instead,misses,share,share_from,share_to,chance_change,chance_change_from,"
                  "chance_change_to,caseload_change,caseload_change_from,caseload_change_to\n");
    for (size_t i = 0; i < line_count(causes); i++) {
        struct line line = line_at(causes, i);
        text_printf(out, "%s,", line.name);
        csv_quoted(out, line.title);
        text_add(out, ",");
        csv_quoted(out, line.instead);
        if (line.first || line.misses > 0)
            text_printf(out, ",%zu", line.misses);
        else
            text_add(out, ",");
        if (line.first)
            written_csv_interval(out, line.first->share.chance, line.first->share.interval);
        else
            written_csv_interval(out, (double)NAN, unknown);
        csv_change(out, line.chance);
        csv_change(out, line.caseload);
        text_add(out, "\n");
    }
}

struct loop_row {
    const char *name;
    const struct contrast *change;
    const struct ratio *of;
};

enum { LOOP_ROWS = 3 };

static void loop_rows(const struct causes_loop *loop, struct loop_row rows[static LOOP_ROWS])
{
    rows[0] = (struct loop_row){"leavers", &loop->leavers, &loop->of_leavers};
    rows[1] = (struct loop_row){"caseload", &loop->caseload, &loop->of_caseload};
    rows[2] = (struct loop_row){"chance", &loop->chance, NULL};
}

void causes_table_loop_csv(const struct causes *causes, struct text *out)
{
    struct loop_row rows[LOOP_ROWS];
    loop_rows(&causes->loop, rows);
    text_add(out, "measure,with,without,difference,difference_from,difference_to,share,share_from,share_to\n");
    for (size_t i = 0; i < LOOP_ROWS && causes->loop.there; i++) {
        text_add(out, rows[i].name);
        csv_number(out, rows[i].change->option);
        csv_number(out, rows[i].change->baseline);
        csv_change(out, rows[i].change);
        if (rows[i].of && rows[i].of->bounded)
            written_csv_interval(out, rows[i].of->value, rows[i].of->interval);
        else
            written_csv_interval(out, (double)NAN, unknown);
        text_add(out, "\n");
    }
}

static json_t *json_loop(const struct causes_loop *loop)
{
    struct loop_row rows[LOOP_ROWS];
    json_t *root = json_object();
    loop_rows(loop, rows);
    for (size_t i = 0; i < LOOP_ROWS; i++) {
        json_t *row = json_object();
        json_object_set_new(row, "with", written_number(rows[i].change->option));
        json_object_set_new(row, "without", written_number(rows[i].change->baseline));
        json_object_set_new(row, "difference", written_change(rows[i].change));
        if (rows[i].of && rows[i].of->bounded)
            json_object_set_new(row, "share", written_interval(rows[i].of->value, rows[i].of->interval));
        json_object_set_new(root, rows[i].name, row);
    }
    return root;
}

/* What is only cleared depends on whether the file gives it or leaves it to its default, which is no difference. */
static json_t *json_settings(const struct causes_part *part)
{
    json_t *settings = json_array();
    for (size_t i = 0; i < part->count; i++)
        if (!strstr(part->settings[i].text, "=null"))
            json_array_append_new(settings, json_string(part->settings[i].text));
    return settings;
}

static json_t *json_line(const struct causes *causes, size_t index)
{
    struct line line = line_at(causes, index);
    json_t *row = json_object();
    json_object_set_new(row, "cause", json_string(line.name));
    json_object_set_new(row, "title", json_string(line.title));
    if (line.instead[0])
        json_object_set_new(row, "instead", json_string(line.instead));
    if (line.first) {
        json_object_set_new(row, "misses", json_integer((json_int_t)line.misses));
        json_object_set_new(row, "share", written_interval(line.first->share.chance, line.first->share.interval));
    }
    if (line.chance) {
        json_object_set_new(row, "chance_change", written_change(line.chance));
        json_object_set_new(row, "caseload_change", written_change(line.caseload));
    }
    if (index < causes->part_count) {
        json_object_set_new(row, "settings", json_settings(&causes->parts[index]));
    }
    return row;
}

typedef void words_fn(const struct causes *causes, struct text *out);

static json_t *json_words(const struct causes *causes, words_fn *say)
{
    struct text words = {0};
    say(causes, &words);
    json_t *string = json_string(words.at);
    text_release(&words);
    return string;
}

void causes_table_json(const struct causes *causes, struct text *out)
{
    const struct plan_target *targets = plan_items(causes->plan->targets, struct plan_target);
    json_t *root = json_object(), *lines = json_array();
    for (size_t i = 0; i < line_count(causes); i++)
        json_array_append_new(lines, json_line(causes, i));
    json_object_set_new(root, "format", json_integer(1));
    json_object_set_new(root, "program", json_string("headroom"));
    json_object_set_new(root, "version", json_string(causes->version));
    json_object_set_new(root, "headline", json_words(causes, causes_words_headline));
    json_object_set_new(root, "target", json_string(targets[causes->target].named.name));
    json_object_set_new(root, "runs", json_integer((json_int_t)causes->runs));
    json_object_set_new(root, "seed", json_integer((json_int_t)causes->seed));
    json_object_set_new(root, "misses", json_integer((json_int_t)causes->misses));
    json_object_set_new(root, "chance", written_interval(causes->chance.chance, causes->chance.interval));
    json_object_set_new(root, "chance_without_any", written_interval(causes->without.chance, causes->without.interval));
    json_object_set_new(root, "rules", json_words(causes, causes_words_rules));
    json_object_set_new(root, "causes", lines);
    json_object_set_new(root, "corner", json_words(causes, causes_words_corner));
    json_object_set_new(root, "loop", causes->loop.there ? json_loop(&causes->loop) : json_null());
    written_document(root, out);
}

/* --- for people --------------------------------------------------------------------------------------------------- */

static void change_cell(const struct contrast *change, double scale, int decimals, struct table *table)
{
    struct text words = {0};
    if (change)
        comparison_change(change, scale, decimals, &words);
    table_cell(table, words.at ? words.at : "");
    text_release(&words);
}

static void share_cell(const struct line *line, struct table *table)
{
    char share[WORDS_SHORT], range[WORDS_LONG];
    if (!line->first || line->first->share.trials == 0) {
        table_cell(table, "");
        return;
    }
    if (line->misses == 0) {
        table_cell(table, "none");
        return;
    }
    words_percent(line->first->share.chance, share);
    words_interval(line->first->share.interval, range);
    table_printf(table, "%s (%s)", share, range);
}

void causes_table_fill(const struct causes *causes, bool whole, struct table *table)
{
    table_column(table, TABLE_WORDS, "Cause");
    if (whole)
        table_column(table, TABLE_WORDS, "If it is taken away");
    table_column(table, TABLE_NUMBERS, "Misses");
    table_column(table, TABLE_NUMBERS, whole ? "First cause of (share of misses)" : "First cause of");
    table_column(table, TABLE_NUMBERS, whole ? "Chance if taken away, points" : "Chance, points");
    if (whole)
        table_column(table, TABLE_NUMBERS, "Caseload if taken away");
    for (size_t i = 0; i < line_count(causes); i++) {
        struct line line = line_at(causes, i);
        char misses[WORDS_SHORT] = "";
        if (line.first || line.title == whole_gap)
            words_number((double)line.misses, 0, misses);
        table_cell(table, line.title);
        if (whole)
            table_cell(table, line.instead);
        table_cell(table, misses);
        share_cell(&line, table);
        change_cell(line.chance, 100, 1, table);
        if (whole)
            change_cell(line.caseload, 1, 2, table);
    }
}

static void add_sentences(const struct causes *causes, words_fn *say, struct text *out)
{
    struct text words = {0};
    say(causes, &words);
    text_add(out, "\n");
    table_wrap(words.at, WIDTH, out);
    text_release(&words);
}

/* What is taken away, in words: the table has no room for it. */
static void add_instead(const struct causes *causes, struct text *out)
{
    struct text words = {0};
    text_add(&words, "Taken away means: ");
    for (size_t i = 0; i < causes->part_count; i++)
        text_printf(&words, "%s%s: %s", i ? "; " : "", causes->parts[i].title, causes->parts[i].instead);
    text_add(&words, ".");
    text_add(out, "\n");
    if (causes->part_count > 0)
        table_wrap(words.at, WIDTH, out);
    text_release(&words);
}

void causes_table_terminal(const struct causes *causes, struct text *out)
{
    struct text words = {0};
    struct table table = {0};
    causes_words_headline(causes, &words);
    text_add(&words, ".");
    table_wrap(words.at, WIDTH, out);
    text_add(out, "\n");
    causes_table_fill(causes, false, &table);
    table_plain(&table, WIDTH, out);
    add_instead(causes, out);
    add_sentences(causes, causes_words_corner, out);
    add_sentences(causes, causes_words_loop, out);
    add_sentences(causes, causes_words_rules, out);
    table_release(&table);
    text_release(&words);
}
