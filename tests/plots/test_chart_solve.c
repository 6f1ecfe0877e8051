/* The chart of a search and its sentences, from responses that are known: who is told of, and on which side of the curve. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "experiment/solve_answer.h"
#include "plots/chart.h"
#include "support/fake_ensemble.h"
#include "support/picture.h"
#include "support/program.h"

enum { AMOUNTS = 21, RUNS = 400, FIRST = 10 };

/* The chance goes in a line from one end of the range to the other. */
struct line {
    double from, to;
};

static struct ensemble_verdict verdict_at(const struct line *line, size_t amount, double less)
{
    double chance = line->from + (line->to - line->from) * (double)amount / (AMOUNTS - 1) - less;
    uint64_t hits = (uint64_t)llround(RUNS * chance);
    return (struct ensemble_verdict){
        .hits = hits, .trials = RUNS, .chance = (double)hits / RUNS, .interval = tally_wilson(hits, RUNS, 0.95)};
}

static bool look(void *user, size_t amount, struct ensemble_verdict *verdict)
{
    *verdict = verdict_at(user, amount, 0);
    return true;
}

static struct contrast pair(void *user, size_t a, size_t b, double level)
{
    (void)level;
    double less = verdict_at(user, a, 0).chance, more = verdict_at(user, b, 0).chance;
    return (struct contrast){.runs = RUNS, .mean = more - less, .interval = {more - less - 0.01, more - less + 0.01}};
}

/* An answer made by the search itself, whose finalists do a point worse on fresh luck. */
struct hand {
    struct solve_result result;
    struct solve_line lines[SOLVE_TRIED_LIMIT + SOLVE_ANSWER_FINALISTS];
    char values[AMOUNTS][32];
    struct vary vary;
    struct solve_answer answer;
};

static void fill(struct hand *hand, struct line *line, const struct plan *plan)
{
    const struct solve_job job = {.amounts = AMOUNTS, .wanted = 0.8, .try_amount = look, .pair = pair, .user = line};
    const struct solve_result *result = &hand->result;
    *hand = (struct hand){.vary = {.path = "teams.a.posts.funded"}};
    for (size_t i = 0; i < AMOUNTS; i++)
        snprintf(hand->values[i], sizeof hand->values[i], "%zu posts", FIRST + i);
    solve_search(&job, &hand->result);
    size_t count = 0;
    for (size_t i = 0; i < result->tried_count; i++)
        hand->lines[count++] =
            (struct solve_line){.value = hand->values[result->tried[i].amount], .chance = result->tried[i].verdict};
    if (result->outcome == SOLVE_FOUND) {
        const size_t finalists[] = {result->short_of, result->answer};
        for (size_t i = 0; i < SOLVE_ANSWER_FINALISTS; i++)
            hand->lines[count++] = (struct solve_line){
                .value = hand->values[finalists[i]], .fresh = true, .chance = verdict_at(line, finalists[i], 0.01)};
    }
    hand->answer = (struct solve_answer){.vary = &hand->vary,
                                         .label = "Posts of A",
                                         .plan = plan,
                                         .wanted = job.wanted,
                                         .amounts = AMOUNTS,
                                         .result = result,
                                         .first = hand->values[0],
                                         .last = hand->values[AMOUNTS - 1],
                                         .least = hand->values[result->span.least],
                                         .most = hand->values[result->span.most],
                                         .lines = hand->lines,
                                         .line_count = count,
                                         .proof = {.runs = RUNS, .mean = 0.04, .interval = {0.02, 0.06}},
                                         .seed = 1,
                                         .fresh_seed = 2,
                                         .runs = RUNS};
}

/* A label of the script: where it stands (a share of the page from the left, units from above) and on which side of that. */
static void find_label(const char *script, const char *words, double *x, double *y, char side[static 8])
{
    char start[64];
    snprintf(start, sizeof start, "set label '%s' at screen ", words);
    const char *at = strstr(script, start);
    cr_assert(at != NULL, "no \"%s\" in %s", words, script);
    cr_assert_eq(sscanf(at + strlen(start), "%lf,1-%lf/height %7s", x, y, side), 3, "%s", at);
}

static char *drawn(const struct solve_answer *answer, const struct fake_ensemble *fake, char **alt)
{
    struct folder out;
    struct chart_set set;
    char *folder = program_folder(), why[256] = "";
    struct chart_run run = {.ensemble = &fake->ensemble, .version = "0.1.0", .solve = answer};
    cr_assert(folder_open(&out, program_path(0, folder, "out"), why), "%s", why);
    cr_assert(chart_draw_solve(&run, &out, &set, why), "%s", why);
    cr_assert(set.count == 1 && set.problem == NULL && set.charts[0].svg != NULL, "%s", set.problem);
    picture_check_xml(set.charts[0].svg, "solve");
    picture_check_ids(set.charts[0].svg, "solve");
    picture_check_csv(set.charts[0].csv, "solve");
    char *script = program_file(program_path(1, out.work, "charts/solve.gp"), NULL);
    *alt = strdup(set.charts[0].alt);
    chart_set_release(&set);
    folder_discard(&out);
    folder_release(&out);
    program_remove_folder(folder);
    return script;
}

Test(chart_solve, what_falls_short_stands_above_the_curve_and_the_answer_below)
{
    static struct line lines[] = {{0, 1}, {1, 0}};
    static const struct {
        const char *headline, *labels[2], *sides[2];
    } cases[] = {
        {"Posts of A: 26 posts is the least that gives a chance of 80% of \"Average of 18\"",
         {"25 posts: 74%", "26 posts: 79%"},
         {"right", "left"}},
        {"Posts of A: 14 posts is the most that gives a chance of 80% of \"Average of 18\"",
         {"15 posts: 74%", "14 posts: 79%"},
         {"left", "right"}},
    };
    struct fake_ensemble fake;
    static struct hand hand;
    fake_ensemble_open(&fake, (struct fake_options){.runs = 10});
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text words = {0};
        char *alt, side[2][8];
        double x[2], y[2], wanted_x, wanted;
        fill(&hand, &lines[i], &fake.plan);
        solve_answer_headline(&hand.answer, &words);
        cr_assert_eq(strncmp(words.at, cases[i].headline, strlen(cases[i].headline)), 0, "%s", words.at);
        text_clear(&words);
        solve_answer_proof(&hand.answer, &words);
        cr_assert(strstr(words.at, "falls short of what is asked for") != NULL, "79%% passes for 80%%: %s", words.at);
        char *script = drawn(&hand.answer, &fake, &alt);
        char asked[8];
        find_label(script, "80% asked for", &wanted_x, &wanted, asked);
        for (size_t k = 0; k < 2; k++) {
            find_label(script, cases[i].labels[k], &x[k], &y[k], side[k]);
            cr_assert_str_eq(side[k], cases[i].sides[k], "%s", cases[i].labels[k]);
        }
        cr_assert(y[0] < wanted && y[1] > wanted, "%g and %g at %g", y[0], y[1], wanted);
        cr_assert(strstr(script, "'left open: ") != NULL && strstr(alt, cases[i].headline) != NULL, "%s", alt);
        free(script);
        free(alt);
        text_release(&words);
    }
    fake_ensemble_close(&fake);
}

Test(chart_solve, without_an_answer_there_is_no_finalist)
{
    static struct line lines[] = {{0.1, 0.5}, {0.85, 0.95}, {0, 0}};
    static const char *const says[] = {"Posts of A: not even 30 posts gives a chance of 80% of \"Average of 18\"",
                                       "Posts of A: already 10 posts, the least of the range, gives a chance of 80%",
                                       "Posts of A: not even "};
    struct fake_ensemble fake;
    static struct hand hand;
    fake_ensemble_open(&fake, (struct fake_options){.runs = 10});
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct text words = {0};
        char *alt;
        fill(&hand, &lines[i], &fake.plan);
        solve_answer_headline(&hand.answer, &words);
        cr_assert_eq(strncmp(words.at, says[i], strlen(says[i])), 0, "%s", words.at);
        char *script = drawn(&hand.answer, &fake, &alt);
        cr_assert(strstr(script, "fresh") == NULL && strstr(script, "left open") == NULL, "%s", script);
        free(script);
        free(alt);
        text_release(&words);
    }
    fake_ensemble_close(&fake);
}
