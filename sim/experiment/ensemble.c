#include "experiment/ensemble.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/sort.h"

const double ensemble_level_share[ENSEMBLE_LEVELS] = {0.025, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.975};

size_t ensemble_rows(const struct ensemble *ensemble)
{
    return ensemble->layout.first[METRIC_COUNT] * ensemble->samples;
}

static double bytes_of_values(const struct plan *plan)
{
    return (double)metric_layout(plan).first[METRIC_COUNT] * (double)plan_samples(&plan->clock) * (double)sizeof(float);
}

size_t ensemble_most_kept(const struct plan *plan)
{
    static const double least = ENSEMBLE_LEAST_KEPT, hundred = 100;
    return (size_t)fmax(least, hundred * floor((double)ENSEMBLE_BYTES / bytes_of_values(plan) / hundred));
}

double ensemble_bytes(const struct plan *plan, double runs)
{
    double targets = (double)plan->targets.count * (double)plan_samples(&plan->clock);
    double outcome = sizeof(struct world_outcome) + targets * (sizeof(float) + sizeof(bool));
    return fmin(runs, (double)ensemble_most_kept(plan)) * bytes_of_values(plan) + runs * outcome;
}

double ensemble_rank_error(const struct ensemble *ensemble)
{
    static const double doubt = 0.05;
    return sqrt(log(2 / doubt) / (2 * (double)ensemble_kept(ensemble)));
}

/* A value that nobody recorded is missing, not nought. */
static void mark_missing(struct ensemble *ensemble, size_t first)
{
    size_t rows = ensemble_rows(ensemble), kept = ensemble_kept(ensemble);
    for (size_t row = 0; row < rows; row++)
        for (size_t run = first; run < kept; run++)
            ensemble->values[row * ensemble->room + run] = NAN;
}

void ensemble_init(struct ensemble *ensemble, const struct plan *plan, size_t runs)
{
    const struct plan_clock *clock = &plan->clock;
    size_t samples = plan_samples(clock), most = ensemble_most_kept(plan);
    *ensemble = (struct ensemble){.plan = plan,
                                  .layout = metric_layout(plan),
                                  .runs = runs,
                                  .room = runs < most ? runs : most,
                                  .samples = samples};
    ensemble->times = mem_new(samples, sizeof *ensemble->times);
    for (size_t i = 0; i < samples; i++)
        ensemble->times[i] = clock->warm_up + (double)i * clock->sample;
    ensemble->values = mem_new(ensemble_rows(ensemble), ensemble->room * sizeof *ensemble->values);
    mark_missing(ensemble, 0);
    ensemble->outcomes = mem_new(runs, sizeof *ensemble->outcomes);
}

/* Rows move apart in place, the last first, so that growing needs no second copy of everything. */
static void make_room(struct ensemble *ensemble, size_t room)
{
    size_t rows = ensemble_rows(ensemble);
    ensemble->values = mem_resize(ensemble->values, rows, room * sizeof *ensemble->values);
    for (size_t row = rows; row-- > 1;)
        memmove(&ensemble->values[row * room], &ensemble->values[row * ensemble->room],
                ensemble_kept(ensemble) * sizeof *ensemble->values);
    ensemble->room = room;
}

void ensemble_put(struct ensemble *ensemble, size_t first, size_t count, const float *values)
{
    size_t rows = ensemble_rows(ensemble), kept = ensemble_kept(ensemble);
    size_t end = first + count < kept ? first + count : kept;
    for (size_t row = 0; row < rows; row++)
        for (size_t run = first; run < end; run++)
            ensemble->values[row * ensemble->room + run] = values[(run - first) * rows + row];
}

void ensemble_get(const struct ensemble *ensemble, size_t run, float *values)
{
    size_t rows = ensemble_rows(ensemble);
    bool kept = run < ensemble_kept(ensemble);
    for (size_t row = 0; row < rows; row++)
        values[row] = kept ? ensemble->values[row * ensemble->room + run] : NAN;
}

void ensemble_grow(struct ensemble *ensemble, size_t runs)
{
    size_t before = ensemble->runs, most = ensemble_most_kept(ensemble->plan), wanted = runs < most ? runs : most;
    assert(runs >= before);
    /* Half as much again, so that growing by many small steps does not move everything many times. */
    size_t more = before + before / 2 < most ? before + before / 2 : most;
    if (wanted > ensemble->room)
        make_room(ensemble, wanted > more ? wanted : more);
    ensemble->runs = runs;
    ensemble->outcomes = mem_resize(ensemble->outcomes, runs, sizeof *ensemble->outcomes);
    memset(&ensemble->outcomes[before], 0, (runs - before) * sizeof *ensemble->outcomes);
    mark_missing(ensemble, before);
}

float *ensemble_value(struct ensemble *ensemble, size_t series, size_t sample, size_t run)
{
    assert(sample < ensemble->samples && run < ensemble_kept(ensemble));
    return &ensemble->values[(series * ensemble->samples + sample) * ensemble->room + run];
}

/* A replication that could not go on may have written values up to there; none of them counts. */
static bool has_failed(const struct ensemble *ensemble, size_t run)
{
    return ensemble->outcomes && ensemble->outcomes[run].failure;
}

static double value_of(const struct ensemble *ensemble, size_t series, size_t sample, size_t run)
{
    assert(series < ensemble->layout.first[METRIC_COUNT] && sample < ensemble->samples);
    return has_failed(ensemble, run) ? (double)NAN : ensemble_at(ensemble, series, sample, run);
}

/* Many rows are the same number in every replication, of a lever that nobody pulls or before anything has happened. */
static bool in_order(const double *values, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (values[i] < values[i - 1])
            return false;
    return true;
}

/* Of values without NaN. */
static struct tally tally_of(const double *values, size_t count)
{
    struct tally tally = {0};
    for (size_t i = 0; i < count; i++)
        tally_add(&tally, values[i]);
    return tally;
}

/* Sorts `values`, which hold no NaN. */
static struct ensemble_point spread_of(double *values, size_t count)
{
    bool ordered = in_order(values, count), same = ordered && count > 0 && values[0] >= values[count - 1];
    struct ensemble_point point = {.tally = tally_of(values, same ? 1 : count)};
    point.tally.count = count;
    if (!ordered)
        sort_doubles(values, count);
    for (size_t i = 0; i < ENSEMBLE_LEVELS; i++)
        point.quantile[i] = tally_quantile(values, count, ensemble_level_share[i]);
    return point;
}

/* Fewer blocks say too little; runs are then taken as independent, which errs on the safe side. */
enum { FEWEST_BLOCKS = 5 };

/* Means of whole blocks; replications of one block share a Latin hypercube and are not independent, blocks are. None when
 * there are too few of them to be of use. */
static struct tally block_means(const struct ensemble *ensemble, const double *values)
{
    struct tally means = {0};
    if (ensemble->block == 0 || ensemble->runs / ensemble->block < FEWEST_BLOCKS)
        return means;
    for (size_t first = 0; first + ensemble->block <= ensemble->runs; first += ensemble->block) {
        struct tally block = {0};
        for (size_t run = first; run < first + ensemble->block; run++)
            tally_add(&block, values[run]);
        if (block.count > 0)
            tally_add(&means, block.mean);
    }
    return means;
}

struct ensemble_point ensemble_spread(const struct ensemble *ensemble, double *values)
{
    struct tally blocks = block_means(ensemble, values);
    size_t count = 0;
    for (size_t run = 0; run < ensemble->runs; run++) {
        double value = values[run];
        values[count] = value;
        count += !isnan(value);
    }
    struct ensemble_point point = spread_of(values, count);
    point.units = blocks.count >= FEWEST_BLOCKS ? blocks : point.tally;
    point.error = tally_error(&point.units);
    return point;
}

struct interval ensemble_interval(const struct ensemble_point *point)
{
    return tally_interval(&point->units, 0.95);
}

struct ensemble_point ensemble_point(const struct ensemble *ensemble, size_t series, size_t sample)
{
    double *values = mem_new(ensemble->runs, sizeof *values);
    for (size_t run = 0; run < ensemble->runs; run++)
        values[run] = value_of(ensemble, series, sample, run);
    struct ensemble_point point = ensemble_spread(ensemble, values);
    free(values);
    return point;
}

struct ensemble_split ensemble_split(const struct ensemble *ensemble, size_t series, size_t sample)
{
    struct tally within = {0}, between = {0};
    for (size_t run = 0; run + 1 < ensemble->runs && ensemble->plan->clock.per_draw == 2; run += 2) {
        double a = value_of(ensemble, series, sample, run), b = value_of(ensemble, series, sample, run + 1);
        if (isnan(a) || isnan(b))
            continue;
        tally_add(&within, (a - b) * (a - b) / 2);
        tally_add(&between, (a + b) / 2);
    }
    if (within.count < 2 || ensemble->block == 0)
        return (struct ensemble_split){(double)NAN, (double)NAN};
    return (struct ensemble_split){within.mean, fmax(0, tally_variance(&between) - within.mean / 2)};
}

struct ensemble_point ensemble_average(const struct ensemble *ensemble, size_t series, size_t from, size_t to)
{
    double *averages = mem_new(ensemble->runs, sizeof *averages);
    struct tally *over_time = mem_new(ensemble->runs, sizeof *over_time);
    /* sample by sample, as the values lie */
    for (size_t sample = from; sample <= to; sample++)
        for (size_t run = 0; run < ensemble->runs; run++)
            tally_add(&over_time[run], value_of(ensemble, series, sample, run));
    for (size_t run = 0; run < ensemble->runs; run++)
        averages[run] = over_time[run].count > 0 ? over_time[run].mean : (double)NAN;
    struct ensemble_point point = ensemble_spread(ensemble, averages);
    free(averages);
    free(over_time);
    return point;
}

/* Values are floats: 17.1 kept as a float is above 17.1, so the level is brought to the same precision. */
static bool is_at_most(double value, double level)
{
    return value <= (double)(float)level;
}

struct tally ensemble_share_at_most(const struct ensemble *ensemble, size_t series, size_t from, size_t to,
                                    double level)
{
    struct tally shares = {0};
    for (size_t run = 0; run < ensemble->runs; run++) {
        size_t known = 0, held = 0;
        for (size_t sample = from; sample <= to; sample++) {
            double value = value_of(ensemble, series, sample, run);
            known += !isnan(value);
            held += is_at_most(value, level);
        }
        if (known > 0)
            tally_add(&shares, (double)held / (double)known);
    }
    return shares;
}

uint64_t ensemble_hits_at_most(const struct ensemble *ensemble, size_t series, size_t sample, double level,
                               uint64_t *trials)
{
    uint64_t hits = 0;
    *trials = 0;
    for (size_t run = 0; run < ensemble->runs; run++) {
        double value = value_of(ensemble, series, sample, run);
        *trials += !isnan(value);
        hits += is_at_most(value, level);
    }
    return hits;
}

size_t ensemble_sample_at(const struct ensemble *ensemble, double time)
{
    size_t nearest = 0;
    for (size_t i = 1; i < ensemble->samples; i++)
        if (fabs(ensemble->times[i] - time) < fabs(ensemble->times[nearest] - time))
            nearest = i;
    return nearest;
}

size_t ensemble_sample_of(const struct ensemble *ensemble, double date)
{
    return isnan(date) ? ensemble->samples - 1 : ensemble_sample_at(ensemble, date);
}

double ensemble_met(const struct ensemble *ensemble, size_t target, size_t run)
{
    const struct world_outcome *outcome = &ensemble->outcomes[run];
    bool by_share = plan_items(ensemble->plan->targets, struct plan_target)[target].share_of_time;
    if (outcome->failure != NULL)
        return (double)NAN;
    return by_share ? outcome->share[target] : (double)outcome->met[target];
}

/* A share cannot leave 0 to 1, though Student's interval may. Comparisons with NaN are false and leave it alone. */
static struct interval share_interval(const struct tally *shares)
{
    struct interval interval = tally_interval(shares, 0.95);
    if (interval.low < 0)
        interval.low = 0;
    if (interval.high > 1)
        interval.high = 1;
    return interval;
}

/* Blocks that all agree leave the chance to Wilson. */

struct ensemble_verdict ensemble_chance(const struct ensemble *ensemble, const double *met)
{
    struct ensemble_verdict verdict = {0};
    for (size_t run = 0; run < ensemble->runs; run++) {
        verdict.trials += !isnan(met[run]);
        verdict.hits += met[run] > 0;
    }
    struct tally blocks = block_means(ensemble, met);
    verdict.chance = verdict.trials ? (double)verdict.hits / (double)verdict.trials : (double)NAN;
    verdict.from_blocks = blocks.count >= FEWEST_BLOCKS && tally_sd(&blocks) > 0;
    verdict.interval = verdict.from_blocks ? share_interval(&blocks) : tally_wilson(verdict.hits, verdict.trials, 0.95);
    return verdict;
}

static struct ensemble_verdict verdict_by_share(const struct ensemble *ensemble, const double *share)
{
    struct tally shares = {0};
    for (size_t run = 0; run < ensemble->runs; run++)
        tally_add(&shares, share[run]);
    struct tally blocks = block_means(ensemble, share);
    bool from_blocks = blocks.count >= FEWEST_BLOCKS;
    return (struct ensemble_verdict){.trials = shares.count,
                                     .chance = shares.count ? shares.mean : (double)NAN,
                                     .interval = share_interval(from_blocks ? &blocks : &shares),
                                     .from_blocks = from_blocks};
}

static const struct plan_target *target_at(const struct ensemble *ensemble, size_t target)
{
    assert(target < ensemble->plan->targets.count);
    return &plan_items(ensemble->plan->targets, struct plan_target)[target];
}

struct ensemble_verdict ensemble_verdict_of(const struct ensemble *ensemble, size_t target, double *scores)
{
    for (size_t run = 0; run < ensemble->runs; run++)
        scores[run] = has_failed(ensemble, run) ? (double)NAN : scores[run];
    bool by_share = target_at(ensemble, target)->share_of_time;
    return by_share ? verdict_by_share(ensemble, scores) : ensemble_chance(ensemble, scores);
}

struct ensemble_verdict ensemble_verdict(const struct ensemble *ensemble, size_t target)
{
    bool by_share = target_at(ensemble, target)->share_of_time;
    double *scores = mem_new(ensemble->runs, sizeof *scores);
    for (size_t run = 0; run < ensemble->runs; run++) {
        const struct world_outcome *outcome = &ensemble->outcomes[run];
        scores[run] = by_share ? outcome->share[target] : outcome->met[target];
    }
    struct ensemble_verdict verdict = ensemble_verdict_of(ensemble, target, scores);
    free(scores);
    return verdict;
}

struct ensemble_point ensemble_target_point(const struct ensemble *ensemble, size_t target, size_t sample)
{
    assert(target < ensemble->plan->targets.count && sample < ensemble->samples);
    double *values = mem_new(ensemble->runs, sizeof *values);
    for (size_t run = 0; run < ensemble->runs; run++)
        values[run] = has_failed(ensemble, run)
                          ? (double)NAN
                          : (double)ensemble->outcomes[run].compared[target * ensemble->samples + sample];
    struct ensemble_point point = ensemble_spread(ensemble, values);
    free(values);
    return point;
}

void ensemble_thin(struct ensemble *ensemble, const size_t *samples, size_t count)
{
    size_t rows = ensemble->layout.first[METRIC_COUNT], room = ensemble_kept(ensemble);
    float *kept = mem_new(rows * count + 1, room * sizeof *kept);
    for (size_t series = 0; series < rows; series++)
        for (size_t i = 0; i < count; i++)
            memcpy(&kept[(series * count + i) * room],
                   &ensemble->values[(series * ensemble->samples + samples[i]) * ensemble->room], room * sizeof *kept);
    for (size_t i = 0; i < count; i++)
        ensemble->times[i] = ensemble->times[samples[i]];
    for (size_t run = 0; run < ensemble->runs; run++) {
        struct world_outcome *outcome = &ensemble->outcomes[run];
        free(outcome->weekly);
        free(outcome->compared);
        outcome->weekly = NULL;
        outcome->compared = NULL;
    }
    free(ensemble->values);
    ensemble->values = kept;
    ensemble->samples = count;
    ensemble->room = room;
}

calendar_day ensemble_day(const struct ensemble *ensemble, size_t sample)
{
    static const struct calendar_date first_monday = {1970, 1, 5};
    const struct plan_clock *clock = &ensemble->plan->clock;
    calendar_day start = clock->calendar == CALENDAR_NONE ? calendar_from_date(first_monday) : clock->start;
    return start + lround(ensemble->times[sample] * 7);
}

void ensemble_release(struct ensemble *ensemble)
{
    for (size_t run = 0; ensemble->outcomes && run < ensemble->runs; run++)
        world_outcome_release(&ensemble->outcomes[run]);
    free(ensemble->outcomes);
    free(ensemble->values);
    free(ensemble->times);
    *ensemble = (struct ensemble){0};
}
