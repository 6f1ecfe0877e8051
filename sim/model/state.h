/* The state of one world: children, workers, teams, seats. Internal to the model room.
 *
 * Each struct says which file changes it; everybody may read. Indices, not pointers, name things, because arrays grow. */
#ifndef MODEL_STATE_H
#define MODEL_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/engine.h"
#include "model/world.h"

/* Ranks of simultaneous events, the one list: what a week brings, then people, then cases, then the look at it all. */
enum rank {
    RANK_LEVER = 0,
    RANK_WEEK = 1,
    RANK_REVIEW = 5,
    RANK_CLASS = 10,
    RANK_ROUND = 15,
    RANK_LEAVE = 20,
    RANK_JOIN = 30,
    RANK_MOVE = 35,
    RANK_RAMP = 40,
    RANK_COMPLETE = 50,
    RANK_ESCALATE = 55,
    RANK_DELAY = 60,
    RANK_GIVE_UP = 70,
    RANK_RETURN = 80,
    RANK_ARRIVE = 90,
    RANK_SAMPLE = 250,
};

enum { NOBODY = -1 };

enum child_state { CHILD_FREE, CHILD_ELSEWHERE, CHILD_DELAYED, CHILD_WAITING, CHILD_HELD };

/* A child and its case. Changed by casework.c; `worker` and `finish` by caseload.c. */
struct child {
    uint64_t entity; /* strip, number and child; occurrence bits 0 */
    int origin;
    int stage; /* where it is, or will return to */
    enum child_state state;
    int unit;                 /* team unit that holds or will hold it; NOBODY in a delay */
    int worker;               /* NOBODY unless held */
    double finish;            /* held: on the lane's clock; waiting: nominal weeks left */
    double entered;           /* the stage */
    double begun;             /* the same; of opening cases the date before the first day */
    double referred;          /* last */
    double since;             /* the present state (waiting, held) */
    double drift;             /* of demand when it was referred */
    uint32_t number;          /* order of entry to the stage, from 0 */
    uint32_t next;            /* sibling ring */
    uint32_t ticket;          /* of its present place in a waiting list */
    double account_weeks;     /* ledger: without a worker since referral */
    uint16_t account_changes; /* ledger: of worker since referral */
    bool account;             /* ledger: referred within the reported time */
    uint16_t changes;         /* of worker in this visit */
    uint16_t occurrence;      /* of this stage visit */
    int16_t priority;         /* of its source */
    int16_t heaviness; /* factor on the stage's weight, in hundredths; 100 but for wrong decisions that came back */
    int wrong_exit;    /* by which it was turned away wrongly and is not back yet; NOBODY */
    bool allocated;    /* has had a worker in this visit */
    bool counted;      /* entered the stage within the time whose waits and stays count */
    struct event_handle event; /* end of a delay, giving up, return; held: escalation */
    double co_due;             /* from when it is to have a co-worker; coworking.c */
    int co_worker;             /* or NOBODY */
    int32_t co_weight;         /* thousandths of a case */
    uint32_t co_slot;          /* place in the co-worker's list */
    uint32_t limited_slot;     /* place among the open cases of a stage with a limit; timeliness.c */
    double tasks_until;        /* what was due before this has been counted */
    double threshold;          /* what is left of the unit exponential before it escalates; escalation.c */
    double hazard;             /* of escalating since `hazard_from` */
    double hazard_from;
};

/* The cases of one stage that one worker holds, by time of completion on the lane's own clock. Changed by caseload.c. */
struct lane_case {
    double finish;
    uint32_t child;
};
struct lane {
    double clock, pace;      /* nominal weeks; a week, since the clock was last moved */
    struct lane_case *cases; /* binary heap */
    size_t count, capacity;
};

/* Changed by workforce.c; load and lanes by caseload.c, what is marked with a file's name by that file. */
struct worker {
    /* what an allocation asks of whoever may win it, side by side: one line of the cache */
    int64_t cap;       /* thousandths of a case; INT64_MAX: none */
    int64_t promise;   /* thousandths of a case: the protected load; INT64_MAX: none promised */
    double share;      /* of an experienced full-timer's capacity: what teaching leaves of `whole` */
    double last_given; /* when it last got a case (rota) */
    int32_t load;      /* thousandths of a case */
    uint32_t number;   /* of its identity, for lotteries */
    int team, unit, grade;
    int place;  /* in its unit's lists; NOBODY once it is struck off */
    bool away;  /* absence: on long leave */
    int origin; /* worker origin */
    uint64_t entity;
    int contract;
    int seat;    /* agency: its seat; else NOBODY */
    int32_t fte; /* thousandths */
    bool present;
    bool graduate;
    bool converted;  /* was agency before */
    bool supervises; /* holds no cases */
    int managed;     /* 1 + the managed team that it belongs to; 0 none */
    double joined;   /* time of the first day; before 0 for the opening staff */
    double whole;    /* of an experienced full-timer's capacity: FTE x grade x ramp x presence */
    double capacity; /* K x share, in cases; INFINITY: never slows */
    int32_t cases;
    int32_t counted; /* the same, or families in a team that counts them */
    double stretch;
    double updated;     /* when the lane clocks were last moved */
    int next_lane;      /* whose first case completes next */
    double threshold;   /* leaving: what is left of the unit exponential before leaving */
    double integrated;  /* leaving: time up to which the hazard has been integrated */
    double smoothed;    /* leaving: caseload */
    double hazard;      /* leaving: since then, a week, but for length of service */
    double factor;      /* leaving: of the caseload in it */
    double due;         /* leaving: share of the hazard that was due to caseload when it decided to go */
    bool noticed;       /* leaving: has given notice */
    uint32_t spells;    /* absence: of long leave so far */
    double lost;        /* absence: share of time lost to short spells this week */
    double lost_due;    /* absence: of it, due to caseload */
    int move;           /* grades: the next one, in the plan; valid while `moving` is pending */
    uint32_t moves;     /* grades: made so far */
    double tempo;       /* hands-on pace: below 1 where managers are missing */
    double graded;      /* when it entered its grade */
    struct lane *lanes; /* [team lanes] */
    uint32_t *co_cases; /* children whom it works with beside their lead; coworking.c */
    size_t co_count, co_capacity;
    struct event_handle completion, leave, ramp;
    struct event_handle absence, hand_over, moving, progress;
};

struct waiting_case {
    int priority;
    double entered;
    uint32_t tie; /* keeps the order of equals free of file order */
    uint32_t child, ticket;
};

/* What every allocation asks of every worker of a unit, apart from the workers: the team of a large council has hundreds, who
 * do not fit into the caches. Changed by colleague.c. */
struct colleague {
    double weight;   /* in lotteries: its share, and a little for who has none */
    double burden;   /* cases for each unit of share; INFINITY: has none */
    uint32_t number; /* as the worker's */
};

/* One team among alike ones. Staff lists by workforce.c, waiting list by casework.c, vacancies by recruitment.c. */
struct team_unit {
    int team;
    uint32_t number;              /* of its identity, for lotteries */
    int *workers;                 /* present ones */
    struct colleague *colleagues; /* the same in the same order */
    size_t worker_count, worker_capacity, colleague_capacity;
    struct waiting_case *queue; /* binary heap; entries with an old ticket are dead */
    size_t queue_count, queue_capacity;
    size_t waiting;   /* live entries */
    double share;     /* sum of workers' shares */
    double posts;     /* FTE */
    double permanent; /* FTE in case-holding posts, permanent and fixed-term */
    double noticed;   /* of those, FTE under notice whose posts may be recruited to already */
    double covered;   /* of those, FTE on long leave that agency may cover */
    double reserved;  /* FTE appointed or being recruited who have not started */
    double agency;    /* FTE in filled seats */
    double managers;  /* FTE in post in grades that manage; not in `permanent` */
    double managers_reserved;
    double tempo;                        /* supervision.c: hands-on pace of its workers */
    double teaching;                     /* teaching.c: share of experienced workers' capacity that it takes */
    double teaching_due, teaching_taken; /* FTE */
};

enum seat_state { SEAT_EMPTY, SEAT_ORDERED, SEAT_FILLED };

/* An agency seat; changed by agency.c. */
struct seat {
    int team;
    int unit;         /* of the incumbent */
    uint32_t ordinal; /* within the team, over its alike units */
    double fte;
    enum seat_state state;
    uint32_t incumbents; /* how many there have been or are on order */
    int worker;
    bool closing;      /* its incumbent leaves and is not replaced */
    bool replaced;     /* a replacement is on order for after the incumbent */
    double ends;       /* when the incumbent leaves */
    double conversion; /* what is left of the unit exponential before the incumbent becomes permanent */
    struct event_handle start, notice, convert;
};

/* Cases in a stage now: in their visit, and of those on a waiting list. Changed by casework.c and waiting.c. */
struct stock {
    size_t open, waiting;
};

/* The strips of points of one stream of arrivals; demand.c and recruitment.c. */
struct strip {
    double time;     /* of the next point; before the first: 0 */
    double height;   /* of the next point, as a rate */
    uint32_t number; /* of the next point, from 0 */
    bool pending;    /* an event is scheduled for it */
};
struct strips {
    struct strip *items;
    size_t count, capacity;
    uint32_t stream;
    double step; /* height of a strip, per week */
};

/* Somebody who will start: an appointed candidate, a trainee, a recruit for a vacancy. */
struct starter {
    int origin;
    uint64_t entity;
    int unit;       /* NOBODY: chosen on the day */
    int index;      /* channel or pipeline */
    int slot;       /* vacancy slot of a per-vacancy channel */
    bool completes; /* pipelines */
};

/* Since when each vacant post of a unit has been vacant, in that order; vacancy.c. */
struct vacancy_list {
    double *since;
    size_t first, count, capacity;
};

/* A slot of a per-vacancy channel in one unit. */
struct vacancy_slot {
    bool busy;
    uint32_t occurrence;
};

struct family { /* of a shock, to arrive */
    int origin;
    uint32_t number;
    int size;
};

/* A permanent or fixed-term worker who left; leaving.c. */
struct leaver {
    double time;
    int team, unit;
    int32_t fte;
};

/* Counts since the previous sample, by team and for the service. */
struct counts {
    double arrivals, closures, changes, starters, leavers, given_up;
    double tasks_due, tasks_late, task_hours;
    double leavers_due, to_council, to_agency, out, moves;
    double offers, refusals, withdrawals, conversions;
    double filled, filled_after; /* vacant posts filled by starters, and the sum of weeks that they were vacant */
    double promised, broken;     /* cases given to protected workers, within the promise and above it */
    double sessions_due, sessions_missed; /* of supervision */
};

/* Cases that left a stage since the previous sample, against its statutory limit. */
struct timely {
    double on_time, late;
};

/* The open cases of a stage that has a limit. */
struct limited {
    uint32_t *children;
    size_t count, capacity;
};

struct money;
struct response;

struct world {
    struct prepared *live; /* the same as `prepared`, for levers, which change it */
    const struct prepared *prepared;
    const struct plan *plan;
    struct luck luck;
    struct engine engine;
    const struct world_trace *trace;
    bool running; /* the first week has begun; before that the opening position is laid out */
    bool failed;
    char failure[200];

    struct child *children;
    size_t child_count, child_capacity;
    uint32_t *free_children;
    size_t free_count, free_capacity;
    uint16_t *visits; /* [child][place of the stage in its strand] */
    size_t visit_capacity;
    double *begun; /* [child][place of the stage] latest entry; null unless a limit counts from another stage */
    size_t begun_capacity;
    struct stock *stocks;    /* [stage] */
    struct timely *timely;   /* [stage] timeliness.c */
    struct limited *limited; /* [stage] timeliness.c */
    struct worker *workers;
    size_t worker_count, worker_capacity;
    struct team_unit *units;
    struct seat *seats;
    size_t seat_count;
    int *first_seat; /* [team + 1] */
    struct starter *starters;
    size_t starter_count, starter_capacity;
    struct vacancy_slot **slots; /* [channel * units + unit], grown on demand */
    size_t *slot_capacity;
    size_t *working;                /* [channel] vacancies being worked on */
    struct vacancy_list *vacancies; /* [unit] */
    struct leaver *leavers;         /* in order of time */
    size_t leaver_count, leaver_capacity;
    size_t leaver_past;    /* how many of them left more than a year ago */
    int64_t *left_in_year; /* [team] thousandths of FTE */
    size_t *replaced;      /* [round] how many leavers it has dealt with */
    uint32_t *rounds_held; /* [round] */
    int64_t *in_grade;     /* [grade] opening + joined + moved in - left - moved out */
    bool *reached;         /* [target] at some moment of its window; target.c */
    bool *reached_lately;  /* [target] at some moment since the previous sample */
    double *opened;        /* [place of a target] its value at the first sample */
    double *waited;        /* [stage] longest wait for a worker that ended since the previous sample */

    struct strips *origin_strips;  /* [origin] */
    struct strips *channel_strips; /* [channel] */
    double *drift;                 /* [source] */
    double *week_factor;           /* [source] drift, weekly factor and mean correction together */
    struct family *families;
    size_t family_count, family_capacity;
    long week; /* weeks since the start */

    /* ledgers since the start, and as they stood at the end of the warm-up */
    double *flow, *flow_at_warm_up;
    uint32_t *entered_count;        /* [stage] since the warm-up */
    double waiting_time, held_time; /* sums over cases of time spent */
    struct level waiting_level, held_level;
    uint64_t joined[CONTRACT_COUNT], left[CONTRACT_COUNT], opening_staff[CONTRACT_COUNT];
    uint64_t converted;    /* from agency to permanent */
    struct counts *counts; /* [1 + team], service first */
    double referrals, returns;
    double unmet, turned_away; /* children in need who are away; who were turned away since the previous sample */
    double *stage_entered, *stage_left; /* [stage] totals at the previous sample */
    size_t trainees;
    size_t *training; /* [pipeline] people in it now */
    uint32_t tickets;
    struct money *money;       /* null when the scenario does not count money; money.c */
    struct response *response; /* null when managers do not respond; response.c */
    struct world_outcome *outcome;
    double *scratch; /* for medians */
    size_t scratch_capacity;
};

#endif
