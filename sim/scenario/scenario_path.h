/* Names of scenario files that other files name. For this room only. */
#ifndef SCENARIO_SCENARIO_PATH_H
#define SCENARIO_SCENARIO_PATH_H

#include <stdbool.h>

#include "base/mem.h"

/* "a/b" of "a/b/c.yaml"; "." of "c.yaml". */
const char *scenario_path_folder(struct arena *arena, const char *path);

/* `folder`/`name` without "x/.." in the middle: for showing. */
const char *scenario_path_join(struct arena *arena, const char *folder, const char *name);

/* Does a real path lie below a real folder? */
bool scenario_path_inside(const char *path, const char *folder);

#endif
