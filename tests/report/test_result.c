#include "report/result.h"

#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "experiment/words.h"
#include "report/fixture.h"
#include "report/manifest.h"
#include "report/workbook.h"
#include "support/program.h"

TestSuite(result);

static void write_folder(struct fixture *fixture, const char *name)
{
    struct folder folder = {0};
    char why[256] = "", *problem = NULL;
    const char *path = program_path(0, fixture->folder, name);
    cr_assert(folder_open(&folder, path, why), "%s", why);
    cr_assert(result_write(&fixture->run, &folder, &problem, why), "%s", why);
    cr_assert(folder_finish(&folder, why), "%s", why);
    cr_assert(problem == NULL, "%s", problem);
    folder_release(&folder);
}

Test(result, a_folder_that_stands_by_itself)
{
    static const char *const names[] = {"resolved.yaml", "manifest.json", "series.csv", "summary.json", "report.html"};
    struct fixture fixture;
    fixture_open(&fixture, fixture_service, 10);
    write_folder(&fixture, "one");
    write_folder(&fixture, "two");
    write_folder(&fixture, "two"); /* over an older result */
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char other[64];
        snprintf(other, sizeof other, "two/%s", names[i]);
        const char *one = program_path(1, program_path(0, fixture.folder, "one"), names[i]);
        cr_assert(program_same_files(one, program_path(2, fixture.folder, other)), "%s differs or is missing",
                  names[i]);
        char *text = program_file(one, NULL);
        cr_assert(strstr(text, fixture.folder) == NULL, "%s holds the path of a folder", names[i]);
        free(text);
    }

    json_error_t error;
    json_t *manifest = json_load_file(program_path(1, fixture.folder, "one/manifest.json"), 0, &error);
    cr_assert(manifest != NULL, "manifest.json: %s", error.text);
    json_t *outputs = json_object_get(manifest, "outputs"), *output;
    size_t index;
    cr_assert_eq(json_array_size(outputs), 6 + (workbook_library() != NULL), "all files but the manifest itself");
    json_array_foreach(outputs, index, output)
    {
        char name[64], sha256[65];
        size_t length;
        snprintf(name, sizeof name, "one/%s", json_string_value(json_object_get(output, "name")));
        char *bytes = program_file(program_path(2, fixture.folder, name), &length);
        cr_assert(bytes != NULL, "%s is not there", name);
        hash_sha256(bytes, length, sha256);
        cr_assert_str_eq(sha256, json_string_value(json_object_get(output, "sha256")), "hash of %s", name);
        free(bytes);
    }
    json_decref(manifest);
    fixture_close(&fixture);
}

Test(result, no_report_when_none_is_wanted)
{
    struct fixture fixture;
    fixture_open(&fixture, fixture_service, 3);
    fixture.run.no_report = true;
    write_folder(&fixture, "bare");
    cr_assert(access(program_path(1, fixture.folder, "bare/report.html"), F_OK) != 0, "a report was written");
    cr_assert(access(program_path(1, fixture.folder, "bare/series.csv"), F_OK) == 0, "no series");
    fixture_close(&fixture);
}

/* The same values come back from resolved.yaml, whatever was left to defaults. */
Test(result, resolved_scenario_gives_the_same_plan)
{
    struct fixture fixture, again;
    fixture_open(&fixture, fixture_service, 2);
    write_folder(&fixture, "one");
    char *yaml = program_file(program_path(1, fixture.folder, "one/resolved.yaml"), NULL);
    fixture_open(&again, yaml, 2);
    write_folder(&again, "one");
    char first[256];
    snprintf(first, sizeof first, "%s/one/resolved.yaml", fixture.folder);
    cr_assert(program_same_files(first, program_path(2, again.folder, "one/resolved.yaml")),
              "resolved twice, two files");
    free(yaml);
    fixture_close(&again);
    fixture_close(&fixture);
}

/* What somebody needs who wants the same bytes: program, compiler, flags, libraries, machine, random numbers, when to stop. */
static void manifest_tells_how_it_was_made(const json_t *root)
{
    static const struct {
        const char *part, *key, *holds;
    } rows[] = {
        {"program", "version", "."},
        {"program", "compiler", "."},
        {"program", "flags", "-ffp-contract=off"},
        {"program", "flags", " -O"},
        {"libraries", "gsl", "."},
        {"libraries", "libyaml", "."},
        {"libraries", "jansson", "."},
        {"libraries", "nettle", "."},
        {"machine", "system", ""},
        {"machine", "processor", ""},
        {NULL, "scenario", ""},
        {NULL, "random_numbers", "Philox4x32-10"},
        {NULL, "random_numbers", "all of them in streams.csv"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const json_t *part = rows[i].part != NULL ? json_object_get(root, rows[i].part) : root;
        const char *value = json_string_value(json_object_get(part, rows[i].key));
        cr_expect(value != NULL && value[0] != '\0' && strstr(value, rows[i].holds) != NULL, "%s is \"%s\"",
                  rows[i].key, value != NULL ? value : "nothing");
    }
    const char *compiler = json_string_value(json_object_get(json_object_get(root, "program"), "compiler"));
    cr_expect(compiler != NULL && (strstr(compiler, "gcc") || strstr(compiler, "lang")), "which compiler is %s?",
              compiler != NULL ? compiler : "nothing");
#ifdef __GLIBC__
    cr_expect_not_null(json_string_value(json_object_get(json_object_get(root, "libraries"), "glibc")), "glibc");
#endif
    cr_expect_not_null(json_object_get(root, "stopping"), "when it would stop");
    cr_expect_gt(json_integer_value(json_object_get(root, "runs")), 0, "runs");
}

/* Weekly values are of all runs, or of the first of them, by how much they may then be out, and the report says it too. */
static void weekly_values_are_told(struct fixture *fixture, size_t room, const char *quantiles, double error,
                                   const char *said)
{
    struct manifest manifest = {0};
    struct text text = {0}, words = {0};
    fixture->ensemble.room = room;
    manifest_write(&manifest, &fixture->run, &text);
    words_kept(&fixture->ensemble, &words);
    json_t *root = json_loads(text.at, 0, NULL), *told = json_object_get(root, "weekly_values");
    cr_expect_eq(json_integer_value(json_object_get(told, "runs")), (json_int_t)room, "of %zu runs", room);
    cr_expect_str_eq(json_string_value(json_object_get(told, "quantiles")), quantiles);
    cr_expect_float_eq(json_real_value(json_object_get(told, "rank_error")), error, 1e-6);
    cr_expect_float_eq(json_real_value(json_object_get(told, "level")), 0.95, 0);
    cr_expect(said == NULL ? words.at == NULL : words.at != NULL && strstr(words.at, said) != NULL, "it says \"%s\"",
              words.at != NULL ? words.at : "");
    json_decref(root);
    text_release(&words);
    text_release(&text);
}

Test(result, manifest_names_no_place_and_no_person)
{
    struct fixture fixture;
    struct manifest manifest = {0};
    struct text text = {0};
    fixture_open(&fixture, fixture_service, 2);
    struct scenario_input inputs[] = {{.name = "/srv/somebody/plan.yaml", .sha256 = "00"},
                                      {.name = "options/base.yaml", .sha256 = "11"}};
    fixture.scenario.inputs = inputs;
    fixture.scenario.input_count = 2;
    manifest_add(&manifest, "series.csv", "abc", 3);
    manifest_add(&manifest, "charts/fan.svg", "", 0);
    manifest_write(&manifest, &fixture.run, &text);
    json_t *root = json_loads(text.at, 0, NULL);
    cr_assert(root != NULL, "not JSON: %s", text.at);
    cr_assert(strstr(text.at, "somebody") == NULL, "a path in %s", text.at);
    cr_assert(strstr(text.at, "\"plan.yaml\"") != NULL && strstr(text.at, "\"options/base.yaml\"") != NULL, "inputs");
    cr_assert(strstr(text.at, "charts/fan.svg") < strstr(text.at, "series.csv"), "outputs in order of name");
    /* SHA-256 of "abc" (FIPS 180-4). */
    cr_assert(strstr(text.at, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad") != NULL, "hash");
    cr_assert_eq(json_integer_value(json_object_get(root, "seed")), 7, "seed");
    manifest_tells_how_it_was_made(root);
    weekly_values_are_told(&fixture, 2, "exact", 0, NULL);
    /* (ln(2 / 0.05) / 2)^(1/2) of one run, which says nothing: a share cannot be out by more than 100 points */
    weekly_values_are_told(&fixture, 1, "of the first runs, as a sample of all", 1.358102,
                           "those of the first 1 of 2 runs, which is what fits into memory");
    json_decref(root);
    manifest_release(&manifest);
    text_release(&text);
    fixture_close(&fixture);
}
