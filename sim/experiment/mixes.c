#include "experiment/mixes.h"

#include <math.h>

#include "experiment/words.h"

const char *mixes_value(const struct mixes *mixes, size_t mix, size_t lever)
{
    return mixes->levers[lever].values[optimise_amount(mixes->job->levers, mixes->job->lever_count, mix, lever)];
}

const struct mixes_line *mixes_finalist(const struct mixes *mixes, size_t finalist)
{
    for (size_t i = 0; i < mixes->line_count; i++)
        if (mixes->lines[i].fresh && mixes->lines[i].mix == mixes->result->finalists[finalist].mix)
            return &mixes->lines[i];
    return NULL;
}

const struct mixes_line *mixes_tried(const struct mixes *mixes, size_t mix)
{
    for (size_t i = 0; i < mixes->line_count; i++)
        if (!mixes->lines[i].fresh && mixes->lines[i].mix == mix)
            return &mixes->lines[i];
    return NULL;
}

const struct mixes_line *mixes_answer(const struct mixes *mixes)
{
    return mixes->result->outcome == OPTIMISE_FOUND ? mixes_finalist(mixes, mixes->result->answer) : NULL;
}

void mixes_words(const struct mixes *mixes, size_t mix, struct text *out)
{
    for (size_t i = 0; i < mixes->job->lever_count; i++) {
        const char *label = mixes->levers[i].label;
        bool raised = i > 0 && label[0] >= 'A' && label[0] <= 'Z';
        text_printf(out, "%s%c%s %s", i ? ", " : "", raised ? label[0] - 'A' + 'a' : label[0],
                    label[0] ? label + 1 : "", mixes_value(mixes, mix, i));
    }
}

void mixes_say_limit(const struct mixes_limit *limit, double value, struct text *out)
{
    char words[WORDS_SHORT];
    if (limit->money)
        words_pounds(value, words);
    else if (limit->share)
        words_share(value, words);
    else
        words_number(value, 1, words);
    text_add(out, words);
}

/* " for £1.2m more", " within the limits" */
static void say_cost(const struct mixes *mixes, const struct mixes_line *line, struct text *out)
{
    char pounds[WORDS_SHORT];
    if (!mixes->has_money)
        return;
    words_pounds(fabs(line->extra.mean), pounds);
    if (fabs(line->extra.mean) < 500)
        text_add(out, ", at no extra cost");
    else
        text_printf(out, ", for %s %s", pounds, line->extra.mean > 0 ? "more" : "less");
}

static bool is_limited(const struct mixes *mixes)
{
    bool limited = false;
    for (size_t i = 0; i < mixes->job->figure_count; i++)
        limited = limited || isfinite(mixes->limits[i].most);
    return limited;
}

/* The tried mix with the highest chance among those within the limits. */
static const struct mixes_line *nearest(const struct mixes *mixes)
{
    const struct mixes_line *best = NULL;
    for (size_t i = 0; i < mixes->line_count; i++) {
        const struct mixes_line *line = &mixes->lines[i];
        const struct optimise_tried *tried = optimise_find(mixes->result, line->mix);
        if (!line->fresh && tried && tried->within && (!best || line->chance.chance > best->chance.chance))
            best = line;
    }
    return best;
}

void mixes_headline(const struct mixes *mixes, struct text *out)
{
    char wanted[WORDS_SHORT], chance[WORDS_SHORT], interval[WORDS_LONG];
    const char *measure = words_target_measure(mixes->plan, mixes->target);
    const struct mixes_line *answer = mixes_answer(mixes), *near = nearest(mixes);
    words_percent(mixes->job->wanted, wanted);
    if (answer) {
        words_percent(answer->chance.chance, chance);
        words_interval(answer->chance.interval, interval);
        text_printf(out, "The %s mix with a %s of %s: ", mixes->has_money ? "cheapest" : "least", measure, wanted);
        mixes_words(mixes, answer->mix, out);
        say_cost(mixes, answer, out);
        text_printf(out, " (%s %s, %s)", measure, chance, interval);
        return;
    }
    text_printf(out, "No mix within these bounds%s %s a %s of %s", is_limited(mixes) ? " and limits" : "",
                mixes->result->outcome == OPTIMISE_UNCONFIRMED ? "holds, on fresh luck," : "reaches", measure, wanted);
    if (near) {
        words_percent(near->chance.chance, chance);
        text_printf(out, "; the highest tried is %s: ", chance);
        mixes_words(mixes, near->mix, out);
        say_cost(mixes, near, out);
    }
}

static void say_count(size_t count, const char *what, struct text *out)
{
    char words[WORDS_SHORT];
    if (count == 0)
        return;
    words_number((double)count, 0, words);
    text_printf(out, ", %s %s", words, what);
}

static size_t count_undecided(const struct optimise_result *result)
{
    size_t count = 0;
    for (size_t i = 0; i < result->tried_count; i++)
        count += result->tried[i].tested && !result->tried[i].decided;
    return count;
}

static void say_search(const struct mixes *mixes, struct text *out)
{
    const struct optimise_result *result = mixes->result;
    char words[WORDS_SHORT], runs[WORDS_SHORT];
    words_number((double)result->mixes, 0, words);
    words_number((double)mixes->job->runs, 0, runs);
    text_printf(out, "Of %s mixes %zu were simulated, with up to %s runs each on the same luck", words,
                result->tried_count, runs);
    say_count(result->ruled_out, "are ruled out because a mix with no less of anything misses", out);
    say_count(result->too_dear,
              mixes->has_money ? "because they cost no less than one that does it"
                               : "because they take no less of the levers than one that does it",
              out);
    say_count(result->barred, "because they would break a limit", out);
    text_add(out, ". ");
    if (result->left > 0)
        text_printf(out, "%zu mixes were left when the search ran out of tries: one of them may be cheaper. ",
                    result->left);
    size_t undecided = count_undecided(result);
    if (undecided > 0)
        text_printf(out,
                    "%zu of those simulated lie so near what is wanted that their runs did not decide; they went by "
                    "their estimate. ",
                    undecided);
    if (mixes->has_money && mixes->job->figure == NULL) {
        char pounds[WORDS_SHORT];
        words_pounds(result->cost_miss, pounds);
        text_printf(out,
                    "Costs of mixes not simulated are fitted to those that were, which the fit misses by %s at most. ",
                    pounds);
    }
}

void mixes_proof(const struct mixes *mixes, struct text *out)
{
    const struct optimise_result *result = mixes->result;
    const struct mixes_line *answer = mixes_answer(mixes);
    if (answer) {
        char low[WORDS_SHORT], wanted[WORDS_SHORT];
        words_percent(answer->chance.interval.low, low);
        words_percent(mixes->job->wanted, wanted);
        text_printf(out,
                    "Figures of the finalists come from fresh luck (seed %llu), since a search flatters what it finds. "
                    "With 95%% confidence the chance of the answer is at least %s",
                    (unsigned long long)mixes->fresh_seed, low);
        text_printf(out,
                    answer->chance.interval.low >= mixes->job->wanted
                        ? ". "
                        : ", which is below %s: more --runs, or a dearer mix, would make it surer. ",
                    wanted);
    }
    say_search(mixes, out);
    if (result->reversed) {
        text_add(out, "More is not always better here: ");
        mixes_words(mixes, result->reversed_from, out);
        text_add(out, " is clearly more likely to do it than ");
        mixes_words(mixes, result->reversed_to, out);
        text_add(out, ", so what was ruled out may hold a cheaper mix; give the lever as a list of values, which is "
                      "searched whole. ");
    }
}
