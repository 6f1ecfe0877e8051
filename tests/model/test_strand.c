#include <criterion/criterion.h>

#include "model/strand.h"
#include "support/scene.h"

static const char towns[] =
    "schema: 1\n"
    "clock: {start: 2024-01-01, length: 20 weeks}\n"
    "demand: {sources: {east: {enters: desk-east, rate: 5 per week}, west: {enters: desk-west, rate: 5 per week}}}\n"
    "pathway:\n"
    "  desk-east: {team: east, takes: {mean: 1 week, law: exponential}, opening: 5, then: {away: 60%, gone: 40%}}\n"
    "  desk-west: {team: west, takes: {mean: 1 week, law: exponential}, opening: 5, then: {care-west: 50%, gone: 50%}}\n"
    "  care-east: {team: east, takes: {mean: 2 weeks, law: exponential}, opening: 5, then: {gone: 100%}}\n"
    "  care-west: {team: west, takes: {mean: 2 weeks, law: exponential}, opening: 5, then: {gone: 100%}}\n"
    "exits:\n"
    "  gone: {returns: 0%}\n"
    "  away: {returns: 50%, after: {law: exponential, mean: 4 weeks}, enters: care-east}\n"
    "teams:\n"
    "  east: {posts: {funded: 4}, capacity: 18, staff: {e: {grade: worker, contract: permanent, fte: 4}}}\n"
    "  west: {posts: {funded: 4}, capacity: 18, staff: {w: {grade: worker, contract: permanent, fte: 4}}}\n"
    "workforce: {grades: {worker: {}}}\n";

/* East hangs together only by those who come back, west by a route; an exit that both use ties nobody to anybody. */
Test(strand, stages_hang_together_by_routes_and_returns)
{
    struct scene scene;
    scene_open(&scene, towns);
    const struct prepared *prepared = &scene.service.prepared;
    const struct prepared_stage *east = scene_stage(&scene, "desk-east"), *west = scene_stage(&scene, "desk-west");
    cr_assert_neq(east->strand, west->strand, "the towns share no stage");
    cr_assert_eq(scene_stage(&scene, "care-east")->strand, east->strand, "by coming back");
    cr_assert_eq(scene_stage(&scene, "care-west")->strand, west->strand, "by a route");
    cr_assert_eq(prepared->places, 2);
    cr_assert_eq(east->place + scene_stage(&scene, "care-east")->place, 1, "each has a place of its own");
    cr_assert_eq(strand_of_origin(prepared, ORIGIN_SOURCE, 1), west->strand);
    /* names come in order */
    cr_assert_eq(strand_of_origin(prepared, ORIGIN_PAST, 0), east->strand, "who is away comes back");
    cr_assert_eq(strand_of_origin(prepared, ORIGIN_PAST, 1), -1, "nobody comes back from gone");
    scene_run(&scene, 1, 0);
    cr_assert_gt(scene_value(&scene, METRIC_STAGE_OPEN, 2, scene.samples - 1), 0);
    scene_close(&scene);
}
