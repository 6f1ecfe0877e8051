/* What a comparison advises beyond its table: compare --decide. How far the assumptions that matter most must move before another
 * option is chosen, which figure to collect first, what each month of delay of the option put forward costs, and why it is missed
 * where it is missed. */
#ifndef COMMAND_COMPARE_ADVICE_H
#define COMMAND_COMPARE_ADVICE_H

#include "command/decision_study.h"
#include "experiment/causes.h"
#include "experiment/delay.h"
#include "report/advice.h"

/* Zeroed is empty; compare_advice_release(). */
struct compare_advice {
    struct decision_study study;
    struct command_load late; /* the option put forward, for what is delayed */
    struct delay delay;
    bool delayed;
    struct causes causes;
    bool explained;
    const struct findings *findings[DECISION_STUDY_FINDINGS];
    struct advice advice; /* for the report; borrows the rest */
    struct progress progress;
    bool stopped;
    const struct command_line *line;
    struct compare_set *set;
    size_t option; /* put forward; 0: none */
};

/* Runs all of it for options that are decided between. `each` replications of an option were run. Returns false when stopped. */
bool compare_advice_run(struct compare_advice *advice, struct compare_set *set, const struct option_run *runs,
                        const struct decision *decision, size_t each, long threads, const struct command_line *line);
void compare_advice_release(struct compare_advice *advice);

#endif
