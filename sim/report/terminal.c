#include "report/terminal.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "experiment/spending.h"
#include "plots/theme.h"
#include "report/brief.h"
#include "report/fluid_table.h"
#include "report/money_table.h"
#include "report/order.h"

enum { WIDTH = 80, SPARKS = 50 /* room for "no figure" on either side */, YEARS_SHOWN = 6 };

static bool has_word(const char *text, const char *word)
{
    for (; *text != '\0'; text++) {
        size_t i = 0;
        while (word[i] != '\0' && tolower((unsigned char)text[i]) == word[i])
            i++;
        if (word[i] == '\0')
            return true;
    }
    return false;
}

static bool speaks_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0')
            return has_word(value, "utf-8") || has_word(value, "utf8");
    }
    return false;
}

struct terminal_style terminal_style_of(FILE *stream)
{
    const char *no_colour = getenv("NO_COLOR"), *kind = getenv("TERM");
    bool dumb = kind == NULL || text_equal(kind, "dumb");
    bool refused = no_colour != NULL && no_colour[0] != '\0';
    return (struct terminal_style){.colour = isatty(fileno(stream)) && !refused && !dumb, .utf8 = speaks_utf8()};
}

void terminal_sparkline(const double *values, size_t count, bool utf8, struct text *out)
{
    static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char *const letters[] = {"_", ".", ",", "-", "=", "+", "*", "#"};
    double most = 0;
    for (size_t i = 0; i < count; i++)
        most = isfinite(values[i]) && values[i] > most ? values[i] : most;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(values[i])) {
            text_add(out, " ");
            continue;
        }
        double share = most > 0 ? fmax(values[i], 0) / most : 0;
        int step = (int)fmin(share * 8, 7);
        text_add(out, utf8 ? blocks[step] : letters[step]);
    }
}

void terminal_line(struct terminal_style style, const char *words, struct text *out)
{
    for (const char *letter = words; *letter != '\0'; letter++) {
        unsigned char byte = (unsigned char)*letter;
        if (style.utf8 || byte < 0x80)
            text_add_n(out, letter, 1);
        else if (byte >= 0xC0)
            text_add(out, byte == 0xE2 ? "-" : strncmp(letter, "£", strlen("£")) == 0 ? "GBP " : "?");
    }
}

/* In letters that the terminal has, before anything is lined up or broken: "GBP" is wider than the pound sign. */
static void make_plain(struct terminal_style style, char **words)
{
    struct text plain = {0};
    terminal_line(style, *words, &plain);
    free(*words);
    *words = mem_copy_text(plain.at != NULL ? plain.at : "");
    text_release(&plain);
}

void terminal_table(struct terminal_style style, struct table *table, struct text *out)
{
    for (size_t i = 0; i < table->columns; i++)
        make_plain(style, &table->heading[i]);
    for (size_t i = 0; i < table->cell_count; i++)
        make_plain(style, &table->cells[i]);
    table_plain(table, WIDTH, out);
}

/* One line; a title or a path may hold line ends and control characters, which must not reach a terminal. */
static void add_styled(struct terminal_style style, const char *code, const char *words, struct text *out)
{
    struct text clean = {0};
    theme_clean(&clean, words);
    if (style.colour)
        text_printf(out, "\033[%sm", code);
    terminal_line(style, clean.at, out);
    if (style.colour)
        text_add(out, "\033[0m");
    text_release(&clean);
}

void terminal_wrap(struct terminal_style style, const char *code, const char *words, int indent, struct text *out)
{
    struct text line = {0};
    char *plain = mem_copy_text(words);
    make_plain(style, &plain);
    const char *at = plain;
    size_t room = WIDTH;
    while (*at != '\0') {
        size_t length = 0, last = 0, width = 0;
        for (; at[length] != '\0' && width <= room; length++) {
            width += ((unsigned char)at[length] & 0xC0) != 0x80;
            if (at[length] == ' ' && width <= room)
                last = length;
        }
        if (at[length] == '\0' && width <= room)
            last = length;
        else if (last == 0)
            last = length > 0 ? length - 1 : 1;
        text_clear(&line);
        text_add_n(&line, at, last);
        add_styled(style, code, line.at, out);
        text_add(out, "\n");
        at += last;
        at += *at == ' ';
        room = (size_t)(WIDTH - indent);
        if (*at != '\0')
            text_printf(out, "%*s", indent, "");
    }
    free(plain);
    text_release(&line);
}

static void add_target(const struct brief *brief, struct terminal_style style, size_t target, struct text *out)
{
    struct ensemble_verdict verdict = ensemble_verdict(brief->ensemble, target);
    bool met = words_meets(&verdict);
    struct text words = {0};
    char percent[WORDS_SHORT], interval[WORDS_LONG];
    words_percent(verdict.chance, percent);
    words_interval(verdict.interval, interval);
    text_printf(&words, "%-9s ", percent);
    brief_target(brief, target, &words);
    text_add(&words, ": ");
    brief_outcome(brief, target, &verdict, &words);
    text_printf(&words, " (95%% interval %s)", interval);
    terminal_wrap(style, met ? "32" : "0", words.at, 10, out);
    text_clear(&words);
    if (brief_trap(brief, target, &words)) {
        text_printf(out, "%10s", "");
        terminal_wrap(style, "33", words.at, 10, out);
    }
    text_release(&words);
}

static void add_targets(const struct brief *brief, struct terminal_style style, struct text *out)
{
    const struct map *targets = &brief->ensemble->plan->targets;
    size_t *order = order_of(targets, sizeof(struct plan_target));
    for (size_t i = 0; i < targets->count; i++)
        add_target(brief, style, order[i], out);
    if (targets->count > 0)
        text_add(out, "\n");
    free(order);
}

/* The median caseload of the service through time, in as many characters as there is room for. */
static void add_caseload(const struct brief *brief, struct terminal_style style, struct text *out)
{
    const struct ensemble *ensemble = brief->ensemble;
    size_t series = metric_series(&ensemble->layout, METRIC_CASELOAD, METRIC_SERVICE);
    size_t count = ensemble->samples < SPARKS ? ensemble->samples : SPARKS;
    double *medians = mem_new(count, sizeof *medians);
    size_t last = ensemble->samples - 1;
    for (size_t i = 0; i < count; i++) {
        struct ensemble_point point = ensemble_point(ensemble, series, count > 1 ? i * last / (count - 1) : 0);
        medians[i] = point.tally.count > 0 ? point.quantile[Q50] : (double)NAN;
    }
    char from[WORDS_SHORT], to[WORDS_SHORT];
    words_number(medians[0], 1, from);
    words_number(medians[count - 1], 1, to);
    struct text words = {0};
    text_printf(&words, "Caseload  %s ", from);
    terminal_sparkline(medians, count, style.utf8, &words);
    text_printf(&words, " %s", to);
    add_styled(style, "0", words.at, out);
    text_add(out, "\n\n");
    text_release(&words);
    free(medians);
}

/* One column of spending.h in words: "2021-22 £6.6m of £5.8m". */
static void add_column(const struct plan *plan, const struct spending *spending, size_t column, struct text *out)
{
    char name[16], spent[WORDS_SHORT], funded[WORDS_SHORT];
    const struct ensemble_point *total = spending_sum(spending, SPENDING_TOTAL, column);
    const struct ensemble_point *funding = spending_sum(spending, SPENDING_FUNDING, column);
    money_table_column(plan, column, name);
    words_pounds(total->tally.count > 0 ? total->tally.mean : (double)NAN, spent);
    words_pounds(funding->tally.count > 0 ? funding->tally.mean : (double)NAN, funded);
    if (column >= spending->layout.years)
        text_add(out, "in all ");
    else
        text_printf(out, "%s%s ", plan->clock.calendar == CALENDAR_NONE ? "year " : "", name);
    text_printf(out, spending->funded ? "%s of %s" : "%s", spent, funded);
}

/* Spending by financial year, mean of the runs, against the funding of the same time; nothing when it is not counted. */
static void add_money(const struct brief *brief, struct terminal_style style, struct text *out)
{
    const struct plan *plan = brief->ensemble->plan;
    if (!plan->money.given)
        return;
    struct spending spending;
    struct text words = {0};
    spending_init(&spending, brief->ensemble);
    size_t years = spending.layout.years, first = years > YEARS_SHOWN ? spending.columns - 1 : 0;
    text_printf(&words, "Spending%s: ", spending.funded ? " of funding" : "");
    for (size_t column = first; column < spending.columns; column++) {
        text_add(&words, column > first ? ", " : "");
        add_column(plan, &spending, column, &words);
    }
    text_add(&words, " (mean of the runs)");
    terminal_wrap(style, "0", words.at, 10, out);
    text_add(out, "\n");
    text_release(&words);
    spending_release(&spending);
}

static void add_team(const struct brief *brief, struct table *table, int team)
{
    static const enum metric medians[] = {METRIC_WAITING, METRIC_IN_POST, METRIC_AGENCY, METRIC_VACANCIES};
    const struct metric_layout *layout = &brief->ensemble->layout;
    size_t sample = brief_main_sample(brief);
    table_cell(table, brief_team(brief->ensemble->plan, team));
    size_t caseload = metric_series(layout, METRIC_CASELOAD, team);
    struct ensemble_point start = ensemble_point(brief->ensemble, caseload, 0);
    char words[WORDS_SHORT];
    brief_value(brief, caseload, start.tally.count > 0 ? start.quantile[Q50] : (double)NAN, words);
    table_cell(table, words);
    struct text spread = {0};
    brief_spread(brief, caseload, sample, &spread);
    table_cell(table, spread.at);
    text_release(&spread);
    for (size_t i = 0; i < sizeof medians / sizeof *medians; i++) {
        size_t series = metric_series(layout, medians[i], team);
        struct ensemble_point point = ensemble_point(brief->ensemble, series, sample);
        brief_value(brief, series, point.tally.count > 0 ? point.quantile[Q50] : (double)NAN, words);
        table_cell(table, words);
    }
}

static void add_teams(const struct brief *brief, struct terminal_style style, struct text *out)
{
    static const char *const headings[] = {"start", "then (80% of runs)", "waiting", "in post", "agency", "vacant"};
    const struct map *teams = &brief->ensemble->plan->teams;
    struct text words = {0};
    text_add(&words, "Caseload and staff by team, median of the runs, ");
    brief_when(brief, brief->ensemble->times[brief_main_sample(brief)], &words);
    add_styled(style, "1", words.at, out);
    text_add(out, "\n");
    struct table table = {0};
    table_column(&table, TABLE_WORDS, "Team");
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        table_column(&table, TABLE_NUMBERS, headings[i]);
    size_t *order = order_of(teams, sizeof(struct plan_team));
    for (size_t i = 0; i < teams->count; i++)
        add_team(brief, &table, (int)order[i]);
    free(order);
    add_team(brief, &table, METRIC_SERVICE);
    text_clear(&words);
    terminal_table(style, &table, out);
    table_release(&table);
    text_release(&words);
}

void terminal_write(const struct result_run *run, struct terminal_style style, const char *report, struct text *out)
{
    struct brief brief = {.ensemble = run->ensemble, .prepared = run->prepared};
    struct text words = {0};
    brief_headline(&brief, &words);
    terminal_wrap(style, "1", words.at, 0, out);
    text_add(out, "\n");
    add_targets(&brief, style, out);
    add_caseload(&brief, style, out);
    add_money(&brief, style, out);
    add_teams(&brief, style, out);
    text_add(out, "\n");
    text_clear(&words);
    if (run->stopped != NULL)
        stopping_words(run->stopped, &words);
    else
        brief_precision(&brief, &words);
    terminal_wrap(style, run->stopped != NULL && !run->stopped->narrow ? "33" : "0", words.at, 0, out);
    text_clear(&words);
    if (run->fluid != NULL && fluid_table_words(run, NULL, &words))
        terminal_wrap(style, "31", words.at, 0, out);
    if (run->ensemble->plan->response.given)
        terminal_wrap(style, "0", brief_managers(run->ensemble->plan), 0, out);
    const char *notice = run->ensemble->plan->notice;
    if (notice != NULL && notice[0] != '\0')
        terminal_wrap(style, "0", notice, 0, out);
    if (report != NULL) {
        text_clear(&words);
        text_printf(&words, "Report: %s", report);
        add_styled(style, "1", words.at, out);
        text_add(out, "\n");
    }
    text_release(&words);
}
