#include "plots/chart.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "plots/figure.h"
#include "plots/gnuplot.h"
#include "plots/svg.h"

enum { FILE_LIMIT = 64 << 20 };

/* Drawing takes tenths of a second; a minute means that something is wrong, unless the machine is slow or the disk far
 * away: then HEADROOM_CHART_SECONDS says how long. The help of `run` tells it. */
static double time_limit(void)
{
    static const double usual = 60, least = 0.1, most = 3600;
    const char *asked = getenv("HEADROOM_CHART_SECONDS");
    char *end = NULL;
    double seconds = asked != NULL ? strtod(asked, &end) : usual;
    bool good = asked != NULL && end != asked && *end == '\0' && seconds >= least && seconds <= most;
    return good ? seconds : usual;
}

struct entry {
    const char *slug;
    void (*draw)(struct figure *);
};

static const struct entry charts[] = {
#define CHART(name, slug) {slug, chart_##name},
#include "plots/charts.def"
#undef CHART
};

static const struct entry comparison_charts[] = {
#define CHART(name, slug) {slug, comparison_##name},
#include "plots/comparison_charts.def"
#undef CHART
};

static const struct entry sweep_charts[] = {{"sweep", chart_sweep}};
static const struct entry solve_charts[] = {{"solve", chart_solve}};
static const struct entry mixes_charts[] = {{"mixes", chart_mixes}};
static const struct entry sensitivity_charts[] = {{"tornado", chart_tornado}};
static const struct entry causes_charts[] = {{"causes", chart_causes}};
static const struct entry delay_charts[] = {{"delay", chart_delay}};
static const struct entry track_charts[] = {{"track", chart_track}};

/* One chart as gnuplot commands, drawn once for each of `forms` ("svg", "png" or "svg png"). */
static void add_script(struct text *out, const struct figure *figure, const char *forms)
{
    text_add_n(out, figure->data.at, figure->data.length);
    text_printf(out, "do for [form in \"%s\"] {\nreset\n", forms);
    theme_start(out, figure->height);
    text_printf(out, "set output '%s.'.form\n", figure->slug);
    text_add_n(out, figure->draw.at, figure->draw.length);
    text_add(out, "unset output\n}\n");
}

static bool write_file(struct folder *folder, const struct figure *figure, const char *ending, const struct text *text,
                       char why[static 256])
{
    struct text name = {0};
    text_printf(&name, "charts/%s.%s", figure->slug, ending);
    bool written = folder_write(folder, name.at, text->at, text->length, why);
    text_release(&name);
    return written;
}

/* What does not need gnuplot: the numbers, and the script that draws them. */
static bool write_sources(struct folder *folder, const struct figure *figure, char why[static 256])
{
    struct text script = {0};
    text_printf(&script,
                "# A chart of Headroom %s. Redraw it in this folder with: gnuplot -d %s.gp\n"
                "# It writes %s.svg and %s.png; the numbers are in %s.csv too.\n",
                figure->facts.version, figure->slug, figure->slug, figure->slug, figure->slug);
    add_script(&script, figure, "svg png");
    bool written =
        write_file(folder, figure, "csv", &figure->csv, why) && write_file(folder, figure, "gp", &script, why);
    text_release(&script);
    return written;
}

static void place_of(struct text *out, const struct folder *folder, const char *slug, const char *ending)
{
    text_printf(out, "%s/charts/%s.%s", folder->work, slug, ending);
}

/* A file that gnuplot wrote, if it is whole; else it is removed and null returned. */
static char *take_file(const struct folder *folder, const char *slug, const char *ending, size_t *length)
{
    struct text path = {0};
    const char *why;
    place_of(&path, folder, slug, ending);
    char *bytes = file_read(path.at, FILE_LIMIT, length, &why);
    static const char png_end[] = "IEND\xae\x42\x60\x82";
    size_t size = sizeof png_end - 1;
    bool is_whole =
        bytes && (text_equal(ending, "svg") ? svg_is_whole(bytes, *length)
                                            : *length > size && memcmp(bytes + *length - size, png_end, size) == 0);
    if (!is_whole) {
        unlink(path.at);
        free(bytes);
        bytes = NULL;
    }
    text_release(&path);
    return bytes;
}

static bool has_file(const struct folder *folder, const char *slug, const char *ending)
{
    size_t length;
    char *bytes = take_file(folder, slug, ending, &length);
    free(bytes);
    return bytes != NULL;
}

static struct gnuplot_result run_gnuplot(const struct folder *folder, const struct figure *figures, size_t count,
                                         const char *form)
{
    struct text script = {0}, path = {0};
    for (size_t i = 0; i < count; i++)
        add_script(&script, &figures[i], form);
    text_printf(&path, "%s/charts", folder->work);
    struct gnuplot_result result = gnuplot_run(script.at, script.length, path.at, time_limit());
    text_release(&script);
    text_release(&path);
    return result;
}

/* One process for all charts; when it stops at one of them, the others get a process each. */
static struct gnuplot_result draw_all(const struct folder *folder, const struct figure *figures, size_t count,
                                      const char *form)
{
    struct gnuplot_result result = run_gnuplot(folder, figures, count, form);
    for (size_t i = 0; i < count; i++) {
        if (has_file(folder, figures[i].slug, form))
            continue;
        if (result.outcome == GNUPLOT_FAILED) {
            bool hung = run_gnuplot(folder, &figures[i], 1, form).outcome == GNUPLOT_HUNG;
            has_file(folder, figures[i].slug, form); /* takes away half a picture */
            if (hung)
                break; /* once is enough waiting */
        } else if (result.outcome == GNUPLOT_DONE) {
            result.outcome = GNUPLOT_FAILED;
            snprintf(result.message, sizeof result.message, "%s.%s is not whole", figures[i].slug, form);
        }
    }
    return result;
}

/* Puts gnuplot's SVG right and back in its place. */
static bool finish_svg(struct folder *folder, const struct figure *figure, struct chart_result *chart,
                       char why[static 256])
{
    size_t length;
    char *raw = take_file(folder, figure->slug, "svg", &length);
    if (!raw)
        return true;
    struct text finished = {0}, prefix = {0};
    text_printf(&prefix, "chart-%s", figure->slug);
    bool written = true;
    if (svg_finish(&finished, raw, prefix.at, chart->headline, chart->alt)) {
        chart->svg = mem_copy_text(finished.at);
        written = write_file(folder, figure, "svg", &finished, why);
    }
    text_release(&finished);
    text_release(&prefix);
    free(raw);
    return written;
}

static char *copy_of(const struct text *text)
{
    return mem_copy_text(text->at ? text->at : "");
}

static void fill(struct chart_result *chart, const struct figure *figure)
{
    *chart = (struct chart_result){
        .slug = mem_copy_text(figure->slug),
        .headline = copy_of(&figure->headline),
        .subtitle = copy_of(&figure->subtitle),
        .alt = copy_of(&figure->alt),
        .csv = copy_of(&figure->csv),
        .nothing = figure->nothing ? mem_copy_text(figure->nothing) : NULL,
    };
}

/* Some charts in one form, by a gnuplot of their own. */
struct drawing {
    const struct folder *folder;
    const struct figure *figures;
    size_t count;
    const char *form;
    struct gnuplot_result result;
    pthread_t thread;
    bool beside;
};

static void *draw_form(void *user)
{
    struct drawing *drawing = user;
    drawing->result = draw_all(drawing->folder, drawing->figures, drawing->count, drawing->form);
    return NULL;
}

/* All SVG, which take a twentieth of the time, and a share of the PNG for each core. */
enum { PAINTERS_LIMIT = 4 };

static size_t share_out(struct drawing drawings[static 1 + PAINTERS_LIMIT], const struct folder *folder,
                        const struct figure *figures, size_t count)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t painters = cores < 1 ? 1 : cores < PAINTERS_LIMIT ? (size_t)cores : PAINTERS_LIMIT;
    painters = painters < count ? painters : count;
    drawings[0] = (struct drawing){.folder = folder, .figures = figures, .count = count, .form = "svg"};
    for (size_t i = 0; i < painters; i++) {
        size_t first = count * i / painters, end = count * (i + 1) / painters;
        drawings[1 + i] =
            (struct drawing){.folder = folder, .figures = figures + first, .count = end - first, .form = "png"};
    }
    return 1 + painters;
}

/* Signals are for the thread that runs the program. */
static void draw_files(struct folder *folder, const struct figure *figures, struct chart_set *set)
{
    struct drawing drawings[1 + PAINTERS_LIMIT];
    size_t count = share_out(drawings, folder, figures, set->count);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (size_t i = 1; i < count; i++)
        drawings[i].beside = pthread_create(&drawings[i].thread, NULL, draw_form, &drawings[i]) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    for (size_t i = 0; i < count; i++)
        if (!drawings[i].beside)
            draw_form(&drawings[i]);
    for (size_t i = 0; i < count; i++) {
        struct drawing *drawing = &drawings[i];
        if (drawing->beside)
            pthread_join(drawing->thread, NULL);
        if (drawing->result.outcome != GNUPLOT_DONE && set->problem == NULL) {
            char sentence[512];
            set->problem = mem_copy_text(gnuplot_explain(&drawing->result, sentence));
        }
    }
}

/* Every chart of a list, from figures that have all but their slug. */
static bool draw_list(const struct entry *list, size_t count, const struct figure *blank, struct folder *folder,
                      struct chart_set *set, char why[static 256])
{
    struct figure *figures = mem_new(count, sizeof *figures);
    *set = (struct chart_set){.charts = mem_new(count, sizeof *set->charts)};
    bool written = true;
    for (size_t i = 0; i < count; i++) {
        struct figure *figure = &figures[set->count];
        *figure = *blank;
        figure->slug = list[i].slug;
        figure->height = THEME_HEIGHT;
        list[i].draw(figure);
        if (figure->left_out)
            continue;
        fill(&set->charts[set->count++], figure);
        written = written && write_sources(folder, figure, why);
    }
    if (written)
        draw_files(folder, figures, set);
    for (size_t i = 0; i < set->count; i++) {
        written = written && finish_svg(folder, &figures[i], &set->charts[i], why);
        figure_release(&figures[i]);
    }
    free(figures);
    return written;
}

static size_t failed_runs(const struct ensemble *ensemble)
{
    size_t failed = 0;
    for (size_t run = 0; ensemble->outcomes && run < ensemble->runs; run++)
        failed += ensemble->outcomes[run].failure != NULL;
    return failed;
}

static struct figure figure_of(const struct chart_run *run)
{
    const struct ensemble *ensemble = run->ensemble;
    const struct plan *plan = ensemble->plan;
    return (struct figure){.run = run,
                           .facts = {.noun = "scenario",
                                     .name = plan->name,
                                     .title = plan->title,
                                     .notice = plan->notice,
                                     .changed = run->changed,
                                     .clock = &plan->clock,
                                     .runs = ensemble->runs,
                                     .failed = failed_runs(ensemble),
                                     .drawn = ensemble->block > 0,
                                     .seed = run->seed,
                                     .version = run->version}};
}

bool chart_draw_run(const struct chart_run *run, struct folder *folder, struct chart_set *set, char why[static 256])
{
    struct figure blank = figure_of(run);
    return draw_list(charts, sizeof charts / sizeof *charts, &blank, folder, set, why);
}

bool chart_draw_comparison(const struct chart_comparison *comparison, struct folder *folder, struct chart_set *set,
                           char why[static 256])
{
    const struct choice *choice = comparison->choice;
    struct figure blank = {.choice = choice,
                           .facts = {.noun = "comparison",
                                     .name = choice->name,
                                     .title = choice->title,
                                     .notice = choice->notice,
                                     .changed = comparison->changed,
                                     .clock = choice->clock,
                                     .runs = choice->runs,
                                     .failed = choice->failed,
                                     .drawn = choice->drawn,
                                     .seed = comparison->seed,
                                     .version = comparison->version}};
    return draw_list(comparison_charts, sizeof comparison_charts / sizeof *comparison_charts, &blank, folder, set, why);
}

bool chart_draw_sweep(const struct chart_run *run, struct folder *folder, struct chart_set *set, char why[static 256])
{
    struct figure blank = figure_of(run);
    return draw_list(sweep_charts, sizeof sweep_charts / sizeof *sweep_charts, &blank, folder, set, why);
}

bool chart_draw_solve(const struct chart_run *run, struct folder *folder, struct chart_set *set, char why[static 256])
{
    struct figure blank = figure_of(run);
    return draw_list(solve_charts, sizeof solve_charts / sizeof *solve_charts, &blank, folder, set, why);
}

bool chart_draw_mixes(const struct chart_run *run, struct folder *folder, struct chart_set *set, char why[static 256])
{
    struct figure blank = figure_of(run);
    return draw_list(mixes_charts, sizeof mixes_charts / sizeof *mixes_charts, &blank, folder, set, why);
}

bool chart_draw_causes(const struct chart_run *run, struct folder *folder, struct chart_set *set, char why[static 256])
{
    struct figure blank = figure_of(run);
    return draw_list(causes_charts, sizeof causes_charts / sizeof *causes_charts, &blank, folder, set, why);
}

bool chart_draw_delay(const struct chart_run *run, struct folder *folder, struct chart_set *set, char why[static 256])
{
    struct figure blank = figure_of(run);
    return draw_list(delay_charts, sizeof delay_charts / sizeof *delay_charts, &blank, folder, set, why);
}

bool chart_draw_sensitivity(const struct chart_run *run, struct folder *folder, struct chart_set *set,
                            char why[static 256])
{
    struct figure blank = figure_of(run);
    return draw_list(sensitivity_charts, sizeof sensitivity_charts / sizeof *sensitivity_charts, &blank, folder, set,
                     why);
}

bool chart_draw_findings(const struct chart_run *run, struct folder *folder, struct chart_set *set,
                         char why[static 256])
{
    struct figure blank = figure_of(run);
    if (run->comparison != NULL) {
        blank.facts.noun = "comparison";
        blank.facts.name = run->comparison;
        blank.facts.title = run->comparison_title;
    }
    struct entry *list = mem_new(run->finding_count, sizeof *list);
    for (size_t i = 0; i < run->finding_count; i++)
        list[i] = (struct entry){run->findings[i]->name, chart_findings};
    bool written = draw_list(list, run->finding_count, &blank, folder, set, why);
    free(list);
    return written;
}

bool chart_draw_calibration(const struct chart_run *run, struct folder *folder, struct chart_set *set,
                            char why[static 256])
{
    static const struct entry list[CALIBRATION_SERIES_LIMIT] = {
        {"calibration", chart_calibration},  {"calibration2", chart_calibration}, {"calibration3", chart_calibration},
        {"calibration4", chart_calibration}, {"calibration5", chart_calibration}, {"calibration6", chart_calibration},
        {"calibration7", chart_calibration}, {"calibration8", chart_calibration}};
    struct figure blank = figure_of(run);
    return draw_list(list, run->calibration->series_count, &blank, folder, set, why);
}

bool chart_draw_track(const struct chart_run *run, struct folder *folder, struct chart_set *set, char why[static 256])
{
    struct figure blank = figure_of(run);
    return draw_list(track_charts, sizeof track_charts / sizeof *track_charts, &blank, folder, set, why);
}

void chart_set_release(struct chart_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        struct chart_result *chart = &set->charts[i];
        char *texts[] = {chart->slug, chart->headline, chart->subtitle, chart->alt,
                         chart->svg,  chart->csv,      chart->nothing};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            free(texts[k]);
    }
    free(set->charts);
    free(set->problem);
    *set = (struct chart_set){0};
}
