/* Prepared: what follows from a plan by calculation, once, before any replication. Shared and read-only while running.
 *
 * Streams of random numbers, routes as cumulative shares, the flows of the opening balance, nominal durations derived from
 * observed ones, and each team's stability figures. Reports read it to show how numbers were derived. */
#ifndef MODEL_PREPARED_H
#define MODEL_PREPARED_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/mem.h"
#include "engine/rng.h"
#include "model/lever.h"
#include "model/metric.h"
#include "model/plan.h"

/* Draws that a case makes at a stage visit, each with a stream of its own. */
enum case_draw {
    CASE_DURATION,   /* nominal duration */
    CASE_ROUTE,      /* where next */
    CASE_RETURN,     /* whether it comes back; and when (block 1) */
    CASE_PATIENCE,   /* how long it waits for a worker */
    CASE_HANDOVER,   /* time lost at a change of worker, block = number of changes in the visit */
    CASE_LOTTERY,    /* which worker: a lot for each; whether allocation follows the rule: a lot of its own */
    CASE_TEAM,       /* which of several alike teams: a lot for each */
    CASE_AGE,        /* of opening cases: how long they have been in the stage */
    CASE_ESCALATE,   /* when a held case escalates */
    CASE_CO_WORKER,  /* from when it has a co-worker */
    CASE_TASK,       /* whether a task is needed (even blocks) and how long it takes (odd ones) */
    CASE_WRONG,      /* whether it leaves wrongly; whether it comes back (block 1); when (block 2) */
    CASE_PROTECTION, /* whether a promised load holds: block = the worker's number */
    CASE_DRAWS
};

/* Where children come from: sources, shocks, opening books and closures of before the first day. */
enum origin_kind { ORIGIN_SOURCE, ORIGIN_SHOCK, ORIGIN_OPENING, ORIGIN_PAST };
struct origin {
    enum origin_kind kind;
    int index;        /* source, shock, stage or exit in the plan */
    const char *name; /* for traces: "community", "opening-assessment" */
    uint32_t points;  /* stream of arrival points: gap and height */
    uint32_t family;  /* stream of family sizes */
    uint32_t week;    /* stream of weekly factors */
    uint32_t drift;   /* stream of drift innovations */
    uint32_t *draws;  /* [place in its strand][CASE_DRAWS] */
};

/* Where workers come from. */
enum worker_origin_kind { WORKER_GROUP, WORKER_CHANNEL, WORKER_AGENCY, WORKER_PIPELINE, WORKER_ROUND, WORKER_MANAGED };
struct worker_origin {
    enum worker_origin_kind kind;
    int team;         /* group, agency, managed */
    int index;        /* group in the team, channel, pipeline, round, managed team */
    const char *name; /* for traces: "assessment-settled", "experienced", "agency-assessment", "academy" */
    uint32_t points;  /* market: arrival points */
    uint32_t accept;  /* offer accepted; course completed */
    uint32_t lead;    /* lead time, agency start, course length; tenure (group) */
    uint32_t leaving; /* threshold of the integrated hazard; length of assignment */
    uint32_t choice;  /* which team: block = the team's ordinal */
    uint32_t load;    /* opening load */
    uint32_t absence; /* away at the opening: block 0, for how long: 1; spell n begins: 2 + 2n, its length: 3 + 2n */
    uint32_t destination; /* of a leaver */
    uint32_t *moves;      /* [move] when: block = week and moves made */
    uint32_t *rounds;     /* [round] what becomes of it: block = how many rounds before */
    uint32_t withdraws;   /* whether somebody appointed withdraws; and when (block 1) */
    uint32_t converts;    /* threshold of the hazard of becoming permanent; of leaving after that (block 1) */
    uint32_t drop_out;    /* time at which a trainee gives up */
    uint32_t *vacancy;    /* per-vacancy channels: [team] stream of lead times */
};

struct route {
    double share;
    int stage; /* -1: an exit */
    int exit;  /* -1: a stage */
    bool in_need;
    const char *name;
};

/* A task that is due in a stage. */
struct stage_task {
    const struct plan_task *task;
    double share;
    uint32_t block; /* first of its random numbers */
    int index;
};

struct prepared_stage {
    const struct plan_stage *plan;
    int team;             /* -1: a delay */
    int lane;             /* its place among the team's stages */
    int strand;           /* the first of the stages that hang together with it; strand.c */
    size_t place;         /* its own among them */
    struct law takes;     /* nominal */
    struct law unlevered; /* nominal without levers, ready for residuals */
    struct law stated;    /* as the plan says at its likely values, ready for residuals; spares making tables anew */
    int32_t weight;       /* thousandths of a case */
    double per_family;    /* children a case of the team's counting stands for */
    struct route *routes;
    size_t route_count;
    bool *levered;        /* [route] a lever moves this share; the others give way */
    double derived;       /* factor from the stated to the nominal law: pace and handover of the opening load */
    bool sorts_need;      /* some route leads to an exit that is not in need */
    double in_need_share; /* total share of routes in need */
    size_t first_flow;    /* in the list of flows */
    struct stage_task *tasks;
    size_t task_count;
    size_t escalation; /* route that escalating cases take */
    double escaped;    /* share that escalates, at the opening load */
    /* the opening balance */
    double arrivals; /* cases a week that enter, sources and returns together */
    double stay;     /* weeks at the opening load: observed, or nominal stretched */
    double nominal;  /* mean nominal duration, weeks */
    double implied;  /* open cases that arrivals x stay imply */
};

struct prepared_team {
    const struct plan_team *plan;
    uint32_t number;       /* of its identity, for lotteries */
    int first_unit, units; /* the alike teams: units first_unit ... first_unit + units - 1 */
    int *stages;           /* lane -> stage */
    int lanes;
    /* the opening position and its stability */
    double holders;      /* FTE in post */
    double effective;    /* FTE weighted by grade and ramp */
    double tempo;        /* hands-on pace: below 1 where managers are missing */
    double load;         /* open cases, weighted */
    double co_load;      /* of cases of other teams that it works beside their leads */
    double caseload;     /* open cases per FTE */
    double stretch;      /* load / capacity of those in post, at least 1 */
    double changes;      /* changes of worker a case, per week */
    double rho;          /* work arriving / work that can be done */
    double gain;         /* 1 / (1 - rho); INFINITY when overloaded for good */
    double relaxation;   /* weeks in which a disturbance falls to 1/e */
    double *loads;       /* quantiles of the workers' opening loads about their mean; of balance.c */
    double loads_spread; /* the spread that they were made for */
};

/* What is counted along the pathway; the names are "STAGE.entered", "STAGE.opening", "STAGE.open", "STAGE.gave-up",
 * "STAGE.diverted" and "STAGE.DESTINATION"; and for exits with wrong decisions "EXIT.wrong" and "EXIT.wrong-returned"; and
 * for tasks "TASK.due" and "TASK.late". */
enum flow_kind {
    FLOW_ENTERED,
    FLOW_OPENING,
    FLOW_OPEN,
    FLOW_GAVE_UP,
    FLOW_DIVERTED,
    FLOW_ROUTE,
    FLOW_WRONG,
    FLOW_TASK
};
struct flow {
    const char *name;
    enum flow_kind kind;
    int stage; /* -1: FLOW_WRONG, FLOW_TASK */
    int route; /* FLOW_ROUTE */
};

/* What a target compares; made by target.c. */
struct prepared_target {
    enum metric metric; /* the series compared, or that comes closest to what it looks at itself */
    int *places;        /* teams (METRIC_SERVICE), stage or grade; several for every team at once */
    size_t place_count;
    size_t first; /* of its places among those of all targets */
    bool looks;   /* it compares what no series holds: target.c looks at the workers */
};

struct identity_term {
    size_t flow;
    double sign;
};
struct identity {
    const char *name;
    struct identity_term *terms;
    size_t count;
};

struct prepared {
    const struct plan *plan;
    const atomic_int
        *halt; /* set by whoever runs replications: once it is not 0, one at work ends as a failure; may be null */
    struct arena arena;
    struct arena draw_arena; /* what belongs to the present values of the parameters */
    struct rng_registry registry;
    double year; /* weeks */
    size_t stage_count, team_count, exit_count, unit_count;
    size_t places; /* of the strand with the most stages */
    struct prepared_stage *stages;
    struct prepared_team *teams;
    struct origin *origins;
    size_t origin_count;
    int *opening_origin; /* [stage] */
    int *past_origin;    /* [exit] */
    struct worker_origin *worker_origins;
    size_t worker_origin_count;
    int *channel_origin, *agency_origin, *pipeline_origin; /* [channel], [team], [pipeline] */
    int *round_origin;                                     /* [round] those who replace leavers */
    int *managed_origin;                                   /* [managed team] */
    uint32_t *walkout_stream, *withdrawal_stream;          /* [shock of the agency], [withdrawal]: which workers go */
    int **group_origin;                                    /* [team][group] */
    double *base_rate;      /* [source] children a week without levers, at which weekly factors are drawn */
    size_t task_flow;       /* "due" of the first task, then its "late", then the next one's */
    size_t *wrong_flow;     /* [exit] its flow "wrong", before "wrong-returned"; when the exit has wrong decisions */
    double *exit_flow;      /* [exit] closures a week in the opening balance */
    double *exit_returning; /* [exit] the same, times the factor that attached workers put on returns */
    struct law assignment, stated_assignment; /* of agency workers, ready for residuals */
    struct law away, stated_away;             /* long leave, ready for residuals */
    double leaving_scale;                     /* multipliers are divided by their mean on the opening staff */
    struct flow *flows;
    size_t flow_count;
    struct identity *identities;
    size_t identity_count;
    struct lever_set *levers; /* of the service; null: none */
    int32_t *working_days;    /* [day since first_day] working days up to and including it; null: no limit needs them */
    long first_day;           /* counted from clock.start, not above 0 */
    bool has_co_workers;      /* in some stage */
    bool escalates;           /* some stage does */
    bool keeps_entries;       /* some limit counts from the entry to another stage */
    bool *leads;              /* [grade][stage] whether the grade may hold its cases; null: every grade all of them */
    struct metric_layout layout;
    struct prepared_target *targets; /* [target] */
    size_t *target_series;           /* [target] the kept series that it compares, or that comes closest: for showing */
    size_t target_places;            /* places over all targets */
    bool target_waits;               /* some target has a waiting limit */
};

/* Calculates everything. Problems that only show here (a pathway without an exit, flows that an
 * identity names and that do not exist) go to diag; returns false when there are any. Borrows the plan and changes nothing
 * in it. */
bool prepared_make(struct prepared *prepared, const struct plan *plan, struct diag *diag);

/* After parameters of the plan have changed: prepared_refresh() drops what belonged to their old values, and
 * prepared_numbers() calculates anew everything that is a number (routes, flows, nominal laws, stability). Names, streams
 * and what they address stay. */
void prepared_refresh(struct prepared *prepared);
void prepared_numbers(struct prepared *prepared);

/* After levers have changed parameters during a replication: routes and nominal durations follow; the opening balance, from
 * which nominal durations were derived, stays what it was. */
void prepared_follow_levers(struct prepared *prepared);

/* Takes note of which shares of routes levers act on. */
void prepared_note_levers(struct prepared *prepared, struct lever_set *levers);

void prepared_release(struct prepared *prepared);

#endif
