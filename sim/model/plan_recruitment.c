#include <math.h>

#include "model/plan_tables.h"

static const char *const channel_kinds[] = {"market", "per-vacancy", NULL};

static const struct param channel_rows[] = {
    {PLAN_AT(plan_channel, kind), .kind = PARAM_CHOICE, .choices = channel_kinds, .role = ROLE_CHOICE,
     .help =
         "market: candidates arrive at a rate and each may fill one vacancy; per-vacancy: each vacancy is filled after a "
         "time"},
    {PLAN_AT(plan_channel, grade), .kind = PARAM_REF, .refers = "workforce.grades", .fallback = "social-worker",
     .role = ROLE_CHOICE, .help = "Grade of those who come"},
    {PLAN_AT(plan_channel, teams), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "teams", .unit = UNIT_NONE,
     .fallback = "", .max = 1000, .role = ROLE_CHOICE,
     .help =
         "Teams that it recruits for, with the weights by which candidates go to those with a vacancy; absent: every team, by vacancies"},
    {PLAN_AT(plan_channel, candidates), .kind = PARAM_NUMBER, .unit = UNIT_RATE, .fallback = "0 per year", .max = 10000,
     .may_change = true, .role = ROLE_UNCERTAIN, .help = "Appointable candidates (market)"},
    {PLAN_AT(plan_channel, accept), .label = "share that accepts", .kind = PARAM_NUMBER, .unit = UNIT_SHARE,
     .fallback = "100%", .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Chance that an offer is accepted (market)"},
    {PLAN_AT(plan_channel, lead_time), .kind = PARAM_LAW, .unit = UNIT_DURATION, .fallback = "0 weeks",
     .role = ROLE_UNCERTAIN,
     .help = "Time to the first day: from the candidate (market) or from the vacancy (per-vacancy)"},
    {PLAN_AT(plan_channel, at_once), .kind = PARAM_NUMBER, .unit = UNIT_COUNT, .fallback = "none", .none_ok = true,
     .may_change = true, .role = ROLE_CHOICE, .help = "Vacancies that can be worked on together (per-vacancy)"},
    {PLAN_AT(plan_channel, above_posts), .kind = PARAM_BOOL, .fallback = "false", .role = ROLE_CHOICE,
     .help = "Whether it recruits even when no post is vacant (market)"},
    {PLAN_AT(plan_channel, opening_pipeline), .kind = PARAM_BOOL, .fallback = "true", .role = ROLE_CHOICE,
     .help = "Whether candidates of before the first day are already on their way (market)"},
    {PLAN_AT(plan_channel, months), .kind = PARAM_PAIRS, .pair_key = PAIR_MONTH, .unit = UNIT_NONE, .fallback = "",
     .max = 100, .role = ROLE_UNCERTAIN,
     .help = "Factor on the candidates by month, as for graduates who come after the university year; the twelve must "
             "average 1 (market)"},
    {PLAN_AT(plan_channel, withdraws), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "0%", .may_change = true,
     .role = ROLE_UNCERTAIN,
     .help =
         "Chance that somebody appointed withdraws before the first day, at any time of the lead time; the post is then "
         "vacant again"},
    {PLAN_AT(plan_channel, shares), .kind = PARAM_REF, .refers = "recruitment", .fallback = "", .role = ROLE_CHOICE,
     .help = "Market whose candidates this one considers too, after that market itself found no vacancy for them; each "
             "candidate gets one offer at most (market)"},
};

static void check_months(struct param_check *check, const struct plan_channel *channel)
{
    const struct plan *plan = param_root(check);
    double total = 0;
    if (channel->months.count != 12)
        return;
    for (size_t i = 0; i < 12; i++)
        total += channel->months.items[i].value;
    if (fabs(total / 12 - 1) > 0.005)
        param_wrong(check, "months", "the twelve factors average %.3f; they must average 1", total / 12);
    if (plan->clock.calendar == CALENDAR_NONE)
        param_wrong(check, "months", "this scenario has no calendar (clock.calendar: none)");
}

static void check_channel(struct param_check *check, void *filled)
{
    const struct plan_channel *channel = filled;
    const struct plan *plan = param_root(check);
    check_months(check, channel);
    bool limited = channel->kind == CHANNEL_PER_VACANCY || !channel->above_posts;
    const struct plan_grade *grades = plan_items(plan->workforce.grades, struct plan_grade);
    if (limited && channel->grade.index >= 0 && !grades[channel->grade.index].holds_cases &&
        !grades[channel->grade.index].manages)
        param_wrong(check, "grade",
                    "holds no cases and so fills no case-holding post, nor a manager's; only a market "
                    "channel with above_posts: true can bring it");
    if (channel->kind != CHANNEL_MARKET && channel->months.count > 0)
        param_wrong(check, "months", "has no meaning for a per-vacancy channel, which has no candidates; remove it");
    if (channel->shares.index < 0)
        return;
    const struct plan_channel *market = &plan_items(plan->recruitment, struct plan_channel)[channel->shares.index];
    if (channel->kind != CHANNEL_MARKET || market->kind != CHANNEL_MARKET)
        param_wrong(check, "shares", "only a market can share the candidates of another market");
    else if (market == channel || market->shares.index >= 0)
        param_wrong(check, "shares", "must name a market that has candidates of its own");
    else if (channel->candidates > 0)
        param_wrong(check, "candidates", "are those of %s, which it shares; remove candidates or shares",
                    market->named.name);
}

const struct param_table plan_channel_table = {
    .name = "Recruitment channels",
    .help =
        "How permanent workers come; limited and never instant. Everybody who starts is full-time, and a post is "
        "recruited to while at least half of it is empty: the funded posts less the staff in post and those "
        "appointed. So a team with 0.4 of a post vacant recruits nobody, and one with 0.6 gets a full-time worker and "
        "is 0.4 above its posts; over many teams the two balance.",
    .size = sizeof(struct plan_channel),
    PLAN_ROWS(channel_rows),
    .check = check_channel};

static const struct param campaign_rows[] = {
    {PLAN_AT(plan_campaign, channel), .kind = PARAM_REF, .refers = "recruitment", .fallback = "", .role = ROLE_CHOICE,
     .help = "Market that it brings candidates to; absent: every market"},
    {PLAN_AT(plan_campaign, from), .kind = PARAM_TIME, .role = ROLE_CHOICE, .help = "First day"},
    {PLAN_AT(plan_campaign, lasts), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "12 weeks", .max = 5300,
     .role = ROLE_CHOICE, .help = "How long it brings more candidates", .source = "assumption"},
    {PLAN_AT(plan_campaign, raises), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "25%", .max = 10,
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "By how much candidates rise meanwhile; campaigns at the same time add up", .source = "assumption"},
};

static void check_campaign(struct param_check *check, void *filled)
{
    const struct plan_campaign *campaign = filled;
    const struct plan *plan = param_root(check);
    if (campaign->channel.index < 0)
        return;
    const struct plan_channel *channel = &plan_items(plan->recruitment, struct plan_channel)[campaign->channel.index];
    if (channel->kind != CHANNEL_MARKET)
        param_wrong(check, "channel", "%s has no candidates: a campaign acts on markets", channel->named.name);
    else if (channel->shares.index >= 0)
        param_wrong(check, "channel", "%s has the candidates of %s; name that", channel->named.name,
                    channel->shares.name);
}

const struct param_table plan_campaign_table = {
    .name = "Campaigns",
    .help = "A time in which more candidates come forward; they are still looked for by the channels.",
    .size = sizeof(struct plan_campaign),
    PLAN_ROWS(campaign_rows),
    .check = check_campaign};
