#include "support/fake_choice.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

enum { TIMES = 157, YEARS = 4, FUTURES = 12 };

/* Plausible options: where the caseload ends, the chance, the extra pounds, agency FTE at the date. */
static const struct {
    const char *name, *title;
    double end, chance, extra, agency;
} kinds[CHOICE_OPTIONS] = {
    {"current-plan", "Current plan", 27, 0.03, 0, 42},
    {"agency", "Agency surge", 24, 0.41, 2.45e6, 55},
    {"academy-supplement", "Academy + supplement", 16.4, 0.78, 1.7e6, 16},
    {"academy", "Academy only", 21.5, 0.29, 770e3, 24},
    {"early-help", "Academy, supplement and early help", 15.2, 0.88, 2.2e6, 15},
    {"supplement", "Supplement of £5,500", 23, 0.17, 912e3, 35},
    {"cut-agency", "Fewer agency workers", 29, 0.02, -480e3, 12},
    {"overseas", "Recruitment overseas", 22, 0.27, 640e3, 30},
    {"caseload-cap", "Cap on new work", 20, 0.3, 650e3, 41},
    {"retention", "Retention payments", 22.5, 0.2, 1.1e6, 33},
    {"managed", "Managed team for a year", 19, 0.45, 2.6e6, 60},
    {"everything", "Everything at once", 14, 0.96, 4.9e6, 20},
};

void fake_choice_chance(struct fake_choice *fake, size_t option, double chance)
{
    struct ensemble_verdict *verdict = &fake->options[option].verdict;
    verdict->trials = fake->choice.runs;
    verdict->hits = (uint64_t)lround(chance * (double)verdict->trials);
    verdict->chance = (double)verdict->hits / (double)verdict->trials;
    verdict->interval = tally_wilson(verdict->hits, verdict->trials, 0.95);
}

/* Caseload and chance by date of one option, from its end and its chance. */
static void fill_lines(struct fake_choice *fake, size_t option, double end, double chance, double *at)
{
    double *low = at, *median = at + TIMES, *high = at + 2 * TIMES, *holds = at + 3 * TIMES;
    for (size_t k = 0; k < TIMES; k++) {
        double share = (double)k / (TIMES - 1), rise = 1 / (1 + exp(-9 * (share - 0.45)));
        median[k] = 24 + 6 * share * exp(-6 * share) + (end - 24) * rise;
        low[k] = median[k] - 3 * sqrt(share);
        high[k] = median[k] + 4 * sqrt(share);
        holds[k] = chance * 1.1 / (1 + exp(-14 * (share - 0.4))) * (chance > 0.9 ? 0.9 : 1);
    }
    fake->options[option].low = low;
    fake->options[option].median = median;
    fake->options[option].high = high;
    fake->options[option].holds = holds;
}

static void fill_money(struct fake_choice *fake, size_t option, double extra)
{
    static const double shares[YEARS] = {0.2, 0.35, 0.3, 0.15};
    struct choice_year *years = fake->years + option * YEARS;
    for (size_t year = 0; year < YEARS; year++) {
        double sum = extra * shares[year], one_off = year < 2 ? fabs(extra) * 0.12 : 0;
        years[year] = (struct choice_year){.recurrent = sum - one_off, .one_off = one_off};
    }
    fake->options[option].years = years;
    fake->options[option].extra = extra;
    fake->options[option].extra_interval = (struct interval){extra - 0.08 * fabs(extra), extra + 0.09 * fabs(extra)};
}

static void fill_staff(struct choice_option *option, double agency)
{
    for (size_t k = 0; k < MIX_LAYERS; k++)
        option->fte[k] = (double)NAN;
    if (isnan(agency))
        return;
    option->fte[MIX_NEW] = 8 + fmax(0, 20 - agency / 2);
    option->fte[MIX_AGENCY] = agency;
    option->fte[MIX_UNCOVERED] = 14;
    option->fte[MIX_PERMANENT] = 150 - agency - 14 - option->fte[MIX_NEW];
}

static void fill_option(struct fake_choice *fake, const struct fake_choice_options *options, size_t i)
{
    size_t kind = options->all_equal ? 0 : i;
    struct choice_option *option = &fake->options[i];
    double missing = options->all_missing ? (double)NAN : 0;
    double *numbers = fake->numbers + i * (4 * TIMES + FUTURES);
    option->name = kinds[i].name;
    option->title = options->words ? options->words[(2 + i) % options->word_count] : kinds[i].title;
    fill_lines(fake, i, kinds[kind].end + missing, kinds[kind].chance, numbers);
    fill_money(fake, i, (options->cheaper ? -kinds[kind].extra : kinds[kind].extra) + missing);
    fill_staff(option, kinds[kind].agency + missing);
    fake_choice_chance(fake, i, kinds[kind].chance);
    if (options->all_missing)
        option->verdict = (struct ensemble_verdict){.chance = (double)NAN};
    double *futures = numbers + 4 * TIMES;
    for (size_t k = 0; k < FUTURES; k++)
        futures[k] = fmin(kinds[kind].chance * (1.05 - 0.09 * (double)((k * 5 + kind * 3 * (k > 0)) % 7)), 1) + missing;
    option->futures = options->no_futures ? NULL : futures;
    static const double budgets[YEARS] = {400e3, 550e3, 550e3, 200e3};
    option->budgets = options->no_budget || options->no_money ? NULL : budgets;
    if (options->no_money)
        option->years = NULL;
    if (options->no_target) {
        option->verdict = (struct ensemble_verdict){.chance = (double)NAN};
        option->holds = option->futures = NULL;
    }
}

static void mark_dominated(struct fake_choice *fake)
{
    for (size_t i = 0; i < fake->choice.count; i++)
        for (size_t k = 0; k < fake->choice.count; k++) {
            const struct choice_option *a = &fake->options[i], *b = &fake->options[k];
            bool no_worse = b->verdict.chance >= a->verdict.chance && b->extra <= a->extra;
            bool better = b->verdict.chance > a->verdict.chance || b->extra < a->extra;
            fake->options[i].dominated |= no_worse && better;
        }
}

void fake_choice_drivers(struct fake_choice *fake, const double effects[static 3], double within)
{
    double total = 0;
    for (size_t i = 0; i < 3; i++) {
        fake->drivers[i].effect = effects[i];
        fake->drivers[i].interval = (struct interval){effects[i] - within, effects[i] + within};
        total += effects[i];
    }
    fake->choice.driver_total = total;
    fake->choice.driver_whole = (struct interval){total - within, total + within};
}

static void fill_drivers(struct fake_choice *fake, const struct fake_choice_options *options)
{
    static const char *const titles[3] = {"Academy", "Market supplement", "Together, beyond that (interaction)"};
    static const char *const names[3] = {"pipelines.academy", "levers.supplement", "interaction"};
    double effects[3] = {-1.2, -3.1, 0.6};
    for (size_t i = 0; i < 3; i++) {
        fake->drivers[i].name = names[i];
        fake->drivers[i].title = options->words ? options->words[(5 + i) % options->word_count] : titles[i];
        effects[i] = options->all_missing ? (double)NAN : options->all_equal ? 0 : effects[i];
    }
    fake->choice.drivers = fake->drivers;
    fake->choice.driver_count = 3;
    fake->choice.driven = fake->choice.count - 1;
    fake->choice.driver_baseline = options->all_missing ? (double)NAN : 23.4;
    fake_choice_drivers(fake, effects, options->all_equal ? 0 : 0.4);
}

void fake_choice_open(struct fake_choice *fake, struct fake_choice_options options)
{
    static const struct calendar_date start = {2020, 10, 5};
    static const char *const futures[FUTURES] = {
        "As expected",   "Referrals 15% higher", "Agency market tightens", "Academy starts late",
        "Fewer leavers", "Pay award 2% higher",  "A surge in autumn",      "Neighbour hires staff",
        "Courts slower", "Schools closed",       "Longer cases",           "All at once"};
    static const char *const years[YEARS] = {"2020-21", "2021-22", "2022-23", "2023-24"};
    *fake = (struct fake_choice){.clock = {.start = calendar_from_date(start),
                                           .length = 156,
                                           .calendar = options.no_calendar ? CALENDAR_NONE : CALENDAR_ENGLAND}};
    fake->numbers = mem_new((CHOICE_OPTIONS + 1) * (4 * TIMES + FUTURES), sizeof(double));
    fake->years = mem_new(CHOICE_OPTIONS * YEARS, sizeof *fake->years);
    double *times = fake->numbers + CHOICE_OPTIONS * (4 * TIMES + FUTURES);
    for (size_t k = 0; k < TIMES; k++)
        times[k] = (double)k;
    for (size_t k = 0; k < FUTURES; k++)
        fake->names[k] = options.words ? options.words[(k + 14) % options.word_count] : futures[k];
    fake->choice = (struct choice){
        .name = "fake-options",
        .title = options.words ? options.words[0] : "Made-up service, October 2020",
        .notice = options.words
                      ? options.words[1 % options.word_count]
                      : "Illustration from made-up figures; not produced, checked or endorsed by any council.",
        .clock = &fake->clock,
        .runs = 500,
        .options = fake->options,
        .count = options.count ? options.count : 5,
        .times = times,
        .times_count = TIMES,
        .aim = options.no_target ? NULL : "average caseload of 18 or fewer",
        .level = options.no_target ? (double)NAN : 18,
        .by = options.no_target ? 156 : 69,
        .hold = options.no_target ? 0 : 8,
        .money = !options.no_money,
        .years = YEARS,
        .year_names = years,
        .budget_words = "Budget for extra spending",
        .budget = options.no_budget || options.no_money ? (double)NAN : 1.7e6,
        .futures = options.no_futures || options.no_target ? 0
                   : options.futures                       ? options.futures
                                                           : 4,
        .future_names = fake->names,
    };
    for (size_t i = 0; i < fake->choice.count; i++)
        fill_option(fake, &options, i);
    mark_dominated(fake);
    if (!options.no_drivers && fake->choice.count > 1)
        fill_drivers(fake, &options);
}

void fake_choice_close(struct fake_choice *fake)
{
    free(fake->numbers);
    free(fake->years);
}
