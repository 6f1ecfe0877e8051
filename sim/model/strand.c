#include "model/strand.h"

/* The first stage of the strand as far as it is known; strands[stage] is the stage itself or an earlier one. */
static int first_of(const int *strands, int stage)
{
    while (strands[stage] != stage)
        stage = strands[stage];
    return stage;
}

/* A case may come from one stage to the other; nothing when there is no other. */
static void tie(int *strands, int from, int to)
{
    if (to < 0)
        return;
    int a = first_of(strands, from), b = first_of(strands, to);
    strands[a > b ? a : b] = a > b ? b : a;
}

static void tie_stage(const struct prepared *prepared, int *strands, int from)
{
    const struct prepared_stage *stage = &prepared->stages[from];
    const struct plan_exit *exits = plan_items(prepared->plan->exits, struct plan_exit);
    for (size_t i = 0; i < stage->route_count; i++) {
        const struct route *route = &stage->routes[i];
        tie(strands, from, route->stage >= 0 ? route->stage : exits[route->exit].enters.index);
    }
    if (stage->plan->gives_up.given)
        tie(strands, from, exits[stage->plan->gives_up.to.index].enters.index);
    if (stage->team >= 0 && prepared->teams[stage->team].plan->diverts_to.index >= 0)
        tie(strands, from, exits[prepared->teams[stage->team].plan->diverts_to.index].enters.index);
    tie(strands, from, stage->plan->limit.since.index); /* whose entries the stage's limit looks up */
}

void strand_prepare(struct prepared *prepared)
{
    int *strands = arena_new(&prepared->arena, prepared->stage_count, sizeof *strands);
    size_t *places = arena_new(&prepared->arena, prepared->stage_count, sizeof *places);
    for (size_t s = 0; s < prepared->stage_count; s++)
        strands[s] = (int)s;
    for (size_t s = 0; s < prepared->stage_count; s++)
        tie_stage(prepared, strands, (int)s);
    for (size_t s = 0; s < prepared->stage_count; s++) {
        struct prepared_stage *stage = &prepared->stages[s];
        stage->strand = first_of(strands, (int)s);
        stage->place = places[stage->strand]++;
        if (prepared->places <= stage->place)
            prepared->places = stage->place + 1;
    }
}

int strand_of_origin(const struct prepared *prepared, enum origin_kind kind, size_t index)
{
    const struct plan *plan = prepared->plan;
    int stage = (int)index;
    if (kind == ORIGIN_SHOCK) {
        index = (size_t)plan_items(plan->demand.shocks, struct plan_shock)[index].source.index;
        kind = ORIGIN_SOURCE;
    }
    if (kind == ORIGIN_SOURCE)
        stage = plan_items(plan->demand.sources, struct plan_source)[index].enters.index;
    else if (kind == ORIGIN_PAST)
        stage = plan_items(plan->exits, struct plan_exit)[index].enters.index;
    return stage >= 0 ? prepared->stages[stage].strand : -1;
}
