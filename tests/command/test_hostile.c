/* Hostile words in every place where a scenario takes words: none runs a command, breaks a file or reaches the terminal. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "support/page.h"
#include "support/picture.h"
#include "support/program.h"

/* As a user may write them between double quotes in YAML: gnuplot, shells, markup, spreadsheets, terminals. */
static const char *const hostile[] = {
    "`touch MARK`",
    "'; system 'touch MARK'; '",
    "\\\"; system \\\"touch MARK\\\"; \\\"",
    "a\\nsystem 'touch MARK'\\n",
    "a\\nEOD\\nsystem 'touch MARK'\\n$x << EOD\\n",
    "\\\\'; system 'touch MARK'; '\\\\",
    "| touch MARK",
    "< touch MARK",
    "$(touch MARK) ${x} @MARK",
    "}\\n}\\nsystem 'touch MARK'\\n{",
    "100% of 5 % and %% %s %n",
    "</text></svg><script>alert(1)</script>",
    "\\\" onload=\\\"alert(1)\\\" x='",
    "]]> <!-- --> &amp; &#0; <![CDATA[ &",
    "\\u05e9\\u05dc\\u05d5\\u05dd \u05e9\u05dc\u05d5\u05dd <b>& \\\"\\u202eabc",
    "A title of three hundred characters, which nobody should write and somebody will: it names the optio"
    "n, its grant, its board, it names the option, its grant, its board, it names the option, its grant, "
    "its board, it names the option, its grant, its board, it names the option, its grant, its board, it ",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "=HYPERLINK(\\\"http://x.example\\\",\\\"y\\\")",
    "{/Bold x} ^a _b \\\\n \\\\101 ~a{b}",
    "\\t tab, £1.7m, café, 漢字, 😀",
    "a very long title that goes on and on, so that it has to be cut or broken somewhere in every table and every chart of it",
};
enum { HOSTILE = sizeof hostile / sizeof *hostile };

/* Every "@" that stands alone in quotes is a place for words. */
static const char scenario[] =
    "schema: 1\n"
    "name: hostile\n"
    "title: \"@\"\n"
    "notice: \"@\"\n"
    "clock: {start: 2021-01-04, length: 60 weeks, runs: 3, seed: 5}\n"
    "demand: {sources: {s: {enters: work, rate: 4 per week, title: \"@\"}}}\n"
    "pathway:\n"
    "  work: {team: t, title: \"@\", takes: 6 weeks, hands_on: 50%, opening: 20, then: {closed: 100%}}\n"
    "exits: {closed: {title: \"@\"}}\n"
    "teams:\n"
    "  t: {title: \"@\", posts: {funded: 5}, capacity: 15, staff: {a: {grade: worker, fte: 5}}}\n"
    "  u: {title: \"@\", posts: {funded: 2}, staff: {a: {grade: worker, fte: 2}}}\n"
    "workforce: {grades: {worker: {title: \"@\"}}}\n"
    "targets: {main: {title: \"@\", at_most: 18, by: 2021-12-06}}\n"
    "events: {e: {title: \"@\", date: 2021-06-07, detail: \"@\"}}\n"
    "levers: {l: {title: \"@\", starts: 2021-03-01, set: {teams.t.capacity: 14}}}\n"
    "money:\n"
    "  pay: {worker: \"£37,000 per year\"}\n"
    "  funding: {f: {title: \"@\", kind: grant, per_year: £100k per year}}\n"
    "sources: {pathway.work.takes: {from: \"@\", grade: D, note: \"@\"}}\n";

/* The same for a comparison: every option, future, budget and source. */
static const char comparison[] =
    "schema: 1\n"
    "kind: comparison\n"
    "name: hostile\n"
    "title: \"@\"\n"
    "notice: \"@\"\n"
    "baseline: a\n"
    "options:\n"
    "  a: {title: \"@\", file: hostile.yaml}\n"
    "  b: {title: \"@\", file: hostile.yaml, set: {teams.t.posts.funded: 6}}\n"
    "  c: {title: \"@\", file: hostile.yaml, set: {teams.t.posts.funded: 7}}\n"
    "  d: {title: \"@\", file: hostile.yaml, set: {teams.t.staff.a.fte: 4}}\n"
    "  e: {title: \"@\", file: hostile.yaml, set: {teams.u.posts.funded: 3, demand.sources.s.rate: 3 per week}}\n"
    "futures: {f: {title: \"@\", set: {demand.sources.s.rate: 5 per week}}}\n"
    "judge_by: main\n"
    "budget: {available: £100k, title: \"@\", note: \"@\"}\n"
    "runs: 20\n"
    "future_runs: 3\n"
    "sources:\n"
    "  futures.f: {from: \"@\", grade: D, note: \"@\"}\n"
    "  budget.available: {from: \"@\", grade: D, note: \"@\"}\n";

static void write_words(const char *path, const char *file_text, size_t first)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file, "cannot write %s", path);
    for (const char *at = file_text; *at != '\0'; at++)
        if (strncmp(at, "\"@\"", 3) == 0) {
            fprintf(file, "\"%s\"", hostile[first++ % HOSTILE]);
            at += 2;
        } else {
            fputc(*at, file);
        }
    fclose(file);
}

static void check_terminal(const char *said, const char *what)
{
    size_t length = strlen(said);
    for (size_t at = 0, size; at < length; at += size) {
        size = text_character(said + at, length - at);
        cr_assert(size > 0 && (said[at] == '\n' || !text_is_control(said + at, size)), "%s: the terminal gets %.60s",
                  what, said + at);
    }
}

static void check_markup(const char *out, const char *name)
{
    char *text = program_file(program_path(6, out, name), NULL);
    cr_assert_not_null(text, "%s is missing", name);
    if (strstr(name, ".html") != NULL)
        page_check(text);
    else
        picture_check_xml(text, name);
    cr_assert_null(strstr(text, "<script>alert"), "%s: a script", name);
    for (const char *at = text; (at = strstr(at, " onload=\"")) != NULL; at++) {
        const char *before = at;
        while (before > text && *before != '<' && *before != '>')
            before--;
        cr_assert_neq(*before, '<', "%s: an attribute got in: %.60s", name, before);
    }
    free(text);
}

/* A field that a spreadsheet would calculate; numbers below nought are none. */
static void check_csv(const char *out, const char *name)
{
    char *text = program_file(program_path(6, out, name), NULL);
    cr_assert_not_null(text, "%s is missing", name);
    for (const char *at = text; *at != '\0'; at++) {
        bool begins =
            at == text || at[-1] == ',' || at[-1] == '\n' || (at[-1] == '"' && (at == text + 1 || at[-2] == ','));
        bool minus = *at == '-' && (at[1] < '0' || at[1] > '9');
        cr_assert_not(begins && (strchr("=+@\t", *at) != NULL || minus), "%s: a formula: %.40s", name, at);
    }
    free(text);
}

static void check_folder(const char *out)
{
    static const char *const markup[] = {"report.html", "charts/caseload.svg", "charts/teams.svg",
                                         "charts/overload.svg", "charts/workforce.svg"};
    static const char *const tables[] = {"series.csv", "money.csv", "charts/caseload.csv", "charts/teams.csv"};
    for (size_t i = 0; i < sizeof markup / sizeof *markup; i++)
        check_markup(out, markup[i]);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        check_csv(out, tables[i]);
}

Test(hostile, words_of_a_scenario_stay_words)
{
    char *folder = program_folder(), here[4096];
    const char *program = getenv("HEADROOM");
    cr_assert(program != NULL && program[0] == '/' && getcwd(here, sizeof here) != NULL,
              "HEADROOM is an absolute path");
    cr_assert_eq(chdir(folder), 0, "cannot go to %s", folder);
    /* Names of files are words too. */
    static const char *const names[] = {"=cmd|' `touch MARK` $(touch MARK).yaml", "| touch MARK; '<b>\".yaml",
                                        "-n %s.yaml"};
    static const char *const outs[] = {"'; touch MARK; `touch MARK`", "< touch MARK <b>&\"", "$(touch MARK) %s"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        snprintf(path, sizeof path, "./%s", names[i]);
        write_words(path, scenario, i * HOSTILE / 3);
        struct program run = PROGRAM("run", path, "--out", outs[i]);
        cr_assert_eq(run.exit, 0, "%s: exit %d: %s", path, run.exit, run.err);
        check_terminal(run.out, path);
        check_terminal(run.err, path);
        cr_assert_null(strstr(run.err, "no charts"), "%s: %s", path, run.err);
        check_folder(outs[i]);
        char marks[256];
        snprintf(marks, sizeof marks, "%s/charts/MARK", outs[i]);
        cr_assert(access("MARK", F_OK) != 0 && access(marks, F_OK) != 0, "%s: a command was run", path);
        program_release(&run);
    }
    cr_assert_eq(chdir(here), 0, "cannot go back");
    program_remove_folder(folder);
}

Test(hostile, words_of_a_comparison_stay_words)
{
    static const char *const markup[] = {"report.html",      "charts/options.svg",  "charts/frontier.svg",
                                         "charts/dates.svg", "charts/spend.svg",    "charts/regret.svg",
                                         "charts/mix.svg",   "charts/waterfall.svg"};
    static const char *const tables[] = {"comparison.csv", "decision.csv", "regret.csv", "drivers.csv"};
    char *folder = program_folder(), here[4096];
    cr_assert(getcwd(here, sizeof here) != NULL && chdir(folder) == 0, "cannot go to %s", folder);
    /* The titles of options are what turns up most: those for gnuplot first, then those for markup and layout. */
    static const size_t starts[] = {0, 9};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        write_words("hostile.yaml", scenario, starts[i]);
        write_words("options.yaml", comparison, starts[i]);
        struct program run = PROGRAM("compare", "options.yaml", "--drivers", "e", "--out", "out");
        cr_assert_eq(run.exit, 0, "start %zu: exit %d: %s", i, run.exit, run.err);
        check_terminal(run.out, "compare");
        check_terminal(run.err, "compare");
        cr_assert_null(strstr(run.err, "no charts"), "start %zu: %s", i, run.err);
        for (size_t k = 0; k < sizeof markup / sizeof *markup; k++)
            check_markup("out", markup[k]);
        for (size_t k = 0; k < sizeof tables / sizeof *tables; k++)
            check_csv("out", tables[k]);
        cr_assert(access("MARK", F_OK) != 0 && access("out/charts/MARK", F_OK) != 0, "a command was run");
        program_release(&run);
    }
    cr_assert_eq(chdir(here), 0, "cannot go back");
    program_remove_folder(folder);
}

Test(hostile, control_characters_are_refused)
{
    static const char *const names[] = {"no\033]0;x\007.yaml", "a\nb.yaml",
                                        "\xc2\x9b"
                                        "31m.yaml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct program check = PROGRAM("check", names[i]);
        struct program run = PROGRAM("run", "tests/scenarios/valid/small.yaml", "--out", names[i]);
        cr_assert(check.exit == 2 && run.exit == 2, "exit %d and %d", check.exit, run.exit);
        check_terminal(check.err, "check");
        check_terminal(run.err, "run");
        program_release(&check);
        program_release(&run);
    }
    static const char *const titles[] = {"\\e[31m", "\\uFFFF", "\\x9b", "\\0"};
    char *folder = program_folder();
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        const char *path = program_path(0, folder, "title.yaml");
        FILE *file = fopen(path, "w");
        fprintf(file, "schema: 1\nname: x\ntitle: \"%s\"\n", titles[i]);
        fclose(file);
        struct program check = PROGRAM("check", path);
        cr_assert(check.exit == 2 && strstr(check.err, "makes a control character") != NULL, "\"%s\" is taken: %s",
                  titles[i], check.err);
        check_terminal(check.err, titles[i]);
        program_release(&check);
    }
    program_remove_folder(folder);
}

/* Words of the command line come back in messages; a script may have them from anywhere. */
Test(hostile, words_of_the_command_line_stay_words)
{
#define HOSTILE_WORD "x\033[31m\xff\x07"
    static const char small[] = "tests/scenarios/valid/small.yaml", child[] = "tests/scenarios/valid/child.yaml",
                      academy[] = "scenarios/options/academy.yaml", vary[] = "--vary=teams.locality.posts.funded=1,2";
    static const char *const lines[][6] = {
        {HOSTILE_WORD},
        {"--" HOSTILE_WORD},
        {HOSTILE_WORD ".yaml"},
        {"help", HOSTILE_WORD},
        {"describe", HOSTILE_WORD},
        {"show", small, HOSTILE_WORD},
        {"check", HOSTILE_WORD},
        {"verify", HOSTILE_WORD},
        {"new", HOSTILE_WORD},
        {"run", small, "--" HOSTILE_WORD},
        {"run", small, "--seed", HOSTILE_WORD},
        {"run", small, "--runs", HOSTILE_WORD},
        {"run", small, "--set", HOSTILE_WORD},
        {"run", small, "--set", HOSTILE_WORD "=1"},
        {"run", small, "--set", "clock.runs=" HOSTILE_WORD},
        {"run", small, "--publication=" HOSTILE_WORD},
        {"run", small, HOSTILE_WORD},
        {"sweep", small, "--vary", HOSTILE_WORD "=1,2"},
        {"sweep", small, vary, "--target", HOSTILE_WORD},
        {"solve", small, "--vary=teams.locality.posts.funded=1..2", "--target", HOSTILE_WORD},
        {"compare", small, child, "--futures", HOSTILE_WORD},
        {"compare", small, child, "--drivers", HOSTILE_WORD},
        {"sensitivity", small, "--method", HOSTILE_WORD},
        {"causes", small, "--target", HOSTILE_WORD},
        {"trace", small, "--replication", HOSTILE_WORD},
        {"optimise", academy, "--vary=pipelines.academy.size=0..24/6", "--limit", HOSTILE_WORD "=1"},
        {"optimise", academy, "--vary=pipelines.academy.size=0..24/6", "--limit", "agency_share=" HOSTILE_WORD},
        {"optimise", academy, "--vary=pipelines.academy.size=0..24/6", "--limit", "agency_share=nan%"},
        {"optimise", academy, "--vary=pipelines.academy.size=0..24/6", "--limit", "agency_share=-5%"},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct program program = program_run(lines[i]);
        cr_expect_eq(program.exit, 2, "line %zu: exit %d, %s", i, program.exit, program.err);
        cr_expect_neq(program.err[0], '\0', "line %zu: nothing is said", i);
        check_terminal(program.out, lines[i][0]);
        check_terminal(program.err, lines[i][0]);
        program_release(&program);
    }
}
