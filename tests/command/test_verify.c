/* A result folder that was altered anywhere is found out, and the file is named; one that was not comes out again. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "support/program.h"

TestSuite(test_verify);

static const char small[] = "tests/scenarios/valid/small.yaml";

static void write_file(const char *path, const char *text, size_t length)
{
    FILE *file = fopen(path, "w");
    cr_assert(file != NULL && fwrite(text, 1, length, file) == length && fclose(file) == 0, "cannot write %s", path);
}

/* Are the words there, whatever number of blanks lines up the columns? */
static bool says(const char *text, const char *words)
{
    for (; *text; text++) {
        const char *at = text, *word = words;
        while (*word && *at == *word) {
            at += *at == ' ' ? strspn(at, " ") : 1;
            word++;
        }
        if (!*word)
            return true;
    }
    return false;
}

static void expect(const char *dir, const char *inputs, int exit, const char *words, const char *what)
{
    struct program program = inputs != NULL ? PROGRAM("verify", dir, "--threads", "2", "--inputs", inputs)
                                            : PROGRAM("verify", dir, "--threads", "2");
    cr_expect_eq(program.exit, exit, "%s: exit %d, %s%s", what, program.exit, program.out, program.err);
    cr_expect(says(program.out, words), "%s: no \"%s\" in\n%s%s", what, words, program.out, program.err);
    program_release(&program);
}

/* Adds `by` to the byte at a place of a file, for as long as it is verified. */
static void alter(const char *dir, const char *folder, const char *name, long at, const char *words)
{
    size_t length;
    const char *path = program_path(1, folder, name);
    char *text = program_file(path, &length), *altered = program_file(path, &length);
    size_t place = at >= 0 ? (size_t)at : length - 2;
    altered[place] = (char)(altered[place] == '9' ? '8' : altered[place] + 1);
    write_file(path, altered, length);
    expect(dir, NULL, 1, words, name);
    write_file(program_path(1, folder, name), text, length);
    free(text);
    free(altered);
}

static void run_into(const char *dir, const char *runs)
{
    struct program program = PROGRAM("run", small, "--quiet", "--no-charts", "--runs", runs, "--out", dir);
    cr_assert_eq(program.exit, 0, "run: %s", program.err);
    program_release(&program);
}

Test(test_verify, one_byte_is_found_and_named)
{
    char *folder = program_folder();
    const char *dir = program_path(0, folder, "result");
    run_into(dir, "6");
    expect(dir, "tests/scenarios/valid", 0, "none altered, and made again they are the same", "as it was written");
    alter(dir, dir, "series.csv", -1, "series.csv ALTERED");
    alter(dir, dir, "series.csv", -1, "\" in the folder, \"");
    alter(dir, dir, "summary.json", 40, "summary.json ALTERED");
    alter(dir, dir, "report.html", 3000, "report.html ALTERED");
    alter(dir, dir, "streams.csv", 2000, "streams.csv ALTERED");
    alter(dir, dir, "resolved.yaml", 12, "not made again: the file that makes it is not as listed");
    expect(dir, NULL, 0, "same bytes", "put right again");

    write_file(program_path(1, dir, "letter.txt"), "", 0);
    expect(dir, NULL, 1, "letter.txt NOT LISTED", "a file more");
    unlink(program_path(1, dir, "letter.txt"));
    unlink(program_path(1, dir, "summary.json"));
    expect(dir, NULL, 1, "summary.json MISSING", "a file less");
    program_remove_folder(folder);
}

Test(test_verify, inputs_are_looked_for_where_they_are_said_to_be)
{
    char *folder = program_folder();
    const char *dir = program_path(0, folder, "result");
    size_t length;
    char *text = program_file(small, &length);
    write_file(program_path(1, folder, "small.yaml"), text, length);
    run_into(dir, "2");
    expect(dir, folder, 0, "small.yaml input, as listed", "the same input");
    text[0] ^= 1;
    write_file(program_path(1, folder, "small.yaml"), text, length);
    expect(dir, folder, 1, "small.yaml ALTERED", "an altered input");
    unlink(program_path(1, folder, "small.yaml"));
    expect(dir, folder, 1, "small.yaml NOT THERE", "no input");
    free(text);
    program_remove_folder(folder);
}

/* Changes a file and, as a forger would, its hash; `fact`: a library that the manifest then says was another one. */
static void forge(const char *dir, const char *name, const char *from, const char *to, const char *fact)
{
    const char *path = program_path(1, dir, "manifest.json");
    json_t *manifest = json_load_file(path, 0, NULL), *outputs = json_object_get(manifest, "outputs"), *output;
    size_t index, length;
    char sha256[65], *text = program_file(program_path(2, dir, name), &length), *at = strstr(text, from);
    cr_assert(at != NULL && strlen(from) == strlen(to), "%s holds no %s", name, from);
    memcpy(at, to, strlen(to));
    write_file(program_path(2, dir, name), text, length);
    hash_sha256(text, length, sha256);
    json_array_foreach(outputs, index, output) if (strcmp(json_string_value(json_object_get(output, "name")), name) ==
                                                   0) json_object_set_new(output, "sha256", json_string(sha256));
    if (fact != NULL)
        json_object_set_new(json_object_get(manifest, "libraries"), fact, json_string("0.0"));
    json_dump_file(manifest, path, JSON_INDENT(2));
    json_decref(manifest);
    free(text);
}

/* What a forger made fit is found by making it again, and a stopping rule has to stop at the same place. */
Test(test_verify, a_forged_hash_does_not_help)
{
    char *folder = program_folder(), digits[16] = "", other[16];
    const char *dir = program_path(0, folder, "result");
    run_into(dir, "auto:20%");
    expect(dir, NULL, 0, "made again they are the same", "stopped by a rule");

    /* the first mean with nine digits, and that plus one in the last */
    char *csv = program_file(program_path(1, dir, "series.csv"), NULL);
    for (const char *at = csv; (at = strchr(at + 1, ',')) != NULL && *digits == '\0';)
        if (strspn(at + 1, "0123456789.") == 10 && at[11] == ',' && at[10] < '9' && at[3] == '.')
            snprintf(digits, sizeof digits, "%.11s", at);
    cr_assert_neq(*digits, '\0', "no number with nine digits");
    free(csv);
    snprintf(other, sizeof other, "%s", digits);
    other[10]++;
    forge(dir, "series.csv", digits, other, NULL);
    expect(dir, NULL, 1, "series.csv DIFFERS when it is made again", "the last digit on the same machine");
    forge(dir, "series.csv", other, other, "glibc");
    expect(dir, NULL, 0, "series.csv same to nine digits", "the last digit on another machine");
    other[4] = other[4] == '9' ? '8' : (char)(other[4] + 1);
    digits[10]++;
    forge(dir, "series.csv", digits, other, "glibc");
    expect(dir, NULL, 1, "series.csv DIFFERS", "the third digit on another machine");
    program_remove_folder(folder);
}

/* What --set changed is told on the page, so it is set once more; what it removed is gone already. */
Test(test_verify, a_run_with_settings_comes_out_again)
{
    char *folder = program_folder();
    const char *dir = program_path(0, folder, "result");
    struct program program = PROGRAM("run", small, "--quiet", "--runs", "4", "--set", "teams.locality.capacity=13",
                                     "--set", "agency=null", "--set", "teams.locality.staff.locums=null", "--out", dir);
    cr_assert_eq(program.exit, 0, "run: %s", program.err);
    program_release(&program);
    char *page = program_file(program_path(1, dir, "report.html"), NULL);
    cr_assert(page && strstr(page, "agency=null"), "the page does not tell what was removed");
    free(page);
    expect(dir, "tests/scenarios/valid", 0, "none altered, and made again they are the same", "with --set");
    forge(dir, "report.html", "teams.locality.capacity=13", "teams.locality.capacity=14", NULL);
    expect(dir, NULL, 1, "report.html DIFFERS when it is made again", "another value on the page");
    program_remove_folder(folder);
}

Test(test_verify, other_commands_and_other_folders)
{
    char *folder = program_folder();
    const char *dir = program_path(0, folder, "comparison");
    struct program program = PROGRAM("compare", small, "tests/scenarios/valid/child.yaml", "--set", "clock.runs=4",
                                     "--set", "teams.locality.capacity=13", "--quiet", "--out", dir);
    cr_assert_eq(program.exit, 0, "compare: %s", program.err);
    program_release(&program);
    expect(dir, NULL, 0, "comparison.csv same bytes", "a comparison");
    dir = program_path(0, folder, "sweep");
    program = PROGRAM("sweep", small, "--vary", "teams.locality.capacity=12,14", "--runs", "4", "--no-charts",
                      "--quiet", "--out", dir);
    cr_assert_eq(program.exit, 0, "sweep: %s", program.err);
    program_release(&program);
    expect(dir, NULL, 0, "sweep.csv same bytes", "a sweep");

    program = PROGRAM("verify", "tests");
    cr_assert_eq(program.exit, 2, "exit %d", program.exit);
    cr_assert_not_null(strstr(program.err, "manifest.json does not exist; name a folder that headroom wrote"), "%s",
                       program.err);
    program_release(&program);
    program_remove_folder(folder);
}
