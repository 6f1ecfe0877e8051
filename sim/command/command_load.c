#include "command/command_load.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

bool command_load_request(struct command_load *load, const struct scenario_request *request)
{
    *load = (struct command_load){0};
    scenario_open(&load->scenario, request, &load->diag);
    /* What could be read is checked even when something could not, so that all problems are told at once. */
    bool opened = load->scenario.root && service_open(&load->service, load->scenario.root, &load->diag);
    if (opened)
        history_open(&load->history, &load->scenario, load->service.plan, &load->diag);
    return opened && load->diag.errors == 0;
}

bool command_load_with(struct command_load *load, const char *path, const struct scenario_setting *settings,
                       size_t count, const struct command_line *line)
{
    struct scenario_setting *all = mem_new(line->setting_count + count + 1, sizeof *all);
    if (line->setting_count > 0)
        memcpy(all, line->settings, line->setting_count * sizeof *all);
    if (count > 0)
        memcpy(all + line->setting_count, settings, count * sizeof *all);
    bool usable = command_load_request(
        load, &(struct scenario_request){.path = path, .settings = all, .setting_count = line->setting_count + count});
    free(all);
    return usable;
}

bool command_load_quietly(struct command_load *load, const char *path, const struct command_line *line)
{
    return command_load_with(load, path, NULL, 0, line);
}

void command_load_print(struct command_load *load, const char *path)
{
    diag_print(&load->diag, stderr);
    if (load->diag.errors > 0)
        fprintf(stderr, "%s: %zu problem%s\n", path, load->diag.errors, load->diag.errors == 1 ? "" : "s");
}

bool command_load(struct command_load *load, const char *path, const struct command_line *line)
{
    bool usable = command_load_quietly(load, path, line);
    if (!usable || !line->option[OPTION_QUIET])
        command_load_print(load, path);
    return usable;
}

void command_load_release(struct command_load *load)
{
    history_close(&load->history);
    service_close(&load->service);
    scenario_release(&load->scenario);
    diag_release(&load->diag);
}
