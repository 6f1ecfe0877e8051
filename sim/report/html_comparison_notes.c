/* How the comparison was done, what its words mean, and what it does not say. */
#include <math.h>

#include "experiment/words.h"
#include "report/comparison_trail.h"
#include "report/html_comparison_parts.h"
#include "report/html_parts.h"

static double reduction_of(const struct decision *decision, size_t option)
{
    return decision->rows[option].values[OUTTURN_CASELOAD].change.reduction;
}

static void say_reduction(const struct comparison_page *page, size_t option, struct text *out)
{
    char shown[WORDS_SHORT];
    double reduction = reduction_of(page->decision, option);
    words_number(reduction, 1, shown);
    comparison_trail_say(page->comparison,
                         &(struct comparison_number){.option = option,
                                                     .part = "figures/caseload",
                                                     .column = "variance_reduction",
                                                     .what = "what pairing achieved for the caseload on the date",
                                                     .shown = shown,
                                                     .value = reduction,
                                                     .decimals = 1},
                         out);
}

/* What pairing achieved, from the judged target and the caseload: the least and the most over the options. */
static void tell_pairing(const struct comparison_page *page)
{
    const struct decision *decision = page->decision;
    size_t least = 0, most = 0;
    for (size_t i = 1; i < decision->count; i++) {
        double reduction = reduction_of(decision, i);
        if (!isfinite(reduction))
            continue;
        least = least == 0 || reduction < reduction_of(decision, least) ? i : least;
        most = most == 0 || reduction > reduction_of(decision, most) ? i : most;
    }
    if (least == 0)
        return;
    struct text words = {0};
    text_add(&words, "For the caseload on the date it does the work of ");
    say_reduction(page, least, &words);
    if (most != least) {
        text_add(&words, " to ");
        say_reduction(page, most, &words);
    }
    text_add(&words, " times as many runs on separate luck.");
    html_frame_term(page->out, "What pairing achieved", words.at);
    text_release(&words);
}

static void say_level(const struct comparison_page *page, struct text *out)
{
    double level = page->decision->level;
    int decimals = page->decision->count > 2 ? 2 : 0;
    char shown[WORDS_SHORT];
    words_number(100 * level, decimals, shown);
    trail_say(page->comparison->trail,
              &(struct trail_figure){.shown = shown,
                                     .what = "confidence of the interval of one change",
                                     .file = "comparison.json",
                                     .form = TRAIL_POINTS,
                                     .decimals = decimals,
                                     .given = true},
              &(struct trail_place){.at = "/rules", .column = "level", .value = level}, out);
}

static void method(const struct comparison_page *page)
{
    const struct decision *decision = page->decision;
    const struct option_run *baseline = &decision->options[0];
    char options[WORDS_SHORT];
    struct text words = {0};
    words_count(decision->count - 1, options);
    html_comparison_open(page, "method", "How it was done");
    text_add(page->out, "<dl>\n");
    text_printf(&words, "Headroom %s ran each option ", page->comparison->version);
    html_comparison_say_runs(page, &words);
    text_add(&words, " times from seed ");
    html_comparison_say_seed(page, &words);
    text_add(&words, ". The same version, files, seed and runs give the same numbers on any number of processors.");
    html_frame_term(page->out, "Runs", words.at);
    if (page->report->changed != NULL) {
        struct result_run run = {.changed = page->report->changed};
        text_clear(&words);
        html_say_changed(&(struct html_page){.run = &run, .brief = page->brief}, &words);
        html_frame_term(page->out, "Inputs changed on the command line", words.at);
    }
    html_frame_term(
        page->out, "The same luck",
        "Run by run, every option meets the same families, candidates and workers (common random numbers), so "
        "that what differs is the option. Changes are differences within pairs of runs.");
    tell_pairing(page);
    html_frame_term(page->out, "Uncertain inputs",
                    baseline->block > 0
                        ? "Drawn anew from their ranges, the same draw for every option; intervals allow "
                          "for runs that share a draw."
                        : "Held as given: intervals and bands show luck alone.");
    text_clear(&words);
    text_printf(&words,
                "The interval of a chance is Wilson's at 95%% (Student's t where runs share draws). The intervals of "
                "changes hold together: with %s option%s beside the baseline each is at ",
                options, decision->count == 2 ? "" : "s");
    say_level(page, &words);
    text_add(&words,
             "%, so that all are right at once in 95 comparisons of 100 (Bonferroni). \"Not told from 0\" means "
             "that the interval holds nought.");
    html_frame_term(page->out, "Intervals", words.at);
    html_frame_term(
        page->out, "Cost of a point of chance",
        "Extra cost divided by percentage points gained, with Fieller's interval, which allows for how the two "
        "move together. None is given when the gain cannot be told from nought.");
    html_frame_term(
        page->out, "Among the likeliest",
        "No other option is told to be likelier; with 95% confidence the best option is among those marked.");
    html_frame_term(
        page->out, "Put forward",
        "Of the options that are not over the budget, the cheapest among the likeliest of them, when its gain is "
        "told from nought. It is a reading of these numbers, not a decision.");
    html_frame_term(
        page->out, "Dominated",
        "Another option is at least as likely to meet the target and costs no more, and is better in one of the "
        "two; clearly, when the paired intervals bear that out too.");
    html_frame_term(
        page->out, "Managers' response",
        baseline->plan->response.given
            ? "On in every option: managers add agency staff and close cases sooner when caseloads are high, "
              "which hides part of what an option does."
            : "Off: managers do only what each option says, so that differences are the options' own.");
    text_add(page->out, "</dl>\n");
    text_release(&words);
    html_frame_close(page->out);
}

static void terms(const struct comparison_page *page)
{
    static const struct {
        const char *word, *meaning;
    } items[] = {
        {"Baseline", "What every option is compared with: the first one, as a rule the current plan."},
        {"Chance",
         "The share of runs in which the target is met. Never given as 0% or 100%, because a limited number of "
         "runs cannot show that; \"meets\" is said from 90% upwards."},
        {"80% of runs",
         "One run in ten lies below and one in ten above: the spread of single futures. More runs do not "
         "make it narrower."},
        {"Extra cost", "Spending beyond the baseline's over the whole time simulated; with a minus sign, less."},
        {"Regret", "In a future, the chance that the best option there has more than this one."},
        {"Grade D", "A figure that is a judgement: no publication or record stands behind it."},
    };
    struct text before = {0};
    text_add(&before, page->out->at);
    html_comparison_open(page, "terms", "Terms");
    text_add(page->out, "<dl class=\"terms\">\n");
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        html_frame_term(page->out, items[i].word, items[i].meaning);
    html_terms_used(&before, page->out);
    text_add(page->out, "</dl>\n");
    html_frame_close(page->out);
    text_release(&before);
}

/* Of the baseline, which every option starts from: its targets, its purpose, who analysed and who checked it. */
static void quality(const struct comparison_page *page)
{
    const struct comparison *comparison = page->comparison;
    const struct result_run run = {.scenario = page->report->scenarios[0],
                                   .table = &plan_table,
                                   .prepared = comparison->prepared,
                                   .ensemble = &page->decision->options[0].dates,
                                   .changed = page->report->changed,
                                   .seed = comparison->seed,
                                   .version = comparison->version,
                                   .publication = comparison->publication,
                                   .edition_of = PUBLICATION_OF_COMPARISON};
    struct html_page baseline = {.run = &run, .brief = page->brief, .target = page->decision->judged, .out = page->out};
    struct text words = {0};
    text_printf(
        &words,
        "The items are those of STRESS, the reporting guideline for simulation studies. They are of the baseline, "
        "\"%s\"; what the other options have otherwise stands under \"What each option changes\". manifest.json "
        "lists the inputs and outputs with their checksums.",
        page->decision->options[0].title);
    figures_init(&baseline.figures, run.scenario, run.table, run.ensemble->plan);
    html_comparison_open(page, "quality", "Quality statement");
    markup_element(page->out, "p", words.at);
    html_quality_items(&baseline);
    html_frame_close(page->out);
    figures_release(&baseline.figures);
    text_release(&words);
}

static void limits(const struct comparison_page *page)
{
    static const char *const lines[] = {
        "The model reports staffing and caseload; never the chance of an inspection grade, and never that a caseload is safe.",
        "It measures neither the quality of practice nor outcomes for children.",
        "What it does not measure may still matter: that is not evidence of no effect.",
        "A saving from helping fewer children is no saving: look at re-referrals and unmet need beside it.",
        "A figure that is an assumption stays one, however many runs are made of it.",
    };
    html_comparison_open(page, "limits", "What this does not say");
    text_add(page->out, "<ul>\n");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        markup_element(page->out, "li", lines[i]);
    text_add(page->out, "</ul>\n");
    html_frame_close(page->out);
}

void html_comparison_notes(const struct comparison_page *page)
{
    method(page);
    if (page->comparison->publication)
        html_frame_withheld(page->out, PUBLICATION_OF_COMPARISON);
    quality(page);
    terms(page);
    limits(page);
}
