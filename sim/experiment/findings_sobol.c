/* Sobol indices as findings. */
#include <math.h>

#include "experiment/findings.h"
#include "experiment/words.h"

static void put(struct findings_cell *cell, const struct sobol_index *index)
{
    *cell = (struct findings_cell){.value = index->value, .interval = index->interval, .told = index->told};
    if (!index->told && !isnan(index->value))
        cell->words = "not told";
}

static void add_columns(struct findings *findings, bool totals)
{
    findings_column(findings, (struct findings_column){.key = "chance_first",
                                                       .label = "Chance: alone",
                                                       .brief = "Chance",
                                                       .panel = totals ? "Chance: alone" : "Chance of the target",
                                                       .form = FINDINGS_SHARE});
    findings_column(findings, (struct findings_column){.key = "caseload_first",
                                                       .label = "Caseload: alone",
                                                       .brief = "Caseload",
                                                       .panel = totals ? "Caseload: alone" : "Mean caseload",
                                                       .form = FINDINGS_SHARE});
    if (!totals)
        return;
    findings_column(findings, (struct findings_column){.key = "chance_total",
                                                       .label = "Chance: in all",
                                                       .brief = "in all",
                                                       .panel = "Chance: in all",
                                                       .form = FINDINGS_SHARE});
    findings_column(findings, (struct findings_column){.key = "caseload_total",
                                                       .label = "Caseload: in all",
                                                       .brief = "in all",
                                                       .panel = "Caseload: in all",
                                                       .form = FINDINGS_SHARE});
}

/* What all inputs explain alone, and so at least together. */
static double explained(const struct sobol_index *firsts, size_t inputs)
{
    double sum = 0;
    for (size_t i = 0; i < inputs; i++)
        sum += firsts[i].told && !isnan(firsts[i].value) ? firsts[i].value : 0;
    return fmin(sum, 1);
}

static void say_headline(struct findings *findings, const struct findings_of *of)
{
    const struct findings_row *first = findings->rows;
    char share[WORDS_SHORT];
    for (size_t column = FINDINGS_MEASURES; column-- > 0;) {
        findings_sort(findings, column);
        if (findings->count == 0 || !first->cells[column].told)
            continue;
        words_share(first->cells[column].value, share);
        text_printf(&findings->headline, "Not knowing %s makes %s of the spread of the %s", first->label, share,
                    column == FINDINGS_CASELOAD ? "caseload" : of->measure);
        return;
    }
    text_printf(&findings->headline,
                "No single input explains a share of the %s or the caseload that these runs can tell", of->measure);
}

static void add_notes(struct findings *findings, const struct sobol_index *firsts, size_t inputs, bool totals,
                      const struct findings_of *of)
{
    char runs[WORDS_SHORT], chance[WORDS_SHORT], caseload[WORDS_SHORT];
    words_number((double)of->runs, 0, runs);
    words_share(explained(firsts, inputs), chance);
    words_share(explained(firsts + inputs, inputs), caseload);
    text_printf(
        &findings->notes,
        "Shares of the variance of a single run (Sobol indices), of whether it meets \"%s\" and of its mean caseload "
        "on %s, luck included. Alone: what knowing the input would take away, from a smooth curve through %s runs "
        "that drew all inputs. Inputs that are told explain %s of the %s and %s of the caseload alone; the rest is "
        "luck and what inputs do together. ",
        of->target, of->date, runs, chance, of->measure, caseload);
    if (totals)
        text_printf(
            &findings->notes,
            "In all: with everything that an input does together with others and with luck, by %zu times as many "
            "runs in a design of Saltelli and Jansen; they add up to more than 100%% where inputs act together. "
            "Luck stands among the inputs. ",
            inputs + 3);
    text_add(&findings->notes, "Intervals at 95%, by bootstrap. \"Not told\": not told from nought, at 95% over all "
                               "inputs together.");
}

static void add_luck(struct findings *findings, const struct sobol *totals)
{
    static const struct findings_input luck = {.path = "", .label = "Luck, with every input known", .detail = ""};
    struct findings_row *row = findings_row(findings, &luck);
    for (size_t m = 0; m < FINDINGS_MEASURES; m++)
        put(&row->cells[FINDINGS_MEASURES + m], sobol_total(totals, m, totals->inputs));
}

void findings_sobol(struct findings *findings, const struct sobol_index *firsts, size_t inputs,
                    const struct sobol *totals, const struct findings_of *of)
{
    findings_start(findings, "sobol", "What not knowing each input does to the spread", FINDINGS_BARS, of, inputs + 1);
    add_columns(findings, totals != NULL);
    for (size_t i = 0; i < inputs; i++) {
        struct findings_row *row = findings_row(findings, &of->inputs[i]);
        for (size_t m = 0; m < FINDINGS_MEASURES; m++) {
            put(&row->cells[m], &firsts[m * inputs + i]);
            if (totals != NULL)
                put(&row->cells[FINDINGS_MEASURES + m], sobol_total(totals, m, i));
        }
    }
    say_headline(findings, of);
    if (totals != NULL)
        add_luck(findings, totals);
    add_notes(findings, firsts, inputs, totals != NULL, of);
    text_printf(
        &findings->subtitle,
        "Share of the variance of single runs that each input makes: whether \"%s\" is met, and mean caseload, %s",
        of->target, of->date);
    text_add(&findings->foot,
             "Thin lines hold each share at 95%; pale: not told from nought; the rest is luck and what "
             "inputs do together");
}
