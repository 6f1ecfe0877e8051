#include "experiment/solve.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/mem.h"

/* Chances are counts over counts: this is far below one run in a million. */
static const double rounding = 1e-12;

/* Amounts are taken in the order in which the chance rises: place 0 is the worse end. */
struct search {
    const struct solve_job *job;
    struct solve_result *result;
};

static size_t flip(const struct search *search, size_t at)
{
    return search->result->rising ? at : search->job->amounts - 1 - at;
}

const struct solve_tried *solve_at(const struct solve_result *result, size_t amount)
{
    for (size_t i = 0; i < result->tried_count; i++)
        if (result->tried[i].amount == amount)
            return &result->tried[i];
    return NULL;
}

/* Null when stopped. */
static const struct ensemble_verdict *look(struct search *search, size_t amount)
{
    struct solve_result *result = search->result;
    const struct solve_tried *known = solve_at(result, amount);
    if (known)
        return &known->verdict;
    struct solve_tried found = {.amount = amount};
    assert(result->tried_count < SOLVE_TRIED_LIMIT);
    if (!search->job->try_amount(search->job->user, amount, &found.verdict))
        return NULL;
    size_t at = result->tried_count;
    for (; at > 0 && result->tried[at - 1].amount > amount; at--)
        result->tried[at] = result->tried[at - 1];
    result->tried[at] = found;
    result->tried_count++;
    return &result->tried[at].verdict;
}

/* --- conditions that hold from some place on ---------------------------------------------------------------------- */

typedef bool condition_fn(const struct ensemble_verdict *verdict, double wanted);

static bool does_it(const struct ensemble_verdict *verdict, double wanted)
{
    return verdict->chance >= wanted - rounding;
}

static bool may_do_it(const struct ensemble_verdict *verdict, double wanted)
{
    return verdict->interval.high >= wanted - rounding;
}

static bool clearly_does_it(const struct ensemble_verdict *verdict, double wanted)
{
    return verdict->interval.low >= wanted - rounding;
}

/* The first place from which the condition holds, starting from what has been tried, to which place 0 belongs; `amounts`
 * when none of those does. Returns false when stopped. */
static bool first_that(struct search *search, condition_fn *holds, size_t *place)
{
    const struct solve_result *result = search->result;
    size_t amounts = search->job->amounts, yes = amounts, no = 0;
    for (size_t i = 0; i < result->tried_count; i++) {
        size_t at = flip(search, result->tried[i].amount);
        if (at < yes && holds(&result->tried[i].verdict, search->job->wanted))
            yes = at;
    }
    for (size_t i = 0; i < result->tried_count && yes < amounts; i++) {
        size_t at = flip(search, result->tried[i].amount);
        if (at < yes && at > no)
            no = at;
    }
    while (yes < amounts && yes > 0 && yes - no > 1) {
        size_t middle = no + (yes - no) / 2;
        const struct ensemble_verdict *verdict = look(search, flip(search, middle));
        if (!verdict)
            return false;
        if (holds(verdict, search->job->wanted))
            yes = middle;
        else
            no = middle;
    }
    *place = yes;
    return true;
}

/* --- the search --------------------------------------------------------------------------------------------------- */

static bool look_round(struct search *search)
{
    enum { QUARTERS = 4 };
    size_t last = search->job->amounts - 1;
    for (size_t i = 0; i <= QUARTERS; i++)
        if (!look(search, last * i / QUARTERS))
            return false;
    search->result->rising =
        solve_at(search->result, last)->verdict.chance >= solve_at(search->result, 0)->verdict.chance;
    return true;
}

static bool find_span(struct search *search)
{
    size_t last = search->job->amounts - 1, from, to;
    if (!first_that(search, may_do_it, &from) || !first_that(search, clearly_does_it, &to))
        return false;
    bool before = from == 0, beyond = to > last;
    from = from > last ? last : from;
    to = beyond ? last : to;
    struct solve_span *span = &search->result->span;
    bool rising = search->result->rising;
    *span = (struct solve_span){.least = flip(search, rising ? from : to),
                                .most = flip(search, rising ? to : from),
                                .open_least = rising ? before : beyond,
                                .open_most = rising ? beyond : before};
    return true;
}

/* Every pair of what was tried, allowed for as so many questions: is the later one worse? */
static void look_for_reversal(struct search *search)
{
    struct solve_result *result = search->result;
    size_t count = result->tried_count;
    double pairs = (double)count * (double)(count - 1) / 2, worst = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++) {
            size_t a = result->tried[result->rising ? i : j].amount, b = result->tried[result->rising ? j : i].amount;
            struct contrast step = search->job->pair(search->job->user, a, b, 1 - 0.05 / pairs);
            if (step.interval.high < 0 && step.mean < worst) {
                worst = step.mean;
                result->reversed = true;
                result->reversed_from = a;
                result->reversed_to = b;
            }
        }
}

static bool decide(struct search *search)
{
    struct solve_result *result = search->result;
    size_t place;
    if (!first_that(search, does_it, &place))
        return false;
    if (place == 0 || place == search->job->amounts) {
        result->outcome = place == 0 ? SOLVE_ALREADY : SOLVE_NEVER;
        result->answer = flip(search, place == 0 ? 0 : search->job->amounts - 1);
        return true;
    }
    if (!find_span(search))
        return false;
    result->outcome = SOLVE_FOUND;
    result->answer = flip(search, place);
    result->short_of = flip(search, place - 1);
    return true;
}

void solve_search(const struct solve_job *job, struct solve_result *result)
{
    assert(job->amounts >= 2 && job->wanted > 0 && job->wanted < 1);
    *result = (struct solve_result){.outcome = SOLVE_STOPPED};
    struct search search = {job, result};
    if (!look_round(&search) || !decide(&search)) {
        result->outcome = SOLVE_STOPPED;
        return;
    }
    look_for_reversal(&search);
}
