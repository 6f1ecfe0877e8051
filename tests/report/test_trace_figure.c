/* Every figure of a report leads to a row that holds it, and a row that does not is found out. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <math.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/trail.h"
#include "report/trail_check.h"
#include "support/program.h"

TestSuite(trace_figure);

static const char money[] = "tests/scenarios/valid/money.yaml", small[] = "tests/scenarios/valid/small.yaml";

static void run_into(const char *scenario, const char *dir, const char *more)
{
    struct program program =
        PROGRAM("run", scenario, "--quiet", "--no-charts", "--runs", "6", "--out", dir, "--set",
                "targets.each={measure: caseload, every_team: true, at_most: 20, by: 20 weeks}", "--set",
                "targets.above={measure: caseload, statistic: share_above, above: 15, at_most: 10%}", more);
    cr_assert_eq(program.exit, 0, "run: %s", program.err);
    program_release(&program);
}

static void expect(const char *id, const char *dir, int exit, const char *words)
{
    struct program program = PROGRAM("trace", id, "--in", dir);
    cr_expect_eq(program.exit, exit, "%s: exit %d: %s", id, program.exit, program.err);
    cr_expect(strstr(exit == 2 ? program.err : program.out, words) != NULL, "%s: no \"%s\" in\n%s%s", id, words,
              program.out, program.err);
    program_release(&program);
}

static const char *member(const json_t *figure, const char *key)
{
    const char *words = json_string_value(json_object_get(figure, key));
    return words != NULL ? words : "";
}

/* The value by a reader of its own: the words of series.csv's row, then the place of the column in the header. */
static double in_series(const char *csv, const json_t *row, const char *column)
{
    char start[200], *end;
    snprintf(start, sizeof start, "\n%s,%s,%s,%s,%s,", member(row, "week"), member(row, "date"), member(row, "scope"),
             member(row, "of"), member(row, "measure"));
    const char *line = strstr(csv, start), *head = csv;
    if (line == NULL)
        return NAN;
    for (line++; strncmp(head, column, strlen(column)) != 0 || strchr(",\n", head[strlen(column)]) == NULL;) {
        head += strcspn(head, ",\n") + 1;
        line += strcspn(line, ",\n") + 1;
    }
    double value = strtod(line, &end);
    return end > line ? value : (double)NAN;
}

static void expect_all(const char *dir, const char *page, const char *csv, size_t least)
{
    char why[256];
    json_t *figures = trail_check_open(dir, why), *figure, *value;
    size_t index;
    const char *column;
    cr_assert(figures != NULL, "%s", why);
    cr_expect_geq(json_array_size(figures), least, "only %zu figures", json_array_size(figures));
    json_array_foreach(figures, index, figure)
    {
        struct text kept = {0};
        char mark[64];
        snprintf(mark, sizeof mark, " id=\"%s\" data-figure=\"%s\">", member(figure, "id"), member(figure, "id"));
        const char *there = strstr(page, mark);
        cr_expect(there != NULL && strstr(there + 1, mark) == NULL, "%s is not in the page once", mark);
        const char *end = there != NULL ? strchr(there, '<') : NULL;
        char words[300] = "";
        if (end != NULL)
            snprintf(words, sizeof words, "%.*s", (int)(end - there - (long)strlen(mark)), there + strlen(mark));
        for (char *at; (at = strstr(words, "&nbsp;")) != NULL;) {
            *at = ' ';
            memmove(at + 1, at + 6, strlen(at + 6) + 1);
        }
        cr_expect(strstr(words, member(figure, "shown")) != NULL, "%s: the page shows \"%s\", not \"%s\"",
                  member(figure, "id"), words, member(figure, "shown"));
        cr_expect(trail_check_kept(figure, dir, &kept), "%s: %s\n%s", member(figure, "id"), member(figure, "shown"),
                  kept.at);
        if (strcmp(member(figure, "file"), "series.csv") == 0)
            json_object_foreach(json_object_get(figure, "values"), column, value)
            {
                double stands = in_series(csv, json_object_get(figure, "row"), column);
                cr_expect(stands == json_number_value(value), "%s: %s is %.9g in series.csv", member(figure, "id"),
                          column, stands);
            }
        text_release(&kept);
    }
    json_decref(figures);
}

Test(trace_figure, every_figure_is_where_it_says)
{
    static const char *const scenarios[] = {money, small};
    static const size_t least[] = {60, 20};
    for (size_t i = 0; i < 2; i++) {
        char *folder = program_folder();
        const char *dir = program_path(0, folder, "result");
        run_into(scenarios[i], dir, NULL);
        char *page = program_file(program_path(1, dir, "report.html"), NULL);
        char *csv = program_file(program_path(1, dir, "series.csv"), NULL);
        expect_all(dir, page, csv, least[i]);
        char *manifest = program_file(program_path(1, dir, "manifest.json"), NULL);
        cr_expect(strstr(manifest, "\"name\": \"" TRAIL_FILE "\"") != NULL, "the manifest does not name it");
        free(page);
        free(csv);
        free(manifest);
        program_remove_folder(folder);
    }
}

Test(trace_figure, the_chain_and_what_has_none)
{
    static const char *const ids[] = {"F0", "F01", "F99999999999999999999999999", "F3;ls", "F", "f1", "-", ""};
    static const char *const said[] = {"no figure F0;", "no figure F01;", "no figure F9999", "goes with a figure",
                                       "goes with a",   "goes with a",    "goes with a",     "goes with a"};
    char *folder = program_folder();
    const char *dir = program_path(0, folder, "result");
    run_into(small, dir, NULL);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        expect(ids[i], dir, 2, said[i]);
    expect("F1", dir, 0, "\nKept in summary.json:\n  at = /targets/average-15\n");
    expect("F6", dir, 0, "Caseload (caseload, in cases per FTE)");
    expect("F6", dir, 0, "\nKept in series.csv, line ");
    expect("F6", dir, 0, "\nTarget\naverage-15:\n");
    expect("F6", dir, 0, "  demand.sources.");
    expect("F6", dir, 0, "/resolved.yaml:");

    expect("targets.locality-16.at_most", dir, 0, "targets.locality-16.at_most = 16 (");
    expect("targets.locality-16.at_most", dir, 0, "  targets: locality-16\n  measures: caseload\n");
    expect("pathway.assessment.takes", dir, 0, "pathway.assessment.takes = law lognormal, mean 5 weeks, cv 0.6 (");
    expect("teams.locality.capacity", dir, 0, "an assumption: no source is stated");
    expect("teams.*.capacity", dir, 0, "teams.locality.capacity = 14 (");
    expect("report.aim", dir, 0, "report.aim = 18 (");
    expect("teams.nobody.capacity", dir, 2, "has no \"teams.nobody.capacity\"");
    expect("teams.*.nothing", dir, 2, "has no \"teams.*.nothing\"");
    expect("charts/caseload", dir, 2, "has no charts/caseload.csv");
    expect("charts/../series", dir, 2, "has no \"charts/../series\"");
    FILE *resolved = fopen(program_path(2, dir, "resolved.yaml"), "a");
    cr_assert(resolved != NULL);
    fputs("# another line\n", resolved);
    fclose(resolved);
    expect("targets.locality-16.at_most", dir, 1, "NOT WHAT manifest.json SAYS");

    expect("F1", folder, 2, "name a folder that headroom run or compare wrote");
    unlink(program_path(1, dir, TRAIL_FILE));
    expect("F1", dir, 2, "has no " TRAIL_FILE);
    run_into(small, dir, "--publication");
    expect("F1", dir, 2, "publication edition");
    cr_expect(access(program_path(1, dir, TRAIL_FILE), F_OK) != 0, "a publication edition has " TRAIL_FILE);
    char *page = program_file(program_path(1, dir, "report.html"), NULL);
    cr_expect(strstr(page, "data-figure") == NULL, "a publication edition has ids");
    free(page);
    program_remove_folder(folder);
}

/* A figure of series.csv with another week, another value or other words is not what the report was made of. */
Test(trace_figure, a_wrong_week_value_or_word_is_caught)
{
    static const char *const broken[] = {"week", "value", "shown", "of", "file", "none"};
    char *folder = program_folder(), why[256];
    const char *dir = program_path(0, folder, "result");
    run_into(small, dir, NULL);
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        json_t *figures = trail_check_open(dir, why);
        json_t *figure = json_array_get(figures, 5);
        cr_assert(figure == trail_check_find(figures, "F6", why), "F6 is not the sixth");
        json_t *row = json_object_get(figure, "row");
        struct text kept = {0};
        if (i == 0) {
            json_object_set_new(row, "week", json_string("1"));
            json_object_set_new(row, "date", json_string("2021-01-11"));
        } else if (i == 1)
            json_object_set_new(json_object_get(figure, "values"), "q50", json_real(3));
        else if (i == 2)
            json_object_set_new(figure, "shown", json_string("3.1"));
        else if (i == 3)
            json_object_set_new(row, "of", json_string("\x1b[31m../../etc"));
        else if (i == 4)
            json_object_set_new(figure, "file", json_string("../../../etc/passwd"));
        bool right = trail_check_kept(figure, dir, &kept);
        cr_expect_eq(right, i == 5, "%s: %s", broken[i], kept.at);
        cr_expect(strchr(kept.at, '\x1b') == NULL, "an escape sequence is printed");
        if (i == 0)
            cr_expect(strstr(kept.at, ", line ") && strstr(kept.at, "that the report was written from"),
                      "the wrong week is no row of series.csv, so nothing was compared:\n%s", kept.at);
        text_release(&kept);
        json_decref(figures);
    }
    program_remove_folder(folder);
}

/* --- numbers without an id ---------------------------------------------------------------------------------------- */

static void blank_out(char *text, const char *pattern)
{
    regex_t what;
    regmatch_t at;
    cr_assert_eq(regcomp(&what, pattern, REG_EXTENDED), 0, "%s", pattern);
    while (regexec(&what, text, 1, &at, 0) == 0)
        memset(text + at.rm_so, ' ', (size_t)(at.rm_eo - at.rm_so));
    regfree(&what);
}

/* Elements with an id, then what is no figure: dates, what intervals are called, what a target asks. */
static void expect_no_bare_number(const char *page, const char *from, const char *until)
{
    static const char *const allowed[] = {
        "<[a-z]+[^>]* data-figure=[^>]*>[^<]*</[a-z]*>",
        "<svg.*</svg>",
        "<code>[^<]*</code>",
        "<(caption|th|h2|h3)[^>]*>[^<]*</[a-z0-9]*>",
        "<[^>]*>",
        "&quot;[^&]*&quot;|&#39;|&nbsp;",
        "[0-9]+ [A-Z][a-z]+ 20[0-9][0-9]",
        "[A-Z][a-z]+ 20[0-9][0-9]",
        "20[0-9][0-9]-[0-9][0-9]",
        "(80|95)% (of runs|interval|confidence)",
        " of [0-9]+ or (fewer|less)",
        "(above|more than) [0-9]+",
        "case(load)? of [0-9]+",
        "Headroom [0-9.]+",
    };
    const char *start = strstr(page, from), *end = start != NULL ? strstr(start + strlen(from), until) : NULL;
    cr_assert(end != NULL, "no %s to %s", from, until);
    char *part = strndup(start, (size_t)(end - start));
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        blank_out(part, allowed[i]);
    const char *bare = strpbrk(part, "0123456789");
    cr_expect(bare == NULL, "after %s a number without an id: ...%.60s", from, bare != NULL ? bare : "");
    free(part);
}

static void expect_all_kept(const char *dir, const char *page, size_t least)
{
    char why[256], mark[64];
    json_t *figures = trail_check_open(dir, why), *figure;
    size_t index;
    cr_assert(figures != NULL, "%s", why);
    cr_expect_geq(json_array_size(figures), least, "only %zu figures", json_array_size(figures));
    json_array_foreach(figures, index, figure)
    {
        struct text kept = {0};
        snprintf(mark, sizeof mark, " id=\"%s\" data-figure", member(figure, "id"));
        cr_expect(strstr(page, mark) != NULL, "%s is not in the page", mark);
        cr_expect(trail_check_kept(figure, dir, &kept), "%s: %s\n%s", member(figure, "id"), member(figure, "shown"),
                  kept.at);
        text_release(&kept);
    }
    json_decref(figures);
}

/* The last figure of a run's page: a name, which is written without commas. */
static void expect_seed_kept(const char *dir)
{
    char why[256];
    struct text kept = {0};
    json_t *figures = trail_check_open(dir, why);
    const json_t *last = json_array_get(figures, json_array_size(figures) - 1);
    cr_expect_str_eq(member(last, "what"), "seed");
    cr_expect(trail_check_kept(last, dir, &kept), "%s: %s", member(last, "shown"), kept.at);
    text_release(&kept);
    json_decref(figures);
}

static char *page_of(const char *command, const char *scenario, const char *dir, const char *runs)
{
    struct program program = PROGRAM(command, scenario, "--quiet", "--no-charts", "--runs", runs, "--out", dir, NULL);
    cr_assert_eq(program.exit, 0, "%s: %s", command, program.err);
    program_release(&program);
    return program_file(program_path(1, dir, "report.html"), NULL);
}

Test(trace_figure, numbers_of_sentences_and_tables_have_ids)
{
    static const char *const places[][2] = {{"<h1>", "<section"},
                                            {"<section id=\"risks\"", "</section>"},
                                            {"<section id=\"caseload\"", "</section>"},
                                            {"<section id=\"quality\"", "</p>"}};
    static const char *const compared[][2] = {
        {"<h1>", "<section"}, {"<section id=\"figures\"", "</section>"}, {"<section id=\"futures\"", "</table>"}};
    char *folder = program_folder();
    const char *dir = program_path(0, folder, "run");
    char *page = page_of("run", "scenarios/luton-2020.yaml", dir, "2");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        expect_no_bare_number(page, places[i][0], places[i][1]);
    expect_seed_kept(dir);
    free(page);
    dir = program_path(0, folder, "comparison");
    page = page_of("compare", "tests/scenarios/valid/comparison.yaml", dir, "2");
    for (size_t i = 0; i < sizeof compared / sizeof *compared; i++)
        expect_no_bare_number(page, compared[i][0], compared[i][1]);
    expect_all_kept(dir, page, 60);
    expect("F1", dir, 0, "\nKept in comparison.json:\n");
    free(page);
    program_remove_folder(folder);
}
