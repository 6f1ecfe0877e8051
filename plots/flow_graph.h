/* The flow graph: cases through the pathway as nodes in columns and streams between them, before anything is drawn.
 *
 * Referrals stand in the first column, stages follow in the order in which cases can reach them, exits stand in the last. A
 * stream that passes a column has a place of its own there. What goes back to an earlier stage, or to one in the same
 * column, is no stream: it is told in words. chart_flow.c draws it; come here for who stands where. */
#ifndef PLOTS_FLOW_GRAPH_H
#define PLOTS_FLOW_GRAPH_H

#include "plots/figure.h"

enum flow_node_kind { FLOW_NODE_SOURCE, FLOW_NODE_STAGE, FLOW_NODE_EXIT, FLOW_NODE_PASSING };

struct flow_node {
    enum flow_node_kind kind;
    const char *title; /* of the scenario; null for sources and passing streams */
    int column;
    double in, out; /* cases a year */
    double amount;  /* the larger of both: how high it is */
    double order;   /* within its column, from the top */
    double top;     /* on the page */
};

/* Between nodes of neighbouring columns. */
struct flow_stream {
    size_t from, to;    /* nodes */
    double amount;      /* cases a year */
    bool leaves;        /* its end is an exit */
    double start, stop; /* where its upper edge begins and ends on the page */
};

/* As the model counts it: from a node to a node, however far. */
struct flow_link {
    size_t from, to;
    double amount;
    bool back; /* told in words */
};

/* Owned; flow_graph_release(). */
struct flow_graph {
    struct flow_node *nodes;
    size_t node_count, stage_count, exit_count; /* the source, stages and exits come first, in plan order */
    struct flow_link *links;
    size_t link_count;
    struct flow_stream *streams;
    size_t stream_count;
    int columns;
    double scale; /* units of the page for one case a year */
};

/* Mean cases a year over the runs that came to their end; needs run->prepared. */
void flow_graph_init(struct flow_graph *graph, const struct figure *figure);

/* What a node needs above and below it for its words, in units of the page. Called with scale 0 before that is known: then
 * the most that it can need. */
struct flow_room {
    double above, below;
};
typedef struct flow_room flow_graph_room_fn(const void *user, const struct flow_graph *graph, size_t node);

/* Finds places between top and bottom for everything. */
void flow_graph_place(struct flow_graph *graph, double top, double bottom, flow_graph_room_fn *room, const void *user);

void flow_graph_release(struct flow_graph *graph);

#endif
