/* Sweeps through the program: a point is what a run of it is; a killed sweep goes on to the same bytes; wrong ones run
 * nothing. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/program.h"

static const char base[] = "tests/scenarios/valid/small.yaml";
static const char posts[] = "teams.locality.posts.funded=3..5/2",
                  leaving[] = "workforce.leaving.rate=5% per year,20% per year";

/* The numbers of sweep.csv's row for point `point`, from column `column` on. */
static double cell(const char *csv, int point, int column)
{
    for (; point >= 0; point--)
        csv = strchr(csv, '\n') + 1;
    for (; column > 0; column--)
        csv = strchr(csv, ',') + 1;
    return atof(csv);
}

Test(test_command_sweep, a_point_is_what_a_run_of_it_is)
{
    char *folder = program_folder();
    size_t length;
    const char *out = program_path(0, folder, "sweep"), *one = program_path(1, folder, "run");
    struct program run = PROGRAM("sweep", base, "--vary", posts, "--vary", leaving, "--target", "locality-16", "--runs",
                                 "40", "--quiet", "--out", out);
    cr_assert_eq(run.exit, 0, "%s", run.err);
    cr_assert(run.out[0] == '\0' && run.err[0] == '\0', "--quiet says %s%s", run.out, run.err);
    program_release(&run);
    run = PROGRAM("run", base, "--set", "teams.locality.posts.funded=4", "--set", "workforce.leaving.rate=20% per year",
                  "--runs", "40", "--quiet", "--no-charts", "--out", one);
    cr_assert_eq(run.exit, 0, "%s", run.err);
    program_release(&run);
    char *csv = program_file(program_path(2, folder, "sweep/sweep.csv"), &length);
    char *summary = program_file(program_path(3, folder, "run/summary.json"), &length);
    const char *target = strstr(summary, "\"locality-16\"");
    cr_assert(target != NULL && strstr(target, "\"chance\": ") != NULL, "%s", summary);
    double chance = atof(strstr(target, "\"chance\": ") + strlen("\"chance\": "));
    cr_assert_float_eq(cell(csv, 3, 3), chance, 1e-9, "swept %g, run %g", cell(csv, 3, 3), chance);
    cr_assert(cell(csv, 0, 15) == 0 && cell(csv, 4, 15) > 0, "two more posts are not told from none");
    free(csv);
    free(summary);
    static const char *const files[] = {"report.html", "sweep.json", "resolved.yaml", "manifest.json",
                                        "charts/sweep.gp"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        cr_assert(access(program_path(4, out, files[i]), F_OK) == 0, "%s is missing", files[i]);
    char *page = program_file(program_path(4, out, "report.html"), &length);
    cr_assert(strstr(page, "<svg") != NULL && strstr(page, "Locality posts funded") != NULL);
    free(page);
    program_remove_folder(folder);
}

/* How many pieces a store holds. */
static int kept(const char *path)
{
    DIR *folder = opendir(path);
    int count = 0;
    for (struct dirent *entry = folder ? readdir(folder) : NULL; entry; entry = readdir(folder))
        count += strlen(entry->d_name) == 64;
    if (folder)
        closedir(folder);
    return count;
}

Test(test_command_sweep, a_killed_sweep_goes_on_to_the_same_bytes)
{
    char *folder = program_folder();
    const char *out = program_path(0, folder, "out"), *whole = program_path(1, folder, "whole"),
               *store = program_path(2, folder, ".out.points");
    const char *const line[] = {"sweep", base,          "--vary",    posts, "--vary", leaving, "--runs",
                                "300",   "--no-charts", "--threads", "1",   "--out",  out,     NULL};
    struct program killed = program_start(line);
    for (int i = 0; i < 2000 && kept(store) < 2; i++)
        usleep(2000);
    kill(killed.pid, SIGKILL);
    program_wait(&killed);
    int pieces = kept(store);
    cr_assert(killed.exit == 128 + SIGKILL && pieces >= 2, "exit %d with %d points kept", killed.exit, pieces);
    cr_assert(access(out, F_OK) != 0, "a killed sweep leaves a folder");
    program_release(&killed);

    struct program again = PROGRAM("sweep", base, "--vary", posts, "--vary", leaving, "--runs", "300", "--no-charts",
                                   "--threads", "2", "--out", out);
    char says[80];
    snprintf(says, sizeof says, "%d of 6 points were already there", pieces);
    cr_assert(again.exit == 0 && strstr(again.err, says) != NULL, "%d: %s", again.exit, again.err);
    cr_assert(access(store, F_OK) != 0, "the points are still kept");
    program_release(&again);
    struct program at_once = PROGRAM("sweep", base, "--vary", posts, "--vary", leaving, "--runs", "300", "--no-charts",
                                     "--threads", "2", "--quiet", "--out", whole);
    cr_assert_eq(at_once.exit, 0, "%s", at_once.err);
    program_release(&at_once);
    static const char *const files[] = {"sweep.csv", "sweep.json", "report.html", "manifest.json", "resolved.yaml"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        cr_assert(program_same_files(program_path(3, out, files[i]), program_path(4, whole, files[i])), "%s differs",
                  files[i]);
    program_remove_folder(folder);
}

Test(test_command_sweep, a_changed_scenario_takes_nothing_and_a_stop_keeps)
{
    char *folder = program_folder();
    const char *out = program_path(0, folder, "out"), *store = program_path(1, folder, ".out.points");
    const char *const line[] = {"sweep", base, "--vary", posts, "--runs", "600", "--no-charts", "--out", out, NULL};
    struct program stopped = program_start(line);
    for (int i = 0; i < 2000 && kept(store) < 1; i++)
        usleep(2000);
    kill(stopped.pid, SIGINT);
    program_wait(&stopped);
    cr_assert(stopped.exit == 128 + SIGINT && strstr(stopped.err, "the same command goes on from there") != NULL,
              "%d: %s", stopped.exit, stopped.err);
    program_release(&stopped);
    struct program other = PROGRAM("sweep", base, "--vary", posts, "--runs", "600", "--no-charts", "--out", out,
                                   "--set", "teams.locality.capacity=15");
    cr_assert(other.exit == 0 && strstr(other.err, "already there") == NULL, "%d: %s", other.exit, other.err);
    program_release(&other);
    program_remove_folder(folder);
}

Test(test_command_sweep, wrong_sweeps_say_why_and_run_nothing)
{
    static const struct {
        const char *first, *second, *third, *says;
    } cases[] = {
        {"--quiet", NULL, NULL, "--vary is missing"},
        {"--vary=teams.nowhere.posts=1,2", NULL, NULL, "there is no teams.nowhere"},
        {"--vary=teams.localty.posts=1,2", NULL, NULL, "did you mean \"locality\"?"},
        {"--vary=workforce.leaving.rat=1,2", NULL, NULL, "there is no workforce.leaving.rat"},
        {"--vary=teams.locality.posts.funded=1,many", NULL, NULL, "point 2 of 2"},
        {"--vary=workforce.leaving.rate=5,6", NULL, NULL, "needs a unit"},
        {"--vary=teams.locality.posts.funded=", NULL, NULL, "is empty"},
        {"--vary=teams.locality.posts.funded", NULL, NULL, "PATH=VALUES"},
        {"--vary=teams.locality.posts.funded=9..3/3", NULL, NULL, "lower end of a range stands first"},
        {"--vary=teams.locality.posts.funded=3..9", NULL, NULL, "in how many steps"},
        {"--vary=teams.locality.posts.funded=0..1/999999999", NULL, NULL, "more than 2000 points"},
        {"--vary=teams.locality.posts.funded=0..1/1000", "--vary=teams.front-door.posts.funded=0..1/1000", NULL,
         "1002001 points"},
        {"--vary=teams.locality.posts.funded=3,4", "--vary=teams.locality.posts.funded=5,6", NULL,
         "change the same value"},
        {"--vary=teams.locality.posts.funded=3,4", "--vary=teams.locality.posts=5,6", NULL, "change the same value"},
        {"--vary=teams.locality.posts.funded=3,4", "--target=locality-61", NULL, "did you mean \"locality-16\"?"},
        {"--vary=teams.locality.posts.funded=3,4", "--sample=5", NULL, "ranges without steps"},
        {"--vary=teams.locality.posts.funded=3..4", "--sample=0", NULL, "too small"},
        {"--vary=teams.locality.posts.funded=3..4", "--sample=1000000000", NULL, "at most 1999"},
        {"--vary=teams.locality.posts.funded=3,4", "--budget=£1m", NULL, "needs a section money"},
        {"--vary=teams.locality.posts.funded=3,4", "--budget=much", NULL, "--budget \"much\""},
        {"--vary=clock.length=26 weeks,52 weeks", NULL, NULL, "clock.length differs"},
        {"--vary=clock.runs=10,20", NULL, NULL, "cannot be varied"},
        {"--vary=targets.locality-16=null", NULL, NULL, "has not got the target"},
        {"--vary=a=1,2", "--vary=b=1,2", "--vary=c=1,2", "--sample N"},
    };
    char *folder = program_folder();
    const char *out = program_path(0, folder, "out");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *line[10] = {"sweep", base, "--out", out, cases[i].first};
        size_t count = 5;
        if (cases[i].second)
            line[count++] = cases[i].second;
        if (cases[i].third)
            line[count++] = cases[i].third;
        if (strstr(cases[i].first, "targets."))
            line[count++] = "--target=locality-16";
        struct program run = program_run(line);
        cr_assert(run.exit == 2 && strstr(run.err, cases[i].says) != NULL && run.out[0] == '\0', "%s: exit %d, says %s",
                  cases[i].first, run.exit, run.err);
        cr_assert(access(out, F_OK) != 0, "%s writes a folder", cases[i].first);
        program_release(&run);
    }
    program_remove_folder(folder);
}
