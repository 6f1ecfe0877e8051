/* The first screen of a comparison: a sentence, what each option gains, what it costs, and the regret. */
#include <math.h>

#include "experiment/words.h"
#include "report/comparison.h"
#include "report/table.h"

static void print_table(struct table *table, struct terminal_style style, struct text *out)
{
    terminal_table(style, table, out);
    table_release(table);
}

static void add_sentence(void (*say)(const struct comparison *, struct text *), const struct comparison *comparison,
                         struct terminal_style style, const char *code, struct text *out)
{
    struct text words = {0};
    say(comparison, &words);
    if (words.length > 0)
        terminal_wrap(style, code, words.at, 0, out);
    text_release(&words);
}

static void change_cell(struct table *table, const struct contrast *contrast, double scale)
{
    if (isnan(contrast->mean))
        table_cell(table, "no figure");
    else if (contrast->variance == 0 && contrast->mean == 0)
        table_cell(table, "the same");
    else if (!contrast_is_clear(contrast))
        table_cell(table, "not told from 0");
    else
        table_printf(table, "%+.1f (%+.1f to %+.1f)", scale * contrast->mean, scale * contrast->interval.low,
                     scale * contrast->interval.high);
}

/* --- what options gain --- */

static void gain_row(const struct comparison *comparison, size_t index, struct table *table)
{
    const struct decision *decision = comparison->decision;
    const struct decision_row *row = &decision->rows[index];
    const struct decision_value *caseload = &row->values[OUTTURN_CASELOAD];
    char words[WORDS_SHORT] = "no figure";
    table_cell(table, comparison->options[index].name);
    bool judged = decision->judged < decision->targets && row->changes[decision->judged].there;
    if (judged)
        words_percent(row->verdicts[decision->judged].chance, words);
    table_cell(table, words);
    struct contrast none = {.mean = (double)NAN};
    if (index == 0)
        table_cell(table, "");
    else
        change_cell(table, judged ? &row->changes[decision->judged].change : &none, 100);
    words_number(caseload->mean, 1, words);
    table_cell(table, words);
    if (index == 0)
        table_cell(table, "");
    else
        change_cell(table, &caseload->change, 1);
}

static void add_gains(const struct comparison *comparison, struct terminal_style style, struct text *out)
{
    struct table table = {0};
    table_column(&table, TABLE_WORDS, "Option");
    table_column(&table, TABLE_NUMBERS, "Chance");
    table_column(&table, TABLE_NUMBERS, "change, points");
    table_column(&table, TABLE_NUMBERS, "Caseload");
    table_column(&table, TABLE_NUMBERS, "change");
    for (size_t i = 0; i < comparison->count; i++)
        gain_row(comparison, i, &table);
    print_table(&table, style, out);
}

/* --- what they cost --- */

static void pounds_cell(struct table *table, double mean, struct interval interval)
{
    char middle[WORDS_SHORT], low[WORDS_SHORT], high[WORDS_SHORT];
    words_pounds(mean, middle);
    words_pounds(interval.low, low);
    words_pounds(interval.high, high);
    table_printf(table, "%s (%s to %s)", middle, low, high);
}

static void cost_row(const struct comparison *comparison, size_t index, struct table *table)
{
    const struct decision_row *row = &comparison->decision->rows[index];
    table_cell(table, comparison->options[index].name);
    if (isnan(row->extra.mean))
        table_cell(table, "no figure");
    else if (row->extra.variance == 0 && row->extra.mean == 0)
        table_cell(table, "the same");
    else
        pounds_cell(table, row->extra.mean, row->extra.interval);
    if (comparison->decision->question.budgeted)
        table_cell(table, comparison_budget_word(row->budget));
    if (row->per_point.bounded)
        pounds_cell(table, row->per_point.value, row->per_point.interval);
    else
        table_cell(table, "-");
}

static void add_costs(const struct comparison *comparison, struct terminal_style style, struct text *out)
{
    struct table table = {0};
    if (!comparison->decision->figures[OUTTURN_SPEND].there)
        return;
    table_column(&table, TABLE_WORDS, "Option");
    table_column(&table, TABLE_NUMBERS, "Extra cost");
    if (comparison->decision->question.budgeted)
        table_column(&table, TABLE_WORDS, "Budget");
    table_column(&table, TABLE_NUMBERS, "for a point of chance");
    for (size_t i = 1; i < comparison->count; i++)
        cost_row(comparison, i, &table);
    text_add(out, "\n");
    print_table(&table, style, out);
}

static void add_dominated(const struct comparison *comparison, struct terminal_style style, struct text *out)
{
    struct text words = {0};
    for (size_t i = 0; i < comparison->count; i++) {
        struct text one = {0};
        comparison_domination(comparison, i, &one);
        if (one.length > 0)
            text_printf(&words, "%s%s is %s", words.length > 0 ? "; " : "", comparison->options[i].name, one.at);
        text_release(&one);
    }
    if (words.length > 0) {
        text_add(&words, " (as likely or likelier, no dearer, no higher caseload).");
        terminal_wrap(style, "0", words.at, 0, out);
    }
    text_release(&words);
}

/* --- regret --- */

static void add_regret(const struct comparison *comparison, struct terminal_style style, struct text *out)
{
    const struct regret *regret = comparison->regret;
    struct table table = {0};
    if (regret == NULL)
        return;
    table_column(&table, TABLE_WORDS, "Option");
    table_column(&table, TABLE_NUMBERS, "Worst regret, points");
    table_column(&table, TABLE_WORDS, "in the future");
    table_column(&table, TABLE_NUMBERS, "Best in runs");
    for (size_t i = 0; i < regret->options; i++) {
        char share[WORDS_SHORT];
        words_percent(regret_cell(regret, 0, i)->best, share);
        table_cell(&table, comparison->options[i].name);
        table_printf(&table, "%.0f", 100 * regret->worst[i].regret);
        table_cell(&table, regret->worst[i].regret > 0 ? comparison->futures[regret->worst[i].future] : "none");
        table_cell(&table, share);
    }
    text_add(out, "\n");
    print_table(&table, style, out);
    add_sentence(comparison_regret_words, comparison, style, "0", out);
}

void comparison_write_terminal(const struct comparison *comparison, struct terminal_style style, struct text *out)
{
    if (comparison->title != NULL)
        terminal_wrap(style, "1", comparison->title, 0, out);
    add_sentence(comparison_headline, comparison, style, "1", out);
    add_sentence(comparison_second_thoughts, comparison, style, "0", out);
    text_add(out, "\n");
    add_gains(comparison, style, out);
    add_costs(comparison, style, out);
    add_dominated(comparison, style, out);
    add_regret(comparison, style, out);
    if (comparison->advice != NULL) {
        text_add(out, "\n");
        add_sentence(advice_words, comparison, style, "1", out);
    }
    text_add(out, "\n");
    add_sentence(comparison_basis, comparison, style, "0", out);
    if (comparison->notice != NULL)
        terminal_wrap(style, "0", comparison->notice, 0, out);
}
