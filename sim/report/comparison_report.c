#include "report/comparison_report.h"

#include <stdlib.h>

#include "base/mem.h"
#include "plots/chart.h"
#include "report/comparison_choice.h"
#include "report/html_comparison.h"

static bool draw(const struct comparison_report *report, const struct choice *choice, struct folder *folder,
                 struct manifest *manifest, struct chart_set *charts, char why[static 256])
{
    struct chart_comparison drawing = {.choice = choice,
                                       .seed = report->comparison->seed,
                                       .version = report->comparison->version,
                                       .changed = report->changed};
    if (!chart_draw_comparison(&drawing, folder, charts, why))
        return false;
    for (size_t i = 0; i < charts->count; i++)
        manifest_add_chart(manifest, folder, charts->charts[i].slug);
    return true;
}

bool comparison_report_write(const struct comparison_report *report, struct folder *folder, struct manifest *manifest,
                             char **problem, char why[static 256])
{
    static const char name[] = "report.html";
    struct chart_set charts = {0};
    struct arena arena = {0};
    struct text page = {0};
    struct choice choice = comparison_choice(report->comparison, &arena);
    bool written = report->no_charts || draw(report, &choice, folder, manifest, &charts, why);
    if (written) {
        html_comparison_write(report, report->no_charts ? NULL : &charts, &page);
        manifest_add(manifest, name, page.at, page.length);
        written = folder_write(folder, name, page.at, page.length, why);
    }
    *problem = charts.problem != NULL ? mem_copy_text(charts.problem) : NULL;
    text_release(&page);
    chart_set_release(&charts);
    arena_release(&arena);
    return written;
}
