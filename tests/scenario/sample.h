/* A small model of its own for the tests and fuzzers of sim/scenario: every kind of row once, nothing else. */
#ifndef TESTS_SCENARIO_SAMPLE_H
#define TESTS_SCENARIO_SAMPLE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scenario/param.h"
#include "scenario/scenario.h"

enum { COLOUR_RED, COLOUR_GREEN };

struct sample_clock {
    bool given;
    calendar_day start;
    double length;
    int64_t runs;
    int calendar;
};

struct sample_posts {
    bool given;
    double funded, growth;
};

struct sample_team {
    struct named named;
    struct sample_posts posts;
    double capacity;
    bool open;
    int colour;
    struct ref neighbour;
    struct pairs tenure;
};

struct sample_stage {
    struct named named;
    struct ref team;
    struct law_param takes;
    struct pairs then;
};

struct sample_exit {
    struct named named;
    double returns;
};

struct sample_extra {
    bool given;
    double weight;
    double share;
};

struct sample_figure {
    struct named named;
    const char *from;
};

struct sample {
    const char *title;
    struct sample_clock clock;
    struct map teams;   /* sample_team */
    struct map pathway; /* sample_stage */
    struct map exits;   /* sample_exit */
    struct law_param family;
    double leaving, pay, per_case, rate, budget;
    double from, until;
    struct pairs ramp, months, waits, terms;
    struct sample_extra extra;
    struct map sources; /* sample_figure */
};

#define AT(type, member) .key = #member, .offset = offsetof(struct type, member)
#define ROWS(rows_) .rows = rows_, .count = PARAM_COUNT_OF(rows_)

static const char *const sample_calendars[] = {"england", "none", NULL};
static const char *const sample_colours[] = {"red", "green", NULL};

static const struct param sample_clock_rows[] = {
    {AT(sample_clock, start), .kind = PARAM_DATE, .fallback = "2020-01-06", .help = "First day"},
    {AT(sample_clock, length), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .help = "How far ahead", .min = 1,
     .max = 520},
    {AT(sample_clock, runs), .kind = PARAM_INTEGER, .fallback = "500", .min = 1, .max = 1000, .help = "How often"},
    {AT(sample_clock, calendar), .kind = PARAM_CHOICE, .choices = sample_calendars, .fallback = "england",
     .help = "Calendar"},
};

static inline void sample_check_clock(struct param_check *check, void *filled)
{
    const struct sample_clock *clock = filled;
    if (clock->runs == 13)
        param_wrong(check, "runs", "brings bad luck");
    if (clock->runs == 14)
        param_doubt(check, "runs", "comes close to bad luck");
    if (clock->runs == 15)
        param_wrong(check, NULL, "%s is wrong as a whole", param_path(check));
}

static const struct param_table sample_clock_table = {.name = "Clock",
                                                      .help = "Time",
                                                      .size = sizeof(struct sample_clock),
                                                      ROWS(sample_clock_rows),
                                                      .check = sample_check_clock};

static const struct param sample_posts_rows[] = {
    {AT(sample_posts, funded), .kind = PARAM_NUMBER, .unit = UNIT_FTE, .fallback = "0", .may_change = true,
     .help = "Funded posts"},
    {AT(sample_posts, growth), .kind = PARAM_NUMBER, .unit = UNIT_FTE, .fallback = "1.5", .help = "Growth posts"},
};
static const struct param_table sample_posts_table = {.name = "Posts",
                                                      .help = "Establishment",
                                                      .size = sizeof(struct sample_posts),
                                                      ROWS(sample_posts_rows),
                                                      .shorthand = "funded"};

static const struct param sample_team_rows[] = {
    {AT(sample_team, posts), .kind = PARAM_TABLE, .of = &sample_posts_table, .fallback = "0", .help = "Posts"},
    {AT(sample_team, capacity), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "none", .none_ok = true,
     .max = 100, .role = ROLE_UNCERTAIN, .help = "Cases", .source = "assumption"},
    {AT(sample_team, open), .kind = PARAM_BOOL, .fallback = "true", .help = "Open"},
    {AT(sample_team, colour), .kind = PARAM_CHOICE, .choices = sample_colours, .fallback = "", .help = "Colour"},
    {AT(sample_team, neighbour), .kind = PARAM_REF, .refers = "teams", .fallback = "", .help = "Another team"},
    {AT(sample_team, tenure), .kind = PARAM_PAIRS, .pair_key = PAIR_BAND, .unit = UNIT_SHARE, .total_one = true,
     .fallback = "0-10 years", .help = "Time with the employer"},
};
static const struct param_table sample_team_table = {
    .name = "Teams", .help = "Who holds cases", .size = sizeof(struct sample_team), ROWS(sample_team_rows)};

static const struct param sample_stage_rows[] = {
    {AT(sample_stage, team), .kind = PARAM_REF, .refers = "teams", .help = "Team"},
    {AT(sample_stage, takes), .kind = PARAM_LAW, .unit = UNIT_DURATION, .observed_ok = true, .help = "Duration"},
    {AT(sample_stage, then), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "pathway|exits", .unit = UNIT_SHARE,
     .total_one = true, .fallback = "{closed: 100%}", .help = "Where next"},
};
static const struct param_table sample_stage_table = {
    .name = "Stages", .help = "What a case goes through", .size = sizeof(struct sample_stage), ROWS(sample_stage_rows)};

static const struct param sample_exit_rows[] = {
    {AT(sample_exit, returns), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "0%", .help = "Coming back"},
};
static const struct param_table sample_exit_table = {
    .name = "Exits", .help = "Ways out", .size = sizeof(struct sample_exit), ROWS(sample_exit_rows)};

static const struct param sample_extra_rows[] = {
    {AT(sample_extra, weight), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .help = "Weight"},
    {AT(sample_extra, share), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "{likely: 5%, low: 1%, high: 9%}",
     .help = "Share"},
};
static const struct param_table sample_extra_table = {
    .name = "Extra", .help = "Optional", .size = sizeof(struct sample_extra), ROWS(sample_extra_rows)};

static const struct param sample_figure_rows[] = {
    {AT(sample_figure, from), .kind = PARAM_TEXT, .help = "Where it came from"},
};
static const struct param_table sample_figure_table = {.name = "Sources",
                                                       .help = "Origins",
                                                       .size = sizeof(struct sample_figure),
                                                       ROWS(sample_figure_rows),
                                                       .shorthand = "from"};

static const struct param sample_rows[] = {
    {AT(sample, title), .kind = PARAM_TEXT, .fallback = "", .help = "Title"},
    {AT(sample, clock), .kind = PARAM_TABLE, .of = &sample_clock_table, .help = "Time"},
    {AT(sample, teams), .kind = PARAM_MAP, .of = &sample_team_table, .fallback = "{}", .help = "Teams"},
    {AT(sample, pathway), .kind = PARAM_MAP, .of = &sample_stage_table, .fallback = "", .help = "Stages"},
    {AT(sample, exits), .kind = PARAM_MAP, .of = &sample_exit_table, .fallback = "{closed: {}}", .help = "Exits"},
    {AT(sample, family), .kind = PARAM_LAW, .whole = true, .fallback = "1", .help = "Children in a family"},
    {AT(sample, leaving), .kind = PARAM_NUMBER, .unit = UNIT_HAZARD, .fallback = "", .help = "Leaving"},
    {AT(sample, pay), .kind = PARAM_NUMBER, .unit = UNIT_MONEY_RATE, .fallback = "£37,000 per year", .help = "Pay"},
    {AT(sample, per_case), .kind = PARAM_NUMBER, .unit = UNIT_PER_CASE, .fallback = "1.5% per case", .help = "b"},
    {AT(sample, rate), .kind = PARAM_NUMBER, .unit = UNIT_RATE, .fallback = "46.5 children per week", .help = "Rate"},
    {AT(sample, budget), .kind = PARAM_NUMBER, .unit = UNIT_MONEY, .fallback = "£1.7m", .help = "Budget"},
    {AT(sample, from), .kind = PARAM_TIME, .fallback = "", .help = "Beginning"},
    {AT(sample, until), .kind = PARAM_TIME, .fallback = "none", .none_ok = true, .help = "End"},
    {AT(sample, ramp), .kind = PARAM_PAIRS, .pair_key = PAIR_DURATION, .unit = UNIT_SHARE,
     .fallback = "{0 weeks: 50%, 17 weeks: 100%}", .help = "Ramp"},
    {AT(sample, months), .kind = PARAM_PAIRS, .pair_key = PAIR_MONTH, .unit = UNIT_NONE, .fallback = "",
     .help = "Season"},
    {AT(sample, waits), .kind = PARAM_PAIRS, .pair_key = PAIR_WHOLE, .unit = UNIT_COUNT, .fallback = "",
     .help = "Waits"},
    {AT(sample, terms), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .path_names = true, .unit = UNIT_NONE,
     .fallback = "", .min = -1, .max = 1, .help = "Terms"},
    {AT(sample, extra), .kind = PARAM_TABLE, .of = &sample_extra_table, .fallback = "", .help = "Optional section"},
    {AT(sample, sources), .kind = PARAM_MAP, .of = &sample_figure_table, .fallback = "{}", .path_names = true,
     .help = "Where figures came from"},
};

static inline void sample_check(struct param_check *check, void *filled)
{
    const struct sample *sample = filled;
    if (sample->budget == 1300)
        param_wrong(check, "budget", "is odd, says the root after %d runs",
                    (int)((const struct sample *)param_root(check))->clock.runs);
}

static const struct param_table sample_table = {.name = "Sample",
                                                .help = "Every kind of row.",
                                                .size = sizeof(struct sample),
                                                ROWS(sample_rows),
                                                .check = sample_check};

/* --- helpers --- */

struct sample_fixture {
    struct arena arena;
    struct diag diag;
    struct node *tree;
    struct filled filled;
    struct sample *values;
    struct text problems;
};

/* "line:column path: message" a line, in order of adding. */
static inline void sample_list_problems(const struct diag *diag, struct text *out)
{
    for (size_t i = 0; i < diag->count; i++) {
        const struct problem *problem = &diag->problems[i];
        text_printf(out, "%d:%d %s%s%s%s\n", problem->place.line, problem->place.column,
                    problem->warning ? "warning: " : "", problem->path == NULL ? "" : problem->path,
                    problem->path == NULL ? "" : ": ", problem->message);
    }
    text_add(out, "");
}

static inline struct sample_fixture sample_parse(const char *yaml, size_t length)
{
    struct sample_fixture fixture = {0};
    int file = diag_file(&fixture.diag, "test.yaml", yaml, length);
    fixture.tree = tree_parse(&fixture.arena, &fixture.diag, file);
    return fixture;
}

/* Parses and fills; `problems` lists what was wrong. */
static inline struct sample_fixture sample_fill(const char *yaml)
{
    struct sample_fixture fixture = sample_parse(yaml, strlen(yaml));
    if (fixture.tree != NULL) {
        fixture.filled = param_fill(&sample_table, fixture.tree, &fixture.arena, &fixture.diag);
        fixture.values = fixture.filled.values;
    }
    sample_list_problems(&fixture.diag, &fixture.problems);
    return fixture;
}

static inline void sample_release(struct sample_fixture *fixture)
{
    arena_release(&fixture->arena);
    diag_release(&fixture->diag);
    text_release(&fixture->problems);
}

/* What scenario_write() says of a tree; to be freed. */
static inline char *sample_write(const struct node *tree, const char *path, bool origins, const struct diag *diag)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&bytes, &length);
    struct scenario scenario = {.root = (struct node *)tree};
    bool found = scenario_write(&scenario, &sample_table, path, origins, diag, out);
    fclose(out);
    if (!found) {
        free(bytes);
        return NULL;
    }
    return bytes;
}

#endif
