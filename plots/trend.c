#include "plots/trend.h"

#include <math.h>

#include "experiment/words.h"

static enum trend_kind kind_of(const struct trend *trend, double tolerance)
{
    double low = fmin(trend->first, trend->last), high = fmax(trend->first, trend->last);
    /* A bump that is worth a word stands out by more than a fall that is. */
    bool above = trend->most > high + 2 * tolerance, below = trend->least < low - 2 * tolerance;
    if (trend->most - trend->least <= 2 * tolerance)
        return TREND_STEADY;
    if (above && below)
        return TREND_MIXED;
    if (above)
        return TREND_PEAKS;
    if (below)
        return TREND_DIPS;
    if (high - low <= tolerance)
        return TREND_MIXED;
    return trend->last < trend->first ? TREND_FALLS : TREND_RISES;
}

struct trend trend_of(const double *values, size_t count, double tolerance)
{
    struct trend trend = {.first = (double)NAN, .last = (double)NAN, .least = (double)NAN, .most = (double)NAN};
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (isnan(values[i]))
            continue;
        if (!any)
            trend.first = values[i];
        if (!any || values[i] < trend.least) {
            trend.least = values[i];
            trend.least_at = i;
        }
        if (!any || values[i] > trend.most) {
            trend.most = values[i];
            trend.most_at = i;
        }
        trend.last = values[i];
        trend.last_at = i;
        any = true;
    }
    if (any)
        trend.kind = kind_of(&trend, tolerance);
    return trend;
}

size_t trend_turning(const struct trend *trend)
{
    return trend->kind == TREND_PEAKS ? trend->most_at : trend->kind == TREND_DIPS ? trend->least_at : 0;
}

const char *trend_until(const struct trend *trend)
{
    switch (trend->kind) {
    case TREND_FALLS:
    case TREND_RISES:
        return "by";
    case TREND_PEAKS:
    case TREND_DIPS:
        return "in";
    case TREND_NONE:
    case TREND_STEADY:
    case TREND_MIXED:
        break;
    }
    return NULL;
}

static bool looks_like(double value, double other)
{
    /* rint() as printf() rounds: a half to the even number */
    return rint(value) == rint(other) && fabs(value - other) >= 0.05;
}

void trend_value(struct text *out, double value, double other, struct trend_style style)
{
    char words[WORDS_SHORT];
    double scale = style.share ? 100 : 1;
    bool fine = looks_like(value * scale, other * scale) || looks_like(value * scale, style.line * scale);
    words_number(value * scale, fine ? 1 : 0, words);
    text_printf(out, style.share && !isnan(value) ? "%s%%" : "%s", words);
}

static void say_pair(struct text *out, const char *before, double a, const char *between, double b,
                     struct trend_style style)
{
    text_add(out, before);
    trend_value(out, a, b, style);
    text_add(out, between);
    trend_value(out, b, a, style);
}

/* Where words go around the numbers of each kind of trend. */
struct phrases {
    const char *steady, *falls, *rises, *peaks, *dips, *mixed, *to, *end, *and;
};

static void say(struct text *out, const struct trend *trend, struct trend_style style, const struct phrases *phrases)
{
    switch (trend->kind) {
    case TREND_NONE:
        break;
    case TREND_STEADY:
        text_add(out, phrases->steady);
        trend_value(out, (trend->least + trend->most) / 2, (double)NAN, style);
        break;
    case TREND_FALLS:
        say_pair(out, phrases->falls, trend->first, phrases->to, trend->last, style);
        break;
    case TREND_RISES:
        say_pair(out, phrases->rises, trend->first, phrases->to, trend->last, style);
        break;
    case TREND_PEAKS:
        say_pair(out, phrases->peaks, trend->most, phrases->end, trend->last, style);
        break;
    case TREND_DIPS:
        say_pair(out, phrases->dips, trend->least, phrases->end, trend->last, style);
        break;
    case TREND_MIXED:
        say_pair(out, phrases->mixed, trend->least, phrases->and, trend->most, style);
        break;
    }
}

void trend_say(struct text *out, const struct trend *trend, struct trend_style style, const char *turning)
{
    struct text end = {0};
    text_printf(&end, "%s%s and ends at ", turning ? " in " : "", turning ? turning : "");
    const struct phrases phrases = {.steady = "stays near ",
                                    .falls = "falls from ",
                                    .rises = "rises from ",
                                    .peaks = "peaks at ",
                                    .dips = "dips to ",
                                    .mixed = "moves between ",
                                    .to = " to ",
                                    .end = end.at,
                                    .and = " and "};
    say(out, trend, style, &phrases);
    text_release(&end);
}

void trend_say_briefly(struct text *out, const struct trend *trend, struct trend_style style)
{
    static const struct phrases phrases = {.steady = "near ",
                                           .falls = "",
                                           .rises = "",
                                           .peaks = "peak ",
                                           .dips = "dip ",
                                           .mixed = "between ",
                                           .to = " to ",
                                           .end = ", end ",
                                           .and = " and "};
    say(out, trend, style, &phrases);
}
