#include "command/command_trace_chart.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "command/session.h"
#include "plots/theme.h"
#include "report/trail_file.h"

static const char charts[] = "charts/";

bool command_trace_chart_is_id(const char *word)
{
    return strncmp(word, charts, sizeof charts - 1) == 0 && text_is_name(word + sizeof charts - 1);
}

static size_t count_lines(const char *text)
{
    size_t lines = 0;
    for (const char *at = text; (at = strchr(at, '\n')) != NULL; at++)
        lines++;
    return lines;
}

static void print_columns(const char *csv)
{
    struct text head = {0}, clean = {0};
    size_t length = strcspn(csv, "\r\n");
    for (size_t i = 0; i < length; i++)
        text_add_n(&head, csv[i] == ',' ? ", " : &csv[i], csv[i] == ',' ? 2 : 1);
    theme_clean(&clean, head.at != NULL ? head.at : "");
    printf("\nColumns\n");
    command_wrap(stdout, 2, 0, clean.at);
    text_release(&head);
    text_release(&clean);
}

int command_trace_chart(const struct command_line *line)
{
    const char *id = line->operands[0], *folder = line->option[OPTION_IN];
    struct text name = {0};
    size_t length;
    text_printf(&name, "%s.csv", id);
    char *csv = trail_file_read(folder, name.at, &length);
    if (csv == NULL) {
        text_release(&name);
        return command_misused(line, "%.120s has no %.120s.csv; it is no result with such a chart", folder, id);
    }
    bool right = trail_file_unaltered(folder, name.at);
    size_t lines = count_lines(csv);
    printf("%s\n  what:     a chart of the report, its words and the data under it\n\nKept in %s: %zu rows\n  %s\n", id,
           name.at, lines > 0 ? lines - 1 : 0,
           right ? "It is as manifest.json says that it was written."
                 : "IT IS NOT WHAT manifest.json SAYS; headroom verify tells what was altered.");
    print_columns(csv);
    printf("\nDrawn by %s.gp (gnuplot), from that file alone. Every week of the measures stands in series.csv.\n", id);
    free(csv);
    text_release(&name);
    return right ? COMMAND_DONE : session_fail(line, "the data of the chart are not those that were written");
}
