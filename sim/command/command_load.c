#include "command/command_load.h"

bool command_load_quietly(struct command_load *load, const char *path, const struct command_line *line)
{
    *load = (struct command_load){0};
    scenario_load(&load->scenario, path, line->settings, line->setting_count, &load->diag);
    /* What could be read is checked even when something could not, so that all problems are told at once. */
    bool opened = load->scenario.root && service_open(&load->service, load->scenario.root, &load->diag);
    if (opened)
        history_open(&load->history, &load->scenario, load->service.plan, &load->diag);
    return opened && load->diag.errors == 0;
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
