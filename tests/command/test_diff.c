/* headroom diff: what differs between two scenarios, in sentences. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/plan.h"
#include "scenario/scenario.h"
#include "scenario/scenario_diff.h"
#include "support/program.h"

/* Two of everything that the sentences below speak of. */
static const char common[] = "schema: 1\nclock: {calendar: none}\n"
                             "exits: {closed: {}, moved-on: {title: Moved on}}\n"
                             "workforce: {grades: {worker: {}}}\n";

static struct node *parse(struct arena *arena, const char *first, const char *second)
{
    struct diag diag = {0};
    struct text text = {0};
    text_add(&text, first);
    struct node *base = tree_parse(arena, &diag, diag_file(&diag, "first", text.at, text.length));
    struct node *over = tree_parse(arena, &diag, diag_file(&diag, "second", second, strlen(second)));
    cr_assert_eq(diag.errors, 0, "%s: %s", second, diag.count > 0 ? diag.problems[0].message : "");
    base = tree_merge(arena, base, over);
    text_release(&text);
    diag_release(&diag);
    return base;
}

/* "path: sentence" of every difference, a line each. */
static char *told(const char *before, const char *after)
{
    struct arena arena = {0};
    struct text text = {0};
    const struct node *trees[] = {parse(&arena, common, before), parse(&arena, common, after)};
    struct scenario_diff diff = scenario_diff(&plan_table, trees[0], trees[1], &arena);
    text_add(&text, "");
    for (size_t i = 0; i < diff.count; i++)
        text_printf(&text, "%s%s: %s", i == 0 ? "" : "\n", diff.items[i].path, diff.items[i].sentence);
    arena_release(&arena);
    return text.at;
}

static const char *const pairs[][3] = {
    /* the same, said otherwise */
    {"clock: {length: 52 weeks}", "clock: {length: 1 year}", ""},
    {"clock: {runs: 500}", "clock: {}", ""},
    {"teams: {north: {posts: 20}, south: {posts: 5}}",
     "teams: {south: {posts: {funded: 5}}, north: {posts: {funded: 20.0}}}", ""},
    {"pathway: {help: {takes: 8 weeks}}", "pathway: {help: {takes: {law: fixed, mean: 56 days}}}", ""},
    {"money: {pay: {worker: £37k per year}}", "money: {pay: {worker: \"£37,000 per year\"}}", ""},
    {"levers: {l: {starts: 2021-01-04, set: {teams.north.posts.funded: 4}}}\nteams: {north: {posts: 1}}",
     "levers: {l: {starts: 2021-01-04, set: {teams.north.posts.funded: 4.0}}}\nteams: {north: {posts: 1}}", ""},
    /* numbers */
    {"teams: {north: {posts: 20}}", "teams: {north: {posts: 24}}",
     "teams.north.posts.funded: North: funded posts rise from 20 to 24 (+4)"},
    {"teams: {north: {title: Équipe nord, capacity: {likely: 18, low: 14, high: 22}}}",
     "teams: {north: {title: Équipe nord, capacity: 20}}",
     "teams.north.capacity: Équipe nord: capacity rises from 18 (14 to 22) to 20 for certain (+2)"},
    {"teams: {north: {capacity: {likely: 18, low: 14, high: 22}}}",
     "teams: {north: {capacity: {likely: 18, low: 16, high: 22}}}",
     "teams.north.capacity: North: capacity changes from 18 (14 to 22) to 18 (16 to 22)"},
    {"workforce: {leaving: {rate: 10% per year}}", "workforce: {leaving: {rate: 12% per year}}",
     "workforce.leaving.rate: Leaving: rate rises from 10% per year to 12% per year (+20%)"},
    {"clock: {length: 52 weeks}", "clock: {length: 50 weeks}",
     "clock.length: Clock: length falls from 52 weeks to 50 weeks (-3.8%)"},
    {"clock: {runs: 500, seed: 3}", "clock: {runs: 200}",
     "clock.runs: Clock: runs change from 500 to 200\nclock.seed: Clock: seed changes from 3 to 1"},
    {"clock: {length: 10.0000001 weeks}", "clock: {length: 10 weeks}",
     "clock.length: Clock: length falls from 10 weeks to 10 weeks, by less than these digits show"},
    {"teams: {north: {capacity: 20}}", "teams: {north: {capacity: none}}",
     "teams.north.capacity: North: capacity changes from 20 to none"},
    /* dates: moving the start moves nothing that has a date */
    {"clock: {calendar: england, start: 2020-01-06}\nevents: {e: {date: 2020-06-01}}",
     "clock: {calendar: england, start: 2020-01-13}\nevents: {e: {date: 2020-06-01}}",
     "clock.start: Clock: start changes from 6 January 2020 to 13 January 2020 (1 week later)"},
    {"clock: {calendar: england}\nevents: {e: {date: 2020-06-01}}",
     "clock: {calendar: england}\nevents: {e: {date: 2020-05-04, detail: soon}}",
     "events.e.date: E: date changes from 1 June 2020 to 4 May 2020 (4 weeks earlier)\n"
     "events.e.detail: E: detail is now given: \"soon\""},
    /* shares by name, steps, laws */
    {"pathway: {help: {takes: 8 weeks, then: {closed: 100%}}}",
     "pathway: {help: {takes: 8 weeks, then: {closed: 98.6%, moved-on: 1.4%}}}",
     "pathway.help.then.closed: Help, next: Closed falls from 100% to 98.6% (-1.4 points)\n"
     "pathway.help.then.moved-on: Help, next: Moved on is now given: 1.4%"},
    {"workforce: {grades: {worker: {ramp: {0 weeks: 50%, 4 weeks: 100%}}}}",
     "workforce: {grades: {worker: {ramp: {0 weeks: 60%, 4 weeks: 100%}}}}",
     "workforce.grades.worker.ramp.0 weeks: Worker, ramp: 0 weeks rises from 50% to 60% (+10 points)"},
    {"workforce: {grades: {worker: {ramp: {0 weeks: 50%, 4 weeks: 100%}}}}",
     "workforce: {grades: {worker: {ramp: {0 weeks: 50%, 6 weeks: 100%}}}}",
     "workforce.grades.worker.ramp: Worker: ramp changes from 0 weeks 50%, 4 weeks 100% to 0 weeks 50%, 6 weeks 100%"},
    {"pathway: {help: {takes: {law: lognormal, mean: 8 weeks, cv: 0.6}}}",
     "pathway: {help: {takes: {law: lognormal, mean: 10 weeks, cv: 0.6}}}",
     "pathway.help.takes.mean: Help, length: mean rises from 8 weeks to 10 weeks (+25%)"},
    {"pathway: {help: {takes: {law: lognormal, mean: 8 weeks, cv: 0.6}}}", "pathway: {help: {takes: 8 weeks}}",
     "pathway.help.takes: Help: length changes from lognormal, mean 8 weeks, cv 0.6 to 8 weeks"},
    /* things by name */
    {"teams: {north: {posts: 1}}",
     "teams: {north: {posts: 1}, south: {posts: 5, staff: {old: {grade: worker, fte: 4}}}}",
     "teams.south: A team is added: South, funded posts 5, staff (Old (grade Worker, FTE 4))"},
    {"teams: {north: {}, south: {}}", "teams: {north: {title: The north}}",
     "teams.north.title: The north: title changes from \"North\" to \"The north\"\n"
     "teams.south: A team is removed: South"},
    {"teams: {north: {id: a}}", "teams: {northern: {id: a}}",
     "teams.northern: Northern: name changes from \"north\" to \"northern\"\n"
     "teams.northern.title: Northern: title changes from \"North\" to \"Northern\""},
    {"schema: 1", "money: {on_costs: 30%}", "money: Money is added: on-costs 30%"},
    {"agency: {notice: 2 weeks, grade: worker}", "schema: 1", "agency: Agency is removed"},
    {"teams: {north: {}, south: {title: North}}\npathway: {help: {takes: 1 week, team: north}}",
     "teams: {north: {}, south: {title: North}}\npathway: {help: {takes: 1 week, team: south}}",
     "pathway.help.team: Help: team changes from north to south"},
    {"teams: {north: {}}\npathway: {help: {takes: 1 week, team: north}}",
     "teams: {north: {title: \"Up\\nnorth\"}}\npathway: {help: {takes: 1 week, team: north}}",
     "teams.north.title: Up north: title changes from \"North\" to \"Up north\""},
    /* levers */
    {"teams: {north: {posts: 1}}",
     "teams: {north: {posts: 1}}\nlevers: {more: {starts: 10 weeks, ramp: 4 weeks, ends: 40 weeks, "
     "add: {teams.north.posts.funded: 3}, cost: \"£9,000 per year\"}}",
     "levers.more: A lever is added: More, start 10 weeks, ramp 4 weeks, end 40 weeks; North: funded posts plus 3; "
     "cost £9,000 per year"},
    {"teams: {north: {posts: 1}}\nlevers: {more: {starts: 1 week, add: {teams.north.posts.funded: 3}}}",
     "teams: {north: {posts: 1}}\nlevers: {more: {starts: 1 week, scale: {teams.north.posts.funded: 90%}}}",
     "levers.more.scale.teams.north.posts.funded: More: North: funded posts times 90%, before: untouched\n"
     "levers.more.add.teams.north.posts.funded: More: no longer North: funded posts plus 3"},
};

Test(diff, says_what_differs_and_nothing_else)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char *got = told(pairs[i][0], pairs[i][1]);
        cr_expect_str_eq(got, pairs[i][2], "\n%s\n%s\nis told as\n%s\nand not as\n%s", pairs[i][0], pairs[i][1], got,
                         pairs[i][2]);
        free(got);
        got = told(pairs[i][1], pairs[i][1]);
        cr_expect_str_eq(got, "", "beside itself: %s", got);
        free(got);
    }
}

/* --- what ships --- */

static void load(struct scenario *scenario, const char *path)
{
    struct diag diag = {0};
    cr_assert(scenario_load(scenario, path, NULL, 0, &diag), "%s", path);
    diag_release(&diag);
}

static bool is_told(const struct scenario_diff *diff, const char *path)
{
    for (size_t i = 0; i < diff->count; i++) {
        size_t length = strlen(diff->items[i].path);
        if (strncmp(diff->items[i].path, path, length) == 0 && (path[length] == '\0' || path[length] == '.'))
            return true;
    }
    return false;
}

/* Every leaf of the option's own file that the baseline does not hold in the same words is in some sentence. */
static size_t check_leaves(const struct node *node, const char *path, const struct node *baseline,
                           const struct scenario_diff *diff)
{
    struct arena arena = {0};
    size_t checked = 0;
    for (size_t i = 0; node->kind == NODE_MAP && i < node->count; i++) {
        const char *inner = arena_printf(&arena, "%s%s%s", path, *path == '\0' ? "" : ".", node->items[i]->key);
        if (strcmp(inner, "extends") != 0)
            checked += check_leaves(node->items[i], inner, baseline, diff);
    }
    if (node->kind == NODE_SCALAR) {
        const struct node *old = tree_find(baseline, path);
        bool same = old != NULL && old->kind == NODE_SCALAR && strcmp(old->text, node->text) == 0;
        cr_expect_eq(is_told(diff, path), !same, "%s is %s", path, same ? "told, and is the same" : "not told");
        checked = 1;
    }
    arena_release(&arena);
    return checked;
}

Test(diff, tells_every_leaf_of_the_shipped_options)
{
    static const char *const names[] = {"academy",          "agency-withdrawal",  "funding-ends",
                                        "inspection-slips", "re-referral-spiral", "surge",
                                        "surge-twice",      "threshold"};
    struct scenario base = {0};
    load(&base, "scenarios/luton-2020.yaml");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct scenario option = {0};
        struct arena arena = {0};
        struct diag diag = {0};
        char path[100];
        size_t length;
        snprintf(path, sizeof path, "scenarios/options/%s.yaml", names[i]);
        load(&option, path);
        char *text = program_file(path, &length);
        const struct node *own = tree_parse(&arena, &diag, diag_file(&diag, path, text, length));
        struct scenario_diff diff = scenario_diff(&plan_table, base.root, option.root, &arena);
        cr_expect_gt(check_leaves(own, "", base.root, &diff), 4, "%s has leaves", path);
        diff = scenario_diff(&plan_table, option.root, option.root, &arena);
        cr_expect_eq(diff.count, 0, "%s beside itself: %s", path, diff.count > 0 ? diff.items[0].sentence : "");
        free(text);
        arena_release(&arena);
        diag_release(&diag);
        scenario_release(&option);
    }
    scenario_release(&base);
}

/* The program itself: exit 0 whether there are differences or not, 2 for a file that cannot be read; --set changes the
 * second file; sources are counted; no line is wider than 80 columns but for a path that has no spaces. */
Test(diff, speaks_as_a_program)
{
    static const char luton[] = "scenarios/luton-2020.yaml", academy[] = "scenarios/options/academy.yaml";
    struct program same = PROGRAM("diff", luton, luton, "--quiet");
    cr_expect_eq(same.exit, 0, "exit %d", same.exit);
    cr_expect_str_eq(same.out, "No differences\n", "%s", same.out);
    struct program set = PROGRAM("diff", luton, luton, "--quiet", "--set", "teams.assessment.posts.funded=24");
    cr_expect_eq(set.exit, 0, "exit %d", set.exit);
    cr_expect_not_null(strstr(set.out, "\nTeams\n  - Assessment: funded posts rise from 20 to 24 (+4)\n"), "%s",
                       set.out);
    struct program option = PROGRAM("diff", luton, academy, "--quiet");
    cr_expect_not_null(strstr(option.out, "\n6 differences in the sources of figures; --sources lists them\n"), "%s",
                       option.out);
    cr_expect_null(strstr(option.out, "[sources."), "%s", option.out);
    struct program sources = PROGRAM("diff", luton, academy, "--quiet", "--sources");
    cr_expect_not_null(strstr(sources.out, "[sources.pipelines.academy.cost]"), "%s", sources.out);
    for (const char *line = option.out; *line != '\0'; line += strcspn(line, "\n") + 1)
        cr_expect_leq(strcspn(line, "\n"), 80 + (strstr(line, "£") != NULL), "%.100s", line);
    struct program missing = PROGRAM("diff", luton, "scenarios/nothing.yaml");
    cr_expect_eq(missing.exit, 2, "exit %d", missing.exit);
    program_release(&same);
    program_release(&set);
    program_release(&option);
    program_release(&sources);
    program_release(&missing);
}
