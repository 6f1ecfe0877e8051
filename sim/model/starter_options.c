/* The options beside a new scenario, and the comparison of them all (see starter.h). How large each is follows from the twelve
 * numbers; that it can be had, and what it brings, are the shipped example's assumptions. */
#include <math.h>

#include "model/starter_words.h"

/* An option that brings people stands in a lever: so many posts in each team, with as many agency seats. */
struct places {
    int of[STARTER_TEAMS], all;
};

/* A post that agency workers come and go in is empty for a part of the time; and an average that is to hold for weeks in most
 * futures has to aim lower: so the example's 28 posts are 1.3 times what its caseload makes at the target. */
static const double GAPS_AND_LUCK = 1.3;

static double wanted_share(const struct starter *starter)
{
    double caseload = starter->figures[STARTER_CASELOAD].value, target = starter->figures[STARTER_TARGET].value;
    return GAPS_AND_LUCK * fmax(caseload / target - 1, 0.05);
}

/* A share of each team's case holders, or of its posts; one in family safeguarding at least. */
static struct places places_for(const struct starter_size *size, double share, bool of_posts)
{
    struct places places = {0};
    for (int i = 0; i < STARTER_TEAMS; i++) {
        double base = of_posts ? size->team[i].posts : size->team[i].settled + size->team[i].locums;
        places.all += places.of[i] = (int)ceil(share * base - 0.5);
    }
    places.of[STARTER_FAMILY] += places.all == 0;
    places.all += places.all == 0;
    return places;
}

static void add_places(const struct places *places, const char *posts, struct text *out)
{
    text_add(out, "    add:\n");
    for (int i = 0; i < STARTER_TEAMS; i++)
        if (places->of[i] > 0)
            text_printf(out, "      teams.%s.posts.%s: %d\n      agency.seats.%s: %d\n", starter_team_names[i], posts,
                        places->of[i], starter_team_names[i], places->of[i]);
}

static void add_head(const char *about, const char *slug, enum starter_option option, struct text *out)
{
    text_printf(out, "%s# yaml-language-server: $schema=schema.json\nschema: 1\nextends: %s.yaml\nname: %s\n", about,
                slug, starter_option_name(option));
}

static void add_starts(const struct starter *starter, int weeks, struct text *out)
{
    text_add(out, "    starts: ");
    starter_add_day(out, starter->start + 7L * weeks);
    text_add(out, "\n");
}

static const char *plural(int count)
{
    return count == 1 ? "" : "s";
}

static void write_posts(const struct starter *starter, const struct starter_size *size, const char *slug,
                        enum starter_option option, struct text *out)
{
    bool enough = option == STARTER_ENOUGH_POSTS;
    struct places places = places_for(size, enough ? wanted_share(starter) : 0.1, !enough);
    add_head(
        enough
            ? "# What the target may take: the posts that would bring the caseload down to it, and some for gaps and "
              "bad luck.\n"
            : "# An option to copy: only what differs. Posts hold no cases, people do, so agency seats come with "
              "them.\n",
        slug, option, out);
    text_printf(out, "title: %d more post%s\nlevers:\n  posts:\n    title: %d more post%s\n", places.all,
                plural(places.all), places.all, plural(places.all));
    add_starts(starter, 13, out);
    add_places(&places, "growth", out);
    text_printf(out, "sources: {levers.posts: {from: Assumption, grade: D, note: \"%s\"}}\n",
                enough ? "Worked out from (6), (7) and (11); that people come is assumed"
                       : "A tenth more; that people come is assumed");
}

static void write_surge(const struct starter *starter, const struct starter_size *size, const char *slug,
                        struct text *out)
{
    struct places places = places_for(size, wanted_share(starter), false);
    calendar_day ends = starter->by + 9L * 7;
    add_head(
        "# The quickest thing that money buys, handed back two months after the target's date. An agency worker stands in\n"
        "# a post, so as many posts are opened for the same time.\n",
        slug, STARTER_AGENCY_SURGE, out);
    text_printf(out,
                "title: %d more agency worker%s for a time\nlevers:\n  surge-seats:\n    title: %d more agency "
                "worker%s\n",
                places.all, plural(places.all), places.all, plural(places.all));
    add_starts(starter, 4, out);
    text_add(out, "    ends: ");
    starter_add_day(out, ends - calendar_weekday(ends));
    text_add(out, "\n");
    add_places(&places, "supernumerary", out);
    text_add(out, "sources: {levers.surge-seats: {from: Assumption, grade: D, note: That the market has them is "
                  "assumed}}\n");
}

static void write_academy(const struct starter *starter, const struct starter_size *size, const char *slug,
                          struct text *out)
{
    double holders = starter->figures[STARTER_HOLDERS].value, pay = starter->figures[STARTER_PAY].value;
    int cohort = (int)fmax(2, round(holders * 12 / 97.2));
    add_head(
        "# Two cohorts a year. Nobody in training holds cases; graduates start as newly qualified workers, whose load grows\n"
        "# in steps. They come beside recruits, and take the place of agency workers.\n",
        slug, STARTER_ACADEMY, out);
    text_printf(out,
                "title: An academy, two cohorts of %d a year\n"
                "workforce:\n  grades:\n    newly-qualified:\n      newly_qualified: true\n"
                "      ramp: {0 weeks: 50%%, 17 weeks: 75%%, 35 weeks: 90%%, 52 weeks: 100%%}\n"
                "pipelines:\n  academy:\n    title: Social work academy\n    first: ",
                cohort);
    starter_add_day(out, starter->start);
    text_printf(out,
                "\n    every: 26 weeks\n    size: %d\n    lasts: 52 weeks\n"
                "    completes: {likely: 85%%, low: 82%%, high: 88%%}\n    grade: newly-qualified\n    teams: {",
                cohort);
    for (int i = 0; i < STARTER_TEAMS; i++)
        text_printf(out, "%s%s: %d", i > 0 ? ", " : "", starter_team_names[i], size->team[i].posts);
    text_printf(out,
                "}\n    cost: £%.0f per year\nmoney:\n  pay: {newly-qualified: \"£%.0f per year\"}\nsources:\n"
                "  workforce.grades.newly-qualified: {from: \"Assumption, as in the shipped example\", grade: D}\n"
                "  pipelines.academy: {from: \"Assumption, as in the shipped example, scaled\", grade: D}\n"
                "  money.pay.newly-qualified: {from: Assumption, grade: D, note: 31/37 of (12)}\n",
                round(770.0 * cohort / 12) * 1000, round(pay * 31 / 37 / 100) * 100);
}

const char *starter_option_name(enum starter_option option)
{
    static const char *const names[STARTER_OPTIONS] = {[STARTER_MORE_POSTS] = "more-posts",
                                                       [STARTER_ENOUGH_POSTS] = "enough-posts",
                                                       [STARTER_AGENCY_SURGE] = "agency-surge",
                                                       [STARTER_ACADEMY] = "academy"};
    return names[option];
}

void starter_write_option(const struct starter *starter, const struct starter_size *size, const char *slug,
                          enum starter_option option, struct text *out)
{
    if (option == STARTER_AGENCY_SURGE)
        write_surge(starter, size, slug, out);
    else if (option == STARTER_ACADEMY)
        write_academy(starter, size, slug, out);
    else
        write_posts(starter, size, slug, option, out);
}

void starter_write_comparison(const struct starter *starter, const char *slug, struct text *out)
{
    static const char *const titles[STARTER_OPTIONS] = {[STARTER_MORE_POSTS] = "A tenth more posts",
                                                        [STARTER_ENOUGH_POSTS] = "Posts for the target",
                                                        [STARTER_AGENCY_SURGE] = "Agency surge",
                                                        [STARTER_ACADEMY] = "Academy"};
    int year = calendar_financial_year(starter->by);
    text_printf(out,
                "# yaml-language-server: $schema=comparison-schema.json\n"
                "# Options side by side, on the same luck, in two futures: headroom compare compare.yaml --decide\n"
                "schema: 1\nkind: comparison\nname: %.48s-options\ntitle: ",
                slug);
    starter_add_title(out, "What could be done: ", starter->council, "");
    text_printf(out,
                "\nbaseline: current-plan\noptions:\n"
                "  current-plan: {title: Current plan, file: %s.yaml}\n"
                "  fewer-leave: {title: Fewer leave, file: %s.yaml, set: {workforce.leaving.rate: %.1f%% per year}}\n",
                slug, slug, starter->figures[STARTER_TURNOVER].value * 100 * 2 / 3);
    for (int i = 0; i < STARTER_OPTIONS; i++) {
        const char *name = starter_option_name((enum starter_option)i);
        text_printf(out, "  %s: {title: %s, file: %s.yaml}\n", name, titles[i], name);
    }
    text_printf(
        out,
        "futures:\n"
        "  more-referrals:\n    title: A tenth more referrals\n"
        "    set: {demand.sources.community.rate: %.0f children per year}\n"
        "judge_by: {target: average}\n"
        "# budget: {available: £1m, year: %d-%02d}    # take the first # away and say what may be spent beyond now\n"
        "runs: 200\nfuture_runs: 50                 # of those, in each future\n"
        "sources:\n  options.fewer-leave: {from: Assumption, grade: D, note: A third fewer}\n"
        "  futures.more-referrals: {from: Assumption, grade: D}\n",
        starter->figures[STARTER_REFERRALS].value * (1 - starter->figures[STARTER_REREFERRED].value) * 1.1, year,
        (year + 1) % 100);
}
