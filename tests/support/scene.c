#include "support/scene.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/program.h"

void scene_open_file(struct scene *scene, const char *path)
{
    *scene = (struct scene){0};
    bool right = scenario_load(&scene->scenario, path, NULL, 0, &scene->diag) &&
                 service_open(&scene->service, scene->scenario.root, &scene->diag) && scene->diag.errors == 0;
    if (!right)
        diag_print(&scene->diag, stderr);
    cr_assert(right, "the scenario of the test is wrong");
    const struct plan_clock *clock = &scene->service.plan->clock;
    scene->samples = (size_t)floor((clock->length - clock->warm_up) / clock->sample + 1e-9) + 1;
    scene->values = calloc(scene->service.prepared.layout.first[METRIC_COUNT] * scene->samples, sizeof *scene->values);
}

void scene_open(struct scene *scene, const char *yaml)
{
    char *folder = program_folder();
    const char *path = program_path(7, folder, "scenario.yaml");
    FILE *file = fopen(path, "w");
    cr_assert(file != NULL && fputs(yaml, file) >= 0 && fclose(file) == 0, "cannot write %s", path);
    scene_open_file(scene, path);
    program_remove_folder(folder);
}

void scene_close(struct scene *scene)
{
    service_close(&scene->service);
    scenario_release(&scene->scenario);
    diag_release(&scene->diag);
    free(scene->values);
    *scene = (struct scene){0};
}

static void keep(void *user, size_t sample, const double *values)
{
    struct scene *scene = user;
    for (size_t series = 0; series < scene->service.prepared.layout.first[METRIC_COUNT]; series++)
        scene->values[series * scene->samples + sample] = values[series];
}

static void run(struct scene *scene, uint64_t seed, uint32_t replication, const struct world_trace *trace)
{
    struct world_outcome outcome;
    world_run(&scene->service.prepared, seed, replication, trace, keep, scene, &outcome);
    cr_assert_null(outcome.failure, "replication %u: %s", replication, outcome.failure);
    world_outcome_release(&outcome);
}

void scene_run(struct scene *scene, uint64_t seed, uint32_t replication)
{
    run(scene, seed, replication, NULL);
}

double scene_value(const struct scene *scene, enum metric metric, int of, size_t sample)
{
    return scene->values[metric_series(&scene->service.prepared.layout, metric, of) * scene->samples + sample];
}

char *scene_trace(struct scene *scene, uint64_t seed, uint32_t replication)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    run(scene, seed, replication, &(struct world_trace){.out = out});
    fclose(out);
    return text;
}

const struct prepared_stage *scene_stage(const struct scene *scene, const char *name)
{
    for (size_t i = 0; i < scene->service.prepared.stage_count; i++)
        if (strcmp(scene->service.prepared.stages[i].plan->named.name, name) == 0)
            return &scene->service.prepared.stages[i];
    cr_assert_fail("there is no stage %s", name);
    return NULL;
}

const struct prepared_team *scene_team(const struct scene *scene, const char *name)
{
    for (size_t i = 0; i < scene->service.prepared.team_count; i++)
        if (strcmp(scene->service.prepared.teams[i].plan->named.name, name) == 0)
            return &scene->service.prepared.teams[i];
    cr_assert_fail("there is no team %s", name);
    return NULL;
}
