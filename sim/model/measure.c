#include "model/measure.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "engine/tally.h"
#include "model/absence.h"
#include "model/caseload.h"
#include "model/grades.h"
#include "model/leaving.h"
#include "model/money.h"
#include "model/pipeline.h"
#include "model/recruitment.h"
#include "model/response.h"
#include "model/timeliness.h"
#include "model/waiting.h"
#include "model/workforce.h"

/* What one pass over the workers of a team, or of all teams, finds. */
struct look {
    double held, holders, experienced_held, experienced; /* cases and FTE of those who hold at least one */
    double staff, newly_qualified, in_post, agency, effective, managers;
    double in_posts;                    /* FTE, permanent, of grades that hold cases */
    double absent, absent_due, noticed; /* FTE */
    double stretch;                     /* sum over cases held */
    double overload;                    /* cases beyond capacity */
    double co_worked;
    double *caseloads; /* of holders, one for each */
    size_t count;
    double over_aim, over_high, over_extreme;
    double covering; /* FTE of agency that covers vacancies */
    double advertised;
};

struct recorder {
    struct world *world;
    double *values; /* [series] */
};

static void put(const struct recorder *to, enum metric metric, int of, double value)
{
    to->values[metric_series(&to->world->prepared->layout, metric, of)] = value;
}

bool measure_counts(const struct world *world, const struct worker *worker, bool statutory)
{
    const struct plan_grade *grade = grades_of(world, worker->grade);
    return !grade->manages && worker->cases > 0 && (!statutory || grade->social_worker);
}

/* What is the same of a worker for its team and for the service. */
struct seen {
    const struct worker *worker;
    double fte, in_posts, absent, absent_due, stretch, overload;
    bool newly_qualified, experienced;
};

static void add_holder(struct look *look, const struct plan_report *report, const struct seen *seen, double cases,
                       double caseload)
{
    look->held += cases;
    look->holders += seen->fte;
    look->stretch += cases * seen->stretch;
    look->overload += seen->overload;
    look->caseloads[look->count++] = caseload;
    look->over_aim += caseload > report->aim;
    look->over_high += caseload > report->high;
    look->over_extreme += caseload > report->extreme;
    if (seen->experienced) {
        look->experienced_held += cases;
        look->experienced += seen->fte;
    }
}

static void add_staff(struct look *look, const struct seen *seen)
{
    const struct worker *worker = seen->worker;
    look->staff++;
    look->effective += worker->share;
    look->co_worked += (double)worker->co_count;
    if (worker->contract == CONTRACT_AGENCY)
        look->agency += seen->fte;
    else
        look->in_post += seen->fte;
    look->in_posts += seen->in_posts;
    look->absent += seen->absent;
    look->absent_due += seen->absent_due;
    look->noticed += worker->noticed ? seen->fte : 0;
    look->newly_qualified += seen->newly_qualified ? seen->fte : 0;
}

/* The staff of the service are those of its teams. */
static void add_team_staff(struct look *service, const struct look *team)
{
    service->staff += team->staff;
    service->managers += team->managers;
    service->effective += team->effective;
    service->co_worked += team->co_worked;
    service->agency += team->agency;
    service->in_post += team->in_post;
    service->in_posts += team->in_posts;
    service->absent += team->absent;
    service->absent_due += team->absent_due;
    service->noticed += team->noticed;
    service->newly_qualified += team->newly_qualified;
    service->covering += team->covering;
    service->advertised += team->advertised;
}

/* Adds a worker to what is seen of its team, and a case holder to what is seen of the whole service. */
static void look_at_worker(const struct world *world, const struct worker *worker, struct look *team,
                           struct look *service)
{
    const struct plan_grade *grade = grades_of(world, worker->grade);
    const struct plan_report *report = &world->plan->report;
    struct seen seen = {.worker = worker, .fte = worker->fte / 1000.0};
    if (grade->manages) {
        team->managers += seen.fte;
        return;
    }
    seen.in_posts = workforce_in_post(world, worker) ? seen.fte : 0;
    seen.absent = absence_fte(worker);
    seen.absent_due = absence_due(worker);
    seen.newly_qualified = grade->newly_qualified;
    add_staff(team, &seen);
    if (!measure_counts(world, worker, false))
        return;
    seen.stretch = fmin(worker->stretch, 1e6);
    seen.overload = isinf(worker->capacity) ? 0 : fmax(0, worker->load / 1000.0 - worker->capacity);
    seen.experienced = workforce_is_experienced(world, worker);
    add_holder(team, report, &seen, worker->counted, caseload_counted_of(worker));
    /* the statutory figure counts children whatever the team counts */
    if (measure_counts(world, worker, true))
        add_holder(service, report, &seen, worker->cases, caseload_of(worker));
}

static void look_at_team(const struct world *world, const struct prepared_team *team, struct look *look,
                         struct look *service)
{
    for (int u = 0; u < team->units; u++) {
        const struct team_unit *unit = &world->units[team->first_unit + u];
        for (size_t i = 0; i < unit->worker_count; i++)
            look_at_worker(world, &world->workers[unit->workers[i]], look, service);
        look->covering += fmin(unit->agency, fmax(0, unit->posts - unit->permanent));
        look->advertised += recruitment_advertised(world, team->first_unit + u);
    }
    add_team_staff(service, look);
}

static double share(double part, double whole)
{
    return whole > 0 ? part / whole : (double)NAN;
}

static void put_caseloads(const struct recorder *to, int of, struct look *look)
{
    double n = (double)look->count;
    put(to, METRIC_CASELOAD, of, share(look->held, look->holders));
    put(to, METRIC_CASELOAD_EXPERIENCED, of, share(look->experienced_held, look->experienced));
    put(to, METRIC_CASELOAD_MEDIAN, of, tally_select(look->caseloads, look->count, 0.5));
    put(to, METRIC_CASELOAD_P90, of, tally_select(look->caseloads, look->count, 0.9));
    put(to, METRIC_CASELOAD_MAX, of, n > 0 ? gsl_stats_max(look->caseloads, 1, look->count) : (double)NAN);
    put(to, METRIC_OVER_AIM, of, share(look->over_aim, n));
    put(to, METRIC_OVER_HIGH, of, share(look->over_high, n));
    put(to, METRIC_OVER_EXTREME, of, share(look->over_extreme, n));
    put(to, METRIC_HOLDERS, of, look->holders);
    put(to, METRIC_STRETCH, of, share(look->stretch, look->held));
    put(to, METRIC_OVERLOAD, of, look->overload);
}

/* Sums over the alike units of a team, or of all teams. */
struct establishment {
    double posts, managers_missing, taught, untaught;
};

static void add_team(const struct world *world, const struct prepared_team *team, struct establishment *sums)
{
    for (int u = 0; u < team->units; u++) {
        const struct team_unit *unit = &world->units[team->first_unit + u];
        sums->posts += unit->posts;
        sums->managers_missing += fmax(0, workforce_manager_posts(world, unit) - unit->managers);
        sums->taught += unit->teaching_taken;
        sums->untaught += unit->teaching_due - unit->teaching_taken;
    }
}

static void put_staff(const struct recorder *to, int of, const struct look *look, const struct establishment *sums)
{
    double posts = sums->posts;
    put(to, METRIC_MANAGERS, of, look->managers);
    put(to, METRIC_MANAGERS_MISSING, of, sums->managers_missing);
    put(to, METRIC_TEACHING, of, sums->taught);
    put(to, METRIC_TEACHING_UNMET, of, sums->untaught);
    double vacancies = fmax(0, posts - look->in_posts);
    put(to, METRIC_STAFF, of, look->staff);
    put(to, METRIC_IN_POST, of, look->in_post);
    put(to, METRIC_NEWLY_QUALIFIED, of, look->newly_qualified);
    put(to, METRIC_AGENCY, of, look->agency);
    put(to, METRIC_POSTS, of, posts);
    put(to, METRIC_VACANCIES, of, vacancies);
    put(to, METRIC_UNCOVERED, of, fmax(0, vacancies - look->agency));
    put(to, METRIC_AGENCY_SHARE, of, share(look->agency, look->in_post + look->agency));
    put(to, METRIC_VACANCY_RATE, of, share(vacancies, look->in_post + vacancies));
    put(to, METRIC_EFFECTIVE, of, look->effective);
    put(to, METRIC_CO_WORKED, of, look->co_worked);
    put(to, METRIC_TURNOVER, of, leaving_turnover(to->world, of, look->in_post + look->managers));
    put(to, METRIC_UNDER_NOTICE, of, look->noticed);
    put(to, METRIC_ABSENT, of, look->absent);
    put(to, METRIC_ABSENCE_RATE, of, share(look->absent, look->in_post));
    put(to, METRIC_ABSENT_DUE, of, look->absent_due);
    put(to, METRIC_AGENCY_COVERING, of, share(look->covering, look->agency));
    put(to, METRIC_ADVERTISED, of, look->advertised);
}

static void put_counts(const struct recorder *to, int of, const struct counts *counts)
{
    put(to, METRIC_ARRIVALS, of, counts->arrivals);
    put(to, METRIC_CLOSURES, of, counts->closures);
    put(to, METRIC_CHANGES, of, counts->changes);
    put(to, METRIC_STARTERS, of, counts->starters);
    put(to, METRIC_LEAVERS, of, counts->leavers);
    put(to, METRIC_GIVEN_UP, of, counts->given_up);
    put(to, METRIC_TASKS_DUE, of, counts->tasks_due);
    put(to, METRIC_TASKS_LATE, of, counts->tasks_late);
    put(to, METRIC_TASKS_TIMELY, of, share(counts->tasks_due - counts->tasks_late, counts->tasks_due));
    put(to, METRIC_TASK_HOURS, of, counts->task_hours);
    put(to, METRIC_LEAVERS_DUE, of, counts->leavers_due);
    put(to, METRIC_LEFT_COUNCIL, of, counts->to_council);
    put(to, METRIC_LEFT_AGENCY, of, counts->to_agency);
    put(to, METRIC_LEFT_OUT, of, counts->out);
    put(to, METRIC_MOVES, of, counts->moves);
    put(to, METRIC_TIME_TO_FILL, of, share(counts->filled_after, counts->filled));
    put(to, METRIC_CONVERSIONS, of, counts->conversions);
    put(to, METRIC_PROTECTION_PROMISED, of, counts->promised);
    put(to, METRIC_PROTECTION_BROKEN, of, counts->broken);
    put(to, METRIC_SESSIONS_DUE, of, counts->sessions_due);
    put(to, METRIC_SESSIONS_MISSED, of, counts->sessions_missed);
    put(to, METRIC_SUPERVISION_HOURS, of,
        (counts->sessions_due - counts->sessions_missed) * to->world->plan->supervision.hours);
}

/* Open, waiting and longest wait of a team. */
struct team_stock {
    double open, waiting, longest;
};

static struct team_stock stock_of(const struct world *world, int team)
{
    struct team_stock stock = {0};
    const struct prepared_team *prepared = &world->prepared->teams[team];
    for (int i = 0; i < prepared->lanes; i++) {
        stock.open += (double)world->stocks[prepared->stages[i]].open;
        stock.waiting += (double)world->stocks[prepared->stages[i]].waiting;
    }
    for (int u = 0; u < prepared->units; u++)
        stock.longest = fmax(stock.longest, waiting_longest(world, &world->units[prepared->first_unit + u]));
    return stock;
}

static void put_stock(const struct recorder *to, int of, const struct team_stock *stock, const struct look *look)
{
    put(to, METRIC_OPEN_PER_WORKER, of, share(stock->open, look->in_post + look->agency));
    put(to, METRIC_OPEN, of, stock->open);
    put(to, METRIC_HELD, of, stock->open - stock->waiting);
    put(to, METRIC_WAITING, of, stock->waiting);
    put(to, METRIC_LONGEST_WAIT, of, stock->longest);
}

static void put_timeliness(const struct recorder *to, int stage)
{
    bool limited = to->world->prepared->stages[stage].plan->limit.given;
    struct timely *timely = &to->world->timely[stage];
    put(to, METRIC_STAGE_ON_TIME, stage, limited ? timely->on_time : (double)NAN);
    put(to, METRIC_STAGE_LATE, stage, limited ? timely->late : (double)NAN);
    put(to, METRIC_STAGE_TIMELY, stage, share(timely->on_time, timely->on_time + timely->late));
    put(to, METRIC_STAGE_OVERDUE, stage, limited ? timeliness_overdue(to->world, stage) : (double)NAN);
    *timely = (struct timely){0};
}

static void measure_stages(const struct recorder *to)
{
    struct world *world = to->world;
    for (size_t s = 0; s < world->prepared->stage_count; s++) {
        const struct prepared_stage *stage = &world->prepared->stages[s];
        double entered = world->flow[stage->first_flow + FLOW_ENTERED];
        double open = (double)world->stocks[s].open;
        double left = world->flow[stage->first_flow + FLOW_OPENING] + entered - open;
        put(to, METRIC_STAGE_OPEN, (int)s, open);
        put(to, METRIC_STAGE_WAITING, (int)s, (double)world->stocks[s].waiting);
        put(to, METRIC_STAGE_ENTERED, (int)s, entered - world->stage_entered[s]);
        put(to, METRIC_STAGE_LEFT, (int)s, left - world->stage_left[s]);
        put_timeliness(to, (int)s);
        world->stage_entered[s] = entered;
        world->stage_left[s] = left;
    }
}

static void add_counts(struct counts *into, const struct counts *from)
{
    into->arrivals += from->arrivals;
    into->closures += from->closures;
    into->changes += from->changes;
    into->starters += from->starters;
    into->leavers += from->leavers;
    into->given_up += from->given_up;
    into->tasks_due += from->tasks_due;
    into->tasks_late += from->tasks_late;
    into->task_hours += from->task_hours;
    into->leavers_due += from->leavers_due;
    into->to_council += from->to_council;
    into->to_agency += from->to_agency;
    into->out += from->out;
    into->moves += from->moves;
    into->offers += from->offers;
    into->refusals += from->refusals;
    into->withdrawals += from->withdrawals;
    into->conversions += from->conversions;
    into->filled += from->filled;
    into->filled_after += from->filled_after;
    into->promised += from->promised;
    into->broken += from->broken;
    into->sessions_due += from->sessions_due;
    into->sessions_missed += from->sessions_missed;
}

static void measure_teams(const struct recorder *to)
{
    struct world *world = to->world;
    struct look all = {.caseloads = world->scratch + world->worker_count};
    struct team_stock all_stock = {0};
    struct establishment whole = {0};
    for (size_t t = 0; t < world->prepared->team_count; t++) {
        const struct prepared_team *team = &world->prepared->teams[t];
        struct look look = {.caseloads = world->scratch};
        struct team_stock stock = stock_of(world, (int)t);
        struct establishment sums = {0};
        add_team(world, team, &sums);
        add_team(world, team, &whole);
        look_at_team(world, team, &look, &all);
        put_caseloads(to, (int)t, &look);
        put_staff(to, (int)t, &look, &sums);
        put_stock(to, (int)t, &stock, &look);
        put_counts(to, (int)t, &world->counts[1 + t]);
        add_counts(&world->counts[0], &world->counts[1 + t]);
        all_stock.open += stock.open;
        all_stock.waiting += stock.waiting;
        all_stock.longest = fmax(all_stock.longest, stock.longest);
    }
    put_caseloads(to, METRIC_SERVICE, &all);
    put_staff(to, METRIC_SERVICE, &all, &whole);
    put_stock(to, METRIC_SERVICE, &all_stock, &all);
    put_counts(to, METRIC_SERVICE, &world->counts[0]);
}

static void measure_grades(const struct recorder *to)
{
    const struct world *world = to->world;
    size_t grades = world->plan->workforce.grades.count;
    double *fte = mem_new(2 * grades + 1, sizeof *fte), *staff = fte + grades;
    for (size_t i = 0; i < world->worker_count; i++) {
        const struct worker *worker = &world->workers[i];
        fte[worker->grade] += worker->present ? worker->fte / 1000.0 : 0;
        staff[worker->grade] += worker->present;
    }
    for (size_t g = 0; g < grades; g++) {
        put(to, METRIC_GRADE_STAFF, (int)g, staff[g]);
        put(to, METRIC_GRADE_FTE, (int)g, fte[g]);
    }
    free(fte);
}

static void measure_pipelines(const struct recorder *to)
{
    const struct world *world = to->world;
    size_t count = world->plan->pipelines.count;
    double *net = mem_new(2 * (1 + count), sizeof *net), *graduates = net + 1 + count;
    pipeline_net(world, net);
    for (size_t i = 0; i < world->worker_count; i++)
        if (world->workers[i].present && world->workers[i].graduate) {
            graduates[0]++;
            graduates[1 + pipeline_of_worker(world, &world->workers[i])]++;
        }
    for (size_t p = 0; p <= count; p++) {
        int of = (int)p + METRIC_SERVICE;
        put(to, METRIC_TRAINEES, of, (double)(p == 0 ? world->trainees : world->training[p - 1]));
        put(to, METRIC_GRADUATES, of, graduates[p]);
        put(to, METRIC_PIPELINE_NET, of, net[p]);
    }
    free(net);
}

void measure_world(struct world *world, double *values)
{
    struct recorder to = {world, values};
    mem_grow(&world->scratch, &world->scratch_capacity, 2 * world->worker_count + 1, sizeof *world->scratch);
    measure_stages(&to);
    measure_teams(&to);
    measure_grades(&to);
    put(&to, METRIC_REFERRALS, METRIC_SERVICE, world->referrals);
    put(&to, METRIC_RETURNS, METRIC_SERVICE, world->returns);
    put(&to, METRIC_UNMET_NEED, METRIC_SERVICE, world->unmet);
    put(&to, METRIC_TURNED_AWAY, METRIC_SERVICE, world->turned_away);
    put(&to, METRIC_OFFERS, METRIC_SERVICE, world->counts[0].offers);
    put(&to, METRIC_REFUSALS, METRIC_SERVICE, world->counts[0].refusals);
    put(&to, METRIC_WITHDRAWALS, METRIC_SERVICE, world->counts[0].withdrawals);
    measure_pipelines(&to);
    double lately, to_date;
    money_look(world, &lately, &to_date);
    put(&to, METRIC_RESPONSE_SEATS, METRIC_SERVICE, response_all_seats(world));
    put(&to, METRIC_RESPONSE_PUSH, METRIC_SERVICE, response_push(world));
    put(&to, METRIC_SPEND_WEEK, METRIC_SERVICE, lately);
    put(&to, METRIC_SPEND_TO_DATE, METRIC_SERVICE, to_date);
    world->referrals = world->returns = world->turned_away = 0;
    memset(world->counts, 0, (1 + world->prepared->team_count) * sizeof *world->counts);
}
