/* Who carries how much, team by team: workers within the aim, above it, above the high and the extreme mark, at the start
 * and on the date that the plan aims at. Mean of runs, since only means of shares add up to the whole. */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/words.h"
#include "plots/axis.h"
#include "plots/figure.h"

enum { MARKS = 3, BANDS = MARKS + 1, MOMENTS = 2, TEAMS_MOST = 20 };

/* Distances on the page. */
static const double name_most = 200, share_room = 168, share_width = 68, key_room = 46, row_most = 130, row_least = 22;

/* So few workers above the high mark that the aim says more. */
static const double hardly_any = 0.05;

/* From light to dark, so that their order is plain in grey too; what can be read on each. */
static const char *const colours[BANDS] = {THEME_BLUE_95, THEME_BLUE_50, "#3B6C97", "#0B2A45"};
static const char *const ink[BANDS] = {THEME_INK, THEME_INK, "#FFFFFF", "#FFFFFF"};

/* A team at one moment: the share of its case holders above each mark. */
struct look {
    struct ensemble_point above[MARKS];
    bool known;
};

struct row {
    const struct plan_team *team;
    struct text title;
    struct look looks[MOMENTS];
};

struct bands {
    struct row *rows;
    size_t count, left_out;
    size_t marks; /* that are stated, lowest first */
    double cases[MARKS];
    enum metric metrics[MARKS];
    size_t samples[MOMENTS];
    size_t moments; /* 1 when the date is the start */
};

/* --- gathering ---------------------------------------------------------------------------------------------------- */

/* The marks that are stated, in their order whatever they are called; of equal ones the first. */
static void find_marks(struct bands *bands, const struct plan_report *report)
{
    const double cases[MARKS] = {report->aim, report->high, report->extreme};
    static const enum metric metrics[MARKS] = {METRIC_OVER_AIM, METRIC_OVER_HIGH, METRIC_OVER_EXTREME};
    for (double last = -INFINITY; bands->marks < MARKS;) {
        size_t next = MARKS;
        for (size_t i = 0; i < MARKS; i++)
            if (isfinite(cases[i]) && cases[i] > last && (next == MARKS || cases[i] < cases[next]))
                next = i;
        if (next == MARKS)
            return;
        last = bands->cases[bands->marks] = cases[next];
        bands->metrics[bands->marks++] = metrics[next];
    }
}

/* The date of the first target that has one within the time simulated, else the end. */
static size_t find_date(const struct ensemble *ensemble)
{
    const struct plan_target *targets = plan_items(ensemble->plan->targets, struct plan_target), *found = NULL;
    double end = ensemble->times[ensemble->samples - 1];
    for (size_t i = 0; i < ensemble->plan->targets.count; i++)
        if (targets[i].by <= end && (!found || targets[i].named.place < found->named.place))
            found = &targets[i];
    return ensemble_sample_at(ensemble, found ? found->by : end);
}

static const struct look *latest(const struct bands *bands, const struct row *row)
{
    return &row->looks[bands->moments - 1];
}

static double share_of(const struct look *look, size_t mark)
{
    return look->above[mark].tally.mean;
}

static int by_place(const void *left, const void *right)
{
    const struct row *a = left, *b = right;
    return a->team->named.place - b->team->named.place;
}

/* Most above the lowest mark, on the last moment that is known, first; without data last. */
static int by_share(const void *left, const void *right)
{
    const struct row *rows[] = {left, right};
    double share[2];
    for (size_t i = 0; i < 2; i++) {
        const struct look *looks = rows[i]->looks;
        share[i] = looks[1].known ? share_of(&looks[1], 0) : looks[0].known ? share_of(&looks[0], 0) : -1;
    }
    return share[0] == share[1] ? by_place(left, right) : share[0] > share[1] ? -1 : 1;
}

static void fill_row(struct row *row, const struct ensemble *ensemble, const struct bands *bands, int team)
{
    row->team = &plan_items(ensemble->plan->teams, struct plan_team)[team];
    theme_clean(&row->title, row->team->named.title ? row->team->named.title : row->team->named.name);
    for (size_t m = 0; m < bands->moments; m++)
        for (size_t k = 0; k < bands->marks; k++) {
            size_t series = metric_series(&ensemble->layout, bands->metrics[k], team);
            row->looks[m].above[k] = ensemble_point(ensemble, series, bands->samples[m]);
            row->looks[m].known = row->looks[m].above[k].tally.count > 0;
        }
}

static struct bands gather(const struct figure *figure)
{
    const struct ensemble *ensemble = figure->run->ensemble;
    struct bands bands = {.count = ensemble->plan->teams.count, .samples = {0, find_date(ensemble)}};
    bands.moments = bands.samples[1] > 0 ? MOMENTS : 1;
    find_marks(&bands, &ensemble->plan->report);
    bands.rows = mem_new(bands.count + 1, sizeof *bands.rows);
    for (size_t i = 0; i < bands.count; i++)
        fill_row(&bands.rows[i], ensemble, &bands, (int)i);
    if (bands.count > TEAMS_MOST) {
        qsort(bands.rows, bands.count, sizeof *bands.rows, by_share);
        bands.left_out = bands.count - TEAMS_MOST;
        while (bands.count > TEAMS_MOST)
            text_release(&bands.rows[--bands.count].title);
    }
    if (bands.count > 0)
        qsort(bands.rows, bands.count, sizeof *bands.rows, by_place);
    return bands;
}

static bool has_data(const struct bands *bands)
{
    bool any = false;
    for (size_t i = 0; i < bands->count; i++)
        any = any || bands->rows[i].looks[0].known || latest(bands, &bands->rows[i])->known;
    return any;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

/* A mean over runs: nought is nought, but a little is not. */
static void write_share(double share, char out[static WORDS_SHORT])
{
    bool nearly = (share > 0 && share < 0.01) || (share > 0.99 && share < 1);
    (nearly ? words_percent : words_share)(share, out);
}

/* The second mark, unless hardly anybody is above it in any team. */
static size_t telling_mark(const struct bands *bands)
{
    for (size_t i = 0; i < bands->count && bands->marks > 1; i++) {
        const struct look *look = latest(bands, &bands->rows[i]);
        if (look->known && share_of(look, 1) >= hardly_any)
            return 1;
    }
    return 0;
}

/* The team with the most above a mark, when the runs tell it from every other; else null. */
static const struct row *find_most(const struct bands *bands, size_t mark, size_t *known)
{
    const struct row *most = NULL;
    *known = 0;
    for (size_t i = 0; i < bands->count; i++) {
        const struct look *look = latest(bands, &bands->rows[i]);
        *known += look->known;
        if (look->known && (!most || share_of(look, mark) > share_of(latest(bands, most), mark)))
            most = &bands->rows[i];
    }
    for (size_t i = 0; most != NULL && i < bands->count; i++) {
        const struct look *best = latest(bands, most), *other = latest(bands, &bands->rows[i]);
        if (&bands->rows[i] == most || !other->known)
            continue;
        double apart = share_of(best, mark) - share_of(other, mark);
        double error = hypot(tally_error(&best->above[mark].tally), tally_error(&other->above[mark].tally));
        if (apart < 0.01 || !(apart > 2 * error))
            return NULL;
    }
    return most;
}

static void write_headline(struct figure *figure, const struct bands *bands)
{
    size_t known, mark = telling_mark(bands);
    const struct row *most = has_data(bands) ? find_most(bands, mark, &known) : NULL;
    if (most == NULL) {
        text_add(&figure->headline, "How cases are shared between workers, by team");
        return;
    }
    const struct look *look = latest(bands, most);
    char share[WORDS_SHORT], month[32];
    struct text name = {0};
    write_share(share_of(look, mark), share);
    figure_month(figure, figure->run->ensemble->times[bands->samples[bands->moments - 1]], month);
    layout_cut_name(&name, most->title.at, (struct layout_font){THEME_TITLE * 4 / 3, true}, THEME_NAME);
    if (known > 1)
        text_printf(&figure->headline, "%s has the largest share of workers above %g cases in %s, %s", name.at,
                    bands->cases[mark], month, share);
    else
        text_printf(&figure->headline, "%s: %s of workers above %g cases in %s", name.at, share, bands->cases[mark],
                    month);
    text_release(&name);
}

static void write_alt(struct figure *figure, const struct bands *bands)
{
    text_add(&figure->alt, "Bars of how workers of each team are spread over caseloads, mean of runs.");
    for (size_t i = 0; i < bands->count; i++) {
        const struct row *row = &bands->rows[i];
        text_printf(&figure->alt, " %s:", row->title.at);
        for (size_t m = 0; m < bands->moments; m++) {
            char date[32], share[WORDS_SHORT];
            figure_date(figure, figure->run->ensemble->times[bands->samples[m]], date);
            text_printf(&figure->alt, "%s on %s", m > 0 ? ";" : "", date);
            if (!row->looks[m].known)
                text_add(&figure->alt, " no worker holds a case");
            for (size_t k = 0; k < bands->marks && row->looks[m].known; k++) {
                write_share(share_of(&row->looks[m], k), share);
                text_printf(&figure->alt, "%s %s above %g", k > 0 ? "," : "", share, bands->cases[k]);
            }
        }
        text_add(&figure->alt, ".");
    }
}

static void write_csv(struct figure *figure, const struct bands *bands)
{
    text_add(&figure->csv, "week,date,team,above,mean,p10,p90,runs\n");
    for (size_t i = 0; i < bands->count; i++)
        for (size_t m = 0; m < bands->moments; m++)
            for (size_t k = 0; k < bands->marks; k++) {
                const struct ensemble_point *point = &bands->rows[i].looks[m].above[k];
                bool known = bands->rows[i].looks[m].known;
                figure_csv_time(figure, bands->samples[m]);
                text_printf(&figure->csv, ",%s", bands->rows[i].team->named.name);
                figure_csv_number(figure, bands->cases[k], 2);
                figure_csv_number(figure, known ? point->tally.mean : (double)NAN, 4);
                figure_csv_number(figure, point->quantile[Q10], 4);
                figure_csv_number(figure, point->quantile[Q90], 4);
                figure_csv_number(figure, (double)point->tally.count, 0);
                text_add(&figure->csv, "\n");
            }
}

static void write_subtitle(struct figure *figure, const struct bands *bands)
{
    text_add(&figure->subtitle, "Share of case-holding workers by how many cases each holds, mean of runs.");
    if (bands->left_out > 0)
        text_printf(&figure->subtitle, " The %d teams with most above %g; %zu more in series.csv.", TEAMS_MOST,
                    bands->cases[0], bands->left_out);
}

/* --- drawing ------------------------------------------------------------------------------------------------------ */

/* Where the bars of a row are: the first is thin, the one of the date is thick. */
struct slot {
    double top[MOMENTS], height[MOMENTS], middle;
};

static struct slot slot_of(const struct figure *figure, const struct bands *bands, size_t row)
{
    double pitch = (figure->area.bottom - figure->area.top) / (double)bands->count;
    double room = fmin(0.84 * pitch, 84), top = figure->area.top + pitch * ((double)row + 0.5) - room / 2;
    if (bands->moments == 1)
        return (struct slot){.top = {top}, .height = {room}, .middle = top + room / 2};
    double thin = room * 0.3, gap = room > 24 ? 3 : 1;
    return (struct slot){.top = {top, top + thin + gap},
                         .height = {thin, room - thin - gap},
                         .middle = top + thin + gap + (room - thin - gap) / 2};
}

/* What holds from one mark to the next; the last band is above the last mark. */
static double band_of(const struct bands *bands, const struct look *look, size_t band, double *from)
{
    double right = band == 0 ? 1 : share_of(look, band - 1);
    double left = band == bands->marks ? 0 : share_of(look, band);
    *from = 1 - right;
    return fmax(0, right - left);
}

static void draw_bar(struct figure *figure, const struct bands *bands, const struct look *look, double top,
                     double height)
{
    static const double white = 1.2;
    double width = figure->area.right - figure->area.left;
    for (size_t band = 0; band <= bands->marks; band++) {
        struct theme_words words = {THEME_NOTE, false, ink[band]};
        double from, share = band_of(bands, look, band, &from), x = figure->area.left + from * width;
        char number[WORDS_SHORT];
        if (share * width < 0.5)
            continue;
        theme_box(&figure->draw, x, top, fmax(0.5, share * width - white), height, colours[band]);
        write_share(share, number);
        if (height >= theme_font(words).size && layout_width(number, theme_font(words)) + 6 <= share * width)
            theme_label(&figure->draw, x + share * width / 2, top + height / 2, THEME_CENTRE, words, number);
    }
}

/* At the right: the share above the lowest mark on the date, its spread where there is room, and what it was. */
static void draw_share(struct figure *figure, const struct bands *bands, const struct row *row, struct slot slot)
{
    const struct theme_words strong = {slot.height[bands->moments - 1] > 20 ? THEME_AXIS : THEME_SMALL, true,
                                       THEME_DARK};
    static const struct theme_words weak = {THEME_NOTE, false, THEME_GREY};
    const struct look *look = latest(bands, row);
    double x = figure->area.right + 10;
    if (!look->known) {
        theme_label(&figure->draw, x, slot.middle, THEME_LEFT, weak, "no worker holds a case");
        return;
    }
    const double *q = look->above[0].quantile;
    char share[WORDS_SHORT], low[WORDS_SHORT], high[WORDS_SHORT];
    struct text words = {0};
    write_share(share_of(look, 0), share);
    write_share(q[Q10], low);
    write_share(q[Q90], high);
    theme_label(&figure->draw, x, slot.middle, THEME_LEFT, strong, share);
    text_printf(&words, text_equal(low, high) ? "%s" : "%s to %s", low, high);
    double beside = fmax(share_width, layout_width(share, theme_font(strong)) + 8);
    theme_label(&figure->draw, x + beside, slot.middle, THEME_LEFT, weak, words.at);
    text_release(&words);
}

/* What each shade is, and above the column at the right what its shares are. */
static void draw_key(struct figure *figure, const struct bands *bands, double y)
{
    static const struct theme_words look = {THEME_SMALL, false, THEME_GREY}, head = {THEME_SMALL, true, THEME_DARK};
    double x = figure->area.left;
    for (size_t band = 0; band <= bands->marks; band++) {
        struct text words = {0};
        if (band == 0)
            text_printf(&words, "%g or fewer", bands->cases[0]);
        else if (band < bands->marks)
            text_printf(&words, "above %g, to %g", bands->cases[band - 1], bands->cases[band]);
        else
            text_printf(&words, "above %g cases", bands->cases[band - 1]);
        theme_box(&figure->draw, x, y - 5, 18, 10, colours[band]);
        theme_label(&figure->draw, x + 23, y, THEME_LEFT, look, words.at);
        x += 23 + layout_width(words.at, theme_font(look)) + 20;
        text_release(&words);
    }
    struct text words = {0};
    text_printf(&words, "Above %g", bands->cases[0]);
    theme_label(&figure->draw, figure->area.right + 10, y, THEME_LEFT, head, words.at);
    theme_label(&figure->draw, figure->area.right + 10 + share_width, y, THEME_LEFT, look, "80% of runs");
    text_release(&words);
    char dates[MOMENTS][32];
    for (size_t m = 0; m < bands->moments; m++)
        figure_date(figure, figure->run->ensemble->times[bands->samples[m]], dates[m]);
    if (bands->moments == 1)
        text_printf(&words, "On %s", dates[0]);
    else
        text_printf(&words, "Thin bar: %s. Thick bar and the shares beside it: %s.", dates[0], dates[1]);
    theme_label(&figure->draw, figure->area.left, y + 18, THEME_LEFT, look, words.at);
    text_release(&words);
}

static void draw_bands(struct figure *figure, const struct bands *bands)
{
    struct theme_words look = {bands->count > 12 ? THEME_SMALL : THEME_AXIS, false, THEME_DARK};
    double wide = 0, top = figure->area.top;
    for (size_t i = 0; i < bands->count; i++)
        wide = fmax(wide, layout_width(bands->rows[i].title.at, theme_font(look)));
    figure->area.left = fmax(12.5 + fmin(wide, name_most) + 10, 60);
    figure->area.right = THEME_WIDTH - share_room;
    figure->area.top = top + key_room - 16;
    figure->area.bottom = fmin(figure->area.bottom, figure->area.top + row_most * (double)bands->count);
    draw_key(figure, bands, top - 8);
    for (size_t i = 0; i < bands->count; i++) {
        struct slot slot = slot_of(figure, bands, i);
        struct text cut = {0};
        layout_cut_name(&cut, bands->rows[i].title.at, theme_font(look), name_most);
        theme_label(&figure->draw, figure->area.left - 9, slot.middle, THEME_RIGHT, look, cut.at);
        text_release(&cut);
        for (size_t m = 0; m < bands->moments; m++)
            if (bands->rows[i].looks[m].known)
                draw_bar(figure, bands, &bands->rows[i].looks[m], slot.top[m], slot.height[m]);
        draw_share(figure, bands, &bands->rows[i], slot);
    }
    theme_margins(&figure->draw, figure->area);
    text_add(&figure->draw, "unset ytics; set border 1; set grid noytics xtics\n"
                            "set xtics 0,25,100; set format x '%.0f%%'\n"
                            "set xrange [0:100]; set yrange [0:1]\n"
                            "plot -1 title 'nothing beyond the bars'\n");
}

void chart_bands(struct figure *figure)
{
    struct bands bands = gather(figure);
    /* Without a mark there is nothing to be above. */
    figure->left_out = bands.marks == 0;
    if (!figure->left_out) {
        write_headline(figure, &bands);
        write_subtitle(figure, &bands);
        text_add(&figure->note, "Bars are means of runs");
        write_alt(figure, &bands);
        write_csv(figure, &bands);
        figure->room = key_room - 16 + row_most * (double)bands.count;
        figure->least = key_room - 16 + row_least * (double)bands.count;
        figure_frame(figure);
        if (has_data(&bands))
            draw_bands(figure, &bands);
        else
            figure_nothing(figure, "No worker of any team holds a case in any run, so there is no share to draw.");
    }
    for (size_t i = 0; i < bands.count; i++)
        text_release(&bands.rows[i].title);
    free(bands.rows);
}
