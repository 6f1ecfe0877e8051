#include "command/command.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"

#define COMMAND(name) extern const struct command command_##name;
#include "command/commands.def"
#undef COMMAND

const struct command *const command_list[] = {
#define COMMAND(name) &command_##name,
#include "command/commands.def"
#undef COMMAND
    NULL};

enum { COMMAND_TOTAL = sizeof command_list / sizeof *command_list - 1 };

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < COMMAND_TOTAL; i++)
        if (text_equal(command_list[i]->name, name))
            return command_list[i];
    return NULL;
}

const char *command_nearest(const char *name)
{
    const char *names[COMMAND_TOTAL];
    for (size_t i = 0; i < COMMAND_TOTAL; i++)
        names[i] = command_list[i]->name;
    return text_nearest(name, names, COMMAND_TOTAL);
}
