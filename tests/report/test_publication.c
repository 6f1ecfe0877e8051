#include "report/publication.h"

#include <criterion/criterion.h>
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
