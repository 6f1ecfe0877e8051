#include "support/fake_ensemble.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/money_line.h"

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

static void add_money(struct plan *plan, const struct fake_options *options)
{
    if (!options->money)
        return;
    plan->money.given = true;
    struct plan_grade *grade = mem_new(1, sizeof *grade);
    grade->named = name_of("social-worker", "Social worker", options, 30, 0);
    plan->workforce.grades = (struct map){grade, 1};
    struct plan_funding *grant = mem_new(1, sizeof *grant);
    grant->named = name_of("grant", "Grant", options, 31, 0);
    plan->money.funding = (struct map){grant, 1};
}

static void add_pipelines(struct plan *plan, const struct fake_options *options)
{
    struct plan_pipeline *items = mem_new(options->pipelines + 1, sizeof *items);
    for (size_t i = 0; i < options->pipelines; i++)
        items[i].named = name_of("academy", "Social work academy", options, 32 + i, (int)i);
    plan->pipelines = (struct map){items, options->pipelines};
}

static void add_pathway(struct plan *plan, const struct fake_options *options)
{
    static const char *const stages[] = {"Contact", "Assessment", "Child in need", "Child protection", "Looked after"};
    static const char *const exits[] = {"Not in need", "Help ended", "Home or permanence"};
    if (options->stages == 0)
        return;
    struct plan_stage *stage = mem_new(options->stages, sizeof *stage);
    struct plan_exit *exit = mem_new(3, sizeof *exit);
    for (size_t i = 0; i < options->stages; i++)
        stage[i].named = name_of("stage", stages[i % 5], options, 40 + i, (int)i);
    for (size_t i = 0; i < 3; i++)
        exit[i].named = name_of("exit", exits[i], options, 60 + i, (int)i);
    plan->pathway = (struct map){stage, options->stages};
    plan->exits = (struct map){exit, 3};
}

/* Every stage sends cases to the next one and to an exit. */
static void prepare(struct fake_ensemble *fake, size_t stages)
{
    struct prepared *prepared = &fake->prepared;
    *prepared = (struct prepared){.plan = &fake->plan, .year = 365.25 / 7, .stage_count = stages};
    prepared->stages = mem_new(stages + 1, sizeof *prepared->stages);
    for (size_t i = 0; i < stages; i++) {
        struct prepared_stage *stage = &prepared->stages[i];
        *stage = (struct prepared_stage){
            .plan = &plan_items(fake->plan.pathway, struct plan_stage)[i], .team = -1, .route_count = 2};
        stage->first_flow = prepared->flow_count;
        stage->routes = mem_new(2, sizeof *stage->routes);
        stage->routes[0] = (struct route){.stage = i + 1 < stages ? (int)i + 1 : 0, .exit = -1};
        stage->routes[1] = (struct route){.stage = -1, .exit = (int)i % 3};
        prepared->flow_count += (size_t)FLOW_ROUTE + 2;
    }
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
        for (size_t k = 0; k < fake->plan.teams.count; k++) {
            double own = level * (0.8 + 0.08 * (double)(k * 5 % 7)) + wide * normal(&source) * share;
            set(fake, METRIC_CASELOAD, (int)k, i, run, own);
            set(fake, METRIC_OVER_AIM, (int)k, i, run, above(18, own));
            set(fake, METRIC_OVER_HIGH, (int)k, i, run, above(25, own));
            set(fake, METRIC_OVER_EXTREME, (int)k, i, run, above(40, own));
        }
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

/* A million a year; the grant is more in two runs of three and less in the third. */
static void spend(struct fake_ensemble *fake, size_t run)
{
    struct world_outcome *outcome = &fake->ensemble.outcomes[run];
    struct money_layout layout = money_layout(&fake->plan);
    outcome->money = mem_new(layout.accounts * layout.years + 1, sizeof *outcome->money);
    for (size_t year = 0; layout.accounts > 0 && year < layout.years; year++) {
        outcome->money[money_account(&layout, MONEY_PAY_LINE, 0) * layout.years + year] = 90000000;
        outcome->money[money_account(&layout, MONEY_ONE_OFF_LINE, 0) * layout.years + year] = 10000000;
        outcome->money[money_fund(&layout, 0) * layout.years + year] = run % 3 == 0 ? 80000000 : 110000000;
    }
}

/* Of 100 that come in a year half leave from each stage. */
static void flow(struct fake_ensemble *fake, size_t run)
{
    struct world_outcome *outcome = &fake->ensemble.outcomes[run];
    double cases = 100 * fake->plan.clock.length / fake->prepared.year;
    outcome->flows = mem_new(fake->prepared.flow_count + 1, sizeof *outcome->flows);
    for (size_t i = 0; i < fake->prepared.stage_count; i++, cases /= 2) {
        double *own = &outcome->flows[fake->prepared.stages[i].first_flow];
        bool last = i + 1 == fake->prepared.stage_count;
        own[FLOW_ENTERED] = cases;
        own[FLOW_ROUTE] = last ? cases / 10 : cases / 2;
        own[FLOW_ROUTE + 1] = cases - own[FLOW_ROUTE];
    }
}

static void give(struct fake_ensemble *fake, size_t run)
{
    for (size_t i = 0; i < fake->ensemble.samples && fake->plan.pipelines.count > 0; i++)
        for (int which = METRIC_SERVICE; which < (int)fake->plan.pipelines.count; which++)
            set(fake, METRIC_PIPELINE_NET, which, i, run,
                10 * (double)i / (double)fake->ensemble.samples - 2 + (double)(run % 5) / 10);
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
    add_money(plan, &options);
    add_pipelines(plan, &options);
    add_pathway(plan, &options);
    prepare(fake, options.stages);
    ensemble_init(&fake->ensemble, plan, options.runs ? options.runs : 200);
    for (size_t run = 0; run < fake->ensemble.runs; run++) {
        fill_run(fake, &options, run);
        judge_run(fake, &options, run);
        spend(fake, run);
        flow(fake, run);
        give(fake, run);
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
    free(fake->plan.workforce.grades.items);
    free(fake->plan.money.funding.items);
    free(fake->plan.pipelines.items);
    free(fake->plan.pathway.items);
    free(fake->plan.exits.items);
    for (size_t i = 0; i < fake->prepared.stage_count; i++)
        free(fake->prepared.stages[i].routes);
    free(fake->prepared.stages);
}
