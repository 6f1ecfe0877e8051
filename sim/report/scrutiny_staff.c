/* Questions of who carries how much: staff needed, the highest caseload, pressure by team, experienced workers. */
#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/order.h"
#include "report/scrutiny_parts.h"

static const char *team_title(const struct scrutiny *scrutiny, int team)
{
    return brief_team(scrutiny->options[0].plan, team);
}

static bool counts_families(const struct plan *plan, int team)
{
    return plan_items(plan->teams, struct plan_team)[team].unit == TEAM_COUNTS_FAMILIES;
}

static bool any_counts_families(const struct plan *plan)
{
    for (size_t i = 0; i < plan->teams.count; i++)
        if (counts_families(plan, (int)i))
            return true;
    return false;
}

/* --- staff needed ---------------------------------------------------------------------------------------------------- */

/* FTE of case holders that give everyone the agreed caseload, and what is missing of them in the establishment and among
 * those in post. */
struct need {
    struct ensemble_point needed, beyond_posts, beyond_staff;
};

static struct need need_of(const struct scrutiny *scrutiny, size_t option, int team)
{
    const struct ensemble *dates = &scrutiny->options[option].dates;
    double aim = scrutiny->options[option].plan->report.aim;
    double *open = scrutiny_values(scrutiny, option, METRIC_OPEN, team),
           *posts = scrutiny_values(scrutiny, option, METRIC_POSTS, team),
           *in_post = scrutiny_values(scrutiny, option, METRIC_IN_POST, team),
           *agency = scrutiny_values(scrutiny, option, METRIC_AGENCY, team);
    for (size_t run = 0; run < dates->runs; run++) {
        open[run] /= aim;
        posts[run] = open[run] - posts[run];
        in_post[run] = open[run] - in_post[run] - agency[run];
    }
    struct need need = {ensemble_spread(dates, open), ensemble_spread(dates, posts), ensemble_spread(dates, in_post)};
    free(open);
    free(posts);
    free(in_post);
    free(agency);
    return need;
}

static void need_cell(struct scrutiny *scrutiny, size_t option, int team)
{
    const struct plan *plan = scrutiny->options[option].plan;
    int own = scrutiny_team(scrutiny, option, team);
    bool families = own >= 0 ? counts_families(plan, own) : any_counts_families(plan);
    if (own == -2 || families) {
        table_cell(&scrutiny->answer->table, own == -2 ? "no such team" : "counts families");
        return;
    }
    struct need need = need_of(scrutiny, option, own);
    struct text words = {0};
    scrutiny_add_spread(&need.needed, 1, &words);
    text_add(&words, "; ");
    scrutiny_add_spread(&need.beyond_posts, 1, &words);
    table_cell(&scrutiny->answer->table, words.at);
    text_release(&words);
}

/* The team that is furthest from what it needs; METRIC_SERVICE when none is short. */
static int shortest_team(const struct scrutiny *scrutiny, struct need *most)
{
    int worst = METRIC_SERVICE;
    for (size_t i = 0; i < scrutiny->options[0].plan->teams.count; i++) {
        if (counts_families(scrutiny->options[0].plan, (int)i))
            continue;
        struct need need = need_of(scrutiny, 0, (int)i);
        if (need.beyond_posts.quantile[Q50] > (worst < 0 ? 0 : most->beyond_posts.quantile[Q50])) {
            *most = need;
            worst = (int)i;
        }
    }
    return worst;
}

static void say_need(struct scrutiny *scrutiny)
{
    struct need need = need_of(scrutiny, 0, METRIC_SERVICE), most = {0};
    struct text needed = {0}, beyond = {0};
    char aim[WORDS_SHORT], staff[WORDS_SHORT];
    words_number(scrutiny->options[0].plan->report.aim, 1, aim);
    if (!any_counts_families(scrutiny->options[0].plan)) {
        scrutiny_add_spread(&need.needed, 1, &needed);
        words_number(fabs(need.beyond_posts.quantile[Q50]), 1, staff);
        bool is_short = need.beyond_posts.quantile[Q50] > 0;
        scrutiny_say(
            scrutiny,
            "Under \"%s\" the cases open in %s would take %s full-time case holders at %s cases each, %s %s than "
            "the establishment.",
            scrutiny->options[0].title, scrutiny->month.at, needed.at, aim, staff, is_short ? "more" : "fewer");
        words_number(fabs(need.beyond_staff.quantile[Q50]), 1, staff);
        scrutiny_say(scrutiny, "That is %s %s than will be in post, agency workers included.", staff,
                     need.beyond_staff.quantile[Q50] > 0 ? "more" : "fewer");
    }
    int worst = shortest_team(scrutiny, &most);
    if (worst >= 0) {
        scrutiny_add_spread(&most.beyond_posts, 1, &beyond);
        scrutiny_say(scrutiny, "The establishment falls short the most in %s, by %s.", team_title(scrutiny, worst),
                     beyond.at);
    } else {
        scrutiny_say(scrutiny, "No team's establishment falls short in half of the runs or more.");
    }
    text_release(&needed);
    text_release(&beyond);
}

static void need_table(struct scrutiny *scrutiny)
{
    const struct map *teams = &scrutiny->options[0].plan->teams;
    const char *heads[TABLE_COLUMNS_LIMIT] = {0};
    for (size_t i = 0; i < scrutiny->count && i + 2 < TABLE_COLUMNS_LIMIT; i++)
        heads[i] = scrutiny->options[i].title;
    scrutiny_table(scrutiny, "FTE needed on the date; of that, beyond the establishment (below 0: to spare)", "Team",
                   heads);
    size_t *order = order_of(teams, sizeof(struct plan_team)), columns = scrutiny->answer->table.columns - 1;
    for (size_t t = 0; t <= teams->count; t++) {
        int team = t == 0 ? METRIC_SERVICE : (int)order[t - 1];
        table_cell(&scrutiny->answer->table, team_title(scrutiny, team));
        for (size_t i = 0; i < columns; i++)
            need_cell(scrutiny, i, team);
    }
    free(order);
}

/* For the team that is furthest from what it needs, from the posts it has to well above what it needs. */
static void solve_command(struct scrutiny *scrutiny)
{
    struct need most = {0};
    int team = shortest_team(scrutiny, &most);
    if (team < 0)
        return;
    scrutiny->answer->standing = SCRUTINY_PARTLY;
    double needed = most.needed.quantile[Q90], posts = needed - most.beyond_posts.quantile[Q90];
    scrutiny_command(
        scrutiny,
        "headroom solve %s.yaml --vary teams.%s.posts.funded=%.0f..%.0f --chance 80%% finds the posts that do it, "
        "with everything that follows from them",
        scrutiny->options[0].name, plan_items(scrutiny->options[0].plan->teams, struct plan_team)[team].named.name,
        floor(posts), ceil(1.2 * needed));
}

void scrutiny_staff(struct scrutiny *scrutiny)
{
    const struct option_run *base = &scrutiny->options[0];
    struct ensemble_point open = scrutiny_point(scrutiny, 0, METRIC_OPEN, METRIC_SERVICE);
    if (open.tally.count == 0 || base->plan->teams.count == 0 || !(base->plan->report.aim > 0)) {
        scrutiny_needs(scrutiny, "This comparison has no team whose cases could be shared out, or no agreed caseload.");
        scrutiny_command(scrutiny, "Give report.aim and teams in the scenario.");
        return;
    }
    say_need(scrutiny);
    need_table(scrutiny);
    scrutiny_basis(
        scrutiny,
        "In each run: open cases, waiting ones too (open), over the agreed caseload (report.aim), less funded posts "
        "(posts), or less those in post (in_post, agency). Medians of the runs, brackets hold 80 per cent of "
        "them. The cases are those of a service staffed as the option has it: with more staff some would close "
        "sooner, and newly qualified workers carry fewer.");
    solve_command(scrutiny);
}

/* --- the highest caseload -------------------------------------------------------------------------------------------- */

static struct ensemble_point course_point(const struct option_run *option, size_t line, size_t sample)
{
    double *values = mem_new(option->course.runs + 1, sizeof *values);
    course_at(&option->course, line, sample, values);
    struct ensemble_point point = ensemble_spread(&option->dates, values);
    free(values);
    return point;
}

/* Whether the highest caseload on the date is at most half of the first day's, in the same run. */
static struct ensemble_verdict halved(const struct scrutiny *scrutiny, size_t option)
{
    const struct option_run *run = &scrutiny->options[option];
    double *values = mem_new(2 * run->course.runs + 1, sizeof *values), *then = values + run->course.runs;
    course_at(&run->course, COURSE_MAX, 0, values);
    course_at(&run->course, COURSE_MAX, course_sample(&run->course, scrutiny->week), then);
    for (size_t i = 0; i < run->course.runs; i++)
        values[i] = isnan(values[i]) || isnan(then[i]) ? (double)NAN : then[i] <= values[i] / 2;
    struct ensemble_verdict verdict = ensemble_chance(&run->dates, values);
    free(values);
    return verdict;
}

static void say_highest(struct scrutiny *scrutiny, size_t option)
{
    const struct option_run *run = &scrutiny->options[option];
    struct ensemble_point start = course_point(run, COURSE_MAX, 0),
                          then = course_point(run, COURSE_MAX, course_sample(&run->course, scrutiny->week));
    struct ensemble_verdict verdict = halved(scrutiny, option);
    struct text before = {0}, after = {0};
    char chance[WORDS_LONG];
    scrutiny_add_spread(&start, 1, &before);
    scrutiny_add_spread(&then, 1, &after);
    words_chance(verdict.chance, verdict.trials, chance);
    scrutiny_say(
        scrutiny,
        "Under \"%s\" the highest caseload goes from %s to %s in %s; the chance that it is half or less is %s.",
        run->title, before.at, after.at, scrutiny->month.at, chance);
    text_release(&before);
    text_release(&after);
}

static void highest_row(struct scrutiny *scrutiny, size_t option)
{
    const struct option_run *run = &scrutiny->options[option];
    size_t date = course_sample(&run->course, scrutiny->week);
    struct ensemble_verdict verdict = halved(scrutiny, option);
    table_cell(&scrutiny->answer->table, run->title);
    for (size_t line = 0; line < COURSE_CASELOAD; line++)
        for (size_t k = 0; k < 2; k++) {
            struct ensemble_point point = course_point(run, line, k ? date : 0);
            char share[WORDS_SHORT];
            if (line != COURSE_OVER_AIM) {
                scrutiny_spread_cell(scrutiny, &point, 1);
                continue;
            }
            words_share(point.quantile[Q50], share);
            table_cell(&scrutiny->answer->table, point.tally.count ? share : "no figure");
        }
    scrutiny_chance_cell(scrutiny, &verdict);
}

void scrutiny_highest(struct scrutiny *scrutiny)
{
    struct ensemble_verdict first = halved(scrutiny, 0);
    size_t best = 0;
    if (first.trials == 0) {
        scrutiny_needs(scrutiny,
                       "Nobody holds a case on the first day or on the date, so there is no highest caseload.");
        scrutiny_command(scrutiny, "Give teams with staff, and stages that they work, in the scenario.");
        return;
    }
    for (size_t i = 1; i < scrutiny->count; i++)
        if (halved(scrutiny, i).chance > halved(scrutiny, best).chance)
            best = i;
    double chance = halved(scrutiny, best).chance;
    scrutiny_say(scrutiny,
                 chance >= WORDS_MEETS ? "It halves by %s under at least one option."
                 : chance <= 0.5       ? "Under no option is it likely to halve by %s."
                                       : "Whether it halves by %s is open.",
                 scrutiny->month.at);
    say_highest(scrutiny, 0);
    if (best > 0)
        say_highest(scrutiny, best);
    scrutiny_table(scrutiny, "Caseloads of single workers, on the first day and on the date", "Option",
                   (const char *const[]){"Highest, first day", "Highest, date", "90th percentile, first day",
                                         "90th percentile, date", "Share above the aim, first day",
                                         "Share above the aim, date", "Chance that the highest has halved", NULL});
    for (size_t i = 0; i < scrutiny->count; i++)
        highest_row(scrutiny, i);
    scrutiny_basis(
        scrutiny,
        "caseload_max, caseload_p90 and over_aim (above report.aim) of the service; medians of the runs, brackets "
        "hold 80 per cent of them. Halved is judged within each run; brackets of its chance are 95%% intervals.");
}

/* --- pressure by team ------------------------------------------------------------------------------------------------ */

struct pressure {
    double week;  /* by which half of the runs have been above the mark; INFINITY: not half of them */
    double never; /* share of runs */
    size_t runs;
};

static struct pressure pressure_of(const struct option_run *option, int team)
{
    struct pressure pressure = {.week = (double)NAN, .never = (double)NAN};
    double *weeks = mem_new(option->course.runs + 1, sizeof *weeks);
    course_first_above(&option->course, course_team(team), 0, option->plan->report.high, weeks);
    size_t never = 0;
    for (size_t run = 0; run < option->course.runs; run++)
        if (!isnan(weeks[run])) {
            never += isinf(weeks[run]) != 0;
            weeks[pressure.runs++] = weeks[run];
        }
    if (pressure.runs > 0) {
        gsl_sort(weeks, 1, pressure.runs);
        pressure.week = weeks[(pressure.runs - 1) / 2];
        pressure.never = (double)never / (double)pressure.runs;
    }
    free(weeks);
    return pressure;
}

/* The baseline's team, or METRIC_SERVICE, that most runs see above the mark first; *tied counts those at the same week. */
static int first_team(const struct option_run *option, size_t *tied)
{
    int first = METRIC_SERVICE;
    double week = (double)INFINITY;
    *tied = 0;
    for (size_t i = 0; i < option->plan->teams.count; i++) {
        double own = pressure_of(option, (int)i).week;
        *tied = own < week ? 1 : *tied + (isfinite(own) && own == week);
        if (own < week) {
            week = own;
            first = (int)i;
        }
    }
    return first;
}

static int most_overloaded(const struct scrutiny *scrutiny)
{
    int worst = METRIC_SERVICE;
    double most = 0;
    for (size_t i = 0; i < scrutiny->options[0].plan->teams.count; i++) {
        struct ensemble_point point = scrutiny_point(scrutiny, 0, METRIC_OVERLOAD, (int)i);
        if (point.tally.count > 0 && point.quantile[Q50] > most) {
            most = point.quantile[Q50];
            worst = (int)i;
        }
    }
    return worst;
}

static void add_week(const struct scrutiny *scrutiny, double week, struct text *out)
{
    const struct option_run *base = &scrutiny->options[0];
    if (isnan(week))
        text_add(out, "no figure");
    else if (isinf(week))
        text_add(out, "not in half of the runs");
    else if (base->course.samples > 0 && week <= base->course.times[0])
        text_add(out, "from the first day");
    else
        brief_when(&scrutiny->brief, week, out);
}

static void pressure_row(struct scrutiny *scrutiny, int team)
{
    struct table *table = &scrutiny->answer->table;
    const enum metric shown[] = {METRIC_CASELOAD, METRIC_OVERLOAD, METRIC_UNCOVERED, METRIC_WAITING};
    struct pressure pressure = pressure_of(&scrutiny->options[0], team);
    struct text week = {0};
    char never[WORDS_SHORT];
    add_week(scrutiny, pressure.week, &week);
    words_percent(pressure.never, never);
    table_cell(table, team_title(scrutiny, team));
    table_cell(table, week.at);
    table_cell(table, never);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        struct ensemble_point point = scrutiny_point(scrutiny, 0, shown[i], team);
        scrutiny_spread_cell(scrutiny, &point, 1);
    }
    text_release(&week);
}

/* What happens under an option, for a sentence that begins with whose it is. */
static void add_pressure(const struct scrutiny *scrutiny, size_t option, struct text *out)
{
    const struct option_run *run = &scrutiny->options[option];
    size_t tied;
    int first = first_team(run, &tied);
    char mark[WORDS_SHORT];
    struct text week = {0};
    words_number(run->plan->report.high, 1, mark);
    if (first < 0) {
        text_printf(out, "no team's average caseload goes above %s in half of the runs.", mark);
        return;
    }
    add_week(scrutiny, pressure_of(run, first).week, &week);
    text_printf(out, "%s is the first whose average caseload goes above %s: in half of the runs %s%s%s.",
                brief_team(run->plan, first), mark, text_starts(week.at, "from") ? "" : "by ", week.at,
                tied > 1 ? ", and other teams no later" : "");
    text_release(&week);
}

/* The baseline and the leader, in one sentence when the same happens under both. */
static void say_pressure(struct scrutiny *scrutiny)
{
    int leader = scrutiny->decision->leader;
    const char *title = scrutiny->options[0].title;
    struct text base = {0}, other = {0};
    add_pressure(scrutiny, 0, &base);
    if (leader > 0)
        add_pressure(scrutiny, (size_t)leader, &other);
    bool alike = leader > 0 && text_equal(base.at, other.at);
    if (alike)
        scrutiny_say(scrutiny, "Under \"%s\", and under \"%s\" too, %s", title, scrutiny->options[leader].title,
                     base.at);
    else
        scrutiny_say(scrutiny, "Under \"%s\" %s", title, base.at);
    if (leader > 0 && !alike)
        scrutiny_say(scrutiny, "Under \"%s\" %s", scrutiny->options[leader].title, other.at);
    text_release(&base);
    text_release(&other);
}

void scrutiny_pressure(struct scrutiny *scrutiny)
{
    const struct option_run *base = &scrutiny->options[0];
    const struct map *teams = &base->plan->teams;
    bool known = false;
    for (size_t i = 0; i < teams->count; i++)
        known |= pressure_of(base, (int)i).runs > 0;
    if (!known) {
        scrutiny_needs(scrutiny, "This comparison has no team that holds cases.");
        scrutiny_command(scrutiny, "Give teams with staff, and stages that they work, in the scenario.");
        return;
    }
    say_pressure(scrutiny);
    int worst = most_overloaded(scrutiny);
    if (worst >= 0) {
        struct ensemble_point over = scrutiny_point(scrutiny, 0, METRIC_OVERLOAD, worst),
                              uncovered = scrutiny_point(scrutiny, 0, METRIC_UNCOVERED, worst);
        struct text words = {0}, posts = {0};
        scrutiny_add_spread(&over, 0, &words);
        scrutiny_add_spread(&uncovered, 1, &posts);
        scrutiny_say(
            scrutiny,
            "In %s %s has the most cases above what its workers can keep moving, %s, with %s full-time vacancies "
            "that nobody covers.",
            scrutiny->month.at, team_title(scrutiny, worst), words.at, posts.at);
        text_release(&words);
        text_release(&posts);
    }
    scrutiny_table(scrutiny, "Pressure by team under the baseline", "Team",
                   (const char *const[]){"First above the high mark", "Runs that never are", "Caseload, date",
                                         "Cases above capacity, date", "Vacancies not covered, date",
                                         "Unallocated, date", NULL});
    size_t *order = order_of(teams, sizeof(struct plan_team));
    for (size_t i = 0; i < teams->count; i++)
        pressure_row(scrutiny, (int)order[i]);
    free(order);
    scrutiny_basis(
        scrutiny,
        "First sample at which a team's caseload (caseload) is above report.high; the date by which half of the runs "
        "have been. On the date: caseload, overload, uncovered, waiting; medians, brackets hold 80 per cent of "
        "the runs. Why is read from what goes with it; causes of single misses are not ranked here.");
    scrutiny_command(scrutiny,
                     "headroom run %s.yaml draws caseloads team by week; headroom trace %s.yaml shows the events of "
                     "one future",
                     base->name, base->name);
}

/* --- experienced workers --------------------------------------------------------------------------------------------- */

static struct contrast beside_the_mean(const struct scrutiny *scrutiny, size_t option)
{
    const struct option_run *run = &scrutiny->options[option];
    return contrast_pairs(option_outturn(run, OUTTURN_CASELOAD), option_outturn(run, OUTTURN_CASELOAD_EXPERIENCED),
                          run->runs, run->block, 0.95);
}

static void say_experienced(struct scrutiny *scrutiny, size_t option)
{
    struct contrast gap = beside_the_mean(scrutiny, option);
    char own[WORDS_SHORT], mean[WORDS_SHORT];
    struct text change = {0};
    words_number(gap.option, 1, own);
    words_number(gap.baseline, 1, mean);
    comparison_change(&gap, 1, 1, &change);
    scrutiny_say(
        scrutiny,
        "Under \"%s\" experienced workers hold %s cases each in %s, where the average is %s: a difference of %s.",
        scrutiny->options[option].title, own, scrutiny->month.at, mean, change.at);
    text_release(&change);
}

void scrutiny_experienced(struct scrutiny *scrutiny)
{
    if (beside_the_mean(scrutiny, 0).runs == 0) {
        scrutiny_needs(scrutiny, "No worker counts as experienced in the baseline, or nobody holds a case.");
        scrutiny_command(scrutiny, "Give workforce.grades with a ramp, or newly qualified grades, in the scenario.");
        return;
    }
    say_experienced(scrutiny, 0);
    for (size_t i = 1; i < scrutiny->count; i++) {
        const struct decision_row *row = &scrutiny->decision->rows[i];
        bool average_falls = row->values[OUTTURN_CASELOAD].change.interval.high < 0,
             experienced_fall = row->values[OUTTURN_CASELOAD_EXPERIENCED].change.interval.high < 0;
        if ((int)i == scrutiny->decision->leader)
            say_experienced(scrutiny, i);
        if (average_falls && !experienced_fall)
            scrutiny_say(
                scrutiny,
                "Under \"%s\" the average falls against the baseline and experienced workers' caseload is not told to.",
                scrutiny->options[i].title);
    }
    scrutiny_table(scrutiny, "Caseload on the date; change against the baseline", "Option",
                   (const char *const[]){"Average", "Experienced workers", "Experienced less average", NULL});
    for (size_t i = 0; i < scrutiny->count; i++) {
        struct contrast gap = beside_the_mean(scrutiny, i);
        struct text words = {0};
        table_cell(&scrutiny->answer->table, scrutiny->options[i].title);
        scrutiny_outturn_cell(scrutiny, i, OUTTURN_CASELOAD, 1, 1);
        scrutiny_outturn_cell(scrutiny, i, OUTTURN_CASELOAD_EXPERIENCED, 1, 1);
        comparison_change(&gap, 1, 1, &words);
        table_cell(&scrutiny->answer->table, words.at);
        text_release(&words);
    }
    scrutiny_basis(
        scrutiny,
        "caseload and caseload_experienced (past their ramp and not newly qualified) of the service in %s; means, with "
        "95%% intervals of differences within each run.",
        scrutiny->month.at);
}
