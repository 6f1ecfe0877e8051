/* What holds for every result folder, whichever command made it: the manifest tells all, the folder comes out again, and one
 * altered byte of any file in it, or of any file that it was made from, is found. A place that will not do is told and left
 * alone; a stop leaves no folder. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <jansson.h>
#include <libgen.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "command/command.h"
#include "report/verify.h"
#include "support/kinds.h"
#include "support/picture.h"

TestSuite(test_folders);

Test(test_folders, every_command_that_writes_a_folder_is_looked_at)
{
    for (const struct command *const *command = command_list; *command; command++) {
        bool found = ((*command)->takes & COMMAND_TAKES(OUT)) == 0;
        for (size_t i = 0; i < kind_count; i++)
            found |= strcmp(kinds[i].words[0], (*command)->name) == 0;
        cr_expect(found, "%s is not in tests/support/kinds.c", (*command)->name);
    }
}

/* --- the manifest ------------------------------------------------------------------------------------------------- */

static void check_facts(const struct kind *kind, const json_t *manifest)
{
    static const char *const words[][2] = {
        {"program", "version"},  {"program", "compiler"},  {"program", "flags"},     {"libraries", "gsl"},
        {"libraries", "nettle"}, {"libraries", "jansson"}, {"libraries", "libyaml"}, {"machine", "processor"},
#ifdef __GLIBC__
        {"libraries", "glibc"},
#endif
        {"again", "command"},    {"again", "file"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        cr_expect(json_string_length(json_object_get(json_object_get(manifest, words[i][0]), words[i][1])) > 0,
                  "%s: the manifest has no %s.%s", kind->name, words[i][0], words[i][1]);
    cr_expect(json_is_integer(json_object_get(manifest, "seed")) &&
                  json_integer_value(json_object_get(manifest, "runs")) > 0 &&
                  json_object_get(manifest, "stopping") != NULL &&
                  strstr(json_string_value(json_object_get(manifest, "random_numbers")), "streams.csv") != NULL,
              "%s: seed, runs, stopping rule or streams", kind->name);
    if (strcmp(kind->name, "optimise") == 0)
        cr_expect_neq(json_string_length(json_object_get(json_object_get(manifest, "stopping"), "words")), 0);
    cr_expect_gt(json_array_size(json_object_get(manifest, "inputs")), 0, "%s: no inputs", kind->name);
    cr_expect_gt(json_array_size(json_object_get(manifest, "outputs")), 3, "%s: no outputs", kind->name);
}

static char *copied(const char *from, const char *to, size_t *length)
{
    char *bytes = program_file(from, length);
    cr_assert_not_null(bytes, "%s is missing", from);
    FILE *file = fopen(to, "w");
    cr_assert(file != NULL && fwrite(bytes, 1, *length, file) == *length && fclose(file) == 0, "cannot write %s", to);
    return bytes;
}

/* Flips a bit of a byte in the middle for as long as it is looked at: exactly that file must be told, as altered. */
static void alter(const struct kind *kind, const char *out, const char *inputs, const char *name, bool input)
{
    char path[4200], why[256];
    snprintf(path, sizeof path, "%s/%s", input ? inputs : out, name);
    FILE *file = fopen(path, "r+");
    cr_assert_not_null(file, "%s is missing", path);
    fseek(file, 0, SEEK_END);
    long place = ftell(file) / 2;
    fseek(file, place, SEEK_SET);
    int was = fgetc(file);
    fseek(file, place, SEEK_SET);
    fputc(was ^ 1, file);
    fflush(file);
    struct verify verify;
    cr_assert(verify_open(&verify, out, why), "%s", why);
    verify_inputs(&verify, inputs);
    for (size_t i = 0; i < verify.count; i++) {
        const struct verify_file *one = &verify.files[i];
        bool this = strcmp(one->name, name) == 0 && one->input == input;
        cr_expect(one->altered == this && !one->missing && !one->unlisted, "%s: %s of %s is told to be %s", kind->name,
                  one->name, name, one->altered ? "altered" : "as listed");
    }
    cr_expect_not(verify_passed(&verify), "%s: an altered %s passes", kind->name, name);
    verify_release(&verify);
    fseek(file, place, SEEK_SET);
    fputc(was, file);
    fclose(file);
}

static void alter_each(const struct kind *kind, const char *folder, const char *out)
{
    char inputs[2048], path[4200], from[4200];
    size_t index, length;
    json_t *manifest = json_load_file(program_path(3, out, "manifest.json"), 0, NULL), *entry;
    snprintf(inputs, sizeof inputs, "%s/inputs", folder);
    mkdir(inputs, 0700);
    check_facts(kind, manifest);
    json_array_foreach(json_object_get(manifest, "inputs"), index, entry)
    {
        const char *name = json_string_value(json_object_get(entry, "name"));
        snprintf(path, sizeof path, "%s/%s", inputs, name);
        mkdir(dirname(path), 0700);
        snprintf(path, sizeof path, "%s/%s", inputs, name);
        snprintf(from, sizeof from, "%s/%s", kinds_inputs(kind, folder), name);
        free(copied(from, path, &length));
    }
    json_array_foreach(json_object_get(manifest, "inputs"), index, entry)
        alter(kind, out, inputs, json_string_value(json_object_get(entry, "name")), true);
    json_array_foreach(json_object_get(manifest, "outputs"), index, entry)
        alter(kind, out, inputs, json_string_value(json_object_get(entry, "name")), false);
    json_decref(manifest);
}

/* Whoever reads the page has to know that it is not of the file as it stands. */
static void check_changed(const struct kind *kind, const char *out)
{
    bool changed = false;
    for (size_t i = 0; kind->words[i] != NULL; i++)
        changed = changed || strcmp(kind->words[i], "--set") == 0;
    char *page = program_file(program_path(4, out, "report.html"), NULL);
    cr_assert_not_null(page, "%s has no page", kind->name);
    cr_expect_eq(strstr(page, "<p>Changed for this study: ") != NULL, changed, "%s: what was set", kind->name);
    free(page);
}

static void check_kinds(size_t first, size_t end)
{
    char *folder = program_folder(), out[2048], inputs[2048];
    kinds_prepare(folder);
    for (size_t i = first; i < end && i < kind_count; i++) {
        snprintf(out, sizeof out, "%s/out-%zu", folder, i);
        struct program program = kinds_run(&kinds[i], folder, out);
        cr_assert_eq(program.exit, 0, "%s: %s", kinds[i].name, program.err);
        cr_expect_eq(access(program_path(4, out, kinds[i].number), F_OK), 0, "%s: no %s", kinds[i].name,
                     kinds[i].number);
        program_release(&program);
        if (kinds[i].chart != NULL) {
            char *chart = program_file(program_path(4, out, kinds[i].chart), NULL);
            cr_assert_not_null(chart, "%s: no %s", kinds[i].name, kinds[i].chart);
            picture_check_xml(chart, kinds[i].chart);
            free(chart);
        }
        check_changed(&kinds[i], out);
        alter_each(&kinds[i], folder, out);
        snprintf(inputs, sizeof inputs, "%s", kinds_inputs(&kinds[i], folder));
        program = PROGRAM("verify", out, "--inputs", inputs);
        cr_expect(program.exit == 0 && strstr(program.out, "none altered, and made again they are the same") != NULL,
                  "%s is not made again: %s%s", kinds[i].name, program.out, program.err);
        program_release(&program);
    }
    program_remove_folder(folder);
}

/* In parts, so that they run beside each other. */
Test(test_folders, one_altered_byte_of_a_run_or_comparison_is_found)
{
    check_kinds(0, 5);
}

Test(test_folders, one_altered_byte_of_a_study_is_found)
{
    check_kinds(5, 11);
}

Test(test_folders, one_altered_byte_of_other_folders_is_found)
{
    check_kinds(11, kind_count);
}

/* --- places that will not do -------------------------------------------------------------------------------------- */

static void expect(struct program program, const char *words, const char *what)
{
    cr_expect(program.exit == 1 && strstr(program.err, words) != NULL, "%s: exit %d, %s", what, program.exit,
              program.err);
    program_release(&program);
}

/* Root may write into a read-only folder, but nobody into the kernel's. */
Test(test_folders, places_that_will_not_do_are_told_before_the_work)
{
    char *folder = program_folder(), mine[2048], link[2048];
    size_t length;
    kinds_prepare(folder);
    snprintf(mine, sizeof mine, "%s/mine", folder);
    snprintf(link, sizeof link, "%s/link", folder);
    mkdir(mine, 0700);
    free(copied("LICENSE", program_path(0, mine, "letter.txt"), &length));
    cr_assert_eq(symlink(mine, link), 0);
    for (size_t i = 0; i < kind_count; i++) {
        expect(kinds_run(&kinds[i], folder, "/proc/headroom"), "/proc/headroom cannot be made", kinds[i].name);
        expect(kinds_run(&kinds[i], folder, "/dev/null/headroom"), "Not a directory", kinds[i].name);
        expect(kinds_run(&kinds[i], folder, mine), "is not empty and is not a result", kinds[i].name);
        expect(kinds_run(&kinds[i], folder, link), "is a symbolic link", kinds[i].name);
    }
    cr_expect(program_same_files("LICENSE", program_path(0, mine, "letter.txt")), "a letter was touched");
    program_remove_folder(folder);
}

/* A limit on the size of files stands for a disc that fills up. What is finished stays: the points of a study. */
Test(test_folders, a_disc_that_fills_up_leaves_no_folder)
{
    char *folder = program_folder();
    const char *out = program_path(0, folder, "result");
    struct rlimit before, tight;
    kinds_prepare(folder);
    /* under this limit the files that count lines for coverage would be torn too */
    setenv("GCOV_PREFIX", program_path(1, folder, "counts"), 1);
    getrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, SIG_IGN);
    tight = before;
    tight.rlim_cur = 1000;
    for (size_t i = 0; i < kind_count; i++) {
        if (strcmp(kinds[i].name, "calibrate") == 0) /* takes seconds, and writes as the others do */
            continue;
        setrlimit(RLIMIT_FSIZE, &tight);
        struct program program = kinds_run(&kinds[i], folder, out);
        setrlimit(RLIMIT_FSIZE, &before);
        expect(program, "cannot be written: File too large", kinds[i].name);
        cr_expect_neq(access(out, F_OK), 0, "%s left half a result", kinds[i].name);
    }
    DIR *entries = opendir(folder);
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;)
        cr_expect_null(strstr(entry->d_name, ".partial-"), "%s was left", entry->d_name);
    closedir(entries);
    program_remove_folder(folder);
}

Test(test_folders, a_stop_leaves_no_folder)
{
    char *folder = program_folder();
    const char *out = program_path(0, folder, "result");
    for (size_t i = 0; i < kind_count; i++) {
        if (kinds[i].runs == NULL) /* over before it could be stopped */
            continue;
        struct program program = kinds_start(&kinds[i], folder, out, "10000");
        nanosleep(&(struct timespec){.tv_nsec = 150000000}, NULL);
        kill(program.pid, SIGTERM);
        program_wait(&program);
        /* on a busy machine it has not begun to listen, and says nothing */
        cr_expect(program.exit == 143 && (program.err[0] == '\0' || strstr(program.err, "stopped") != NULL),
                  "%s: exit %d, %s", kinds[i].name, program.exit, program.err);
        cr_expect_neq(access(out, F_OK), 0, "%s left a result", kinds[i].name);
        program_release(&program);
    }
    program_remove_folder(folder);
}
