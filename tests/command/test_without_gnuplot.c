/* Every command that draws, with a gnuplot that is missing, too old, fails, dies half way or hangs: numbers are written, exit
 * 0, one sentence on the terminal and in the report, and no half of a picture under any name. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "support/program.h"

/* Writes half of the first picture that it is asked for, and then... */
#define HALF                                                                                                           \
    "while read -r line; do case $line in 'do for '*svg*) form=svg;; 'do for '*png*) form=png;;\n"                     \
    "  \"set output '\"*) name=${line#*\\'}; printf '<svg><text>half' >\"${name%%.*}.$form\"; "

static const struct {
    const char *script, *words;
} ways[] = {
    {NULL, "gnuplot is not installed (apt-get install gnuplot-nox fonts-liberation)"},
    {"read first; echo \"$first\" >&2; echo '\"/dev/stdin\", line 1: invalid command' >&2; exit 1",
     "gnuplot is older than 5.2; install a newer one"},
    {"echo 'line 7: no such colour' >&2; exit 1", "gnuplot failed (line 7: no such colour)"},
    {HALF "kill -SEGV $$;; esac; done", "gnuplot failed (signal 11)"},
    {HALF "sleep 20;; esac; done", "gnuplot did not finish in time and was stopped"},
};

static void pretend(const char *folder, const char *script)
{
    const char *fake = program_path(1, folder, "gnuplot");
    FILE *file = fopen(fake, "w");
    cr_assert(file != NULL, "cannot write %s", fake);
    fprintf(file, "#!/bin/sh\n%s\n", script);
    fclose(file);
    chmod(fake, 0755);
}

/* Pictures and what is left of them: nothing but numbers and scripts may be there. */
static void check_charts(const char *out, const char *words)
{
    DIR *charts = opendir(program_path(2, out, "charts"));
    struct dirent *entry;
    size_t tables = 0;
    cr_assert(charts != NULL, "%s: no numbers of charts in %s", words, out);
    while ((entry = readdir(charts)) != NULL) {
        const char *ending = strrchr(entry->d_name, '.');
        bool is_table = text_equal(ending, ".csv");
        cr_assert(entry->d_name[0] == '.' || is_table || text_equal(ending, ".gp"), "%s: %s is there", words,
                  entry->d_name);
        tables += is_table;
    }
    closedir(charts);
    cr_assert_gt(tables, 0, "%s: no numbers of charts", words);
}

static void check(const char *command, const struct program *program, const char *out, const char *numbers,
                  const char *words)
{
    char start[64];
    snprintf(start, sizeof start, "headroom %s: no charts: ", command);
    const char *said = strstr(program->err, start);
    cr_assert_eq(program->exit, 0, "%s, %s: exit %d: %s", command, words, program->exit, program->err);
    cr_assert(said != NULL && strstr(said, words) != NULL && strchr(said, '\n') == said + strlen(said) - 1,
              "%s: not \"%s\" but %s", command, words, program->err);
    char *report = program_file(program_path(3, out, "report.html"), NULL),
         *table = program_file(program_path(4, out, numbers), NULL),
         *manifest = program_file(program_path(5, out, "manifest.json"), NULL);
    cr_assert(report != NULL && strstr(report, words) != NULL, "the report of %s does not say: %s", command, words);
    cr_assert(table != NULL && strlen(table) > 100, "%s: no numbers", command);
    cr_assert(manifest != NULL && strstr(manifest, ".svg") == NULL && strstr(manifest, ".png") == NULL,
              "%s: the manifest names pictures: %s", command, manifest);
    check_charts(out, words);
    free(report);
    free(table);
    free(manifest);
}

Test(test_without_gnuplot, every_command_writes_its_numbers)
{
    static const char small[] = "tests/scenarios/valid/small.yaml", vary[] = "--vary=teams.front-door.posts.funded=4,5";
    static const struct {
        const char *arguments[4], *numbers;
    } commands[] = {
        {{"run", small, "--quiet", "--quiet"}, "series.csv"},
        {{"compare", "tests/scenarios/valid/comparison.yaml", "--futures=none", "--quiet"}, "decision.csv"},
        {{"sweep", small, vary, "--quiet"}, "sweep.csv"},
        {{"sensitivity", small, vary, "--quiet"}, "sensitivity.csv"},
    };
    char *folder = program_folder();
    struct text path = {0};
    text_printf(&path, "%s:/usr/bin:/bin", folder);
    setenv("HEADROOM_CHART_SECONDS", "0.2", 1);
    setenv("PATH", "/nowhere", 1);
    for (size_t way = 0; way < sizeof ways / sizeof *ways; way++) {
        if (ways[way].script != NULL) {
            pretend(folder, ways[way].script);
            setenv("PATH", path.at, 1);
        }
        for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
            const char *const *arguments = commands[i].arguments;
            char name[32];
            snprintf(name, sizeof name, "%s-%zu", arguments[0], way);
            const char *out = program_path(0, folder, name);
            struct program program =
                PROGRAM(arguments[0], arguments[1], arguments[2], arguments[3], "--runs=2", "--out", out);
            check(arguments[0], &program, out, commands[i].numbers, ways[way].words);
            program_release(&program);
        }
    }
    text_release(&path);
    program_remove_folder(folder);
}
