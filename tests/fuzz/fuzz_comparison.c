/* Hostile comparison files: whatever the bytes, loading ends, with words when the file is not usable. The file lies beside
 * small.yaml in a folder of its own; a copy of it, so that nothing else can be found. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "command/compare_set.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[] = "/tmp/headroom-fuzz-XXXXXX", compared[64], scenario[64];

static void leave(void)
{
    unlink(compared);
    unlink(scenario);
    rmdir(folder);
}

static void write_file(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "w");
    if (file == NULL || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
        abort();
}

static void enter(void)
{
    size_t length;
    const char *why;
    char *small = file_read("tests/scenarios/valid/small.yaml", 1 << 20, &length, &why);
    if (small == NULL || mkdtemp(folder) == NULL)
        abort();
    snprintf(compared, sizeof compared, "%s/comparison.yaml", folder);
    snprintf(scenario, sizeof scenario, "%s/small.yaml", folder);
    write_file(scenario, small, length);
    free(small);
    atexit(leave);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool entered;
    if (!entered)
        enter();
    entered = true;
    write_file(compared, data, size);
    struct command_line line = {.program = "headroom check"};
    struct compare_set set;
    FILE *said = stderr;
    char *words = NULL;
    size_t length = 0;
    stderr = open_memstream(&words, &length);
    bool usable = compare_set_open_file(&set, compared, &line, true);
    fclose(stderr);
    stderr = said;
    if (!usable && length == 0) {
        fprintf(stderr, "refused without words\n");
        abort();
    }
    compare_set_release(&set);
    arena_release(&line.arena);
    free(words);
    return 0;
}
