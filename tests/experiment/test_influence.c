/* Influence finds the inputs that a result was made from, in their order and with their signs. */
#include "experiment/influence.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "support/scene.h"

static const char yaml[] =
    "schema: 1\n"
    "demand: {sources: {door: {enters: desk, rate: {likely: 10 children per week, low: 8 children per week, high: 13 "
    "children per week}}}}\n"
    "pathway:\n"
    "  desk: {team: team, takes: {likely: 6 weeks, low: 4 weeks, high: 9 weeks}, hands_on: {likely: 50%, low: 40%, high: "
    "60%}, then: {closed: 100%}}\n"
    "teams: {team: {posts: 5, capacity: {likely: 15, low: 12, high: 18}, staff: {all: {fte: 5}}}}\n";

enum { RUNS = 100 };

static size_t input_of(const struct service *service, const char *path)
{
    for (size_t i = 0; i < service->filled.uncertain_count; i++)
        if (strcmp(service->filled.uncertain[i].path, path) == 0)
            return i;
    cr_assert(false, "no uncertain %s", path);
    return 0;
}

Test(influence, finds_what_a_result_was_made_from)
{
    struct scene scene;
    struct ensemble ensemble;
    struct influence found[8];
    scene_open(&scene, yaml);
    const struct service *service = &scene.service;
    cr_assert_eq(service->filled.uncertain_count, 4, "%zu inputs", service->filled.uncertain_count);
    size_t rate = input_of(service, "demand.sources.door.rate"), capacity = input_of(service, "teams.team.capacity");
    ensemble_init(&ensemble, service->plan, RUNS);
    size_t series = metric_series(&ensemble.layout, METRIC_CASELOAD, METRIC_SERVICE);
    for (uint32_t run = 0; run < RUNS; run++) {
        double value =
            3 * service_input_value(service, rate, 7, run) - 2 * service_input_value(service, capacity, 7, run);
        *ensemble_value(&ensemble, series, 0, run) = (float)value;
    }
    *ensemble_value(&ensemble, series, 0, 5) = NAN; /* a run without a value */
    size_t count = influence_find(&ensemble, service, 7, series, 0, found);
    cr_assert(count >= 2 && count <= 3, "%zu inputs told from nought", count);
    cr_assert(found[0].input == rate && found[0].rank > 0.6, "first input %zu, %.2f", found[0].input, found[0].rank);
    cr_assert(found[1].input == capacity && found[1].rank < -0.4, "second input %zu, %.2f", found[1].input,
              found[1].rank);
    cr_assert_eq(influence_find(&ensemble, service, 8, series, 0, found), 0, "draws of another seed go with nothing");
    ensemble_release(&ensemble);
    scene_close(&scene);
}
