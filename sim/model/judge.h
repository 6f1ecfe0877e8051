/* Judging: whether each target was met in one replication, from the sampled values as they come. */
#ifndef MODEL_JUDGE_H
#define MODEL_JUDGE_H

#include "model/state.h"

/* Per replication and target. */
struct judge {
    double held_since;  /* since when every sample has met it; NAN: the last did not */
    uint64_t met, seen; /* samples of the window */
    bool decided, verdict;
};

/* Sees one sampled value of the target's series at `time`, with the longest wait of the target's team (or service). */
void judge_sample(const struct plan *plan, const struct plan_target *target, struct judge *judge, double time,
                  double value, double longest_wait);

/* Somebody has joined, moved or gone: targets on head-count or FTE that are to be `reached` are looked at now. */
void judge_staff_changed(struct world *world);

/* The verdict at the end: was it met on its date; the share of sampled times. */
bool judge_met(const struct judge *judge);
double judge_share(const struct judge *judge);

#endif
