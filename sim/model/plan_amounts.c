/* Amounts that a scenario may state and no service has: warnings, since a slip of a unit or of a decimal point passes every limit
 * that has to leave room for the unusual. Bounds are ours and wide: several times beyond what published figures show. To add
 * one: a line in a function below, or a function and its call in plan_amounts_doubt(). */
#include <math.h>

#include "base/text.h"
#include "model/metric.h"
#include "model/plan_tables.h"

static const double weeks_per_year = 365.25 / 7;

/* In 2020 nineteen councils in twenty lost at most 25.9 % of their social workers (DfE, children's social work workforce). */
static const double most_leaving = 2; /* hazard a year: seven in eight gone */

static const double most_years_of_case = 18, most_years_of_service = 50; /* a childhood, a working life */
static const double most_children = 10;                                  /* of a family, on average */
static const double most_opening = 150;                                  /* cases for each full-time worker */
static const double least_pay = 10000, most_pay = 200000;                /* pounds a year */
static const double least_hour = 10, most_hour = 250;                    /* pounds an hour, for an agency worker */

static void doubt_sources(struct param_check *check, const struct plan *plan)
{
    for (size_t i = 0; i < plan->demand.sources.count; i++) {
        const struct plan_source *source = &plan_items(plan->demand.sources, struct plan_source)[i];
        double children = source->family_size.given ? law_mean(&source->family_size.law) : 1;
        if (source->rate <= 0 && plan->levers.count == 0 && plan->demand.shocks.count == 0)
            plan_doubt_at(check, "demand.sources", source->named.name, "brings nobody: its rate is 0");
        if (children > most_children)
            plan_doubt_at(check, "demand.sources", source->named.name,
                          "has %.0f children in a family on average; is family_size meant?", children);
    }
}

static void doubt_stages(struct param_check *check, const struct plan *plan)
{
    for (size_t i = 0; i < plan->pathway.count; i++) {
        const struct plan_stage *stage = &plan_items(plan->pathway, struct plan_stage)[i];
        if (!stage->takes.given)
            continue;
        double weeks = law_mean(&stage->takes.law);
        if (weeks <= 0 && stage->team.index >= 0)
            plan_doubt_at(check, "pathway", stage->named.name,
                          "takes no time, so its cases are in nobody's caseload; give takes a duration, or leave out "
                          "team");
        else if (weeks > most_years_of_case * weeks_per_year)
            plan_doubt_at(check, "pathway", stage->named.name,
                          "takes %.0f years on average, longer than a childhood; is the unit right?",
                          weeks / weeks_per_year);
    }
}

/* Cases of the first day, and who is there to hold them. */
static void doubt_opening(struct param_check *check, const struct plan *plan, size_t index)
{
    const struct plan_team *team = &plan_items(plan->teams, struct plan_team)[index];
    double cases = 0, workers = 0;
    for (size_t i = 0; i < plan->pathway.count; i++) {
        const struct plan_stage *stage = &plan_items(plan->pathway, struct plan_stage)[i];
        if (stage->team.index == (int)index)
            cases += stage->opening;
    }
    for (size_t g = 0; g < team->staff.count; g++)
        workers += plan_items(team->staff, struct plan_group)[g].fte;
    if (workers > 0 && cases / workers > most_opening)
        plan_doubt_at(check, "teams", team->named.name,
                      "opens with %.0f cases for %.1f FTE, which is %.0f each; check opening and fte", cases, workers,
                      cases / workers);
}

/* The last band that has anybody: where it begins, when nothing ends it. */
static double longest(const struct pairs *bands)
{
    double weeks = 0;
    for (size_t i = 0; i < bands->count; i++)
        if (bands->items[i].value > 0)
            weeks = isfinite(bands->items[i].high) ? bands->items[i].high : bands->items[i].low;
    return weeks;
}

static void doubt_teams(struct param_check *check, const struct plan *plan)
{
    for (size_t i = 0; i < plan->teams.count; i++) {
        const struct plan_team *team = &plan_items(plan->teams, struct plan_team)[i];
        doubt_opening(check, plan, i);
        if (team->capacity > 0 && team->capacity < 1)
            plan_doubt_at(check, "teams", team->named.name,
                          "has a capacity of %.2f cases, so that one case overloads a worker; is it a share?",
                          team->capacity);
        for (size_t g = 0; g < team->staff.count; g++) {
            const struct plan_group *group = &plan_items(team->staff, struct plan_group)[g];
            if (longest(&group->tenure) > most_years_of_service * weeks_per_year)
                plan_doubt_at(check, "teams", team->named.name,
                              "has workers of %s with up to %.0f years of service; is the unit right?",
                              group->named.name, longest(&group->tenure) / weeks_per_year);
        }
    }
}

static void doubt_leaving(struct param_check *check, const struct plan *plan)
{
    const struct plan_leaving *leaving = &plan->workforce.leaving;
    double most = leaving->rate;
    for (size_t i = 0; i < leaving->rates.count; i++)
        most = leaving->rates.items[i].value > most ? leaving->rates.items[i].value : most;
    if (most * weeks_per_year > most_leaving)
        plan_doubt_at(
            check, "workforce", "leaving",
            "has a rate of %.0f%% per year, at which a worker stays %.0f weeks on average; is the unit right?",
            100 * most * weeks_per_year, 1 / most);
    if (plan->workforce.handover.given && law_mean(&plan->workforce.handover.law) >= plan->clock.length)
        plan_doubt_at(
            check, "workforce", "handover",
            "takes as long as the whole run, so that the cases of a worker who leaves stand still to its end; "
            "see clock.length");
}

static void doubt_recruitment(struct param_check *check, const struct plan *plan)
{
    for (size_t i = 0; i < plan->recruitment.count; i++) {
        const struct plan_channel *channel = &plan_items(plan->recruitment, struct plan_channel)[i];
        bool market = channel->kind == CHANNEL_MARKET && channel->shares.index < 0;
        if (market && channel->candidates <= 0 && plan->levers.count == 0)
            plan_doubt_at(check, "recruitment", channel->named.name,
                          "has no candidates (0 per year), so nobody ever comes through it");
        if (channel->lead_time.given && law_mean(&channel->lead_time.law) >= plan->clock.length)
            plan_doubt_at(
                check, "recruitment", channel->named.name,
                "has a lead time of %.0f weeks on average in a run of %.0f, so hardly anybody comes through it "
                "before the end; see clock.length",
                law_mean(&channel->lead_time.law), plan->clock.length);
    }
}

static void doubt_prices(struct param_check *check, const char *map, const struct pairs *prices, double pounds,
                         double least, double most, const char *each)
{
    for (size_t i = 0; i < prices->count; i++) {
        double price = prices->items[i].value / 100 * pounds;
        if (price > 0 && (price < least || price > most))
            plan_doubt_at(check, map, prices->items[i].to.name, "is £%.0f %s; is the unit right?", price, each);
    }
}

static void doubt_money(struct param_check *check, const struct plan *plan)
{
    if (!plan->money.given)
        return;
    doubt_prices(check, "money.pay", &plan->money.pay, weeks_per_year, least_pay, most_pay, "a year");
    doubt_prices(check, "money.agency.hourly", &plan->money.agency.hourly, 1, least_hour, most_hour, "an hour");
}

static void doubt_aims(struct param_check *check, const struct plan *plan)
{
    for (size_t i = 0; i < plan->targets.count; i++) {
        const struct plan_target *target = &plan_items(plan->targets, struct plan_target)[i];
        if (metric_find(target->measure) == METRIC_CASELOAD && target->at_most <= 0)
            plan_doubt_at(check, "targets", target->named.name,
                          "asks for a caseload of 0, which is met only where there are no cases");
    }
}

void plan_amounts_doubt(struct param_check *check, const struct plan *plan)
{
    doubt_sources(check, plan);
    doubt_stages(check, plan);
    doubt_teams(check, plan);
    doubt_leaving(check, plan);
    doubt_recruitment(check, plan);
    doubt_money(check, plan);
    doubt_aims(check, plan);
}
