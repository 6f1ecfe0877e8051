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

/* Of findings, and of what comes late in the option that is put forward. */
static bool draw_advice(const struct comparison_report *report, struct package *package, struct chart_set *sets,
                        char why[static 256])
{
    const struct comparison *comparison = report->comparison;
    const struct advice *advice = comparison->advice;
    struct ensemble hollow = {.plan = comparison->options[0].plan,
                              .runs = comparison->options[0].runs,
                              .block = comparison->options[0].block};
    struct chart_run run = {.ensemble = &hollow,
                            .seed = comparison->seed,
                            .version = comparison->version,
                            .changed = report->changed,
                            .findings = advice->findings,
                            .finding_count = advice->finding_count,
                            .comparison = comparison->name,
                            .comparison_title = comparison->title,
                            .delay = advice->delay,
                            .causes = advice->causes};
    if (advice->finding_count > 0 && !chart_draw_findings(&run, package->folder, &sets[0], why))
        return false;
    package_note_charts(package, &sets[0]);
    hollow.plan = advice->delay != NULL ? advice->delay->plan : hollow.plan;
    if (advice->delay != NULL && !chart_draw_delay(&run, package->folder, &sets[1], why))
        return false;
    package_note_charts(package, &sets[1]);
    hollow.plan = advice->causes != NULL ? advice->causes->plan : hollow.plan;
    if (advice->causes != NULL && !chart_draw_causes(&run, package->folder, &sets[2], why))
        return false;
    package_note_charts(package, &sets[2]);
    return true;
}

bool comparison_report_write(const struct comparison_report *asked, struct package *package, char **problem,
                             char why[static 256])
{
    struct chart_set charts = {0}, advised[COMPARISON_ADVISED] = {{0}};
    struct comparison_report with = *asked, *report = &with;
    with.advised = advised;
    struct arena arena = {0};
    struct trail trail = {0};
    struct text page = {0}, figures = {0}, baseline = {0};
    struct choice choice = comparison_choice(report->comparison, &arena);
    bool written = report->no_charts || draw(report, &choice, package, &charts, why);
    if (written && report->comparison->advice != NULL && !report->no_charts)
        written = draw_advice(report, package, advised, why);
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
    for (size_t i = 0; i < COMPARISON_ADVISED; i++)
        chart_set_release(&advised[i]);
    arena_release(&arena);
    return written;
}
