#include <math.h>

#include "base/text.h"
#include "model/metric.h"
#include "model/plan_tables.h"

static const char *const statistics[] = {"mean", "median", "p90", "max", "share_above", NULL};
static const char *const units[] = {"child", "family", NULL};

static const struct param target_rows[] = {
    {PLAN_AT(plan_target, measure), .kind = PARAM_TEXT, .fallback = "caseload", .role = ROLE_CHOICE,
     .help = "A measure by its name; `headroom describe metrics` lists them"},
    {PLAN_AT(plan_target, statistic), .kind = PARAM_CHOICE, .choices = statistics, .fallback = "mean",
     .role = ROLE_CHOICE,
     .help = "For caseload: over workers, the mean, median, 90th percentile or maximum, or the share above `above`"},
    {PLAN_AT(plan_target, above), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "", .max = 1e6,
     .role = ROLE_CHOICE, .help = "With statistic share_above: the caseload above which workers are counted"},
    {PLAN_AT(plan_target, unit), .kind = PARAM_CHOICE, .choices = units, .fallback = "", .role = ROLE_CHOICE,
     .help =
         "What its caseloads count; absent: what the team counts. Siblings with one worker are one family; a case of the "
         "opening book is a family of its own unless its team counts families"},
    {PLAN_AT(plan_target, team), .kind = PARAM_REF, .refers = "teams", .fallback = "", .role = ROLE_CHOICE,
     .help = "Team; absent: the whole service"},
    {PLAN_AT(plan_target, every_team), .kind = PARAM_BOOL, .fallback = "false", .role = ROLE_CHOICE,
     .help =
         "true: met in a week only when every team meets it; for caseloads every team whose case holders on the first "
         "day include social workers, as in the service's caseload, for other measures every team with a stage"},
    {PLAN_AT(plan_target, stage), .kind = PARAM_REF, .refers = "pathway", .fallback = "", .role = ROLE_CHOICE,
     .help = "Stage, for measures of stages"},
    {PLAN_AT(plan_target, grade), .kind = PARAM_REF, .refers = "workforce.grades", .fallback = "", .role = ROLE_CHOICE,
     .help = "Grade, for measures of grades"},
    {PLAN_AT(plan_target, at_most), .label = "highest value that meets it", .kind = PARAM_NUMBER, .unit = UNIT_LEVEL,
     .fallback = "", .min = -1e9, .max = 1e9, .role = ROLE_CHOICE,
     .help = "Met at or below this; shares may be written as 10%"},
    {PLAN_AT(plan_target, at_least), .label = "lowest value that meets it", .kind = PARAM_NUMBER, .unit = UNIT_LEVEL,
     .fallback = "", .min = -1e9, .max = 1e9, .role = ROLE_CHOICE, .help = "Met at or above this"},
    {PLAN_AT(plan_target, of_opening), .kind = PARAM_BOOL, .fallback = "false", .role = ROLE_CHOICE,
     .help = "true: at_most or at_least is a share of the value at the first sample of the same run, such as 50%"},
    {PLAN_AT(plan_target, by), .label = "date", .kind = PARAM_TIME, .fallback = "", .role = ROLE_CHOICE,
     .help = "Date on which it is judged, or the end of the window; absent: the end"},
    {PLAN_AT(plan_target, hold), .label = "time to hold", .kind = PARAM_NUMBER, .unit = UNIT_DURATION,
     .fallback = "0 weeks", .max = 5300, .role = ROLE_CHOICE,
     .help = "How long it must have held: up to and including that date, or with reached anywhere within the window"},
    {PLAN_AT(plan_target, from), .label = "start of the window", .kind = PARAM_TIME, .fallback = "",
     .role = ROLE_CHOICE,
     .help = "With reached, throughout or share_of_time: where the window starts; absent: the first sample"},
    {PLAN_AT(plan_target, reached), .kind = PARAM_BOOL, .fallback = "false", .role = ROLE_CHOICE,
     .help = "true: judge whether it has been met at any moment of the window; staff, in_post and agency are looked at "
             "whenever they change, other measures at each sample"},
    {PLAN_AT(plan_target, throughout), .kind = PARAM_BOOL, .fallback = "false", .role = ROLE_CHOICE,
     .help = "true: judge whether it has been met at every sample of the window"},
    {PLAN_AT(plan_target, share_of_time), .kind = PARAM_BOOL, .fallback = "false", .role = ROLE_CHOICE,
     .help = "true: report the share of the window's samples at which it is met, the chance of a week taken at random"},
    {PLAN_AT(plan_target, waiting_limit), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "none",
     .none_ok = true, .role = ROLE_CHOICE,
     .help =
         "Not met in a week in which a case has waited for a worker longer than this: in the stage, the team, every team "
         "that counts, or the service, whichever the target is about"},
};

static void check_measure(struct param_check *check, const struct plan_target *target)
{
    enum metric metric = metric_find(target->measure);
    if (metric == METRIC_COUNT) {
        const char *names[METRIC_COUNT];
        for (int i = 0; i < METRIC_COUNT; i++)
            names[i] = metric_info((enum metric)i)->name;
        const char *near = text_nearest(target->measure, names, METRIC_COUNT);
        param_wrong(check, "measure", "there is no measure \"%s\"; %s%s%s", target->measure,
                    near ? "did you mean \"" : "see headroom describe metrics", near ? near : "", near ? "\"?" : "");
        return;
    }
    if (!metric_applies(param_root(check), metric))
        param_wrong(check, "measure", "%s needs a section money", target->measure);
    enum metric_scope scope = metric_info(metric)->scope;
    if (scope == SCOPE_STAGE && target->stage.index < 0)
        param_wrong(check, "measure", "%s is a measure of stages: add stage: STAGE", target->measure);
    if (scope != SCOPE_STAGE && target->stage.index >= 0)
        param_wrong(check, "stage", "%s is not a measure of stages; leave stage out", target->measure);
    if (scope == SCOPE_GRADE && target->grade.index < 0)
        param_wrong(check, "measure", "%s is a measure of grades: add grade: GRADE", target->measure);
    if (scope != SCOPE_GRADE && target->grade.index >= 0)
        param_wrong(check, "grade", "%s is not a measure of grades; leave grade out", target->measure);
    if (scope != SCOPE_TEAM && target->team.index >= 0)
        param_wrong(check, "team", "%s is not a measure of teams; leave team out", target->measure);
    if (scope != SCOPE_TEAM && target->every_team)
        param_wrong(check, "every_team", "%s is not a measure of teams; leave every_team out", target->measure);
    if (metric != METRIC_CASELOAD && target->statistic != STATISTIC_MEAN)
        param_wrong(check, "statistic", "only caseload has statistics over workers");
    if (metric != METRIC_CASELOAD && target->unit >= 0)
        param_wrong(check, "unit", "only caseload counts children or families; leave unit out");
}

static void check_level(struct param_check *check, const struct plan_target *target)
{
    bool shares = target->statistic == STATISTIC_SHARE_ABOVE;
    double level = isnan(target->at_most) ? target->at_least : target->at_most;
    const char *key = isnan(target->at_most) ? "at_least" : "at_most";
    if (isnan(target->at_most) == isnan(target->at_least))
        param_wrong(check, isnan(target->at_most) ? NULL : "at_least",
                    "needs either at_most or at_least, and only one");
    if (shares && isnan(target->above))
        param_wrong(check, "statistic", "share_above needs the caseload: add above: 25");
    if (!shares && !isnan(target->above))
        param_wrong(check, "above", "has a meaning only with statistic: share_above");
    if (shares && !target->of_opening && !isnan(level) && (level < 0 || level > 1))
        param_wrong(check, key, "is a share of workers here; write it as 10%%");
    if (target->of_opening && !isnan(level) && (level < 0 || level > 10))
        param_wrong(check, key, "is a share of the opening value here; write half of it as 50%%");
    if (metric_find(target->measure) == METRIC_CASELOAD && !shares && !target->of_opening && level > 0 && level < 1)
        param_wrong(check, key,
                    "would be less than one case a worker; for a share of the opening value add of_opening: true");
}

/* At most one way of judging the weeks; and dates within what is simulated. */
static void check_when(struct param_check *check, const struct plan_target *target)
{
    const struct plan_clock *clock = &((const struct plan *)param_root(check))->clock;
    bool window = target->reached || target->throughout || target->share_of_time;
    double by = isnan(target->by) ? clock->length : target->by,
           from = isnan(target->from) ? clock->warm_up : target->from;
    if (target->reached + target->throughout + target->share_of_time > 1)
        param_wrong(check, target->share_of_time ? "share_of_time" : "throughout",
                    "has no meaning with %s; state one of reached, throughout and share_of_time",
                    target->reached ? "reached" : "throughout");
    if (by > clock->length || by < clock->warm_up) {
        param_wrong(check, "by", "is %s that is reported; see clock.start and clock.length",
                    by > clock->length ? "after the last day" : "before the first day");
        return; /* what follows is held against this date */
    }
    if (target->hold > 0 && (target->share_of_time || target->throughout))
        param_wrong(check, "hold", "has no meaning with %s; leave it out",
                    target->share_of_time ? "share_of_time" : "throughout");
    else if (by - target->hold < from - 1e-9)
        param_wrong(check, "hold", "would have to hold since before %s",
                    isnan(target->from) ? "the first sample" : "the window starts");
    if (!window && !isnan(target->from))
        param_wrong(check, "from", "starts a window; add reached, throughout or share_of_time: true");
    else if (from < clock->warm_up - 1e-9 || from > by)
        param_wrong(check, "from", "lies outside the time from the first sample to the date");
    double first = ceil((from - clock->warm_up) / clock->sample - 1e-9) * clock->sample + clock->warm_up;
    if (target->throughout && first > by + 1e-9)
        param_wrong(check, "throughout", "there is no sample in the window; see clock.sample");
}

static void check_target(struct param_check *check, void *filled)
{
    const struct plan_target *target = filled;
    check_measure(check, target);
    check_level(check, target);
    if (target->every_team && target->team.index >= 0)
        param_wrong(check, "every_team", "and team exclude each other; leave one out");
    check_when(check, target);
}

const struct param_table plan_target_table = {
    .name = "Targets",
    .help = "What is to be reached, by when, for how long; any number are judged on the same runs.",
    .size = sizeof(struct plan_target),
    PLAN_ROWS(target_rows),
    .check = check_target};
