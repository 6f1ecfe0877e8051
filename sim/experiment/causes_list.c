/* Which causes a scenario has, and what takes each of them away. */
#include <math.h>

#include "base/text.h"
#include "experiment/causes.h"

/* One cause while its settings are gathered. */
struct listing {
    struct causes *causes;
    const struct node *tree;
    struct causes_part *part;
};

typedef void list_fn(struct listing *to);

static void put(struct listing *to, char *text)
{
    struct causes_part *part = to->part;
    struct scenario_setting *settings = arena_new(&to->causes->arena, part->count + 1, sizeof *settings);
    for (size_t i = 0; i < part->count; i++)
        settings[i] = part->settings[i];
    settings[part->count++].text = text;
    part->settings = settings;
}

#define PUT(to, ...) put(to, arena_printf(&(to)->causes->arena, __VA_ARGS__))

/* What a file does not give cannot be removed. */
static void put_none(struct listing *to, const char *path)
{
    if (tree_find(to->tree, path))
        PUT(to, "%s=null", path);
}

static const struct uncertain *uncertain_at(const struct listing *to, const char *path)
{
    const struct filled *filled = &to->causes->service->filled;
    for (size_t i = 0; i < filled->uncertain_count; i++)
        if (text_equal(filled->uncertain[i].path, path))
            return &filled->uncertain[i];
    return NULL;
}

/* Is a number that lies at nought as written ever anything else? */
static bool is_ever(const struct listing *to, const char *path, double value)
{
    return value != 0 || uncertain_at(to, path) != NULL;
}

static void list_late_starts(struct listing *to)
{
    const struct plan *plan = to->causes->plan;
    const struct plan_channel *channels = plan_items(plan->recruitment, struct plan_channel);
    const struct plan_lever *levers = plan_items(plan->levers, struct plan_lever);
    for (size_t i = 0; i < plan->recruitment.count; i++)
        if (law_mean(&channels[i].lead_time.law) > 0)
            PUT(to, "recruitment.%s.lead_time=0 weeks", channels[i].named.name);
    if (plan->agency.given && law_mean(&plan->agency.start.law) > 0)
        PUT(to, "agency.start=0 weeks");
    for (size_t i = 0; i < plan->levers.count; i++) {
        const char *path = arena_printf(&to->causes->arena, "levers.%s.approval", levers[i].named.name);
        if (is_ever(to, path, levers[i].approval))
            PUT(to, "%s=0 weeks", path);
    }
}

static void list_leavers(struct listing *to)
{
    if (is_ever(to, "workforce.leaving.per_case", to->causes->plan->workforce.leaving.per_case))
        PUT(to, "workforce.leaving.most=1");
}

static void list_surge(struct listing *to)
{
    const struct plan *plan = to->causes->plan;
    for (size_t i = 0; i < plan->demand.shocks.count; i++) {
        const struct plan_shock *shock = &plan_items(plan->demand.shocks, struct plan_shock)[i];
        if (shock->adds > 0)
            PUT(to, "demand.shocks.%s.adds=0", shock->named.name);
        if (shock->factor > 1)
            PUT(to, "demand.shocks.%s.factor=100%%", shock->named.name);
    }
}

/* A grade of the newly qualified carries a full load from its first day. */
static void ripen(struct listing *to, const struct plan_grade *grade)
{
    const char *name = grade->named.name, *path = arena_printf(&to->causes->arena, "workforce.grades.%s", name);
    put_none(to, arena_printf(&to->causes->arena, "%s.ramp", path));
    put_none(to, arena_printf(&to->causes->arena, "%s.protected", path));
    PUT(to, "%s.ramp={0 weeks: 100%%}", path);
    PUT(to, "%s.capacity=%.17g%%", path, 100 * fmax(1, grade->capacity));
    PUT(to, "%s.training=0%%", path);
}

static void list_cohort(struct listing *to)
{
    const struct plan *plan = to->causes->plan;
    const struct plan_grade *grades = plan_items(plan->workforce.grades, struct plan_grade);
    bool *ripened = arena_new(&to->causes->arena, plan->workforce.grades.count + 1, sizeof *ripened);
    for (size_t i = 0; i < plan->pipelines.count; i++) {
        const struct plan_pipeline *pipeline = &plan_items(plan->pipelines, struct plan_pipeline)[i];
        const char *name = pipeline->named.name;
        if (pipeline->size == 0)
            continue;
        PUT(to, "pipelines.%s.lasts=0 weeks", name);
        PUT(to, "pipelines.%s.completes=100%%", name);
        PUT(to, "pipelines.%s.drop_out=0%% per year", name);
        int grade = pipeline->grade.index;
        if (grade >= 0 && grades[grade].newly_qualified && !ripened[grade]) {
            ripen(to, &grades[grade]);
            ripened[grade] = true;
        }
    }
}

static void list_agency(struct listing *to)
{
    const struct plan_agency *agency = &to->causes->plan->agency;
    if (!agency->given || agency->seats.count == 0)
        return;
    put_none(to, "agency.assignment");
    PUT(to, "agency.assignment=5000 weeks");
    for (size_t i = 0; i < agency->shocks.count; i++)
        PUT(to, "agency.shocks.%s=null", plan_items(agency->shocks, struct plan_walkout)[i].named.name);
    for (size_t i = 0; i < agency->withdrawals.count; i++)
        PUT(to, "agency.withdrawals.%s=null", plan_items(agency->withdrawals, struct plan_withdrawal)[i].named.name);
}

static void list_supervision(struct listing *to)
{
    const struct plan_supervision *supervision = &to->causes->plan->supervision;
    if (supervision->given && is_ever(to, "supervision.decision_delay", supervision->decision_delay))
        PUT(to, "supervision.decision_delay=0%%");
}

static void list_demand(struct listing *to)
{
    const struct plan *plan = to->causes->plan;
    for (size_t i = 0; i < plan->demand.sources.count; i++) {
        const struct plan_source *source = &plan_items(plan->demand.sources, struct plan_source)[i];
        const char *path = arena_printf(&to->causes->arena, "demand.sources.%s", source->named.name);
        const char *rate = arena_printf(&to->causes->arena, "%s.rate", path);
        const struct node *node = uncertain_at(to, rate) ? tree_find(to->tree, rate) : NULL;
        const struct node *likely = node ? tree_child(node, "likely") : NULL;
        if (likely)
            PUT(to, "%s=%s", rate, likely->text);
        if (source->drift.given)
            PUT(to, "%s.drift=null", path);
        if (source->trend > 0 || uncertain_at(to, arena_printf(&to->causes->arena, "%s.trend", path)))
            PUT(to, "%s.trend=0%% per year", path);
    }
}

static const struct {
    const char *name, *title, *instead;
    list_fn *list;
} rows[CAUSES_KINDS] = {
    [CAUSES_LATE_STARTS] = {"late-starts", "Late starts",
                            "whoever is found starts that day, and levers act on the day that they are decided",
                            list_late_starts},
    [CAUSES_LEAVERS] = {"leavers", "Leavers", "nobody leaves at more than the base rate because of the caseload",
                        list_leavers},
    [CAUSES_SURGE] = {"surge", "Surge", "no surge of referrals comes", list_surge},
    [CAUSES_COHORT] = {"cohort", "Cohort not ready",
                       "everybody in a cohort completes it on its first day, and the newly qualified carry a full load",
                       list_cohort},
    [CAUSES_AGENCY] = {"agency", "Agency run-off",
                       "agency workers stay until a permanent one takes the seat; no group or supplier goes",
                       list_agency},
    [CAUSES_SUPERVISION] = {"supervision", "Supervision limit", "no decision waits for a manager", list_supervision},
    [CAUSES_DEMAND] = {"demand", "Demand", "referrals come at their likely rate, without bad years or growth",
                       list_demand},
};

void causes_open(struct causes *causes, const struct node *tree, const struct service *service, size_t target)
{
    *causes = (struct causes){.service = service, .plan = service->plan, .target = target};
    for (size_t i = 0; i < CAUSES_KINDS; i++) {
        struct listing to = {causes, tree, &causes->parts[causes->part_count]};
        *to.part = (struct causes_part){.name = rows[i].name, .title = rows[i].title, .instead = rows[i].instead};
        rows[i].list(&to);
        causes->part_count += to.part->count > 0;
    }
    struct listing loop = {.causes = causes, .tree = tree};
    static const char response[] = "workforce.leaving.per_case";
    if (is_ever(&loop, response, causes->plan->workforce.leaving.per_case))
        causes->loop_off.text = "workforce.leaving.per_case=0% per case";
}
