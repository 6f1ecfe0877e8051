/* Questions of deciding: which figure matters, why it fails, what waiting costs, the cheapest mix, the past, and what comes after. */
#include "base/mem.h"
#include "experiment/causes_words.h"
#include "experiment/delay_words.h"
#include "report/causes_table.h"
#include "report/delay_table.h"
#include "report/scrutiny_parts.h"

typedef void part_fn(const struct comparison *comparison, struct text *out);

static bool say_part(struct scrutiny *scrutiny, part_fn *part)
{
    struct text words = {0};
    part(scrutiny->comparison, &words);
    bool said = words.length > 0;
    if (said)
        scrutiny_say(scrutiny, "%s", words.at);
    text_release(&words);
    return said;
}

/* The file of the option put forward, or of the baseline when there is none. */
static const char *in_question(const struct scrutiny *scrutiny)
{
    int leader = scrutiny->decision->leader;
    return scrutiny->options[leader == DECISION_NONE ? 0 : leader].name;
}

static const char *target_of(const struct scrutiny *scrutiny)
{
    return decision_target(scrutiny->decision)->named.name;
}

/* Without a target nothing can be missed, late or too dear. */
static bool is_judged(struct scrutiny *scrutiny)
{
    if (decision_target(scrutiny->decision) != NULL)
        return true;
    scrutiny_needs(scrutiny, "This comparison has no target, so nothing could be missed.");
    scrutiny_command(scrutiny, "headroom compare with targets in the scenarios");
    return false;
}

/* --- the recommendation ---------------------------------------------------------------------------------------------- */

void scrutiny_recommendation(struct scrutiny *scrutiny)
{
    if (decision_target(scrutiny->decision) == NULL) {
        scrutiny_needs(scrutiny, "This comparison has no target, so nothing can be recommended by it.");
        scrutiny_command(scrutiny, "headroom compare with targets in the scenarios");
        return;
    }
    say_part(scrutiny, advice_take);
    say_part(scrutiny, advice_rule);
    if (scrutiny->comparison->advice == NULL) {
        scrutiny->answer->standing = SCRUTINY_PARTLY;
        scrutiny_say(scrutiny,
                     "What would change it, what each month of delay costs and which figure to collect first were not "
                     "looked at.");
        scrutiny_command(scrutiny, "headroom compare comparison.yaml --decide");
        return;
    }
    say_part(scrutiny, advice_switch);
    say_part(scrutiny, advice_wait);
    say_part(scrutiny, advice_collect);
    scrutiny_basis(scrutiny, "Switching values, delay and the value of information are explained under "
                             "\"Recommendation\", with their tables and intervals.");
    scrutiny_command(scrutiny, "headroom compare comparison.yaml --decide --runs 1000");
}

/* --- which figure matters -------------------------------------------------------------------------------------------- */

void scrutiny_drivers(struct scrutiny *scrutiny)
{
    bool said = say_part(scrutiny, advice_switch);
    said = say_part(scrutiny, advice_collect) || said;
    if (said) {
        scrutiny->answer->standing = SCRUTINY_PARTLY;
        scrutiny_say(scrutiny, "What each figure does to the result of one option by itself was not looked at.");
        scrutiny_basis(scrutiny,
                       "An assumption was moved, with everything chosen anew, until another option came first, and run "
                       "just inside and just outside of that point; the worth of a figure is a regression on "
                       "the drawn inputs. Tables under \"Recommendation\".");
    } else {
        scrutiny_needs(scrutiny, "How far a figure may move before another option is preferred was not looked at.");
    }
    if (decision_target(scrutiny->decision) != NULL)
        scrutiny_command(scrutiny, "headroom sensitivity comparison.yaml;");
    scrutiny_command(scrutiny,
                     "headroom sensitivity %s.yaml # what moves the choice, what moves one option; see --method",
                     in_question(scrutiny));
}

/* --- why it fails ---------------------------------------------------------------------------------------------------- */

static const struct causes *causes_of(const struct scrutiny *scrutiny)
{
    return scrutiny->comparison->advice != NULL ? scrutiny->comparison->advice->causes : NULL;
}

static void say_causes(struct scrutiny *scrutiny, void (*say)(const struct causes *, struct text *), const char *end)
{
    struct text words = {0};
    say(causes_of(scrutiny), &words);
    scrutiny_say(scrutiny, "%s%s", words.at, end);
    text_release(&words);
}

static void replay_command(struct scrutiny *scrutiny)
{
    scrutiny_command(scrutiny, "headroom causes %s.yaml --target %s --runs 1000", in_question(scrutiny),
                     target_of(scrutiny));
}

static void say_whose(struct scrutiny *scrutiny)
{
    int leader = scrutiny->decision->leader;
    scrutiny_say(scrutiny, "Under \"%s\":", scrutiny->options[leader == DECISION_NONE ? 0 : leader].title);
}

void scrutiny_causes(struct scrutiny *scrutiny)
{
    if (!is_judged(scrutiny))
        return;
    replay_command(scrutiny);
    if (causes_of(scrutiny) == NULL) {
        scrutiny_needs(scrutiny, "The same luck was not played again with one cause taken away at a time.");
        return;
    }
    say_whose(scrutiny);
    say_causes(scrutiny, causes_words_headline, ".");
    say_causes(scrutiny, causes_words_corner, "");
    struct table *table = &scrutiny->answer->table;
    table_caption(table, "First causes, and what taking each away does");
    causes_table_fill(causes_of(scrutiny), true, table);
    scrutiny_basis(scrutiny,
                   "The same luck in %zu runs, with one cause taken away at a time; the first cause is the one that "
                   "alone turns a miss. Intervals hold 95%%.",
                   causes_of(scrutiny)->runs);
}

void scrutiny_loop(struct scrutiny *scrutiny)
{
    if (!is_judged(scrutiny))
        return;
    replay_command(scrutiny);
    if (causes_of(scrutiny) == NULL) {
        scrutiny_needs(scrutiny, "The same luck was not played again without the response of leaving to caseload.");
        return;
    }
    scrutiny->answer->standing = SCRUTINY_PARTLY;
    say_whose(scrutiny);
    say_causes(scrutiny, causes_words_loop, "");
    scrutiny_basis(scrutiny,
                   "The same luck in %zu runs with and without the response of leaving to caseload "
                   "(workforce.leaving.per_case); intervals hold 95%%.",
                   causes_of(scrutiny)->runs);
}

/* --- waiting --------------------------------------------------------------------------------------------------------- */

void scrutiny_delay(struct scrutiny *scrutiny)
{
    if (!is_judged(scrutiny))
        return;
    const struct delay *delay = scrutiny->comparison->advice != NULL ? scrutiny->comparison->advice->delay : NULL;
    scrutiny_command(scrutiny, "headroom delay %s.yaml --target %s", in_question(scrutiny), target_of(scrutiny));
    if (delay == NULL) {
        scrutiny_needs(scrutiny, scrutiny->comparison->advice == NULL
                                     ? "The options were not run with anything late."
                                     : "No option is put forward, or nothing in it can come late.");
        return;
    }
    say_part(scrutiny, advice_wait);
    struct table *table = &scrutiny->answer->table;
    table_caption(table, "Changes against the option as it is put forward");
    delay_table_fill(delay, true, table);
    scrutiny_basis(scrutiny,
                   "The option put forward, run again on the same luck with each thing later by a month and more.");
}

/* --- the cheapest mix ------------------------------------------------------------------------------------------------ */

/* Posts and seats of one team, since posts without people hold no cases. */
static void mix_command(struct scrutiny *scrutiny)
{
    const struct pairs *seats = &scrutiny->options[0].plan->agency.seats;
    scrutiny_command(scrutiny, "headroom optimise %s.yaml --target %s --chance 90%%", scrutiny->options[0].name,
                     target_of(scrutiny));
    if (seats->count > 0)
        scrutiny_command(scrutiny, "--vary teams.%s.posts.growth=0..12/4 --vary agency.seats.%s=%.0f..%.0f/4",
                         seats->items[0].to.name, seats->items[0].to.name, seats->items[0].value,
                         seats->items[0].value + 12);
    else
        scrutiny_command(scrutiny, "--vary teams.TEAM.posts.growth=0..12/4");
}

void scrutiny_cheapest(struct scrutiny *scrutiny)
{
    if (!is_judged(scrutiny))
        return;
    const struct decision_question *question = &scrutiny->decision->question;
    scrutiny_needs(scrutiny,
                   "This comparison holds the options that were named; it does not search the mixes between them.");
    mix_command(scrutiny);
    if (question->budgeted && question->year != NULL)
        scrutiny_command(scrutiny, "--limit extra.%s=£%.0f", question->year, question->available);
    else if (question->budgeted)
        scrutiny_command(scrutiny, "--budget £%.0f", question->available);
    scrutiny_command(scrutiny, "--limit agency_share=30%% # with one --vary, headroom solve says how much is needed");
}

/* --- before and after ------------------------------------------------------------------------------------------------ */

void scrutiny_past(struct scrutiny *scrutiny)
{
    const char *fitted = scrutiny->comparison->fitted;
    const char *file = scrutiny->options[0].plan->history.file;
    if (fitted != NULL) {
        scrutiny->answer->standing = SCRUTINY_PARTLY;
        scrutiny_say(scrutiny, "%s", fitted);
        scrutiny_basis(
            scrutiny,
            "As the sources of the fitted figures have it, which stand under \"Where the figures come from\".");
    } else {
        scrutiny_needs(scrutiny, "No figure of the baseline was fitted to the past by this program.");
    }
    scrutiny_command(scrutiny, "headroom calibrate %s.yaml%s --vary workforce.leaving.rate=LOW..HIGH",
                     scrutiny->options[0].name, file != NULL ? "" : " --history HISTORY.csv");
}

void scrutiny_track(struct scrutiny *scrutiny)
{
    scrutiny_needs(scrutiny,
                   "No month of the plan has been counted here. The plan's own fan, with the alarm's limits for "
                   "counts of each month, is kept when it is run by itself.");
    scrutiny_command(scrutiny,
                     "headroom run %s.yaml --runs 200 --out PLAN, then headroom track PLAN --actuals ACTUALS.csv",
                     in_question(scrutiny));
}
