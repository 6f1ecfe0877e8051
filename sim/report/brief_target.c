#include <ctype.h>
#include <math.h>
#include <stdio.h>

#include "base/mem.h"
#include "model/judge.h"
#include "report/brief_trail.h"
#include "report/publication.h"

static const struct plan_target *target_at(const struct brief *brief, size_t target)
{
    return &plan_items(brief->ensemble->plan->targets, struct plan_target)[target];
}

static enum metric metric_of(const struct brief *brief, size_t target)
{
    return brief->prepared->targets[target].metric;
}

/* --- what is asked ------------------------------------------------------------------------------------------------- */

/* The caseload above which the target counts workers; NaN when it counts none. */
static double counted_above(const struct brief *brief, size_t target)
{
    const struct plan_target *aim = target_at(brief, target);
    return aim->statistic == STATISTIC_SHARE_ABOVE
               ? aim->above
               : brief_mark(&brief->ensemble->plan->report, metric_of(brief, target));
}

bool brief_target_is_share(const struct brief *brief, size_t target)
{
    return target_at(brief, target)->of_opening || !isnan(counted_above(brief, target)) ||
           brief_is_share(brief, brief->prepared->target_series[target]);
}

/* Things one counts are fewer, the rest is less. */
static const char *or_so(const struct brief *brief, size_t target)
{
    const struct plan_target *aim = target_at(brief, target);
    const char *unit = metric_info(metric_of(brief, target))->unit;
    bool counted = text_starts(unit, "cases") || text_equal(unit, "children") || text_equal(unit, "workers") ||
                   text_equal(unit, "people");
    return isnan(aim->at_most) ? "or more" : counted && !aim->of_opening ? "or fewer" : "or less";
}

static void add_where(const struct brief *brief, size_t target, struct text *out)
{
    if (target_at(brief, target)->every_team)
        text_add(out, ", in every team");
    else
        brief_place(brief, brief->prepared->target_series[target], out);
}

/* What it is to be at most or at least: its own row. */
static const char *level_key(const struct plan_target *aim)
{
    return isnan(aim->at_most) ? "at_least" : "at_most";
}

static const char *unit_words(const struct plan_target *aim)
{
    return aim->unit == TEAM_COUNTS_FAMILIES ? " families" : aim->unit == TEAM_COUNTS_CHILDREN ? " children" : "";
}

static void add_workers_above(const struct brief *brief, size_t target, double level, bool capital, struct text *out)
{
    const struct plan_target *aim = target_at(brief, target);
    if (aim->of_opening)
        text_printf(out, "%s above", capital ? "Workers" : "workers");
    else if (level == 0 && !isnan(aim->at_most))
        text_printf(out, "%s workers above", capital ? "No" : "no");
    else {
        brief_say_asked(brief, target, level_key(aim), out, "%.4g%%", level * 100);
        text_printf(out, " %s of workers above", isnan(aim->at_most) ? "or more" : "or fewer");
    }
    text_add(out, " ");
    if (aim->statistic == STATISTIC_SHARE_ABOVE)
        brief_say_asked(brief, target, "above", out, "%.6g", counted_above(brief, target));
    else
        brief_say_input(brief, brief_mark_path(metric_of(brief, target)), out, "%.6g", counted_above(brief, target));
    text_add(out, unit_words(aim));
}

static void add_amount(const struct brief *brief, size_t target, double level, struct text *out)
{
    const struct plan_target *aim = target_at(brief, target);
    if (!aim->of_opening && level == 0 && !isnan(aim->at_most)) {
        text_add(out, " at nought");
        return;
    }
    text_add(out, aim->of_opening ? " at " : " of ");
    if (brief_target_is_share(brief, target))
        brief_say_asked(brief, target, level_key(aim), out, "%.4g%%", level * 100);
    else
        brief_say_asked(brief, target, level_key(aim), out, "%.6g", level);
    if (aim->of_opening)
        text_printf(out, " of %s", isnan(counted_above(brief, target)) ? "its opening value" : "their opening share");
    else if (!brief_target_is_share(brief, target))
        text_add(out, unit_words(aim));
    text_printf(out, " %s", or_so(brief, target));
}

void brief_aim(const struct brief *brief, size_t target, bool capital, struct text *out)
{
    const struct plan_target *aim = target_at(brief, target);
    double level = isnan(aim->at_most) ? aim->at_least : aim->at_most;
    enum metric metric = metric_of(brief, target);
    bool counts = !isnan(counted_above(brief, target));
    if (counts)
        add_workers_above(brief, target, level, capital, out);
    else
        brief_label(out, metric == METRIC_CASELOAD ? "Average caseload" : metric_info(metric)->label, capital);
    if (!counts || aim->of_opening)
        add_amount(brief, target, level, out);
    add_where(brief, target, out);
}

/* --- when ---------------------------------------------------------------------------------------------------------- */

/* Does the aim end in a name? */
static bool is_placed(const struct plan_target *aim)
{
    return aim->team.index >= 0 || aim->stage.index >= 0 || aim->every_team;
}

void brief_deadline(const struct brief *brief, size_t target, struct text *out)
{
    const struct plan_target *aim = target_at(brief, target);
    text_add(out, is_placed(aim) ? "," : "");
    text_add(out, aim->throughout ? " throughout the time up to " : " by ");
    brief_month(brief, brief_week(brief, target), out);
}

static void add_window(const struct brief *brief, size_t target, const char *open, struct text *out)
{
    const struct plan_target *aim = target_at(brief, target);
    if (isnan(aim->from))
        text_add(out, open);
    else {
        text_add(out, " from ");
        brief_when(brief, aim->from, out);
        text_add(out, " to ");
    }
    brief_when(brief, brief_week(brief, target), out);
}

static void add_when(const struct brief *brief, size_t target, struct text *out)
{
    const struct plan_target *aim = target_at(brief, target);
    char weeks[WORDS_SHORT];
    words_weeks(aim->hold, weeks);
    if (aim->share_of_time) {
        text_add(out, ": share of the time");
        add_window(brief, target, " up to ", out);
    } else if (aim->throughout) {
        text_add(out, ", throughout the time");
        add_window(brief, target, " up to ", out);
    } else if (aim->reached) {
        if (aim->hold > 0) {
            text_add(out, ", for ");
            brief_say_asked(brief, target, "hold", out, "%s", weeks);
            text_add(out, " on end");
        }
        text_add(out, aim->hold > 0 ? " at any time" : ", at any time");
        add_window(brief, target, " by ", out);
    } else {
        text_add(out, ", by ");
        brief_when(brief, brief_week(brief, target), out);
        if (aim->hold > 0) {
            text_add(out, ", having held for ");
            brief_say_asked(brief, target, "hold", out, "%s", weeks);
        }
    }
}

void brief_asks(const struct brief *brief, size_t target, bool capital, struct text *out)
{
    const struct plan_target *aim = target_at(brief, target);
    char weeks[WORDS_SHORT];
    brief_aim(brief, target, capital, out);
    add_when(brief, target, out);
    if (isfinite(aim->waiting_limit)) {
        words_weeks(aim->waiting_limit, weeks);
        text_add(out, ", with nobody unallocated for longer than ");
        brief_say_asked(brief, target, "waiting_limit", out, "%s", weeks);
    }
}

void brief_target(const struct brief *brief, size_t target, struct text *out)
{
    const struct named *named = &target_at(brief, target)->named;
    if (named->titled) {
        brief_say_asked(brief, target, "title", out, "%s", named->title);
        text_add(out, " (");
    }
    brief_asks(brief, target, !named->titled, out);
    text_add(out, named->titled ? ")" : "");
}

/* --- what came of it ----------------------------------------------------------------------------------------------- */

void brief_outcome(const struct brief *brief, size_t target, const struct ensemble_verdict *verdict, struct text *out)
{
    char chance[WORDS_LONG];
    words_chance(verdict->chance, verdict->trials, chance);
    if (target_at(brief, target)->share_of_time)
        text_printf(out, "%s of the time", chance);
    else if (words_meets(verdict))
        text_printf(out, "Meets: %s", chance);
    else
        text_printf(out, "%c%s, if these assumptions hold", toupper((unsigned char)chance[0]), chance + 1);
}

bool brief_target_is_series(const struct brief *brief, size_t target)
{
    const struct plan_target *aim = target_at(brief, target);
    return !aim->every_team && !aim->of_opening && !brief->prepared->targets[target].looks;
}

struct ensemble_point brief_target_point(const struct brief *brief, size_t target, size_t sample)
{
    return brief_target_is_series(brief, target)
               ? ensemble_point(brief->ensemble, brief->prepared->target_series[target], sample)
               : ensemble_target_point(brief->ensemble, target, sample);
}

void brief_target_spread(const struct brief *brief, size_t target, size_t sample, struct text *out)
{
    size_t series = brief->prepared->target_series[target];
    struct ensemble_point point = brief_target_point(brief, target, sample);
    double figures[] = {point.quantile[Q50], point.quantile[Q10], point.quantile[Q90]};
    char words[3][WORDS_SHORT];
    if (point.tally.count == 0) {
        text_add(out, "no figure");
        return;
    }
    for (size_t i = 0; i < 3; i++)
        if (brief_target_is_share(brief, target))
            words_share(figures[i], words[i]);
        else
            brief_value(brief, series, figures[i], words[i]);
    bool withheld = brief_withholds(brief, series, figures[1]) || brief_withholds(brief, series, figures[2]);
    text_add(out, words[0]);
    if (withheld && !brief_target_is_share(brief, target))
        text_add(out, " (" PUBLICATION_WORDS ")");
    else if (!text_equal(words[1], words[2]))
        text_printf(out, " (%s to %s)", words[1], words[2]);
    else if (!text_equal(words[0], words[1]))
        text_printf(out, " (%s)", words[1]);
}

double brief_above(const struct brief *brief, size_t target)
{
    const struct ensemble *ensemble = brief->ensemble;
    double *shares = mem_new(ensemble->runs + 1, sizeof *shares);
    for (size_t run = 0; run < ensemble->runs; run++)
        shares[run] = ensemble->outcomes[run].failure ? (double)NAN : ensemble->outcomes[run].above[target];
    struct ensemble_point point = ensemble_spread(ensemble, shares);
    free(shares);
    return point.tally.count > 0 ? point.quantile[Q50] : (double)NAN;
}

static bool add_hidden(const struct brief *brief, size_t target, struct text *out)
{
    const struct plan_target *aim = target_at(brief, target);
    struct ensemble_point mean = brief_target_point(brief, target, brief_sample(brief, target));
    double above = brief_above(brief, target);
    if (mean.tally.count == 0 || !(mean.quantile[Q50] <= aim->at_most) || !(above >= 0.25))
        return false;
    char share[WORDS_SHORT], level[WORDS_SHORT];
    words_share(above, share);
    words_number(mean.quantile[Q50], 1, level);
    text_add(out, "The average hides many: in the median run the average is ");
    brief_say_compared(brief, target, BRIEF_MEDIAN, level, out);
    text_printf(out, "%s, yet ", aim->every_team ? " in the team furthest off" : "");
    brief_say_above(brief, target, above, share, out);
    text_add(out, " of workers hold more than ");
    brief_say_asked(brief, target, "at_most", out, "%.6g", aim->at_most);
    text_add(out, ".");
    return true;
}

/* From this many cases on, new colleagues are said to lower an average. */
static const double lowered = 0.5;

static bool add_experienced(const struct brief *brief, size_t target, bool after, struct text *out)
{
    const struct ensemble *ensemble = brief->ensemble;
    int of;
    metric_of_series(&ensemble->layout, brief->prepared->target_series[target], &of);
    static const enum metric metrics[] = {METRIC_CASELOAD, METRIC_CASELOAD_EXPERIENCED, METRIC_NEWLY_QUALIFIED};
    double median[3];
    if (brief->prepared->targets[target].looks)
        return false;
    for (size_t i = 0; i < 3; i++) {
        struct ensemble_point point =
            ensemble_point(ensemble, metric_series(&ensemble->layout, metrics[i], of), brief_sample(brief, target));
        median[i] = point.tally.count > 0 ? point.quantile[Q50] : (double)NAN;
    }
    if (!(median[2] > 0) || !(median[1] - median[0] >= lowered))
        return false;
    char all[WORDS_SHORT], experienced[WORDS_SHORT];
    words_number(median[0], 1, all);
    words_number(median[1], 1, experienced);
    size_t sample = brief_sample(brief, target);
    text_printf(out, "%sExperienced workers hold ", after ? " " : "");
    brief_say_level(brief, metric_series(&ensemble->layout, METRIC_CASELOAD_EXPERIENCED, of), sample, BRIEF_MEDIAN,
                    experienced, out);
    text_add(out, " on average, not ");
    brief_say_level(brief, metric_series(&ensemble->layout, METRIC_CASELOAD, of), sample, BRIEF_MEDIAN, all, out);
    text_add(out, ": newly qualified colleagues hold fewer.");
    return true;
}

bool brief_trap(const struct brief *brief, size_t target, struct text *out)
{
    const struct plan_target *aim = target_at(brief, target);
    if (metric_of(brief, target) != METRIC_CASELOAD || aim->statistic != STATISTIC_MEAN || isnan(aim->at_most) ||
        aim->of_opening)
        return false;
    bool hidden = add_hidden(brief, target, out);
    return add_experienced(brief, target, hidden, out) || hidden;
}
