/* Geometry of labels: properties on random input; the seed is in every message. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plots/layout.h"

static double draw(unsigned long *state)
{
    *state = *state * 6364136223846793005UL + 1442695040888963407UL;
    return (double)(*state >> 11) / 9007199254740992.0;
}

static double cost(const double *wanted, const double *at, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (at[i] - wanted[i]) * (at[i] - wanted[i]);
    return sum;
}

/* Positions in the order that was wanted are `gap` apart (as much as there is room for) and within [0, high]. */
static void check_spread(const double *wanted, const double *at, size_t count, double gap, double high,
                         unsigned long seed)
{
    double room = count > 1 ? fmin(gap, high / (double)(count - 1)) : 0;
    for (size_t i = 0; i < count; i++) {
        cr_assert(at[i] >= -1e-9 && at[i] <= high + 1e-9, "seed %lu: label %zu at %g is off the page", seed, i, at[i]);
        for (size_t k = 0; k < count; k++) {
            if (i == k)
                continue;
            cr_assert(fabs(at[i] - at[k]) >= room - 1e-9, "seed %lu: labels %zu and %zu are %g apart, not %g", seed, i,
                      k, fabs(at[i] - at[k]), room);
            cr_assert(wanted[i] >= wanted[k] || at[i] < at[k], "seed %lu: labels %zu and %zu changed places", seed, i,
                      k);
        }
    }
}

Test(layout, spread_keeps_labels_apart_in_order_and_moves_them_least)
{
    for (unsigned long seed = 1; seed <= 2000; seed++) {
        unsigned long state = seed;
        double wanted[12], at[12], high = 50 + 300 * draw(&state), gap = 30 * draw(&state);
        size_t count = 1 + (size_t)(12 * draw(&state));
        for (size_t i = 0; i < count; i++)
            at[i] = wanted[i] = seed % 5 == 0 ? 20 : -50 + 400 * draw(&state);
        layout_spread(at, count, gap, 0, high);
        check_spread(wanted, at, count, gap, high, seed);

        /* No small step of a group of neighbours that is allowed costs less. */
        double best = cost(wanted, at, count);
        for (int attempt = 0; attempt < 20; attempt++) {
            double other[12], step = (draw(&state) - 0.5) * 2, from = high * draw(&state), to = high * draw(&state);
            for (size_t i = 0; i < count; i++)
                other[i] = at[i] + (at[i] >= fmin(from, to) && at[i] <= fmax(from, to) ? step : 0);
            bool allowed = true;
            for (size_t i = 0; i < count; i++)
                for (size_t k = 0; k < i; k++)
                    allowed =
                        allowed && fabs(other[i] - other[k]) >= fmin(gap, high / fmax(1, (double)count - 1)) - 1e-9;
            for (size_t i = 0; i < count; i++)
                allowed = allowed && other[i] >= 0 && other[i] <= high;
            cr_assert(!allowed || cost(wanted, other, count) >= best - 1e-6, "seed %lu: there is a better place", seed);
        }
    }
    layout_spread(NULL, 0, 10, 0, 100);
}

Test(layout, names_that_differ_only_at_an_end_are_told_apart_when_cut)
{
    static const char *const words[] = {"Front",        "door", "&",      "Multi-Agency",
                                        "Safeguarding", "Hub",  "(MASH)", "Llanfair"};
    struct layout_font font = {.size = 14};
    for (unsigned long seed = 1; seed <= 500; seed++) {
        unsigned long state = seed;
        struct text stem = {0}, cut[2] = {{0}, {0}};
        size_t count = 4 + (size_t)(8 * draw(&state));
        for (size_t i = 0; i < count; i++)
            text_printf(&stem, "%s ", words[(size_t)(8 * draw(&state))]);
        double width = 90 + 200 * draw(&state);
        for (int end = 0; end < 2; end++) {
            struct text name = {0};
            text_printf(&name, "%s%s", stem.at, end ? "east" : "west");
            layout_cut_name(&cut[end], name.at, font, width);
            cr_assert(layout_width(cut[end].at, font) <= width + 1e-9, "seed %lu: \"%s\" is wider than %g", seed,
                      cut[end].at, width);
            text_release(&name);
        }
        cr_assert_str_neq(cut[0].at, cut[1].at, "seed %lu: both are \"%s\"", seed, cut[0].at);
        text_release(&stem);
        text_release(&cut[0]);
        text_release(&cut[1]);
    }
}

struct label {
    double x, width;
};

static int by_x(const void *a, const void *b)
{
    double left = ((const struct label *)a)->x, right = ((const struct label *)b)->x;
    return left < right ? -1 : left > right;
}

Test(layout, levels_keep_labels_and_lines_apart)
{
    for (unsigned long seed = 1; seed <= 2000; seed++) {
        unsigned long state = seed;
        size_t count = (size_t)(9 * draw(&state));
        struct label labels[9];
        double x[9], width[9];
        int level[9], most = 1 + (int)(5 * draw(&state));
        for (size_t i = 0; i < count; i++)
            labels[i] = (struct label){floor(800 * draw(&state)), 20 + 200 * draw(&state)};
        qsort(labels, count, sizeof *labels, by_x);
        for (size_t i = 0; i < count; i++) {
            x[i] = labels[i].x;
            width[i] = labels[i].width;
        }
        int used = layout_levels(x, width, count, 8, most, level);
        cr_assert(used <= most, "seed %lu: %d levels, %d allowed", seed, used, most);
        for (size_t i = 0; i < count; i++) {
            cr_assert(level[i] < used, "seed %lu: level %d of %d", seed, level[i], used);
            for (size_t k = 0; k < count; k++) {
                if (i == k || level[i] < 0)
                    continue;
                /* The line of k goes down from its level; within label i it must start below it. */
                bool within = x[k] > x[i] - 1e-9 && x[k] < x[i] + width[i];
                bool same_line = x[k] <= x[i];
                cr_assert(!within || same_line || level[k] < level[i], "seed %lu: line %zu crosses label %zu", seed, k,
                          i);
                bool meet = x[i] < x[k] + width[k] && x[k] < x[i] + width[i];
                cr_assert(!meet || level[i] != level[k], "seed %lu: labels %zu and %zu meet", seed, i, k);
            }
        }
        if (count == 1)
            cr_assert(level[0] == 0 && used == 1, "a single label has the only level");
    }
}

Test(layout, widths_are_those_of_the_font)
{
    struct layout_font plain = {.size = 1000}, bold = {.size = 1000, .bold = true};
    cr_assert_eq(layout_width("", plain), 0, "nothing is nothing wide");
    cr_assert_eq(layout_width("A", plain), 667, "A");
    cr_assert_eq(layout_width("~", plain), 584, "the last of the table");
    cr_assert_eq(layout_width(" ", plain), 278, "the first of the table");
    cr_assert_eq(layout_width("b", bold), 611, "bold b");
    cr_assert_eq(layout_width("Mm", (struct layout_font){.size = 10}), 16.66, "sizes scale");
    cr_assert_geq(layout_width("\xc2\xa3", plain), 556, "a pound sign is not taken as too narrow");
    cr_assert_geq(layout_width("\xe2\x80\xa6", plain), 1000, "nor is an ellipsis");
    cr_assert_gt(layout_width("\xff\xfe", plain), 0, "bytes that are no text have a width");
}

Test(layout, text_is_cut_and_wrapped_within_the_width)
{
    static const char *const texts[] = {"",
                                        "a",
                                        "One two three four five six seven eight nine ten",
                                        "unbreakableunbreakable",
                                        "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 \xc2\xa3\xc2\xa3\xc2\xa3\xc2\xa3",
                                        "   spaces   within  ",
                                        "\xff\xff\xff\xff\xff\xff"};
    struct layout_font font = {.size = 10};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (double width = 12; width < 300; width += 7) {
            struct text cut = {0}, lines[3] = {0}, joined = {0};
            layout_cut(&cut, texts[i], font, width);
            cr_assert(layout_width(cut.at, font) <= width, "\"%s\" is cut to %g", texts[i], width);
            size_t count = layout_wrap(texts[i], font, width, 3, lines);
            cr_assert(count >= 1 && count <= 3, "one to three lines");
            for (size_t k = 0; k < count; k++) {
                cr_assert(layout_width(lines[k].at, font) <= width, "line %zu of \"%s\" fits in %g", k, texts[i],
                          width);
                text_printf(&joined, "%s%s", k ? " " : "", lines[k].at);
            }
            bool whole = strstr(joined.at, "\xe2\x80\xa6") == NULL;
            if (i == 2 && whole)
                cr_assert_str_eq(joined.at, texts[i], "wrapping loses no word");
            cr_assert(width < 290 || whole, "a wide line is not cut");
            text_release(&cut);
            text_release(&joined);
            for (size_t k = 0; k < 3; k++)
                text_release(&lines[k]);
        }
}

Test(layout, labels_beside_points_meet_nothing)
{
    static const struct layout_box page = {0, 0, 600, 400};
    for (unsigned long seed = 1; seed <= 200; seed++) {
        enum { POINTS = 12 };
        struct layout_box boxes[2 * POINTS];
        double x[POINTS], y[POINTS];
        unsigned long state = seed;
        size_t count = 0;
        for (size_t i = 0; i < POINTS; i++) {
            state = state * 6364136223846793005UL + 1442695040888963407UL;
            x[i] = 40 + (double)((state >> 33) % 520);
            y[i] = 40 + (double)((state >> 20) % 320);
            boxes[count++] = (struct layout_box){x[i] - 6, y[i] - 6, x[i] + 6, y[i] + 6};
        }
        for (size_t i = 0; i < POINTS; i++) {
            struct layout_box label = layout_beside(x[i], y[i], 12, 14, 4, page, boxes, count);
            cr_assert(label.left >= 0 && label.right <= 600 && label.top >= 0 && label.bottom <= 400,
                      "seed %lu: off the page", seed);
            for (size_t k = 0; k < count; k++)
                cr_assert(!layout_meets(&label, &boxes[k]), "seed %lu: label %zu meets box %zu", seed, i, k);
            boxes[count++] = label;
        }
    }
}
