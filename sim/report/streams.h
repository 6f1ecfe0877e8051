/* The table of streams: whose luck is where. streams.csv has a line for each stream of random numbers of a scenario:
 *
 *     stream    its number, a part of every address (engine/rng.h)
 *     purpose   what it is for: "case.duration.source"
 *     of        whose it is: "community assessment"
 *     drawn     what is drawn from it, and by which block
 *
 * A service so large that it has more than STREAMS_LIMIT of them has a line for each purpose instead, without a number: the
 * number of a stream is the hash of its purpose and names in any case (hash_names() in base/hash.h).
 *
 * An auditor who doubts one number finds its address here. To add a purpose: a row in streams.c, beside the model's. */
#ifndef REPORT_STREAMS_H
#define REPORT_STREAMS_H

#include <stddef.h>

#include "base/text.h"
#include "engine/rng.h"

enum { STREAMS_LIMIT = 50000 };

/* Appends the streams of all these registries, each once, in order of purpose and whose. */
void streams_write(const struct rng_registry *const *registries, size_t count, struct text *out);

/* What is drawn for a purpose; null when it has no row. */
const char *streams_purpose(const char *purpose, size_t length);

#endif
