/* What stands behind a recommendation: the same bytes on any number of threads, the same again for verify, and refused where it
 * would tell what an edition withholds. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/program.h"

static const char base[] = "tests/scenarios/valid/comparison.yaml";

static void decide(const char *out, const char *threads)
{
    struct program run =
        PROGRAM("compare", base, "--decide", "--runs", "100", "--threads", threads, "--futures", "none", "--set",
                "workforce.leaving.rate={likely: 10% per year, low: 5% per year, high: 20% per year}", "--set",
                "levers.more={starts: 4 weeks, approval: 2 weeks, add: {teams.locality.posts.supernumerary: 2}}",
                "--set", "clock.inputs=drawn", "--no-charts", "--quiet", "--out", out);
    cr_assert(run.exit == 0 && run.err[0] == '\0', "%d: %s", run.exit, run.err);
    program_release(&run);
}

Test(test_compare_decide, the_recommendation_is_the_leader_and_comes_out_again)
{
    static const char *const files[] = {"switching.csv", "information.csv", "delay.csv",
                                        "causes.csv",    "scrutiny.json",   "report.html"};
    char *folder = program_folder();
    decide(program_path(0, folder, "one"), "1");
    decide(program_path(1, folder, "many"), "3");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char name[80];
        snprintf(name, sizeof name, "one/%s", files[i]);
        const char *one = program_path(2, folder, name);
        snprintf(name, sizeof name, "many/%s", files[i]);
        cr_assert(program_same_files(one, program_path(3, folder, name)), "%s differs by threads", files[i]);
    }
    char *json = program_file(program_path(2, folder, "one/comparison.json"), NULL),
         *page = program_file(program_path(3, folder, "one/report.html"), NULL);
    bool led = strstr(json, "\"leader\": \"one-post\"") != NULL;
    cr_assert(led || strstr(json, "\"leader\": null") != NULL, "%s", json);
    cr_assert_not_null(strstr(page, led ? "Recommended, by the stated rule: One more post."
                                        : "Recommended, by the stated rule: nothing beside"));
    cr_assert_not_null(strstr(page, "id=\"recommendation\""));
    cr_assert_not_null(strstr(page, "Why it fails where it does, and the loop"));
    /* The first page has the sentence too, before the section. */
    const char *brief = strstr(page, "Why it fails: ");
    cr_assert(brief != NULL && brief < strstr(page, "id=\"recommendation\""));
    char *annex = program_file(program_path(2, folder, "one/scrutiny.json"), NULL);
    static const char *const commands[] = {"headroom sensitivity", "headroom causes", "headroom delay",
                                           "headroom optimise",    "headroom solve",  "headroom calibrate",
                                           "headroom track"};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        cr_assert_not_null(strstr(annex, commands[i]), "the annex does not lead to %s", commands[i]);
    cr_expect(strstr(annex, "headroom compare comparison.yaml --decide") != NULL &&
                  strstr(annex, "headroom sensitivity comparison.yaml") != NULL,
              "what was decided cannot be run again");
    free(annex);
    free(json);
    free(page);
    struct program again = PROGRAM("verify", program_path(0, folder, "one"));
    cr_assert(again.exit == 0, "%s%s", again.out, again.err);
    program_release(&again);
    struct program refused =
        PROGRAM("compare", base, "--decide", "--publication", "--out", program_path(2, folder, "no"));
    cr_assert(refused.exit == 2 && strstr(refused.err, "not with --publication") != NULL, "%s", refused.err);
    program_release(&refused);
    program_remove_folder(folder);
}
