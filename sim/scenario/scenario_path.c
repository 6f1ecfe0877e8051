#include "scenario/scenario_path.h"

#include <string.h>

#include "base/text.h"

const char *scenario_path_folder(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return ".";
    return slash == path ? "/" : arena_copy_n(arena, path, (size_t)(slash - path));
}

const char *scenario_path_join(struct arena *arena, const char *folder, const char *name)
{
    while (text_starts(name, "./"))
        name += 2;
    while (text_starts(name, "../") && !text_equal(folder, ".") && !text_equal(folder, "/")) {
        const char *slash = strrchr(folder, '/');
        const char *last = slash == NULL ? folder : slash + 1;
        if (text_equal(last, "..") || text_equal(last, "."))
            break;
        folder = scenario_path_folder(arena, folder);
        name += 3;
    }
    if (text_equal(folder, "."))
        return arena_copy(arena, name);
    return arena_printf(arena, "%s/%s", text_equal(folder, "/") ? "" : folder, name);
}

bool scenario_path_inside(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    if (text_equal(folder, "/"))
        return true;
    return strncmp(path, folder, length) == 0 && path[length] == '/';
}
