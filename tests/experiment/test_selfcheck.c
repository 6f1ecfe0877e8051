/* The self-check finds what is right right, and a figure that theory does not give wrong. */
#include "experiment/selfcheck.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "support/program.h"

TestSuite(selfcheck);

static const struct selfcheck_case *case_of(const char *theory)
{
    for (size_t i = 0; i < selfcheck_count; i++)
        if (strstr(selfcheck_cases[i].theory, theory) != NULL)
            return &selfcheck_cases[i];
    cr_assert_fail("no case of %s", theory);
    return NULL;
}

Test(selfcheck, a_figure_that_theory_does_not_give_fails)
{
    struct selfcheck_case of = *case_of("sums of independent binomials");
    struct selfcheck_got got[SELFCHECK_FIGURES];
    char why[256];
    of.figures[1].exact *= 1.3; /* a variance is known to 3 % */
    of.figures[2].exact += 0.1;
    of.figures[3].exact *= 1.03;
    cr_assert(selfcheck_run(&of, NULL, got, why), "%s", why);
    cr_expect(got[0].passed, "expected %g, got %g", of.figures[0].exact, got[0].value);
    for (int i = 1; i < SELFCHECK_FIGURES; i++)
        cr_expect_not(got[i].passed, "figure %d: expected %g, got %g, error %g", i, of.figures[i].exact, got[i].value,
                      got[i].error);

    of.yaml = "schema: 1\nname: broken\nclok: {}\n";
    cr_expect_not(selfcheck_run(&of, NULL, got, why));
    cr_expect(strstr(why, "clok") != NULL, "it says %s", why);
    size_t count, right = selfcheck_numbers(&count);
    cr_expect_eq(right, count, "%zu of %zu known answers", right, count);
}

/* A dozen services take too long under the sanitizers, which look for other faults. */
Test(selfcheck, the_certificate_is_dated_and_passes)
{
    const char *tier = getenv("HEADROOM_TIER");
    if (tier != NULL && strcmp(tier, "short") == 0)
        return;
    char date[11];
    struct tm parts;
    time_t now = time(NULL);
    strftime(date, sizeof date, "%Y-%m-%d", gmtime_r(&now, &parts));
    struct program program = PROGRAM("selfcheck");
    cr_assert_eq(program.exit, 0, "exit %d: %s%s", program.exit, program.out, program.err);
    cr_expect(strstr(program.out, date) != NULL, "no date %s in %s", date, program.out);
    cr_expect(strstr(program.out, "Passed: all ") != NULL, "%s", program.out);
    size_t lines = 0;
    for (const char *at = program.out; (at = strstr(at, "  pass\n")) != NULL; at++)
        lines++;
    cr_expect_geq(lines, 45, "only %zu checks", lines);
    program_release(&program);
    program = PROGRAM("selfcheck", "small.yaml");
    cr_expect_eq(program.exit, 2, "an operand: exit %d", program.exit);
    program_release(&program);
}
