/* Order: the items of a map as they stand in the scenario file.
 *
 * Inside the program named things are sorted by identity, so that nothing computed can depend on the file; whoever writes
 * for readers comes here to get their own order back. */
#ifndef REPORT_ORDER_H
#define REPORT_ORDER_H

#include <stddef.h>

#include "model/plan.h"

/* The indices of a map's items in file order, items of `size` bytes that start with struct named; `map.count` of them on
 * the heap, released with free(); never null. */
size_t *order_of(const struct map *map, size_t size);

/* One of those items. */
const struct named *order_item(const struct map *map, size_t size, size_t index);

/* The most weighty target: the first in the file. targets.count when there is none. */
size_t order_main_target(const struct plan *plan);

#endif
