/* The decision table: what each option does for the chance of each target, for the service and for the money, against the
 * baseline and on the same luck.
 *
 * Everything is paired by replication. Rules, which reports repeat in words:
 *
 *     change          option less baseline; Student's t, over blocks when inputs are drawn; the intervals hold together at 95
 *                     per cent over the options beside the baseline (Bonferroni: each at 1 - 0.05 / k)
 *                     A change in a chance is told from nought only where McNemar's exact test agrees, as few runs may differ
 *     extra cost      spending in all less the baseline's, over the time simulated
 *     cost a point    extra cost over percentage points of chance gained, with Fieller's interval (ratio.h); none when the
 *                     gain cannot be told from nought, is a loss, or nothing is spent in addition
 *     budget          within when the interval of the extra cost (or of all spending, when so asked) lies at or below what is
 *                     available, over when above it, else near
 *     dominated       another option is at least as likely to meet the target, costs no more and has no higher caseload on
 *                     the date, and is better in one of the three, by point estimates; clearly when paired intervals over
 *                     all pairs of options bear that out. The caseload counts because chances may all be near nought
 *     among the best  no other option is told to be likelier: one-sided paired t at 0.05 / (k - 1), so that with 95 per cent
 *                     confidence the best is among those marked; holds under common random numbers
 *     leader          of the options that are not over the budget, the cheapest among the best of them, when its change of
 *                     chance is told to be above nought; else none
 *
 * To add a figure: a row in outturns.def. */
#ifndef EXPERIMENT_DECISION_H
#define EXPERIMENT_DECISION_H

#include "experiment/contrast.h"
#include "experiment/option.h"
#include "experiment/ratio.h"

enum { DECISION_NONE = -1, DECISION_KEY = 40, DECISION_LABEL = 80 };

enum decision_budget { BUDGET_NONE, BUDGET_WITHIN, BUDGET_NEAR, BUDGET_OVER };

/* What is asked. Zeroed asks for the first target and knows no budget. */
struct decision_question {
    const char *target; /* name of the target to judge by; null: the first in the baseline's file */
    bool budgeted;
    double available; /* pounds, with budgeted */
    bool whole;       /* the budget is for all spending, not for what comes on top of the baseline's */
    const char *year; /* it is for this financial year, "2021-22"; null: for the whole time */
};

/* A column of figures: the outturns, then spending in each financial year. */
struct decision_figure {
    char key[DECISION_KEY], label[DECISION_LABEL];
    const char *unit;
    int decimals;
    enum outturn_better better;
    bool there; /* at least one option has it */
};

/* One figure or target of one option. */
struct decision_value {
    bool there;             /* both the option and the baseline have it */
    double mean;            /* the option's own */
    struct interval own;    /* of that mean, 95 %; of a chance, the verdict's */
    struct contrast change; /* against the baseline */
};

struct decision_row {
    struct ensemble_verdict *verdicts; /* [target of the baseline], zeroed where the option has no such target */
    struct decision_value *changes;    /* [target of the baseline] in the chance */
    struct decision_value *values;     /* [figure] */
    struct contrast extra;             /* extra cost in pounds; mean NaN when money is not counted */
    struct contrast charged;           /* what the budget is held against, in pounds; mean NaN without one */
    struct ratio per_point;            /* pounds a percentage point of chance */
    enum decision_budget budget;
    double over_share; /* share of runs that cost more than is available; NaN without a budget */
    int dominated_by;  /* an option, or DECISION_NONE */
    bool dominated_clearly;
    bool among_best;
};

/* Zeroed is empty; decision_release(). Options are borrowed, the baseline first. */
struct decision {
    const struct option_run *options;
    size_t count;
    struct decision_question question;
    size_t targets; /* of the baseline */
    size_t judged;  /* which of them; `targets` when there is none */
    double level;   /* of each interval of a change */
    struct decision_figure *figures;
    size_t figure_count;
    struct decision_row *rows; /* [option] */
    int leader;                /* an option beside the baseline, or DECISION_NONE */
    int likeliest; /* an option over the budget that is told to be likelier than the leader, or DECISION_NONE */
};

void decision_init(struct decision *decision, const struct option_run *options, size_t count,
                   const struct decision_question *question);

/* The judged target of the baseline's plan; null when there is none. */
const struct plan_target *decision_target(const struct decision *decision);

/* The financial year of that name in a plan; as many as it has when there is none, or money is not counted. */
size_t decision_year(const struct plan *plan, const char *name);

/* Which target of a baseline is judged by: by name, else (null) the first in the file; targets.count when there is none. */
size_t decision_judged(const struct plan *baseline, const char *name);

/* The judged target's decision date in weeks, NaN for the end: what option_reduce() wants to know before there is a
 * decision. */
double decision_date(const struct plan *baseline, const char *target);

void decision_release(struct decision *decision);

#endif
