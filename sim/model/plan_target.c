#include <math.h>

#include "base/text.h"
#include "model/metric.h"
#include "model/plan_tables.h"

static const char *const statistics[] = {"mean", "median", "p90", "max", NULL};

static const struct param target_rows[] = {
    {PLAN_AT(plan_target, measure), .kind = PARAM_TEXT, .fallback = "caseload", .role = ROLE_CHOICE,
     .help = "A measure by its name; `headroom describe metrics` lists them"},
    {PLAN_AT(plan_target, statistic), .kind = PARAM_CHOICE, .choices = statistics, .fallback = "mean",
     .role = ROLE_CHOICE, .help = "For caseload: over workers, the mean, median, 90th percentile or maximum"},
    {PLAN_AT(plan_target, team), .kind = PARAM_REF, .refers = "teams", .fallback = "", .role = ROLE_CHOICE,
     .help = "Team; absent: the whole service"},
    {PLAN_AT(plan_target, stage), .kind = PARAM_REF, .refers = "pathway", .fallback = "", .role = ROLE_CHOICE,
     .help = "Stage, for measures of stages"},
    {PLAN_AT(plan_target, grade), .kind = PARAM_REF, .refers = "workforce.grades", .fallback = "", .role = ROLE_CHOICE,
     .help = "Grade, for measures of grades"},
    {PLAN_AT(plan_target, at_most), .label = "highest value that meets it", .kind = PARAM_NUMBER, .unit = UNIT_NONE,
     .fallback = "", .min = -1e9, .max = 1e9, .role = ROLE_CHOICE, .help = "Met at or below this"},
    {PLAN_AT(plan_target, at_least), .label = "lowest value that meets it", .kind = PARAM_NUMBER, .unit = UNIT_NONE,
     .fallback = "", .min = -1e9, .max = 1e9, .role = ROLE_CHOICE, .help = "Met at or above this"},
    {PLAN_AT(plan_target, by), .label = "date", .kind = PARAM_TIME, .fallback = "", .role = ROLE_CHOICE,
     .help = "Date on which it is judged; absent: the end"},
    {PLAN_AT(plan_target, hold), .label = "time to hold", .kind = PARAM_NUMBER, .unit = UNIT_DURATION,
     .fallback = "0 weeks", .max = 5300, .role = ROLE_CHOICE,
     .help = "How long it must have held, up to and including that date"},
    {PLAN_AT(plan_target, from), .label = "start of the window", .kind = PARAM_TIME, .fallback = "",
     .role = ROLE_CHOICE, .help = "With share_of_time: where the window starts; absent: the first sample"},
    {PLAN_AT(plan_target, share_of_time), .kind = PARAM_BOOL, .fallback = "false", .role = ROLE_CHOICE,
     .help = "true: report the share of sampled times at which it is met, in place of the chance on the date"},
    {PLAN_AT(plan_target, reached), .kind = PARAM_BOOL, .fallback = "false", .role = ROLE_CHOICE,
     .help =
         "true: judge whether it has been met at any moment by the date, in place of on it; staff, in_post and agency are "
         "looked at whenever they change, other measures at each sample"},
    {PLAN_AT(plan_target, waiting_limit), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "none",
     .none_ok = true, .role = ROLE_CHOICE,
     .help = "Not met at a time when a case has waited for a worker longer than this"},
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
    if (metric != METRIC_CASELOAD && target->statistic != STATISTIC_MEAN)
        param_wrong(check, "statistic", "only caseload has statistics over workers");
}

static void check_target(struct param_check *check, void *filled)
{
    const struct plan_target *target = filled;
    const struct plan *plan = param_root(check);
    check_measure(check, target);
    if (isnan(target->at_most) == isnan(target->at_least))
        param_wrong(check, isnan(target->at_most) ? NULL : "at_least",
                    "needs either at_most or at_least, and only one");
    if (target->by > plan->clock.length || target->by < plan->clock.warm_up)
        param_wrong(check, "by", "lies outside the time that is simulated and reported");
    if (target->by - target->hold < plan->clock.warm_up - 1e-9)
        param_wrong(check, "hold", "would have to hold since before the first sample");
    if (target->share_of_time && target->hold > 0)
        param_wrong(check, "hold", "has no meaning with share_of_time; leave it out");
    if (target->reached && (target->share_of_time || target->hold > 0 || isfinite(target->waiting_limit)))
        param_wrong(check, "reached", "is about a moment; it has no meaning with share_of_time, hold or waiting_limit");
    if (!target->share_of_time && !isnan(target->from))
        param_wrong(check, "from", "has a meaning only with share_of_time: true");
}

const struct param_table plan_target_table = {
    .name = "Targets",
    .help = "What is to be reached, by when, for how long; any number are judged on the same runs.",
    .size = sizeof(struct plan_target),
    PLAN_ROWS(target_rows),
    .check = check_target};
