#include "support/hand_option.h"

#include <math.h>

void hand_option(struct hand_option *hand, const char *name, const char *met, const double *spend,
                 const double *caseload)
{
    *hand = (struct hand_option){.target = {.named = {.name = "aim", .title = "Aim"}, .by = (double)NAN}};
    hand->plan.targets = (struct map){&hand->target, 1};
    for (size_t i = 0; i < OUTTURN_COUNT * HAND_RUNS; i++)
        hand->outturns[i] = (double)NAN;
    for (size_t run = 0; run < HAND_RUNS; run++) {
        hand->met[run] = met[run] - '0';
        hand->outturns[OUTTURN_SPEND * HAND_RUNS + run] = spend[run];
        hand->outturns[OUTTURN_CASELOAD * HAND_RUNS + run] = caseload[run];
        hand->verdict.hits += met[run] == '1';
    }
    hand->verdict.trials = HAND_RUNS;
    hand->verdict.chance = (double)hand->verdict.hits / HAND_RUNS;
    hand->verdict.interval = tally_wilson(hand->verdict.hits, HAND_RUNS, 0.95);
    hand->run = (struct option_run){.name = name,
                                    .title = name,
                                    .plan = &hand->plan,
                                    .runs = HAND_RUNS,
                                    .verdicts = &hand->verdict,
                                    .met = hand->met,
                                    .outturns = hand->outturns};
}
