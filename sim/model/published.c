#include "model/published.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/csv.h"

/* The columns by their published names (edition of 2025); FIRST_FIGURE on are figures. */
enum { COLUMN_PERIOD, COLUMN_LEVEL, COLUMN_AREA, COLUMN_WHICH, FIRST_FIGURE, COLUMNS = 15 };

static const struct csv_column wanted[COLUMNS] = {{"time_period", true},
                                                  {"geographic_level", false},
                                                  {"la_name", true},
                                                  {"population_count", false},
                                                  {"number", false},
                                                  {"referral_count", false},
                                                  {"rereferral_percent", false},
                                                  {"no_further_action_percent", false},
                                                  {"not_in_need_percent", false},
                                                  {"At31_episodes", false},
                                                  {"case_holders_fte", false},
                                                  {"agency_fte", false},
                                                  {"vacancy_fte", false},
                                                  {"turnover_rate_fte", false},
                                                  {"caseload_fte", false}};

static const struct {
    enum starter_number number;
    double scale;
    const char *publication;
    bool adds; /* to what the column before gave */
} meaning[COLUMNS] = {
    [4] = {STARTER_LOOKED_AFTER, 1, "DfE statistics of children looked after", false},
    [5] = {STARTER_REFERRALS, 1, "DfE children in need statistics, table C1", false},
    [6] = {STARTER_REREFERRED, 0.01, "DfE children in need statistics, table C1", false},
    [7] = {STARTER_ENDED, 0.01, "DfE children in need statistics, table C1", false},
    [8] = {STARTER_ENDED, 0.01, "DfE children in need statistics, table C1", true},
    [9] = {STARTER_IN_NEED, 1, "DfE children in need statistics, table B1", false},
    [10] = {STARTER_HOLDERS, 1, "DfE children's social work workforce statistics", false},
    [11] = {STARTER_AGENCY, 1, "DfE children's social work workforce statistics", false},
    [12] = {STARTER_VACANCIES, 1, "DfE children's social work workforce statistics", false},
    [13] = {STARTER_TURNOVER, 0.01, "DfE children's social work workforce statistics", false},
    [14] = {STARTER_CASELOAD, 1, "DfE children's social work workforce statistics", false},
};

struct published {
    struct starter *starter;
    struct csv csv;
    const char *name;
    struct arena *arena;
    struct diag *diag;
    int latest; /* year in which the period ends */
};

/* 2025, or 202425 for a year that spans two; 0 when it is neither. */
static int year_of(const char *period)
{
    size_t length = strspn(period, "0123456789");
    if (period[length] != '\0' || (length != 4 && length != 6))
        return 0;
    int year = 0;
    for (size_t i = 0; i < 4; i++)
        year = 10 * year + period[i] - '0';
    year += length == 6;
    return year >= 1990 && year <= 2200 ? year : 0;
}

static const char *text_at(const struct published *published, size_t row, size_t column)
{
    return csv_at(&published->csv, row, column)->text;
}

/* Rows of other measures of children looked after stand under the same column. */
static bool is_counted(const struct published *published, size_t row)
{
    const char *which = text_at(published, row, COLUMN_WHICH);
    return which[0] == '\0' || strcasecmp(which, "Children looked after at 31 March each year") == 0;
}

static bool is_council(const struct published *published, size_t row)
{
    return strcasecmp(text_at(published, row, COLUMN_AREA), published->starter->council) == 0;
}

static bool is_suppressed(const char *text)
{
    return strlen(text) <= 4 && !strpbrk(text, "0123456789-");
}

/* The first part of a sum by itself says nothing. */
static bool lacks_second(const struct published *published, size_t row, size_t column)
{
    const char *second = text_at(published, row, column + 1);
    return second[0] == '\0' || is_suppressed(second);
}

/* One field. A first part that is suppressed is one to five children and counts as none. */
static void take(struct published *published, size_t row, size_t column)
{
    const struct csv_field *field = csv_at(&published->csv, row, column);
    enum starter_number number = meaning[column].number;
    struct starter_figure *figure = &published->starter->figures[number];
    bool is_share = meaning[column].scale < 1, first_part = column + 1 < COLUMNS && meaning[column + 1].adds;
    double value = 0;
    char why[STARTER_WHY];
    if (field->text[0] == '\0' || (first_part && lacks_second(published, row, column)))
        return;
    if (is_suppressed(field->text) && !first_part) {
        diag_warning(published->diag, field->at, wanted[column].name,
                     "is suppressed (%s), so it is still to be asked for", field->text);
        return;
    }
    if (meaning[column].adds && figure->origin != STARTER_PUBLISHED)
        return;
    bool part = first_part || meaning[column].adds;
    const char *wrong = NULL;
    char *end = NULL;
    if (is_suppressed(field->text))
        value = 0;
    else if (part)
        value = isdigit((unsigned char)field->text[0]) ? strtod(field->text, &end) / 100 : -1;
    else
        wrong = starter_read(number, field->text, &value, why);
    if (part && (value < 0 || value > 1 || (end != NULL && *end != '\0'))) {
        diag_error(published->diag, field->at, wanted[column].name, "\"%.40s\" is not a share such as 33.6",
                   field->text);
        return;
    }
    if (wrong != NULL) {
        diag_error(published->diag, field->at, wanted[column].name, "%s%s", wrong, is_share ? " (in per cent)" : "");
        return;
    }
    figure->value = value + (meaning[column].adds ? figure->value : 0);
    figure->origin = STARTER_PUBLISHED;
    figure->from =
        arena_printf(published->arena, "%s, %s %d (%s, line %d, %s%s)", meaning[column].publication,
                     text_at(published, row, COLUMN_AREA), published->latest, published->name, field->at.line,
                     meaning[column].adds ? "no_further_action_percent and " : "", wanted[column].name);
}

static void take_row(struct published *published, size_t row)
{
    struct starter *starter = published->starter;
    for (size_t column = FIRST_FIGURE; column < COLUMNS; column++)
        if (column != FIRST_FIGURE || text_at(published, row, COLUMN_WHICH)[0] != '\0')
            take(published, row, column);
    if (text_at(published, row, COLUMNS - 1)[0] == '\0')
        return;
    starter->start = starter_after_census(published->latest);
    starter->by = starter->start + 69L * 7;
    starter->start_origin = STARTER_PUBLISHED;
    starter->start_from =
        arena_printf(published->arena,
                     "DfE children's social work workforce statistics, census of 30 September %d (%s); the "
                     "first Monday after it",
                     published->latest, published->name);
}

static void say_near(const struct published *published, struct text *near)
{
    const struct csv *csv = &published->csv;
    const char **names = mem_new(csv->rows + 1, sizeof *names);
    size_t count = 0, listed = 0;
    for (size_t row = 0; row < csv->rows; row++)
        if (text_at(published, row, COLUMN_AREA)[0] != '\0')
            names[count++] = text_at(published, row, COLUMN_AREA);
    const char *nearest = text_nearest(published->starter->council, names, count);
    for (size_t i = 0; i < count && listed < 5; i++) {
        bool meant = names[i] == nearest || strcasestr(names[i], published->starter->council) != NULL;
        if (meant && (near->at == NULL || strstr(near->at, names[i]) == NULL)) {
            text_printf(near, "%s\"%s\"", near->length > 0 ? ", " : "", names[i]);
            listed++;
        }
    }
    free(names);
}

static bool has_figures(const struct csv *csv)
{
    for (size_t row = 0; row < csv->rows; row++)
        for (size_t column = FIRST_FIGURE; column < COLUMNS; column++)
            if (csv_at(csv, row, column)->text[0] != '\0')
                return true;
    return false;
}

bool published_read(struct starter *starter, const char *bytes, size_t length, int file, const char *name,
                    struct arena *arena, bool *found, struct text *near, struct diag *diag)
{
    struct published published = {.starter = starter, .name = name, .arena = arena, .diag = diag};
    size_t errors = diag->errors, chosen = 0;
    *found = false;
    bool good = csv_read_some(&published.csv, bytes, length, file, wanted, COLUMNS, diag);
    if (good && !has_figures(&published.csv))
        diag_error(diag, (struct place){.file = file}, NULL,
                   "holds none of the figures that are read; headroom help new lists the files");
    for (size_t row = 0; good && row < published.csv.rows; row++) {
        int year = year_of(text_at(&published, row, COLUMN_PERIOD));
        if (!is_council(&published, row) || !is_counted(&published, row))
            continue;
        if (year == 0)
            diag_error(diag, csv_at(&published.csv, row, COLUMN_PERIOD)->at, "time_period",
                       "is not a year such as 2025 or 202425");
        else if (year > published.latest) {
            published.latest = year;
            chosen = row;
        }
    }
    *found = published.latest > 0;
    if (*found) {
        starter->council = arena_copy(arena, text_at(&published, chosen, COLUMN_AREA));
        take_row(&published, chosen);
    } else if (good) {
        say_near(&published, near);
    }
    csv_release(&published.csv);
    return diag->errors == errors;
}
