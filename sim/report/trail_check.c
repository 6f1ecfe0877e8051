#include "report/trail_check.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "experiment/words.h"
#include "plots/theme.h"
#include "report/trail.h"
#include "report/trail_file.h"

enum { VALUES_LIMIT = 8, COLUMNS_LIMIT = 32, POINTER_LIMIT = 512 };

bool trail_check_is_id(const char *word)
{
    return word[0] == 'F' && word[1] != '\0' && strspn(word + 1, "0123456789") == strlen(word + 1);
}

/* A member that is missing is no word. */
static bool is_word(const char *word, const char *wanted)
{
    return word != NULL && text_equal(word, wanted);
}

/* Only the full edition of a run has figures to trace. */
static bool is_run(const json_t *manifest, const char *folder, char why[static 256])
{
    const json_t *again = json_object_get(manifest, "again");
    const char *command = json_string_value(json_object_get(again, "command"));
    if (manifest == NULL) {
        snprintf(why, 256,
                 "%.120s has no manifest.json that can be read; name a folder that headroom run or compare wrote",
                 folder);
        return false;
    }
    if (command != NULL && !text_equal(command, "run") && !text_equal(command, "compare")) {
        snprintf(why, 256,
                 "%.120s is no result of headroom run or compare; only figures of their reports can be traced", folder);
        return false;
    }
    if (is_word(json_string_value(json_object_get(manifest, "edition")), "publication")) {
        snprintf(why, 256, "%.120s is a publication edition, which cannot be traced; ask the full edition", folder);
        return false;
    }
    return true;
}

json_t *trail_check_open(const char *folder, char why[static 256])
{
    json_t *manifest = trail_file_json(folder, "manifest.json"), *root = NULL, *figures = NULL;
    if (is_run(manifest, folder, why)) {
        root = trail_file_json(folder, TRAIL_FILE);
        figures = json_object_get(root, "figures");
        if (!json_is_array(figures))
            snprintf(why, 256,
                     "%.120s has no " TRAIL_FILE " that can be read; run it again, since an earlier version wrote none",
                     folder);
        figures = json_is_array(figures) ? json_incref(figures) : NULL;
    }
    json_decref(manifest);
    json_decref(root);
    return figures;
}

const json_t *trail_check_find(const json_t *figures, const char *id, char why[static 256])
{
    size_t count = json_array_size(figures);
    for (size_t i = 0; i < count; i++) {
        const json_t *figure = json_array_get(figures, i);
        if (is_word(json_string_value(json_object_get(figure, "id")), id))
            return figure;
    }
    snprintf(why, 256, count > 0 ? "there is no figure %.24s; the report has F1 to F%zu" : "there is no figure %.24s",
             id, count);
    return NULL;
}

void trail_check_words(const json_t *figure, const char *key, struct text *out)
{
    const char *words = json_string_value(json_object_get(figure, key));
    theme_clean(out, words != NULL ? words : "");
}

bool trail_check_scenario(const json_t *figure, const char *folder, struct text *out)
{
    static const char ending[] = ".yaml";
    const char *file = json_string_value(json_object_get(figure, "scenario"));
    size_t length = file != NULL ? strlen(file) : 0, tail = sizeof ending - 1;
    char name[POINTER_LIMIT];
    if (length <= tail || length >= sizeof name || !text_equal(file + length - tail, ending))
        return false;
    snprintf(name, sizeof name, "%.*s", (int)(length - tail), file);
    if (!text_is_name(name))
        return false;
    text_printf(out, "%s/%s", folder, file);
    return true;
}

/* --- where it is kept --------------------------------------------------------------------------------------------- */

/* The values of a figure as figures.json has them, and as the file has them. */
struct kept {
    const char *column[VALUES_LIMIT];
    double told[VALUES_LIMIT], found[VALUES_LIMIT];
    size_t count;
    bool dated;         /* is there a calendar? */
    calendar_day start; /* of the simulation, when there is */
};

/* The day from which weeks are counted. */
static void read_start(const char *folder, struct kept *kept)
{
    struct calendar_date date;
    json_t *root = trail_file_json(folder, "summary.json");
    const char *start = json_string_value(json_object_get(json_object_get(root, "clock"), "start"));
    kept->dated = start != NULL && sscanf(start, "%4d-%2d-%2d", &date.year, &date.month, &date.day) == 3 &&
                  calendar_is_valid(date);
    if (kept->dated)
        kept->start = calendar_from_date(date);
    json_decref(root);
}

static void list_values(const json_t *figure, struct kept *kept)
{
    const char *column;
    json_t *value, *values = json_object_get(figure, "values");
    json_object_foreach(values, column, value)
    {
        if (kept->count == VALUES_LIMIT)
            break;
        kept->column[kept->count] = column;
        kept->told[kept->count] = json_is_number(value) ? json_number_value(value) : (double)NAN;
        kept->found[kept->count++] = NAN;
    }
}

struct field {
    const char *at;
    size_t length;
};

/* Names and units hold no comma, so series.csv has no quotes. */
static size_t split(const char *line, struct field fields[static COLUMNS_LIMIT])
{
    size_t count = 0;
    for (const char *at = line; count < COLUMNS_LIMIT; at++) {
        size_t length = strcspn(at, ",\n");
        fields[count++] = (struct field){at, length};
        at += length;
        if (*at != ',')
            break;
    }
    return count;
}

static size_t column_of(const struct field *head, size_t columns, const char *name)
{
    size_t column = 0;
    while (column < columns &&
           (head[column].length != strlen(name) || strncmp(head[column].at, name, head[column].length) != 0))
        column++;
    return column;
}

/* What the row has to hold: for each column, words or null. */
struct sought {
    const char *words[COLUMNS_LIMIT];
    size_t columns;
};

static bool is_sought(const struct sought *sought, const char *line)
{
    struct field fields[COLUMNS_LIMIT];
    if (split(line, fields) != sought->columns)
        return false;
    for (size_t i = 0; i < sought->columns; i++) {
        const char *words = sought->words[i];
        if (words != NULL && (fields[i].length != strlen(words) || strncmp(fields[i].at, words, fields[i].length) != 0))
            return false;
    }
    return true;
}

static void take_line(struct kept *kept, const struct field *head, const char *line)
{
    struct field fields[COLUMNS_LIMIT];
    size_t columns = split(line, fields);
    for (size_t i = 0; i < kept->count; i++) {
        size_t column = column_of(head, columns, kept->column[i]);
        if (column < columns && fields[column].length > 0)
            kept->found[i] = strtod(fields[column].at, NULL);
    }
}

/* The number of the line in series.csv, from 1; 0 when there is none such. */
static size_t find_line(json_t *row, const char *text, struct kept *kept)
{
    struct field head[COLUMNS_LIMIT];
    struct sought sought = {.columns = split(text, head)};
    const char *column;
    json_t *words;
    json_object_foreach(row, column, words)
    {
        size_t at = column_of(head, sought.columns, column);
        if (at == sought.columns || !json_is_string(words))
            return 0;
        sought.words[at] = json_string_value(words);
    }
    size_t number = 1;
    for (const char *line = strchr(text, '\n'); line != NULL && line[1] != '\0'; line = strchr(line + 1, '\n')) {
        number++;
        if (is_sought(&sought, line + 1)) {
            take_line(kept, head, line + 1);
            return number;
        }
    }
    return 0;
}

/* By a JSON pointer without escapes, which no name of a scenario needs. */
static const json_t *pointed(const json_t *root, const char *pointer)
{
    char key[POINTER_LIMIT];
    while (root != NULL && *pointer == '/') {
        size_t length = strcspn(++pointer, "/");
        snprintf(key, sizeof key, "%.*s", (int)(length < sizeof key ? length : 0), pointer);
        root = json_is_array(root) ? json_array_get(root, strtoul(key, NULL, 10)) : json_object_get(root, key);
        pointer += length;
    }
    return root;
}

static bool find_object(const json_t *row, const char *folder, const char *file, struct kept *kept)
{
    json_t *root = trail_file_json(folder, file);
    const char *at = json_string_value(json_object_get(row, "at"));
    const json_t *object = at != NULL && (at[0] == '/' || at[0] == '\0') ? pointed(root, at) : NULL;
    for (size_t i = 0; object != NULL && i < kept->count; i++) {
        char pointer[POINTER_LIMIT];
        snprintf(pointer, sizeof pointer, "/%s", kept->column[i]);
        const json_t *value = pointed(object, pointer);
        if (json_is_number(value))
            kept->found[i] = json_number_value(value);
    }
    bool there = object != NULL;
    json_decref(root);
    return there;
}

/* --- is it what is shown ------------------------------------------------------------------------------------------ */

static bool is_part_of_number(char letter)
{
    return isdigit((unsigned char)letter) || letter == '.' || letter == ',';
}

/* Do the words stand there, and not as part of a longer number? */
static bool stands_in(const char *shown, const char *words)
{
    size_t length = strlen(words);
    for (const char *at = strstr(shown, words); at != NULL && length > 0; at = strstr(at + 1, words)) {
        bool before = at > shown && is_part_of_number(at[-1]), after = isdigit((unsigned char)at[length]) != 0;
        if (!before && !after)
            return true;
    }
    return false;
}

static void words_when(const struct kept *kept, double week, char out[static WORDS_SHORT])
{
    if (kept->dated && fabs(week) < 1e5)
        words_month(kept->start + (calendar_day)llround(week * 7), out);
    else
        snprintf(out, WORDS_SHORT, "week %.6g", week);
}

static void words_of(const json_t *figure, const struct kept *kept, enum trail_form form, double value,
                     char out[static WORDS_SHORT])
{
    json_int_t decimals = json_integer_value(json_object_get(figure, "decimals"));
    if (form == TRAIL_SHARE)
        words_share(value, out);
    else if (form == TRAIL_PERCENT)
        words_percent(value, out);
    else if (form == TRAIL_THOUSANDS)
        words_number(value / 1000, 0, out);
    else if (form == TRAIL_WEEKS)
        words_weeks(value, out);
    else if (form == TRAIL_MONTH)
        words_when(kept, value, out);
    else if (form == TRAIL_PLAIN)
        snprintf(out, WORDS_SHORT, "%.0f", value);
    else if (form == TRAIL_POUNDS)
        words_pounds(fabs(value), out);
    else
        words_number(form == TRAIL_POINTS ? 100 * value : value, decimals < 0 || decimals > 6 ? 0 : (int)decimals, out);
}

/* Files hold nine digits, of money pence: what lies so near to a half may be rounded either way. */
static double tolerance(enum trail_form form, double value)
{
    return fabs(value) * 1e-8 + (form == TRAIL_THOUSANDS || form == TRAIL_POUNDS ? 0.006 : 1e-12);
}

static bool rounds_to(const json_t *figure, const struct kept *kept, enum trail_form form, double value,
                      const char *shown)
{
    double near = tolerance(form, value);
    for (int side = -1; side <= 1; side++) {
        char words[WORDS_SHORT];
        words_of(figure, kept, form, value + side * near, words);
        if (stands_in(shown, words))
            return true;
    }
    return false;
}

static double found_in(const struct kept *kept, const char *column)
{
    for (size_t i = 0; i < kept->count; i++)
        if (text_equal(kept->column[i], column))
            return kept->found[i];
    return NAN;
}

/* A chance as it is said, with its interval when that is shown. */
static bool says(const struct kept *kept, enum trail_form form, const char *shown)
{
    double trials = found_in(kept, "trials"), chance = found_in(kept, "chance");
    char words[WORDS_LONG];
    if (!(trials >= 0 && trials < 1e15) || !(chance >= 0 && chance <= 1))
        return false;
    words_chance(chance, (uint64_t)trials, words);
    if (!stands_in(shown, words))
        return false;
    struct interval interval = {found_in(kept, "interval/low"), found_in(kept, "interval/high")};
    words_interval(interval, words);
    return form == TRAIL_CHANCE || stands_in(shown, words);
}

static enum trail_form form_of(const json_t *figure)
{
    const char *name = json_string_value(json_object_get(figure, "form"));
    enum trail_form form = TRAIL_NUMBER;
    while (form + 1 < TRAIL_FORMS && !is_word(name, trail_form_names[form]))
        form++;
    return form;
}

static void add_column(const char *name, struct text *out)
{
    text_add(out, "  ");
    theme_clean(out, name);
}

/* How the runs became the number of a column. */
static const char *reduced_by(const char *column)
{
    static const char *const ways[][2] = {
        {"q50", "the median of the runs"},
        {"q10", "one run in ten lies below"},
        {"q90", "one run in ten lies above"},
        {"q25", "one run in four lies below"},
        {"q75", "one run in four lies above"},
        {"q025", "one run in forty lies below"},
        {"q975", "one run in forty lies above"},
        {"mean", "the mean of the runs"},
        {"chance", "the share of runs that meet it"},
        {"trials", "the runs that it was judged on"},
        {"interval/low", "the lower end of the 95% interval"},
        {"interval/high", "the upper end of the 95% interval"},
        {"change", "the mean over runs of option less baseline, on the same luck"},
        {"extra", "the mean over runs of option less baseline, on the same luck"},
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (text_equal(column, ways[i][0]))
            return ways[i][1];
    return NULL;
}

static bool compare(const json_t *figure, const struct kept *kept, struct text *out)
{
    const char *shown = json_string_value(json_object_get(figure, "shown"));
    enum trail_form form = form_of(figure);
    bool said = form == TRAIL_CHANCE || form == TRAIL_VERDICT, right = shown != NULL && kept->count > 0;
    for (size_t i = 0; i < kept->count; i++) {
        double found = kept->found[i], told = kept->told[i];
        bool same = fabs(found - told) <= tolerance(form, told);
        bool seen = said || (shown != NULL && isfinite(found) && rounds_to(figure, kept, form, found, shown));
        add_column(kept->column[i], out);
        if (!isfinite(found))
            text_add(out, " has no value there");
        else
            text_printf(out, " = %.9g", found);
        if (isfinite(found) && reduced_by(kept->column[i]) != NULL)
            text_printf(out, ", %s", reduced_by(kept->column[i]));
        if (!same)
            text_printf(out, ", which is not the %.9g that the report was written from", told);
        else if (!seen)
            text_add(out, ", which is not what the report shows");
        text_add(out, "\n");
        right = right && same && seen;
    }
    return right && (!said || says(kept, form, shown));
}

static void tell_row(json_t *row, struct text *out)
{
    const char *column;
    json_t *words;
    json_object_foreach(row, column, words)
    {
        add_column(column, out);
        text_add(out, " = ");
        bool whole = text_equal(column, "at") && is_word(json_string_value(words), "");
        theme_clean(out, whole ? "the whole file" : json_is_string(words) ? json_string_value(words) : "");
        text_add(out, "\n");
    }
}

bool trail_check_kept(const json_t *figure, const char *folder, struct text *out)
{
    struct kept kept = {0};
    json_t *row = json_object_get(figure, "row");
    const char *file = json_string_value(json_object_get(figure, "file"));
    bool there = false;
    list_values(figure, &kept);
    if (form_of(figure) == TRAIL_MONTH)
        read_start(folder, &kept);
    if (is_word(file, "series.csv")) {
        size_t length;
        char *text = trail_file_read(folder, file, &length);
        size_t line = text != NULL ? find_line(row, text, &kept) : 0;
        there = line > 0;
        text_printf(out, there ? "series.csv, line %zu:\n" : "series.csv has no such row:\n", line);
        free(text);
    } else if (is_word(file, "summary.json") || is_word(file, "comparison.json") || is_word(file, "manifest.json")) {
        there = find_object(row, folder, file, &kept);
        text_printf(out, there ? "%s:\n" : "%s has no such place:\n", file);
    } else
        text_add(out, "no file that holds figures:\n");
    tell_row(row, out);
    return there && compare(figure, &kept, out);
}
