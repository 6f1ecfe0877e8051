#include "report/order.h"

#include "base/mem.h"

const struct named *order_item(const struct map *map, size_t size, size_t index)
{
    return (const struct named *)((const char *)map->items + index * size);
}

size_t *order_of(const struct map *map, size_t size)
{
    size_t *order = mem_new(map->count + 1, sizeof *order);
    for (size_t i = 0; i < map->count; i++) {
        int place = order_item(map, size, i)->place;
        size_t at = i;
        for (; at > 0 && order_item(map, size, order[at - 1])->place > place; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    return order;
}

size_t order_main_target(const struct plan *plan)
{
    size_t first = plan->targets.count;
    for (size_t i = 0; i < plan->targets.count; i++)
        if (first == plan->targets.count || plan_items(plan->targets, struct plan_target)[i].named.place <
                                                plan_items(plan->targets, struct plan_target)[first].named.place)
            first = i;
    return first;
}
