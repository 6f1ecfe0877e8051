/* Solving through the program: its answer is the exact one where that is known, and wrong questions run nothing. */
#include <criterion/criterion.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/program.h"

static const char staff[] = "tests/theory/scenarios/solve-staff.yaml";

/* The chance that `start` workers, each gone within the year with hazard 0.25, and recruits who come at 3 a year and leave
 * alike, make at least `least` (binomial survivors, Poisson recruits, independent). */
static double exact_chance(unsigned start, int least)
{
    double hazard = 0.25, stays = exp(-hazard), recruits = 3 * (1 - stays) / hazard, chance = 0;
    for (unsigned stayed = 0; stayed <= start; stayed++)
        for (unsigned came = 0; came < 60; came++)
            if ((int)(stayed + came) >= least)
                chance += gsl_ran_binomial_pdf(stayed, stays, start) * gsl_ran_poisson_pdf(came, recruits);
    return chance;
}

/* The text of a key's value in solve.json. */
static const char *value_of(const char *json, const char *key)
{
    char quoted[80];
    snprintf(quoted, sizeof quoted, "\"%s\": ", key);
    const char *at = strstr(json, quoted);
    cr_assert(at != NULL, "no %s in %s", key, json);
    at += strlen(quoted);
    return *at == '"' ? at + 1 : at;
}

static char *solve(const char *folder, const char *vary, const char *target, const char *chance)
{
    size_t length;
    const char *out = program_path(0, folder, "out");
    struct program run =
        PROGRAM("solve", staff, "--vary", vary, "--target", target, "--chance", chance, "--quiet", "--out", out);
    cr_assert(run.exit == 0 && run.err[0] == '\0', "%d: %s", run.exit, run.err);
    program_release(&run);
    return program_file(program_path(1, folder, "out/solve.json"), &length);
}

/* Chances that lie well between two amounts, so that 3,000 runs cannot mistake them: at least five standard errors. */
Test(test_command_solve, the_answer_is_the_exact_one)
{
    static const struct {
        const char *chance;
        double wanted;
    } cases[] = {{"80%", 0.8}, {"50%", 0.5}, {"95%", 0.95}};
    char *folder = program_folder();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned least = 5, most = 40;
        while (exact_chance(least, 15) < cases[i].wanted)
            least++;
        while (1 - exact_chance(most, 16) < cases[i].wanted)
            most--;
        double over = exact_chance(least, 15) - cases[i].wanted, under = cases[i].wanted - exact_chance(least - 1, 15);
        double error = sqrt(cases[i].wanted * (1 - cases[i].wanted) / 3000);
        char *json = solve(folder, "teams.pool.staff.settled.fte=5..40", "enough", cases[i].chance);
        cr_assert_eq(atoi(value_of(json, "answer")), (int)least,
                     "least for %s: exact %u (%+.1f and %+.1f errors away), %s", cases[i].chance, least, over / error,
                     -under / error, json);
        cr_assert(strstr(json, "\"told_apart\": true") != NULL && strstr(json, "\"turns\": false") != NULL, "%s", json);
        const char *proof = strstr(json, "\"proof\"");
        double fresh = atof(value_of(proof, "chance")), exact = exact_chance(least, 15);
        cr_assert_float_eq(fresh, exact, 4.5 * sqrt(exact * (1 - exact) / 3000), "fresh %g, exact %g", fresh, exact);
        free(json);
        json = solve(folder, "teams.pool.staff.settled.fte=5..40", "few", cases[i].chance);
        cr_assert_eq(atoi(value_of(json, "answer")), (int)most, "most for %s: exact %u, %s", cases[i].chance, most,
                     json);
        free(json);
    }
    char *json = solve(folder, "teams.pool.staff.settled.fte=5..12", "enough", "80%");
    cr_assert(strncmp(value_of(json, "outcome"), "never", 5) == 0 && strstr(json, "not even 12 gives") != NULL, "%s",
              json);
    free(json);
    json = solve(folder, "teams.pool.staff.settled.fte=30..40", "enough", "80%");
    cr_assert(strncmp(value_of(json, "outcome"), "already", 7) == 0 && strstr(json, "already 30") != NULL, "%s", json);
    free(json);
    program_remove_folder(folder);
}

Test(test_command_solve, wrong_questions_say_why_and_run_nothing)
{
    static const struct {
        const char *first, *second, *says;
    } cases[] = {
        {"--quiet", NULL, "--vary is missing"},
        {"--vary=teams.pool.staff.settled.fte=5,6", NULL, "needs a range"},
        {"--vary=teams.pool.staff.settled.fte=9..5", NULL, "lower end of a range stands first"},
        {"--vary=teams.pool.staff.settled.fte=5..6", "--vary=teams.pool.posts=5..6", "more than one --vary"},
        {"--vary=teams.pool.staff.settled.fte=0..1000000000", NULL, "more than 1000000 amounts"},
        {"--vary=teams.pool.staff.settled.fte=0.5..10", NULL, "in what steps"},
        {"--vary=teams.pool.staff.settled.fte=5..10/0", NULL, "above 0"},
        {"--vary=teams.pool.staff.unsettled.fte=5..10", NULL, "there is no teams.pool.staff.unsettled"},
        {"--vary=workforce.leaving.rate=5..10", NULL, "needs a unit"},
        {"--vary=teams.pool.staff.settled.fte=5..10", "--chance=100%", "from 1% to 99%"},
        {"--vary=teams.pool.staff.settled.fte=5..10", "--chance=often", "--chance \"often\""},
        {"--vary=teams.pool.staff.settled.fte=5..10", "--target=enuogh", "did you mean \"enough\"?"},
        {"--vary=teams.pool.staff.settled.fte=5..10", "--by=never", "--set"},
    };
    char *folder = program_folder();
    const char *out = program_path(0, folder, "out");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const line[] = {"solve", staff, "--out", out, cases[i].first, cases[i].second, NULL};
        struct program run = program_run(line);
        cr_assert(run.exit == 2 && strstr(run.err, cases[i].says) != NULL && run.out[0] == '\0', "%s: exit %d, says %s",
                  cases[i].first, run.exit, run.err);
        cr_assert(access(out, F_OK) != 0, "%s writes a folder", cases[i].first);
        program_release(&run);
    }
    program_remove_folder(folder);
}
