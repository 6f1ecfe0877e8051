#include "report/result.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>

#include "base/mem.h"
#include "plots/chart.h"
#include "report/fluid_table.h"
#include "report/html.h"
#include "report/money_table.h"
#include "report/package.h"
#include "report/publication.h"
#include "report/series.h"
#include "report/summary.h"
#include "report/workbook.h"

/* Charts are drawn by another program and on another thread, while the tables are worked out here. */
struct drawing {
    const struct result_run *run;
    struct folder *folder;
    struct chart_set charts;
    pthread_t thread;
    bool started, written;
    char why[256];
};

static void *draw(void *user)
{
    struct drawing *drawing = user;
    const struct result_run *run = drawing->run;
    struct chart_run chart = {.ensemble = run->ensemble,
                              .seed = run->seed,
                              .version = run->version,
                              .history = run->history,
                              .changed = run->changed,
                              .prepared = run->prepared,
                              .fluid = run->fluid,
                              .no_fluid = run->no_fluid};
    drawing->written = chart_draw_run(&chart, drawing->folder, &drawing->charts, drawing->why);
    return NULL;
}

/* Signals are for the thread that runs the program; one that cannot have another draws on its own. */
static void start_drawing(struct drawing *drawing)
{
    sigset_t all, before;
    if (drawing->run->no_charts)
        return;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    drawing->started = pthread_create(&drawing->thread, NULL, draw, drawing) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!drawing->started)
        draw(drawing);
}

static void end_drawing(struct drawing *drawing)
{
    if (drawing->started)
        pthread_join(drawing->thread, NULL);
    drawing->started = false;
}

static bool note_charts(struct drawing *drawing, struct package *package, char why[static 256])
{
    end_drawing(drawing);
    if (drawing->run->no_charts)
        return true;
    if (drawing->written && drawing->run->publication)
        publication_keep_charts(drawing->folder, &drawing->charts);
    if (!drawing->written)
        snprintf(why, 256, "%s", drawing->why);
    else
        package_note_charts(package, &drawing->charts);
    return drawing->written;
}

/* Without the library there is nothing to tell here: whoever runs the program is told by it. */
static bool write_workbook(const struct result_run *run, struct package *package, struct text *problems)
{
    if (workbook_library() == NULL || run->publication)
        return true;
    struct text path = {0};
    char wrong[256];
    text_printf(&path, "%s/" WORKBOOK_NAME, package->folder->work);
    if (workbook_write(run, path.at, wrong))
        package_note(package, WORKBOOK_NAME);
    else
        text_printf(problems, "no workbook: %s: the other files are complete\n", wrong);
    text_release(&path);
    return true;
}

/* The report, and the figures in it that can be traced: none of an edition that leaves out what they lead to. */
static bool write_report(const struct result_run *run, struct package *package, const struct chart_set *charts,
                         char why[static 256])
{
    struct trail trail = {0};
    struct text page = {0}, figures = {0};
    if (run->no_report)
        return true;
    html_write(run, run->no_charts ? NULL : charts, run->publication ? NULL : &trail, &page);
    trail_write(&trail, &figures);
    bool written = package_add(package, "report.html", &page, why) &&
                   (run->publication || package_add(package, TRAIL_FILE, &figures, why));
    text_release(&page);
    text_release(&figures);
    trail_release(&trail);
    return written;
}

/* Writes what `make` appends. */
typedef void make_fn(const struct result_run *run, struct text *out);

static void make_series(const struct result_run *run, struct text *out)
{
    if (run->publication)
        series_write_publication(run->ensemble, out);
    else
        series_write(run->ensemble, out);
}

static void make_summary(const struct result_run *run, struct text *out)
{
    summary_write(run, out);
}

static void make_money(const struct result_run *run, struct text *out)
{
    if (run->publication)
        money_table_csv_publication(run->ensemble, out);
    else
        money_table_csv(run->ensemble, out);
}

static void make_fluid(const struct result_run *run, struct text *out)
{
    fluid_table_csv(run, out);
}

static bool write_made(const struct result_run *run, struct package *package, const char *name, make_fn *make,
                       char why[static 256])
{
    if (run->publication && !publication_holds_file(name))
        return true;
    struct text text = {0};
    make(run, &text);
    bool written = package_add(package, name, &text, why);
    text_release(&text);
    return written;
}

bool result_write(const struct result_run *run, struct folder *folder, char **problem, char why[static 256])
{
    struct package package = {.folder = folder};
    struct drawing drawing = {.run = run, .folder = folder};
    struct text problems = {0};
    start_drawing(&drawing);
    bool written = package_add_scenario(&package, run, why) &&
                   write_made(run, &package, "series.csv", make_series, why) &&
                   write_made(run, &package, "summary.json", make_summary, why) &&
                   (run->fluid == NULL || write_made(run, &package, "fluid.csv", make_fluid, why)) &&
                   (!run->ensemble->plan->money.given || write_made(run, &package, "money.csv", make_money, why)) &&
                   write_workbook(run, &package, &problems) && note_charts(&drawing, &package, why) &&
                   write_report(run, &package, &drawing.charts, why) && package_close(&package, run, why);
    end_drawing(&drawing);
    if (drawing.charts.problem != NULL)
        text_printf(&problems, "no charts: %s\n", drawing.charts.problem);
    if (problem != NULL)
        *problem = problems.at != NULL ? mem_copy_text(problems.at) : NULL;
    text_release(&problems);
    chart_set_release(&drawing.charts);
    package_release(&package);
    return written;
}
