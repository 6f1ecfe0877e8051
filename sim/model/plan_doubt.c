/* What a scenario may say and hardly means: warnings, which stop nothing, each with what would follow. Beside them the few
 * contradictions between sections that no one section can see. To add a doubt: a function and its call in plan_doubt(); amounts that no service has
 * are in plan_amounts.c. */
#include <stdarg.h>

#include "base/text.h"
#include "model/metric.h"
#include "model/plan_tables.h"

/* Workers of the first day meet one by one, so that a service far beyond any real one would open for hours. All of England's
 * children's services together have fewer. */
static const double most_workers = 50000;

static const size_t most_titles = 500;

void plan_doubt_at(struct param_check *check, const char *map, const char *name, const char *format, ...)
{
    struct text key = {0}, words = {0};
    va_list arguments;
    va_start(arguments, format);
    text_printf(&key, "%s.%s", map, name);
    text_vprintf(&words, format, arguments);
    va_end(arguments);
    param_doubt(check, key.at, "%s", words.at);
    text_release(&key);
    text_release(&words);
}

/* --- teams --- */

static double seats_of(const struct plan *plan, size_t team)
{
    for (size_t i = 0; i < plan->agency.seats.count; i++)
        if (plan->agency.seats.items[i].to.index == (int)team)
            return plan->agency.seats.items[i].value;
    return 0;
}

/* Seats that are there for the agency staff of the first day, and posts for the permanent ones: often a slip. */
static void doubt_staff(struct param_check *check, const struct plan *plan, size_t index)
{
    const struct plan_team *team = &plan_items(plan->teams, struct plan_team)[index];
    double agency = 0, permanent = 0, seats = seats_of(plan, index), posts = plan_posts_total(&team->posts);
    for (size_t g = 0; g < team->staff.count; g++) {
        const struct plan_group *group = &plan_items(team->staff, struct plan_group)[g];
        *(group->contract == CONTRACT_AGENCY ? &agency : &permanent) += group->fte;
    }
    if (agency > seats + 0.01)
        param_doubt(check, "agency",
                    "%s opens with %.1f FTE of agency staff but has %.1f seats; those beyond leave without "
                    "being replaced",
                    team->named.name, agency, seats);
    if (permanent > posts + 0.01 && posts > 0)
        param_doubt(check, "teams", "%s opens with %.1f FTE of permanent staff but has %.1f posts", team->named.name,
                    permanent, posts);
}

/* A stage whose cases this team holds, or null. */
static const struct plan_stage *stage_of(const struct plan *plan, size_t team)
{
    for (size_t i = 0; i < plan->pathway.count; i++) {
        const struct plan_stage *stage = &plan_items(plan->pathway, struct plan_stage)[i];
        if (stage->team.index == (int)team || (stage->co_worker.given && stage->co_worker.team.index == (int)team))
            return stage;
    }
    return NULL;
}

/* Posts and seats count even while they are empty, and so does whatever may bring people later. */
static bool may_have_workers(const struct plan *plan, size_t index)
{
    const struct plan_team *team = &plan_items(plan->teams, struct plan_team)[index];
    if (plan_posts_total(&team->posts) > 0 || seats_of(plan, index) > 0 || plan->pipelines.count > 0 ||
        plan->managed_teams.count > 0 || plan->levers.count > 0 || plan->workforce.moves.count > 0)
        return true;
    for (size_t g = 0; g < team->staff.count; g++)
        if (plan_items(team->staff, struct plan_group)[g].fte > 0)
            return true;
    return false;
}

static void doubt_team(struct param_check *check, const struct plan *plan, size_t index)
{
    const struct plan_team *team = &plan_items(plan->teams, struct plan_team)[index];
    const struct plan_stage *stage = stage_of(plan, index);
    doubt_staff(check, plan, index);
    if (stage == NULL)
        return;
    if (!may_have_workers(plan, index))
        plan_doubt_at(
            check, "teams", team->named.name,
            "has no staff, no posts and no agency seats, so the cases of %s wait for ever; add staff or posts",
            stage->named.name);
    if (team->cap <= 0 && plan->levers.count == 0)
        plan_doubt_at(check, "teams", team->named.name,
                      "has a cap of 0, so no case is ever given to a worker; write cap: none where there is no limit");
    if (team->capacity <= 0 && plan->levers.count == 0)
        plan_doubt_at(
            check, "teams", team->named.name,
            "has a capacity of 0, so hands-on work never ends; write capacity: none where overload slows nothing");
}

static void refuse_crowds(struct param_check *check, const struct plan *plan)
{
    double workers = 0;
    for (size_t i = 0; i < plan->teams.count; i++) {
        const struct map *staff = &plan_items(plan->teams, struct plan_team)[i].staff;
        for (size_t g = 0; g < staff->count; g++) {
            const struct plan_group *group = &plan_items(*staff, struct plan_group)[g];
            workers += group->fte / group->each;
        }
    }
    if (workers > most_workers)
        param_wrong(check, "teams", "open with %.0f workers; at most %.0f can be simulated, more than England has",
                    workers, most_workers);
}

/* Titles are all that readers see. Asked of services of a size that somebody reads about: pairs of a thousand take long. */
static void doubt_titles(struct param_check *check, const struct plan *plan)
{
    const struct plan_team *teams = plan_items(plan->teams, struct plan_team);
    for (size_t i = 1; i < plan->teams.count && plan->teams.count <= most_titles; i++)
        for (size_t j = 0; j < i; j++)
            if (text_equal(teams[i].named.title, teams[j].named.title)) {
                plan_doubt_at(
                    check, "teams", teams[i].named.name,
                    "has the title of %s too, \"%s\", and no reader could tell them apart; change one of them",
                    teams[j].named.name, teams[j].named.title);
                break;
            }
}

/* --- the pathway --- */

static bool is_sent_to(const struct pairs *routes, int stage)
{
    for (size_t i = 0; i < routes->count; i++)
        if (routes->items[i].to.which == 0 && routes->items[i].to.index == stage && routes->items[i].value > 0)
            return true;
    return false;
}

/* Does any case begin here, or come from another stage? */
static bool is_entered(const struct plan *plan, int index)
{
    bool entered = plan_items(plan->pathway, struct plan_stage)[index].opening > 0;
    for (size_t i = 0; i < plan->demand.sources.count; i++)
        entered |= plan_items(plan->demand.sources, struct plan_source)[i].enters.index == index;
    for (size_t i = 0; i < plan->exits.count; i++)
        entered |= plan_items(plan->exits, struct plan_exit)[i].enters.index == index;
    for (size_t i = 0; i < plan->pathway.count; i++) {
        const struct plan_stage *stage = &plan_items(plan->pathway, struct plan_stage)[i];
        bool moved = stage->escalates.given && stage->escalates.to.which == 0 && stage->escalates.to.index == index;
        entered |= (int)i != index && (moved || is_sent_to(&stage->then, index));
    }
    return entered;
}

static void look_at_pathway(struct param_check *check, const struct plan *plan)
{
    const struct plan_stage *stages = plan_items(plan->pathway, struct plan_stage);
    for (size_t i = 0; i < plan->pathway.count; i++) {
        for (size_t e = 0; e < plan->exits.count; e++)
            if (text_equal(stages[i].named.name, plan_items(plan->exits, struct plan_exit)[e].named.name))
                param_wrong(check, "exits",
                            "%s is a stage of the pathway too, and routes could not tell them apart; rename one",
                            stages[i].named.name);
        if (!is_entered(plan, (int)i) && plan->levers.count == 0)
            plan_doubt_at(
                check, "pathway", stages[i].named.name,
                "no case ever comes here: no source, route, escalation or return leads to it, and none is open on the "
                "first day");
    }
}

static void doubt_targets(struct param_check *check, const struct plan *plan)
{
    for (size_t i = 0; i < plan->targets.count; i++) {
        const struct plan_target *target = &plan_items(plan->targets, struct plan_target)[i];
        if (target->team.index >= 0 && metric_find(target->measure) == METRIC_CASELOAD &&
            stage_of(plan, (size_t)target->team.index) == NULL)
            plan_doubt_at(check, "targets", target->named.name,
                          "%s holds no cases, as no stage names it: its caseload is always 0", target->team.name);
    }
}

/* --- times --- */

static void doubt_late(struct param_check *check, const char *map, const char *name, const char *key, double week)
{
    const struct plan *plan = param_root(check);
    struct text path = {0};
    text_printf(&path, "%s.%s.%s", map, name, key);
    if (week >= plan->clock.length)
        param_doubt(check, path.at, "is not before the last day, so nothing comes of it; see clock.length");
    text_release(&path);
}

static void doubt_times(struct param_check *check, const struct plan *plan)
{
    for (size_t i = 0; i < plan->levers.count; i++) {
        const struct plan_lever *lever = &plan_items(plan->levers, struct plan_lever)[i];
        doubt_late(check, "levers", lever->named.name, "starts", lever->starts + lever->approval);
    }
    for (size_t i = 0; i < plan->demand.shocks.count; i++) {
        const struct plan_shock *shock = &plan_items(plan->demand.shocks, struct plan_shock)[i];
        doubt_late(check, "demand.shocks", shock->named.name, "from", shock->from);
    }
    for (size_t i = 0; i < plan->campaigns.count; i++) {
        const struct plan_campaign *campaign = &plan_items(plan->campaigns, struct plan_campaign)[i];
        doubt_late(check, "campaigns", campaign->named.name, "from", campaign->from);
    }
    for (size_t i = 0; i < plan->managed_teams.count; i++) {
        const struct plan_managed_team *team = &plan_items(plan->managed_teams, struct plan_managed_team)[i];
        doubt_late(check, "managed_teams", team->named.name, "from", team->from);
    }
    for (size_t i = 0; i < plan->events.count; i++) {
        const struct plan_event *event = &plan_items(plan->events, struct plan_event)[i];
        doubt_late(check, "events", event->named.name, "date", event->date);
    }
}

static void doubt_recruitment(struct param_check *check, const struct plan *plan)
{
    for (size_t i = 0; i < plan->recruitment.count; i++) {
        const struct plan_channel *channel = &plan_items(plan->recruitment, struct plan_channel)[i];
        if (channel->accept <= 0 && plan->levers.count == 0)
            plan_doubt_at(check, "recruitment", channel->named.name,
                          "every offer is refused (accept: 0%%), so nobody ever comes through it");
        else if (channel->withdraws >= 1 && plan->levers.count == 0)
            plan_doubt_at(
                check, "recruitment", channel->named.name,
                "everybody withdraws before the first day (withdraws: 100%%), so nobody ever comes through it");
    }
    for (size_t i = 0; i < plan->campaigns.count; i++) {
        const struct plan_campaign *campaign = &plan_items(plan->campaigns, struct plan_campaign)[i];
        if (campaign->lasts <= 0)
            plan_doubt_at(check, "campaigns", campaign->named.name, "lasts no time, so nothing comes of it");
    }
}

static void doubt_pipelines(struct param_check *check, const struct plan *plan)
{
    for (size_t i = 0; i < plan->pipelines.count; i++) {
        const struct plan_pipeline *pipeline = &plan_items(plan->pipelines, struct plan_pipeline)[i];
        double weights = pipeline->teams.count == 0 ? (double)plan->teams.count : 0;
        for (size_t t = 0; t < pipeline->teams.count; t++)
            weights += pipeline->teams.items[t].value;
        if (weights <= 0)
            plan_doubt_at(check, "pipelines", pipeline->named.name,
                          "its graduates have no team to join; add teams, or give one of its teams a weight above 0");
        else if (pipeline->first + law_mean(&pipeline->lasts.law) >= plan->clock.length)
            plan_doubt_at(check, "pipelines", pipeline->named.name,
                          "the first class graduates after the last day, so that it only costs; see clock.length");
    }
}

void plan_doubt(struct param_check *check, const struct plan *plan)
{
    for (size_t i = 0; i < plan->teams.count; i++)
        doubt_team(check, plan, i);
    refuse_crowds(check, plan);
    look_at_pathway(check, plan);
    doubt_titles(check, plan);
    doubt_targets(check, plan);
    doubt_times(check, plan);
    doubt_recruitment(check, plan);
    doubt_pipelines(check, plan);
    plan_amounts_doubt(check, plan);
}
