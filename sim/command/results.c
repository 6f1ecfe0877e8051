#include "command/results.h"

#include "base/text.h"
#include "command/session.h"
#include "report/publication.h"

bool results_possible(const struct command_line *line, const char *out)
{
    struct folder folder = {0};
    char why[256];
    bool possible = folder_open(&folder, out, why);
    folder_discard(&folder);
    folder_release(&folder);
    if (!possible)
        session_fail(line, why);
    return possible;
}

/* The file that was being filled is whole once somebody turns to something else. */
static void put_file(struct results *results)
{
    if (results->name && !results->failed)
        results->failed = !package_add(&results->package, results->name, &results->file, results->why);
    results->name = NULL;
    text_release(&results->file);
}

struct text *results_file(struct results *results, const char *name)
{
    put_file(results);
    results->name = name;
    results->page = results->page || text_equal(name, "report.html");
    if (!results->numbers)
        results->numbers = name;
    return &results->file;
}

void results_draw(struct results *results, results_draw_fn *draw, struct chart_run chart)
{
    put_file(results);
    if (results->run.no_charts || results->failed)
        return;
    chart.ensemble = results->run.ensemble;
    chart.seed = results->run.seed;
    chart.version = results->run.version;
    chart.changed = results->run.changed;
    results->failed = !draw(&chart, &results->folder, &results->charts, results->why);
    if (results->run.publication && !results->failed)
        publication_keep_charts(&results->folder, &results->charts);
    package_note_charts(&results->package, &results->charts);
}

struct text *results_said(struct results *results)
{
    return &results->said;
}

static bool fill(struct results *results, results_sources_fn *sources, results_write_fn *write, void *user)
{
    char *why = results->why;
    results->failed = sources == NULL ? !package_add_scenario(&results->package, &results->run, why)
                                      : !sources(user, &results->package, why);
    write(user, results);
    put_file(results);
    bool written = !results->failed && package_close(&results->package, &results->run, why) &&
                   folder_finish(&results->folder, why);
    if (!written)
        folder_discard(&results->folder);
    return written;
}

static void tell(const struct results *results, const char *out)
{
    if (!results->line->option[OPTION_QUIET]) {
        printf("%s\n", results->said.at ? results->said.at : "");
        if (results->page)
            printf("Report: %s/report.html   ", out);
        printf("Numbers: %s/%s\n", out, results->numbers);
    }
    if (results->charts.problem)
        fprintf(stderr, "%s: no charts: %s\n", results->line->program, results->charts.problem);
}

int results_write(const struct command_line *line, const char *out, const struct result_run *run,
                  results_write_fn *write, void *user)
{
    return results_write_from(line, out, run, NULL, write, user);
}

int results_write_from(const struct command_line *line, const char *out, const struct result_run *run,
                       results_sources_fn *sources, results_write_fn *write, void *user)
{
    struct results results = {.run = *run, .line = line};
    results.package.folder = &results.folder;
    bool written = folder_open(&results.folder, out, results.why) && fill(&results, sources, write, user);
    if (written)
        tell(&results, out);
    int result = written ? COMMAND_DONE : session_fail(line, results.why);
    chart_set_release(&results.charts);
    package_release(&results.package);
    folder_release(&results.folder);
    text_release(&results.file);
    text_release(&results.said);
    return result;
}
