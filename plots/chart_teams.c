/* Every team in a panel of its own, all on the same axes: median and 80 % band, the other teams in grey, its aim. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "experiment/words.h"
#include "plots/axis.h"
#include "plots/figure.h"
#include "plots/panels.h"
#include "plots/trend.h"

struct panel {
    const struct plan_team *team;
    int index; /* in the plan */
    struct text title;
    struct text alike; /* " (5 teams)", or empty */
    double level;      /* its own target, else the aim; NaN: none */
    struct figure_series series;
    double *medians;
    struct trend trend;
};

struct teams {
    struct panel *panels;
    size_t count;
    size_t left_out; /* teams for which there is no panel */
    bool own_levels; /* some team has a target of its own */
};

/* The aim, unless the team has a target on its mean caseload: then the first of these in the file. */
static double level_of(const struct plan *plan, int team, bool *own)
{
    const struct plan_target *targets = plan_items(plan->targets, struct plan_target), *found = NULL;
    for (size_t i = 0; i < plan->targets.count; i++) {
        const struct plan_target *target = &targets[i];
        bool fits = target->team.index == team && metric_find(target->measure) == METRIC_CASELOAD &&
                    target->statistic == STATISTIC_MEAN && isfinite(target->at_most);
        if (fits && (!found || target->named.place < found->named.place))
            found = target;
    }
    *own = *own || found;
    return found ? found->at_most : isfinite(plan->report.aim) ? plan->report.aim : (double)NAN;
}

static void fill_panel(struct panel *panel, const struct figure *figure, size_t points)
{
    panel->series = figure_series(figure, METRIC_CASELOAD, panel->index, points);
    panel->medians = figure_medians(&panel->series);
    double sum = 0;
    for (size_t i = 0; i < panel->series.count; i++)
        sum += isnan(panel->medians[i]) ? 0 : panel->medians[i];
    panel->trend = trend_of(panel->medians, panel->series.count, fmax(1, 0.06 * sum / (double)panel->series.count));
    theme_clean(&panel->title, panel->team->named.title ? panel->team->named.title : panel->team->named.name);
    if (panel->team->teams > 1)
        text_printf(&panel->alike, " (%lld teams)", (long long)panel->team->teams);
}

static void release_panel(struct panel *panel)
{
    figure_series_release(&panel->series);
    free(panel->medians);
    text_release(&panel->title);
    text_release(&panel->alike);
}

static int by_place(const void *left, const void *right)
{
    const struct panel *a = left, *b = right;
    return a->team->named.place - b->team->named.place;
}

/* Highest at the end first; without data last. */
static int by_end(const void *left, const void *right)
{
    const struct panel *a = left, *b = right;
    double x = isnan(a->trend.last) ? -1 : a->trend.last, y = isnan(b->trend.last) ? -1 : b->trend.last;
    return x == y ? by_place(left, right) : x > y ? -1 : 1;
}

static struct teams gather(const struct figure *figure)
{
    const struct plan *plan = figure->run->ensemble->plan;
    const struct plan_team *items = plan_items(plan->teams, struct plan_team);
    struct teams teams = {.count = plan->teams.count, .panels = mem_new(plan->teams.count, sizeof *teams.panels)};
    /* The fewer panels, the wider they are; more points than this cannot be told apart. */
    size_t points = teams.count <= 6 ? 80 : teams.count <= 12 ? 60 : 40;
    for (size_t i = 0; i < teams.count; i++) {
        struct panel *panel = &teams.panels[i];
        *panel = (struct panel){.team = &items[i], .index = (int)i};
        panel->level = level_of(plan, (int)i, &teams.own_levels);
        fill_panel(panel, figure, points);
    }
    if (teams.count > PANELS_MOST) {
        qsort(teams.panels, teams.count, sizeof *teams.panels, by_end);
        teams.left_out = teams.count - PANELS_MOST;
        while (teams.count > PANELS_MOST)
            release_panel(&teams.panels[--teams.count]);
    }
    if (teams.count)
        qsort(teams.panels, teams.count, sizeof *teams.panels, by_place);
    return teams;
}

static bool has_data(const struct panel *panel)
{
    return panel->trend.kind != TREND_NONE;
}

/* To the precision that is shown: 18.04 is drawn and written as 18.0, which is within 18. */
static bool ends_within(const struct panel *panel)
{
    return panel->trend.last < panel->level + 0.05;
}

static bool ends_above(const struct panel *panel)
{
    return has_data(panel) && !isnan(panel->level) && !ends_within(panel);
}

static struct trend_style style_of(const struct panel *panel)
{
    return (struct trend_style){.line = panel->level};
}

/* What the headline counts. */
struct tally_of_teams {
    size_t known, within;
    const struct panel *highest;
    bool same_level;
};

static struct tally_of_teams count_teams(const struct teams *teams)
{
    struct tally_of_teams sum = {.same_level = true};
    for (size_t i = 0; i < teams->count; i++) {
        const struct panel *panel = &teams->panels[i];
        if (!has_data(panel))
            continue;
        if (sum.highest && !(panel->level == sum.highest->level))
            sum.same_level = false;
        sum.known++;
        sum.within += ends_within(panel);
        if (!sum.highest || panel->trend.last > sum.highest->trend.last)
            sum.highest = panel;
    }
    return sum;
}

static void say_count(struct text *out, const struct tally_of_teams *sum, const char *level)
{
    char within[WORDS_SHORT], known[WORDS_SHORT];
    /* "Three of six", but "3 of 20". */
    if (sum->known < 10)
        words_count(sum->within, within);
    else
        snprintf(within, sizeof within, "%zu", sum->within);
    words_count(sum->known, known);
    within[0] = (char)toupper((unsigned char)within[0]);
    if (sum->within == 0)
        text_printf(out, "Every team ends above %s", level);
    else if (sum->within == sum->known)
        text_printf(out, "Every team ends within %s", level);
    else
        text_printf(out, "%s of %s teams end%s within %s", within, known, sum->within == 1 ? "s" : "", level);
}

static void write_headline(struct figure *figure, const struct teams *teams)
{
    struct tally_of_teams sum = count_teams(teams);
    if (sum.known == 0) {
        text_add(&figure->headline, "Caseload by team");
        return;
    }
    const struct panel *highest = sum.highest;
    struct text name = {0};
    layout_cut_name(&name, highest->title.at, (struct layout_font){THEME_TITLE * 4 / 3, true}, THEME_NAME);
    if (sum.known == 1) {
        text_printf(&figure->headline, "%s: caseload ", name.at);
        trend_say(&figure->headline, &highest->trend, style_of(highest), NULL);
        text_release(&name);
        return;
    }
    char level[32] = "its aim";
    if (sum.same_level)
        snprintf(level, sizeof level, "%g", highest->level);
    if (isnan(highest->level))
        text_add(&figure->headline, "Caseload by team");
    else
        say_count(&figure->headline, &sum, level);
    text_printf(&figure->headline, "; %s ends highest, at ", name.at);
    trend_value(&figure->headline, highest->trend.last, (double)NAN, style_of(highest));
    text_release(&name);
}

static void write_alt(struct figure *figure, const struct teams *teams)
{
    text_add(&figure->alt, "Small charts of caseload, one for each team on the same axes, median of runs.");
    for (size_t i = 0; i < teams->count; i++) {
        const struct panel *panel = &teams->panels[i];
        text_printf(&figure->alt, " %s%s: ", panel->title.at, panel->alike.at ? panel->alike.at : "");
        if (!has_data(panel)) {
            text_add(&figure->alt, "no worker holds a case.");
            continue;
        }
        const double *q = panel->series.points[panel->trend.last_at].quantile;
        char first[WORDS_SHORT], last[WORDS_SHORT], band[WORDS_LONG];
        words_number(panel->trend.first, 1, first);
        words_number(panel->trend.last, 1, last);
        words_range(q[Q10], q[Q90], 1, band);
        text_printf(&figure->alt, "%s at the start, %s at the end (80%% of runs %s)", first, last, band);
        text_printf(&figure->alt, isnan(panel->level) ? "." : ", to be %g or fewer.", panel->level);
    }
}

static void write_csv(struct figure *figure, const struct teams *teams)
{
    text_add(&figure->csv, "week,date,team,median,p10,p90,runs,aim\n");
    for (size_t k = 0; k < teams->count; k++) {
        const struct panel *panel = &teams->panels[k];
        for (size_t i = 0; i < panel->series.count; i++) {
            const struct ensemble_point *point = &panel->series.points[i];
            if (i > 0 && panel->series.samples[i] == panel->series.samples[i - 1])
                continue;
            figure_csv_time(figure, panel->series.samples[i]);
            text_printf(&figure->csv, ",%s", panel->team->named.name);
            figure_csv_number(figure, point->quantile[Q50], 3);
            figure_csv_number(figure, point->quantile[Q10], 3);
            figure_csv_number(figure, point->quantile[Q90], 3);
            figure_csv_number(figure, (double)point->tally.count, 0);
            figure_csv_number(figure, panel->level, 3);
            text_add(&figure->csv, "\n");
        }
    }
}

/* One block a team, and all medians in one block with a gap between teams. */
static void write_data(struct figure *figure, const struct teams *teams)
{
    for (size_t k = 0; k < teams->count; k++) {
        const struct figure_series *series = &teams->panels[k].series;
        char name[32];
        snprintf(name, sizeof name, "team%zu", k + 1);
        figure_block_open(figure, name);
        for (size_t i = 0; i < series->count; i++) {
            const double *q = series->points[i].quantile;
            double row[] = {series->weeks[i], q[Q10], q[Q90], q[Q50]};
            figure_row(figure, row, 4);
        }
        figure_block_close(figure);
    }
    figure_block_open(figure, "medians");
    for (size_t k = 0; k < teams->count; k++) {
        for (size_t i = 0; i < teams->panels[k].series.count; i++)
            figure_row(figure, (double[]){teams->panels[k].series.weeks[i], teams->panels[k].medians[i]}, 2);
        text_add(&figure->data, "\n");
    }
    figure_block_close(figure);
}

static const char *colour_of(const struct panel *panel)
{
    return ends_above(panel) ? THEME_PLUM : THEME_BLUE;
}

/* "Falls from 23 to 17; within 18", or as much of it as there is room for. */
static void write_verdict(struct text *out, const struct panel *panel, struct layout_font font, double width)
{
    if (!has_data(panel)) {
        text_add(out, "No worker holds a case");
        return;
    }
    struct text trend = {0}, level = {0}, ends = {0};
    trend_say(&trend, &panel->trend, style_of(panel), NULL);
    trend.at[0] = (char)toupper((unsigned char)trend.at[0]);
    if (!isnan(panel->level))
        text_printf(&level, "; %s %g", ends_above(panel) ? "above" : "within", panel->level);
    trend_say_briefly(&ends, &panel->trend, style_of(panel));
    ends.at[0] = (char)toupper((unsigned char)ends.at[0]);
    double both = layout_width(trend.at, font) + (level.at ? layout_width(level.at, font) : 0);
    text_printf(out, "%s%s", both <= width ? trend.at : ends.at, level.at ? level.at : "");
    text_release(&trend);
    text_release(&level);
    text_release(&ends);
}

static void draw_words(struct figure *figure, const struct panels *grid, const struct panel *panel, size_t at)
{
    double width = grid->width - 8;
    struct text name = {0}, verdict = {0};
    struct layout_font font = theme_font(grid->name);
    layout_cut_name(&name, panel->title.at, font, width);
    if (panel->alike.at && layout_width(name.at, font) + layout_width(panel->alike.at, font) <= width)
        text_add(&name, panel->alike.at);
    write_verdict(&verdict, panel, theme_font(grid->verdict), width);
    panels_words(figure, grid, at, colour_of(panel), name.at, verdict.at);
    if (has_data(panel)) {
        struct text value = {0};
        struct theme_words look = grid->value;
        look.colour = colour_of(panel);
        trend_value(&value, panel->trend.last, (double)NAN, style_of(panel));
        theme_label(&figure->draw, figure->area.right + 4, figure_y(figure, panel->trend.last), THEME_LEFT, look,
                    value.at);
        text_release(&value);
    }
    text_release(&name);
    text_release(&verdict);
}

static void plot_panel(struct figure *figure, const struct panel *panel, size_t number)
{
    struct text *draw = &figure->draw;
    const char *slug = figure->slug;
    text_add(draw, "plot ");
    if (has_data(panel))
        text_printf(draw, "$%s_team%zu using 1:2:3 with filledcurves fillcolor rgb '%s' title 'band', \\\n    ", slug,
                    number, ends_above(panel) ? THEME_PLUM_80 : "#CFDDE9");
    text_printf(draw, "$%s_medians using 1:2 with lines lw 0.8 lc rgb '" THEME_PALE "' title 'others'", slug);
    if (!isnan(panel->level))
        text_printf(draw, ", \\\n    %g with lines lw 1.8 lc rgb '" THEME_ORANGE "' title 'aim'", panel->level);
    if (has_data(panel))
        text_printf(draw, ", \\\n    $%s_team%zu using 1:4 with lines lw 2.3 lc rgb '%s' title 'median'", slug, number,
                    colour_of(panel));
    text_add(draw, "\n");
}

static void draw_panel(struct figure *figure, const struct panels *grid, const struct teams *teams, size_t at,
                       double most)
{
    const struct panel *panel = &teams->panels[at];
    figure->area = panels_area(grid, at);
    axis_value(figure, AXIS_NUMBER, most, grid->rows > 2 ? 3 : 4, at % grid->columns == 0);
    bool is_lowest = at + grid->columns >= teams->count;
    axis_time(figure, panel->series.weeks[0], panel->series.weeks[panel->series.count - 1],
              is_lowest ? AXIS_COMPACT : AXIS_BARE);
    axis_ranges(figure);
    draw_words(figure, grid, panel, at);
    plot_panel(figure, panel, at + 1);
    /* Words on the page would be drawn again with every later panel. */
    text_add(&figure->draw, "unset label; unset object; unset arrow\n");
}

static void draw_key(struct figure *figure, const struct teams *teams)
{
    char aim[64] = "Aim (the team's own where it has one)";
    if (!teams->own_levels)
        snprintf(aim, sizeof aim, "Aim %g", teams->panels[0].level);
    bool has_level = false;
    for (size_t i = 0; i < teams->count; i++)
        has_level = has_level || !isnan(teams->panels[i].level);
    const struct panels_key pieces[] = {{"Median of runs", THEME_BLUE, 2.5},
                                        {"80% of runs", "#CFDDE9", 10},
                                        {has_level ? aim : NULL, THEME_ORANGE, 2},
                                        {has_level ? "Plum: ends above it" : NULL, THEME_PLUM, 2.5},
                                        {teams->count > 1 ? "Other teams' medians" : NULL, THEME_PALE, 1.2}};
    panels_key(figure, pieces, sizeof pieces / sizeof *pieces);
}

static void draw_teams(struct figure *figure, const struct teams *teams)
{
    double most = 0;
    for (size_t k = 0; k < teams->count; k++) {
        const struct panel *panel = &teams->panels[k];
        most = isnan(panel->level) ? most : fmax(most, panel->level);
        for (size_t i = 0; i < panel->series.count; i++)
            most = fmax(most, panel->series.points[i].quantile[Q90]);
    }
    struct panels grid = panels_for(figure, teams->count);
    draw_key(figure, teams);
    text_add(&figure->draw, "set multiplot\n");
    for (size_t k = 0; k < teams->count; k++)
        draw_panel(figure, &grid, teams, k, most);
    text_add(&figure->draw, "unset multiplot\n");
}

void chart_teams(struct figure *figure)
{
    struct teams teams = gather(figure);
    write_headline(figure, &teams);
    text_add(&figure->subtitle, "Cases per full-time-equivalent worker by team, median of runs.");
    if (teams.left_out)
        text_printf(&figure->subtitle, " The %d highest at the end; %zu more in series.csv.", PANELS_MOST,
                    teams.left_out);
    text_add(&figure->note, "Shaded bands hold 80% of runs");
    write_alt(figure, &teams);
    write_csv(figure, &teams);
    figure->least = panels_least(teams.count);
    figure_frame(figure);
    if (count_teams(&teams).known) {
        write_data(figure, &teams);
        draw_teams(figure, &teams);
    } else {
        figure_nothing(figure, "No worker of any team holds a case in any run, so there is no caseload to draw.");
    }
    for (size_t i = 0; i < teams.count; i++)
        release_panel(&teams.panels[i]);
    free(teams.panels);
}
