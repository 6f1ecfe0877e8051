/* What stands behind a choice between options: how far each assumption must move before another is chosen, and which figure is
 * worth collecting first. `sensitivity` of a comparison shows all of it, and `compare --decide` what a recommendation needs.
 *
 * The caller runs the options and decides; then decision_study_inform() takes what those runs tell without any more, and
 * decision_study_switch() simulates with assumptions moved. decision_study_find_out() puts both into findings. */
#ifndef COMMAND_DECISION_STUDY_H
#define COMMAND_DECISION_STUDY_H

#include "command/assumptions.h"
#include "command/compare_set.h"
#include "command/progress.h"
#include "experiment/findings.h"

enum {
    DECISION_STUDY_FINDINGS = 2,
    DECISION_STUDY_CHOICES =
        11 /* what an assumption costs in choices made: likely, four places, a bracket and its proof */
};

/* The first part is the caller's, borrowed until decision_study_close(). */
struct decision_study {
    const struct compare_set *set;
    const struct option_run *runs; /* [option] as the comparison has them */
    const struct decision *decision;
    uint64_t seed;
    size_t each;  /* replications of an option there */
    size_t moves; /* and with an assumption moved */
    size_t shown; /* assumptions that are moved and shown, at most */
    long threads;
    struct progress *progress;
    size_t planned, done; /* replications, for the progress */

    struct arena arena;
    struct assumptions assumptions; /* those that matter most first, once that is known */
    size_t moved, failed;
    const char **titles; /* [option] */
    size_t *short_list;  /* options that may be chosen with an assumption moved, the baseline first */
    size_t short_count;
    struct information information;
    size_t *weighed; /* [information.options] the options among which it chooses */
    bool informed;
    struct switching switching;
    struct findings findings[DECISION_STUDY_FINDINGS];
    size_t finding_count;
};

/* Lists assumptions and titles; every option is on the short list. */
void decision_study_open(struct decision_study *study);
void decision_study_close(struct decision_study *study);

/* Leaves on the short list the baseline, what the decision puts forward and the likeliest others that are not over the budget, so
 * many in all. */
void decision_study_shorten(struct decision_study *study, size_t most);

/* Runs one option as the comparison does, with what its service holds held. Returns false when stopped. */
bool decision_study_run(struct decision_study *study, size_t option, size_t each, struct option_run *run);

/* From the runs of the comparison, when inputs are drawn and there are enough of them. */
void decision_study_inform(struct decision_study *study);

/* Returns false when stopped. */
bool decision_study_switch(struct decision_study *study);

void decision_study_find_out(struct decision_study *study);

#endif
