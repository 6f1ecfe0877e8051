/* The words of a new scenario (see starter.h). What the twelve numbers do not decide is the shipped example's, and is
 * graded an assumption. */
#include <math.h>
#include <string.h>

#include "model/starter_words.h"

/* --- the service --------------------------------------------------------------------------------------------------- */

static void write_head(const struct starter *starter, const char *slug, struct text *out)
{
    text_add(out,
             "# yaml-language-server: $schema=schema.json\n"
             "# A first sketch of a children's service, written by headroom new from twelve numbers. They are marked "
             "(1) to (12).\n"
             "# Everything else is taken from the example that comes with Headroom, scaled, and graded D, an "
             "assumption, under\n"
             "# \"sources\": replace it as you come to know better. Where a figure is given as likely, low and high, "
             "one chance in\n"
             "# ten lies below low and one in ten above high.\n#\n");
    for (int i = 0; i < STARTER_NUMBERS; i++) {
        char shown[64];
        starter_show((enum starter_number)i, starter->figures[i].value, shown);
        text_printf(out, "#   (%d) %s: %s\n", i + 1, starter_question((enum starter_number)i), shown);
    }
    text_printf(out, "schema: 1\nname: %s\ntitle: ", slug);
    starter_add_title(out, "Children's services: ", starter->council, "");
    text_add(out, "\nnotice: A first sketch from twelve numbers; the division over the teams is assumed.\n\n");
}

static void write_demand(const struct starter *starter, const struct starter_size *size, struct text *out)
{
    long weeks = (starter->by - starter->start) / 7 + 26;
    text_add(out, "clock:\n  start: ");
    starter_add_day(out, starter->start);
    text_printf(out, "             # a Monday\n  length: %ld weeks\n  runs: 500\n  seed: 1\n\n",
                weeks > 156 ? weeks : 156L);
    text_printf(
        out,
        "demand:\n  sources:\n    community:\n      title: Community\n      enters: assessment\n"
        "      # (1) less (2): children who come back are not in it\n"
        "      rate: {likely: %.0f children per year, low: %.0f children per year, high: %.0f children per year}\n",
        size->new_children, size->new_children * 0.925, size->new_children * 1.118);
    text_add(out,
             "      family_size: {law: geometric, mean: 1.6}\n"
             "      siblings: together        # they take the same route, and their cases close together\n"
             "      drift: {spread: 12%, memory: 26 weeks}                    # good years and bad years\n"
             "      dispersion: 4             # how uneven the weeks are: 1 would be pure chance, child by child\n"
             "      marginal_need: {likely: 0.5, low: 0.2, high: 1}           # when referrals rise, half of the rise "
             "is need\n"
             "      months: {jan: 1.02, feb: 1.00, mar: 1.08, apr: 0.93, may: 1.02, jun: 1.08,\n"
             "               jul: 1.08, aug: 0.82, sep: 0.98, oct: 1.04, nov: 1.07, dec: 0.88}\n\n");
}

static void write_pathway(const struct starter_size *size, struct text *out)
{
    const struct starter_team_size *team = size->team;
    text_printf(
        out,
        "pathway:\n  assessment:\n    title: Assessment\n    team: assessment\n"
        "    takes: {observed: %.1f weeks, law: lognormal, cv: 0.6}     # at the caseloads of the first day\n"
        "    hands_on: {likely: 45%%, low: 25%%, high: 65%%}              # share of the time that waits for the "
        "worker\n    opening: %d               # cases open on the first day\n"
        "    then:\n      ended: %.2f%%             # (3) no further action, or not in need\n"
        "      short-help: %.2f%%        # in need, and closed by the assessment team after short help\n"
        "      family-safeguarding: %.2f%%\n      disabilities: %.2f%%\n      looked-after: %.2f%%\n",
        size->weeks[STARTER_ASSESSMENT], team[STARTER_ASSESSMENT].opening, size->ended, size->brief, size->family,
        size->disabled, size->looked);
    text_printf(
        out,
        "  family-safeguarding:\n    title: Family safeguarding\n    team: family-safeguarding\n"
        "    takes: {observed: %.1f weeks, law: lognormal, cv: 1}\n"
        "    hands_on: {likely: 30%%, low: 10%%, high: 50%%}\n    opening: %d               # (6) times (7), less "
        "the other stages\n    then: {help-ended: %.1f%%, looked-after: %.1f%%}\n",
        size->weeks[STARTER_FAMILY], team[STARTER_FAMILY].opening, 100 - size->into_care, size->into_care);
    text_printf(out,
                "  looked-after:\n    title: Looked after\n    team: looked-after\n"
                "    takes: {observed: %.1f weeks, law: lognormal, cv: 1}\n"
                "    hands_on: {likely: 10%%, low: 0%%, high: 25%%}\n    opening: %d               # (5)\n"
                "    then: {home-or-permanence: 54%%, care-leavers: 46%%}\n",
                size->weeks[STARTER_LOOKED], team[STARTER_LOOKED].opening);
    text_printf(out,
                "  disabilities:\n    title: Children with disabilities\n    team: disabilities\n"
                "    takes: {observed: %.1f weeks, law: lognormal, cv: 1}\n"
                "    hands_on: {likely: 15%%, low: 0%%, high: 30%%}\n    opening: %d               # 10.8%% of (4)\n"
                "    then: {help-ended: 93%%, care-leavers: 7%%}\n"
                "  care-leavers:\n    title: Care leavers\n    team: personal-advisers\n"
                "    takes: {observed: 208 weeks, law: lognormal, cv: 0.3}\n"
                "    hands_on: {likely: 10%%, low: 0%%, high: 25%%}\n    opening: %d\n    then: {left-care: 100%%}\n\n",
                size->weeks[STARTER_DISABLED], team[STARTER_DISABLED].opening, size->leavers_open);
    text_add(out, "exits:                          # who comes back, and when: so that (2) of the referrals are "
                  "re-referrals\n");
    static const char *const exits[] = {"ended", "short-help", "help-ended", "home-or-permanence"};
    for (size_t i = 0; i < sizeof exits / sizeof *exits; i++)
        text_printf(out, "  %s: {returns: %.1f%%, after: {law: exponential, mean: 20 weeks}, enters: assessment%s}\n",
                    exits[i], size->returns, i == 0 ? ", in_need: false" : "");
    text_add(out, "  left-care: {}\n\n");
}

static void write_teams(const struct starter_size *size, struct text *out)
{
    text_add(out,
             "teams:                          # (7) social workers who hold cases, (8) agency, (9) vacant posts\n");
    for (int i = 0; i < STARTER_TEAMS; i++) {
        const struct starter_team_size *team = &size->team[i];
        text_printf(out, "  %s:\n    title: %s\n", starter_team_names[i], starter_team_titles[i]);
        if (team->teams > 1)
            text_printf(out, "    teams: %d                    # alike; posts, staff and cases are those of all\n",
                        team->teams);
        text_printf(out,
                    "    posts: {funded: %d}\n    capacity: {likely: 18, low: 14, high: 22}     # cases that an "
                    "experienced worker keeps moving; not the target\n    staff:\n",
                    team->posts);
        text_printf(out, "      settled: {grade: social-worker, contract: permanent, fte: %.1f, tenure: 0-10 years}\n",
                    team->settled);
        if (team->locums > 0)
            text_printf(out, "      locums:  {grade: social-worker, contract: agency, fte: %.1f, tenure: 0-80 weeks}\n",
                        team->locums);
    }
    text_printf(out,
                "  personal-advisers:\n    title: Personal advisers\n    posts: {funded: %d}\n"
                "    capacity: {likely: 18, low: 14, high: 22}\n    staff:\n"
                "      settled: {grade: personal-adviser, contract: permanent, fte: %d, tenure: 0-10 years}\n\n",
                size->adviser_posts, size->adviser_staff);
}

static void write_workforce(const struct starter *starter, const struct starter_size *size, struct text *out)
{
    text_printf(
        out,
        "workforce:\n  leaving:\n    rate: %.1f%% per year        # (10)\n"
        "    per_case: {likely: 1.5%% per case, low: 0%% per case, high: 3%% per case}    # each case more raises "
        "the rate by this\n    reference: %.1f             # (6) the caseload at which that many leave\n"
        "    smoothing: 13 weeks\n"
        "  grades:\n    social-worker:\n      ramp: {0 weeks: 50%%, 4 weeks: 75%%, 8 weeks: 100%%}\n"
        "    personal-adviser:\n      social_worker: false\n"
        "      ramp: {0 weeks: 50%%, 4 weeks: 75%%, 8 weeks: 100%%}\n"
        "  handover: {likely: 1 week, low: 0 weeks, high: 4 weeks}       # what a case loses when its worker "
        "changes\n\n",
        starter->figures[STARTER_TURNOVER].value * 100, starter->figures[STARTER_CASELOAD].value);
    text_add(out, "recruitment:\n  experienced:\n    title: Experienced social workers\n    kind: market\n"
                  "    grade: social-worker\n    teams: {");
    for (int i = 0; i < STARTER_TEAMS; i++)
        text_printf(out, "%s%s: %.1f", i > 0 ? ", " : "", starter_team_names[i], size->team[i].settled);
    text_printf(
        out,
        "}    # in proportion to staff in post\n"
        "    candidates: {likely: %.1f per year, low: %.2f per year, high: %.1f per year}    # just replaces those "
        "who leave\n    accept: 85%%\n    lead_time: {law: pert, min: 8 weeks, mode: 15 weeks, max: 28 weeks}\n",
        size->candidates, size->candidates * 0.6, size->candidates * 1.6);
    text_printf(out,
                "  advisers:\n    title: Personal advisers\n    kind: market\n    grade: personal-adviser\n"
                "    teams: {personal-advisers: 1}\n"
                "    candidates: {likely: %.1f per year, low: %.2f per year, high: %.1f per year}\n    accept: 85%%\n"
                "    lead_time: {law: pert, min: 8 weeks, mode: 15 weeks, max: 28 weeks}\n\n",
                size->adviser_candidates, size->adviser_candidates * 0.6, size->adviser_candidates * 1.6);
}

static void write_agency(const struct starter_size *size, struct text *out)
{
    text_add(out, "agency:\n  grade: social-worker\n  start: 3 weeks                # from the order to the first day\n"
                  "  assignment: {law: exponential, mean: 40 weeks}\n  notice: 1 week\n"
                  "  ramp: {0 weeks: 50%, 2 weeks: 75%, 4 weeks: 100%}\n  seats: {");
    for (int i = 0; i < STARTER_TEAMS; i++)
        text_printf(out, "%s%s: %d", i > 0 ? ", " : "", starter_team_names[i], size->team[i].seats);
    text_add(out,
             "}     # paid for, at most\n"
             "  # How much of its posts a team may fill with its own and agency staff together; the rest stays empty.\n"
             "  cover: {");
    for (int i = 0; i < STARTER_TEAMS; i++)
        text_printf(out, "%s%s: %.1f%%", i > 0 ? ", " : "", starter_team_names[i], size->team[i].cover * 100);
    text_add(out, "}\n\n");
}

static void write_aims(const struct starter *starter, struct text *out)
{
    double target = starter->figures[STARTER_TARGET].value, high = fmax(25, ceil(target) + 5);
    char pay[64], aim[64];
    starter_show(STARTER_PAY, starter->figures[STARTER_PAY].value, pay);
    starter_show(STARTER_TARGET, target, aim);
    text_printf(out,
                "money:                          # a budget follows from the funded posts\n"
                "  pay: {social-worker: \"%s per year\", personal-adviser: \"£29,000 per year\"}      # (12)\n"
                "  on_costs: 30%%                 # National Insurance and pension\n"
                "  agency: {hourly: {social-worker: £40}, hours: 37}\n\n"
                "targets:\n  average:                      # (11)\n    title: Average caseload of %s\n"
                "    measure: caseload\n    at_most: %s\n    by: ",
                pay, aim, aim);
    starter_add_day(out, starter->by);
    text_printf(out,
                "\n    hold: 8 weeks\n\nreport: {aim: %s, high: %.0f, extreme: %.0f}          # the caseloads whose "
                "excess is counted\n\n",
                aim, high, fmax(40, high + 10));
}

/* --- where it came from -------------------------------------------------------------------------------------------- */

static void add_source(struct text *out, const char *path, enum starter_origin origin, const char *from,
                       bool worked_out, const char *note)
{
    text_printf(out, "  %s:\n    from: ", path);
    if (origin == STARTER_PUBLISHED)
        starter_add_quoted(out, from);
    else
        text_add(out, origin == STARTER_ENTERED ? "Entered by hand when this file was made; say here where it stands"
                                                : "Assumption");
    text_printf(out, "\n    grade: %s\n",
                origin == STARTER_PUBLISHED ? (worked_out ? "A-" : "A")
                : origin == STARTER_ENTERED ? "C"
                                            : "D");
    if (note != NULL || origin == STARTER_ASSUMED)
        text_printf(out, "    note: %s%s%s\n", note != NULL ? note : "",
                    note != NULL && origin == STARTER_ASSUMED ? "; " : "",
                    origin == STARTER_ASSUMED ? "that of the shipped example, scaled; not of this council" : "");
}

static void add_figure(struct text *out, const struct starter *starter, const char *path, enum starter_number number,
                       bool worked_out, const char *note)
{
    const struct starter_figure *figure = &starter->figures[number];
    add_source(out, path, figure->origin, figure->from, worked_out, note);
}

static void add_assumed(struct text *out, const char *path, const char *note)
{
    text_printf(out, "  %s:\n    from: Assumption, as in the shipped example\n    grade: D\n", path);
    if (note != NULL)
        text_printf(out, "    note: %s\n", note);
}

static void write_sources(const struct starter *starter, const struct starter_size *size, struct text *out)
{
    text_add(out,
             "# Where the figures come from. Grades: A official statistic; A- worked out from official statistics; B "
             "second hand;\n# S press article; C as somebody remembers or typed it; D assumption. A line for a part of "
             "the file stands for all\n# that is in the part, unless a longer path has a line of its own.\nsources:\n");
    add_source(out, "clock.start", starter->start_origin, starter->start_from, false, NULL);
    add_figure(out, starter, "demand.sources.community.rate", STARTER_REFERRALS, true,
               "(1) less the re-referrals (2) among them; the range is assumed");
    static const char *const shapes[] = {"family_size", "drift", "dispersion", "marginal_need", "months"};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        struct text path = {0};
        text_printf(&path, "demand.sources.community.%s", shapes[i]);
        add_assumed(out, path.at, NULL);
        text_release(&path);
    }
    add_assumed(out, "pathway", "Durations and routes are set so that as many cases come as go in every stage");
    add_figure(out, starter, "pathway.assessment.then.ended", STARTER_ENDED, false, NULL);
    add_figure(out, starter, "pathway.family-safeguarding.opening", STARTER_CASELOAD, true,
               "(6) times (7) less the cases of the other stages; the division is assumed");
    add_figure(out, starter, "pathway.looked-after.opening", STARTER_LOOKED_AFTER, size->held < 1,
               size->held < 1 ? "Fewer than (5), since (6) times (7) are too few cases for all; others hold the rest"
                              : NULL);
    add_figure(out, starter, "pathway.disabilities.opening", STARTER_IN_NEED, true,
               "10.8% of (4); the share is assumed");
    add_figure(out, starter, "exits", STARTER_REREFERRED, true, "20 weeks on average is assumed");
    for (int i = 0; i < STARTER_TEAMS; i++) {
        struct text path = {0};
        text_printf(&path, "teams.%s", starter_team_names[i]);
        add_assumed(out, path.at, NULL);
        text_clear(&path);
        text_printf(&path, "teams.%s.posts", starter_team_names[i]);
        add_figure(out, starter, path.at, STARTER_VACANCIES, true,
                   "Room for (9); at least for all who hold cases and the gaps between assignments; division assumed");
        text_clear(&path);
        text_printf(&path, "teams.%s.staff", starter_team_names[i]);
        add_figure(out, starter, path.at, STARTER_HOLDERS, true,
                   "(7), of whom three quarters of (8) are agency; division assumed");
        text_release(&path);
    }
    add_assumed(out, "teams.personal-advisers", "23.4 care leavers each");
    add_assumed(out, "workforce", NULL);
    add_figure(out, starter, "workforce.leaving.rate", STARTER_TURNOVER, false, NULL);
    add_figure(out, starter, "workforce.leaving.reference", STARTER_CASELOAD, false, NULL);
    add_assumed(out, "recruitment", "Just replaces those who leave");
    add_assumed(out, "agency", NULL);
    add_figure(out, starter, "agency.seats", STARTER_AGENCY, true, "(8), divided over the teams");
    add_assumed(out, "money", NULL);
    add_figure(out, starter, "money.pay.social-worker", STARTER_PAY, false, NULL);
    add_figure(out, starter, "targets.average", STARTER_TARGET, false, NULL);
    add_source(out, "targets.average.by", starter->by_origin, NULL, false, NULL);
    add_assumed(out, "targets.average.hold", "So that a lucky week does not count");
    add_assumed(out, "report", NULL);
}

void starter_write(const struct starter *starter, const struct starter_size *size, const char *slug, struct text *out)
{
    write_head(starter, slug, out);
    write_demand(starter, size, out);
    write_pathway(size, out);
    write_teams(size, out);
    write_workforce(starter, size, out);
    write_agency(size, out);
    write_aims(starter, out);
    write_sources(starter, size, out);
}
