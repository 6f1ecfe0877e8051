#include "experiment/reforecast.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "experiment/position.h"
#include "experiment/track.h"

static void note(struct reforecast *r, const char *words)
{
    mem_grow(&r->notes, &r->note_capacity, r->note_count + 1, sizeof *r->notes);
    r->notes[r->note_count++] = arena_copy(&r->arena, words);
}

static void set(struct reforecast *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void set(struct reforecast *r, const char *format, ...)
{
    struct text words = {0};
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(&words, format, arguments);
    va_end(arguments);
    mem_grow(&r->settings, &r->capacity, r->count + 1, sizeof *r->settings);
    r->settings[r->count++] = (struct scenario_setting){.text = arena_copy(&r->arena, words.at)};
    text_release(&words);
}

static const struct plan *plan_of(const struct reforecast *r)
{
    return r->ensemble->plan;
}

/* --- the clock ---------------------------------------------------------------------------------------------------- */

static void iso_of(const struct reforecast *r, double week, char out[static 11])
{
    calendar_iso(plan_of(r)->clock.start + lround(7 * week), out);
}

/* A time from the first day becomes the date that it was. */
static void set_time(struct reforecast *r, const struct node *node, const char *path)
{
    struct unit_context units = {.weeks_per_year = 365.25 / 7};
    char why[200], date[11];
    double weeks;
    if (node->kind != NODE_SCALAR || node->text[0] == '\0' ||
        units_read(node->text, UNIT_DURATION, &units, &weeks, why))
        return;
    iso_of(r, weeks, date);
    set(r, "%s=%s", path, date);
}

/* Every value at a pattern such as targets.NAME.by. */
static void set_times(struct reforecast *r, const struct node *node, const char *pattern, const char *path)
{
    size_t length = strcspn(pattern, ".");
    if (node == NULL)
        return;
    if (*pattern == '\0') {
        set_time(r, node, path);
        return;
    }
    const char *rest = pattern[length] == '.' ? pattern + length + 1 : "";
    for (size_t i = 0; node->kind == NODE_MAP && i < node->count; i++) {
        const char *key = node->items[i]->key;
        bool any = length == 4 && strncmp(pattern, "NAME", length) == 0;
        if (any || (strlen(key) == length && strncmp(pattern, key, length) == 0))
            set_times(r, node->items[i], rest, arena_printf(&r->arena, "%s%s%s", path, *path ? "." : "", key));
    }
}

static void visit_time(void *user, const char *pattern, const struct param *row, const struct param_table *table,
                       int depth)
{
    struct reforecast *r = user;
    (void)table;
    (void)depth;
    if (row->kind == PARAM_TIME)
        set_times(r, r->root, pattern, "");
}

static void set_clock(struct reforecast *r)
{
    const struct plan_clock *clock = &plan_of(r)->clock;
    char date[11];
    calendar_iso(r->start, date);
    set(r, "clock.start=%s", date);
    set(r, "clock.length=%.9g weeks", clock->length - r->week);
    set(r, "clock.warm_up=0 weeks");
}

/* What goes on from the first day and has no date. */
static void set_course(struct reforecast *r)
{
    const struct plan *plan = plan_of(r);
    const struct plan_source *sources = plan_items(plan->demand.sources, struct plan_source);
    bool grows = false;
    for (size_t i = 0; i < plan->demand.sources.count; i++) {
        const struct plan_wave *wave = &sources[i].wave;
        grows = grows || sources[i].trend != 0;
        if (wave->given) {
            double peak = fmod(wave->peak - r->week, wave->period);
            set(r, "demand.sources.%s.wave.peak=%.9g weeks", sources[i].named.name,
                peak < 0 ? peak + wave->period : peak);
        }
    }
    if (grows)
        note(r, "Referrals that grow by a trend start again from their stated rate.");
    const struct plan_round *rounds = plan_items(plan->workforce.rounds, struct plan_round);
    for (size_t i = 0; i < plan->workforce.rounds.count; i++) {
        const struct plan_round *round = &rounds[i];
        double next = round->on;
        char date[11];
        if (next < r->week && !isnan(round->every))
            next += ceil((r->week - next) / round->every) * round->every;
        iso_of(r, next, date);
        if (next < r->week)
            set(r, "workforce.rounds.%s=null", round->named.name);
        else if (next > round->on)
            set(r, "workforce.rounds.%s.on=%s", round->named.name, date);
    }
}

/* --- targets ------------------------------------------------------------------------------------------------------ */

static void set_target(struct reforecast *r, size_t index)
{
    const struct plan_target *target = &plan_items(plan_of(r)->targets, struct plan_target)[index];
    const char *name = target->named.name;
    double by = isnan(target->by) ? plan_of(r)->clock.length : target->by;
    bool windowed = target->reached || target->throughout || target->share_of_time;
    char date[11], words[300];
    r->passed[index] = by <= r->week || target->of_opening;
    if (r->passed[index]) {
        set(r, "targets.%s=null", name);
        if (target->of_opening)
            snprintf(words, sizeof words, "%s is a share of the opening value, which has moved: not forecast again.",
                     target->named.title);
        else
            snprintf(words, sizeof words, "The date of %s is over: not forecast again.", target->named.title);
        note(r, words);
        return;
    }
    calendar_iso(r->start, date);
    if (by - target->hold < r->week)
        set(r, "targets.%s.hold=%.9g weeks", name, by - r->week);
    if (windowed && !isnan(target->from) && target->from < r->week)
        set(r, "targets.%s.from=%s", name, date);
    if (by - target->hold < r->week || (windowed && (isnan(target->from) || target->from < r->week))) {
        snprintf(words, sizeof words, "%s is judged from the new first day on, and not by what was before.",
                 target->named.title);
        note(r, words);
    }
}

/* --- position ----------------------------------------------------------------------------------------------------- */

static void set_stage(struct reforecast *r, const struct position *position, size_t index)
{
    static const double tenth = 1.2815515655446; /* of a normal, in standard deviations */
    const struct position_stage *stage = &position->stages[index];
    const char *name = plan_items(plan_of(r)->pathway, struct plan_stage)[index].named.name;
    double off = fmin(0.6, tenth * stage->spread);
    if (plan_of(r)->clock.inputs == INPUTS_DRAWN && stage->open >= 1 && off > 0)
        set(r, "pathway.%s.opening={likely: %.0f, low: %.0f, high: %.0f}", name, stage->open, stage->open * (1 - off),
            stage->open * (1 + off));
    else
        set(r, "pathway.%s.opening=%.0f", name, stage->open);
}

/* The grade in which a pipeline's graduates, and other newly qualified workers, come; null: none does. */
static const char *newly_qualified(const struct plan *plan)
{
    const struct plan_grade *grades = plan_items(plan->workforce.grades, struct plan_grade);
    for (size_t i = 0; i < plan->workforce.grades.count; i++)
        if (grades[i].newly_qualified)
            return grades[i].named.name;
    return NULL;
}

static const char *usual_grade(const struct plan *plan, const struct plan_team *team)
{
    const struct plan_group *groups = plan_items(team->staff, struct plan_group);
    const struct plan_grade *grades = plan_items(plan->workforce.grades, struct plan_grade);
    for (size_t i = 0; i < team->staff.count; i++)
        if (grades[groups[i].grade.index].holds_cases && !grades[groups[i].grade.index].newly_qualified)
            return groups[i].grade.name;
    return plan->agency.grade.name != NULL ? plan->agency.grade.name : grades[0].named.name;
}

enum kind { KIND_SETTLED, KIND_NEW, KIND_AGENCY, KIND_OTHER, KINDS };

static enum kind kind_of(const struct plan *plan, const struct plan_group *group)
{
    const struct plan_grade *grade = &plan_items(plan->workforce.grades, struct plan_grade)[group->grade.index];
    return grade->manages || !grade->holds_cases ? KIND_OTHER
           : group->contract == CONTRACT_AGENCY  ? KIND_AGENCY
           : grade->newly_qualified              ? KIND_NEW
                                                 : KIND_SETTLED;
}

/* Groups keep their proportions; where there is none to grow, one is added. */
static void set_staff(struct reforecast *r, const struct position *position, size_t index)
{
    static const double least = 0.05;
    const struct plan *plan = plan_of(r);
    const struct plan_team *team = &plan_items(plan->teams, struct plan_team)[index];
    const struct plan_group *groups = plan_items(team->staff, struct plan_group);
    const struct position_team *now = &position->teams[index];
    double was[KINDS] = {0};
    const double is[KINDS] = {now->settled, now->newly_qualified, now->agency, 0};
    for (size_t i = 0; i < team->staff.count; i++)
        was[kind_of(plan, &groups[i])] += groups[i].fte;
    for (size_t i = 0; i < team->staff.count; i++) {
        enum kind kind = kind_of(plan, &groups[i]);
        if (kind != KIND_OTHER && was[kind] > 0)
            set(r, "teams.%s.staff.%s.fte=%.2f", team->named.name, groups[i].named.name,
                groups[i].fte * is[kind] / was[kind]);
    }
    const char *fresh = newly_qualified(plan), *usual = usual_grade(plan, team);
    if (was[KIND_SETTLED] <= 0 && is[KIND_SETTLED] > least)
        set(r, "teams.%s.staff.joined={grade: %s, fte: %.2f}", team->named.name, usual, is[KIND_SETTLED]);
    if (was[KIND_NEW] <= 0 && is[KIND_NEW] > least && fresh != NULL)
        set(r, "teams.%s.staff.joined-newly-qualified={grade: %s, fte: %.2f, tenure: 0-1 years}", team->named.name,
            fresh, is[KIND_NEW]);
    if (was[KIND_AGENCY] <= 0 && is[KIND_AGENCY] > least)
        set(r, "teams.%s.staff.joined-agency={grade: %s, contract: agency, fte: %.2f, tenure: 0-40 weeks}",
            team->named.name, usual, is[KIND_AGENCY]);
}

static void set_position(struct reforecast *r, calendar_day last)
{
    struct position position;
    position_make(&position, r->ensemble, r->sample, r->actuals, last);
    for (size_t i = 0; i < plan_of(r)->pathway.count; i++)
        set_stage(r, &position, i);
    for (size_t i = 0; i < plan_of(r)->teams.count; i++)
        set_staff(r, &position, i);
    note(r, position.cases_counted
                ? "Open cases are as last counted, within an error of 6% (from published caseloads; evidence A-), and "
                  "divided over stages as the plan's futures were."
                : "Nobody counted cases or caseloads lately: they are the mean of the plan's futures on that day.");
    note(r, position.staff_counted
                ? "Staff in post are as last counted; where they were not, as the plan's futures were on average."
                : "Nobody counted staff lately: they are the mean of the plan's futures on that day.");
    position_release(&position);
}

/* --- the rest ----------------------------------------------------------------------------------------------------- */

/* Sources that speak of the old position; those of a target that is removed go with it. */
static void set_sources(struct reforecast *r)
{
    const struct node *sources = tree_child(r->root, "sources");
    for (size_t i = 0; sources != NULL && i < sources->count; i++) {
        const char *path = sources->items[i]->key;
        bool stage = text_starts(path, "pathway.") && (strstr(path, ".opening") || strstr(path, ".takes")),
             staff = text_starts(path, "teams.") && strstr(path, ".staff");
        if (stage || staff || text_equal(path, "clock.start"))
            set(r, "sources.%s={from: Re-forecast from actuals, grade: D, note: as counted or as the plan stood}",
                path);
    }
}

static void set_response(struct reforecast *r)
{
    const struct plan *plan = plan_of(r);
    r->responds = plan->response.given;
    if (r->responds) {
        note(r, "Managers respond to high caseloads, as in the plan; agency seats that they added before begin again "
                "from none.");
        return;
    }
    set(r, plan->agency.seats.count > 0 ? "response={push: 0%% per case}"
                                        : "response={push: 0%% per case, agency: 0%% per case}");
    note(
        r,
        plan->agency.seats.count > 0
            ? "Managers respond to high caseloads with agency seats (1.25% of posts a year for each case above 16, as "
              "English councils did), which they did not in the plan; headroom run reforecast.yaml --set response=null leaves it out."
            : "The scenario has no section response and no agency seats, so managers do not respond.");
}

void reforecast_make(struct reforecast *r, const struct ensemble *ensemble, const struct node *root,
                     const struct param_table *table, const struct history *actuals, calendar_day last)
{
    const struct plan *plan = ensemble->plan;
    *r = (struct reforecast){.ensemble = ensemble, .root = root, .actuals = actuals};
    r->week = floor((double)(last - plan->clock.start) / 7 + 0.5);
    r->start = plan->clock.start + 7 * (calendar_day)r->week;
    r->sample = ensemble_sample_at(ensemble, r->week);
    r->passed = arena_new(&r->arena, plan->targets.count + 1, sizeof *r->passed);
    r->over = r->week + plan->clock.sample > plan->clock.length;
    if (r->over)
        return;
    set(r, "name=%.48s-reforecast", plan->name);
    set_clock(r);
    param_walk(table, visit_time, r);
    set_course(r);
    for (size_t i = 0; i < plan->targets.count; i++)
        set_target(r, i);
    set_position(r, last);
    set_response(r);
    set_sources(r);
    note(r, "Referrals, durations and leaving are those of the plan: what has changed for good is to be changed in "
            "reforecast.yaml.");
    note(r,
         "Ages of cases, lengths of service and people on their way from recruitment are those of a usual first day; "
         "waiting lists open with those who fit no worker.");
    if (plan->pipelines.count > 0)
        note(r, "Cohorts in training go on as planned; graduates of before are among the staff.");
    if (plan->levers.count > 0)
        note(r, "Levers keep their dates: those begun before are in force.");
}

bool reforecast_durations(struct reforecast *r, const struct prepared *before, const struct prepared *after)
{
    const struct plan_stage *stages = plan_items(plan_of(r)->pathway, struct plan_stage);
    bool any = false;
    for (size_t i = 0; i < plan_of(r)->pathway.count; i++) {
        if (!stages[i].takes.observed || after->stages[i].nominal <= 0)
            continue;
        any = true;
        set(r, "pathway.%s.takes.observed=%.4f weeks", stages[i].named.name,
            before->stages[i].stay * before->stages[i].nominal / after->stages[i].nominal);
    }
    return any;
}

void reforecast_release(struct reforecast *r)
{
    free(r->settings);
    free(r->notes);
    arena_release(&r->arena);
    *r = (struct reforecast){0};
}
