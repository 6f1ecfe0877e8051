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

static void write_scenario(const char *path, size_t first)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file, "cannot write %s", path);
    for (const char *at = scenario; *at != '\0'; at++)
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
        write_scenario(path, i * HOSTILE / 3);
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
