#include "command/command_trace_count.h"

#include <jansson.h>
#include <string.h>

#include "report/trail_file.h"

static const char counts[] = "figures/";

bool command_trace_count_is_id(const char *word)
{
    return strncmp(word, counts, sizeof counts - 1) == 0;
}

int command_trace_count(const struct command_line *line)
{
    const char *id = line->operands[0], *folder = line->option[OPTION_IN];
    json_t *manifest = trail_file_json(folder, "manifest.json");
    const json_t *count = json_object_get(json_object_get(manifest, "figures"), id + sizeof counts - 1);
    bool found = json_is_integer(count);
    if (found)
        printf(
            "%s = %lld (manifest.json)\n  what:     figures that the scenario states, or leaves to the program's defaults, "
            "counted when it was read.\n            The report lists them under \"Where the figures come from\".\n",
            id, (long long)json_integer_value(count));
    json_decref(manifest);
    return found ? COMMAND_DONE : command_misused(line, "the manifest of %.120s counts no %.120s", folder, id);
}
