#include "report/comparison_words.h"

#include <ctype.h>
#include <math.h>

#include "experiment/words.h"
#include "plots/choice.h"
#include "report/brief.h"

static const char *title_of(const struct comparison_report *report, size_t option)
{
    const struct option_run *run = &report->decision->options[option];
    return run->title != NULL && run->title[0] != '\0' ? run->title : run->name;
}

void comparison_words_option(const struct comparison_report *report, size_t option, struct text *out)
{
    const char *letter = choice_letter(option);
    text_add(out, title_of(report, option));
    if (letter[0] != '\0')
        text_printf(out, " (%s)", letter);
}

/* Less than this is nothing that anybody would decide by. */
static const double trifle = 500;

void comparison_words_cost(const struct contrast *extra, struct text *out)
{
    char amount[WORDS_SHORT];
    if (isnan(extra->mean))
        return;
    words_pounds(fabs(extra->mean), amount);
    if (fabs(extra->mean) < trifle)
        text_add(out, "about the same");
    else
        text_printf(out, "%s %s", amount, extra->mean > 0 ? "more" : "less");
}

/* "a chance of about 4 in 5 (78%)" */
static void add_chance(const struct ensemble_verdict *verdict, struct text *out)
{
    char chance[WORDS_LONG], percent[WORDS_SHORT];
    words_chance(verdict->chance, verdict->trials, chance);
    words_percent(verdict->chance, percent);
    text_printf(out, "a chance of %s (%s)", chance, percent);
}

static struct brief brief_of(const struct comparison_report *report)
{
    return (struct brief){&report->decision->options[0].dates, report->prepared};
}

static void add_aim(const struct comparison_report *report, struct text *out)
{
    struct brief brief = brief_of(report);
    brief_aim(&brief, report->decision->judged, false, out);
    brief_deadline(&brief, report->decision->judged, out);
}

/* What the leader gives, for what it costs, beside what the baseline gives. */
static void say_leader(const struct comparison_report *report, size_t leader, struct text *out)
{
    const struct decision *decision = report->decision;
    const struct decision_row *row = &decision->rows[leader];
    const struct ensemble_verdict *verdict = &row->verdicts[decision->judged];
    char before[WORDS_SHORT];
    comparison_words_option(report, leader, out);
    text_add(out, words_meets(verdict) ? " meets " : " gives ");
    if (!words_meets(verdict)) {
        add_chance(verdict, out);
        text_add(out, " of ");
    }
    add_aim(report, out);
    if (words_meets(verdict)) {
        text_add(out, ": ");
        add_chance(verdict, out);
    }
    words_percent(decision->rows[0].verdicts[decision->judged].chance, before);
    if (!isnan(row->extra.mean)) {
        text_add(out, fabs(row->extra.mean) < trifle ? ", at " : ", for ");
        comparison_words_cost(&row->extra, out);
        text_add(out, fabs(row->extra.mean) < trifle ? " cost as " : " than ");
    } else {
        text_add(out, ", against ");
    }
    text_printf(out, "%s (%s)", title_of(report, 0), before);
}

void comparison_words_headline(const struct comparison_report *report, struct text *out)
{
    const struct decision *decision = report->decision;
    const struct ensemble_verdict *base =
        decision->judged < decision->targets ? &decision->rows[0].verdicts[decision->judged] : NULL;
    if (base == NULL || base->trials == 0 || isnan(base->chance)) {
        text_printf(out, "Options compared: %s", report->title != NULL ? report->title : report->name);
        return;
    }
    if (decision->leader != DECISION_NONE) {
        say_leader(report, (size_t)decision->leader, out);
        return;
    }
    text_add(out, decision->question.budgeted ? "No option that the budget allows raises the chance of "
                                              : "No option is told to raise the chance of ");
    add_aim(report, out);
    text_printf(out, ": %s has ", title_of(report, 0));
    add_chance(base, out);
}

/* Options that are among the best beside the leader. */
static size_t rivals(const struct decision *decision)
{
    size_t count = 0;
    for (size_t i = 0; i < decision->count; i++)
        count += decision->rows[i].among_best && (int)i != decision->leader && decision->rows[i].budget != BUDGET_OVER;
    return count;
}

bool comparison_words_beside(const struct comparison_report *report, struct text *out)
{
    const struct decision *decision = report->decision;
    size_t before = out->length, others = rivals(decision);
    if (decision->leader != DECISION_NONE && others > 0) {
        char count[WORDS_SHORT];
        words_count(others, count);
        count[0] = (char)toupper((unsigned char)count[0]);
        text_printf(out,
                    "%s other option%s cannot be told from the likeliest on these runs; of those, this is the cheapest. ",
                    count, others == 1 ? "" : "s");
    }
    if (decision->likeliest != DECISION_NONE) {
        const struct decision_row *row = &decision->rows[decision->likeliest];
        comparison_words_option(report, (size_t)decision->likeliest, out);
        text_add(out, " is likelier still, ");
        add_chance(&row->verdicts[decision->judged], out);
        text_add(out, ", but over the budget: ");
        comparison_words_cost(&row->extra, out);
        text_printf(out, " than %s. ", title_of(report, 0));
    }
    return out->length > before;
}

const char *comparison_words_budget(enum decision_budget budget)
{
    switch (budget) {
    case BUDGET_WITHIN:
        return "within";
    case BUDGET_NEAR:
        return "near the limit";
    case BUDGET_OVER:
        return "over";
    case BUDGET_NONE:
        break;
    }
    return "none stated";
}

static void add_signed(double value, int decimals, struct text *out)
{
    char number[WORDS_SHORT];
    words_number(value, decimals, number);
    text_printf(out, "%s%s", value > 0 ? "+" : "", number);
}

void comparison_words_change(const struct contrast *change, double scale, int decimals, struct text *out)
{
    if (isnan(change->mean)) {
        text_add(out, "no figure");
        return;
    }
    if (change->mean == 0 && change->variance == 0) {
        text_add(out, "the same");
        return;
    }
    if (!contrast_is_clear(change)) {
        text_add(out, "not told from 0");
        return;
    }
    add_signed(scale * change->mean, decimals, out);
    text_add(out, " (");
    add_signed(scale * change->interval.low, decimals, out);
    text_add(out, " to ");
    add_signed(scale * change->interval.high, decimals, out);
    text_add(out, ")");
}

void comparison_words_per_point(const struct decision_row *row, struct text *out)
{
    char value[WORDS_SHORT], low[WORDS_SHORT], high[WORDS_SHORT];
    if (isnan(row->extra.mean)) {
        text_add(out, "no figure");
        return;
    }
    if (!row->per_point.bounded) {
        text_add(out, row->extra.mean <= 0 ? "costs no more" : "no gain told");
        return;
    }
    words_pounds(row->per_point.value, value);
    words_pounds(row->per_point.interval.low, low);
    words_pounds(row->per_point.interval.high, high);
    text_printf(out, "%s (%s to %s)", value, low, high);
}
