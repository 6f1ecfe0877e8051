#include "report/result.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "plots/chart.h"
#include "report/html.h"
#include "report/manifest.h"
#include "report/money_table.h"
#include "report/publication.h"
#include "report/series.h"
#include "report/summary.h"

/* A chart's files are small; anything larger was not made here. */
#define CHART_LIMIT ((size_t)64 << 20)

static bool write_text(struct folder *folder, struct manifest *manifest, const char *name, const struct text *text,
                       char why[static 256])
{
    const char *bytes = text->at != NULL ? text->at : "";
    if (!folder_write(folder, name, bytes, text->length, why))
        return false;
    manifest_add(manifest, name, bytes, text->length);
    return true;
}

static bool write_resolved(const struct result_run *run, struct folder *folder, struct manifest *manifest,
                           char why[static 256])
{
    if (run->publication)
        return true;
    struct text text = {0};
    FILE *out = open_memstream(&text.at, &text.length);
    if (out == NULL) {
        snprintf(why, 256, "not enough memory for resolved.yaml");
        return false;
    }
    bool written = scenario_write(run->scenario, run->table, NULL, false, run->diag, out);
    written = fclose(out) == 0 && written;
    if (!written)
        snprintf(why, 256, "the resolved scenario could not be written out");
    written = written && write_text(folder, manifest, "resolved.yaml", &text, why);
    free(text.at);
    return written;
}

/* resolved.yaml names it, and is to run where it lies. */
static bool write_history(const struct result_run *run, struct folder *folder, struct manifest *manifest,
                          char why[static 256])
{
    const struct history *history = run->history;
    if (history == NULL || history->bytes == NULL || run->publication)
        return true;
    manifest_add(manifest, history->file, history->bytes, history->length);
    return folder_write(folder, history->file, history->bytes, history->length, why);
}

/* Charts write their own files; here they only get their line in the manifest. */
static void record_chart(const struct folder *folder, struct manifest *manifest, const char *slug)
{
    static const char *const endings[] = {"svg", "png", "gp", "csv"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct text name = {0}, path = {0};
        text_printf(&name, "charts/%s.%s", slug, endings[i]);
        text_printf(&path, "%s/%s", folder->work, name.at);
        const char *missing;
        size_t length;
        char *bytes = file_read(path.at, CHART_LIMIT, &length, &missing);
        if (bytes != NULL)
            manifest_add(manifest, name.at, bytes, length);
        free(bytes);
        text_release(&name);
        text_release(&path);
    }
}

static bool draw_charts(const struct result_run *run, struct folder *folder, struct manifest *manifest,
                        struct chart_set *charts, char why[static 256])
{
    if (run->no_charts)
        return true;
    struct chart_run chart = {.ensemble = run->ensemble,
                              .seed = run->seed,
                              .version = run->version,
                              .history = run->history,
                              .changed = run->changed};
    if (!chart_draw_run(&chart, folder, charts, why))
        return false;
    if (run->publication)
        publication_keep_charts(folder, charts);
    for (size_t i = 0; i < charts->count; i++)
        record_chart(folder, manifest, charts->charts[i].slug);
    return true;
}

/* Writes what `make` appends. */
typedef void make_fn(const struct result_run *run, const struct chart_set *charts, struct text *out);

static void make_series(const struct result_run *run, const struct chart_set *charts, struct text *out)
{
    (void)charts;
    if (run->publication)
        series_write_publication(run->ensemble, out);
    else
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
    if (run->publication)
        money_table_csv_publication(run->ensemble, out);
    else
        money_table_csv(run->ensemble, out);
}

static void make_report(const struct result_run *run, const struct chart_set *charts, struct text *out)
{
    html_write(run, run->no_charts ? NULL : charts, out);
}

static bool write_made(const struct result_run *run, struct folder *folder, struct manifest *manifest, const char *name,
                       make_fn *make, const struct chart_set *charts, char why[static 256])
{
    if (run->publication && !publication_holds_file(name))
        return true;
    struct text text = {0};
    make(run, charts, &text);
    bool written = write_text(folder, manifest, name, &text, why);
    text_release(&text);
    return written;
}

static bool write_manifest(const struct result_run *run, struct folder *folder, const struct manifest *manifest,
                           char why[static 256])
{
    struct text text = {0};
    manifest_write(manifest, run, &text);
    bool written = folder_write(folder, "manifest.json", text.at, text.length, why);
    text_release(&text);
    return written;
}

bool result_write(const struct result_run *run, struct folder *folder, char **problem, char why[static 256])
{
    struct manifest manifest = {0};
    struct chart_set charts = {0};
    bool written =
        write_resolved(run, folder, &manifest, why) && write_history(run, folder, &manifest, why) &&
        write_made(run, folder, &manifest, "series.csv", make_series, NULL, why) &&
        write_made(run, folder, &manifest, "summary.json", make_summary, NULL, why) &&
        (!run->ensemble->plan->money.given || write_made(run, folder, &manifest, "money.csv", make_money, NULL, why)) &&
        draw_charts(run, folder, &manifest, &charts, why) &&
        (run->no_report || write_made(run, folder, &manifest, "report.html", make_report, &charts, why)) &&
        write_manifest(run, folder, &manifest, why);
    if (problem != NULL)
        *problem = charts.problem != NULL ? mem_copy_text(charts.problem) : NULL;
    chart_set_release(&charts);
    manifest_release(&manifest);
    return written;
}
