/* A file beside a scenario file, which one of its values names. */
#include <assert.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "scenario/scenario.h"
#include "scenario/scenario_path.h"

/* The scenario file in which a value stands; --set stands in none, and counts as the first. */
static const struct scenario_input *home_of(const struct scenario *scenario, const struct node *value)
{
    for (size_t i = 0; i < scenario->input_count; i++)
        if (scenario->inputs[i].file == value->at.file)
            return &scenario->inputs[i];
    return &scenario->inputs[0];
}

/* What is wrong with the name, or null. One folder, and one that results do not use: a copy goes with them. */
static const char *refuse_name(const char *name, const char *ending)
{
    const char *slash = strchr(name, '/');
    size_t length = strlen(name), end = strlen(ending);
    if (name[0] == '/')
        return "is an absolute path; name a file in a folder beside the scenario file";
    if (name[0] == '.' || strstr(name, "/.") != NULL)
        return "leaves the scenario file's folder or is hidden; name a file in a folder beside the scenario file";
    if (length <= end || !text_equal(name + length - end, ending))
        return "does not end as it should";
    if (slash == NULL || strchr(slash + 1, '/') != NULL || text_starts(name, "charts/"))
        return "is not in one folder (other than charts) beside the scenario file, which it must be because a copy of both "
               "goes with the results";
    return NULL;
}

/* "a/b/c.yaml" and "d/e.csv" make "a/b/d/e.csv". */
static const char *sibling(struct arena *arena, const char *file, const char *name)
{
    const char *slash = strrchr(file, '/');
    return slash == NULL ? name : arena_printf(arena, "%.*s%s", (int)(slash + 1 - file), file, name);
}

static char *read_inside(const char *folder, const char *path, size_t limit, size_t *length, const char **why)
{
    char *real = realpath(path, NULL);
    bool inside = real != NULL && scenario_path_inside(real, folder);
    char *bytes = NULL;
    *why = real == NULL ? "there is no such file" : "is a link that leaves the scenario file's folder";
    if (inside)
        bytes = file_read(real, limit, length, why);
    free(real);
    return bytes;
}

char *scenario_read_beside(struct scenario *scenario, const char *path, const char *ending, size_t limit,
                           size_t *length, int *file, struct diag *diag)
{
    const struct node *value = tree_find(scenario->root, path);
    assert(value != NULL && value->kind == NODE_SCALAR && scenario->input_count > 0);
    const struct scenario_input *home = home_of(scenario, value);
    const char *why = refuse_name(value->text, ending);
    if (why != NULL) {
        diag_error(diag, value->at, path, "\"%s\" %s, such as history/luton%s", value->text, why, ending);
        return NULL;
    }
    char *bytes = read_inside(home->folder, arena_printf(&scenario->arena, "%s/%s", home->folder, value->text), limit,
                              length, &why);
    if (bytes == NULL) {
        diag_error(diag, value->at, path, "%s: %s", value->text, why);
        return NULL;
    }
    char digest[65];
    hash_sha256(bytes, *length, digest);
    *file = diag_file(diag, sibling(&scenario->arena, diag->files[home->file].name, value->text), bytes, *length);
    scenario->inputs[scenario->input_count++] =
        (struct scenario_input){.name = sibling(&scenario->arena, home->name, value->text),
                                .sha256 = arena_copy(&scenario->arena, digest),
                                .folder = home->folder,
                                .file = *file};
    return bytes;
}

const char *scenario_find_named(struct scenario *scenario, const char *path, struct diag *diag)
{
    const struct node *value = tree_find(scenario->root, path);
    assert(value != NULL && value->kind == NODE_SCALAR && scenario->input_count > 0);
    const struct scenario_input *home = home_of(scenario, value);
    bool absolute = value->text[0] == '/';
    const char *beside = scenario_path_folder(&scenario->arena, diag->files[home->file].name);
    const char *shown = absolute ? value->text : scenario_path_join(&scenario->arena, beside, value->text);
    char *real =
        realpath(absolute ? value->text : arena_printf(&scenario->arena, "%s/%s", home->folder, value->text), NULL);
    const char *within = scenario_path_folder(&scenario->arena, scenario->inputs[0].folder);
    if (real == NULL)
        diag_error(diag, value->at, path, "there is no file %s", shown);
    else if (!scenario_path_inside(real, within))
        diag_error(diag, value->at, path,
                   "%s lies outside the folder above the first file's folder; copy the file to where it may be read",
                   shown);
    bool found = real != NULL && scenario_path_inside(real, within);
    free(real);
    return found ? shown : NULL;
}
