/* A choice made by hand: plausible options, in whatever number and shape a test of charts needs. It has nothing to do with
 * the model and is never part of the product. */
#ifndef SUPPORT_FAKE_CHOICE_H
#define SUPPORT_FAKE_CHOICE_H

#include "plots/choice.h"

/* Zeroed gives five options over three years with target, money, budget and four futures. */
struct fake_choice_options {
    size_t count;     /* 0: five */
    size_t futures;   /* 0: four; see no_futures */
    bool all_equal;   /* every option is the baseline */
    bool all_missing; /* nobody holds a case, no chance, no cost */
    bool no_target, no_money, no_budget, no_futures, no_calendar, no_drivers;
    bool cheaper;             /* options cost less than the baseline */
    const char *const *words; /* in place of titles and notice, in turn; null: plausible ones */
    size_t word_count;
};

/* Owned; fake_choice_close(). Tests may change any number before it is drawn. */
struct fake_choice {
    struct plan_clock clock;
    struct choice_option options[CHOICE_OPTIONS];
    struct choice choice;
    struct choice_driver drivers[3]; /* two parts of the last option, and their interaction */
    double *numbers;
    struct choice_year *years;
    const char *names[12];
};

void fake_choice_open(struct fake_choice *fake, struct fake_choice_options options);
void fake_choice_close(struct fake_choice *fake);

/* Sets the chance of an option, with its interval, as so many hits of the runs. */
void fake_choice_chance(struct fake_choice *fake, size_t option, double chance);

/* Sets what the parts do and what they do together, each known within so much either way. */
void fake_choice_drivers(struct fake_choice *fake, const double effects[static 3], double within);

#endif
