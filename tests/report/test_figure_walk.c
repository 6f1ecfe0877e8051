/* The whole page of a run, element by element: every number stands in an element whose id `headroom trace` knows. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "report/trail_check.h"
#include "support/program.h"

TestSuite(figure_walk);

/* What is a number and neither a result nor an input. */
static const char *const allowed[] = {
    "&[a-z]+;|&#[0-9]+;",                        /* entities of HTML */
    "[12][0-9]{3}-[0-9]{2}",                     /* financial years, */
    "[0-9]+ [A-Z][a-z]+ [12][0-9]{3}",           /* dates */
    "[A-Z][a-z]+ [12][0-9]{3}",                  /* and months, which say where a number stands */
    "(50|80|95)% (of runs|range|interval|conf)", /* what ranges are called */
    "[0-9]+th percentile",                       /* the name of a measure */
    "chance of 90% or more",                     /* from when "meets" is said, always */
    "[0-9]+ weekly measures",                    /* of the program, whatever the run */
    "in blocks of 50",                           /* the method of every run */
    "would pin it to within 2",                  /* what every decision needs */
    "at least 1[,.]|near 1,|at least 1 ",        /* definitions of derived figures */
    "below 10 FTE|rho is 0.9",                   /* the program's classes of teams */
    "Headroom [0-9]+[.][0-9.]+",                 /* the version */
    "Philox4x32-10|version 3 or later",          /* names */
};

/* Whose text is no text of the page, holds examples of how to read one, or lists the ids themselves. */
static const char *const passed_over[] = {"<style", "<code", "<title", "<section id=\"reading\"",
                                          "<section id=\"trace\""};

enum { DEEP = 64, IDS = 2000 };

struct walk {
    struct {
        char tag[16];
        bool traced, passed_over;
    } open[DEEP];
    size_t depth;
    regex_t allowed[sizeof allowed / sizeof *allowed];
    char *ids[IDS]; /* of all elements, each once */
    size_t id_count, bare;
    char first[200]; /* bare number */
};

static void note_id(struct walk *walk, const char *at)
{
    size_t length = strcspn(at, "\"");
    for (size_t i = 0; i < walk->id_count; i++)
        if (strlen(walk->ids[i]) == length && strncmp(walk->ids[i], at, length) == 0)
            return;
    cr_assert_lt(walk->id_count, IDS);
    walk->ids[walk->id_count++] = strndup(at, length);
}

static void open_tag(struct walk *walk, const char *tag, size_t length)
{
    static const char key[] = " data-figure=\"";
    char whole[1000];
    snprintf(whole, sizeof whole, "%.*s", (int)length, tag);
    const char *figure = strstr(whole, key);
    cr_assert(walk->depth + 1 < DEEP && length < sizeof whole, "too deep or too long: %s", whole);
    walk->depth++;
    bool passes = walk->open[walk->depth - 1].passed_over;
    for (size_t i = 0; i < sizeof passed_over / sizeof *passed_over; i++)
        passes = passes || strncmp(whole, passed_over[i], strlen(passed_over[i])) == 0;
    walk->open[walk->depth].passed_over = passes;
    walk->open[walk->depth].traced = walk->open[walk->depth - 1].traced || figure != NULL;
    snprintf(walk->open[walk->depth].tag, sizeof walk->open->tag, "%.*s", (int)strcspn(whole + 1, " >\n"), whole + 1);
    if (figure != NULL)
        note_id(walk, figure + sizeof key - 1);
}

/* Blanks out what is allowed, and counts what is left. */
static void look_at(struct walk *walk, const char *text, size_t length)
{
    if (walk->open[walk->depth].traced || walk->open[walk->depth].passed_over)
        return;
    char *words = strndup(text, length);
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        regmatch_t at;
        while (regexec(&walk->allowed[i], words, 1, &at, 0) == 0)
            memset(words + at.rm_so, ' ', (size_t)(at.rm_eo - at.rm_so));
    }
    const char *number = strpbrk(words, "0123456789");
    if (number != NULL && walk->bare++ == 0)
        snprintf(walk->first, sizeof walk->first, "...%.150s, in <%s>", number, walk->open[walk->depth].tag);
    free(words);
}

static void take(struct walk *walk, const char *page)
{
    *walk = (struct walk){0};
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        cr_assert_eq(regcomp(&walk->allowed[i], allowed[i], REG_EXTENDED), 0, "%s", allowed[i]);
    const char *at = strstr(page, "<body");
    cr_assert(at != NULL);
    while (strncmp(at, "</body", 6) != 0) {
        const char *text = at + strcspn(at, ">") + 1;
        if (at[1] == '/')
            walk->depth--;
        else
            open_tag(walk, at, (size_t)(text - at));
        at = text + strcspn(text, "<");
        look_at(walk, text, (size_t)(at - text));
    }
    cr_assert_eq(walk->depth, 1, "<%s> is not closed", walk->open[walk->depth].tag);
}

static void give_back(struct walk *walk)
{
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        regfree(&walk->allowed[i]);
    for (size_t i = 0; i < walk->id_count; i++)
        free(walk->ids[i]);
}

static void expect_no_bare_number(const char *page)
{
    struct walk walk;
    take(&walk, page);
    cr_expect_eq(walk.bare, 0, "%zu numbers without an id, the first: %s", walk.bare, walk.first);
    give_back(&walk);
}

/* A number of a figure is known when the folder holds it; a path when trace finds it. */
static void expect_known(const char *dir, const struct walk *walk)
{
    char why[256];
    json_t *figures = trail_check_open(dir, why);
    cr_assert(figures != NULL, "%s", why);
    size_t paths = 0;
    for (size_t i = 0; i < walk->id_count; i++) {
        if (trail_check_is_id(walk->ids[i])) {
            cr_expect(trail_check_find(figures, walk->ids[i], why) != NULL, "%s", why);
            continue;
        }
        struct program program = PROGRAM("trace", walk->ids[i], "--in", dir);
        cr_expect_eq(program.exit, 0, "%s: %s", walk->ids[i], program.err);
        cr_expect(strstr(program.out, strncmp(walk->ids[i], "figures/", 8) == 0 ? "manifest.json" : "resolved.yaml:") !=
                      NULL,
                  "%s: no line of the scenario:\n%s", walk->ids[i], program.out);
        program_release(&program);
        paths++;
    }
    cr_expect_gt(paths, 50, "only %zu paths", paths);
    json_decref(figures);
}

/* The first figure of each kind is looked up, since a table repeats its kinds row by row; of series.csv only those with a band
 * that is shown nowhere else, since test_trace_figure.c looks up the others. */
static void expect_kept(const char *dir)
{
    char why[256];
    json_t *figures = trail_check_open(dir, why), *seen = json_object(), *figure;
    size_t index;
    cr_assert(figures != NULL, "%s", why);
    json_array_foreach(figures, index, figure)
    {
        const char *measure = json_string_value(json_object_get(figure, "measure"));
        const char *kind = measure != NULL ? measure : json_string_value(json_object_get(figure, "what"));
        json_int_t before = json_integer_value(json_object_get(seen, kind));
        bool common = strcmp(json_string_value(json_object_get(figure, "file")), "series.csv") == 0 &&
                      json_object_get(json_object_get(figure, "values"), "q25") == NULL &&
                      json_object_get(json_object_get(figure, "values"), "q975") == NULL;
        struct text kept = {0};
        json_object_set_new(seen, kind, json_integer(before + !common));
        if (before == 0 && !common)
            cr_expect(trail_check_kept(figure, dir, &kept), "%s: %s\n%s",
                      json_string_value(json_object_get(figure, "id")),
                      json_string_value(json_object_get(figure, "shown")), kept.at);
        text_release(&kept);
    }
    json_decref(figures);
    json_decref(seen);
}

/* small.yaml with what it does not have: observed figures, a level of waits, words of a person with a number, another target. */
static const char *write_scenario(const char *folder)
{
    static const char more[] =
        "  busy: {title: At most 20 a worker, measure: caseload, statistic: share_above, above: 12,\n"
        "         at_most: 80%, by: 20 weeks, hold: 2 weeks, waiting_limit: 9 weeks}\n"
        "report: {aim: 17, waits_over: {2 weeks: 1}}\n"
        "statement: {purpose: To try 3 plans}\n"
        "history: {file: past/seen.csv}\n"
        "sources:\n  demand: {from: A count of 40 weeks, grade: B, note: 2 months are missing}\n";
    static const char seen[] = "date,measure,team,value,source\n"
                               "2019-01-07,caseload,all,15.5,census\n2020-01-06,caseload,all,14.25,census\n"
                               "2020-01-06,agency_share,locality,12%,census\n2021-03-01,caseload,all,13.5,census\n"
                               "2019-01-07,agency_share,locality,10%,census\n";
    char *small = program_file("tests/scenarios/valid/small.yaml", NULL);
    cr_assert_eq(mkdir(program_path(1, folder, "past"), 0700), 0);
    FILE *file = fopen(program_path(1, folder, "past/seen.csv"), "w");
    cr_assert(file != NULL);
    fputs(seen, file);
    fclose(file);
    const char *path = program_path(2, folder, "more.yaml");
    file = fopen(path, "w");
    cr_assert(file != NULL);
    fprintf(file, "%s%s", small, more);
    fclose(file);
    free(small);
    return path;
}

static char *page_of(const char *scenario, const char *dir)
{
    struct program program = PROGRAM("run", scenario, "--quiet", "--no-charts", "--runs", "6", "--out", dir, "--set",
                                     "workforce.leaving.rate=12% per year", "--set", "workforce.handover=2 weeks");
    cr_assert_eq(program.exit, 0, "%s", program.err);
    program_release(&program);
    return program_file(program_path(3, dir, "report.html"), NULL);
}

Test(figure_walk, every_number_of_a_page_has_an_id_that_trace_knows)
{
    char *folder = program_folder();
    const char *dir = program_path(0, folder, "result");
    char *page = page_of(write_scenario(folder), dir);
    struct walk walk;
    take(&walk, page);
    cr_expect_eq(walk.bare, 0, "%zu numbers without an id, the first: %s", walk.bare, walk.first);
    cr_expect(strstr(page, "id=\"history\"") != NULL && strstr(page, "Over <span") != NULL, "the page lacks a part");
    cr_expect(strstr(page, ">workforce.leaving.rate=12% per year</span>, <span ") != NULL, "the changes are not told");
    expect_known(dir, &walk);
    expect_kept(dir);
    give_back(&walk);
    /* A number that lost its id is found: a result, the level of a target, an input. */
    static const char *const lost[] = {" data-figure=\"F20\"", " data-figure=\"targets.average-15.at_most\"",
                                       " data-figure=\"pathway.assessment.takes\""};
    for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) {
        char *at = strstr(page, lost[i]);
        cr_assert(at != NULL, "no %s", lost[i]);
        memset(at, ' ', strlen(lost[i]));
        take(&walk, page);
        cr_expect_gt(walk.bare, i, "the number that was%s is not missed", lost[i]);
        give_back(&walk);
    }
    free(page);
    program_remove_folder(folder);
}

/* What only other scenarios have: money with funding that ends, and pipelines. */
Test(figure_walk, money_and_pipelines_have_ids_too)
{
    static const char *const scenarios[] = {"tests/scenarios/valid/money.yaml", "tests/scenarios/valid/academy.yaml"};
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        char *folder = program_folder();
        const char *dir = program_path(0, folder, "result");
        char *page = page_of(scenarios[i], dir);
        expect_no_bare_number(page);
        expect_kept(dir);
        free(page);
        program_remove_folder(folder);
    }
}
