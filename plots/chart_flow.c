/* Cases through the pathway in a year: referrals, stages and exits from left to right, as wide as they are many. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/words.h"
#include "plots/figure.h"
#include "plots/flow_graph.h"

enum { LINES = 2, STEPS = 24 };

/* Distances on the page. */
static const double bar = 9, line_step = 14.5, exits_wide = 150, thinnest = 1.2, tight_count = 44;

static const struct theme_words name_look = {THEME_SMALL, true, THEME_DARK};
static const struct theme_words count_look = {THEME_SMALL, false, THEME_GREY};

static const char referred[] = "Referred";

static const char *node_title(const struct flow_node *node)
{
    return node->kind == FLOW_NODE_SOURCE ? referred : node->title;
}

static bool is_drawn(const struct flow_node *node)
{
    return node->kind != FLOW_NODE_PASSING && node->amount > 0;
}

static void write_count(double cases, char out[static WORDS_SHORT])
{
    words_number(cases, cases < 10 ? 1 : 0, out);
}

/* --- words -------------------------------------------------------------------------------------------------------- */

/* The stage from which most leave the service, and how many do. */
static const struct flow_node *main_way_out(const struct flow_graph *graph, double *from, double *all)
{
    const struct flow_node *most = NULL;
    *from = *all = 0;
    for (size_t s = 1; s <= graph->stage_count; s++) {
        double out = 0;
        for (size_t i = 0; i < graph->link_count; i++)
            if (graph->links[i].from == s && graph->nodes[graph->links[i].to].kind == FLOW_NODE_EXIT)
                out += graph->links[i].amount;
        *all += out;
        if (out > *from) {
            *from = out;
            most = &graph->nodes[s];
        }
    }
    return most;
}

static void write_headline(struct figure *figure, const struct flow_graph *graph)
{
    double from, all;
    const struct flow_node *most = main_way_out(graph, &from, &all);
    struct text *out = &figure->headline;
    char in[WORDS_SHORT], left[WORDS_SHORT], share[WORDS_SHORT];
    write_count(graph->nodes[0].out, in);
    write_count(all, left);
    if (!most || graph->nodes[0].out <= 0) {
        text_add(out, "Cases through the pathway");
        return;
    }
    words_share(from / all, share);
    text_printf(out, "%s cases a year come in and %s leave, ", in, left);
    if (from < all * 0.995)
        text_printf(out, "%s of them from ", share);
    else
        text_add(out, "nearly all from ");
    layout_cut_name(out, most->title, (struct layout_font){THEME_TITLE * 4 / 3, true}, THEME_NAME);
}

/* Mean over the runs, a year. */
static double total_a_year(const struct figure *figure, enum metric metric)
{
    const struct ensemble *ensemble = figure->run->ensemble;
    if (ensemble->samples < 2)
        return (double)NAN;
    size_t series = metric_series(&ensemble->layout, metric, METRIC_SERVICE);
    struct ensemble_point point = ensemble_average(ensemble, series, 1, ensemble->samples - 1);
    return point.tally.count ? point.tally.mean / ensemble->plan->clock.sample * figure->run->prepared->year
                             : (double)NAN;
}

static void write_subtitle(struct figure *figure)
{
    double all = total_a_year(figure, METRIC_REFERRALS), again = total_a_year(figure, METRIC_RETURNS);
    text_add(&figure->subtitle, "Cases a year, mean of runs.");
    if (all > 0 && again > 0) {
        char share[WORDS_SHORT];
        words_share(again / all, share);
        text_printf(&figure->subtitle, " %s of referrals are re-referrals.", share);
    }
}

static void tell_link(const struct flow_graph *graph, const struct flow_link *link, struct text *out)
{
    char count[WORDS_SHORT];
    write_count(link->amount, count);
    text_printf(out, "%s from %s to %s", count, node_title(&graph->nodes[link->from]),
                node_title(&graph->nodes[link->to]));
}

static void write_alt(struct figure *figure, const struct flow_graph *graph)
{
    text_add(&figure->alt, "Flow diagram of cases through the pathway, cases a year, mean of runs.");
    for (size_t i = 0; i < graph->link_count; i++) {
        text_add(&figure->alt, i ? "; " : " ");
        tell_link(graph, &graph->links[i], &figure->alt);
    }
    text_add(&figure->alt, graph->link_count ? "." : " No case goes anywhere.");
}

/* As RFC 4180 asks. */
static void add_field(struct text *out, const char *words)
{
    text_add(out, "\"");
    for (; *words != '\0'; words++)
        text_printf(out, *words == '"' ? "\"\"" : "%c", *words);
    text_add(out, "\"");
}

static void write_csv(struct figure *figure, const struct flow_graph *graph)
{
    text_add(&figure->csv, "from,to,cases_a_year,leaves\n");
    for (size_t i = 0; i < graph->link_count; i++) {
        const struct flow_link *link = &graph->links[i];
        struct text from = {0}, to = {0};
        theme_clean(&from, node_title(&graph->nodes[link->from]));
        theme_clean(&to, node_title(&graph->nodes[link->to]));
        add_field(&figure->csv, from.at);
        text_add(&figure->csv, ",");
        add_field(&figure->csv, to.at);
        figure_csv_number(figure, link->amount, 2);
        text_add(&figure->csv, graph->nodes[link->to].kind == FLOW_NODE_EXIT ? ",yes\n" : ",no\n");
        text_release(&from);
        text_release(&to);
    }
}

/* --- drawing ------------------------------------------------------------------------------------------------------ */

struct page {
    double left, pitch; /* of columns */
    bool tight;         /* so many stand in a column that each has one line for its name and its count */
    bool *wide;         /* [node] nothing stands beside its words, so they may go on; null until that is known */
};

static double x_of(const struct page *page, const struct flow_node *node)
{
    return page->left + node->column * page->pitch;
}

/* Words of a node: its name in one line or two, then how many. */
static size_t wrap_name(const struct page *page, const struct flow_node *node, bool wide,
                        struct text lines[static LINES])
{
    struct text clean = {0};
    theme_clean(&clean, node_title(node));
    double width = node->kind == FLOW_NODE_EXIT ? exits_wide - bar - 20 : page->pitch * (wide ? 2 : 1) - 10;
    width = fmin(width, THEME_WIDTH - x_of(page, node) - 12.5);
    size_t count = 1;
    if (page->tight)
        layout_cut_name(&lines[0], clean.at, theme_font(name_look), width - tight_count);
    else
        count = layout_wrap(clean.at, theme_font(name_look), width, LINES, lines);
    text_release(&clean);
    return count;
}

static size_t lines_of(const struct page *page, const struct flow_node *node)
{
    struct text lines[LINES] = {0};
    size_t count = wrap_name(page, node, false, lines);
    for (size_t i = 0; i < LINES; i++)
        text_release(&lines[i]);
    return page->tight ? 1 : count + 1;
}

/* Words stand above a node, but beside an exit, where they take room only when it is low. */
static struct flow_room room_of(const void *user, const struct flow_graph *graph, size_t node)
{
    const struct flow_node *at = &graph->nodes[node];
    double high = (double)lines_of(user, at) * line_step + 4, half = (high - at->amount * graph->scale) / 2;
    return at->kind == FLOW_NODE_EXIT ? (struct flow_room){fmax(half, 4), fmax(half, 4)} : (struct flow_room){high, 2};
}

/* Words may go on over the next column when neither a bar nor words stand there at their height. */
static bool is_free_beside(const struct flow_graph *graph, const struct page *page, size_t index)
{
    const struct flow_node *node = &graph->nodes[index];
    double top = node->top - room_of(page, graph, index).above;
    for (size_t i = 0; i < graph->node_count; i++) {
        const struct flow_node *other = &graph->nodes[i];
        if (!is_drawn(other) || other->column != node->column + 1)
            continue;
        if (other->top - room_of(page, graph, i).above < node->top &&
            other->top + fmax(other->amount * graph->scale, thinnest) > top)
            return false;
    }
    return true;
}

/* From edge to edge as half a wave, so that streams meet their nodes level. */
static void write_stream(struct figure *figure, const struct flow_graph *graph, const struct page *page,
                         const struct flow_stream *stream)
{
    const struct flow_node *from = &graph->nodes[stream->from], *to = &graph->nodes[stream->to];
    double x1 = x_of(page, from) + (from->kind == FLOW_NODE_PASSING ? 0 : bar), x2 = x_of(page, to);
    double wide = fmax(stream->amount * graph->scale, thinnest);
    for (int i = 0; i <= STEPS; i++) {
        double share = (double)i / STEPS, bend = share * share * (3 - 2 * share);
        double y = stream->start + bend * (stream->stop - stream->start);
        figure_row(figure, (double[]){x1 + share * (x2 - x1), y, y + wide}, 3);
    }
    if (to->kind == FLOW_NODE_PASSING) /* straight through the column */
        figure_row(figure, (double[]){x2 + bar, stream->stop, stream->stop + wide}, 3);
    text_add(&figure->data, "\n\n");
}

/* Two blocks: onward, and out of the service. Returns how many streams are in each. */
static void write_data(struct figure *figure, const struct flow_graph *graph, const struct page *page,
                       size_t counts[static 2])
{
    static const char *const names[] = {"onward", "leaving"};
    for (int leaves = 0; leaves < 2; leaves++) {
        figure_block_open(figure, names[leaves]);
        counts[leaves] = 0;
        for (size_t i = 0; i < graph->stream_count; i++)
            if (graph->streams[i].leaves == leaves) {
                write_stream(figure, graph, page, &graph->streams[i]);
                counts[leaves]++;
            }
        figure_block_close(figure);
    }
}

static void draw_node(struct figure *figure, const struct flow_graph *graph, const struct page *page, size_t index)
{
    static const char *const colours[] = {THEME_TURQUOISE_WORDS, THEME_BLUE, THEME_GREY};
    const struct flow_node *node = &graph->nodes[index];
    struct text lines[LINES] = {0};
    size_t count = wrap_name(page, node, page->wide[index], lines);
    double x = x_of(page, node), high = fmax(node->amount * graph->scale, thinnest);
    theme_box(&figure->draw, x, node->top, bar, high, colours[node->kind]);
    bool beside = node->kind == FLOW_NODE_EXIT;
    double at = beside ? x + bar + 6 : x;
    double under = page->tight ? 0 : (double)count * line_step; /* of the count beneath the name's first line */
    double y = beside ? node->top + high / 2 - under / 2 : node->top - 9 - under;
    for (size_t i = 0; i < count; i++)
        theme_label(&figure->draw, at, y + (double)i * line_step, THEME_LEFT, name_look,
                    lines[i].at ? lines[i].at : "");
    char cases[WORDS_SHORT];
    write_count(node->kind == FLOW_NODE_SOURCE ? node->out : node->in, cases);
    if (page->tight)
        at += layout_width(lines[0].at ? lines[0].at : "", theme_font(name_look)) + 6;
    theme_label(&figure->draw, at, y + under, THEME_LEFT, count_look, cases);
    for (size_t i = 0; i < LINES; i++)
        text_release(&lines[i]);
}

/* What goes back, in words under the diagram. */
static void draw_backs(struct figure *figure, const struct flow_graph *graph, double y)
{
    struct text words = {0}, clean = {0}, cut = {0};
    for (size_t i = 0; i < graph->link_count; i++) {
        if (!graph->links[i].back)
            continue;
        text_add(&words, words.length ? "; " : "Not drawn, since they go back: ");
        tell_link(graph, &graph->links[i], &words);
    }
    if (words.length) {
        theme_clean(&clean, words.at);
        layout_cut(&cut, clean.at, theme_font(count_look), THEME_WIDTH - 25);
        theme_label(&figure->draw, 12.5, y, THEME_LEFT, count_look, cut.at);
    }
    text_release(&words);
    text_release(&clean);
    text_release(&cut);
}

static void plot(struct figure *figure, const size_t counts[static 2])
{
    static const char *const names[] = {"onward", "leaving"}, *const colours[] = {THEME_BLUE_80, "#D6D6D6"};
    struct text *draw = &figure->draw;
    const char *before = "plot ";
    theme_margins(draw, (struct theme_area){0, THEME_WIDTH, 0, figure->height});
    text_printf(draw,
                "set border 0; unset xtics; unset ytics; unset grid\n"
                "set xrange [0:%g]; set yrange [%g:0]\n",
                THEME_WIDTH, figure->height);
    for (int leaves = 1; leaves >= 0; leaves--)
        for (size_t i = 0; i < counts[leaves]; i++) {
            text_printf(draw,
                        "%s$flow_%s index %zu using 1:2:3 with filledcurves fillcolor rgb '%s' title 'stream', \\\n"
                        "    $flow_%s index %zu using 1:2 with lines lw 0.8 lc rgb 'white' title 'edge', \\\n"
                        "    $flow_%s index %zu using 1:3 with lines lw 0.8 lc rgb 'white' title 'edge'",
                        before, names[leaves], i, colours[leaves], names[leaves], i, names[leaves], i);
            before = ", \\\n    ";
        }
    text_add(draw, "\n");
}

static double pitch_of(const struct flow_graph *graph, const struct page *page)
{
    return (THEME_WIDTH - exits_wide - page->left) / (graph->columns - 1);
}

/* What the fullest column needs for its words, with a little for the streams themselves. */
static double height_needed(const struct flow_graph *graph, const struct page *page)
{
    static const double streams = 60;
    double most = 0;
    for (int column = 0; column < graph->columns; column++) {
        double high = 0;
        for (size_t i = 0; i < graph->node_count; i++) {
            if (graph->nodes[i].column != column || !(graph->nodes[i].amount > 0))
                continue;
            struct flow_room room = is_drawn(&graph->nodes[i]) ? room_of(page, graph, i) : (struct flow_room){4, 4};
            high += room.above + room.below;
        }
        most = fmax(most, high);
    }
    return most + streams;
}

/* Columns of many are set tight, and when even so they do not fit, the page is made longer. */
static bool make_room(struct figure *figure, const struct flow_graph *graph)
{
    static const double usual = 370; /* of a page whose title and subtitle take two lines each */
    static const double around = 28; /* streams go beyond the area of a plot with axes, which have no words here */
    struct page page = {.left = 16};
    page.pitch = pitch_of(graph, &page);
    page.tight = height_needed(graph, &page) > usual;
    figure->least = fmax(0, height_needed(graph, &page) - around);
    return page.tight;
}

static void draw_flow(struct figure *figure, struct flow_graph *graph, bool tight)
{
    bool backs = false;
    for (size_t i = 0; i < graph->link_count; i++)
        backs = backs || graph->links[i].back;
    struct page page = {.left = 16, .tight = tight};
    page.pitch = pitch_of(graph, &page);
    double foot = figure->area.bottom + 40;
    flow_graph_place(graph, figure->area.top - 12, foot - (backs ? 24 : 6), room_of, &page);
    page.wide = mem_new(graph->node_count, sizeof *page.wide);
    for (size_t i = 0; i < graph->node_count; i++)
        page.wide[i] = is_drawn(&graph->nodes[i]) && is_free_beside(graph, &page, i);
    size_t counts[2];
    write_data(figure, graph, &page, counts);
    for (size_t i = 0; i < graph->node_count; i++)
        if (is_drawn(&graph->nodes[i]))
            draw_node(figure, graph, &page, i);
    draw_backs(figure, graph, foot - 4);
    plot(figure, counts);
    free(page.wide);
}

void chart_flow(struct figure *figure)
{
    if (!figure->run->prepared || figure->run->ensemble->plan->pathway.count < 2) {
        figure->left_out = true;
        return;
    }
    struct flow_graph graph;
    flow_graph_init(&graph, figure);
    write_headline(figure, &graph);
    write_subtitle(figure);
    text_add(&figure->note, "Widths are means");
    write_alt(figure, &graph);
    write_csv(figure, &graph);
    bool tight = make_room(figure, &graph);
    figure_frame(figure);
    if (graph.stream_count)
        draw_flow(figure, &graph, tight);
    else
        figure_nothing(figure, "No case goes anywhere in any run, so there is no flow to draw.");
    flow_graph_release(&graph);
}
