/* Surroundings that no repository can hold: files that are none, discs that are full, folders that vanish, memory that ends,
 * other countries' numbers, and services of sizes that nobody plans. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "support/program.h"

static const char small[] = "tests/scenarios/valid/small.yaml";

static void put(const char *path, const char *words)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file, "cannot write %s", path);
    fputs(words, file);
    fclose(file);
}

static void expect(struct program program, int code, const char *words, const char *what)
{
    cr_expect_eq(program.exit, code, "%s: exit %d, %s", what, program.exit, program.err);
    cr_expect_not_null(strstr(program.err, words), "%s: it says %s", what, program.err);
    program_release(&program);
}

static int entries_in(const char *folder)
{
    int count = -2;
    DIR *entries = opendir(folder);
    while (entries && readdir(entries))
        count++;
    if (entries)
        closedir(entries);
    return count;
}

static void make_oddities(const char *folder)
{
    cr_assert_eq(mkfifo(program_path(0, folder, "fifo.yaml"), 0600), 0);
    mkdir(program_path(0, folder, "folder.yaml"), 0700);
    cr_assert_eq(symlink("/dev/zero", program_path(0, folder, "zero.yaml")), 0);
    cr_assert_eq(symlink("/dev/full", program_path(0, folder, "full.yaml")), 0);
    cr_assert_eq(symlink("nowhere", program_path(0, folder, "dangling.yaml")), 0);
    cr_assert_eq(symlink("circle.yaml", program_path(0, folder, "circle.yaml")), 0);
    put(program_path(0, folder, "plain"), "");
    put(program_path(0, folder, "large.yaml"), "");
    cr_assert_eq(truncate(program_path(0, folder, "large.yaml"), 1 << 30), 0);
}

/* As the file itself, as a parent, and as an option of a comparison; none may wait or fill the memory. */
Test(test_surroundings, files_that_are_none_are_told, .timeout = 20)
{
    static const struct {
        const char *file, *message;
    } cases[] = {
        {"fifo.yaml", "is not a regular file"},     {"folder.yaml", "is a directory"},
        {"zero.yaml", "is not a regular file"},     {"full.yaml", "is not a regular file"},
        {"dangling.yaml", "there is no such file"}, {"circle.yaml", "there is no such file"},
        {"plain/x.yaml", "there is no such file"},  {"nothing.yaml", "there is no such file"},
        {"large.yaml", "is larger than 1 MiB"},     {"", "is a directory"},
    };
    char *folder = program_folder();
    make_oddities(folder);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char scenario[400];
        const char *child = program_path(1, folder, "child.yaml");
        expect(PROGRAM("check", program_path(0, folder, cases[i].file)), 2, cases[i].message, cases[i].file);
        snprintf(scenario, sizeof scenario, "schema: 1\nextends: '%s'\n", cases[i].file);
        put(child, scenario);
        struct program program = PROGRAM("check", child);
        cr_expect(program.exit == 2 && strstr(program.err, "child.yaml"), "%s as parent: exit %d, %s", cases[i].file,
                  program.exit, program.err);
        program_release(&program);
        snprintf(scenario, sizeof scenario,
                 "schema: 1\nkind: comparison\noptions:\n  a: {file: '%s'}\n  b: {file: '%s'}\n", cases[i].file,
                 cases[i].file);
        put(child, scenario);
        program = PROGRAM("check", child);
        cr_expect(program.exit == 2 && program.err[0], "%s as option: exit %d", cases[i].file, program.exit);
        program_release(&program);
    }
    program_remove_folder(folder);
}

/* A name that looks harmless and leads out of the folder: as a parent, as a history and as an option. */
Test(test_surroundings, links_that_leave_the_folder_are_refused)
{
    static const struct {
        const char *what, *scenario, *says;
    } cases[] = {
        {"parent", "schema: 1\nextends: out.yaml\n", "lies outside the folder above the first file's folder"},
        {"parent in a linked folder", "schema: 1\nextends: linked/secret.yaml\n",
         "lies outside the folder above the first file's folder"},
        {"option",
         "schema: 1\nkind: comparison\nname: x\noptions:\n  a: {file: out.yaml}\n  b: {file: linked/secret.yaml}\n",
         "lies outside the folder above the first file's folder"},
        {"history",
         "schema: 1\nname: x\nhistory: {file: linked/secret.csv}\ndemand: {sources: {s: {enters: work, rate: 4 per week}}}\n"
         "pathway: {work: {team: t, takes: 6 weeks}}\nteams: {t: {posts: 4, staff: {a: {fte: 3}}}}\n",
         "is a link that leaves the scenario file's folder"},
    };
    char *folder = program_folder(), *elsewhere = program_folder();
    mkdir(program_path(0, folder, "above"), 0700);
    mkdir(program_path(0, folder, "above/here"), 0700);
    put(program_path(0, elsewhere, "secret.yaml"), "schema: 1\nname: secret-words\n");
    put(program_path(1, elsewhere, "secret.csv"), "secret-words,1\n");
    cr_assert_eq(symlink(program_path(0, elsewhere, "secret.yaml"), program_path(2, folder, "above/here/out.yaml")), 0);
    cr_assert_eq(symlink(elsewhere, program_path(2, folder, "above/here/linked")), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *path = program_path(2, folder, "above/here/scenario.yaml");
        put(path, cases[i].scenario);
        struct program program = PROGRAM("check", path);
        cr_expect_null(strstr(program.err, "secret-words"), "%s: it tells what is there: %s", cases[i].what,
                       program.err);
        expect(program, 2, cases[i].says, cases[i].what);
    }
    program_remove_folder(folder);
    program_remove_folder(elsewhere);
}

static const char *partial_in(const char *folder)
{
    const char *found = NULL;
    DIR *entries = opendir(folder);
    struct dirent *entry;
    while (entries && !found && (entry = readdir(entries)))
        if (strstr(entry->d_name, ".partial-"))
            found = program_path(6, folder, entry->d_name);
    if (entries)
        closedir(entries);
    return found;
}

static bool sanitized(void)
{
#if defined __SANITIZE_ADDRESS__
    return true;
#else
    return false;
#endif
}

/* The shell opens what the program is to write to and read from. */
static int shell(const char *line, const char *folder, char words[static 400])
{
    char command[1000];
    const char *file = program_path(7, folder, "said");
    snprintf(command, sizeof command, "%s 2>'%s'", line, file);
    int status = system(command);
    char *said = program_file(file, NULL);
    snprintf(words, 400, "%s", said ? said : "");
    free(said);
    unlink(file);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

Test(test_surroundings, streams_and_memory_that_end_are_told)
{
    static const struct {
        const char *line;
        int code;
        const char *words;
    } cases[] = {
        {"\"$HEADROOM\" show tests/scenarios/valid/small.yaml >/dev/full", 1, "cannot write the output: No space left"},
        {"\"$HEADROOM\" --help >/dev/full", 1, "cannot write the output: No space left"},
        {"\"$HEADROOM\" check tests/scenarios/valid/small.yaml >&-", 1, "cannot write the output: Bad file descriptor"},
    };
    char *folder = program_folder(), words[400];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int code = shell(cases[i].line, folder, words);
        cr_expect_eq(code, cases[i].code, "%s: exit %d, %s", cases[i].line, code, words);
        cr_expect_not_null(strstr(words, cases[i].words), "%s: it says %s", cases[i].line, words);
    }
    /* The address sanitizer needs more room than any limit that would be felt. */
    char line[600];
    snprintf(line, sizeof line,
             "ulimit -v 120000; exec \"$HEADROOM\" run %s --runs 100000 --threads 1 --quiet --no-charts --out '%s'",
             small, program_path(0, folder, "result"));
    if (!sanitized()) {
        int code = shell(line, folder, words);
        cr_expect(code == 1 && strstr(words, "headroom: out of memory"), "with little memory: exit %d, %s", code,
                  words);
        cr_expect_neq(access(program_path(0, folder, "result"), F_OK), 0, "half a result was left");
    }
    program_remove_folder(folder);
}

/* Compiles a library that stands before this program's own; false where none can be. */
static bool put_before(const char *folder, const char *source, char before[static 300])
{
    char line[900], words[400];
    put(program_path(0, folder, "before.c"), source);
    snprintf(line, sizeof line, "cc -shared -fPIC -o '%s/before.so' '%s/before.c'", folder, folder);
    snprintf(before, 300, "LD_PRELOAD='%s/before.so'", folder);
    if (!sanitized() && shell(line, folder, words) == 0)
        return true;
    cr_log_info("nothing can be put before this program: %s", words);
    return false;
}

/* One allocation of many fails, counted from the start of the program. */
static const char failing[] =
    "#include <stdatomic.h>\n"
    "#include <stdlib.h>\n"
    "void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);\n"
    "static atomic_long calls, at = -1;\n"
    "__attribute__((constructor)) static void start(void)\n"
    "{ calls = 0; at = atol(getenv(\"FAILS_AT\")); }\n"
    "static int fails(void) { return calls++ == at; }\n"
    "void *malloc(size_t a) { return fails() ? 0 : __libc_malloc(a); }\n"
    "void *calloc(size_t a, size_t b) { return fails() ? 0 : __libc_calloc(a, b); }\n"
    "void *realloc(void *a, size_t b) { return fails() ? 0 : __libc_realloc(a, b); }\n";

/* A library that was refused must not pass for one that found nothing. */
Test(test_surroundings, want_of_memory_is_told_wherever_it_comes)
{
    char *folder = program_folder(), before[300], line[900], words[400];
    int told = 0;
    if (put_before(folder, failing, before)) {
        for (int at = 10; at < 2500; at += 61) {
            snprintf(line, sizeof line, "FAILS_AT=%d %s \"$HEADROOM\" check %s >/dev/null", at, before, small);
            int code = shell(line, folder, words);
            bool survived = code == 0 && words[0] == '\0';
            cr_expect(survived || (code == 1 && strcmp(words, "headroom: out of memory\n") == 0),
                      "allocation %d: exit %d, %s", at, code, words);
            told += !survived;
        }
        cr_expect_gt(told, 0, "no allocation failed");
    }
    program_remove_folder(folder);
}

/* A clock of the day that jumps by years at every look, as one that is set while a run goes on. */
static const char leaping[] = "#define _GNU_SOURCE\n"
                              "#include <dlfcn.h>\n"
                              "#include <sys/time.h>\n"
                              "#include <time.h>\n"
                              "static time_t leap(void) { static int looks; return looks++ % 2 ? 4000000000 : 100; }\n"
                              "time_t time(time_t *to) { time_t now = leap(); if (to) *to = now; return now; }\n"
                              "int gettimeofday(struct timeval *to, void *zone)\n"
                              "{ (void)zone; *to = (struct timeval){leap(), 0}; return 0; }\n"
                              "int clock_gettime(clockid_t clock, struct timespec *to)\n"
                              "{\n"
                              "    int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, \"clock_gettime\");\n"
                              "    int result = real(clock, to);\n"
                              "    if (clock == CLOCK_REALTIME) to->tv_sec = leap();\n"
                              "    return result;\n"
                              "}\n";

Test(test_surroundings, a_clock_that_is_set_changes_nothing, .timeout = 60)
{
    char *folder = program_folder(), line[900], words[400], leaps[300];
    if (put_before(folder, leaping, leaps)) {
        const char *before[] = {"", leaps};
        for (size_t i = 0; i < 2; i++) {
            snprintf(line, sizeof line,
                     "%s \"$HEADROOM\" sweep %s --vary teams.locality.posts.funded=3,4 --runs 4 --out '%s/%zu' --quiet",
                     before[i], small, folder, i);
            cr_assert_eq(shell(line, folder, words), 0, "%s", words);
            cr_expect_str_eq(words, "", "%s", words);
        }
        cr_expect(
            program_same_files(program_path(0, folder, "0/manifest.json"), program_path(1, folder, "1/manifest.json")),
            "a file differs, or a chart is missing");
    }
    program_remove_folder(folder);
}

static void pause_for(long milliseconds)
{
    nanosleep(&(struct timespec){milliseconds / 1000, milliseconds % 1000 * 1000000}, NULL);
}

Test(test_surroundings, a_working_folder_that_vanishes_is_told)
{
    char *folder = program_folder();
    struct program program =
        program_start((const char *const[]){"run", small, "--runs", "200", "--threads", "1", "--quiet", "--no-charts",
                                            "--out", program_path(0, folder, "result"), NULL});
    const char *work = NULL;
    for (int i = 0; i < 2000 && !(work = partial_in(folder)); i++)
        pause_for(1);
    cr_assert(work && rmdir(work) == 0, "there is no empty working folder");
    program_wait(&program);
    expect(program, 1, "cannot be written: No such file or directory", "run");
    cr_assert_eq(entries_in(folder), 0, "something was left");
    program_remove_folder(folder);
}

/* What is beside a result stays unless it is this program's own and its process is gone. */
Test(test_surroundings, what_killed_runs_left_is_put_right)
{
    static const char *const stay[] = {".result.partial-notes",     ".result.partial-",        ".result.partial-0",
                                       ".result.partial-99999998x", ".other.partial-99999998", ".result.points",
                                       ".result.partial-99999998-", "result.partial-99999998"};
    char *folder = program_folder(), own[64];
    snprintf(own, sizeof own, ".result.partial-%ld", (long)getpid());
    mkdir(program_path(0, folder, own), 0700);
    for (size_t i = 0; i < sizeof stay / sizeof *stay; i++)
        mkdir(program_path(0, folder, stay[i]), 0700);
    mkdir(program_path(0, folder, ".result.partial-99999998"), 0700);
    mkdir(program_path(0, folder, ".result.partial-99999998/charts"), 0700);
    put(program_path(0, folder, ".result.partial-99999998/charts/fan.svg"), "<svg/>");
    mkdir(program_path(0, folder, ".result.partial-99999998-3"), 0700);
    mkdir(program_path(0, folder, ".result.replaced-99999998"), 0700);
    put(program_path(0, folder, ".result.replaced-99999998/manifest.json"), "{}");
    cr_assert_eq(symlink(own, program_path(0, folder, ".result.partial-99999997")), 0);

    /* Nothing can be simulated with so little room for files, but the older result is back and the leavings are gone. */
    struct rlimit before, tight;
    char *counts = program_folder();
    setenv("GCOV_PREFIX", counts, 1); /* or the limit tears those of make coverage */
    getrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, SIG_IGN);
    tight = before;
    tight.rlim_cur = 2000;
    setrlimit(RLIMIT_FSIZE, &tight);
    struct program program =
        PROGRAM("run", small, "--runs", "2", "--quiet", "--no-charts", "--out", program_path(1, folder, "result"));
    setrlimit(RLIMIT_FSIZE, &before);
    expect(program, 1, "cannot be written", "run");
    char *manifest = program_file(program_path(0, folder, "result/manifest.json"), NULL);
    cr_assert(manifest && strcmp(manifest, "{}") == 0, "the result that was being replaced is lost");
    free(manifest);
    for (size_t i = 0; i < sizeof stay / sizeof *stay; i++)
        cr_expect_eq(access(program_path(0, folder, stay[i]), F_OK), 0, "%s is gone", stay[i]);
    cr_expect_eq(access(program_path(0, folder, own), F_OK), 0, "the folder of a process that lives is gone");
    /* the link, the living one, the result and what stays */
    cr_expect_eq(entries_in(folder), 3 + (int)(sizeof stay / sizeof *stay), "there are %d", entries_in(folder));
    program_remove_folder(counts);
    program_remove_folder(folder);
}

/* Germany writes 3,5 where England writes 3.5; neither reading nor writing may notice. */
Test(test_surroundings, numbers_have_points_in_every_country)
{
    char *folder = program_folder(), command[600];
    snprintf(command, sizeof command, "localedef -i de_DE -f UTF-8 '%s' >/dev/null 2>&1",
             program_path(0, folder, "de_DE.UTF-8"));
    bool there = system(command) >= 0 && access(program_path(0, folder, "de_DE.UTF-8/LC_NUMERIC"), R_OK) == 0;
    if (!there)
        cr_log_info("no German locale can be made here; the variables are set all the same");
    const char *out[] = {program_path(1, folder, "english"), program_path(2, folder, "german")};
    expect(PROGRAM("run", small, "--runs", "4", "--quiet", "--out", out[0]), 0, "", "in English");
    setenv("LOCPATH", folder, 1);
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    expect(PROGRAM("run", small, "--runs", "4", "--quiet", "--out", out[1]), 0, "", "in German");
    static const char *const files[] = {"series.csv", "summary.json", "resolved.yaml", "report.html"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        cr_expect(program_same_files(program_path(3, out[0], files[i]), program_path(4, out[1], files[i])),
                  "%s differs", files[i]);
    program_remove_folder(folder);
}

/* One team and ten thousand, a week and fifty years. */
Test(test_surroundings, sizes_that_nobody_plans_are_simulated)
{
    static const struct {
        const char *what, *first, *second;
    } cases[] = {
        {"ten thousand teams", "teams.locality.teams=10000", "clock.length=3 weeks"},
        {"fifty years", "clock.length=50 years", "clock.sample=26 weeks"},
        {"one week", "clock.length=1 week", "clock.sample=1 week"},
    };
    char *folder = program_folder();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *out = program_path(0, folder, "result");
        expect(PROGRAM("run", small, "--runs", "1", "--quiet", "--no-charts", "--set", "targets=null", "--set",
                       cases[i].first, "--set", cases[i].second, "--out", out),
               0, "", cases[i].what);
        char *series = program_file(program_path(1, out, "series.csv"), NULL);
        cr_expect(series && !strstr(series, "inf") && !strstr(series, "-nan"), "%s: no number of it is finite",
                  cases[i].what);
        free(series);
    }
    program_remove_folder(folder);
}

/* Whoever may read the folder is for the user's umask to say. */
Test(test_surroundings, the_umask_is_respected)
{
    char *folder = program_folder();
    mode_t before = umask(077);
    expect(PROGRAM("run", small, "--runs", "1", "--quiet", "--no-charts", "--out", program_path(0, folder, "result")),
           0, "", "run");
    umask(before);
    static const char *const names[] = {"result", "result/series.csv", "result/report.html", "result/manifest.json"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct stat about;
        cr_assert_eq(stat(program_path(0, folder, names[i]), &about), 0);
        cr_expect_eq(about.st_mode & 077, 0, "%s has mode %o", names[i], (unsigned)about.st_mode);
    }
    program_remove_folder(folder);
}
