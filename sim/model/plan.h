/* The plan: a scenario as the model reads it.
 *
 * One struct a section, filled from the scenario through the rows in plan_*.c; the member names are the keys. A plan is
 * immutable during a replication. To add a parameter: one member here, one row in the section's plan_*.c. What follows
 * from the parameters by calculation (flows, nominal durations, streams) is in prepared.h, never here.
 *
 * Units: weeks, per week, cases, FTE, plain shares. INFINITY stands for `none` where a row allows it, NAN for absent. */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/calendar.h"
#include "scenario/param.h"

enum plan_inputs { INPUTS_DRAWN, INPUTS_LIKELY };
enum plan_calendar { CALENDAR_ENGLAND, CALENDAR_NONE };

struct plan_clock {
    bool given;
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
    double from, to;  /* weeks */
    double adds;      /* children, within [from, to) */
    double factor;    /* on the rate within [from, to) */
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
    struct pairs then; /* to pathway|exits */
};

struct plan_exit {
    struct named named;
    double returns;        /* chance of ever coming back */
    struct law_param after;
    struct ref enters;     /* stage */
    double overload;       /* chance x (1 + overload (stretch - 1)) */
    bool in_need;          /* false: leaving here means that no need was found */
};

struct plan_posts {
    bool given;
    double funded;
};

struct plan_group { /* staff in post on the first day */
    struct named named;
    struct ref grade;
    int contract;
    double fte;
    double each;          /* FTE of one worker; the last gets what is left */
    struct pairs tenure;  /* band -> share */
};

enum plan_contract { CONTRACT_PERMANENT, CONTRACT_FIXED_TERM, CONTRACT_AGENCY, CONTRACT_COUNT };

struct plan_team {
    struct named named;
    int64_t teams;  /* how many alike */
    struct plan_posts posts;
    double managers; /* FTE of managers' posts, beside `posts` */
    double capacity; /* K: cases a full-time experienced worker keeps moving; INFINITY: never slows */
    double cap;      /* cases a full-time worker may hold at most; INFINITY: none */
    int rule;
    double evenness;
    double opening_spread; /* cv of the opening loads */
    double waiting_limit;  /* cases; INFINITY: none */
    struct ref diverts_to; /* exit */
    struct map staff;      /* plan_group */
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
    bool social_worker;    /* counts in the statutory caseload */
    bool newly_qualified;
    bool holds_cases;
    bool manages;          /* holds no cases; fills the managers' posts */
    double capacity;       /* factor on K */
    double cap;            /* cases, INFINITY: the team's */
    double leaving;        /* multiplier before normalisation */
    struct pairs ramp;     /* tenure -> share of full capacity */
    struct plan_protected protected;
    struct plan_becomes becomes;
    double assessor_load;  /* share of an experienced worker's capacity that one of the grade takes from colleagues */
};

struct plan_leaving {
    bool given;
    double rate;     /* hazard a week */
    double per_case; /* b */
    double reference;
    double smoothing; /* weeks */
    double least, most; /* bounds of the caseload factor */
    struct pairs tenure; /* band -> multiplier */
    bool normalise;   /* multipliers average 1 on the opening staff */
};

struct plan_workforce {
    bool given;
    struct plan_leaving leaving;
    struct map grades;         /* plan_grade */
    struct law_param handover; /* nominal weeks a case loses when its worker changes */
    double teaching_limit;     /* share of a practice educator's or assessor's capacity, at most */
};

enum plan_channel_kind { CHANNEL_MARKET, CHANNEL_PER_VACANCY };

struct plan_channel {
    struct named named;
    int kind;
    struct ref grade;
    struct pairs teams;   /* which teams, with weights; none: every team with posts */
    double candidates;    /* appointable candidates a week (market) */
    double accept;        /* chance that an offer is accepted */
    struct law_param lead_time; /* from the candidate (market) or the vacancy (per vacancy) to the first day */
    double at_once;       /* vacancies worked on together (per vacancy) */
    bool above_posts;
    bool opening_pipeline; /* candidates of before the first day are already on their way */
};

struct plan_agency {
    bool given;
    struct ref grade;
    struct law_param start;      /* from order to first day */
    struct law_param assignment; /* how long one stays */
    double notice;               /* a replacement is ordered when notice is given */
    bool above_posts;
    struct pairs ramp;           /* tenure -> share of full capacity */
    struct pairs seats;          /* team -> FTE */
    struct pairs cover;          /* team -> share of the establishment that staff and agency together may fill */
};

struct plan_pipeline {
    struct named named;
    double first; /* weeks since the start */
    double every; /* weeks; NAN: one class only */
    double classes; /* INFINITY: until the end */
    int64_t size;
    struct law_param lasts;
    double completes; /* chance of finishing */
    double drop_out;  /* hazard a week during the course, beside `completes` */
    struct ref grade;
    struct pairs teams; /* team -> share of graduates */
    bool above_posts;
    double educator_load; /* share of an experienced worker's capacity that a trainee takes */
    double leaving;       /* multiplier on the leaving rate of graduates */
    double bond;          /* weeks after graduation */
    double bond_leaving;  /* multiplier on it during the bond */
};

struct plan_supervision {
    bool given;
    double span;     /* workers whom a full-time manager can see as often as promised */
    double hours;    /* of a session */
    double every;    /* weeks */
    struct pairs newly_qualified; /* time in the grade -> weeks between sessions */
    double decision_delay; /* share of the hands-on pace that is lost where every manager's post is empty */
};

enum plan_statistic { STATISTIC_MEAN, STATISTIC_MEDIAN, STATISTIC_P90, STATISTIC_MAX };

struct plan_target {
    struct named named;
    const char *measure;  /* a metric's name */
    int statistic;        /* of `caseload` over workers */
    struct ref team;      /* teams; index -1: the service */
    struct ref stage;
    double at_most, at_least; /* one of them; the other NAN */
    double by;            /* weeks; NAN: with share_of_time */
    double hold;          /* weeks it must have held up to and including `by` */
    double from;          /* start of the window for share_of_time */
    bool share_of_time;   /* judge the share of sampled times in [from, by] instead of the state at `by` */
    double waiting_limit; /* weeks; not met when a child has waited longer */
};

struct plan_lever {
    struct named named;
    double starts, approval; /* weeks */
    double ramp;             /* weeks over which the effect grows */
    double ends;             /* INFINITY: never */
    struct settings set, scale, add, cap, floor;
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
    struct plan_workforce workforce;
    struct map recruitment; /* plan_channel */
    struct plan_agency agency;
    struct map pipelines; /* plan_pipeline */
    struct plan_supervision supervision;
    struct map targets;   /* plan_target */
    struct map levers;    /* plan_lever */
    struct map events;    /* plan_event */
    struct plan_report report;
    struct map identities; /* plan_identity */
    struct map sources;    /* plan_figure */
};

/* The rows of everything: the root table. */
extern const struct param_table plan_table;

#define plan_items(map, type) ((type *)(map).items)

#endif
