/* What every command has in common: help, exit codes, messages about the command line. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/program.h"

static const char small[] = "tests/scenarios/valid/small.yaml";

/* The widest line in characters. */
static int width_of(const char *text)
{
    int widest = 0, width = 0;
    for (; *text; text++) {
        width = *text == '\n' ? 0 : width + (((unsigned char)*text & 0xC0) != 0x80);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void check_help(const char *const *arguments, const char *what)
{
    struct program program = program_run(arguments);
    cr_assert_eq(program.exit, 0, "help of %s: exit %d", what, program.exit);
    cr_assert_gt(strlen(program.out), 200, "help of %s says too little", what);
    cr_assert_leq(width_of(program.out), 80, "help of %s is %d columns wide", what, width_of(program.out));
    cr_assert_str_eq(program.err, "", "help of %s complains: %s", what, program.err);
    program_release(&program);
}

Test(test_command, every_command_has_help_in_80_columns)
{
    struct program list = PROGRAM("--list-commands");
    int count = 0;
    check_help((const char *const[]){NULL}, "headroom");
    check_help((const char *const[]){"--help", NULL}, "headroom");
    for (char *name = list.out, *end; (end = strchr(name, '\n')); name = end + 1, count++) {
        *end = '\0';
        check_help((const char *const[]){name, "--help", NULL}, name);
        check_help((const char *const[]){"help", name, NULL}, name);
        check_help((const char *const[]){name, "x", "y", "-h", NULL}, name);
    }
    cr_assert_geq(count, 5, "only %d commands are listed", count);
    program_release(&list);
}

struct misuse {
    const char *arguments[8];
    const char *says; /* on standard error; the whole of it */
};

static const struct misuse misuses[] = {
    {{"rnu"}, "headroom: unknown command \"rnu\"; did you mean \"run\"?\nheadroom --help lists the commands.\n"},
    {{"frobnicate"}, "headroom: unknown command \"frobnicate\"\nheadroom --help lists the commands.\n"},
    {{"help", "shwo"},
     "headroom: unknown command \"shwo\"; did you mean \"show\"?\nheadroom --help lists the commands.\n"},
    {{"our.yaml"},
     "headroom: unknown command \"our.yaml\"; did you mean \"headroom run our.yaml\"?\nheadroom --help lists the commands.\n"},
    {{"--versoin"},
     "headroom: unknown option \"--versoin\"; did you mean \"--version\"?\nheadroom --help lists the commands.\n"},
    {{"--vers"},
     "headroom: unknown option \"--vers\"; did you mean \"--version\"?\nheadroom --help lists the commands.\n"},
    {{"run"}, "headroom run: the file is missing: headroom run FILE\nSee: headroom run --help\n"},
    {{"check"}, "headroom check: the file is missing: headroom check FILE...\nSee: headroom check --help\n"},
    {{"run", small, "b.yaml"}, "headroom run: \"b.yaml\" is one too many\nSee: headroom run --help\n"},
    {{"run", small, "--seeds", "4"},
     "headroom run: unknown option \"--seeds\"; did you mean \"--seed\"?\nSee: headroom run --help\n"},
    {{"check", small, "--runs", "4"}, "headroom check: unknown option \"--runs\"\nSee: headroom check --help\n"},
    {{"run", small, "-z"}, "headroom run: unknown option \"-z\"\nSee: headroom run --help\n"},
    {{"run", small, "--s", "4"},
     "headroom run: \"--s\" could be several options; write it in full\nSee: headroom run --help\n"},
    {{"run", small, "--runs"}, "headroom run: --runs needs a value: --runs N\nSee: headroom run --help\n"},
    {{"run", small, "--quiet=yes"}, "headroom run: --quiet takes no value\nSee: headroom run --help\n"},
    {{"run", small, "--runs", "ten"},
     "headroom run: --runs \"ten\" should be a whole number\nSee: headroom run --help\n"},
    {{"run", small, "--runs", "auto:2"},
     "headroom run: --runs \"auto:2\" should be a number of runs, or auto, or auto:1% with what to be sure to (0.1% to "
     "20%)\nSee: headroom run --help\n"},
    {{"run", small, "--runs=0"}, "headroom run: --runs 0 is too small; the least is 1\nSee: headroom run --help\n"},
    {{"run", small, "--threads=-2"},
     "headroom run: --threads -2 is too small; the least is 1\nSee: headroom run --help\n"},
    {{"run", small, "--set", "clock.runs"},
     "headroom run: --set \"clock.runs\" should be PATH=VALUE, for example --set clock.runs=100\nSee: headroom run --help\n"},
    {{"trace", small, "--replication", "1048576"},
     "headroom trace: --replication 1048576 is too large; the most is 1048575\nSee: headroom trace --help\n"},
    {{"show", small, "clock.lenght"},
     "headroom show: tests/scenarios/valid/small.yaml has nothing at \"clock.lenght\"; did you mean \"clock.length\"?\n"
     "See: headroom show --help\n"},
    {{"show", small, "clock", "--derived"},
     "headroom show: --derived is about the whole scenario; leave out \"clock\"\nSee: headroom show --help\n"},
    {{"describe", "metric"},
     "headroom describe: there is nothing called \"metric\"; did you mean \"metrics\"?\nSee: headroom describe --help\n"},
    {{"describe", "caselod"},
     "headroom describe: there is nothing called \"caselod\"; did you mean \"caseload\"?\nSee: headroom describe --help\n"},
    {{"describe", "pathway.tokes"},
     "headroom describe: there is nothing called \"pathway.tokes\"; did you mean \"pathway.takes\"?\n"
     "See: headroom describe --help\n"},
};

Test(test_command, misuse_is_told_and_exits_2)
{
    for (size_t i = 0; i < sizeof misuses / sizeof *misuses; i++) {
        struct program program = program_run(misuses[i].arguments);
        cr_expect_str_eq(program.err, misuses[i].says, "%s %s: \"%s\"", misuses[i].arguments[0],
                         misuses[i].arguments[1] ? misuses[i].arguments[1] : "", program.err);
        cr_expect_eq(program.exit, 2, "%s: exit %d", misuses[i].says, program.exit);
        cr_expect_str_eq(program.out, "", "%s: also prints %s", misuses[i].says, program.out);
        program_release(&program);
    }
}

static void check_says(const char *const *arguments, const char *words)
{
    struct program program = program_run(arguments);
    cr_assert_eq(program.exit, 0, "%s %s: exit %d, %s", arguments[0], arguments[1], program.exit, program.err);
    cr_assert_not_null(strstr(program.out, words), "%s %s does not say \"%s\" but\n%s", arguments[0], arguments[1],
                       words, program.out);
    cr_assert_leq(width_of(program.out), 96, "%s %s is %d columns wide", arguments[0], arguments[1],
                  width_of(program.out));
    program_release(&program);
}
#define SAYS(words, ...) check_says((const char *const[]){__VA_ARGS__, NULL}, words)

Test(test_command, describe_reads_the_live_tables)
{
    SAYS("caseload_p90", "describe", "metrics");
    SAYS("nine in ten", "describe", "caseload_p90");
    SAYS("clock.runs", "describe", "parameters");
    SAYS("teams.NAME.posts.funded", "describe", "parameters", "teams");
    SAYS("500 unless given", "describe", "clock.runs");
    SAYS("Nominal duration", "describe", "pathway.takes");
    SAYS("Nominal duration", "describe", "pathway.assessment.takes");
    SAYS("trace", "describe", "commands");
    SAYS("caseload", "describe", "charts");
    SAYS("headroom 0", "--version", NULL);
}

Test(test_command, show_tells_values_origins_and_what_follows)
{
    SAYS("runs: 24  # tests/scenarios/valid/small.yaml:10", "show", small);
    SAYS("calendar: england  # default", "show", small, "clock");
    SAYS("runs: 60  # --set", "show", small, "--set", "clock.runs=60");
    SAYS("funded: 7  # tests/scenarios/valid/child.yaml:8", "show", "tests/scenarios/valid/child.yaml");
    /* By hand: all that arrive are new but for those who return, so arrivals = 6 / (1 - 0.6 x 0.05 - 0.4 x 0.2) a week. */
    SAYS("assessment  front-door        6.74", "show", small, "--derived");
    SAYS("# What follows from the scenario", "show", small);
}

Test(test_command, what_show_prints_is_a_scenario)
{
    char *folder = program_folder();
    struct program shown = PROGRAM("show", small);
    const char *path = program_path(0, folder, "shown.yaml");
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file, "cannot write %s", path);
    fputs(shown.out, file);
    fclose(file);
    struct program again = PROGRAM("check", path);
    cr_assert_eq(again.exit, 0, "what show printed is wrong: %s", again.err);
    program_release(&shown);
    program_release(&again);
    program_remove_folder(folder);
}
