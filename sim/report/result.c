#include "report/result.h"

#include "base/mem.h"
#include "plots/chart.h"
#include "report/html.h"
#include "report/money_table.h"
#include "report/package.h"
#include "report/series.h"
#include "report/summary.h"

static bool draw_charts(const struct result_run *run, struct package *package, struct chart_set *charts,
                        char why[static 256])
{
    if (run->no_charts)
        return true;
    struct chart_run chart = {
        .ensemble = run->ensemble, .seed = run->seed, .version = run->version, .history = run->history};
    if (!chart_draw_run(&chart, package->folder, charts, why))
        return false;
    package_note_charts(package, charts);
    return true;
}

/* Writes what `make` appends. */
typedef void make_fn(const struct result_run *run, const struct chart_set *charts, struct text *out);

static void make_series(const struct result_run *run, const struct chart_set *charts, struct text *out)
{
    (void)charts;
    series_write(run->ensemble, out);
}

static void make_summary(const struct result_run *run, const struct chart_set *charts, struct text *out)
{
    (void)charts;
    summary_write(run, out);
}

static void make_money(const struct result_run *run, const struct chart_set *charts, struct text *out)
{
    (void)charts;
    money_table_csv(run->ensemble, out);
}

static void make_report(const struct result_run *run, const struct chart_set *charts, struct text *out)
{
    html_write(run, run->no_charts ? NULL : charts, out);
}

static bool write_made(const struct result_run *run, struct package *package, const char *name, make_fn *make,
                       const struct chart_set *charts, char why[static 256])
{
    struct text text = {0};
    make(run, charts, &text);
    bool written = package_add(package, name, &text, why);
    text_release(&text);
    return written;
}

bool result_write(const struct result_run *run, struct folder *folder, char **problem, char why[static 256])
{
    struct package package = {.folder = folder};
    struct chart_set charts = {0};
    bool written =
        package_add_scenario(&package, run, why) && write_made(run, &package, "series.csv", make_series, NULL, why) &&
        write_made(run, &package, "summary.json", make_summary, NULL, why) &&
        (!run->ensemble->plan->money.given || write_made(run, &package, "money.csv", make_money, NULL, why)) &&
        draw_charts(run, &package, &charts, why) &&
        (run->no_report || write_made(run, &package, "report.html", make_report, &charts, why)) &&
        package_close(&package, run, why);
    if (problem != NULL)
        *problem = charts.problem != NULL ? mem_copy_text(charts.problem) : NULL;
    chart_set_release(&charts);
    package_release(&package);
    return written;
}
