#include "plots/flow_graph.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "model/prepared.h"

/* Fewer cases a year than this are nobody: one in more than a hundred years. */
static const double nobody = 0.01;

static const double space = 3.5; /* above and below streams that pass a column */

/* --- what is counted ---------------------------------------------------------------------------------------------- */

/* Mean over the runs that came to their end, a year. */
static double *flows_a_year(const struct figure *figure)
{
    const struct ensemble *ensemble = figure->run->ensemble;
    const struct prepared *prepared = figure->run->prepared;
    const struct plan_clock *clock = &ensemble->plan->clock;
    double *flows = mem_new(prepared->flow_count + 1, sizeof *flows), runs = 0;
    double years = (clock->length - clock->warm_up) / prepared->year;
    for (size_t run = 0; run < ensemble->runs; run++) {
        if (ensemble->outcomes[run].failure || !ensemble->outcomes[run].flows)
            continue;
        for (size_t i = 0; i < prepared->flow_count; i++)
            flows[i] += ensemble->outcomes[run].flows[i];
        runs++;
    }
    for (size_t i = 0; i < prepared->flow_count; i++)
        flows[i] = runs > 0 ? flows[i] / runs / years : 0;
    return flows;
}

static size_t stage_node(size_t stage)
{
    return 1 + stage;
}

static size_t exit_node(const struct flow_graph *graph, int exit)
{
    return 1 + graph->stage_count + (size_t)exit;
}

static void add_link(struct flow_graph *graph, size_t from, size_t to, double amount)
{
    if (!(amount >= nobody))
        return;
    graph->nodes[from].out += amount;
    graph->nodes[to].in += amount;
    for (size_t i = 0; i < graph->link_count; i++)
        if (graph->links[i].from == from && graph->links[i].to == to) {
            graph->links[i].amount += amount;
            return;
        }
    graph->links[graph->link_count++] = (struct flow_link){.from = from, .to = to, .amount = amount};
}

static void add_links(struct flow_graph *graph, const struct prepared *prepared, const double *flows)
{
    for (size_t s = 0; s < graph->stage_count; s++) {
        const struct prepared_stage *stage = &prepared->stages[s];
        const double *own = &flows[stage->first_flow];
        for (size_t r = 0; r < stage->route_count; r++) {
            const struct route *route = &stage->routes[r];
            add_link(graph, stage_node(s),
                     route->stage >= 0 ? stage_node((size_t)route->stage) : exit_node(graph, route->exit),
                     own[(size_t)FLOW_ROUTE + r]);
        }
        if (stage->plan->gives_up.given && own[FLOW_GAVE_UP] > 0)
            add_link(graph, stage_node(s), exit_node(graph, stage->plan->gives_up.to.index), own[FLOW_GAVE_UP]);
        if (stage->team >= 0 && own[FLOW_DIVERTED] > 0)
            add_link(graph, stage_node(s), exit_node(graph, prepared->teams[stage->team].plan->diverts_to.index),
                     own[FLOW_DIVERTED]);
    }
    /* Who enters a stage and comes from none of them has been referred. */
    for (size_t s = 0; s < graph->stage_count; s++) {
        double referred = flows[prepared->stages[s].first_flow + FLOW_ENTERED] - graph->nodes[stage_node(s)].in;
        add_link(graph, 0, stage_node(s), referred);
    }
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

/* Depth first; a link to a node that is still being visited goes back. */
static void visit(struct flow_graph *graph, size_t node, char *state)
{
    state[node] = 1;
    for (size_t i = 0; i < graph->link_count; i++) {
        struct flow_link *link = &graph->links[i];
        if (link->from != node)
            continue;
        if (state[link->to] == 1)
            link->back = true;
        else if (state[link->to] == 0)
            visit(graph, link->to, state);
    }
    state[node] = 2;
}

/* The longest way from the referrals, links back left out; exits at the end. */
static void find_columns(struct flow_graph *graph)
{
    char *state = mem_new(graph->node_count, sizeof *state);
    for (size_t node = 0; node < graph->node_count; node++)
        if (state[node] == 0)
            visit(graph, node, state);
    free(state);
    int last = 0;
    for (size_t s = 0; s < graph->stage_count; s++)
        graph->nodes[stage_node(s)].column = 1;
    for (size_t pass = 0; pass < graph->node_count; pass++)
        for (size_t i = 0; i < graph->link_count; i++) {
            const struct flow_link *link = &graph->links[i];
            struct flow_node *to = &graph->nodes[link->to];
            if (!link->back && to->kind == FLOW_NODE_STAGE && to->column <= graph->nodes[link->from].column)
                to->column = graph->nodes[link->from].column + 1;
        }
    for (size_t s = 0; s < graph->stage_count; s++)
        if (graph->nodes[stage_node(s)].in + graph->nodes[stage_node(s)].out > 0 &&
            graph->nodes[stage_node(s)].column > last)
            last = graph->nodes[stage_node(s)].column;
    for (size_t e = 0; e < graph->exit_count; e++)
        graph->nodes[exit_node(graph, (int)e)].column = last + 1;
    graph->columns = last + 2;
}

/* A link as streams from column to column, with places where it only passes. */
static void add_streams(struct flow_graph *graph, const struct flow_link *link)
{
    size_t from = link->from;
    bool leaves = graph->nodes[link->to].kind == FLOW_NODE_EXIT;
    for (int column = graph->nodes[link->from].column + 1; column <= graph->nodes[link->to].column; column++) {
        size_t to = link->to;
        if (column < graph->nodes[link->to].column) {
            to = graph->node_count++;
            graph->nodes[to] = (struct flow_node){.kind = FLOW_NODE_PASSING,
                                                  .column = column,
                                                  .in = link->amount,
                                                  .out = link->amount,
                                                  .amount = link->amount};
        }
        graph->streams[graph->stream_count++] =
            (struct flow_stream){.from = from, .to = to, .amount = link->amount, .leaves = leaves};
        from = to;
    }
}

static const char *title_of(const struct named *named)
{
    return named->title ? named->title : named->name;
}

void flow_graph_init(struct flow_graph *graph, const struct figure *figure)
{
    const struct prepared *prepared = figure->run->prepared;
    const struct plan *plan = figure->run->ensemble->plan;
    *graph = (struct flow_graph){.stage_count = plan->pathway.count, .exit_count = plan->exits.count};
    size_t real = 1 + graph->stage_count + graph->exit_count, routes = graph->stage_count;
    for (size_t s = 0; s < graph->stage_count; s++)
        routes += prepared->stages[s].route_count + 2;
    size_t streams = routes * (graph->stage_count + 2);
    graph->nodes = mem_new(real + streams, sizeof *graph->nodes);
    graph->links = mem_new(routes + 1, sizeof *graph->links);
    graph->streams = mem_new(streams + 1, sizeof *graph->streams);
    graph->node_count = real;
    for (size_t s = 0; s < graph->stage_count; s++)
        graph->nodes[stage_node(s)] = (struct flow_node){
            .kind = FLOW_NODE_STAGE, .title = title_of(&plan_items(plan->pathway, struct plan_stage)[s].named)};
    for (size_t e = 0; e < graph->exit_count; e++)
        graph->nodes[exit_node(graph, (int)e)] = (struct flow_node){
            .kind = FLOW_NODE_EXIT, .title = title_of(&plan_items(plan->exits, struct plan_exit)[e].named)};
    double *flows = flows_a_year(figure);
    add_links(graph, prepared, flows);
    free(flows);
    for (size_t i = 0; i < real; i++)
        graph->nodes[i].amount = fmax(graph->nodes[i].in, graph->nodes[i].out);
    find_columns(graph);
    for (size_t i = 0; i < graph->link_count; i++)
        if (!graph->links[i].back)
            add_streams(graph, &graph->links[i]);
}

/* --- places ------------------------------------------------------------------------------------------------------- */

struct standing {
    double wanted;
    size_t node;
};

static int by_wanted(const void *left, const void *right)
{
    const struct standing *a = left, *b = right;
    if (a->wanted != b->wanted)
        return a->wanted < b->wanted ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

/* The nodes of a column in their order; returns how many. */
static size_t column_of(const struct flow_graph *graph, int column, struct standing *standings)
{
    size_t count = 0;
    for (size_t i = 0; i < graph->node_count; i++)
        if (graph->nodes[i].column == column && graph->nodes[i].amount > 0)
            standings[count++] = (struct standing){graph->nodes[i].order, i};
    qsort(standings, count, sizeof *standings, by_wanted);
    return count;
}

/* The mean of the neighbours on one side, weighed by what flows; its own place when it has none there. */
static double centre_of(const struct flow_graph *graph, size_t node, bool before, bool on_page)
{
    double sum = 0, weight = 0;
    for (size_t i = 0; i < graph->stream_count; i++) {
        const struct flow_stream *stream = &graph->streams[i];
        if ((before ? stream->to : stream->from) != node)
            continue;
        const struct flow_node *other = &graph->nodes[before ? stream->from : stream->to];
        sum += stream->amount * (on_page ? other->top + other->amount * graph->scale / 2 : other->order);
        weight += stream->amount;
    }
    return weight > 0 ? sum / weight : graph->nodes[node].order;
}

/* Fewer crossings: nodes go to the middle of their neighbours, to the right and to the left in turn (Sugiyama). */
static void find_orders(struct flow_graph *graph, struct standing *standings)
{
    enum { SWEEPS = 12 };
    for (size_t i = 0; i < graph->node_count; i++)
        graph->nodes[i].order = (double)i;
    for (int sweep = 0; sweep < SWEEPS; sweep++)
        for (int step = 0; step < graph->columns; step++) {
            bool before = sweep % 2 == 0;
            size_t count = column_of(graph, before ? step : graph->columns - 1 - step, standings);
            for (size_t i = 0; i < count; i++)
                standings[i].wanted = centre_of(graph, standings[i].node, before, false);
            qsort(standings, count, sizeof *standings, by_wanted);
            for (size_t i = 0; i < count; i++)
                graph->nodes[standings[i].node].order = (double)i - (double)count / 2;
        }
}

static struct flow_room room_of(const struct flow_graph *graph, size_t node, flow_graph_room_fn *room, const void *user)
{
    return graph->nodes[node].kind == FLOW_NODE_PASSING ? (struct flow_room){space, space} : room(user, graph, node);
}

/* Where each of a column wants to be, apart from each other and within the page. */
static void place_column(struct flow_graph *graph, struct standing *standings, size_t count, double top, double bottom,
                         flow_graph_room_fn *room, const void *user)
{
    double free_from = top;
    for (size_t i = 0; i < count; i++) {
        struct flow_node *node = &graph->nodes[standings[i].node];
        struct flow_room own = room_of(graph, standings[i].node, room, user);
        double height = node->amount * graph->scale;
        double wanted = node->column == 0 ? (top + bottom - height) / 2
                                          : centre_of(graph, standings[i].node, true, true) - height / 2;
        node->top = fmax(wanted, free_from + own.above);
        free_from = node->top + height + own.below;
    }
    double free_to = bottom;
    for (size_t i = count; i-- > 0;) {
        struct flow_node *node = &graph->nodes[standings[i].node];
        struct flow_room own = room_of(graph, standings[i].node, room, user);
        node->top = fmin(node->top, free_to - own.below - node->amount * graph->scale);
        free_to = node->top - own.above;
    }
}

/* Streams leave and arrive in the order of where they go to and come from. */
static void place_streams(struct flow_graph *graph, struct standing *standings, bool arriving)
{
    for (size_t node = 0; node < graph->node_count; node++) {
        size_t count = 0;
        for (size_t i = 0; i < graph->stream_count; i++) {
            const struct flow_stream *stream = &graph->streams[i];
            if ((arriving ? stream->to : stream->from) == node)
                standings[count++] = (struct standing){graph->nodes[arriving ? stream->from : stream->to].top, i};
        }
        qsort(standings, count, sizeof *standings, by_wanted);
        double at = graph->nodes[node].top;
        for (size_t i = 0; i < count; i++) {
            struct flow_stream *stream = &graph->streams[standings[i].node];
            *(arriving ? &stream->stop : &stream->start) = at;
            at += stream->amount * graph->scale;
        }
    }
}

/* Units of the page for one case a year: the most, so that every column fits into a height with the room for its words. */
static double scale_for(const struct flow_graph *graph, struct standing *standings, double height,
                        flow_graph_room_fn *room, const void *user)
{
    static const double least = 40;
    double scale = INFINITY;
    for (int column = 0; column < graph->columns; column++) {
        size_t count = column_of(graph, column, standings);
        double amount = 0, gaps = 0;
        for (size_t i = 0; i < count; i++) {
            struct flow_room own = room_of(graph, standings[i].node, room, user);
            amount += graph->nodes[standings[i].node].amount;
            gaps += own.above + own.below;
        }
        if (amount > 0)
            scale = fmin(scale, fmax(height - gaps, least) / amount);
    }
    return isfinite(scale) ? scale : 0;
}

void flow_graph_place(struct flow_graph *graph, double top, double bottom, flow_graph_room_fn *room, const void *user)
{
    struct standing *standings = mem_new(graph->node_count + graph->stream_count + 1, sizeof *standings);
    find_orders(graph, standings);
    graph->scale = 0;
    for (int pass = 0; pass < 4; pass++) /* what is higher needs less room for its words, so each scale still fits */
        graph->scale = scale_for(graph, standings, bottom - top, room, user);
    for (int column = 0; column < graph->columns; column++) {
        size_t count = column_of(graph, column, standings);
        place_column(graph, standings, count, top, bottom, room, user);
    }
    place_streams(graph, standings, false);
    place_streams(graph, standings, true);
    free(standings);
}

void flow_graph_release(struct flow_graph *graph)
{
    free(graph->nodes);
    free(graph->links);
    free(graph->streams);
    *graph = (struct flow_graph){0};
}
