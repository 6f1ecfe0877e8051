#include "command/assumptions.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

/* The number of an input among those of an option; as many as it has when it has none. */
static size_t find_input(const struct service *service, const char *path)
{
    size_t i = 0;
    while (i < service->filled.uncertain_count && !text_equal(service->filled.uncertain[i].path, path))
        i++;
    return i;
}

static const struct service *service_of(const struct assumptions *assumptions, size_t option)
{
    return &compare_set_load(assumptions->set, 0, option)->service;
}

static bool is_known(const struct assumptions *assumptions, size_t options, const char *path)
{
    for (size_t i = 0; i < options; i++) {
        const struct service *service = service_of(assumptions, i);
        if (find_input(service, path) < service->filled.uncertain_count)
            return true;
    }
    return false;
}

void assumptions_init(struct assumptions *assumptions, const struct compare_set *set)
{
    size_t room = 1;
    *assumptions = (struct assumptions){.set = set};
    for (size_t i = 0; i < set->options; i++)
        room += service_of(assumptions, i)->filled.uncertain_count;
    assumptions->all = mem_new(room, sizeof *assumptions->all);
    assumptions->named = mem_new(room, sizeof *assumptions->named);
    assumptions->services = mem_new(room, sizeof *assumptions->services);
    assumptions->input = mem_new(room, sizeof *assumptions->input);
    for (size_t i = 0; i < set->options; i++) {
        const struct service *service = service_of(assumptions, i);
        for (size_t k = 0; k < service->filled.uncertain_count; k++)
            if (!is_known(assumptions, i, service->filled.uncertain[k].path))
                assumptions->all[assumptions->count++] = (struct assumption){.option = i, .input = k};
    }
}

void assumptions_order(struct assumptions *assumptions, struct information_input *values)
{
    for (size_t i = 1; i < assumptions->count; i++)
        for (size_t k = i; k > 0; k--) {
            const struct information_input value = values[k], before = values[k - 1];
            const struct assumption assumption = assumptions->all[k];
            bool ahead = value.told != before.told ? value.told : value.moves > before.moves;
            if (!ahead)
                break;
            values[k] = before;
            values[k - 1] = value;
            assumptions->all[k] = assumptions->all[k - 1];
            assumptions->all[k - 1] = assumption;
        }
}

void assumptions_name(struct assumptions *assumptions)
{
    for (size_t option = 0; option < assumptions->set->options; option++) {
        struct findings_input *own = findings_inputs(service_of(assumptions, option), &assumptions->arena);
        for (size_t i = 0; i < assumptions->count; i++)
            if (assumptions->all[i].option == option) {
                assumptions->named[i] = own[assumptions->all[i].input];
                assumptions->services[i] = service_of(assumptions, option);
                assumptions->input[i] = assumptions->all[i].input;
            }
        free(own);
    }
}

double *assumptions_places(const struct assumptions *assumptions, size_t index, uint64_t seed, size_t runs)
{
    const struct assumption *own = &assumptions->all[index];
    double *places = mem_new(runs + 1, sizeof *places);
    for (size_t run = 0; run < runs; run++)
        places[run] =
            switching_place(service_input_share(service_of(assumptions, own->option), own->input, seed, (uint32_t)run));
    return places;
}

void assumptions_hold(struct service *service, const char *path, double place, size_t first, struct service_hold *held)
{
    size_t count = service->filled.uncertain_count, own = find_input(service, path);
    double *shares = mem_new(count + 1, sizeof *shares);
    for (size_t i = 0; i < count; i++)
        shares[i] = i == own ? switching_share(place) : (double)NAN;
    *held = (struct service_hold){.shares = shares, .inputs = count, .rows = 1, .each = 1, .first = first};
    service->held = held;
}

void assumptions_let_go(struct service *service, struct service_hold *held)
{
    service->held = NULL;
    free((void *)held->shares);
    *held = (struct service_hold){0};
}

void assumptions_release(struct assumptions *assumptions)
{
    free(assumptions->all);
    free(assumptions->named);
    free(assumptions->services);
    free(assumptions->input);
    arena_release(&assumptions->arena);
    *assumptions = (struct assumptions){0};
}
