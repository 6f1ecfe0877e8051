#include "report/comparison_report.h"

#include <stdlib.h>

#include "base/mem.h"
#include "plots/chart.h"
#include "report/comparison_choice.h"
#include "report/html_comparison.h"
#include "report/publication.h"

static bool draw(const struct comparison_report *report, const struct choice *choice, struct package *package,
                 struct chart_set *charts, char why[static 256])
{
    const struct comparison *comparison = report->comparison;
    struct chart_comparison drawing = {
        .choice = choice, .seed = comparison->seed, .version = comparison->version, .changed = report->changed};
    if (!chart_draw_comparison(&drawing, package->folder, charts, why))
        return false;
    if (comparison->publication)
        publication_keep_charts(package->folder, charts);
    package_note_charts(package, charts);
    return true;
}

bool comparison_report_write(const struct comparison_report *report, struct package *package, char **problem,
                             char why[static 256])
{
    struct chart_set charts = {0};
    struct arena arena = {0};
    struct trail trail = {0};
    struct text page = {0}, figures = {0}, baseline = {0};
    struct choice choice = comparison_choice(report->comparison, &arena);
    bool written = report->no_charts || draw(report, &choice, package, &charts, why);
    if (written) {
        text_printf(&baseline, "%s.yaml", report->comparison->options[0].name);
        trail.scenario = baseline.at;
        /* What a figure was calculated from is not in the edition for publication. */
        bool traced = !report->comparison->publication;
        html_comparison_write(report, report->no_charts ? NULL : &charts, traced ? &trail : NULL, &page);
        trail_write(&trail, &figures);
        written = package_add(package, "report.html", &page, why) &&
                  (!traced || package_add(package, TRAIL_FILE, &figures, why));
    }
    *problem = charts.problem != NULL ? mem_copy_text(charts.problem) : NULL;
    text_release(&page);
    text_release(&figures);
    text_release(&baseline);
    trail_release(&trail);
    chart_set_release(&charts);
    arena_release(&arena);
    return written;
}
