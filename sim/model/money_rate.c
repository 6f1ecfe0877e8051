#include <math.h>

#include "model/money_internal.h"

double money_of(const struct pairs *pairs, size_t index, double otherwise)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (pairs->items[i].to.index == (int)index)
            return pairs->items[i].value;
    return otherwise;
}

/* Is `time` within [from, to)? Absent ends are open. */
static bool within(double time, double from, double to)
{
    return !(time < from) && !(time >= to);
}

double money_award_from(const struct plan_award *award)
{
    return isnan(award->backdated_to) ? award->date : award->backdated_to;
}

double money_programme_end(const struct plan_pipeline *pipeline)
{
    double classes = isnan(pipeline->every) ? fmin(pipeline->classes, 1) : pipeline->classes;
    if (classes < 1)
        return pipeline->first;
    double between = classes > 1 ? (classes - 1) * pipeline->every : 0;
    return pipeline->first + between + law_mean(&pipeline->lasts.law);
}

double money_on_costs(const struct plan_money *plan, double time)
{
    double share = plan->on_costs, since = 0;
    for (size_t i = 0; i < plan->on_cost_changes.count; i++) {
        const struct plan_on_cost_change *change = &plan_items(plan->on_cost_changes, struct plan_on_cost_change)[i];
        if (change->date < since || change->date > time)
            continue;
        share = change->to;
        since = change->date;
    }
    return share;
}

/* What the base budget makes of the awards that count by now. */
static double budgeted_rise(const struct plan_money *plan, double time)
{
    double factor = 1;
    for (size_t i = 0; i < plan->awards.count; i++) {
        const struct plan_award *award = &plan_items(plan->awards, struct plan_award)[i];
        if (award->date >= 0 && money_award_from(award) <= time)
            factor *= 1 + (isnan(award->budgeted) ? award->rise : award->budgeted);
    }
    return factor;
}

void money_post_shares(const struct plan *plan, double *post_share)
{
    size_t grades = plan->workforce.grades.count;
    for (size_t t = 0; t < plan->teams.count; t++) {
        const struct plan_team *team = &plan_items(plan->teams, struct plan_team)[t];
        double *share = &post_share[t * grades], total = 0;
        for (size_t i = 0; i < team->posts.grades.count; i++)
            share[team->posts.grades.items[i].to.index] = team->posts.grades.items[i].value;
        if (team->posts.grades.count > 0)
            continue;
        for (size_t i = 0; i < team->staff.count; i++) {
            const struct plan_group *group = &plan_items(team->staff, struct plan_group)[i];
            if (group->contract == CONTRACT_AGENCY)
                continue;
            share[group->grade.index] += group->fte;
            total += group->fte;
        }
        for (size_t g = 0; g < grades && total > 0; g++)
            share[g] /= total;
    }
}

/* --- each rate, in pence a week ----------------------------------------------------------------------------------- */

static int64_t staff_of(const struct world *world, size_t grade)
{
    const struct money *money = world->money;
    int64_t fte = 0;
    for (size_t t = 0; t < world->prepared->team_count; t++)
        fte += money->staff[t * money->layout.grades + grade];
    return fte;
}

static double supplement_rate(const struct world *world)
{
    const struct money *money = world->money;
    const struct plan_supplement *plan = &world->plan->money.supplement;
    if (!within(money->now, plan->from, plan->to))
        return 0;
    double fte = 0;
    for (size_t t = 0; t < world->prepared->team_count; t++)
        for (size_t g = 0; g < money->layout.grades; g++)
            fte += (double)money->staff[t * money->layout.grades + g] / 1000 *
                   money_of(&plan->teams, t, plan->teams.count == 0) *
                   money_of(&plan->grades, g, plan->grades.count == 0);
    return fte * plan->amount;
}

static double agency_rate(const struct world *world)
{
    const struct plan_agency_price *price = &world->plan->money.agency;
    double rate = 0;
    for (size_t g = 0; g < world->money->layout.grades; g++) {
        double hourly = money_of(&price->hourly, g, 0) * price->hours;
        rate += (double)world->money->agency[g] / 1000 * money_of(&price->charge, g, hourly);
    }
    const struct map *managed = &world->plan->managed_teams;
    for (size_t i = 0; i < managed->count; i++) {
        const struct plan_managed_team *team = &plan_items(*managed, struct plan_managed_team)[i];
        if (within(world->money->now, team->from, team->to))
            rate += team->price;
    }
    return rate;
}

static double pipelines_rate(const struct world *world)
{
    double rate = 0;
    for (size_t i = 0; i < world->plan->pipelines.count; i++) {
        const struct plan_pipeline *pipeline = &plan_items(world->plan->pipelines, struct plan_pipeline)[i];
        if (pipeline->size > 0 && within(world->money->now, pipeline->first, money_programme_end(pipeline)))
            rate += pipeline->cost;
    }
    return rate;
}

/* Packages, and levers while they act. */
static double packages_rate(const struct world *world, bool with_end)
{
    const struct map *packages = &world->plan->money.packages, *levers = &world->plan->levers;
    double rate = 0;
    for (size_t i = 0; i < levers->count; i++) {
        const struct plan_lever *lever = &plan_items(*levers, struct plan_lever)[i];
        if (isfinite(lever->ends) == with_end &&
            within(world->money->now, lever->starts + lever->approval, lever->ends))
            rate += lever->cost;
    }
    for (size_t i = 0; i < packages->count; i++) {
        const struct plan_package *package = &plan_items(*packages, struct plan_package)[i];
        if (!isnan(package->to) == with_end && within(world->money->now, package->from, package->to))
            rate += package->cost;
    }
    return rate;
}

/* Funded posts x (pay + on-costs) x (1 - vacancy factor), unless an item of funding states the base budget. */
static double base_rate(const struct world *world)
{
    const struct plan_money *plan = &world->plan->money;
    const struct money *money = world->money;
    double pay = 0;
    for (size_t i = 0; i < plan->funding.count; i++)
        if (plan_items(plan->funding, struct plan_funding)[i].kind == FUNDING_BASE)
            return 0;
    for (size_t t = 0; t < world->prepared->team_count; t++)
        for (size_t g = 0; g < money->layout.grades; g++)
            pay += world->prepared->teams[t].plan->posts.funded * money->post_share[t * money->layout.grades + g] *
                   (money_of(&plan->pay, g, 0) + plan->increments.budgeted * money_of(&plan->increments.each, g, 0));
    return pay * budgeted_rise(plan, money->now) * (1 + money_on_costs(plan, money->now)) * (1 - plan->vacancy_factor);
}

static double fund_rate(const struct plan_funding *funding, double now)
{
    if (!within(now, funding->from, funding->to))
        return 0;
    if (!isnan(funding->per_year))
        return funding->per_year;
    double from = isnan(funding->from) ? 0 : funding->from;
    return isnan(funding->to) ? 0 : funding->amount / (funding->to - from);
}

static void set_rate(struct money *money, enum money_line line, double rate)
{
    money->accounts[money_account(&money->layout, line, 0)].rate = rate;
}

void money_rates(struct world *world)
{
    struct money *money = world->money;
    const struct plan_money *plan = &world->plan->money;
    double paid = 0, supplement = supplement_rate(world);
    for (size_t g = 0; g < money->layout.grades; g++) {
        money->basic_rate[g] = (double)staff_of(world, g) / 1000 * money_of(&plan->pay, g, 0) +
                               (double)money->steps[g] / 1000 * money_of(&plan->increments.each, g, 0);
        money->accounts[g].rate = money->basic_rate[g] * money->factor[money->span];
        paid += money->accounts[g].rate;
    }
    set_rate(money, MONEY_SUPPLEMENT_LINE, supplement);
    set_rate(money, MONEY_ON_COSTS_LINE, (paid + supplement) * money_on_costs(plan, money->now));
    set_rate(money, MONEY_AGENCY_LINE, agency_rate(world));
    set_rate(money, MONEY_PIPELINES_LINE, pipelines_rate(world));
    set_rate(money, MONEY_PACKAGES_LINE, packages_rate(world, false));
    set_rate(money, MONEY_TIME_LIMITED_LINE, packages_rate(world, true));
    money->accounts[money_base(&money->layout)].rate = base_rate(world);
    for (size_t i = 0; i < plan->funding.count; i++)
        money->accounts[money_fund(&money->layout, i)].rate =
            fund_rate(&plan_items(plan->funding, struct plan_funding)[i], money->now);
}
