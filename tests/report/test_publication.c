#include "report/publication.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/fixture.h"
#include "support/program.h"

Test(publication, a_total_does_not_give_a_withheld_count_back)
{
    static const struct {
        double values[4];
        bool withheld[4];
    } cases[] = {
        {{100, 3, 40, 20}, {false, true, false, true}},   /* the smallest other one too */
        {{100, 3, 7, 20}, {false, true, true, false}},    /* two hide each other */
        {{0, 7.4, 0, 0}, {false, true, false, false}},    /* nought tells nothing, and nothing else is there */
        {{8, 7.5, 0, 900}, {false, false, false, false}}, /* what rounds to ten or more may be seen */
        {{0.2, 8, 9, (double)NAN}, {true, true, false, false}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool withheld[4];
        publication_mark(cases[i].values, 4, withheld);
        for (size_t k = 0; k < 4; k++)
            cr_assert_eq(withheld[k], cases[i].withheld[k], "case %zu, value %zu", i, k);
    }
    static const struct {
        const char *path, *value, *instead;
    } inputs[] = {
        {"money.agency.hourly", "social-worker £41", "withheld"},
        {"levers.cheaper.set", "money.agency.charge £1", "withheld"},
        {"managed_teams.team.price", "£9,000 per week", "withheld"},
        {"pathway.help.opening", "4", "suppressed"},
        {"pathway.help.opening", "40", NULL},
        {"pathway.help.takes", "4 weeks", NULL},
        {"demand.sources.door.rate", "3 children per week", "suppressed"},
        {"demand.sources.door.rate", "43 children per week", NULL},
        {"teams.front.capacity", "15", NULL},
    };
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        const char *instead = publication_replaces(inputs[i].path, inputs[i].value);
        cr_assert(instead == inputs[i].instead || (instead && text_equal(instead, inputs[i].instead)), "%s %s: %s",
                  inputs[i].path, inputs[i].value, instead ? instead : "as it is");
    }
}

/* Rows that count children must not hold a number from 1 to 5; returns how many rows there are. */
static size_t check_series(const char *csv)
{
    size_t rows = 0;
    for (const char *line = strchr(csv, '\n'); line != NULL && line[1] != '\0'; line = strchr(line + 1, '\n')) {
        char row[1024];
        snprintf(row, sizeof row, "%.*s", (int)strcspn(line + 1, "\n"), line + 1);
        char *at = row, *fields[20] = {0};
        for (size_t i = 0; i < 20 && at != NULL; i++)
            fields[i] = strsep(&at, ",");
        if (strcmp(fields[5], "cases") != 0 && strcmp(fields[5], "children") != 0)
            continue;
        rows++;
        for (size_t i = 6; i < 19; i++)
            cr_assert(i == 9 || !publication_is_small(strtod(fields[i], NULL)), "week %s, %s of %s: %s", fields[0],
                      fields[4], fields[3], fields[i]);
    }
    return rows;
}

static char *file_of(const char *folder, const char *name)
{
    char *bytes = program_file(program_path(1, folder, name), NULL);
    cr_assert(bytes != NULL, "%s is not there", name);
    return bytes;
}

/* The rate and what would give it away, in every file of the folder that the manifest lists. */
static void check_files(const char *folder)
{
    static const char *const never[] = {"4321.07", "4,321", "agency,recurrent", "pay.worker"};
    json_error_t error;
    json_t *manifest = json_load_file(program_path(0, folder, "manifest.json"), 0, &error), *output;
    cr_assert(manifest != NULL, "manifest.json: %s", error.text);
    cr_assert_str_eq(json_string_value(json_object_get(manifest, "edition")), "publication", "edition");
    size_t index;
    json_array_foreach(json_object_get(manifest, "outputs"), index, output)
    {
        const char *name = json_string_value(json_object_get(output, "name"));
        char *bytes = file_of(folder, name);
        cr_assert(publication_holds_file(name), "%s is not of the edition", name);
        for (size_t i = 0; i < sizeof never / sizeof *never; i++)
            cr_assert(strstr(bytes, never[i]) == NULL, "%s in %s", never[i], name);
        free(bytes);
    }
    cr_assert_eq(index, 3, "%zu files", index);
    cr_assert(access(program_path(1, folder, "resolved.yaml"), F_OK) != 0, "every input is there");
    cr_assert(access(program_path(1, folder, "summary.json"), F_OK) != 0, "unrounded counts are there");
    json_decref(manifest);
}

Test(publication, a_run_withholds_rates_and_small_counts)
{
    char *folder = program_folder();
    char out[512];
    snprintf(out, sizeof out, "%s", program_path(0, folder, "edition"));
    const char *arguments[] = {"run",
                               "tests/scenarios/valid/money.yaml",
                               "--publication",
                               "--no-charts",
                               "--quiet",
                               "--set",
                               "money.agency.hourly.worker=£4321.07",
                               "--set",
                               "pathway={desk: {team: front-door, takes: 3 weeks, opening: 4, then: {closed: 100%}}}",
                               "--set",
                               "demand={sources: {door: {enters: desk, rate: 2 children per week}}}",
                               "--out",
                               out,
                               NULL};
    struct program program = program_run(arguments);
    cr_assert_eq(program.exit, 0, "%s", program.err);
    program_release(&program);
    check_files(out);
    char *series = file_of(out, "series.csv"), *report = file_of(out, "report.html"),
         *money = file_of(out, "money.csv");
    cr_assert(check_series(series) > 1000, "rows that count children");
    cr_assert(strstr(series, "caseload,cases per FTE") != NULL, "ratios stay");
    cr_assert(strstr(report, "Publication edition") != NULL, "it does not say what it is");
    cr_assert(strstr(report, "What this edition withholds") != NULL, "it does not say what it withholds");
    cr_assert(strstr(report, "<th scope=\"row\">pathway.desk.opening</th>") != NULL, "inputs are listed");
    cr_assert(strstr(report, "held by the team&#39;s workers</td><td>suppressed</td>") != NULL, "an opening of 4");
    cr_assert(strstr(report, "<td>2 children per week</td>") == NULL, "a rate of 2");
    cr_assert(strstr(money, "2021-22,total,total,") != NULL, "sums of money stay");
    free(series);
    free(report);
    free(money);
    program_remove_folder(folder);
}

/* --- comparisons and sweeps ----------------------------------------------------------------------------------------- */

/* Every file that is there, whether the manifest lists it or not; returns how many there are. Pictures in PNG are those in
 * SVG, whose words can be read. */
static size_t check_folder(const char *folder, const char *within, const char *const *never)
{
    struct dirent *entry;
    char at[600];
    size_t count = 0;
    snprintf(at, sizeof at, "%s/%s", folder, within);
    DIR *directory = opendir(at);
    cr_assert(directory != NULL, "%s is no folder", at);
    while ((entry = readdir(directory)) != NULL) {
        char name[400];
        snprintf(name, sizeof name, "%s%s%.200s", within, within[0] != '\0' ? "/" : "", entry->d_name);
        if (entry->d_name[0] == '.')
            continue;
        if (text_equal(name, "charts")) {
            count += check_folder(folder, name, never);
            continue;
        }
        char *bytes = file_of(folder, name);
        count++;
        cr_assert(within[0] != '\0' || text_equal(name, "manifest.json") || publication_holds_file(name),
                  "%s is not of the edition", name);
        for (size_t i = 0; never[i] != NULL; i++)
            cr_assert(strstr(bytes, never[i]) == NULL, "%s in %s", never[i], name);
        free(bytes);
    }
    closedir(directory);
    return count;
}

/* In rows that count children: no number from 1 to 7 in columns of values, none at all in columns of differences. */
static size_t check_counts(const char *csv, int unit, int first, int differences, int end)
{
    size_t rows = 0;
    for (const char *line = strchr(csv, '\n'); line != NULL && line[1] != '\0'; line = strchr(line + 1, '\n')) {
        char row[1024];
        snprintf(row, sizeof row, "%.*s", (int)strcspn(line + 1, "\n"), line + 1);
        char *at = row, *fields[16] = {0};
        for (size_t i = 0; i < 16 && at != NULL; i++)
            fields[i] = strsep(&at, ",");
        bool counts = publication_counts_unit(fields[unit]);
        for (int metric = 0; metric < METRIC_COUNT; metric++)
            counts = counts || (text_equal(fields[unit], metric_info((enum metric)metric)->name) &&
                                publication_counts_children((enum metric)metric));
        rows += counts;
        for (int i = first; i < end && counts; i++)
            cr_assert(i < differences ? !publication_is_small(strtod(fields[i], NULL))
                                      : fields[i][0] == '\0' || text_equal(fields[i], PUBLICATION_MARK),
                      "%s in %.*s", fields[i], (int)strcspn(line + 1, "\n"), line + 1);
    }
    return rows;
}

static const char option_file[] = "tests/scenarios/valid/.publication-option.yaml";

static void write_option_file(void)
{
    FILE *file = fopen(option_file, "w");
    cr_assert(file != NULL, "cannot write %s", option_file);
    fputs("schema: 1\nextends: money.yaml\nname: dearer\ntitle: Fewer locums\n"
          "agency: {seats: {front-door: 1.25}}\n"
          "money: {agency: {hourly: {worker: £5432.19}}}\n",
          file);
    fclose(file);
}

Test(publication, a_comparison_withholds_them_in_every_file)
{
    static const char *const never[] = {"4321.07", "£4,321", "5432.19",        "£5,432",     "1.25 FTE", "to 1.25",
                                        "agency_", "seats:", "2 children per", "opening: 4", NULL};
    char *folder = program_folder(), out[512];
    snprintf(out, sizeof out, "%s", program_path(0, folder, "edition"));
    write_option_file();
    struct program program =
        PROGRAM("compare", "tests/scenarios/valid/money.yaml", option_file, "--publication", "--quiet", "--set",
                "pathway={desk: {team: front-door, takes: 3 weeks, opening: 4, then: {closed: 100%}}}", "--set",
                "demand={sources: {door: {enters: desk, rate: 2 children per week}}}", "--out", out);
    struct program verified = PROGRAM("verify", out);
    remove(option_file);
    cr_assert_eq(program.exit, 0, "%s", program.err);
    cr_assert(verified.exit == 0 && strstr(verified.out, "It is a publication edition") != NULL, "%d: %s",
              verified.exit, verified.out);
    cr_assert(check_folder(out, "", never) > 10, "files");
    char *decision = file_of(out, "decision.csv"), *comparison = file_of(out, "comparison.csv"),
         *report = file_of(out, "report.html"), *manifest = file_of(out, "manifest.json");
    cr_assert_geq(check_counts(decision, 3, 4, 7, 11), 4, "figures that count children");
    cr_assert_gt(check_counts(comparison, 2, 5, 7, 11), 4, "measures that count children");
    cr_assert(strstr(report, "Publication edition") && strstr(report, "id=\"withheld\""), "it does not say what it is");
    cr_assert(strstr(report, "id=\"quality\"") && strstr(report, "BLANK. To fill it in, write statement.reviewer"),
              "no quality statement with its blanks");
    cr_assert(strstr(report, "id=\"scrutiny\"") == NULL && strstr(report, "#scrutiny") == NULL, "the annex is there");
    cr_assert(strstr(manifest, "\"edition\": \"publication\"") && strstr(manifest, "\"comparison.yaml\","),
              "the manifest does not name what is left out");
    free(decision);
    free(comparison);
    free(report);
    free(manifest);
    program_release(&verified);
    program_release(&program);
    program_remove_folder(folder);
}

Test(publication, what_is_varied_must_not_tell_a_charge)
{
    static const struct {
        const char *command, *vary;
        int exit;
    } cases[] = {
        {"sweep", "--vary=teams.front-door.posts.funded=4,5", 0},
        {"solve", "--vary=teams.front-door.posts.funded=4..6", 0},
        {"sensitivity", "--vary=teams.front-door.posts.funded=4..6", 0},
        {"sweep", "--vary=agency.seats.front-door=4,5", 2},
        {"solve", "--vary=money.agency.hours=30..37", 2},
        {"sensitivity", "--vary=managed_teams.extra.price=£1,£2", 2},
    };
    static const char *const never[] = {"resolved.yaml\",\n      \"sha", "£", NULL};
    char *folder = program_folder(), out[512];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(out, sizeof out, "%s", program_path(0, folder, cases[i].command));
        struct program program = PROGRAM(cases[i].command, "tests/scenarios/valid/small.yaml", "--publication",
                                         cases[i].vary, "--runs", "3", "--quiet", "--out", out);
        cr_assert_eq(program.exit, cases[i].exit, "%s %s: %d, %s", cases[i].command, cases[i].vary, program.exit,
                     program.err);
        if (cases[i].exit == 0) {
            cr_assert_geq(check_folder(out, "", never), 3, "%s", cases[i].command);
            struct program verified = PROGRAM("verify", out, "--quiet");
            cr_assert_eq(verified.exit, 0, "%s: %s", cases[i].command, verified.out);
            program_release(&verified);
        } else
            cr_assert(strstr(program.err, "cannot be in a publication edition") != NULL, "%s", program.err);
        program_release(&program);
    }
    program_remove_folder(folder);
}
