#include "report/manifest.h"

#include <gsl/gsl_version.h>
#include <jansson.h>
#include <nettle/version.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <yaml.h>
#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

#include "base/hash.h"
#include "base/mem.h"
#include "report/shown.h"
#include "report/workbook.h"

/* clang's version names clang; gcc's is a bare number. */
#ifdef __clang__
#define COMPILER __VERSION__
#else
#define COMPILER "gcc " __VERSION__
#endif

#ifndef HEADROOM_FLAGS
#define HEADROOM_FLAGS "not recorded"
#endif

void manifest_add(struct manifest *manifest, const char *name, const void *bytes, size_t length)
{
    mem_grow(&manifest->files, &manifest->capacity, manifest->count + 1, sizeof *manifest->files);
    struct manifest_file *file = &manifest->files[manifest->count++];
    file->name = mem_copy_text(name);
    hash_sha256(bytes, length, file->sha256);
}

static json_t *words(const char *text)
{
    return text != NULL ? json_string(text) : json_null();
}

static json_t *file_of(const char *name, const char *sha256)
{
    json_t *object = json_object();
    json_object_set_new(object, "name", words(name));
    json_object_set_new(object, "sha256", words(sha256));
    return object;
}

/* The last part of a path: a manifest tells which file, not where somebody keeps it. */
static const char *bare_name(const char *name)
{
    const char *slash = name[0] == '/' ? strrchr(name, '/') : NULL;
    return slash != NULL ? slash + 1 : name;
}

static json_t *inputs_of(const struct scenario *scenario)
{
    json_t *list = json_array();
    for (size_t i = 0; scenario != NULL && i < scenario->input_count; i++)
        json_array_append_new(list, file_of(bare_name(scenario->inputs[i].name), scenario->inputs[i].sha256));
    return list;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct manifest_file *)a)->name, ((const struct manifest_file *)b)->name);
}

static json_t *outputs_of(const struct manifest *manifest)
{
    json_t *list = json_array();
    struct manifest_file *sorted = mem_new(manifest->count + 1, sizeof *sorted);
    if (manifest->count > 0)
        memcpy(sorted, manifest->files, manifest->count * sizeof *sorted);
    qsort(sorted, manifest->count, sizeof *sorted, by_name);
    for (size_t i = 0; i < manifest->count; i++)
        json_array_append_new(list, file_of(sorted[i].name, sorted[i].sha256));
    free(sorted);
    return list;
}

static json_t *libraries(void)
{
    json_t *object = json_object();
    char nettle[32];
    snprintf(nettle, sizeof nettle, "%d.%d", nettle_version_major(), nettle_version_minor());
    json_object_set_new(object, "gsl", words(gsl_version));
    json_object_set_new(object, "libyaml", words(yaml_get_version_string()));
    json_object_set_new(object, "jansson", words(jansson_version_str()));
    json_object_set_new(object, "nettle", words(nettle));
    if (workbook_library() != NULL)
        json_object_set_new(object, "libxlsxwriter", words(workbook_library()));
#ifdef __GLIBC__
    json_object_set_new(object, "glibc", words(gnu_get_libc_version()));
#endif
    return object;
}

/* The class of computer, which decides the last bit of exp() and log(); never its name. */
static json_t *machine(void)
{
    struct utsname kernel;
    json_t *object = json_object();
    if (uname(&kernel) == 0) {
        json_object_set_new(object, "system", words(kernel.sysname));
        json_object_set_new(object, "processor", words(kernel.machine));
    }
#if defined(__x86_64__) || defined(__i386__)
    json_object_set_new(object, "fused_multiply_add", json_boolean(__builtin_cpu_supports("fma")));
#endif
    return object;
}

static json_t *program_of(const char *version)
{
    json_t *object = json_object();
    json_object_set_new(object, "name", words("headroom"));
    json_object_set_new(object, "version", words(version));
    json_object_set_new(object, "compiler", words(COMPILER));
    json_object_set_new(object, "flags", words(HEADROOM_FLAGS));
    return object;
}

json_t *manifest_maker(const char *version)
{
    json_t *object = json_object();
    json_object_set_new(object, "program", program_of(version));
    json_object_set_new(object, "libraries", libraries());
    json_object_set_new(object, "machine", machine());
    return object;
}

static json_t *uncertainty_of(const struct result_run *run)
{
    size_t count = run->filled != NULL ? run->filled->uncertain_count : 0;
    json_t *object = json_object();
    json_object_set_new(object, "inputs", json_integer((json_int_t)count));
    json_object_set_new(object, "note",
                        words(count == 0 ? "no input was given as a range"
                              : run->ensemble->block > 0
                                  ? "every uncertain input was drawn for each replication, by Latin hypercube in "
                                    "blocks of 50"
                                  : "every uncertain input was held at its likely value"));
    return object;
}

/* Under which rule the runs ended; null when their number was asked for. */
static json_t *stopping_of(const struct result_run *run)
{
    const struct stopping_look *look = run->stopped;
    if (look == NULL && run->stopping == NULL)
        return json_null();
    json_t *object = json_object();
    if (look == NULL) {
        json_object_set_new(object, "words", words(run->stopping));
        return object;
    }
    struct text why = {0};
    stopping_words(look, &why);
    json_object_set_new(
        object, "figure",
        words(look->chance ? look->paired ? "change in the chance of the target judged by" : "chance of the main target"
              : look->paired ? "change in the mean caseload at the end"
                             : "mean caseload at the end"));
    json_object_set_new(object, "half_width", json_real(look->half));
    json_object_set_new(object, "half_width_asked", json_real(look->width));
    struct shown_stop stop = shown_stop(look);
    json_t *told = json_object();
    json_object_set_new(told, "half_width", json_real(stop.half));
    json_object_set_new(told, "asked", json_real(stop.asked));
    json_object_set_new(object, "told", told);
    json_object_set_new(object, "level", json_real(0.95));
    json_object_set_new(object, "reached", json_boolean(look->narrow));
    json_object_set_new(object, "words", words(why.at));
    text_release(&why);
    return object;
}

/* Of how many runs the weekly values are. */
static json_t *weekly_of(const struct ensemble *ensemble)
{
    json_t *object = json_object();
    bool all = ensemble_kept(ensemble) == ensemble->runs;
    json_object_set_new(object, "runs", json_integer((json_int_t)ensemble_kept(ensemble)));
    json_object_set_new(object, "quantiles", words(all ? "exact" : "of the first runs, as a sample of all"));
    json_object_set_new(object, "rank_error", json_real(all ? 0 : ensemble_rank_error(ensemble)));
    json_object_set_new(object, "level", json_real(0.95));
    return object;
}

static json_t *again_of(const struct result_again *again)
{
    if (again->command == NULL)
        return json_null();
    json_t *object = json_object(), *options = json_array();
    for (size_t i = 0; i < again->option_count; i++)
        json_array_append_new(options, words(again->options[i]));
    json_object_set_new(object, "command", words(again->command));
    json_object_set_new(object, "file", words(again->file));
    json_object_set_new(object, "options", options);
    return object;
}

/* What somebody who wants more has to ask the full edition for. */
static json_t *left_out(enum publication_of of)
{
    json_t *list = json_array();
    for (const char *const *name = publication_left_out(of); *name != NULL; name++)
        json_array_append_new(list, words(*name));
    return list;
}

void manifest_write(const struct manifest *manifest, const struct result_run *run, struct text *out)
{
    json_t *root = json_object(), *maker = manifest_maker(run->version);
    json_object_set_new(root, "format", json_integer(1));
    json_object_update(root, maker);
    json_object_set_new(root, "scenario", words(run->ensemble->plan->name));
    json_object_set_new(root, "edition", words(run->publication ? "publication" : "full"));
    if (run->publication)
        json_object_set_new(root, "left_out", left_out(run->edition_of));
    json_object_set_new(root, "seed", json_integer((json_int_t)run->seed));
    json_object_set_new(root, "runs", json_integer((json_int_t)run->ensemble->runs));
    json_object_set_new(root, "weekly_values", weekly_of(run->ensemble));
    json_object_set_new(root, "stopping", stopping_of(run));
    json_object_set_new(
        root, "random_numbers",
        words(
            "Philox4x32-10; key = seed; counter = block, entity, stream, replication; stream = hash of names, all of them in streams.csv"));
    json_object_set_new(root, "uncertain_inputs", uncertainty_of(run));
    json_object_set_new(root, "managers_respond", json_boolean(run->ensemble->plan->response.given));
    if (!run->publication && run->table != NULL)
        json_object_set_new(root, "figures", shown_counts(run));
    json_object_set_new(root, "again", again_of(&run->again));
    json_object_set_new(root, "inputs", inputs_of(run->scenario));
    json_object_set_new(root, "outputs", outputs_of(manifest));
    char *whole = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(9));
    text_add(out, whole != NULL ? whole : "{}");
    text_add(out, "\n");
    free(whole);
    json_decref(maker);
    json_decref(root);
}

void manifest_release(struct manifest *manifest)
{
    for (size_t i = 0; i < manifest->count; i++)
        free(manifest->files[i].name);
    free(manifest->files);
    *manifest = (struct manifest){0};
}
