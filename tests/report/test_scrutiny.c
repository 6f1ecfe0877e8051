/* The scrutiny annex on options made by hand: every sentence when it is true, when it is not and when it cannot be said. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/fixture.h"
#include "report/scrutiny.h"

enum { RUNS = 100, OPTIONS = 2 };

struct both {
    struct fixture fixtures[2 * OPTIONS]; /* in two futures */
    struct option_run runs[2 * OPTIONS];
    size_t opened;
    struct decision decision;
    struct comparison comparison;
    struct scrutiny_answer answer;
};

static const char *const titles[] = {"As the files have it", "Surge"};

static const char shock[] = "  shocks: {surge: {source: community, from: 2021-04-05, adds: 90}}\n";
static const char money[] = "money: {pay: {social-worker: \"\xc2\xa3"
                            "37,000 per year\"}}\n";
static const char academy[] =
    "money: {pay: {social-worker: \"\xc2\xa3"
    "37,000 per year\"}}\n"
    "pipelines: {academy: {first: 2020-10-05, size: 12, lasts: 52 weeks, grade: social-worker, teams: {alpha: 1}}}\n";
static const char supervision[] = "supervision: {span: 6, every: 4 weeks}\n";

/* The service with more sections, or with a shock in its demand. */
static char *service(const char *more)
{
    static const char head[] = "demand:\n";
    bool demand = more[0] == ' ';
    char *yaml = mem_new(strlen(fixture_service) + strlen(more) + 1, 1), *after = strstr(fixture_service, head);
    size_t first = demand ? (size_t)(after - fixture_service) + strlen(head) : strlen(fixture_service);
    strncat(yaml, fixture_service, first);
    strcat(yaml, more);
    strcat(yaml, fixture_service + first);
    return yaml;
}

/* Opens the fixtures; tests set values, then decide(). */
static void open_pair(struct both *pair, const char *base, const char *option, const char *surge)
{
    *pair = (struct both){.opened = surge ? 4 : 2};
    for (size_t i = 0; i < pair->opened; i++) {
        char *yaml = service(i > 1 ? surge : i ? option : base);
        fixture_open(&pair->fixtures[i], yaml, RUNS);
        struct ensemble *ensemble = &pair->fixtures[i].ensemble;
        struct money_layout layout = money_layout(ensemble->plan);
        for (size_t run = 0; layout.accounts > 0 && run < RUNS; run++)
            ensemble->outcomes[run].money = mem_new(layout.accounts * layout.years, sizeof(int64_t));
        free(yaml);
    }
}

static void decide(struct both *pair, const struct decision_question *question)
{
    static const char *const names[] = {"current", "other"}, *const shown[] = {"Current plan", "Other"};
    for (size_t i = 0; i < pair->opened; i++) {
        pair->runs[i].name = names[i % OPTIONS];
        pair->runs[i].title = shown[i % OPTIONS];
        (i < OPTIONS ? option_reduce : option_reduce_to_runs)(&pair->runs[i], &pair->fixtures[i].ensemble, 52);
    }
    decision_init(&pair->decision, pair->runs, OPTIONS,
                  question ? question : &(struct decision_question){.target = "main"});
    pair->comparison = (struct comparison){.name = "pair",
                                           .options = pair->runs,
                                           .count = OPTIONS,
                                           .decision = &pair->decision,
                                           .in_futures = pair->opened > OPTIONS ? pair->runs : NULL,
                                           .future_count = pair->opened / OPTIONS,
                                           .future_titles = titles,
                                           .prepared = &pair->fixtures[0].prepared,
                                           .version = "1.2.3"};
}

static void close_pair(struct both *pair)
{
    scrutiny_release(&pair->answer);
    decision_release(&pair->decision);
    for (size_t i = 0; i < pair->opened; i++) {
        option_release(&pair->runs[i]);
        fixture_close(&pair->fixtures[i]);
    }
}

static void ask(struct both *pair, enum scrutiny_question question)
{
    scrutiny_release(&pair->answer);
    scrutiny_answer(&pair->comparison, question, &pair->answer);
}

static void expect(struct both *pair, enum scrutiny_question question, enum scrutiny_standing standing,
                   const char *words)
{
    ask(pair, question);
    cr_assert_eq(pair->answer.standing, standing, "%s is %s: %s", scrutiny_key(question),
                 scrutiny_standing_word(pair->answer.standing), pair->answer.words.at);
    cr_assert(strstr(pair->answer.words.at, words) != NULL, "%s does not say \"%s\": %s", scrutiny_key(question), words,
              pair->answer.words.at);
}

static const char *cell(const struct both *pair, size_t row, size_t column)
{
    return pair->answer.table.cells[row * pair->answer.table.columns + column];
}

/* The same of an option, or of both. */
static void set(struct both *pair, size_t option, enum metric metric, int of, double first, double step)
{
    fixture_set(&pair->fixtures[option], metric, of, first, step, 0);
}

static void set_nothing(struct both *pair, enum metric metric, int of)
{
    for (size_t i = 0; i < pair->opened; i++)
        set(pair, i, metric, of, (double)NAN, 0);
}

static int team(const struct both *pair, const char *name)
{
    const struct map *teams = &pair->fixtures[0].ensemble.plan->teams;
    for (size_t i = 0; i < teams->count; i++)
        if (strcmp(plan_items(*teams, struct plan_team)[i].named.name, name) == 0)
            return (int)i;
    return METRIC_SERVICE;
}

/* The weeks in which the main target is met in the first `hits` runs: from one sample to another. */
static void meet(struct both *pair, size_t option, size_t hits, size_t from, size_t to)
{
    struct ensemble *ensemble = &pair->fixtures[option].ensemble;
    size_t main = 0;
    while (strcmp(plan_items(ensemble->plan->targets, struct plan_target)[main].named.name, "main") != 0)
        main++;
    fixture_judge(&pair->fixtures[option], "main", hits, 0);
    for (size_t run = 0; run < hits; run++)
        for (size_t sample = from; sample <= to; sample++)
            ensemble->outcomes[run].weekly[main * ensemble->samples + sample] = true;
}

/* Pounds of a line, or of the base budget, in each year of each run. */
static void spend(struct both *pair, size_t option, int line, double pounds, double spread)
{
    struct ensemble *ensemble = &pair->fixtures[option].ensemble;
    struct money_layout layout = money_layout(ensemble->plan);
    size_t account = line < 0 ? money_base(&layout) : money_account(&layout, (enum money_line)line, 0);
    for (size_t run = 0; run < RUNS; run++)
        for (size_t year = 0; year < layout.years; year++)
            ensemble->outcomes[run].money[account * layout.years + year] =
                llround(100 * (pounds + spread * (double)run));
}

Test(scrutiny, every_question_is_answered_or_says_why_not)
{
    struct both pair;
    open_pair(&pair, "", "", NULL);
    decide(&pair, NULL);
    for (int i = 0; i < SCRUTINY_COUNT; i++) {
        ask(&pair, (enum scrutiny_question)i);
        const struct scrutiny_answer *answer = &pair.answer;
        cr_assert(answer->words.length > 0, "question %d", i + 1);
        if (answer->standing == SCRUTINY_ANSWERED)
            cr_assert(answer->basis.length > 0 && table_rows(&answer->table) > 0, "question %d", i + 1);
        else if (answer->standing != SCRUTINY_UNMEASURED)
            cr_assert(answer->command.length > 0, "question %d", i + 1);
        cr_assert_eq(answer->table.columns == 0 ? 0 : answer->table.cell_count % answer->table.columns, 0,
                     "question %d: ragged", i + 1);
    }
    expect(&pair, SCRUTINY_QUALITY, SCRUTINY_UNMEASURED, "not measure this; that is not evidence of no effect");
    expect(&pair, SCRUTINY_SURGE, SCRUTINY_NEEDS_MORE, "No surge was tried");
    cr_assert(strstr(pair.answer.command.at, "demand.shocks.surge.source: community") != NULL);
    expect(&pair, SCRUTINY_BUDGET, SCRUTINY_NEEDS_MORE, "does not count money");
    expect(&pair, SCRUTINY_MONEY, SCRUTINY_NEEDS_MORE, "not counted");
    expect(&pair, SCRUTINY_SUPERVISION, SCRUTINY_NEEDS_MORE, "does not model supervision");
    expect(&pair, SCRUTINY_ACADEMY, SCRUTINY_NEEDS_MORE, "no option with a pipeline");
    expect(&pair, SCRUTINY_SUPPLEMENT, SCRUTINY_NEEDS_MORE, "No option of this comparison pays more");

    struct text json = {0};
    scrutiny_write_json(&pair.comparison, &json);
    json_t *root = json_loads(json.at, 0, NULL);
    cr_assert_eq(json_array_size(json_object_get(root, "questions")), 23);
    json_decref(root);
    text_release(&json);
    close_pair(&pair);
}

Test(scrutiny, staff_and_caseloads)
{
    struct both pair;
    open_pair(&pair, "", "", NULL);
    int alpha = team(&pair, "alpha"), zeal = team(&pair, "zeal");
    /* 360 cases at 18 each take 20 workers; 14 posts and 13 in post */
    for (size_t i = 0; i < OPTIONS; i++) {
        set(&pair, i, METRIC_OPEN, METRIC_SERVICE, 360, 0);
        set(&pair, i, METRIC_OPEN, alpha, i ? 180 : 360, 0);
        for (int k = METRIC_SERVICE; k <= alpha || k <= zeal; k++) {
            set(&pair, i, METRIC_POSTS, k, 14, 0);
            set(&pair, i, METRIC_IN_POST, k, 12, 0);
            set(&pair, i, METRIC_AGENCY, k, 1, 0);
        }
        /* the other's highest falls from 40 to 20 at the third sample, the date */
        set(&pair, i, METRIC_CASELOAD_MAX, METRIC_SERVICE, 40, i ? -10 : -9);
        set(&pair, i, METRIC_CASELOAD, METRIC_SERVICE, i ? 17 : 20, 0);
        set(&pair, i, METRIC_CASELOAD_EXPERIENCED, METRIC_SERVICE, 22, 0);
        set(&pair, i, METRIC_CASELOAD, alpha, 20, i ? 0 : 4); /* above 25 at the third sample */
        set(&pair, i, METRIC_CASELOAD, zeal, 20, i ? 0 : 2);  /* at the fourth */
    }
    set(&pair, 0, METRIC_OVERLOAD, zeal, 30, 0);
    decide(&pair, NULL);
    expect(&pair, SCRUTINY_STAFF, SCRUTINY_PARTLY,
           "take 20.0 (20.0 to 20.0) full-time case holders at 18.0 cases each, 6.0 more");
    expect(&pair, SCRUTINY_STAFF, SCRUTINY_PARTLY, "7.0 more than will be in post");
    expect(&pair, SCRUTINY_STAFF, SCRUTINY_PARTLY, "the most in Alpha, by 6.0");
    cr_assert(strstr(pair.answer.command.at, "--vary teams.alpha.posts.funded=14..24") != NULL, "%s",
              pair.answer.command.at);
    size_t row = strcmp(cell(&pair, 1, 0), "Alpha") == 0 ? 1 : 2;
    cr_assert_str_eq(cell(&pair, row, 2), "10.0 (10.0 to 10.0); \xe2\x88\x92"
                                          "4.0 (\xe2\x88\x92"
                                          "4.0 to \xe2\x88\x92"
                                          "4.0)");

    expect(&pair, SCRUTINY_HIGHEST, SCRUTINY_ANSWERED, "It halves by October 2021 under at least one option");
    expect(&pair, SCRUTINY_HIGHEST, SCRUTINY_ANSWERED,
           "from 40.0 (40.0 to 40.0) to 22.0 (22.0 to 22.0) in October 2021");
    expect(
        &pair, SCRUTINY_PRESSURE, SCRUTINY_ANSWERED,
        "\"Current plan\" Alpha is the first whose average caseload goes above 25.0: in half of the runs by 4 October 2021.");
    expect(&pair, SCRUTINY_PRESSURE, SCRUTINY_ANSWERED, "In October 2021 Zeal <i> has the most cases above");
    expect(&pair, SCRUTINY_EXPERIENCED, SCRUTINY_ANSWERED,
           "hold 22.0 cases each in October 2021, where the average is 20.0");
    expect(&pair, SCRUTINY_EXPERIENCED, SCRUTINY_ANSWERED, "Under \"Other\" the average falls against the baseline");
    close_pair(&pair);
}

Test(scrutiny, staff_and_caseloads_that_are_in_order_or_missing)
{
    struct both pair;
    /* nobody is short, nothing halves, no team goes above the mark */
    open_pair(&pair, "", "", NULL);
    int alpha = team(&pair, "alpha"), zeal = team(&pair, "zeal");
    for (size_t i = 0; i < OPTIONS; i++) {
        set(&pair, i, METRIC_CASELOAD_MAX, METRIC_SERVICE, 40, 0);
        set(&pair, i, METRIC_CASELOAD, alpha, 25, 0);
        set(&pair, i, METRIC_POSTS, METRIC_SERVICE, 5, 0);
    }
    decide(&pair, NULL);
    expect(&pair, SCRUTINY_STAFF, SCRUTINY_ANSWERED, "5.0 fewer than the establishment");
    expect(&pair, SCRUTINY_STAFF, SCRUTINY_ANSWERED, "No team's establishment falls short");
    expect(&pair, SCRUTINY_HIGHEST, SCRUTINY_ANSWERED, "Under no option is it likely to halve");
    expect(&pair, SCRUTINY_PRESSURE, SCRUTINY_ANSWERED,
           "no team's average caseload goes above 25.0 in half of the runs");
    close_pair(&pair);

    /* nobody holds a case */
    open_pair(&pair, "", "", NULL);
    set_nothing(&pair, METRIC_CASELOAD_MAX, METRIC_SERVICE);
    set_nothing(&pair, METRIC_CASELOAD_EXPERIENCED, METRIC_SERVICE);
    set_nothing(&pair, METRIC_OPEN, METRIC_SERVICE);
    set_nothing(&pair, METRIC_CASELOAD, alpha);
    set_nothing(&pair, METRIC_CASELOAD, zeal);
    decide(&pair, NULL);
    expect(&pair, SCRUTINY_STAFF, SCRUTINY_NEEDS_MORE, "no team whose cases");
    expect(&pair, SCRUTINY_HIGHEST, SCRUTINY_NEEDS_MORE, "Nobody holds a case");
    expect(&pair, SCRUTINY_PRESSURE, SCRUTINY_NEEDS_MORE, "no team that holds cases");
    expect(&pair, SCRUTINY_EXPERIENCED, SCRUTINY_NEEDS_MORE, "No worker counts as experienced");
    close_pair(&pair);
}

Test(scrutiny, what_is_the_same_under_the_option_that_is_put_forward_is_said_once)
{
    struct both pair;
    open_pair(&pair, "", "", NULL);
    for (size_t i = 0; i < OPTIONS; i++) {
        set(&pair, i, METRIC_CASELOAD, team(&pair, "alpha"), 25, 0);
        fixture_judge(&pair.fixtures[i], "main", i ? 90 : 10, 0);
    }
    decide(&pair, NULL);
    cr_assert_eq(pair.decision.leader, 1);
    expect(&pair, SCRUTINY_PRESSURE, SCRUTINY_ANSWERED,
           "Under \"Current plan\", and under \"Other\" too, no team's average caseload goes above 25.0 in half");
    close_pair(&pair);
}

/* A caseload of the baseline's or the surge's, sample by sample. */
static void set_samples(struct both *pair, size_t option, int of, const double *values)
{
    struct ensemble *ensemble = &pair->fixtures[option].ensemble;
    size_t series = metric_series(&ensemble->layout, METRIC_CASELOAD, of);
    for (size_t sample = 0; sample < ensemble->samples; sample++)
        for (size_t run = 0; run < RUNS; run++)
            *ensemble_value(ensemble, series, sample, run) = (float)values[sample];
}

Test(scrutiny, a_surge_and_a_date_that_moves)
{
    struct both pair;
    open_pair(&pair, "", "", shock);
    int zeal = team(&pair, "zeal"), alpha = team(&pair, "alpha");
    set_samples(&pair, 0, zeal, (const double[]){20, 20, 20, 20, 20});
    set_samples(&pair, 2, zeal,
                (const double[]){20, 23, 21, 20.4, 20.2}); /* within half a case from the third year's half */
    set_samples(&pair, 1, zeal, (const double[]){17, 17, 17, 17, 17});
    set_samples(&pair, 3, zeal, (const double[]){17, 18, 18, 18, 17.2}); /* back only as the time ends */
    set_samples(&pair, 0, alpha, (const double[]){17, 17, 17, 17, 17});
    meet(&pair, 0, 20, 1, 2); /* held for 26 weeks on the date, and not after it */
    meet(&pair, 1, 80, 2, 4); /* held for 26 weeks from the next sample on */
    decide(&pair, NULL);
    expect(
        &pair, SCRUTINY_SURGE, SCRUTINY_ANSWERED,
        "Surge, from 5 April 2021: under \"Current plan\" it adds 3.0 cases (3.0 to 3.0) to the average caseload of Zeal <i> "
        "at most.");
    expect(&pair, SCRUTINY_SURGE, SCRUTINY_ANSWERED, "it would have been: 52 weeks (52 to 52).");
    cr_assert_str_eq(cell(&pair, 1, 3), "not within the time simulated");
    expect(&pair, SCRUTINY_DATE, SCRUTINY_ANSWERED, "Under \"Current plan\" the chance in October 2021 is 20% (");
    expect(&pair, SCRUTINY_DATE, SCRUTINY_ANSWERED, "the least likely team is Zeal <i>");
    static const char *const shown[2][7] = {{"under 1%", NULL, "20%", NULL, "under 1%", "20%", "under 1%"},
                                            {"under 1%", NULL, "80%", NULL, "80%", "under 1%", "over 99%"}};
    for (size_t row = 0; row < 2; row++)
        for (size_t i = 0; i < 7; i++)
            if (shown[row][i] != NULL)
                cr_assert(strncmp(cell(&pair, row, i + 1), shown[row][i], strlen(shown[row][i])) == 0, "%zu, %zu: %s",
                          row, i, cell(&pair, row, i + 1));
    close_pair(&pair);

    open_pair(&pair, "", "", shock);
    decide(&pair, NULL);
    expect(&pair, SCRUTINY_SURGE, SCRUTINY_ANSWERED, "never that far off");
    close_pair(&pair);
}

/* Money is spent alike but for what a test adds; the chance goes from 20 to so many in 100. */
static void open_paying(struct both *pair, const char *option, size_t hits)
{
    open_pair(pair, money, option, NULL);
    meet(pair, 0, 20, 0, 2);
    meet(pair, 1, hits, 0, 4);
    for (size_t i = 0; i < OPTIONS; i++) {
        spend(pair, i, MONEY_PAY_LINE, 1e6, 0);
        spend(pair, i, -1, 1.05e6, 0);
    }
}

static void expect_budget(size_t hits, double available, const char *words)
{
    struct both pair;
    open_paying(&pair, money, hits);
    spend(&pair, 1, MONEY_AGENCY_LINE, 1e5, 0);
    decide(&pair, &(struct decision_question){.target = "main", .budgeted = true, .available = available});
    expect(&pair, SCRUTINY_BUDGET, SCRUTINY_ANSWERED, words);
    close_pair(&pair);
}

Test(scrutiny, what_the_money_buys)
{
    expect_budget(95, 1e6, "It is enough, if these assumptions hold.");
    expect_budget(95, 1e6, "\"Other\" is the likeliest to meet the target: 95% (");
    expect_budget(50, 1e6, "It is not enough for a chance of 90%.");
    expect_budget(95, 1e5,
                  "No option within \xc2\xa3"
                  "100k is likelier");
    expect_budget(95, 1e6,
                  "cheapest under \"Other\": \xc2\xa3"
                  "4k (");
    expect_budget(20, 1e6, "no cost of a point to give");

    /* what ends, and spending beyond funding: 1.1 against 1.05 million */
    struct both pair;
    open_paying(&pair, money, 95);
    spend(&pair, 1, MONEY_AGENCY_LINE, 1e5, 0);
    decide(&pair, NULL);
    expect(&pair, SCRUTINY_BUDGET, SCRUTINY_PARTLY, "names no budget");
    expect(&pair, SCRUTINY_MONEY, SCRUTINY_ANSWERED,
           "Under \"Other\" \xc2\xa3"
           "3.3m of the spending is recurrent");
    expect(&pair, SCRUTINY_MONEY, SCRUTINY_ANSWERED,
           "recurrent spending is \xc2\xa3"
           "50k above the funding");
    expect(&pair, SCRUTINY_MONEY, SCRUTINY_ANSWERED,
           "recurrent spending is \xc2\xa3"
           "50k below the funding");
    cr_assert_str_eq(cell(&pair, 1, 7), "\xc2\xa3"
                                        "100k");
    close_pair(&pair);

    /* by the date 100 thousand for 75 points, by the end 300 for 95 */
    open_paying(&pair, academy, 95);
    spend(&pair, 1, MONEY_AGENCY_LINE, 1e5, 0);
    set(&pair, 1, METRIC_SPEND_TO_DATE, METRIC_SERVICE, 0, 5e4);
    set(&pair, 1, METRIC_PIPELINE_NET, METRIC_SERVICE, -1, 1); /* 0, 1 and so on from the second sample on */
    decide(&pair, NULL);
    expect(&pair, SCRUTINY_ACADEMY, SCRUTINY_PARTLY,
           "By October 2021 a percentage point is cheapest under \"Other\": \xc2\xa3"
           "1k (");
    expect(&pair, SCRUTINY_ACADEMY, SCRUTINY_PARTLY,
           "By October 2022 a percentage point is cheapest under \"Other\": \xc2\xa3"
           "3k (");
    expect(&pair, SCRUTINY_ACADEMY, SCRUTINY_PARTLY,
           "has given back the capacity that it took by October 2021 in half of the runs");
    expect(&pair, SCRUTINY_ACADEMY, SCRUTINY_PARTLY, "No option adds agency workers or a supplement");
    close_pair(&pair);

    open_paying(&pair, academy, 20);
    set(&pair, 1, METRIC_PIPELINE_NET, METRIC_SERVICE, -1, 0);
    decide(&pair, NULL);
    expect(&pair, SCRUTINY_ACADEMY, SCRUTINY_PARTLY, "By October 2021 no option is told to gain any chance at a cost");
    expect(&pair, SCRUTINY_ACADEMY, SCRUTINY_PARTLY, "it took not within the time simulated");
    close_pair(&pair);
}

static void expect_supplement(double leavers, double saved, const char *words)
{
    struct both pair;
    open_paying(&pair, money, 20);
    spend(&pair, 1, MONEY_SUPPLEMENT_LINE, 1e4, 0);
    spend(&pair, 0, MONEY_AGENCY_LINE, saved, 0);
    for (size_t i = 0; i < OPTIONS; i++) {
        set(&pair, i, METRIC_LEAVERS, METRIC_SERVICE, i ? leavers : 10, 0);
        set(&pair, i, METRIC_IN_POST, METRIC_SERVICE, 40, 0);
    }
    decide(&pair, NULL);
    expect(&pair, SCRUTINY_SUPPLEMENT, SCRUTINY_PARTLY, words);
    close_pair(&pair);
}

Test(scrutiny, who_stays_and_who_comes)
{
    /* 50 leavers against 40, for 30 thousand */
    expect_supplement(8, 0,
                      "Each leaver avoided costs \xc2\xa3"
                      "3k (");
    expect_supplement(8, 0,
                      "more in supplement, most of it to people who would have stayed; leavers: \xe2\x88\x92"
                      "10.0");
    expect_supplement(5, 0,
                      "more in supplement; leavers: \xe2\x88\x92"
                      "25.0");
    expect_supplement(8, 2e4, "the option pays for itself");
    expect_supplement(10, 0, "is not told to keep anybody");

    static const struct {
        size_t hits;
        double agency;
        const char *words;
        enum scrutiny_standing standing;
    } rows[] = {{50, 2, "its chance of the target is not told to differ", SCRUTINY_PARTLY},
                {5, 2, "its chance of the target is told to be lower", SCRUTINY_PARTLY},
                {95, 2, "its chance of the target is told to be higher", SCRUTINY_PARTLY},
                {50, 5, "No option of this comparison is told to have both", SCRUTINY_NEEDS_MORE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct both pair;
        open_pair(&pair, "", "", NULL);
        meet(&pair, 0, 50, 0, 4);
        meet(&pair, 1, rows[i].hits, 0, 4);
        set(&pair, 0, METRIC_AGENCY, METRIC_SERVICE, 5, 0);
        set(&pair, 1, METRIC_AGENCY, METRIC_SERVICE, rows[i].agency, 0);
        set(&pair, 1, METRIC_NEWLY_QUALIFIED, METRIC_SERVICE, 6, 0);
        decide(&pair, NULL);
        expect(&pair, SCRUTINY_AGENCY, rows[i].standing, rows[i].words);
        close_pair(&pair);
    }
}

Test(scrutiny, what_children_meet)
{
    struct both pair;
    open_pair(&pair, supervision, supervision, NULL);
    int zeal = team(&pair, "zeal");
    for (size_t i = 0; i < OPTIONS; i++) { /* three samples up to the date */
        set(&pair, i, METRIC_SESSIONS_DUE, METRIC_SERVICE, 10, 0);
        set(&pair, i, METRIC_SESSIONS_MISSED, METRIC_SERVICE, i ? 3 : 1, 0);
        set(&pair, i, METRIC_CHANGES, METRIC_SERVICE, 100, 0);
        set(&pair, i, METRIC_STAGE_LATE, 0, 2, 0);
        set(&pair, i, METRIC_STAGE_ON_TIME, 0, 6, 0);
        set(&pair, i, METRIC_STAGE_LATE, 1, (double)NAN, 0); /* a stage without a limit */
        set(&pair, i, METRIC_TASKS_DUE, METRIC_SERVICE, 10, 0);
        set(&pair, i, METRIC_TASKS_LATE, METRIC_SERVICE, 4, 0);
        set(&pair, i, METRIC_WAITING, METRIC_SERVICE, 7, 0);
        set(&pair, i, METRIC_WAITING, zeal, 5, 0);
    }
    decide(&pair, NULL);
    expect(&pair, SCRUTINY_SUPERVISION, SCRUTINY_ANSWERED,
           "Under \"Current plan\" 3 of 30 sessions due up to October 2021 are missed (10%)");
    expect(&pair, SCRUTINY_SUPERVISION, SCRUTINY_ANSWERED, "\"Other\" is told to miss more");
    expect(&pair, SCRUTINY_CHANGES, SCRUTINY_ANSWERED, "change worker 300 times up to October 2021");
    expect(&pair, SCRUTINY_CHANGES, SCRUTINY_ANSWERED, "no hand-over time");
    expect(&pair, SCRUTINY_WAITS, SCRUTINY_ANSWERED, "7 (7 to 7) children have no worker in October 2021");
    expect(&pair, SCRUTINY_WAITS, SCRUTINY_ANSWERED, "Most of them wait in Zeal <i>: 5 (5 to 5).");
    cr_assert_str_eq(cell(&pair, 0, 4), "25");
    cr_assert_str_eq(cell(&pair, 0, 5), "40");
    close_pair(&pair);

    open_pair(&pair, "", "", NULL);
    decide(&pair, NULL);
    expect(&pair, SCRUTINY_WAITS, SCRUTINY_PARTLY, "Late assessments are not counted");
    close_pair(&pair);
}
