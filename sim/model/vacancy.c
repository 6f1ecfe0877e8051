#include "model/vacancy.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

double vacancy_posts(double fte)
{
    return fmax(0, floor(fte + 0.5 + 1e-9));
}

static size_t vacant(const struct team_unit *unit)
{
    return (size_t)vacancy_posts(unit->posts - unit->permanent);
}

static void open_post(struct vacancy_list *list, double now)
{
    if (list->first + list->count == list->capacity && list->first > 0) {
        memmove(list->since, list->since + list->first, list->count * sizeof *list->since);
        list->first = 0;
    }
    mem_grow(&list->since, &list->capacity, list->first + list->count + 1, sizeof *list->since);
    list->since[list->first + list->count++] = now;
}

void vacancy_start(struct world *world)
{
    world->vacancies = mem_new(world->prepared->unit_count + 1, sizeof *world->vacancies);
    for (size_t u = 0; u < world->prepared->unit_count; u++)
        vacancy_review(world, (int)u);
}

void vacancy_review(struct world *world, int unit)
{
    struct vacancy_list *list = &world->vacancies[unit];
    size_t posts = vacant(&world->units[unit]);
    while (list->count < posts)
        open_post(list, world->engine.now);
    if (list->count > posts)
        list->count = posts;
}

void vacancy_filled(struct world *world, int unit, bool starter)
{
    struct vacancy_list *list = &world->vacancies[unit];
    size_t posts = vacant(&world->units[unit]);
    if (list->count <= posts)
        return;
    struct counts *counts = &world->counts[1 + world->units[unit].team];
    if (starter) {
        counts->filled++;
        counts->filled_after += world->engine.now - list->since[list->first];
    }
    list->first++;
    list->count--;
    vacancy_review(world, unit);
}

void vacancy_release(struct world *world)
{
    for (size_t u = 0; world->vacancies != NULL && u < world->prepared->unit_count; u++)
        free(world->vacancies[u].since);
    free(world->vacancies);
}
