#include "plots/marks.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

enum { LEVELS = 4 };

/* Distances on the page: a label of two lines, the space between labels and from a line to its label. */
static const double pitch = 35, line_step = 14.5, gap = 8, indent = 5;

static const char outside[] = "#A6A6A6";

struct mark {
    double week;
    int place;
    struct text title, detail;
    bool is_extra;
};

struct marks {
    struct mark *items;
    size_t count;
};

static int by_week(const void *left, const void *right)
{
    const struct mark *a = left, *b = right;
    if (a->week != b->week)
        return a->week < b->week ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

static void add(struct marks *marks, const struct figure *figure, double week, const char *title, const char *detail)
{
    struct mark *mark = &marks->items[marks->count++];
    *mark = (struct mark){.week = week, .place = (int)marks->count};
    theme_clean(&mark->title, title);
    char date[32];
    figure_date(figure, week, date);
    theme_clean(&mark->detail, detail && detail[0] ? detail : date);
}

static bool is_within(const struct figure *figure, double week)
{
    const struct ensemble *ensemble = figure->run ? figure->run->ensemble : NULL;
    double from = ensemble ? ensemble->times[0] : figure->from;
    double to = ensemble ? ensemble->times[ensemble->samples - 1] : figure->to;
    return week >= from && week <= to;
}

/* The events within the horizon, by date, and the extra one. */
static struct marks collect(const struct figure *figure, struct marks_extra extra)
{
    const struct map none = {0}, *map = figure->run ? &figure->run->ensemble->plan->events : &none;
    const struct plan_event *events = plan_items(*map, struct plan_event);
    struct marks marks = {.items = mem_new(map->count + 1, sizeof(struct mark))};
    for (size_t i = 0; i < map->count; i++) {
        if (!is_within(figure, events[i].date))
            continue;
        add(&marks, figure, events[i].date, events[i].named.title ? events[i].named.title : events[i].named.name,
            events[i].detail);
        marks.items[marks.count - 1].place = events[i].named.place;
    }
    if (extra.title && is_within(figure, extra.week)) {
        add(&marks, figure, extra.week, extra.title, extra.detail);
        marks.items[marks.count - 1].is_extra = true;
    }
    qsort(marks.items, marks.count, sizeof *marks.items, by_week);
    return marks;
}

static void release(struct marks *marks)
{
    for (size_t i = 0; i < marks->count; i++) {
        text_release(&marks->items[i].title);
        text_release(&marks->items[i].detail);
    }
    free(marks->items);
}

static struct theme_words title_look(const struct mark *mark)
{
    return (struct theme_words){THEME_SMALL, true, mark->is_extra ? THEME_ORANGE_WORDS : THEME_DARK};
}

static struct theme_words detail_look(void)
{
    return (struct theme_words){THEME_SMALL, false, THEME_GREY};
}

/* Cuts a text to what the width and the edge of the page allow. */
static void fit(struct text *text, struct theme_words look, double width)
{
    struct text cut = {0};
    layout_cut(&cut, text->at ? text->at : "", theme_font(look), width);
    text_release(text);
    *text = cut;
}

static double width_of(const struct mark *mark)
{
    return indent + fmax(layout_width(mark->title.at, theme_font(title_look(mark))),
                         layout_width(mark->detail.at, theme_font(detail_look())));
}

/* Finds levels; labels are made narrower until all of them have one, or cannot be made narrower. */
static int place_labels(const struct figure *figure, struct marks *marks, int *level)
{
    static const double limits[] = {230, 160, 110};
    double *x = mem_new(marks->count, sizeof *x), *width = mem_new(marks->count, sizeof *width);
    int used = 0;
    for (size_t attempt = 0; attempt < sizeof limits / sizeof *limits; attempt++) {
        bool all = true;
        for (size_t i = 0; i < marks->count; i++) {
            struct mark *mark = &marks->items[i];
            x[i] = figure_x(figure, mark->week);
            double room = fmin(limits[attempt], THEME_WIDTH - gap - indent - x[i]);
            fit(&mark->title, title_look(mark), room);
            fit(&mark->detail, detail_look(), room);
            width[i] = width_of(mark);
        }
        used = layout_levels(x, width, marks->count, gap, LEVELS, level);
        for (size_t i = 0; i < marks->count; i++)
            all = all && level[i] >= 0;
        if (all)
            break;
    }
    free(x);
    free(width);
    return used;
}

void marks_draw(struct figure *figure, struct marks_extra extra, const char *inside)
{
    struct marks marks = collect(figure, extra);
    int *level = mem_new(marks.count, sizeof *level);
    int levels = place_labels(figure, &marks, level);
    double top = figure->area.top + levels * pitch - (levels ? 8 : 0);
    for (size_t i = 0; i < marks.count; i++) {
        const struct mark *mark = &marks.items[i];
        double x = figure_x(figure, mark->week), start = top;
        if (level[i] >= 0) {
            start = figure->area.top + (levels - 1 - level[i]) * pitch - 8;
            theme_label(&figure->draw, x + indent, start + 6, THEME_LEFT, title_look(mark), mark->title.at);
            theme_label(&figure->draw, x + indent, start + 6 + line_step, THEME_LEFT, detail_look(), mark->detail.at);
            theme_line(&figure->draw, x, start, x, top, mark->is_extra ? THEME_ORANGE : outside, 1, "front");
        }
        theme_line(&figure->draw, x, top, x, figure->area.bottom, mark->is_extra ? THEME_ORANGE : inside, 1, "front");
    }
    figure->area.top = top;
    free(level);
    release(&marks);
}

void marks_tell(struct figure *figure)
{
    struct marks marks = collect(figure, (struct marks_extra){0});
    for (size_t i = 0; i < marks.count; i++) {
        char month[32];
        figure_month(figure, marks.items[i].week, month);
        text_printf(&figure->alt, "%s%s (%s)", i ? "; " : " Marked: ", marks.items[i].title.at, month);
    }
    if (marks.count)
        text_add(&figure->alt, ".");
    release(&marks);
}
