/* The plan: a scenario as the model reads it.
 *
 * One struct a section, filled from the scenario through the rows in plan_*.c; the member names are the keys. A plan is
 * immutable during a replication. To add a parameter: one member here, one row in the section's plan_*.c. What follows
 * from the parameters by calculation (flows, nominal durations, streams) is in prepared.h, never here.
 *
 * Units: weeks, per week, cases, FTE, plain shares. INFINITY stands for `none` where a row allows it, NAN for absent. */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/calendar.h"
#include "model/plan_statement.h"
#include "model/plan_target.h"
#include "scenario/param.h"

enum plan_inputs { INPUTS_DRAWN, INPUTS_LIKELY };
enum plan_calendar { CALENDAR_ENGLAND, CALENDAR_NONE };

struct plan_holiday { /* a day on which the council is closed, beside weekends and bank holidays */
    struct named named;
    calendar_day date;
};

struct plan_clock {
    bool given;
    struct map holidays; /* plan_holiday */
    calendar_day start;
    double length;
    double warm_up;
    double cool_down; /* waits and stays of cases that enter in the last cool_down weeks are not counted */
    double sample;    /* weeks between samples */
    int64_t runs;
    int64_t seed;
    int inputs;
    int64_t per_draw; /* replications that share one draw of the uncertain inputs */
    int calendar;
};

/* Samples of a run: the first at the end of the warm-up, then one every `sample` weeks. Lengths that are whole multiples of
 * the step must not lose their last sample to rounding. */
static inline size_t plan_samples(const struct plan_clock *clock)
{
    return (size_t)floor((clock->length - clock->warm_up) / clock->sample + 1e-9) + 1;
}

struct plan_wave {
    bool given;
    double size;   /* share of the base rate */
    double period; /* weeks */
    double peak;   /* weeks from the start to the first peak */
};

struct plan_drift {
    bool given;
    double spread; /* sd of the log rate in the long run */
    double memory; /* weeks in which the correlation falls to 1/e */
};

enum plan_siblings { SIBLINGS_APART, SIBLINGS_TOGETHER };

struct plan_source {
    struct named named;
    struct ref enters;
    double rate; /* children a week */
    struct law_param family_size;
    struct plan_drift drift;
    double dispersion; /* weekly variance / mean given the drift; NAN: siblings alone */
    struct pairs months;
    struct plan_wave wave;
    double trend;         /* growth a week, as a hazard: rate x exp(trend t) */
    double marginal_need; /* m: share in need goes as exp((m - 1) drift) */
    int64_t priority;     /* lowest first */
    int siblings;
};

struct plan_shock {
    struct named named;
    struct ref source;
    double from, to; /* weeks */
    double adds;     /* children, within [from, to) */
    double factor;   /* on the rate within [from, to) */
};

struct plan_demand {
    bool given;
    struct map sources; /* plan_source */
    struct map shocks;  /* plan_shock */
    bool past_closures_return;
};

struct plan_give_up {
    bool given;
    struct law_param after;
    struct ref to;
};

enum plan_limit_from { LIMIT_FROM_STAGE, LIMIT_FROM_REFERRAL };

struct plan_limit { /* statutory */
    bool given;
    double within; /* weeks; counted in working days, 5 a week */
    int from;
    struct ref since; /* stage whose entry it counts from instead; index -1: none */
};

struct plan_escalation {
    bool given;
    struct ref to;   /* to pathway|exits */
    double rate;     /* hazard a week, while held */
    double overload; /* rate x (1 + overload (stretch - 1)) */
};

struct plan_co_worker {
    bool given;
    struct ref team;
    struct law_param after; /* time in the stage */
    double weight;          /* cases */
};

struct plan_stage {
    struct named named;
    struct ref team; /* index -1: no team, a delay */
    struct law_param takes;
    double hands_on;
    double weight; /* cases that one case counts for */
    int64_t priority;
    double opening; /* open cases on the first day */
    double balance; /* factor on a derived nominal duration: what the opening balance may be out by */
    struct plan_give_up gives_up;
    struct pairs then;            /* to pathway|exits */
    struct law_param family_size; /* of opening cases, for teams that count families */
    struct plan_limit limit;
    struct plan_escalation escalates;
    struct plan_co_worker co_worker;
};

struct plan_task {
    struct named named;
    struct pairs stages;    /* stage -> share of times that it is needed */
    double first, every;    /* weeks in the stage; NAN: once */
    double limit;           /* weeks */
    struct law_param takes; /* at nominal pace; not given: uniform up to the limit */
    double hours;
};

struct plan_wrong {
    bool given;
    double share;   /* of those who leave here, who should not have */
    double returns; /* of those, who come back */
    struct law_param after;
    double heavier; /* factor on the case weight while they are back */
};

struct plan_exit {
    struct named named;
    double returns; /* chance of ever coming back */
    struct law_param after;
    struct ref enters; /* stage */
    double overload;   /* chance x (1 + overload (stretch - 1)) */
    bool in_need;      /* false: leaving here means that no need was found */
    struct plan_wrong wrong;
};

struct plan_posts { /* FTE; the establishment is the sum */
    bool given;
    double funded;        /* in the base budget */
    double growth;        /* beyond it: the whole cost is new */
    double supernumerary; /* beyond it and temporary, such as places for newly qualified workers */
    struct pairs grades;  /* grade -> share, for the budget; empty: as the permanent staff of the first day */
};

static inline double plan_posts_total(const struct plan_posts *posts)
{
    return posts->funded + posts->growth + posts->supernumerary;
}

struct plan_group { /* staff in post on the first day */
    struct named named;
    struct ref grade;
    int contract;
    double fte;
    double each;         /* FTE of one worker; the last gets what is left */
    struct pairs tenure; /* band -> share */
    double leaving;      /* hazard a week in place of workforce.leaving.rate; NAN: as everybody */
};

enum plan_contract { CONTRACT_PERMANENT, CONTRACT_FIXED_TERM, CONTRACT_AGENCY, CONTRACT_COUNT };

struct plan_attached { /* adult workers beside the team, as in family safeguarding */
    bool given;
    double posts, fte;
    double shorter;       /* of nominal durations, with every post filled */
    double fewer_returns; /* of returns, with every post filled */
};

enum plan_team_unit { TEAM_COUNTS_CHILDREN, TEAM_COUNTS_FAMILIES };

struct plan_team {
    struct named named;
    int unit;      /* what its loads and caseloads count */
    int64_t teams; /* how many alike */
    struct plan_posts posts;
    double managers; /* FTE of managers' posts, beside `posts` */
    double capacity; /* K: cases a full-time experienced worker keeps moving; INFINITY: never slows */
    double cap;      /* cases a full-time worker may hold at most; INFINITY: none */
    int rule;
    double evenness;
    double opening_spread; /* cv of the opening loads */
    double waiting_limit;  /* cases; INFINITY: none */
    struct ref diverts_to; /* exit */
    struct plan_attached attached;
    struct map staff; /* plan_group */
};

enum plan_rule { RULE_LEAST_LOADED, RULE_ROTA, RULE_RANDOM };

struct plan_protected { /* a promise of a lighter load, and how often it is kept */
    bool given;
    double load;       /* share of an experienced worker's capacity, by FTE */
    double compliance; /* share of allocations above the promise that it stops */
};

struct plan_becomes {
    bool given;
    struct ref grade;
    double after; /* weeks in the grade */
};

struct plan_grade {
    struct named named;
    bool social_worker; /* counts in the statutory caseload */
    bool newly_qualified;
    bool holds_cases;   /* and so takes a case-holding post; grades_holds_cases() tells */
    bool manages;       /* holds no cases; fills the managers' posts */
    double capacity;    /* factor on K */
    double cap;         /* cases, INFINITY: the team's */
    double leaving;     /* multiplier before normalisation */
    struct pairs ramp;  /* tenure -> share of full capacity */
    struct pairs leads; /* stage -> 1; empty: all */
    double training;    /* share of capacity */
    struct plan_protected protected;
    struct plan_becomes becomes;
    double assessor_load; /* share of an experienced worker's capacity that one of the grade takes from colleagues */
};

enum plan_leaving_form { LEAVING_EXPONENTIAL, LEAVING_LINEAR };
enum plan_leaving_basis { LEAVING_WORKER, LEAVING_TEAM };

struct plan_destinations { /* shares of leavers */
    bool given;
    double council, agency, out;
};

struct plan_leaving {
    bool given;
    double rate;                 /* hazard a week */
    struct pairs rates;          /* band -> hazard a week, in place of rate */
    struct law_param tenure_law; /* completed length of service, in place of rate */
    int form;
    int basis;
    double per_case; /* b */
    double reference;
    double smoothing;    /* weeks */
    double least, most;  /* bounds of the caseload factor */
    struct pairs tenure; /* band -> multiplier */
    bool normalise;      /* multipliers average 1 on the opening staff */
    double notice;       /* weeks from giving notice to going */
    bool recruit_at_notice;
    struct plan_destinations destinations;
};

struct plan_absence {
    bool given;
    bool lost_time;  /* whether the next three take capacity */
    double base;     /* share of time lost to short spells at or below `above` cases */
    double per_case; /* more of it for each case above */
    double above;
    double long_leave; /* hazard a week of a long spell */
    struct law_param lasts;
    double hand_over_after;    /* weeks away; INFINITY: never */
    bool cover;                /* agency may cover long leave */
    struct pairs annual_leave; /* length of service -> days a year; empty: as ordinary */
    double ordinary_leave;     /* days a year that capacity is net of */
};

struct plan_move { /* promotion, demotion, transfer */
    struct named named;
    struct ref from, to; /* grades */
    struct ref team;     /* index -1: everywhere */
    struct ref to_team;  /* index -1: stays in its team */
    double rate;         /* hazard a week */
};

struct plan_round_grade { /* what becomes of a grade in a round; named by the grade */
    struct named named;
    struct pairs to; /* grade -> share */
    double leave;    /* share */
};

struct plan_round {
    struct named named;
    double on;              /* weeks since the start */
    double every;           /* weeks; NAN: once */
    struct map grades;      /* plan_round_grade */
    struct ref replaced_in; /* grade; index -1: leavers are not replaced */
};

struct plan_workforce {
    bool given;
    struct plan_leaving leaving;
    struct plan_absence absence;
    struct map moves;          /* plan_move */
    struct map rounds;         /* plan_round */
    struct map grades;         /* plan_grade */
    struct law_param handover; /* nominal weeks a case loses when its worker changes */
    double teaching_limit;     /* share of a practice educator's or assessor's capacity, at most */
};

enum plan_channel_kind { CHANNEL_MARKET, CHANNEL_PER_VACANCY };

struct plan_channel {
    struct named named;
    int kind;
    struct ref grade;
    struct pairs teams;         /* which teams, with weights; none: every team with posts */
    double candidates;          /* appointable candidates a week (market) */
    double accept;              /* chance that an offer is accepted */
    struct law_param lead_time; /* from the candidate (market) or the vacancy (per vacancy) to the first day */
    double at_once;             /* vacancies worked on together (per vacancy) */
    bool above_posts;
    bool opening_pipeline; /* candidates of before the first day are already on their way */
    struct pairs months;   /* factors on the candidates (market) */
    double withdraws;      /* chance of withdrawing between acceptance and the first day */
    struct ref shares;     /* market whose candidates it considers after that one; index -1: its own */
};

struct plan_campaign {
    struct named named;
    struct ref channel; /* index -1: every market */
    double from, lasts;
    double raises; /* share by which candidates rise; campaigns at one time add up */
};

struct plan_walkout { /* agency workers go together */
    struct named named;
    double date;
    double share;
    struct pairs teams; /* team -> share, in place of `share`; none: every team */
};

struct plan_withdrawal { /* of a supplier: some go, and no seat is filled for a time */
    struct named named;
    double from, to;
    double share;
    struct pairs teams;
};

struct plan_notice {
    struct named named;
    double date;
    double to; /* weeks of notice from then on */
};

struct plan_managed_team {
    struct named named;
    struct ref team, grade;
    double from, to;         /* weeks; to NAN: until the end */
    double workers, manager; /* FTE */
    double cases;            /* block taken over on arrival */
    double price;            /* pence a week for all of it */
};

struct plan_agency {
    bool given;
    struct ref grade;
    struct law_param start;      /* from order to first day */
    struct law_param assignment; /* how long one stays */
    double notice;               /* a replacement is ordered when notice is given */
    bool above_posts;
    struct pairs ramp;         /* tenure -> share of full capacity */
    struct pairs seats;        /* team -> FTE */
    struct pairs cover;        /* team -> share of the establishment that staff and agency together may fill */
    double converts;           /* hazard a week of becoming permanent, while the team has a vacancy */
    struct map shocks;         /* plan_walkout */
    struct map withdrawals;    /* plan_withdrawal */
    struct map notice_changes; /* plan_notice */
};

struct plan_pipeline {
    struct named named;
    double first;   /* weeks since the start */
    double every;   /* weeks; NAN: one class only */
    double classes; /* INFINITY: until the end */
    int64_t size;
    struct law_param lasts;
    double completes; /* chance of finishing */
    double drop_out;  /* hazard a week during the course, beside `completes` */
    struct ref grade;
    struct pairs teams; /* team -> share of graduates */
    bool above_posts;
    double leaving;       /* hazard a week once graduated; NAN: as everybody */
    double cost;          /* pence a week, from the first class to the end of the last */
    double cost_per_head; /* pence, on the first day of whoever starts */
    double educator_load; /* share of an experienced worker's capacity that a trainee takes */
    double bond;          /* weeks after graduation */
    double bond_leaving;  /* multiplier on the leaving rate during the bond */
};

struct plan_supervision {
    bool given;
    double span;                  /* workers whom a full-time manager can see as often as promised */
    double hours;                 /* of a session */
    double every;                 /* weeks */
    struct pairs newly_qualified; /* time in the grade -> weeks between sessions */
    double decision_delay;        /* share of the hands-on pace that is lost where every manager's post is empty */
};

struct plan_lever {
    struct named named;
    double starts, approval; /* weeks */
    double ramp;             /* weeks over which the effect grows */
    double ends;             /* INFINITY: never */
    double effect;           /* how much of what it says comes about: 1, all of it */
    struct settings set, scale, add, cap, floor;
    double cost;    /* pence a week while it acts */
    double one_off; /* pence on the day it begins to act */
};

struct plan_award {
    struct named named;
    double date; /* when it is settled and paid */
    double rise;
    double backdated_to; /* when it counts from; NAN: the same day */
    double budgeted;     /* rise that the base budget allows for; NAN: all of it */
};

struct plan_increments {
    bool given;
    struct pairs each; /* grade -> pence a week for each completed year of service */
    double most;
    double budgeted; /* increments of a post in the base budget */
};

struct plan_on_cost_change {
    struct named named;
    double date;
    double to; /* share of pay */
};

struct plan_supplement {
    bool given;
    double amount;      /* pence a week for a full-time worker */
    double from, to;    /* NAN: from the first day, to the end */
    struct pairs teams; /* share of the amount; empty: all of it to all of them */
    struct pairs grades;
};

struct plan_agency_price {
    bool given;
    struct pairs charge; /* grade -> pence a week */
    struct pairs hourly; /* grade -> pence an hour */
    double hours;        /* charged for a full-time week */
};

struct plan_recruitment_price {
    bool given;
    double appointment, placement; /* pence */
};

struct plan_one_off {
    struct named named;
    double date;
    double cost; /* pence */
};

struct plan_package {
    struct named named;
    double cost;     /* pence a week */
    double from, to; /* NAN: from the first day, to the end */
};

enum plan_funding_kind { FUNDING_BASE, FUNDING_GRANT, FUNDING_RESERVE };

struct plan_funding {
    struct named named;
    int kind;
    double amount;   /* pence in all; NAN: see per_year */
    double per_year; /* pence a week */
    double from, to; /* NAN: from the first day, to the end */
};

struct plan_money {
    bool given;
    struct pairs pay; /* grade -> pence a week */
    struct plan_increments increments;
    struct map awards;          /* plan_award */
    double on_costs;            /* share of pay and supplement */
    struct map on_cost_changes; /* plan_on_cost_change */
    struct plan_supplement supplement;
    struct plan_agency_price agency;
    struct plan_recruitment_price recruitment;
    struct map one_off;    /* plan_one_off */
    struct map packages;   /* plan_package */
    double vacancy_factor; /* share of the cost of funded posts that the base budget leaves out */
    struct map funding;    /* plan_funding */
};

struct plan_response { /* of managers to high caseloads */
    bool given;
    double review;       /* weeks between reviews */
    double reference;    /* cases a social worker */
    double agency;       /* share of posts a year for each case above */
    double push;         /* share by which work gets shorter for each case above */
    struct pairs stages; /* stage -> how much of the push */
    double returns;
    double limit; /* share */
};

struct plan_report {
    bool given;
    double aim, high, extreme; /* cases a worker: the levels counted */
    int64_t waits;             /* how many waits are kept in order of arrival, each stage */
    struct pairs waits_over;   /* PAIR_DURATION keys */
};

struct plan_event { /* a dated label on the charts; changes nothing */
    struct named named;
    double date; /* weeks */
    const char *detail;
};

struct plan_figure { /* where a figure came from; named by its dotted path */
    struct named named;
    const char *from;
    const char *grade; /* A, A-, B, S, C, D; absent: not graded */
    const char *note;
};

/* Flows that must cancel, in every replication: names such as "assessment.entered", "assessment.not-in-need". */
struct plan_identity {
    struct named named;
    struct pairs terms;
};

struct plan_history {
    bool given;
    const char *file; /* see history.h */
};

struct plan {
    int64_t schema;
    const char *name;
    const char *title;
    const char *notice;
    struct plan_clock clock;
    struct plan_demand demand;
    struct map pathway; /* plan_stage */
    struct map exits;   /* plan_exit */
    struct map teams;   /* plan_team */
    struct map tasks;   /* plan_task */
    struct plan_workforce workforce;
    struct map recruitment;   /* plan_channel */
    struct map campaigns;     /* plan_campaign */
    struct map managed_teams; /* plan_managed_team */
    struct plan_agency agency;
    struct map pipelines; /* plan_pipeline */
    struct plan_response response;
    struct plan_money money;
    struct plan_supervision supervision;
    struct map targets; /* plan_target */
    struct map levers;  /* plan_lever */
    struct map events;  /* plan_event */
    struct plan_report report;
    struct plan_history history;
    struct plan_statement statement;
    struct map identities; /* plan_identity */
    struct map sources;    /* plan_figure */
};

/* The rows of everything: the root table; and of `sources`, which comparisons have too. */
extern const struct param_table plan_table, plan_figure_table;

#define plan_items(map, type) ((type *)(map).items)

#endif
