/* A scene: a scenario given as text, loaded and prepared, and its replications one by one as the model room gives them. */
#ifndef SUPPORT_SCENE_H
#define SUPPORT_SCENE_H

#include <stddef.h>
#include <stdint.h>

#include "model/service.h"
#include "model/world.h"
#include "scenario/scenario.h"

/* Owned; scene_close(). */
struct scene {
    struct diag diag;
    struct scenario scenario;
    struct service service;
    size_t samples;
    double *values; /* [series][sample] of the last scene_run() */
};

/* Loads a scenario; the test fails when it is wrong. `yaml` is its text, or with scene_open_file() the path of its file. */
void scene_open(struct scene *scene, const char *yaml);
void scene_open_file(struct scene *scene, const char *path);
void scene_close(struct scene *scene);

/* Runs one replication and keeps its values. */
void scene_run(struct scene *scene, uint64_t seed, uint32_t replication);

/* A value of the last replication. `of` is a team or stage in plan order, or METRIC_SERVICE. */
double scene_value(const struct scene *scene, enum metric metric, int of, size_t sample);

/* The trace of a replication, on the heap. */
char *scene_trace(struct scene *scene, uint64_t seed, uint32_t replication);

/* A stage or team by its name. */
const struct prepared_stage *scene_stage(const struct scene *scene, const char *name);
const struct prepared_team *scene_team(const struct scene *scene, const char *name);

#endif
