/* Money against sums worked out by hand, from the files that the program writes. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/outcome.h"
#include "support/program.h"

enum { MEAN, P10, P50, P90, BUDGET, WEEKS };

/* Runs a scenario into a new folder; the folder is the caller's. */
static char *run(const char *scenario, const char *setting)
{
    char *folder = program_folder();
    const char *set = setting ? setting : "clock.seed=5";
    struct program program =
        PROGRAM("run", scenario, "--set", set, "--no-charts", "--quiet", "--out", program_path(0, folder, "out"));
    cr_assert_eq(program.exit, 0, "%s %s", program.out, program.err);
    program_release(&program);
    return folder;
}

static char *run_text(const char *text, const char *setting)
{
    char *folder = program_folder();
    const char *path = program_path(1, folder, "scenario.yaml");
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file, "cannot write %s", path);
    fputs(text, file);
    fclose(file);
    char *out = run(path, setting);
    program_remove_folder(folder);
    return out;
}

/* A number of money.csv; NaN when it is empty. */
static double amount(const char *folder, const char *year, const char *line, int column)
{
    char *csv = program_file(program_path(2, folder, "out/money.csv"), NULL), key[100];
    cr_assert_not_null(csv, "there is no money.csv");
    snprintf(key, sizeof key, "\n%s,%s,", year, line);
    char *row = strstr(csv, key);
    cr_assert_not_null(row, "there is no row %s", key + 1);
    row = strchr(row + strlen(key), ',');
    for (int i = 0; i < column; i++)
        row = strchr(row + 1, ',');
    double value = row[1] == ',' ? NAN : strtod(row + 1, NULL);
    free(csv);
    return value;
}

/* A line posts its total to date, rounded to the penny, less what it has posted. */
static void check_years(const char *folder, const char *line, const long double *pounds)
{
    static const char *const years[] = {"2020-21", "2021-22", "2022-23"};
    long double to_date = 0, posted = 0;
    for (int i = 0; i < 3; i++) {
        to_date += pounds[i];
        long double due = roundl(to_date * 100) / 100 - posted;
        posted += due;
        double found = amount(folder, years[i], line, MEAN);
        cr_assert_float_eq(found, (double)due, 0.001, "%s in %s is %.2f, not %.2Lf", line, years[i], found, due);
    }
}

static const long double year_days = 365.25L;

/* Days before the first 1 April, in the whole year, and after the second, in the scenario's 104 weeks. */
static const long double days[] = {87, 365, 276};

/* tests/scenarios/valid/money.yaml. The award of 2.75 % is settled on 1 November 2021 for the time since 1 April, so the
 * year bears it whole; the supplement is paid for 212 days of that year; on-costs change on the sixth day of the last. */
Test(money, every_line_to_the_penny)
{
    char *folder = run("tests/scenarios/valid/money.yaml", NULL);
    long double pay[2][3], supplement[3] = {0}, on_costs[3], agency[3], licence[3], budget[3];
    const long double full[2] = {8.5L * 37000, 2 * 42000.0L};
    for (int i = 0; i < 3; i++) {
        for (int g = 0; g < 2; g++)
            pay[g][i] = full[g] * (i > 0 ? 1.0275L : 1) * days[i] / year_days;
        supplement[i] = 8.5L * 5500 * (i == 0 ? 0 : i == 1 ? 212 : days[i]) / year_days;
        long double share = i < 2 ? 0.3L : (0.3L * 5 + 0.3125L * 271) / 276;
        on_costs[i] = (pay[0][i] + pay[1][i] + supplement[i]) * share;
        agency[i] = 1.5L * 40 * 37 * days[i] / 7;
        licence[i] = 12000 * days[i] / year_days;
        budget[i] =
            12 * (0.75L * 37000 + 0.25L * 42000) * (i > 0 ? 1.02L : 1) * (1 + share) * 0.96L * days[i] / year_days;
    }
    const long double heads = 3 * 1234.56L;
    const long double academy[] = {heads + 30000 * 59 / year_days, heads + 30000 * 365 / year_days,
                                   30000 * 276 / year_days};
    check_years(folder, "pay.worker", pay[0]);
    check_years(folder, "pay.senior", pay[1]);
    check_years(folder, "supplement", supplement);
    check_years(folder, "on-costs", on_costs);
    check_years(folder, "agency", agency);
    check_years(folder, "packages", licence);
    check_years(folder, "pipelines", academy);
    check_years(folder, "time-limited", (const long double[]){2000 * 31 / 7.0L, 2000 * 53 / 7.0L, 0});
    check_years(folder, "one-off", (const long double[]){0, 0, 60000});
    check_years(folder, "recruitment", (const long double[]){0, 0, 0});
    check_years(folder, "budget.posts", budget);
    check_years(folder, "funding.recovery", (const long double[]){0, 100000 * 365 / year_days, 0});
    check_years(folder, "funding.reserve", (const long double[]){0, 25000.01L, 0});
    program_remove_folder(folder);
}

/* What is owed for 214 days arrives in one week, with its on-costs; the totals of the files agree. */
Test(money, arrears_are_paid_when_the_award_is_settled)
{
    char *folder = run("tests/scenarios/valid/money.yaml", NULL);
    struct outcome outcome;
    outcome_open(&outcome, program_path(3, folder, "out"));
    double before = outcome_at(&outcome, "service/all", "spend_week", 42)->mean;
    double week = outcome_at(&outcome, "service/all", "spend_week", 43)->mean;
    double owed = (8.5 * 37000 + 2 * 42000) * 0.0275 * 1.3 * 214 / 365.25;
    cr_assert_float_eq(week - before, owed, 0.05, "arrears are %.2f, not %.2f", week - before, owed);
    double all = outcome_number(outcome_json(&outcome, "money", "all", "total", "mean", NULL));
    double to_date = outcome_at(&outcome, "service/all", "spend_to_date", 104)->mean;
    cr_assert_float_eq(to_date, all, 0.1, "%.2f is spent to date, but %.2f in all", to_date, all);
    cr_assert_float_eq(amount(folder, "all", "total", MEAN), all, 0.001, "money.csv and summary.json");
    double difference = outcome_number(outcome_json(&outcome, "money", "all", "difference", "mean", NULL));
    cr_assert_float_eq(difference, all - amount(folder, "all", "total", BUDGET), 0.006, "less the budget");
    outcome_release(&outcome);
    program_remove_folder(folder);
}

#define PLAIN                                                                                                           \
    "schema: 1\nname: plain\n"                                                                                          \
    "clock: {calendar: none, length: 156 weeks, runs: 2}\n"                                                             \
    "teams: {pool: {posts: {funded: 10, grades: worker}, staff: {all: {grade: worker, fte: 10, tenure: 0-1 years}}}}\n" \
    "workforce: {grades: {worker: {}}}\n"                                                                               \
    "money: {pay: {worker: \"£37,000 per year\"}, on_costs: 25%}\n"

/* Without a calendar a year is 52 weeks. Staff who fill their posts cost their budget and not a penny more. */
Test(money, a_full_service_costs_its_budget)
{
    char *folder = run_text(PLAIN, NULL);
    for (int year = 0; year < 3; year++) {
        char name[8];
        snprintf(name, sizeof name, "%d", year);
        cr_assert_float_eq(amount(folder, name, "pay.worker", MEAN), 370000, 0.001, "pay of year %d", year);
        cr_assert_float_eq(amount(folder, name, "total", MEAN), 462500, 0.001, "with on-costs");
        cr_assert_float_eq(amount(folder, name, "total", BUDGET), 462500, 0.001, "budget");
        cr_assert_float_eq(amount(folder, name, "total", WEEKS), 52, 1e-9, "weeks");
    }
    struct outcome outcome;
    outcome_open(&outcome, program_path(3, folder, "out"));
    cr_assert_eq(outcome_number(outcome_json(&outcome, "money", "all", "overspend", "hits", NULL)), 0, "no overspend");
    outcome_release(&outcome);
    program_remove_folder(folder);
}

/* Each is one change to the plain service, and what it makes of one year, in pounds. */
static const struct {
    const char *setting, *year;
    double total, budget;
} changes[] = {
    /* two vacancies covered by agency at £1,480 a week: 76,960 in place of 46,250 each */
    {"teams.pool={posts: {funded: 10, grades: worker}, staff: {all: {grade: worker, fte: 8}, locums: {grade: worker, "
     "contract: agency, fte: 2}}}",
     "0", 462500 + 2 * (76960 - 46250), 462500},
    /* a growth post brings no budget */
    {"teams.pool={posts: {funded: 9, growth: 1, grades: worker}, staff: {all: {grade: worker, fte: 10}}}", "0", 462500,
     462500 - 46250},
    {"money.vacancy_factor=10%", "1", 462500, 462500 * 0.9},
    {"money.supplement=£5500 per year", "2", 462500 + 10 * 5500 * 1.25, 462500},
    /* everybody has served two years by the third; the budget counts none of it */
    {"money.increments={each: {worker: £1000 per year}, most: 2}", "2", 462500 + 10 * 2000 * 1.25, 462500},
    /* two awards, one within the other's arrears: 1.1 x 1.2 from year 1 on */
    {"money.awards={a: {date: 60 weeks, rise: 10%, backdated_to: 52 weeks}, b: {date: 80 weeks, rise: 20%, backdated_to: "
     "52 weeks, budgeted: 0%}}",
     "1", 462500 * 1.1 * 1.2, 462500 * 1.1},
    {"money.funding={stated: {kind: base, per_year: £400k per year}}", "1", 462500, 400000},
    {"money.funding={bridge: {kind: reserve, amount: £52k, from: 26 weeks, to: 78 weeks}}", "1", 462500,
     462500 + 26000},
    /* levers: a supplement by its path, growth posts that stay empty, one more funded post for half a year, less pay */
    {"levers={a: {starts: 78 weeks, add: {money.supplement: £5500 per year}}}", "1", 462500 + 5 * 5500 * 1.25, 462500},
    {"levers={a: {starts: 0 weeks, add: {teams.pool.posts.growth: 3}, cost: £10400 per year, one_off: £1.23}}", "0",
     462500 + 10400 + 1.23, 462500},
    {"levers={a: {starts: 40 weeks, approval: 12 weeks, ends: 78 weeks, add: {teams.pool.posts.funded: 1}, cost: £1 per "
     "week}}",
     "1", 462500 + 26, 462500 + 46250 / 2.0},
    {"levers={a: {starts: 26 weeks, ends: 39 weeks, scale: {money.pay.worker: 90%}}}", "0", 462500 * 0.975,
     462500 * 0.975},
    /* a ramp that is over by the last year; a lever in the week of another change */
    {"levers={a: {starts: 52 weeks, ramp: 26 weeks, add: {money.supplement: £5500 per year}}}", "2",
     462500 + 10 * 5500 * 1.25, 462500},
    {"levers={a: {starts: 368 days, scale: {money.pay.worker: 200%}}}", "1", 462500 + 462500 * 360 / 364.0,
     462500 + 462500 * 360 / 364.0},
    /* 26 weeks of warm-up are left out */
    {"clock.warm_up=26 weeks", "0", 231250, 231250},
};

Test(money, changes_of_a_plain_service)
{
    static const char *const more = "  agency: {hourly: {worker: £40}, hours: 37}\n"
                                    "  on_cost_changes: {none: {date: 365 days, to: 25%}}\n";
    char text[1500];
    snprintf(text, sizeof text, "%s", PLAIN);
    /* the section in block form, so that a price for agency workers can stand in it */
    char *flow = strstr(text, "money: {");
    snprintf(flow, sizeof text - (size_t)(flow - text),
             "money:\n  pay: {worker: \"£37,000 per year\"}\n  on_costs: 25%%\n%s", more);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char *folder = run_text(text, changes[i].setting);
        double total = amount(folder, changes[i].year, "total", MEAN);
        double budget = amount(folder, changes[i].year, "total", BUDGET);
        /* each line is rounded by itself */
        cr_assert_float_eq(total, changes[i].total, 0.011, "%s: %.2f, not %.2f", changes[i].setting, total,
                           changes[i].total);
        cr_assert_float_eq(budget, changes[i].budget, 0.006, "%s: budget %.2f, not %.2f", changes[i].setting, budget,
                           changes[i].budget);
        program_remove_folder(folder);
    }
}

static const char small_money[] =
    "money={pay: {social-worker: £37000 per year}, agency: {charge: {social-worker: £1480 per week}}, recruitment: "
    "{appointment: £3000, placement: £500}, funding: {help: {kind: grant, amount: £20k}}}";

/* Money changes nothing that happens; whoever does not ask for it sees none of it. */
Test(money, it_only_counts)
{
    char *with = run("tests/scenarios/valid/small.yaml", small_money);
    char *without = run("tests/scenarios/valid/small.yaml", "clock.seed=7");
    size_t length;
    char *csv = program_file(program_path(0, without, "out/money.csv"), &length);
    cr_assert_null(csv, "money.csv is there without money");
    char *series = program_file(program_path(0, without, "out/series.csv"), &length);
    cr_assert_null(strstr(series, ",spend_"), "a measure of money without money");
    char *counted = program_file(program_path(0, with, "out/series.csv"), &length);
    char *line = strtok(series, "\n");
    for (const char *at = counted; line; line = strtok(NULL, "\n")) {
        while (strncmp(at, line, strlen(line)) != 0 && strchr(at, '\n'))
            at = strchr(at, '\n') + 1;
        cr_assert_eq(strncmp(at, line, strlen(line)), 0, "not the same with money: %s", line);
    }
    struct outcome outcome;
    outcome_open(&outcome, program_path(3, with, "out"));
    double starters = 0, appointed = amount(with, "all", "recruitment", MEAN);
    for (int week = 0; week <= 26; week++)
        starters += outcome_at(&outcome, "service/all", "starters", week)->mean;
    cr_assert(starters > 0 && appointed >= 3000 * starters - 0.01, "%.2f for %.2f starters", appointed, starters);
    double hits = outcome_number(outcome_json(&outcome, "money", "all", "overspend", "hits", NULL));
    double chance = outcome_number(outcome_json(&outcome, "money", "all", "overspend", "chance", NULL));
    double low = outcome_number(outcome_json(&outcome, "money", "all", "overspend", "interval", "low", NULL));
    cr_assert(hits >= 0 && hits <= 24 && fabs(chance - hits / 24) < 1e-9 && low <= chance, "%g of 24: %g", hits,
              chance);
    outcome_release(&outcome);
    free(series);
    free(counted);
    program_remove_folder(with);
    program_remove_folder(without);
}

/* What is wrong is told by path. */
Test(money, refusals)
{
    static const struct {
        const char *setting, *says;
    } wrong[] = {
        {"money.pay={}", "money.pay: says nothing about the grade worker"},
        {"money.agency={charge: {worker: £1480 per week}, hourly: {worker: £40}}", "worker has a charge already"},
        {"money.funding={a: {kind: grant}}", "needs either amount or per_year"},
        {"money.funding={a: {kind: grant, amount: £1, per_year: £1 per year}}", "needs either amount or per_year"},
        {"money.awards={a: {date: 2021-05-01, rise: 1%, backdated_to: 2021-06-01}}", "after the date on which"},
        {"money.packages={a: {cost: £1 per week, from: 2021-05-01, to: 2021-05-01}}", "must be after from"},
        {"teams.front-door.posts.grades=null", NULL},
        {"teams.front-door={posts: 3}", "cannot tell what the posts of team front-door are budgeted for"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct program program = PROGRAM("check", "tests/scenarios/valid/money.yaml", "--set", wrong[i].setting);
        bool told = wrong[i].says && strstr(program.err, wrong[i].says);
        cr_assert_eq(program.exit, wrong[i].says ? 2 : 0, "%s: %s", wrong[i].setting, program.err);
        cr_assert_eq(told, wrong[i].says != NULL, "%s: %s", wrong[i].setting, program.err);
        program_release(&program);
    }
    struct program target = PROGRAM("check", "tests/scenarios/valid/small.yaml", "--set",
                                    "targets.average-15={measure: spend_to_date, at_most: 1}");
    cr_assert(target.exit == 2 && strstr(target.err, "needs a section money"), "%s", target.err);
    program_release(&target);
}

/* Ten weeks of a package of 3 FTE and a manager at £9,000 a week, and nothing by the hour for them. */
Test(money, a_managed_team_costs_its_price)
{
    static const char scenario[] =
        "schema: 1\n"
        "clock: {start: 2021-04-05, length: 30 weeks, runs: 3}\n"
        "demand: {sources: {door: {enters: help, rate: 1 per week}}}\n"
        "pathway: {help: {team: one, takes: 10 weeks, opening: 20}}\n"
        "teams: {one: {posts: 4, staff: {settled: {fte: 2}}}}\n"
        "agency: {seats: {one: 0}}\n"
        "managed_teams: {bought: {team: one, from: 10 weeks, to: 20 weeks, workers: 3 FTE, price: \"£9,000 per week\"}}\n"
        "money: {pay: {social-worker: \"£52,000 per year\"}, agency: {charge: {social-worker: \"£1,500 per week\"}}}\n";
    char *folder = run_text(scenario, NULL);
    cr_assert_float_eq(amount(folder, "2021-22", "agency", MEAN), 90000, 0.005, "%.2f",
                       amount(folder, "2021-22", "agency", MEAN));
    program_remove_folder(folder);
}
