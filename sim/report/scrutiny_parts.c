/* What the answers of the scrutiny annex share. */
#include "report/scrutiny_parts.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

static void add_sentence(struct text *text, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

static void add_sentence(struct text *text, const char *format, va_list arguments)
{
    if (text->length > 0)
        text_add(text, " ");
    text_vprintf(text, format, arguments);
}

void scrutiny_say(struct scrutiny *scrutiny, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_sentence(&scrutiny->answer->words, format, arguments);
    va_end(arguments);
}

void scrutiny_basis(struct scrutiny *scrutiny, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_sentence(&scrutiny->answer->basis, format, arguments);
    va_end(arguments);
}

void scrutiny_command(struct scrutiny *scrutiny, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_sentence(&scrutiny->answer->command, format, arguments);
    va_end(arguments);
}

void scrutiny_needs(struct scrutiny *scrutiny, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    scrutiny->answer->standing = SCRUTINY_NEEDS_MORE;
    add_sentence(&scrutiny->answer->words, format, arguments);
    va_end(arguments);
}

void scrutiny_table(struct scrutiny *scrutiny, const char *caption, const char *first, const char *const *heads)
{
    struct table *table = &scrutiny->answer->table;
    table_caption(table, caption);
    table_column(table, TABLE_WORDS, first);
    for (size_t i = 0; heads[i] != NULL; i++)
        table_column(table, TABLE_NUMBERS, heads[i]);
}

size_t scrutiny_sample(const struct scrutiny *scrutiny, size_t option)
{
    return ensemble_sample_at(&scrutiny->options[option].dates, scrutiny->week);
}

double *scrutiny_values(const struct scrutiny *scrutiny, size_t option, enum metric metric, int team)
{
    const struct ensemble *dates = &scrutiny->options[option].dates;
    size_t series = metric_series(&dates->layout, metric, team), sample = scrutiny_sample(scrutiny, option);
    double *values = mem_new(dates->runs + 1, sizeof *values);
    for (size_t run = 0; run < dates->runs; run++)
        values[run] = dates->outcomes[run].failure != NULL
                          ? (double)NAN
                          : (double)dates->values[(series * dates->samples + sample) * dates->room + run];
    return values;
}

struct ensemble_point scrutiny_point(const struct scrutiny *scrutiny, size_t option, enum metric metric, int team)
{
    double *values = scrutiny_values(scrutiny, option, metric, team);
    struct ensemble_point point = ensemble_spread(&scrutiny->options[option].dates, values);
    free(values);
    return point;
}

void scrutiny_add_spread(const struct ensemble_point *point, int decimals, struct text *out)
{
    char middle[WORDS_SHORT], low[WORDS_SHORT], high[WORDS_SHORT];
    if (point->tally.count == 0) {
        text_add(out, "no figure");
        return;
    }
    words_number(point->quantile[Q50], decimals, middle);
    words_number(point->quantile[Q10], decimals, low);
    words_number(point->quantile[Q90], decimals, high);
    text_printf(out, "%s (%s to %s)", middle, low, high);
}

void scrutiny_spread_cell(struct scrutiny *scrutiny, const struct ensemble_point *point, int decimals)
{
    struct text words = {0};
    scrutiny_add_spread(point, decimals, &words);
    table_cell(&scrutiny->answer->table, words.at);
    text_release(&words);
}

void scrutiny_outturn_cell(struct scrutiny *scrutiny, size_t option, enum outturn outturn, double scale, int decimals)
{
    const struct decision_value *value = &scrutiny->decision->rows[option].values[outturn];
    char mean[WORDS_SHORT];
    struct text words = {0};
    if (!value->there) {
        table_cell(&scrutiny->answer->table, "no figure");
        return;
    }
    words_number(scale * value->change.option, decimals, mean);
    text_add(&words, mean);
    if (option > 0) {
        text_add(&words, "; ");
        comparison_change(&value->change, scale, decimals, &words);
    }
    table_cell(&scrutiny->answer->table, words.at);
    text_release(&words);
}

void scrutiny_pounds_cell(struct scrutiny *scrutiny, double mean, struct interval interval)
{
    char middle[WORDS_SHORT], low[WORDS_SHORT], high[WORDS_SHORT];
    words_pounds(mean, middle);
    words_pounds(interval.low, low);
    words_pounds(interval.high, high);
    if (isnan(mean))
        table_cell(&scrutiny->answer->table, "no figure");
    else if (isnan(interval.low) || text_equal(low, high))
        table_cell(&scrutiny->answer->table, middle);
    else
        table_printf(&scrutiny->answer->table, "%s (%s to %s)", middle, low, high);
}

void scrutiny_add_chance(const struct ensemble_verdict *verdict, struct text *out)
{
    char percent[WORDS_SHORT], interval[WORDS_LONG];
    if (verdict->trials == 0) {
        text_add(out, "no figure");
        return;
    }
    words_percent(verdict->chance, percent);
    words_interval(verdict->interval, interval);
    text_printf(out, "%s (%s)", percent, interval);
}

void scrutiny_chance_cell(struct scrutiny *scrutiny, const struct ensemble_verdict *verdict)
{
    struct text words = {0};
    scrutiny_add_chance(verdict, &words);
    table_cell(&scrutiny->answer->table, words.at);
    text_release(&words);
}

bool scrutiny_has_money(const struct scrutiny *scrutiny)
{
    for (size_t i = 0; i < scrutiny->count; i++)
        if (scrutiny->options[i].spending.layout.accounts == 0)
            return false;
    return true;
}

int scrutiny_team(const struct scrutiny *scrutiny, size_t option, int team)
{
    const struct plan_team *teams = plan_items(scrutiny->options[0].plan->teams, struct plan_team);
    int own = option_team(&scrutiny->options[option], team == METRIC_SERVICE ? NULL : teams[team].named.name);
    return own < (int)scrutiny->options[option].plan->teams.count ? own : -2;
}

size_t scrutiny_target(const struct scrutiny *scrutiny, size_t option)
{
    const struct plan_target *target = decision_target(scrutiny->decision);
    const struct option_run *run = &scrutiny->options[option];
    return target == NULL ? run->plan->targets.count : option_target(run, target->named.name);
}

struct contrast scrutiny_change(const struct scrutiny *scrutiny, size_t option, enum metric metric)
{
    const struct ensemble *base = &scrutiny->options[0].dates, *other = &scrutiny->options[option].dates;
    double *from = scrutiny_values(scrutiny, 0, metric, METRIC_SERVICE),
           *to = scrutiny_values(scrutiny, option, metric, METRIC_SERVICE);
    size_t runs = base->runs < other->runs ? base->runs : other->runs;
    struct contrast change = contrast_pairs(from, to, runs, base->block, scrutiny->decision->level);
    free(from);
    free(to);
    return change;
}
