#include "model/service.h"

#include <math.h>

#include "model/inputs.h"

struct service_input {
    const struct param *row;
    struct law_param *law; /* that the value is part of, or null */
    uint32_t stream;
};

/* What only shows in calculation is told by path; here it gets the line where that path stands. */
static void place_problems(const struct node *tree, struct diag *diag, size_t first)
{
    for (size_t i = first; i < diag->count; i++) {
        struct problem *problem = &diag->problems[i];
        if (problem->place.line > 0 || problem->path == NULL)
            continue;
        const struct node *node = tree_nearest(tree, problem->path);
        problem->place = node->key != NULL ? node->key_at : node->at;
    }
}

static void open_inputs(struct service *service)
{
    service->inputs = arena_new(&service->arena, service->filled.uncertain_count + 1, sizeof *service->inputs);
    for (size_t i = 0; i < service->filled.uncertain_count; i++) {
        const char *path = service->filled.uncertain[i].path;
        struct service_input *input = &service->inputs[i];
        param_number(&plan_table, service->plan, path, &input->row);
        input->law = param_law(&plan_table, service->plan, path);
        input->stream = rng_stream(&service->prepared.registry, "input", path, NULL, NULL);
    }
}

/* A source line for a figure that is not there documents nothing; most often its path is mistyped. */
static void check_sources(const struct plan *plan, const struct node *tree, struct diag *diag)
{
    for (size_t i = 0; i < plan->sources.count; i++) {
        const char *path = plan_items(plan->sources, struct plan_figure)[i].named.name;
        if (tree_find(tree, path) != NULL)
            continue;
        const struct node *sources = tree_child(tree, "sources");
        const struct node *line = sources == NULL ? NULL : tree_child(sources, path);
        struct place place = line == NULL ? (struct place){0} : line->key_at;
        diag_error(diag, place, "sources",
                   "\"%s\" names nothing that this scenario states; correct the path, or remove the line", path);
    }
}

bool service_open(struct service *service, const struct node *tree, struct diag *diag)
{
    *service = (struct service){0};
    size_t errors = diag->errors;
    service->filled = param_fill(&plan_table, tree, &service->arena, diag);
    service->plan = service->filled.values;
    if (diag->errors > errors)
        return false;
    size_t known = diag->count;
    prepared_make(&service->prepared, service->plan, diag);
    open_inputs(service);
    check_sources(service->plan, tree, diag);
    lever_open(&service->levers, &service->filled, &service->arena, diag);
    prepared_note_levers(&service->prepared, &service->levers);
    place_problems(tree, diag, known);
    return diag->errors == errors;
}

double service_input_at(const struct service *service, size_t index, double share)
{
    const struct uncertain *uncertain = &service->filled.uncertain[index];
    const struct param *row = service->inputs[index].row;
    double value = inputs_quantile(uncertain, share);
    bool limited = row != NULL && (row->min != 0 || row->max != 0);
    double least = limited ? row->min : 0, most = limited && row->max >= row->min ? row->max : (double)INFINITY;
    if (!limited && uncertain->unit == UNIT_SHARE)
        most = 1;
    if (!limited && (uncertain->unit == UNIT_NONE || uncertain->unit == UNIT_PER_CASE))
        least = -(double)INFINITY;
    return fmin(fmax(value, least), most);
}

/* NaN: not held. */
static double held_share(const struct service *service, size_t index, uint32_t replication)
{
    const struct service_hold *held = service->held;
    size_t row = held == NULL ? 0 : ((replication - held->first) / held->each) % held->rows;
    return held == NULL ? (double)NAN : held->shares[row * held->inputs + index];
}

double service_input_share(const struct service *service, size_t index, uint64_t seed, uint32_t replication)
{
    double share = held_share(service, index, replication);
    if (!isnan(share) || service->plan->clock.inputs == INPUTS_LIKELY)
        return isnan(share) ? 0.5 : share;
    uint32_t draw = replication / (uint32_t)service->plan->clock.per_draw;
    return inputs_uniform(seed, service->inputs[index].stream, draw);
}

double service_input_value(const struct service *service, size_t index, uint64_t seed, uint32_t replication)
{
    if (service->plan->clock.inputs == INPUTS_LIKELY && isnan(held_share(service, index, replication)))
        return service->filled.uncertain[index].likely;
    return service_input_at(service, index, service_input_share(service, index, seed, replication));
}

bool service_is_drawn(const struct service *service)
{
    return service->filled.uncertain_count > 0 && service->plan->clock.inputs == INPUTS_DRAWN;
}

void service_draw(struct service *service, uint64_t seed, uint32_t replication)
{
    size_t count = service->filled.uncertain_count;
    if (count == 0 || (service->held == NULL && !service_is_drawn(service)))
        return;
    for (size_t i = 0; i < count; i++)
        *service->filled.uncertain[i].where = service_input_value(service, i, seed, replication);
    prepared_refresh(&service->prepared);
    /* laws are made after every number has its value: a law may hold several */
    for (size_t i = 0; i < count; i++)
        if (service->inputs[i].law != NULL)
            param_law_make(service->inputs[i].law, &service->prepared.draw_arena);
    prepared_numbers(&service->prepared);
}

void service_close(struct service *service)
{
    prepared_release(&service->prepared);
    arena_release(&service->arena);
    *service = (struct service){0};
}
