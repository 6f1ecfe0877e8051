/* Results: the folder that a command leaves, written and told in one way.
 *
 * A command that has its figures comes here with one function that says what it writes:
 *
 *     static void write(void *user, struct results *results)
 *     {
 *         const struct sweep *sweep = &((struct work *)user)->sweep;
 *         sweep_table_csv(sweep, results_file(results, "sweep.csv"));
 *         results_draw(results, chart_draw_sweep, (struct chart_run){.sweep = sweep});
 *         sweep_page_write(sweep, &results->run, &results->charts, results_file(results, "report.html"));
 *         sweep_table_terminal(sweep, results_said(results));
 *     }
 *
 * Everything else is done here: the scenario that made it and its streams come first, manifest.json last, the folder appears
 * whole or not at all, and what failed is told once. Nothing that is called in between has to be asked whether it went well.
 * Commands that try variants of a scenario come through variant_work(), which calls this. */
#ifndef COMMAND_RESULTS_H
#define COMMAND_RESULTS_H

#include "command/command.h"
#include "report/package.h"

struct results {
    struct result_run run;   /* the scenario as it stands, for pages */
    struct chart_set charts; /* what results_draw() drew, for pages */

    /* Nobody else's. */
    const struct command_line *line;
    struct folder folder;
    struct package package;
    const char *name;    /* of the file that is being filled; null: none is */
    const char *numbers; /* of the first file, told as the place of the numbers */
    struct text file, said;
    bool page, failed;
    char why[256];
};

typedef void results_write_fn(void *user, struct results *results);
typedef bool results_draw_fn(const struct chart_run *run, struct folder *folder, struct chart_set *set,
                             char why[static 256]);

/* Is `out` a folder that results may be written into? Asked before long work, so that nobody waits for nothing; leaves nothing
 * there. Says why not. */
bool results_possible(const struct command_line *line, const char *out);

/* Writes the folder `out` and, unless quiet, prints what was said and where things are. `run` is borrowed until the return; when
 * `run.again` is filled, headroom verify can make the folder again. Returns COMMAND_DONE, or COMMAND_FAILED after saying why. */
int results_write(const struct command_line *line, const char *out, const struct result_run *run,
                  results_write_fn *write, void *user);

/* The same of what no single scenario made: `sources` adds what did, and returns false with why. */
typedef bool results_sources_fn(void *user, struct package *package, char why[static 256]);
int results_write_from(const struct command_line *line, const char *out, const struct result_run *run,
                       results_sources_fn *sources, results_write_fn *write, void *user);

/* A file of the folder, to be filled; it is valid until the next call of results_file() or results_draw(). The name is static.
 * The numbers come first and the page, report.html, last. */
struct text *results_file(struct results *results, const char *name);

/* Draws charts unless --no-charts; `chart` states only what it is of, its foot is filled here. */
void results_draw(struct results *results, results_draw_fn *draw, struct chart_run chart);

/* What standard output is to say once the folder is there. */
struct text *results_said(struct results *results);

#endif
