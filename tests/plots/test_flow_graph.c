/* Streams of cases: whoever comes in goes out, and no words of a column meet. */
#include <criterion/criterion.h>
#include <math.h>

#include "plots/flow_graph.h"
#include "support/fake_ensemble.h"

static struct flow_room room_of(const void *user, const struct flow_graph *graph, size_t node)
{
    (void)user, (void)graph, (void)node;
    return (struct flow_room){20, 2};
}

static bool is_words(const struct flow_node *node)
{
    return node->kind != FLOW_NODE_PASSING && node->amount > 0;
}

static void check_apart(const struct flow_graph *graph, double top, double bottom, size_t stages)
{
    static const double eps = 1e-6;
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct flow_node *a = &graph->nodes[i];
        if (!is_words(a))
            continue;
        double low = a->top + a->amount * graph->scale;
        cr_assert(a->top - 20 >= top - eps && low <= bottom + eps, "%zu stages: node %zu is on the page", stages, i);
        for (size_t k = 0; k < graph->node_count; k++) {
            const struct flow_node *b = &graph->nodes[k];
            if (k != i && is_words(b) && b->column == a->column && b->top >= a->top)
                cr_assert(b->top - 20 >= low + 2 - eps, "%zu stages: words of node %zu meet node %zu", stages, k, i);
        }
    }
}

static void check_balance(const struct flow_graph *graph, size_t stages)
{
    for (size_t i = 0; i < graph->node_count; i++) {
        double in = 0, out = 0;
        for (size_t k = 0; k < graph->stream_count; k++) {
            const struct flow_stream *stream = &graph->streams[k];
            in += stream->to == i ? stream->amount : 0;
            out += stream->from == i ? stream->amount : 0;
            cr_assert_eq(graph->nodes[stream->to].column, graph->nodes[stream->from].column + 1,
                         "%zu stages: a stream goes to the next column", stages);
        }
        /* Links back are told in words. */
        for (size_t k = 0; k < graph->link_count; k++)
            if (graph->links[k].back) {
                in += graph->links[k].to == i ? graph->links[k].amount : 0;
                out += graph->links[k].from == i ? graph->links[k].amount : 0;
            }
        cr_assert_float_eq(in, graph->nodes[i].in, 1e-6, "%zu stages: node %zu gets %g of %g", stages, i, in,
                           graph->nodes[i].in);
        cr_assert_float_eq(out, graph->nodes[i].out, 1e-6, "%zu stages: node %zu sends %g of %g", stages, i, out,
                           graph->nodes[i].out);
        if (graph->nodes[i].kind == FLOW_NODE_STAGE)
            /* but for a route that hardly anybody takes, which is left out */
            cr_assert_float_eq(in, out, 0.011, "%zu stages: who comes into stage %zu leaves it", stages, i);
    }
}

Test(flow_graph, whoever_comes_in_goes_out_and_no_words_meet)
{
    for (size_t stages = 1; stages <= 12; stages++) {
        struct fake_ensemble fake;
        fake_ensemble_open(&fake, (struct fake_options){.runs = 2, .teams = 1, .weeks = 4, .stages = stages});
        struct chart_run run = {.ensemble = &fake.ensemble, .prepared = &fake.prepared};
        struct figure figure = {.run = &run};
        struct flow_graph graph;
        flow_graph_init(&graph, &figure);
        check_balance(&graph, stages);
        flow_graph_place(&graph, 80, 480, room_of, NULL);
        cr_assert(graph.scale > 0 && isfinite(graph.scale), "%zu stages: a scale", stages);
        check_apart(&graph, 80, 480, stages);
        flow_graph_release(&graph);
        fake_ensemble_close(&fake);
    }
}
