#include "support/fake_ensemble.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct source {
    uint64_t state;
};

static double uniform(struct source *source)
{
    source->state = source->state * 6364136223846793005ULL + 1442695040888963407ULL;
    return ((double)(source->state >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(struct source *source)
{
    return sqrt(-2 * log(uniform(source))) * cos(6.283185307179586 * uniform(source));
}

/* The words that the `turn`th thing has in place of its own. */
static const char *words_of(const struct fake_options *options, size_t turn, const char *own)
{
    return options->words ? options->words[turn % options->word_count] : own;
}

static struct named name_of(const char *name, const char *title, const struct fake_options *options, size_t turn,
                            int place)
{
    return (struct named){.name = name, .id = name, .title = words_of(options, turn, title), .place = place};
}

static void add_teams(struct plan *plan, const struct fake_options *options)
{
    static const char *const titles[] = {"Assessment",        "Family safeguarding", "Children looked after",
                                         "Disabled children", "Leaving care",        "Fostering and adoption"};
    size_t count = options->teams ? options->teams : 6;
    struct plan_team *teams = mem_new(count, sizeof *teams);
    for (size_t i = 0; i < count; i++) {
        char name[32];
        snprintf(name, sizeof name, "team-%zu", i + 1);
        teams[i].named = name_of(mem_copy_text(name), titles[i % 6], options, 10 + i, (int)i);
        teams[i].teams = i % 6 == 1 ? 5 : 1;
    }
    plan->teams = (struct map){teams, count};
}

static void add_events(struct plan *plan, const struct fake_options *options)
{
    static const struct {
        const char *name, *title, *detail;
        double week;
    } events[] = {{"supplement", "£1.7m approved", NULL, 13},
                  {"academy", "Academy opens", "first twelve learners", 20},
                  {"cohort", "First academy cohort", "carries a full caseload", 62},
                  {"inspection", "Re-inspection", "expected", 69}};
    if (options->no_events)
        return;
    struct plan_event *items = mem_new(4, sizeof *items);
    for (int i = 0; i < 4; i++) {
        items[i].named = name_of(events[i].name, events[i].title, options, 2 + (size_t)i, i);
        items[i].date = events[i].week * plan->clock.length / 156;
        items[i].detail = words_of(options, 6 + (size_t)i, events[i].detail);
    }
    plan->events = (struct map){items, 4};
}

static void add_target(struct plan *plan, const struct fake_options *options)
{
    if (options->no_target)
        return;
    struct plan_target *target = mem_new(1, sizeof *target);
    target->named = name_of("average-18", "Average of 18", options, 0, 0);
    target->measure = "caseload";
    target->team.index = target->stage.index = -1;
    target->at_most = 18;
    target->at_least = NAN;
    target->by = 69 * plan->clock.length / 156;
    target->hold = options->by_share ? 0 : 8;
    target->from = NAN;
    target->waiting_limit = INFINITY;
    target->share_of_time = options->by_share;
    plan->targets = (struct map){target, 1};
}

/* Caseload of the service without luck, at a share of the horizon. */
static double level_at(enum fake_shape shape, double share)
{
    switch (shape) {
    case FAKE_STEADY:
        return 23;
    case FAKE_RISING:
        return 20 + 11 * share;
    case FAKE_PEAK:
        return 22 + 10 * sin(3.1 * share);
    case FAKE_EQUAL:
        return 20;
    case FAKE_MISSING:
        return NAN;
    case FAKE_FALLING:
        break;
    }
    return 24.5 + 5 * share * exp(-6 * share) * 3 - 8 / (1 + exp(-9 * (share - 0.45)));
}

static double above(double level, double mean)
{
    return 0.5 * erfc((level - mean) / 8 / sqrt(2));
}

static void set(struct fake_ensemble *fake, enum metric metric, int team, size_t sample, size_t run, double value)
{
    size_t series = metric_series(&fake->ensemble.layout, metric, team);
    *ensemble_value(&fake->ensemble, series, sample, run) = (float)value;
}

static void fill_run(struct fake_ensemble *fake, const struct fake_options *options, size_t run)
{
    struct source source = {.state = 77 + run * 7919};
    struct ensemble *ensemble = &fake->ensemble;
    double luck = normal(&source), noise = 0, wide = options->shape == FAKE_EQUAL ? 0 : 1;
    for (size_t i = 0; i < ensemble->samples; i++) {
        double share = ensemble->samples > 1 ? (double)i / (double)(ensemble->samples - 1) : 0;
        noise = 0.95 * noise + 0.3 * normal(&source);
        double off = wide * (luck * 2.2 * sqrt(share) + noise * sqrt(share)),
               level = level_at(options->shape, share) + off;
        set(fake, METRIC_CASELOAD, METRIC_SERVICE, i, run, level);
        for (size_t k = 0; k < fake->plan.teams.count; k++)
            set(fake, METRIC_CASELOAD, (int)k, i, run,
                level * (0.8 + 0.08 * (double)(k * 5 % 7)) + wide * normal(&source) * share);
        set(fake, METRIC_OVER_AIM, METRIC_SERVICE, i, run, above(18, level));
        set(fake, METRIC_OVER_HIGH, METRIC_SERVICE, i, run, above(25, level));
        set(fake, METRIC_OVER_EXTREME, METRIC_SERVICE, i, run, above(40, level));
        double in_post = isnan(level) ? NAN : 90 - 12 * share + 22 / (1 + exp(-9 * (share - 0.5))) - off;
        double agency = isnan(level) ? NAN : fmax(28 - 20 * share + wide * normal(&source) * share, 0);
        set(fake, METRIC_IN_POST, METRIC_SERVICE, i, run, in_post);
        set(fake, METRIC_NEWLY_QUALIFIED, METRIC_SERVICE, i, run, 8 + 12 / (1 + exp(-9 * (share - 0.4))));
        set(fake, METRIC_AGENCY, METRIC_SERVICE, i, run, agency);
        set(fake, METRIC_UNCOVERED, METRIC_SERVICE, i, run, fmax(130 - in_post - agency, 0) + 0 * in_post);
    }
}

static void judge_run(struct fake_ensemble *fake, const struct fake_options *options, size_t run)
{
    struct world_outcome *outcome = &fake->ensemble.outcomes[run];
    double chance = options->chance > 0 ? options->chance : options->chance < 0 ? 0 : 0.3;
    outcome->met = mem_new(1, sizeof *outcome->met);
    outcome->share = mem_new(1, sizeof *outcome->share);
    outcome->above = mem_new(1, sizeof *outcome->above);
    outcome->weekly = mem_new(fake->ensemble.samples, sizeof *outcome->weekly);
    outcome->compared = mem_new(fake->ensemble.samples, sizeof *outcome->compared);
    outcome->met[0] = ((double)run + 0.5) / (double)fake->ensemble.runs < chance;
    outcome->share[0] = chance;
    if (run < options->failures)
        outcome->failure = mem_copy_text("no team may take the case");
}

void fake_ensemble_open(struct fake_ensemble *fake, struct fake_options options)
{
    static const struct calendar_date start = {2020, 10, 5};
    *fake = (struct fake_ensemble){.plan = {.schema = 1, .name = "fake-2020"}};
    struct plan *plan = &fake->plan;
    plan->title = words_of(&options, 0, "Made-up service, October 2020");
    plan->notice =
        words_of(&options, 1, "Illustration from made-up figures; not produced, checked or endorsed by any council.");
    plan->clock = (struct plan_clock){.start = calendar_from_date(start),
                                      .length = options.weeks > 0 ? options.weeks : 156,
                                      .sample = 1,
                                      .calendar = options.no_calendar ? CALENDAR_NONE : CALENDAR_ENGLAND};
    plan->report = (struct plan_report){.aim = 18, .high = 25, .extreme = 40};
    add_teams(plan, &options);
    add_events(plan, &options);
    add_target(plan, &options);
    ensemble_init(&fake->ensemble, plan, options.runs ? options.runs : 200);
    for (size_t run = 0; run < fake->ensemble.runs; run++) {
        fill_run(fake, &options, run);
        judge_run(fake, &options, run);
    }
}

void fake_ensemble_close(struct fake_ensemble *fake)
{
    struct plan_team *teams = plan_items(fake->plan.teams, struct plan_team);
    ensemble_release(&fake->ensemble);
    for (size_t i = 0; i < fake->plan.teams.count; i++)
        free((char *)teams[i].named.name);
    free(teams);
    free(fake->plan.events.items);
    free(fake->plan.targets.items);
}
