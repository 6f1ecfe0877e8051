/* Questions of what children meet: a surge, changes of worker, supervision, waits, what is not measured. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/scrutiny_parts.h"

/* --- a surge --------------------------------------------------------------------------------------------------------- */

/* Within so many cases of what it would have been, a team has recovered. */
static const double recovered = 0.5;

/* The shock that a what-if has and the option as given has not; null when there is none. */
static const struct plan_shock *new_shock(const struct plan *given, const struct plan *future)
{
    for (size_t i = 0; i < future->demand.shocks.count; i++) {
        const struct plan_shock *shock = &plan_items(future->demand.shocks, struct plan_shock)[i];
        bool known = false;
        for (size_t k = 0; k < given->demand.shocks.count; k++)
            known |= text_equal(plan_items(given->demand.shocks, struct plan_shock)[k].named.name, shock->named.name);
        if (!known)
            return shock;
    }
    return NULL;
}

/* The team that works the stage where those of the shock come in; METRIC_SERVICE when it has none. */
static int team_of_shock(const struct plan *plan, const struct plan_shock *shock)
{
    int stage = shock->source.index < 0
                    ? -1
                    : plan_items(plan->demand.sources, struct plan_source)[shock->source.index].enters.index;
    int team = stage < 0 ? -1 : plan_items(plan->pathway, struct plan_stage)[stage].team.index;
    return team < 0 ? METRIC_SERVICE : team;
}

static void add_recovery(const struct course_recovery *recovery, struct text *out)
{
    char week[WORDS_SHORT], soonest[WORDS_SHORT], latest[WORDS_SHORT];
    words_weeks(recovery->week, week);
    words_number(recovery->soonest, 0, soonest);
    words_number(recovery->latest, 0, latest);
    if (recovery->peak <= recovered)
        text_add(out, "never that far off");
    else if (isinf(recovery->week))
        text_add(out, "not within the time simulated");
    else if (isinf(recovery->latest))
        text_printf(out, "%s (from %s, perhaps not within the time simulated)", week, soonest);
    else
        text_printf(out, "%s (%s to %s)", week, soonest, latest);
}

static void surge_row(struct scrutiny *scrutiny, size_t future, size_t option, bool say)
{
    const struct option_run *given = &scrutiny->options[option],
                            *run = &scrutiny->comparison->in_futures[future * scrutiny->count + option];
    const struct plan_shock *shock = new_shock(given->plan, run->plan);
    if (shock == NULL || run->course.runs == 0)
        return;
    int team = team_of_shock(run->plan, shock);
    struct course_recovery recovery =
        course_recovery(&given->course, &run->course, course_team(team), given->block, shock->from, recovered);
    struct table *table = &scrutiny->answer->table;
    struct text words = {0}, when = {0};
    char peak[WORDS_SHORT], low[WORDS_SHORT], high[WORDS_SHORT];
    add_recovery(&recovery, &words);
    brief_when(&scrutiny->brief, shock->from, &when);
    words_number(recovery.peak, 1, peak);
    words_number(recovery.peak_interval.low, 1, low);
    words_number(recovery.peak_interval.high, 1, high);
    if (say)
        scrutiny_say(
            scrutiny,
            "%s, from %s: under \"%s\" it adds %s cases (%s to %s) to the average caseload of %s at most. Time until that "
            "is within half a case of what it would have been: %s.",
            scrutiny->comparison->future_titles[future], when.at, given->title, peak, low, high,
            brief_team(run->plan, team), words.at);
    table_printf(table, "%s: %s", scrutiny->comparison->future_titles[future], given->title);
    table_cell(table, brief_team(run->plan, team));
    table_printf(table, "%s (%s to %s)", peak, low, high);
    table_cell(table, words.at);
    text_release(&words);
    text_release(&when);
}

void scrutiny_surge(struct scrutiny *scrutiny)
{
    const struct comparison *comparison = scrutiny->comparison;
    scrutiny_table(scrutiny, "What the surge adds to the caseload of the team that takes it", "Future: option",
                   (const char *const[]){"Team", "Most it adds, cases", "Weeks until within half a case", NULL});
    for (size_t future = 1; comparison->in_futures != NULL && future < comparison->future_count; future++)
        for (size_t i = 0; i < scrutiny->count; i++)
            surge_row(scrutiny, future, i, i == 0 || (int)i == scrutiny->decision->leader);
    if (table_rows(&scrutiny->answer->table) == 0) {
        const struct plan *plan = scrutiny->options[0].plan;
        const char *source = plan->demand.sources.count > 0
                                 ? plan_items(plan->demand.sources, struct plan_source)[0].named.name
                                 : "SOURCE";
        scrutiny_needs(scrutiny, "No surge was tried in this comparison.");
        scrutiny_command(scrutiny,
                         "headroom compare COMPARISON.yaml, with a future that sets demand.shocks.surge.source: %s, "
                         "demand.shocks.surge.from: DATE and demand.shocks.surge.adds: CHILDREN",
                         source);
        return;
    }
    scrutiny_basis(
        scrutiny,
        "Caseload (caseload) of the team of the stage that the source enters, with the surge less without it, on the "
        "same luck in each run; mean of the runs with its 95%% interval at each sample. Weeks since the surge from "
        "which the mean stays within half a case; brackets: the same of the interval's ends.");
}

/* --- changes of worker ----------------------------------------------------------------------------------------------- */

struct ledger {
    struct tally changes, unallocated, many; /* a child; weeks a child; share with three or more */
};

static struct ledger ledger_of(const struct option_run *option)
{
    struct ledger ledger = {0};
    for (size_t run = 0; run < option->dates.runs; run++) {
        const struct world_outcome *outcome = &option->dates.outcomes[run];
        uint64_t children = outcome->ledger.changes.count;
        if (outcome->failure != NULL || children == 0)
            continue;
        tally_add(&ledger.changes, outcome->ledger.changes.mean);
        tally_add(&ledger.unallocated, outcome->ledger.weeks_unallocated.mean);
        tally_add(&ledger.many, (double)outcome->ledger.by_changes[WORLD_LEDGER_CHANGES] / (double)children);
    }
    return ledger;
}

static void ledger_cells(struct scrutiny *scrutiny, size_t option)
{
    struct ledger ledger = ledger_of(&scrutiny->options[option]);
    struct table *table = &scrutiny->answer->table;
    char share[WORDS_SHORT], mean[WORDS_SHORT], weeks[WORDS_SHORT];
    words_share(ledger.many.mean, share);
    words_number(ledger.changes.mean, 2, mean);
    words_weeks(ledger.unallocated.mean, weeks);
    bool known = ledger.changes.count > 0;
    table_cell(table, known ? mean : "no figure");
    table_cell(table, known ? share : "no figure");
    table_cell(table, known ? weeks : "no figure");
}

void scrutiny_changes(struct scrutiny *scrutiny)
{
    const struct plan *plan = scrutiny->options[0].plan;
    const struct decision_value *base = &scrutiny->decision->rows[0].values[OUTTURN_CHANGES_BY_DATE];
    if (!base->there) {
        scrutiny_needs(scrutiny, "No run of this comparison came to its end, so nothing was counted.");
        scrutiny_command(scrutiny, "headroom run %s.yaml says why runs stopped", scrutiny->options[0].name);
        return;
    }
    char mean[WORDS_SHORT], low[WORDS_SHORT], high[WORDS_SHORT], each[WORDS_SHORT];
    words_number(base->mean, 0, mean);
    words_number(base->own.low, 0, low);
    words_number(base->own.high, 0, high);
    scrutiny_say(scrutiny, "Under \"%s\" cases change worker %s times up to %s (%s to %s).", scrutiny->options[0].title,
                 mean, scrutiny->month.at, low, high);
    for (size_t i = 1; i < scrutiny->count; i++) {
        const struct contrast *change = &scrutiny->decision->rows[i].values[OUTTURN_CHANGES_BY_DATE].change;
        struct text words = {0};
        if ((int)i != scrutiny->decision->leader || change->runs == 0)
            continue;
        comparison_change(change, 1, 0, &words);
        scrutiny_say(scrutiny, "Against that the change under \"%s\": %s.", scrutiny->options[i].title, words.at);
        text_release(&words);
    }
    double lost = plan->workforce.handover.given ? law_mean(&plan->workforce.handover.law) : 0;
    words_weeks(lost, each);
    if (lost > 0)
        scrutiny_say(scrutiny,
                     "Each change costs the case %s of work on average, by assumption, and the wait for a new worker.",
                     each);
    else
        scrutiny_say(scrutiny,
                     "The scenario gives a change no hand-over time, so the delay is the wait for a new worker alone.");
    scrutiny_table(scrutiny, "Changes of worker", "Option",
                   (const char *const[]){"Up to the date", "A child", "Children with three or more",
                                         "Time unallocated, a child", NULL});
    for (size_t i = 0; i < scrutiny->count; i++) {
        table_cell(&scrutiny->answer->table, scrutiny->options[i].title);
        scrutiny_outturn_cell(scrutiny, i, OUTTURN_CHANGES_BY_DATE, 1, 0);
        ledger_cells(scrutiny, i);
    }
    scrutiny_basis(
        scrutiny,
        "changes, added up to %s, with 95%% intervals of the mean; a child: those referred and gone within the time "
        "reported. workforce.handover is the time that a change loses.",
        scrutiny->month.at);
}

/* --- supervision ----------------------------------------------------------------------------------------------------- */

static double missed_share(const struct decision_row *row)
{
    const struct decision_value *due = &row->values[OUTTURN_SUPERVISION_DUE],
                                *missed = &row->values[OUTTURN_SUPERVISION_MISSED];
    return due->there && due->change.option > 0 ? missed->change.option / due->change.option : (double)NAN;
}

static void say_supervision(struct scrutiny *scrutiny, size_t option)
{
    const struct decision_row *row = &scrutiny->decision->rows[option];
    char due[WORDS_SHORT], missed[WORDS_SHORT], share[WORDS_SHORT];
    words_number(row->values[OUTTURN_SUPERVISION_DUE].change.option, 0, due);
    words_number(row->values[OUTTURN_SUPERVISION_MISSED].change.option, 0, missed);
    words_share(missed_share(row), share);
    scrutiny_say(scrutiny, "Under \"%s\" %s of %s sessions due up to %s are missed (%s).",
                 scrutiny->options[option].title, missed, due, scrutiny->month.at, share);
}

void scrutiny_supervision(struct scrutiny *scrutiny)
{
    size_t worst = 0;
    if (isnan(missed_share(&scrutiny->decision->rows[0]))) {
        scrutiny_needs(scrutiny, "The baseline does not model supervision, so this comparison cannot say.");
        scrutiny_command(scrutiny,
                         "headroom compare with a section supervision (span, hours, every) and teams.NAME.managers "
                         "in the scenarios");
        return;
    }
    for (size_t i = 1; i < scrutiny->count; i++)
        if (missed_share(&scrutiny->decision->rows[i]) > missed_share(&scrutiny->decision->rows[worst]))
            worst = i;
    say_supervision(scrutiny, 0);
    if (worst > 0)
        say_supervision(scrutiny, worst);
    for (size_t i = 1; i < scrutiny->count; i++) {
        const struct contrast *change = &scrutiny->decision->rows[i].values[OUTTURN_SUPERVISION_MISSED].change;
        if (change->runs > 0 && change->interval.low > 0)
            scrutiny_say(scrutiny, "\"%s\" is told to miss more than the baseline.", scrutiny->options[i].title);
    }
    scrutiny_table(
        scrutiny, "Supervision up to the date, and managers on it", "Option",
        (const char *const[]){"Sessions due", "Sessions missed", "Share missed", "Managers missing, FTE", NULL});
    for (size_t i = 0; i < scrutiny->count; i++) {
        struct ensemble_point missing = scrutiny_point(scrutiny, i, METRIC_MANAGERS_MISSING, METRIC_SERVICE);
        char share[WORDS_SHORT] = "no figure";
        if (!isnan(missed_share(&scrutiny->decision->rows[i])))
            words_share(missed_share(&scrutiny->decision->rows[i]), share);
        table_cell(&scrutiny->answer->table, scrutiny->options[i].title);
        scrutiny_outturn_cell(scrutiny, i, OUTTURN_SUPERVISION_DUE, 1, 0);
        scrutiny_outturn_cell(scrutiny, i, OUTTURN_SUPERVISION_MISSED, 1, 0);
        table_cell(&scrutiny->answer->table, share);
        scrutiny_spread_cell(scrutiny, &missing, 1);
    }
    scrutiny_basis(
        scrutiny,
        "sessions_due and sessions_missed, added up to %s; means, changes on the same luck. managers_missing on "
        "the date: medians, brackets hold 80 per cent of the runs; the posts that promotion leaves empty are among "
        "the vacancies and are not counted apart.",
        scrutiny->month.at);
}

/* --- waits ----------------------------------------------------------------------------------------------------------- */

static int longest_queue(const struct scrutiny *scrutiny, size_t option, struct ensemble_point *most)
{
    int worst = METRIC_SERVICE;
    for (size_t i = 0; i < scrutiny->options[option].plan->teams.count; i++) {
        struct ensemble_point point = scrutiny_point(scrutiny, option, METRIC_WAITING, (int)i);
        if (point.tally.count > 0 && point.tally.mean > (worst < 0 ? 0 : most->tally.mean)) {
            *most = point;
            worst = (int)i;
        }
    }
    return worst;
}

static void say_waits(struct scrutiny *scrutiny, size_t option)
{
    struct ensemble_point all = scrutiny_point(scrutiny, option, METRIC_WAITING, METRIC_SERVICE), most = {0};
    struct text words = {0}, own = {0};
    int worst = longest_queue(scrutiny, option, &most);
    scrutiny_add_spread(&all, 0, &words);
    scrutiny_say(scrutiny, "Under \"%s\" %s children have no worker in %s.", scrutiny->options[option].title, words.at,
                 scrutiny->month.at);
    if (worst >= 0) {
        scrutiny_add_spread(&most, 0, &own);
        scrutiny_say(scrutiny, "Most of them wait in %s: %s.", brief_team(scrutiny->options[option].plan, worst),
                     own.at);
    }
    text_release(&words);
    text_release(&own);
}

void scrutiny_waits(struct scrutiny *scrutiny)
{
    const struct decision_row *base = &scrutiny->decision->rows[0];
    bool stages = base->values[OUTTURN_STAGES_LATE].there, tasks = base->values[OUTTURN_TASKS_LATE].there;
    if (!base->values[OUTTURN_UNALLOCATED].there) {
        scrutiny_needs(scrutiny, "No run of this comparison reached the date, so no wait was counted.");
        scrutiny_command(scrutiny, "headroom run %s.yaml says why runs stopped", scrutiny->options[0].name);
        return;
    }
    scrutiny->answer->standing = stages && tasks ? SCRUTINY_ANSWERED : SCRUTINY_PARTLY;
    say_waits(scrutiny, 0);
    if (scrutiny->decision->leader != DECISION_NONE)
        say_waits(scrutiny, (size_t)scrutiny->decision->leader);
    if (!stages)
        scrutiny_say(scrutiny, "Late assessments are not counted: no stage that was completed has a limit.");
    if (!tasks)
        scrutiny_say(scrutiny, "Late visits are not counted: the scenario has no tasks.");
    if (!stages || !tasks)
        scrutiny_command(scrutiny, "headroom compare with%s%s%s in the scenarios", stages ? "" : " pathway.STAGE.limit",
                         stages || tasks ? "" : " and", tasks ? "" : " tasks");
    scrutiny_table(scrutiny, "Who waits, and what is late", "Option",
                   (const char *const[]){"Unallocated, date", "Longest wait, weeks", "Team with most",
                                         "Completed late, %", "Tasks late, %", NULL});
    for (size_t i = 0; i < scrutiny->count; i++) {
        struct ensemble_point all = scrutiny_point(scrutiny, i, METRIC_WAITING, METRIC_SERVICE), most = {0},
                              longest = scrutiny_point(scrutiny, i, METRIC_LONGEST_WAIT, METRIC_SERVICE);
        int worst = longest_queue(scrutiny, i, &most);
        table_cell(&scrutiny->answer->table, scrutiny->options[i].title);
        scrutiny_spread_cell(scrutiny, &all, 0);
        scrutiny_spread_cell(scrutiny, &longest, 1);
        table_cell(&scrutiny->answer->table, worst < 0 ? "none" : brief_team(scrutiny->options[i].plan, worst));
        scrutiny_outturn_cell(scrutiny, i, OUTTURN_STAGES_LATE, 100, 0);
        scrutiny_outturn_cell(scrutiny, i, OUTTURN_TASKS_LATE, 100, 0);
    }
    scrutiny_basis(
        scrutiny,
        "waiting and longest_wait on the date: medians, brackets hold 80 per cent of the runs. stage_late over "
        "stage_late and stage_on_time, and tasks_late over tasks_due, up to %s: means, change in points. By team "
        "and week they are in series.csv of headroom run.",
        scrutiny->month.at);
}

/* --- what is not measured -------------------------------------------------------------------------------------------- */

void scrutiny_quality(struct scrutiny *scrutiny)
{
    scrutiny->answer->standing = SCRUTINY_UNMEASURED;
    scrutiny_say(scrutiny, "The model does not measure this; that is not evidence of no effect.");
    scrutiny_say(scrutiny,
                 "It follows cases, workers and money, and has nothing of the quality of practice: posts in quality "
                 "assurance only cost here, so an option looks no better for having more of them.");
    scrutiny_basis(scrutiny, "No measure; the case for such posts has to be made from audits and practice evidence.");
}
