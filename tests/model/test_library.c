/* The scenarios that come with the program: each passes the check without a word, runs, and moves what it is about in the
 * direction that it is about, on the same luck as the starting position. */
#include <criterion/criterion.h>
#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/outcome.h"
#include "support/program.h"

static void must_run(const char *folder, const char *name, const char *file)
{
    char out[512];
    snprintf(out, sizeof out, "%s/%s", folder, name);
    struct program program =
        PROGRAM("run", file, "--runs", "20", "--no-charts", "--quiet", "--out", out, "--set", "clock.length=104 weeks");
    cr_assert_eq(program.exit, 0, "%s: exit %d: %s", file, program.exit, program.err);
    program_release(&program);
}

static struct outcome outcome_of(const char *folder, const char *name)
{
    struct outcome outcome;
    outcome_open(&outcome, program_path(0, folder, name));
    return outcome;
}

static struct outcome run_option(const char *folder, const char *name)
{
    char file[256];
    snprintf(file, sizeof file, "scenarios/options/%s.yaml", name);
    must_run(folder, name, file);
    return outcome_of(folder, name);
}

/* A measure's mean from one week to another, both included. */
static double mean_over(const struct outcome *outcome, const char *place, const char *measure, int from, int to)
{
    double total = 0;
    for (int week = from; week <= to; week++)
        total += outcome_at(outcome, place, measure, week)->mean;
    return total / (to - from + 1);
}

/* What comes with the program is linked in the guide; a planner's own files beside it are nobody's business here. */
static bool is_shipped(const char *guide, const char *file)
{
    char link[256];
    snprintf(link, sizeof link, "(%s)", file + strlen("scenarios/"));
    return strstr(guide, link) != NULL;
}

Test(test_library, every_file_passes_the_check_without_a_word)
{
    static const char *const patterns[] = {"scenarios/*.yaml", "scenarios/options/*.yaml"};
    size_t checked = 0;
    char *guide = program_file("scenarios/README.md", NULL);
    for (size_t p = 0; p < 2; p++) {
        glob_t files;
        cr_assert_eq(glob(patterns[p], 0, NULL, &files), 0, "nothing at %s", patterns[p]);
        for (size_t i = 0; i < files.gl_pathc; i++) {
            if (!is_shipped(guide, files.gl_pathv[i]))
                continue;
            checked++;
            struct program program = PROGRAM("check", files.gl_pathv[i]);
            cr_expect(program.exit == 0 && *program.err == '\0' && strstr(program.out, ": no problems (") != NULL,
                      "%s: exit %d: %s%s", files.gl_pathv[i], program.exit, program.out, program.err);
            program_release(&program);
        }
        globfree(&files);
    }
    free(guide);
    cr_assert_geq(checked, 15, "only %zu files", checked);
}

/* --- options of the starting position ----------------------------------------------------------------------------- */

/* From one week to another the option's mean lies between these amounts above that of the starting position. */
struct direction {
    const char *option, *place, *measure;
    int from, to;
    double least, most;
};

static const struct direction directions[] = {
    {"surge", "team/assessment", "open", 0, 14, 0, 0},
    {"surge", "service/all", "referrals", 15, 15, 95, 95},
    {"surge", "team/assessment", "open", 15, 22, 60, 140},
    {"surge", "team/assessment", "open", 90, 104, -20, 45},
    {"agency-withdrawal", "service/all", "agency", 0, 26, 0, 0},
    {"agency-withdrawal", "service/all", "agency", 27, 40, -40, -20},
    {"agency-withdrawal", "service/all", "agency", 45, 52, -5, 5},
    {"agency-withdrawal", "service/all", "caseload", 30, 40, 4, 20},
    {"academy", "service/all", "newly_qualified", 0, 51, 0, 0},
    {"academy", "service/all", "newly_qualified", 52, 77, 8, 12},
    {"academy", "service/all", "newly_qualified", 78, 104, 16, 30},
    {"academy", "service/all", "agency", 80, 104, -30, -8},
    {"academy", "service/all", "spend_to_date", 50, 50, 700e3, 780e3},
    {"re-referral-spiral", "service/all", "returns", 1, 52, 1, 6},
    {"re-referral-spiral", "service/all", "caseload", 80, 104, 0.5, 8},
    {"funding-ends", "service/all", "posts", 0, 77, 0, 0},
    {"funding-ends", "service/all", "posts", 79, 104, -11, -11},
    {"funding-ends", "service/all", "agency", 80, 104, -11.5, -5},
    {"funding-ends", "service/all", "caseload", 85, 104, 1, 8},
    /* the quickest that money buys, and the cliff when it goes */
    {"agency-surge", "service/all", "holders", 0, 3, 0, 0},
    {"agency-surge", "service/all", "holders", 60, 69, 18, 25},
    {"agency-surge", "service/all", "caseload", 60, 69, -8, -3},
    {"agency-surge", "service/all", "holders", 84, 104, -2, 2},
    {"agency-surge", "service/all", "caseload", 95, 104, -2.5, 0.5},
    {"agency-surge", "service/all", "spend_to_date", 69, 69, 1.8e6, 2.05e6},
    /* the caseload falls without a worker more, and nobody is kept out: as many referrals, and more who come back */
    {"throughput", "service/all", "holders", 60, 104, -2, 2},
    {"throughput", "service/all", "caseload", 60, 69, -3, -0.5},
    {"throughput", "service/all", "caseload", 95, 104, -4.5, -1},
    {"throughput", "service/all", "returns", 20, 104, 0.3, 3},
    {"throughput", "service/all", "referrals", 20, 104, 0.3, 3},
    {"throughput", "service/all", "spend_to_date", 69, 69, 0.8e6, 0.87e6},
};

Test(test_library, options_move_what_they_are_about)
{
    char *folder = program_folder();
    must_run(folder, "base", "scenarios/luton-2020.yaml");
    struct outcome base = outcome_of(folder, "base"), option = {0};
    for (size_t i = 0; i < sizeof directions / sizeof *directions; i++) {
        const struct direction *is = &directions[i];
        if (i == 0 || strcmp(is->option, directions[i - 1].option) != 0) {
            outcome_release(&option);
            option = run_option(folder, is->option);
        }
        double more = mean_over(&option, is->place, is->measure, is->from, is->to) -
                      mean_over(&base, is->place, is->measure, is->from, is->to);
        cr_expect(more >= is->least - 1e-6 && more <= is->most + 1e-6,
                  "%s: %s of %s in weeks %d to %d by %g more, not %g to %g", is->option, is->measure, is->place,
                  is->from, is->to, more, is->least, is->most);
    }
    outcome_release(&option);
    outcome_release(&base);
    program_remove_folder(folder);
}

/* The week of the surge is the 14th. Assessment works off half of it in 17 weeks by 300 runs of each, in 20 by these. */
Test(test_library, a_surge_is_worked_off_in_months_not_in_weeks_or_years)
{
    enum { SURGE = 14, WEEKS = 104 };
    char *folder = program_folder();
    must_run(folder, "base", "scenarios/luton-2020.yaml");
    struct outcome surge = run_option(folder, "surge"), base = outcome_of(folder, "base");
    double most = 0;
    int half = SURGE;
    for (int week = SURGE + 1; week <= WEEKS; week++) {
        double extra = outcome_at(&surge, "team/assessment", "open", week)->mean -
                       outcome_at(&base, "team/assessment", "open", week)->mean;
        most = fmax(most, extra);
        half = extra > most / 2 ? week + 1 : half;
    }
    cr_log_info("a surge adds %.0f open cases; half of them are gone for good after %d weeks", most, half - SURGE);
    cr_expect(most > 85 && most < 140, "%g open cases more at the height", most);
    cr_expect(half - SURGE >= 8 && half - SURGE <= 30, "half of them are gone after %d weeks", half - SURGE);
    outcome_release(&surge);
    outcome_release(&base);
    program_remove_folder(folder);
}

Test(test_library, a_second_surge_comes_on_top_of_the_first)
{
    char *folder = program_folder();
    struct outcome once = run_option(folder, "surge"), twice = run_option(folder, "surge-twice");
    double before =
        mean_over(&twice, "team/assessment", "open", 15, 22) - mean_over(&once, "team/assessment", "open", 15, 22);
    double after =
        mean_over(&twice, "team/assessment", "open", 23, 30) - mean_over(&once, "team/assessment", "open", 23, 30);
    cr_expect_float_eq(before, 0, 1e-9, "the two differ before the second week, by %g", before);
    cr_expect(after > 60 && after < 140, "after it there are %g cases more", after);
    outcome_release(&once);
    outcome_release(&twice);
    program_remove_folder(folder);
}

Test(test_library, a_later_inspection_changes_the_judgement_and_nothing_else)
{
    char *folder = program_folder();
    must_run(folder, "base", "scenarios/luton-2020.yaml");
    struct outcome later = run_option(folder, "inspection-slips"), base = outcome_of(folder, "base");
    char *path = strdup(program_path(0, folder, "base/series.csv"));
    cr_expect(program_same_files(path, program_path(1, folder, "inspection-slips/series.csv")), "the series differ");
    free(path);
    static const char *const targets[] = {"average-18", "nobody-over-18", "assessment-15"};
    for (size_t i = 0; i < 3; i++) {
        double by = outcome_number(outcome_json(&later, "targets", targets[i], "by_week", NULL));
        cr_expect_float_eq(by - outcome_number(outcome_json(&base, "targets", targets[i], "by_week", NULL)), 26, 1e-9,
                           "%s is judged in week %g", targets[i], by);
    }
    outcome_release(&later);
    outcome_release(&base);
    program_remove_folder(folder);
}

/* --- services of their own ---------------------------------------------------------------------------------------- */

Test(test_library, a_front_door_leaves_need_unmet)
{
    char *folder = program_folder();
    must_run(folder, "door", "scenarios/front-door.yaml");
    struct outcome door = outcome_of(folder, "door");
    cr_expect_float_eq(outcome_at(&door, "service/all", "unmet_need", 0)->mean, 0, 1e-9, "nobody was turned away yet");
    cr_expect_gt(outcome_at(&door, "service/all", "unmet_need", 52)->quantile[0], 0, "need is met in some future");
    double turned_away = mean_over(&door, "service/all", "turned_away", 1, 104);
    cr_expect(turned_away > 4 && turned_away < 12, "%g children a week are turned away in need", turned_away);
    double entered = mean_over(&door, "stage/assessment", "stage_entered", 1, 104);
    cr_expect(entered > 50 && entered < 64, "%g a week reach assessment, about 56 in the file that it extends",
              entered);
    struct outcome higher = run_option(folder, "threshold");
    cr_expect_lt(mean_over(&higher, "stage/assessment", "stage_entered", 30, 104), entered - 3, "as many are let in");
    cr_expect_gt(mean_over(&higher, "service/all", "unmet_need", 60, 104),
                 mean_over(&door, "service/all", "unmet_need", 60, 104), "no more need is unmet");
    outcome_release(&higher);
    outcome_release(&door);
    program_remove_folder(folder);
}

Test(test_library, services_with_names_of_their_own_hold_their_balance)
{
    static const char *const files[] = {"other-names", "adult-services"};
    char *folder = program_folder();
    for (size_t i = 0; i < 2; i++) {
        char file[256];
        snprintf(file, sizeof file, "scenarios/%s.yaml", files[i]);
        must_run(folder, files[i], file);
        struct outcome outcome = outcome_of(folder, files[i]);
        double opening = outcome_at(&outcome, "service/all", "open", 0)->mean;
        double later = mean_over(&outcome, "service/all", "open", 40, 60);
        cr_expect(fabs(later / opening - 1) < 0.2, "%s: %g open cases, then %g", files[i], opening, later);
        outcome_release(&outcome);
    }
    char *text = program_file("scenarios/adult-services.yaml", NULL);
    cr_expect(strcasestr(text, "child") == NULL && strcasestr(text, "famil") == NULL, "it is about adults");
    free(text);
    program_remove_folder(folder);
}
