#include "plots/layout.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Advance widths of ' ' to '~' in thousandths of the em, from the font's hmtx table. */
enum { FIRST = ' ', LAST = '~' };
static const unsigned short widths[2][LAST - FIRST + 1] = {
    {278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
     556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
     611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
     667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
     222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584},
    {278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
     556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
     611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
     667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
     278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584},
};

static const char ellipsis[] = "\xe2\x80\xa6";

/* Latin letters with accents and the pound sign are at most as wide as these; everything else as a whole em. */
static double width_beyond_ascii(const char *bytes, size_t size)
{
    static const char *const narrow[] = {"\xe2\x80\x93", "\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\x9c",
                                         "\xe2\x80\x9d"};
    for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++)
        if (size == 3 && memcmp(bytes, narrow[i], 3) == 0)
            return 556;
    return size == 2 && (unsigned char)bytes[0] < 0xc6 ? 778 : 1015;
}

/* The next character: its width in thousandths; moves *at. A byte that is no UTF-8 counts as one wide character. */
static double next_width(const char *words, size_t length, bool bold, size_t *at)
{
    size_t size = text_character(words + *at, length - *at);
    unsigned char first = (unsigned char)words[*at];
    double width = size == 1 && first >= FIRST && first <= LAST ? widths[bold][first - FIRST]
                                                                : width_beyond_ascii(words + *at, size);
    *at += size ? size : 1;
    return width;
}

static double width_of(const char *words, size_t length, struct layout_font font)
{
    double sum = 0;
    for (size_t at = 0; at < length;)
        sum += next_width(words, length, font.bold, &at);
    return sum * font.size / 1000;
}

double layout_width(const char *words, struct layout_font font)
{
    return width_of(words, strlen(words), font);
}

/* How many bytes of the text fit, in whole characters. */
static size_t fitting(const char *words, size_t length, struct layout_font font, double width)
{
    double sum = 0;
    size_t at = 0, fits = 0;
    while (at < length) {
        sum += next_width(words, length, font.bold, &at) * font.size / 1000;
        if (sum > width)
            break;
        fits = at;
    }
    return fits;
}

void layout_cut(struct text *out, const char *words, struct layout_font font, double width)
{
    size_t length = strlen(words);
    if (width_of(words, length, font) <= width) {
        text_add(out, words);
        return;
    }
    size_t fits = fitting(words, length, font, width - layout_width(ellipsis, font));
    while (fits > 0 && words[fits - 1] == ' ')
        fits--;
    text_add_n(out, words, fits);
    text_add(out, ellipsis);
}

void layout_cut_name(struct text *out, const char *words, struct layout_font font, double width)
{
    static const double tail_share = 0.4;
    const char *tail = NULL;
    for (const char *at = words; layout_width(words, font) > width && *at != '\0' && !tail; at++)
        if (*at == ' ' && layout_width(at, font) <= tail_share * width)
            tail = at;
    layout_cut(out, words, font, width - (tail ? layout_width(tail, font) : 0));
    if (tail)
        text_add(out, tail);
}

/* How many bytes belong on a line: up to the last space that fits, or as many characters as fit in a word without one. */
static size_t line_length(const char *words, struct layout_font font, double width)
{
    size_t length = strlen(words);
    if (width_of(words, length, font) <= width)
        return length;
    size_t fits = fitting(words, length, font, width);
    for (size_t at = fits; at > 0; at--)
        if (words[at] == ' ')
            return at;
    size_t size = text_character(words, length);
    return fits > 0 ? fits : size ? size : 1;
}

size_t layout_wrap(const char *words, struct layout_font font, double width, size_t most, struct text *lines)
{
    size_t count = 0;
    while (*words == ' ')
        words++;
    while (count + 1 < most) {
        size_t length = line_length(words, font, width);
        if (words[length] == '\0')
            break;
        text_add_n(&lines[count++], words, length);
        words += length;
        while (*words == ' ')
            words++;
    }
    layout_cut(&lines[count], words, font, width);
    return count + 1;
}

struct label {
    double wanted;
    size_t index;
};

static int by_wanted(const void *left, const void *right)
{
    const struct label *a = left, *b = right;
    if (a->wanted != b->wanted)
        return a->wanted < b->wanted ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* A run of labels that stand gap by gap; `mean` is where the first of them would best be, less its rank times the gap. */
struct pool {
    double mean;
    size_t count;
};

void layout_spread(double *at, size_t count, double gap, double low, double high)
{
    if (count == 0)
        return;
    double room = fmax(high - low, 0);
    if (count > 1)
        gap = fmin(gap, room / (double)(count - 1));
    struct label *labels = mem_new(count, sizeof *labels);
    struct pool *pools = mem_new(count, sizeof *pools);
    for (size_t i = 0; i < count; i++)
        labels[i] = (struct label){.wanted = at[i], .index = i};
    qsort(labels, count, sizeof *labels, by_wanted);

    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        pools[used++] = (struct pool){.mean = labels[i].wanted - (double)i * gap, .count = 1};
        while (used > 1 && pools[used - 2].mean > pools[used - 1].mean) {
            struct pool *a = &pools[used - 2], *b = &pools[used - 1];
            size_t both = a->count + b->count;
            a->mean = (a->mean * (double)a->count + b->mean * (double)b->count) / (double)both;
            a->count = both;
            used--;
        }
    }
    double last_start = fmax(low, low + room - (double)(count - 1) * gap);
    for (size_t pool = 0, i = 0; pool < used; pool++)
        for (size_t k = 0; k < pools[pool].count; k++, i++)
            at[labels[i].index] = fmin(fmax(pools[pool].mean, low), last_start) + (double)i * gap;
    free(labels);
    free(pools);
}

bool layout_meets(const struct layout_box *a, const struct layout_box *b)
{
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static bool is_free(const struct layout_box *box, struct layout_box page, const struct layout_box *boxes, size_t count)
{
    if (box->left < page.left || box->right > page.right || box->top < page.top || box->bottom > page.bottom)
        return false;
    for (size_t i = 0; i < count; i++)
        if (layout_meets(box, &boxes[i]))
            return false;
    return true;
}

struct layout_box layout_beside(double x, double y, double width, double height, double gap, struct layout_box page,
                                const struct layout_box *boxes, size_t count)
{
    static const struct {
        double across, down;
    } sides[] = {{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {1, -1}, {-1, -1}, {1, 1}, {-1, 1}};
    enum { RINGS = 12 };
    for (int ring = 1; ring <= RINGS; ring++)
        for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
            double middle = x + sides[i].across * (gap * ring + width / 2);
            double height_at = y + sides[i].down * (gap * ring + height / 2);
            struct layout_box box = {middle - width / 2, height_at - height / 2, middle + width / 2,
                                     height_at + height / 2};
            if (is_free(&box, page, boxes, count))
                return box;
        }
    return (struct layout_box){x + gap, y - height / 2, x + gap + width, y + height / 2};
}

int layout_levels(const double *x, const double *width, size_t count, double gap, int most, int *level)
{
    int used = 0;
    for (size_t i = count; i-- > 0;) {
        /* Lines of later labels go down from their own level, so an earlier label stands above all that it covers. */
        level[i] = 0;
        for (size_t later = i + 1; later < count && x[later] < x[i] + width[i] + gap; later++)
            if (level[later] >= level[i])
                level[i] = level[later] + 1;
        if (level[i] >= most)
            level[i] = -1;
        if (level[i] >= used)
            used = level[i] + 1;
    }
    return used;
}
