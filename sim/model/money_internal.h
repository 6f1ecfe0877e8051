/* What money.c (the ledger) and money_rate.c (what things cost at present) share; nobody else comes in here. */
#ifndef MODEL_MONEY_INTERNAL_H
#define MODEL_MONEY_INTERNAL_H

#include "model/money.h"

/* Pence. `lost` holds what additions to `sum` dropped (Neumaier's summation), so years of additions stay exact. */
struct account {
    double sum, lost;
    double rate;    /* a week */
    int64_t posted; /* in all */
};

/* A date at which the accounts do something by themselves, in this order on one day. */
enum turn_kind {
    TURN_YEAR,    /* a financial year ends */
    TURN_COUNTS,  /* an award counts from here */
    TURN_AWARD,   /* an award is settled */
    TURN_RATES,   /* a rate begins, ends or changes */
    TURN_LEVER,   /* a lever begins to act and to cost */
    TURN_ONE_OFF, /* a dated cost is paid */
    TURN_FUND,    /* a sum arrives */
};
struct turn {
    double time;
    enum turn_kind kind;
    int index;
};

/* Pay is kept without awards, by the times between the days from which awards count, so that a late award can be paid for
 * the time that it is backdated over. */
struct money {
    struct money_layout layout;
    struct account *accounts;
    double now; /* up to which everything has been added */
    size_t year;
    struct turn *turns; /* in order; `next` has not come yet */
    size_t turn_count, turn_capacity, next;
    double *basic;      /* [span][grade] pence of pay without awards */
    double *basic_rate; /* [grade] */
    double *factor;     /* [span] of the awards settled so far */
    size_t span;        /* the present one */
    size_t *award_span; /* [award] the first span that it counts for */
    /* what is paid for: integers, so that comings and goings cancel exactly */
    int64_t *staff;   /* [team][grade] thousandths of an FTE, permanent and fixed-term */
    int64_t *agency;  /* [grade] */
    int64_t *steps;   /* [grade] thousandths x increments reached */
    int16_t *reached; /* [worker] increments */
    size_t reached_capacity;
    double *post_share; /* [team][grade] of the funded posts */
    int64_t seen;       /* posted to lines at the last look */
};

/* The rates of every account as they are at money->now. */
void money_rates(struct world *world);

/* Rate of on-costs at a time, as a share of pay. */
double money_on_costs(const struct plan_money *plan, double time);

/* Which grades the funded posts of a team are budgeted for. */
void money_post_shares(const struct plan *plan, double *post_share);

/* Weeks from which an award counts. */
double money_award_from(const struct plan_award *award);

/* Weeks at which a pipeline's programme ends; INFINITY: never. */
double money_programme_end(const struct plan_pipeline *pipeline);

/* The value for a name in pairs, or `otherwise`. */
double money_of(const struct pairs *pairs, size_t index, double otherwise);

#endif
