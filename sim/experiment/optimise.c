#include "experiment/optimise.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"

/* Chances are counts over counts: this is far below one run in a million. */
static const double rounding = 1e-9;

/* Of so many open mixes at most it is counted what each would rule out. */
enum { SCORED = 400 };

enum state { OPEN, RULED_OUT, TRIED };

/* A search for one chance. What was tried is in the result and serves the next chance too. */
struct search {
    const struct optimise_job *job;
    struct optimise_result *result;
    struct surface surfaces[OPTIMISE_FIGURES];
    struct surface odds; /* log odds of the chance: to guess which mixes not tried are worth fresh luck */
    uint8_t *state;      /* [mix] */
    uint8_t *place;      /* [mix][lever] from the worst amount, of ordered levers */
    size_t *number;      /* [mix] of what was tried; the count of tries: none */
    double *figure;      /* [figure][mix] seen, exact or fitted */
    double wanted;
    bool careful; /* by the sequential test; else by one batch */
    size_t tests;
    size_t best;  /* number of a tried one; OPTIMISE_TRIED_LIMIT: none */
    size_t *open; /* room for candidates */
};

/* --- mixes -------------------------------------------------------------------------------------------------------- */

double optimise_mixes(const struct optimise_lever *levers, size_t count)
{
    double mixes = 1;
    for (size_t i = 0; i < count; i++)
        mixes *= (double)levers[i].amounts;
    return mixes;
}

size_t optimise_amount(const struct optimise_lever *levers, size_t count, size_t mix, size_t lever)
{
    for (size_t i = count; --i > lever;)
        mix /= levers[i].amounts;
    return mix % levers[lever].amounts;
}

static size_t amount_of(const struct search *search, size_t mix, size_t lever)
{
    return optimise_amount(search->job->levers, search->job->lever_count, mix, lever);
}

static size_t mix_of(const struct search *search, const size_t *amounts)
{
    size_t mix = 0;
    for (size_t i = 0; i < search->job->lever_count; i++)
        mix = mix * search->job->levers[i].amounts + amounts[i];
    return mix;
}

/* Has `a` no more of anything than `b`, and the same of what is not ordered? */
static bool is_below(const struct search *search, size_t a, size_t b)
{
    size_t count = search->job->lever_count;
    const uint8_t *low = search->place + a * count, *high = search->place + b * count;
    for (size_t i = 0; i < count; i++)
        if (search->job->levers[i].ordered ? low[i] > high[i] : low[i] != high[i])
            return false;
    return true;
}

/* How far the levers are moved from their worse ends. */
static double effort_of(const struct search *search, size_t mix)
{
    double effort = 0;
    for (size_t i = 0; i < search->job->lever_count; i++) {
        size_t amounts = search->job->levers[i].amounts;
        effort += amounts > 1 ? (double)search->place[mix * search->job->lever_count + i] / (double)(amounts - 1) : 0;
    }
    return effort;
}

static void set_places(struct search *search)
{
    size_t count = search->job->lever_count;
    for (size_t mix = 0; mix < search->result->mixes; mix++)
        for (size_t i = 0; i < count; i++) {
            size_t amount = amount_of(search, mix, i);
            size_t place = search->result->falling[i] ? search->job->levers[i].amounts - 1 - amount : amount;
            search->place[mix * count + i] = (uint8_t)place;
        }
}

/* --- figures ------------------------------------------------------------------------------------------------------ */

static void coordinates(const struct search *search, size_t mix, double at[static OPTIMISE_LEVERS_LIMIT])
{
    for (size_t i = 0; i < search->job->lever_count; i++) {
        size_t amounts = search->job->levers[i].amounts;
        at[i] = amounts > 1 ? (double)amount_of(search, mix, i) / (double)(amounts - 1) : 0;
    }
}

static const struct optimise_tried *tried_at(const struct search *search, size_t mix)
{
    size_t number = search->number[mix];
    return number < search->result->tried_count ? &search->result->tried[number] : NULL;
}

static double figure_of(const struct search *search, size_t mix, size_t figure)
{
    const struct optimise_tried *tried = tried_at(search, mix);
    double at[OPTIMISE_LEVERS_LIMIT];
    if (search->job->costless && figure == 0)
        return effort_of(search, mix);
    if (tried != NULL)
        return tried->seen.figures[figure];
    if (search->job->figure != NULL)
        return search->job->figure(search->job->user, mix, figure);
    coordinates(search, mix, at);
    return surface_at(&search->surfaces[figure], at);
}

static void refresh_figures(struct search *search)
{
    size_t mixes = search->result->mixes;
    for (size_t figure = 0; figure < search->job->figure_count; figure++)
        for (size_t mix = 0; mix < mixes; mix++)
            search->figure[figure * mixes + mix] = figure_of(search, mix, figure);
}

/* Fitted figures that exceed a limit by less than the fit has missed by are given the benefit of the doubt. */
static bool may_be_within(const struct search *search, size_t mix)
{
    for (size_t figure = 0; figure < search->job->figure_count; figure++)
        if (search->figure[figure * search->result->mixes + mix] >
            search->job->limit[figure] + search->surfaces[figure].miss)
            return false;
    return true;
}

static bool is_within(const struct optimise_job *job, const struct optimise_seen *seen)
{
    for (size_t figure = 0; figure < job->figure_count; figure++)
        if (seen->figures[figure] > job->limit[figure])
            return false;
    return true;
}

/* --- trying ------------------------------------------------------------------------------------------------------- */

static double chance_of(const struct optimise_seen *seen)
{
    return seen->trials > 0 ? seen->hits / seen->trials : 0;
}

/* Runs a mix, and keeps what was seen. Null when stopped. */
static struct optimise_tried *look(struct search *search, size_t mix, size_t runs)
{
    struct optimise_result *result = search->result;
    struct optimise_seen seen = {0};
    if (!search->job->try_mix(search->job->user, mix, runs, false, &seen))
        return NULL;
    if (search->job->costless)
        seen.figures[0] = effort_of(search, mix);
    bool known = search->number[mix] < result->tried_count;
    if (!known) {
        double at[OPTIMISE_LEVERS_LIMIT];
        assert(result->tried_count < OPTIMISE_TRIED_LIMIT);
        search->number[mix] = result->tried_count++;
        result->tried[search->number[mix]] = (struct optimise_tried){.mix = mix};
        coordinates(search, mix, at);
        for (size_t figure = 0; search->job->figure == NULL && figure < search->job->figure_count; figure++)
            surface_put(&search->surfaces[figure], at, seen.figures[figure]);
        surface_put(&search->odds, at, log((seen.hits + 0.5) / (seen.trials - seen.hits + 0.5)));
    }
    struct optimise_tried *tried = &result->tried[search->number[mix]];
    tried->seen = seen;
    tried->within = is_within(search->job, &seen);
    return tried;
}

/* Wald 1945: the likelihood of wanted + margin over that of wanted - margin, against the bound of the next test. */
static bool test(struct search *search, struct optimise_tried *tried)
{
    const struct optimise_job *job = search->job;
    double n = (double)++search->tests, error = job->error / (n * (n + 1)), bound = log((1 - error) / error);
    double low = fmax(search->wanted - job->margin, rounding), high = fmin(search->wanted + job->margin, 1 - rounding);
    size_t runs = job->batch;
    tried->tested = true;
    for (;;) {
        double misses = tried->seen.trials - tried->seen.hits;
        double ratio = tried->seen.hits * log(high / low) + misses * log((1 - high) / (1 - low));
        tried->decided = fabs(ratio) >= bound;
        tried->meets = tried->decided ? ratio > 0 : chance_of(&tried->seen) >= search->wanted - rounding;
        if (tried->decided || runs >= job->runs)
            return true;
        runs = 2 * runs < job->runs ? 2 * runs : job->runs;
        if (look(search, tried->mix, runs) == NULL)
            return false;
    }
}

static bool meets(const struct search *search, const struct optimise_tried *tried)
{
    return search->careful && tried->tested ? tried->meets : chance_of(&tried->seen) >= search->wanted - rounding;
}

static double cost_of(const struct optimise_tried *tried)
{
    return tried->seen.figures[0];
}

/* What a tried mix says about the others and about the answer. */
static void learn(struct search *search, size_t number)
{
    struct optimise_result *result = search->result;
    const struct optimise_tried *tried = &result->tried[number];
    search->state[tried->mix] = TRIED;
    if (!meets(search, tried)) {
        for (size_t mix = 0; mix < result->mixes; mix++)
            if (search->state[mix] == OPEN && is_below(search, mix, tried->mix))
                search->state[mix] = RULED_OUT;
    } else if (tried->within &&
               (search->best == OPTIMISE_TRIED_LIMIT || cost_of(tried) < cost_of(&result->tried[search->best]))) {
        search->best = number;
    }
}

static bool try_next(struct search *search, size_t mix)
{
    struct optimise_tried *tried = look(search, mix, search->job->batch);
    if (tried == NULL || (search->careful && !test(search, tried)))
        return false;
    learn(search, search->number[mix]);
    return true;
}

/* --- which to try next -------------------------------------------------------------------------------------------- */

static double best_cost(const struct search *search)
{
    return search->best == OPTIMISE_TRIED_LIMIT ? (double)INFINITY : cost_of(&search->result->tried[search->best]);
}

static size_t gather_open(struct search *search)
{
    size_t count = 0;
    for (size_t mix = 0; mix < search->result->mixes; mix++)
        if (search->state[mix] == OPEN && !(search->figure[mix] >= best_cost(search)) && may_be_within(search, mix))
            search->open[count++] = mix;
    return count;
}

/* The open mix that rules out most whichever way it falls: those below it when it misses, those as dear when it does it. */
static size_t choose(const struct search *search, size_t count)
{
    size_t step = count / SCORED + 1, chosen = search->open[0], most = 0, most_in_all = 0;
    for (size_t i = 0; i < count; i += step) {
        size_t mix = search->open[i], below = 0, dear = 0;
        for (size_t k = 0; k < count; k++) {
            below += is_below(search, search->open[k], mix);
            dear += search->figure[search->open[k]] >= search->figure[mix];
        }
        size_t least = below < dear ? below : dear, in_all = below + dear;
        if (least > most || (least == most && in_all > most_in_all)) {
            most = least;
            most_in_all = in_all;
            chosen = mix;
        }
    }
    return chosen;
}

/* Starts a search for a chance with all that is known. */
static void begin(struct search *search, double wanted, bool careful)
{
    search->wanted = wanted;
    search->careful = careful;
    search->best = OPTIMISE_TRIED_LIMIT;
    for (size_t mix = 0; mix < search->result->mixes; mix++)
        search->state[mix] = OPEN;
}

/* Until no mix is left that could be cheaper. Returns false when stopped. */
static bool search_for(struct search *search, double wanted, bool careful)
{
    struct optimise_result *result = search->result;
    begin(search, wanted, careful);
    /* The top corner, which was tried second, comes first: when it misses, the others need no test. */
    for (size_t k = 1, known = result->tried_count; k <= known; k++) {
        size_t i = k % known;
        bool settled = search->state[result->tried[i].mix] == RULED_OUT;
        if (careful && !settled && !test(search, &result->tried[i]))
            return false;
        learn(search, i);
    }
    for (;;) {
        refresh_figures(search);
        size_t count = gather_open(search);
        if (careful)
            result->left = count;
        if (count == 0 || result->tried_count == OPTIMISE_TRIED_LIMIT)
            return true;
        if (!try_next(search, choose(search, count)))
            return false;
    }
}

/* --- directions --------------------------------------------------------------------------------------------------- */

/* The bottom and the top of every lever, then each lever moved alone from both: what it does there, summed, is its way. */
static bool find_directions(struct search *search)
{
    const struct optimise_job *job = search->job;
    size_t amounts[2][OPTIMISE_LEVERS_LIMIT], count = job->lever_count;
    const struct optimise_tried *corner[2];
    for (size_t i = 0; i < count; i++) {
        amounts[0][i] = 0;
        amounts[1][i] = job->levers[i].amounts - 1;
    }
    double base[2];
    for (int end = 0; end < 2; end++) {
        corner[end] = look(search, mix_of(search, amounts[end]), job->batch);
        if (corner[end] == NULL)
            return false;
        base[end] = chance_of(&corner[end]->seen);
    }
    for (size_t i = 0; i < count; i++) {
        double effect = 0;
        for (int end = 0; end < 2 && job->levers[i].amounts > 1; end++) {
            size_t kept = amounts[end][i];
            amounts[end][i] = amounts[!end][i];
            const struct optimise_tried *moved = look(search, mix_of(search, amounts[end]), job->batch);
            amounts[end][i] = kept;
            if (moved == NULL)
                return false;
            effect += (end == 0 ? 1 : -1) * (chance_of(&moved->seen) - base[end]);
        }
        search->result->falling[i] = job->levers[i].ordered && effect < 0;
    }
    set_places(search);
    for (size_t i = 0; i < search->result->tried_count && job->costless; i++)
        search->result->tried[i].seen.figures[0] = effort_of(search, search->result->tried[i].mix);
    return true;
}

/* --- what came of it ---------------------------------------------------------------------------------------------- */

static void keep_level(struct search *search)
{
    struct optimise_result *result = search->result;
    struct optimise_level level = {.wanted = search->wanted, .found = search->best != OPTIMISE_TRIED_LIMIT};
    if (level.found) {
        level.mix = result->tried[search->best].mix;
        level.seen = result->tried[search->best].seen;
    }
    size_t at = result->level_count++;
    for (; at > 0 && result->levels[at - 1].wanted > level.wanted; at--)
        result->levels[at] = result->levels[at - 1];
    result->levels[at] = level;
}

static void count_mixes(const struct search *search)
{
    struct optimise_result *result = search->result;
    for (size_t mix = 0; mix < result->mixes; mix++) {
        bool ruled_out = search->state[mix] == RULED_OUT, open = search->state[mix] == OPEN;
        bool barred = open && !may_be_within(search, mix);
        result->ruled_out += ruled_out;
        result->barred += barred;
        result->too_dear += open && !barred && search->figure[mix] >= best_cost(search);
    }
    result->cost_miss = search->job->figure == NULL ? search->surfaces[0].miss : 0;
}

/* A mix that was not tried is worth it when neighbours say that it would do it. */
static bool is_promising(const struct search *search, size_t mix)
{
    double at[OPTIMISE_LEVERS_LIMIT];
    coordinates(search, mix, at);
    return search->state[mix] == OPEN && may_be_within(search, mix) &&
           surface_at(&search->odds, at) >= log(search->wanted / (1 - search->wanted));
}

/* The cheapest mix that did it in the search or promises to, and is not listed yet; `mixes` when there is none. */
static size_t next_finalist(const struct search *search)
{
    const struct optimise_result *result = search->result;
    size_t next = result->mixes;
    for (size_t mix = 0; mix < result->mixes; mix++) {
        const struct optimise_tried *tried = tried_at(search, mix);
        bool listed = false;
        for (size_t i = 0; i < result->finalist_count; i++)
            listed |= result->finalists[i].mix == mix;
        bool eligible = tried != NULL ? meets(search, tried) && tried->within : is_promising(search, mix);
        if (eligible && !listed && (next == result->mixes || search->figure[mix] < search->figure[next]))
            next = mix;
    }
    return next;
}

static bool run_finalists(struct search *search)
{
    const struct optimise_job *job = search->job;
    struct optimise_result *result = search->result;
    bool any = false;
    while (result->finalist_count < (any ? OPTIMISE_FINALISTS : OPTIMISE_FRESH_LIMIT)) {
        size_t mix = next_finalist(search);
        if (mix == result->mixes)
            break;
        struct optimise_finalist finalist = {.mix = mix};
        if (!job->try_mix(job->user, mix, job->runs, true, &finalist.seen))
            return false;
        if (job->costless)
            finalist.seen.figures[0] = effort_of(search, mix);
        finalist.holds = chance_of(&finalist.seen) >= job->wanted - rounding && is_within(job, &finalist.seen);
        any |= finalist.holds;
        result->finalists[result->finalist_count++] = finalist;
    }
    result->outcome = any ? OPTIMISE_FOUND : OPTIMISE_UNCONFIRMED;
    for (size_t i = 0, found = 0; i < result->finalist_count; i++) {
        const struct optimise_finalist *f = &result->finalists[i], *best = &result->finalists[result->answer];
        if (f->holds && (!found || f->seen.figures[0] < best->seen.figures[0])) {
            result->answer = i;
            found = 1;
        }
    }
    return true;
}

/* Every pair of which one has no more of anything: is it clearly better all the same? */
static void look_for_reversal(struct search *search)
{
    struct optimise_result *result = search->result;
    double pairs = 0, worst = 0;
    for (int round = 0; round < 2 && search->job->pair != NULL; round++)
        for (size_t i = 0; i < result->tried_count; i++)
            for (size_t j = 0; j < result->tried_count; j++) {
                size_t low = result->tried[i].mix, high = result->tried[j].mix;
                if (i == j || !is_below(search, low, high))
                    continue;
                pairs += round == 0;
                if (round == 0 || chance_of(&result->tried[i].seen) <= chance_of(&result->tried[j].seen))
                    continue;
                struct contrast step = search->job->pair(search->job->user, low, high, 1 - 0.05 / pairs);
                if (step.interval.high < 0 && step.mean < worst) {
                    worst = step.mean;
                    result->reversed = true;
                    result->reversed_from = low;
                    result->reversed_to = high;
                }
            }
}

static bool run(struct search *search)
{
    const struct optimise_job *job = search->job;
    struct optimise_result *result = search->result;
    if (!find_directions(search) || !search_for(search, job->wanted, true))
        return false;
    keep_level(search);
    count_mixes(search);
    if (search->best == OPTIMISE_TRIED_LIMIT)
        result->outcome = OPTIMISE_NEVER;
    else if (!run_finalists(search))
        return false;
    enum optimise_outcome outcome = search->best == OPTIMISE_TRIED_LIMIT ? OPTIMISE_NEVER : result->outcome;
    result->outcome = OPTIMISE_STOPPED;
    for (size_t i = 0; i < job->level_count; i++) {
        if (!search_for(search, job->levels[i], false))
            return false;
        keep_level(search);
    }
    look_for_reversal(search);
    result->outcome = outcome;
    return true;
}

void optimise_run(const struct optimise_job *job, struct optimise_result *result)
{
    double mixes = optimise_mixes(job->levers, job->lever_count);
    assert(job->lever_count >= 1 && job->lever_count <= OPTIMISE_LEVERS_LIMIT && mixes <= OPTIMISE_MIXES_LIMIT);
    assert(job->figure_count >= 1 && job->batch >= 1 && job->wanted > 0 && job->wanted < 1);
    *result =
        (struct optimise_result){.mixes = (size_t)mixes, .tried = mem_new(OPTIMISE_TRIED_LIMIT, sizeof *result->tried)};
    struct search search = {.job = job,
                            .result = result,
                            .state = mem_new(result->mixes, sizeof *search.state),
                            .place = mem_new(result->mixes * job->lever_count, sizeof *search.place),
                            .number = mem_new(result->mixes, sizeof *search.number),
                            .figure = mem_new(result->mixes * job->figure_count, sizeof *search.figure),
                            .open = mem_new(result->mixes, sizeof *search.open)};
    for (size_t mix = 0; mix < result->mixes; mix++)
        search.number[mix] = OPTIMISE_TRIED_LIMIT;
    for (size_t figure = 0; figure < job->figure_count; figure++)
        search.surfaces[figure].width = job->lever_count;
    search.odds.width = job->lever_count;
    if (!run(&search))
        result->outcome = OPTIMISE_STOPPED;
    for (size_t figure = 0; figure < job->figure_count; figure++)
        surface_release(&search.surfaces[figure]);
    surface_release(&search.odds);
    free(search.state);
    free(search.place);
    free(search.number);
    free(search.figure);
    free(search.open);
}

const struct optimise_tried *optimise_find(const struct optimise_result *result, size_t mix)
{
    for (size_t i = 0; i < result->tried_count; i++)
        if (result->tried[i].mix == mix)
            return &result->tried[i];
    return NULL;
}

void optimise_release(struct optimise_result *result)
{
    free(result->tried);
    *result = (struct optimise_result){0};
}
