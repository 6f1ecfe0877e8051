/* Strands: which stages of the pathway hang together. A case that is in one stage can only ever come to the others of its
 * strand, by a route, by escalating, or by coming back from an exit; so what is kept for a case and each stage is kept for
 * the stages of a strand. One borough is one strand; a hundred with a pathway each are a hundred, and cost no more a case. */
#ifndef MODEL_STRAND_H
#define MODEL_STRAND_H

#include "model/prepared.h"

/* Finds the strands: each stage's strand and place in it, and the places of the longest. After routes are known. */
void strand_prepare(struct prepared *prepared);

/* The strand that children of an origin are in; -1: none, of an exit from which nobody comes back. */
int strand_of_origin(const struct prepared *prepared, enum origin_kind kind, size_t index);

/* The stream of a draw of a case of an origin at a stage of its strand. */
static inline uint32_t strand_stream(const struct prepared *prepared, const struct origin *origin, int stage,
                                     enum case_draw draw)
{
    return origin->draws[prepared->stages[stage].place * CASE_DRAWS + (size_t)draw];
}

#endif
