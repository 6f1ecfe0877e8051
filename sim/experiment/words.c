#include "experiment/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Fractions that people say; their distance is measured in log-odds, which treats 1 in 20 and 19 in 20 alike. */
static const struct {
    int part, whole;
} spoken[] = {
    {1, 200}, {1, 100}, {1, 50}, {1, 30},  {1, 20},  {1, 15},  {1, 12},  {1, 10},   {1, 8},     {1, 7}, {1, 6},
    {1, 5},   {1, 4},   {3, 10}, {1, 3},   {2, 5},   {1, 2},   {3, 5},   {2, 3},    {7, 10},    {3, 4}, {4, 5},
    {5, 6},   {7, 8},   {9, 10}, {14, 15}, {19, 20}, {29, 30}, {49, 50}, {99, 100}, {199, 200},
};

static double log_odds(double chance)
{
    return log(chance / (1 - chance));
}

/* The finest of the usual fractions that is not below `limit`: 0 when there is none. */
static int bound_of(double limit)
{
    static const int wholes[] = {1000, 500, 200, 100, 50, 20, 10, 5, 4, 3, 2};
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
        if (1.0 / wholes[i] >= limit)
            return wholes[i];
    return 0;
}

static void say_extreme(double chance, uint64_t trials, char out[static WORDS_LONG])
{
    bool rare = chance < 0.5;
    uint64_t hits = (uint64_t)llround(chance * (double)trials);
    struct interval wilson = tally_wilson(hits, trials, 0.95);
    int whole = bound_of(rare ? wilson.high : 1 - wilson.low);
    if (whole == 0)
        snprintf(out, WORDS_LONG, "too few runs to say");
    else if (rare)
        snprintf(out, WORDS_LONG, "fewer than 1 in %d", whole);
    else
        snprintf(out, WORDS_LONG, "more than %d in %d", whole - 1, whole);
}

void words_chance(double chance, uint64_t trials, char out[static WORDS_LONG])
{
    if (isnan(chance) || trials == 0) {
        snprintf(out, WORDS_LONG, "no figure");
        return;
    }
    if (chance < 1.0 / 200 || chance > 199.0 / 200) {
        say_extreme(chance, trials, out);
        return;
    }
    size_t best = 0;
    double least = HUGE_VAL;
    for (size_t i = 0; i < sizeof spoken / sizeof *spoken; i++) {
        double distance = fabs(log_odds(chance) - log_odds((double)spoken[i].part / spoken[i].whole));
        if (distance < least) {
            least = distance;
            best = i;
        }
    }
    snprintf(out, WORDS_LONG, "about %d in %d", spoken[best].part, spoken[best].whole);
}

void words_percent(double chance, char out[static WORDS_SHORT])
{
    if (isnan(chance))
        snprintf(out, WORDS_SHORT, "no figure");
    else if (chance < 0.01)
        snprintf(out, WORDS_SHORT, "under 1%%");
    else if (chance > 0.99)
        snprintf(out, WORDS_SHORT, "over 99%%");
    else if (chance < WORDS_MEETS && round(chance * 100) >= WORDS_MEETS * 100)
        snprintf(out, WORDS_SHORT, "%.1f%%", floor(chance * 1000) / 10);
    else
        snprintf(out, WORDS_SHORT, "%.0f%%", round(chance * 100));
}

void words_share(double share, char out[static WORDS_SHORT])
{
    if (isnan(share))
        snprintf(out, WORDS_SHORT, "no figure");
    else
        snprintf(out, WORDS_SHORT, "%.0f%%", fabs(round(share * 100)));
}

void words_interval(struct interval interval, char out[static WORDS_LONG])
{
    if (isnan(interval.low) || isnan(interval.high)) {
        snprintf(out, WORDS_LONG, "no interval");
        return;
    }
    char low[WORDS_SHORT], high[WORDS_SHORT];
    words_percent(interval.low, low);
    words_percent(interval.high, high);
    if (text_equal(low, high))
        snprintf(out, WORDS_LONG, "%s", low);
    else if (interval.low < 0.01)
        snprintf(out, WORDS_LONG, "up to %s", high);
    else
        snprintf(out, WORDS_LONG, "%s to %s", low, high);
}

void words_verdict(const struct ensemble_verdict *verdict, char out[static 2 * WORDS_LONG])
{
    char chance[WORDS_LONG], interval[WORDS_LONG];
    words_chance(verdict->chance, verdict->trials, chance);
    words_interval(verdict->interval, interval);
    snprintf(out, 2 * WORDS_LONG, "%.94s (%.94s)", chance, interval);
}

bool words_meets(const struct ensemble_verdict *verdict)
{
    return verdict->chance >= WORDS_MEETS;
}

static const char *month_name(int month)
{
    static const char *const names[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};
    return names[month - 1];
}

void words_month(calendar_day day, char out[static WORDS_SHORT])
{
    struct calendar_date date = calendar_to_date(day);
    snprintf(out, WORDS_SHORT, "%s %d", month_name(date.month), date.year);
}

void words_short_month(calendar_day day, char out[static WORDS_SHORT])
{
    struct calendar_date date = calendar_to_date(day);
    snprintf(out, WORDS_SHORT, "%.3s %d", month_name(date.month), date.year);
}

void words_count(uint64_t count, char out[static WORDS_SHORT])
{
    static const char *const small[] = {"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
    if (count < sizeof small / sizeof *small)
        snprintf(out, WORDS_SHORT, "%s", small[count]);
    else
        words_number((double)count, 0, out);
}

/* Writes the digits before the point in threes. */
static void group(const char *digits, int whole, char out[static WORDS_SHORT])
{
    size_t at = 0;
    for (int i = 0; digits[i] != '\0' && at + 2 < WORDS_SHORT; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
}

void words_number(double value, int decimals, char out[static WORDS_SHORT])
{
    if (isnan(value)) {
        snprintf(out, WORDS_SHORT, "no figure");
        return;
    }
    if (isinf(value)) {
        snprintf(out, WORDS_SHORT, "no limit");
        return;
    }
    if (fabs(value) >= 1e15) {
        snprintf(out, WORDS_SHORT, "%.3g", value);
        return;
    }
    char digits[WORDS_SHORT], grouped[WORDS_SHORT];
    snprintf(digits, sizeof digits, "%.*f", decimals < 9 ? decimals : 9, fabs(value));
    group(digits, (int)strcspn(digits, "."), grouped);
    bool shows_zero = strspn(digits, "0.") == strlen(digits);
    snprintf(out, WORDS_SHORT, "%s%.28s", value < 0 && !shows_zero ? "\xe2\x88\x92" : "", grouped);
}

void words_pounds(double pounds, char out[static WORDS_SHORT])
{
    if (!isfinite(pounds)) {
        words_number(pounds, 0, out);
        return;
    }
    /* By what is shown: 999,600 is a million. */
    double size = fabs(pounds);
    bool millions = size >= 999500, thousands = !millions && size >= 999.5;
    double scaled = millions ? size / 1e6 : thousands ? size / 1e3 : size;
    char number[WORDS_SHORT];
    words_number(scaled, millions && scaled < 99.95 ? 1 : 0, number);
    bool is_whole = text_equal(strchr(number, '.') ? strchr(number, '.') : "", ".0");
    snprintf(out, WORDS_SHORT, "%s\xc2\xa3%.*s%s", pounds < 0 && size >= 0.5 ? "\xe2\x88\x92" : "",
             (int)(strlen(number) - (is_whole ? 2 : 0)), number,
             millions    ? "m"
             : thousands ? "k"
                         : "");
}

void words_range(double low, double high, int decimals, char out[static WORDS_LONG])
{
    char from[WORDS_SHORT], to[WORDS_SHORT];
    words_number(low, decimals, from);
    words_number(high, decimals, to);
    snprintf(out, WORDS_LONG, "%s to %s", from, to);
}

void words_weeks(double weeks, char out[static WORDS_SHORT])
{
    char number[WORDS_SHORT];
    if (!isfinite(weeks)) {
        words_number(weeks, 0, out);
        return;
    }
    bool days = weeks < 1.5;
    double shown = days ? round(weeks * 7) : weeks;
    bool whole = days || weeks >= 100 || fabs(weeks - round(weeks)) < 0.05;
    words_number(shown, whole ? 0 : 1, number);
    snprintf(out, WORDS_SHORT, "%.24s %s%s", number, days ? "day" : "week", days && shown == 1 ? "" : "s");
}

const char *words_target_measure(const struct plan *plan, size_t target)
{
    return plan_items(plan->targets, struct plan_target)[target].share_of_time ? "share of time" : "chance";
}

void words_target_date(const struct plan *plan, size_t target, struct text *out)
{
    double by = plan_items(plan->targets, struct plan_target)[target].by;
    char date[24];
    if (isnan(by)) {
        text_add(out, "the end");
    } else if (plan->clock.calendar == CALENDAR_NONE) {
        text_printf(out, "week %.0f", by);
    } else {
        calendar_long(plan->clock.start + lround(by * 7), date);
        text_add(out, date);
    }
}

void words_kept(const struct ensemble *ensemble, struct text *out)
{
    char kept[WORDS_SHORT], runs[WORDS_SHORT];
    if (ensemble_kept(ensemble) == ensemble->runs)
        return;
    words_number((double)ensemble_kept(ensemble), 0, kept);
    words_number((double)ensemble->runs, 0, runs);
    text_printf(
        out,
        " Weekly figures are those of the first %s of %s runs, which is what fits into memory; as a sample of all "
        "futures, the share of them beyond any range shown is out by at most %.1f percentage points (95%% "
        "confidence). Chances of targets, money and what happened to cases are of all runs.",
        kept, runs, 100 * ensemble_rank_error(ensemble));
}
