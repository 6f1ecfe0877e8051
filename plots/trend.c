#include "plots/trend.h"

#include <math.h>

#include "experiment/words.h"

static enum trend_kind kind_of(const struct trend *trend, double tolerance)
{
    double low = fmin(trend->first, trend->last), high = fmax(trend->first, trend->last);
    bool above = trend->most > high + tolerance, below = trend->least < low - tolerance;
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

static bool looks_like(double value, double other)
{
    return round(value) == round(other) && fabs(value - other) >= 0.05;
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

void trend_say(struct text *out, const struct trend *trend, struct trend_style style, const char *turning)
{
    struct text ends = {0};
    text_printf(&ends, "%s%s and ends at ", turning ? " in " : "", turning ? turning : "");
    switch (trend->kind) {
    case TREND_NONE: break;
    case TREND_STEADY:
        text_add(out, "stays near ");
        trend_value(out, (trend->least + trend->most) / 2, (double)NAN, style);
        break;
    case TREND_FALLS: say_pair(out, "falls from ", trend->first, " to ", trend->last, style); break;
    case TREND_RISES: say_pair(out, "rises from ", trend->first, " to ", trend->last, style); break;
    case TREND_PEAKS: say_pair(out, "peaks at ", trend->most, ends.at, trend->last, style); break;
    case TREND_DIPS: say_pair(out, "dips to ", trend->least, ends.at, trend->last, style); break;
    case TREND_MIXED: say_pair(out, "moves between ", trend->least, " and ", trend->most, style); break;
    }
    text_release(&ends);
}
