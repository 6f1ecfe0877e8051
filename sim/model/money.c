#include "model/money.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "model/money_internal.h"
#include "model/world_fail.h"

static const struct event_kind increment_event;

/* --- accounts ----------------------------------------------------------------------------------------------------- */

static void add(struct account *account, double pence)
{
    double sum = account->sum + pence;
    bool kept = fabs(account->sum) >= fabs(pence);
    account->lost += kept ? (account->sum - sum) + pence : (pence - sum) + account->sum;
    account->sum = sum;
}

static int64_t whole(const struct account *account)
{
    return llround(account->sum + account->lost);
}

static int64_t *posted(const struct world *world, size_t account, size_t year)
{
    return &world->outcome->money[account * world->money->layout.years + year];
}

static void post(struct world *world)
{
    struct money *money = world->money;
    for (size_t a = 0; a < money->layout.accounts; a++) {
        struct account *account = &money->accounts[a];
        int64_t due = whole(account) - account->posted;
        *posted(world, a, money->year) += due;
        account->posted += due;
    }
}

/* Adds what goes on, at the rates as they have been since money->now. */
static void add_until(struct money *money, double time)
{
    double weeks = time - money->now;
    if (!(weeks > 0))
        return;
    for (size_t a = 0; a < money->layout.accounts; a++)
        if (money->accounts[a].rate != 0)
            add(&money->accounts[a], money->accounts[a].rate * weeks);
    for (size_t g = 0; g < money->layout.grades; g++)
        money->basic[money->span * money->layout.grades + g] += money->basic_rate[g] * weeks;
    money->now = time;
}

/* --- turns -------------------------------------------------------------------------------------------------------- */

static void new_span(struct money *money, size_t award)
{
    money->span++;
    money->factor[money->span] = money->factor[money->span - 1];
    money->award_span[award] = money->span;
}

/* Pays what the award adds to pay since the day it counts from; on-costs are those of today. */
static void settle(struct world *world, size_t index)
{
    struct money *money = world->money;
    const struct plan_money *plan = &world->plan->money;
    double rise = plan_items(plan->awards, struct plan_award)[index].rise;
    double arrears = 0;
    for (size_t span = money->award_span[index]; span <= money->span; span++) {
        for (size_t g = 0; g < money->layout.grades; g++) {
            double due = money->basic[span * money->layout.grades + g] * money->factor[span] * rise;
            add(&money->accounts[g], due);
            arrears += due;
        }
        money->factor[span] *= 1 + rise;
    }
    struct account *on_costs = &money->accounts[money_account(&money->layout, MONEY_ON_COSTS_LINE, 0)];
    add(on_costs, arrears * money_on_costs(plan, money->now));
}

static void take_turn(struct world *world, const struct turn *turn)
{
    struct money *money = world->money;
    const struct plan_money *plan = &world->plan->money;
    size_t index = (size_t)turn->index;
    switch (turn->kind) {
    case TURN_YEAR:
        post(world);
        money->year++;
        return;
    case TURN_COUNTS:
        new_span(money, index);
        break;
    case TURN_AWARD:
        settle(world, index);
        break;
    case TURN_RATES:
        break;
    case TURN_ONE_OFF:
        add(&money->accounts[money_account(&money->layout, MONEY_ONE_OFF_LINE, 0)],
            plan_items(plan->one_off, struct plan_one_off)[index].cost);
        return;
    case TURN_LEVER:
        add(&money->accounts[money_account(&money->layout, MONEY_ONE_OFF_LINE, 0)],
            plan_items(world->plan->levers, struct plan_lever)[index].one_off);
        break;
    case TURN_FUND:
        add(&money->accounts[money_fund(&money->layout, index)],
            plan_items(plan->funding, struct plan_funding)[index].amount);
        return;
    }
    money_rates(world);
}

static void catch_up(struct world *world)
{
    struct money *money = world->money;
    double now = world->engine.now;
    while (money->next < money->turn_count && money->turns[money->next].time <= now) {
        add_until(money, money->turns[money->next].time);
        take_turn(world, &money->turns[money->next++]);
    }
    add_until(money, now);
}

static void add_turn(struct world *world, double time, enum turn_kind kind, size_t index)
{
    struct money *money = world->money;
    if (!(time >= 0 && time <= world->plan->clock.length))
        return;
    mem_grow(&money->turns, &money->turn_capacity, money->turn_count + 1, sizeof *money->turns);
    money->turns[money->turn_count++] = (struct turn){time, kind, (int)index};
}

static int in_order(const void *a, const void *b)
{
    const struct turn *x = a, *y = b;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static void add_award_turns(struct world *world)
{
    const struct map *awards = &world->plan->money.awards;
    for (size_t i = 0; i < awards->count; i++) {
        const struct plan_award *award = &plan_items(*awards, struct plan_award)[i];
        if (award->date < 0)
            continue;
        if (money_award_from(award) > 0)
            add_turn(world, money_award_from(award), TURN_COUNTS, i);
        add_turn(world, award->date, TURN_AWARD, i);
    }
}

static void add_fund_turns(struct world *world)
{
    const struct map *funding = &world->plan->money.funding;
    for (size_t i = 0; i < funding->count; i++) {
        const struct plan_funding *item = &plan_items(*funding, struct plan_funding)[i];
        if (!isnan(item->amount) && isnan(item->to))
            add_turn(world, isnan(item->from) ? 0 : item->from, TURN_FUND, i);
        add_turn(world, item->from, TURN_RATES, i);
        add_turn(world, item->to, TURN_RATES, i);
    }
}

static void add_turns(struct world *world)
{
    const struct plan *plan = world->plan;
    for (size_t y = 0; y + 1 < world->money->layout.years; y++)
        add_turn(world, money_year(plan, y).to, TURN_YEAR, y);
    add_award_turns(world);
    add_fund_turns(world);
    for (size_t i = 0; i < plan->money.on_cost_changes.count; i++)
        add_turn(world, plan_items(plan->money.on_cost_changes, struct plan_on_cost_change)[i].date, TURN_RATES, i);
    for (size_t i = 0; i < plan->money.one_off.count; i++)
        add_turn(world, plan_items(plan->money.one_off, struct plan_one_off)[i].date, TURN_ONE_OFF, i);
    for (size_t i = 0; i < plan->money.packages.count; i++) {
        const struct plan_package *package = &plan_items(plan->money.packages, struct plan_package)[i];
        add_turn(world, package->from, TURN_RATES, i);
        add_turn(world, package->to, TURN_RATES, i);
    }
    for (size_t i = 0; i < plan->managed_teams.count; i++) {
        const struct plan_managed_team *team = &plan_items(plan->managed_teams, struct plan_managed_team)[i];
        add_turn(world, team->from, TURN_RATES, i);
        add_turn(world, team->to, TURN_RATES, i);
    }
    for (size_t i = 0; i < plan->pipelines.count; i++) {
        const struct plan_pipeline *pipeline = &plan_items(plan->pipelines, struct plan_pipeline)[i];
        add_turn(world, pipeline->first, TURN_RATES, i);
        add_turn(world, money_programme_end(pipeline), TURN_RATES, i);
    }
    for (size_t i = 0; i < plan->levers.count; i++) {
        const struct plan_lever *lever = &plan_items(plan->levers, struct plan_lever)[i];
        /* a drawn approval may come too late for it to act at all */
        if (lever->starts + lever->approval < lever->ends)
            add_turn(world, lever->starts + lever->approval, TURN_LEVER, i);
        add_turn(world, lever->ends, TURN_RATES, i);
    }
    add_turn(world, plan->money.supplement.from, TURN_RATES, 0);
    add_turn(world, plan->money.supplement.to, TURN_RATES, 1);
    if (world->money->turn_count > 1)
        qsort(world->money->turns, world->money->turn_count, sizeof *world->money->turns, in_order);
}

void money_start(struct world *world)
{
    struct money_layout layout = money_layout(world->plan);
    if (!world->plan->money.given)
        return;
    size_t teams = world->prepared->team_count, awards = world->plan->money.awards.count;
    struct money *money = mem_new(1, sizeof *money);
    world->money = money;
    money->layout = layout;
    money->accounts = mem_new(layout.accounts, sizeof *money->accounts);
    money->basic = mem_new((awards + 1) * layout.grades + 1, sizeof *money->basic);
    money->basic_rate = mem_new(layout.grades + 1, sizeof *money->basic_rate);
    money->factor = mem_new(awards + 1, sizeof *money->factor);
    money->award_span = mem_new(awards + 1, sizeof *money->award_span);
    money->staff = mem_new(teams * layout.grades + 1, sizeof *money->staff);
    money->agency = mem_new(layout.grades + 1, sizeof *money->agency);
    money->steps = mem_new(layout.grades + 1, sizeof *money->steps);
    money->post_share = mem_new(teams * layout.grades + 1, sizeof *money->post_share);
    money->factor[0] = 1;
    money_post_shares(world->plan, money->post_share);
    add_turns(world);
    money_rates(world);
}

void money_review(struct world *world)
{
    if (world->money == NULL)
        return;
    catch_up(world);
    money_rates(world);
}

/* --- workers ------------------------------------------------------------------------------------------------------ */

static double most_increments(const struct world *world)
{
    const struct plan_increments *plan = &world->plan->money.increments;
    return plan->given ? fmin(plan->most, INT16_MAX) : 0;
}

/* The next increment falls due when the next year of service is complete. */
static void schedule_increment(struct world *world, int index)
{
    int next = world->money->reached[index] + 1;
    if (next <= most_increments(world))
        engine_schedule(&world->engine,
                        fmax(world->engine.now, world->workers[index].joined + next * world->prepared->year),
                        &increment_event, (uint32_t)index);
}

/* Adds a worker to what is paid for, or takes it away. */
static void count_worker(struct world *world, const struct worker *worker, int sign)
{
    struct money *money = world->money;
    size_t grade = (size_t)worker->grade;
    if (worker->contract == CONTRACT_AGENCY) {
        /* a managed team has a price of its own */
        money->agency[grade] += worker->managed ? 0 : sign * worker->fte;
        return;
    }
    money->staff[(size_t)worker->team * money->layout.grades + grade] += sign * worker->fte;
    money->steps[grade] += sign * (int64_t)worker->fte * money->reached[worker - world->workers];
}

static void increment(struct engine *engine, void *model, uint32_t subject)
{
    (void)engine;
    struct world *world = model;
    const struct worker *worker = &world->workers[subject];
    double due = worker->joined + (world->money->reached[subject] + 1) * world->prepared->year;
    if (!worker->present || due > world->engine.now + 1e-9)
        return;
    catch_up(world);
    count_worker(world, worker, -1);
    world->money->reached[subject]++;
    count_worker(world, worker, 1);
    money_rates(world);
    schedule_increment(world, (int)subject);
}
static const struct event_kind increment_event = {"increment", RANK_RAMP, increment};

void money_join(struct world *world, int index)
{
    struct money *money = world->money;
    const struct worker *worker = &world->workers[index];
    if (money == NULL)
        return;
    catch_up(world);
    size_t before = money->reached_capacity;
    mem_grow(&money->reached, &money->reached_capacity, (size_t)index + 1, sizeof *money->reached);
    for (size_t i = before; i < money->reached_capacity; i++)
        money->reached[i] = 0;
    double served = floor((world->engine.now - worker->joined) / world->prepared->year + 1e-9);
    money->reached[index] = (int16_t)fmax(0, fmin(served, most_increments(world)));
    count_worker(world, worker, 1);
    money_rates(world);
    if (worker->contract != CONTRACT_AGENCY)
        schedule_increment(world, index);
}

void money_leave(struct world *world, int index)
{
    if (world->money == NULL)
        return;
    catch_up(world);
    count_worker(world, &world->workers[index], -1);
    money_rates(world);
}

/* --- paid at once ------------------------------------------------------------------------------------------------- */

void money_charge(struct world *world, enum money_line line, double pence)
{
    if (world->money == NULL)
        return;
    catch_up(world);
    add(&world->money->accounts[money_account(&world->money->layout, line, 0)], pence);
}

void money_hire(struct world *world, int index)
{
    const struct worker *worker = &world->workers[index];
    const struct plan_recruitment_price *price = &world->plan->money.recruitment;
    if (worker->contract == CONTRACT_AGENCY)
        money_charge(world, MONEY_RECRUITMENT_LINE, price->placement);
    else if (world->prepared->worker_origins[worker->origin].kind == WORKER_CHANNEL)
        money_charge(world, MONEY_RECRUITMENT_LINE, price->appointment);
}

void money_class(struct world *world, int pipeline)
{
    money_charge(world, MONEY_PIPELINES_LINE,
                 plan_items(world->plan->pipelines, struct plan_pipeline)[pipeline].cost_per_head);
}

/* --- looking ------------------------------------------------------------------------------------------------------ */

void money_post(struct world *world)
{
    if (world->money == NULL)
        return;
    catch_up(world);
    post(world);
}

static int64_t spent(const struct money *money)
{
    int64_t pence = 0;
    for (size_t a = 0; a < money->layout.lines; a++)
        pence += money->accounts[a].posted;
    return pence;
}

void money_look(struct world *world, double *lately, double *to_date)
{
    *lately = *to_date = NAN;
    if (world->money == NULL)
        return;
    money_post(world);
    int64_t pence = spent(world->money);
    *lately = (double)(pence - world->money->seen) / 100;
    *to_date = (double)pence / 100;
    world->money->seen = pence;
}

void money_warm(struct world *world)
{
    struct money *money = world->money;
    if (money == NULL)
        return;
    catch_up(world);
    for (size_t a = 0; a < money->layout.accounts; a++)
        money->accounts[a] = (struct account){.rate = money->accounts[a].rate};
    for (size_t i = 0; i < money->layout.accounts * money->layout.years; i++)
        world->outcome->money[i] = 0;
    money->seen = 0;
}

/* --- audit -------------------------------------------------------------------------------------------------------- */

static void audit_staff(const struct world *world)
{
    const struct money *money = world->money;
    size_t cells = world->prepared->team_count * money->layout.grades;
    int64_t *staff = mem_new(cells + money->layout.grades + 1, sizeof *staff), *agency = staff + cells;
    for (size_t i = 0; i < world->worker_count; i++) {
        const struct worker *worker = &world->workers[i];
        if (worker->present && worker->contract == CONTRACT_AGENCY)
            agency[worker->grade] += worker->managed ? 0 : worker->fte;
        else if (worker->present)
            staff[(size_t)worker->team * money->layout.grades + (size_t)worker->grade] += worker->fte;
    }
    if (memcmp(staff, money->staff, cells * sizeof *staff) != 0 ||
        memcmp(agency, money->agency, money->layout.grades * sizeof *agency) != 0)
        world_broken(world, "the FTE that is paid is not that of the workers in post");
    free(staff);
}

void money_audit(const struct world *world)
{
    const struct money *money = world->money;
    if (money == NULL)
        return;
    for (size_t a = 0; a < money->layout.accounts; a++) {
        int64_t total = 0;
        for (size_t y = 0; y < money->layout.years; y++)
            total += *posted(world, a, y);
        if (total != whole(&money->accounts[a]))
            world_broken(world, "money account %zu: %lld pence are posted but %lld are due", a, (long long)total,
                         (long long)whole(&money->accounts[a]));
    }
    audit_staff(world);
}

void money_release(struct world *world)
{
    struct money *money = world->money;
    if (money == NULL)
        return;
    free(money->accounts);
    free(money->turns);
    free(money->basic);
    free(money->basic_rate);
    free(money->factor);
    free(money->award_span);
    free(money->staff);
    free(money->agency);
    free(money->steps);
    free(money->reached);
    free(money->post_share);
    free(money);
    world->money = NULL;
}
