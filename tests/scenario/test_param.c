#include <criterion/criterion.h>

#include <limits.h>
#include <math.h>

#include "scenario/sample.h"

#define CLOCK "clock: {length: 52 weeks}\n"

static const char whole[] =
    "schema: 1\n"
    "title: A town\n"
    "clock: {start: 2020-10-05, length: 52 weeks, runs: \"1,000\"}\n"
    "teams:\n"
    "  north: {posts: 20, capacity: {likely: 18, low: 14, high: 22}, colour: green}\n"
    "  south:\n"
    "    id: a-south\n"
    "    title: The South\n"
    "    notes: whatever\n"
    "    posts: {funded: {likely: 5, low: 4, high: 6}, growth: 2}\n"
    "    neighbour: north\n"
    "    tenure: {2 years+: 25%, 0-2 years: 75%}\n"
    "  east:\n"
    "pathway:\n"
    "  assessment:\n"
    "    team: south\n"
    "    takes: {observed: 8.2 weeks, law: lognormal, cv: {likely: 0.6, low: 0.5, high: 0.8}}\n"
    "    then: {plan: 40%, closed: 59.98%}\n"
    "  plan: {id: z-plan, team: north, takes: 20 weeks, then: closed}\n"
    "family: {law: geometric, mean: 1.6}\n"
    "leaving: 16% leaving within a year\n"
    "from: 2020-10-19\n"
    "until: 26 weeks\n"
    "ramp: {1 year: 100%, 0 weeks: 50%, 3 months: 80%}\n"
    "months: {jan: 1, feb: 1, mar: 1, apr: 1, may: 1, jun: 1, jul: 1, aug: 1, sep: 1, oct: 1, nov: "
    "1, dec: 2}\n"
    "waits: {2: 20, 10: 30, 1: 10}\n"
    "terms: {plan.entered: 1, assessment.closed: -1}\n"
    "sources:\n"
    "  teams.north.capacity: a survey\n";

Test(param, fills_every_kind)
{
    struct sample_fixture fixture = sample_fill(whole);
    cr_assert_str_eq(fixture.problems.at, "", "%s", fixture.problems.at);
    const struct sample *s = fixture.values;
    cr_assert_str_eq(s->title, "A town", "text");
    cr_assert(s->clock.given && s->clock.runs == 1000 && s->clock.length == 52 && s->clock.calendar == 0, "clock");
    cr_assert_eq(s->clock.start, calendar_from_date((struct calendar_date){2020, 10, 5}), "date");
    cr_assert_eq(s->teams.count, 3, "three teams");
    const struct sample_team *teams = s->teams.items; /* by identity: a-south, east, north */
    cr_assert_str_eq(teams[0].named.name, "south", "first by its id");
    cr_assert_str_eq(teams[0].named.id, "a-south", "id");
    cr_assert_str_eq(teams[0].named.title, "The South", "title");
    cr_assert_eq(teams[0].named.place, 1, "second in the file");
    cr_assert(teams[0].posts.funded == 5 && teams[0].posts.growth == 2, "posts in full");
    cr_assert(teams[0].neighbour.index == 2 && teams[0].neighbour.which == 0, "refers to north");
    cr_assert(teams[0].tenure.count == 2 && teams[0].tenure.items[0].value == 0.75 &&
                  isinf(teams[0].tenure.items[1].high),
              "bands in order");
    cr_assert_str_eq(teams[1].named.title, "East", "an empty item, with a title made from its name");
    cr_assert(isinf(teams[1].capacity) && teams[1].open && teams[1].colour == -1 && teams[1].neighbour.index == -1,
              "defaults");
    cr_assert(teams[1].tenure.count == 1 && teams[1].tenure.items[0].value == 1, "a band alone has all");
    cr_assert(teams[2].posts.funded == 20 && teams[2].posts.growth == 1.5 && teams[2].colour == COLOUR_GREEN,
              "shorthand");
    const struct sample_stage *stages = s->pathway.items; /* assessment, z-plan */
    cr_assert(stages[0].team.index == 0 && stages[1].team.index == 2, "teams of stages");
    cr_assert(stages[0].takes.observed && stages[0].takes.law.kind == LAW_LOGNORMAL, "observed lognormal");
    cr_assert_float_eq(law_mean(&stages[0].takes.law), 8.2, 1e-9, "its mean");
    cr_assert(stages[1].takes.law.kind == LAW_FIXED && !stages[1].takes.observed, "a bare law is fixed");
    const struct pairs *then = &stages[0].then; /* closed, z-plan */
    cr_assert(then->items[0].to.which == 1 && then->items[0].to.index == 0, "to an exit");
    cr_assert(then->items[1].to.which == 0 && then->items[1].to.index == 1, "to a stage");
    cr_assert_float_eq(then->items[0].value + then->items[1].value, 1, 1e-15, "rescaled to 100%%");
    cr_assert_eq(s->exits.count, 1, "the default exit");
    cr_assert(s->family.given && law_is_count(&s->family.law), "a law on whole numbers");
    cr_assert_float_eq(s->leaving, -log(0.84) * 7 / 365.25, 1e-15, "hazard");
    cr_assert(s->from == 2 && s->until == 26, "times: %g, %g", s->from, s->until);
    cr_assert(s->ramp.count == 3 && s->ramp.items[1].value == 0.8, "a ramp in order");
    cr_assert(s->months.count == 12 && s->months.items[11].value == 2, "months in order");
    cr_assert(s->waits.count == 3 && s->waits.items[2].low == 10, "whole numbers in order of size");
    cr_assert_str_eq(s->terms.items[0].to.name, "assessment.closed", "free names are kept");
    cr_assert(!s->extra.given && isnan(s->extra.weight) && s->extra.share == 0.05,
              "an absent section has its defaults");
    cr_assert_str_eq(((struct sample_figure *)s->sources.items)->from, "a survey", "a bare item is its shorthand");
    cr_assert_eq(fixture.filled.uncertain_count, 3, "three uncertain, not %zu", fixture.filled.uncertain_count);
    const struct uncertain *u = fixture.filled.uncertain;
    cr_assert_str_eq(u[0].path, "pathway.assessment.takes.cv", "%s", u[0].path);
    cr_assert_str_eq(u[1].path, "teams.north.capacity", "%s", u[1].path);
    cr_assert_str_eq(u[2].path, "teams.south.posts.funded", "%s", u[2].path);
    cr_assert(u[1].where == &teams[2].capacity && u[1].low == 14 && u[1].high == 22 && *u[1].where == 18, "spread");
    sample_release(&fixture);
}

Test(param, absent_values_are_marked)
{
    struct sample_fixture fixture = sample_fill(CLOCK "from:\nextra: {weight: 2}\n");
    cr_assert_str_eq(fixture.problems.at, "2:1 from: has no value; write for example 2020-10-05\n", "%s",
                     fixture.problems.at);
    sample_release(&fixture);
    fixture = sample_fill(CLOCK "extra: {weight: 2}\npay: null\n");
    const struct sample *s = fixture.values;
    cr_assert_str_eq(fixture.problems.at, "", "%s", fixture.problems.at);
    cr_assert(isnan(s->from) && isinf(s->until) && isnan(s->leaving) && s->title == NULL, "absent numbers and texts");
    cr_assert(s->pathway.count == 0 && s->months.count == 0 && s->family.given, "absent maps, a default law");
    cr_assert_float_eq(s->pay, 3700000 * 7 / 365.25, 1e-6, "null is absent");
    cr_assert_eq(fixture.filled.uncertain_count, 1, "a default may be uncertain");
    cr_assert_str_eq(fixture.filled.uncertain[0].path, "extra.share", "where");
    sample_release(&fixture);
}

Test(param, without_a_calendar)
{
    struct sample_fixture fixture =
        sample_fill("clock: {length: 1 year, calendar: none}\nfrom: 2020-10-05\nuntil: 3 months\n");
    cr_assert_str_eq(fixture.problems.at,
                     "2:7 from: \"2020-10-05\" is a date, and this scenario has no calendar; write 52 weeks, from the "
                     "start\n",
                     "%s", fixture.problems.at);
    cr_assert(fixture.values->clock.length == 52 && fixture.values->until == 13, "a year is 52 weeks, a month 52/12");
    sample_release(&fixture);
}

/* Shares may miss 100% by rounding; they and their spread are rescaled together. */
Test(param, totals_are_made_exact)
{
    struct sample_fixture fixture =
        sample_fill(CLOCK "teams: {a: {tenure: {0-1 years: {likely: 40%, low: 30%, high: 50%}, 1 years+: 60.04%}}}\n");
    cr_assert_str_eq(fixture.problems.at, "", "%s", fixture.problems.at);
    const struct pair *pairs = ((struct sample_team *)fixture.values->teams.items)->tenure.items;
    cr_assert_float_eq(pairs[0].value + pairs[1].value, 1, 1e-15, "exactly all");
    const struct uncertain *u = fixture.filled.uncertain;
    cr_assert(u->where == &pairs[0].value && u->likely == pairs[0].value, "likely is what the value is");
    cr_assert_float_eq(u->low, 0.3 / 1.0004, 1e-15, "low goes along");
    sample_release(&fixture);
}

/* Whatever the order of a file, the struct is the same. */
Test(param, order_in_the_file_does_not_matter)
{
    struct sample_fixture a = sample_fill(CLOCK "teams: {x: {}, y: {posts: 3}}\nexits: {p: {}, q: {}}\n"
                                                "pathway: {s: {team: y, takes: 1 week, then: {p: 30%, q: 70%}}}\n");
    struct sample_fixture b = sample_fill("pathway: {s: {then: {q: 70%, p: 30%}, takes: 1 week, team: y}}\n"
                                          "exits: {q: {}, p: {}}\nteams: {y: {posts: 3}, x: {}}\n" CLOCK);
    cr_assert_str_eq(b.problems.at, "", "%s", b.problems.at);
    const struct sample_stage *s = a.values->pathway.items, *t = b.values->pathway.items;
    cr_assert_eq(s->team.index, t->team.index, "teams");
    for (size_t i = 0; i < 2; i++) {
        cr_assert_str_eq(s->then.items[i].to.name, t->then.items[i].to.name, "route %zu", i);
        cr_assert_eq(s->then.items[i].value, t->then.items[i].value, "share %zu", i);
    }
    sample_release(&a);
    sample_release(&b);
}

static const struct {
    const char *yaml, *problems;
} mistakes[] = {
    {"title: x\n", "0:0 needs \"clock\"\n"},
    {"clock: {runs: 5}\n", "1:1 clock: needs \"length\", for example 28 weeks\n"},
    {"clock:\n", "1:1 clock: needs \"length\", for example 28 weeks\n"},
    {"clock: 5\n", "1:8 clock: must be a section with keys such as \"start\", not one value\n"},
    {"clock: [5]\n", "1:8 clock: must be a section with keys such as \"start\", not a list\n"},
    {"clock: {length: 52 weeks, run: 5}\n", "1:27 clock.run: unknown key \"run\"; did you mean \"runs\"?\n"},
    {"clock: {length: 52 weeks, id: x}\n",
     "1:27 clock.id: unknown key \"id\"; known here: start, length, runs, calendar\n"},
    {"clock: {length: 52}\n", "1:17 clock.length: \"52\" needs a unit, for example 28 weeks\n"},
    {"clock: {length: 521 weeks}\n", "1:17 clock.length: must be at most 520 weeks\n"},
    {"clock: {length: 1 day}\n", "1:17 clock.length: must be at least 1 week\n"},
    {"clock: {length: [1 week]}\n", "1:17 clock.length: must be one value such as 28 weeks, not a list\n"},
    {"clock: {length: {a: 1}}\n",
     "1:9 clock.length: must be one value such as 28 weeks, or {likely: , low: , high: }\n"},
    {"clock: {length: }\n", "1:9 clock.length: has no value; write for example 28 weeks\n"},
    {"clock: {length: 52 weeks, runs: 0}\n", "1:33 clock.runs: must be at least 1\n"},
    {"clock: {length: 52 weeks, runs: 1.5}\n", "1:33 clock.runs: \"1.5\" is not a whole number\n"},
    {"clock: {length: 52 weeks, calendar: wales}\n",
     "1:37 clock.calendar: \"wales\" is not known; choose one of: england, none\n"},
    {"clock: {length: 52 weeks, calendar: englnd}\n",
     "1:37 clock.calendar: \"englnd\" is not known; did you mean \"england\"?\n"},
    {"clock: {length: 52 weeks, start: 06/04/2020}\n",
     "1:34 clock.start: \"06/04/2020\" is ambiguous; write 2020-04-06 or 2020-06-04\n"},
    {CLOCK "teams: {x: {open: yes}}\n", "2:19 teams.x.open: \"yes\" must be true or false\n"},
    {CLOCK "teams: {x: {neighbour: y}, yy: {}}\n",
     "2:24 teams.x.neighbour: there is no \"y\" in teams; there are: x, yy\n"},
    {CLOCK "teams: {north: {neighbour: nort}}\n",
     "2:28 teams.north.neighbour: there is no \"nort\" in teams; did you mean \"north\"?\n"},
    {CLOCK "teams: {Child In Need: {}}\n",
     "2:9 teams: \"Child In Need\" cannot be a name: use lower-case letters, digits and hyphens, such as "
     "\"child-in-need\"\n"},
    {CLOCK "teams: {a: {id: b}, b: {}}\n",
     "2:21 teams: \"a\" and \"b\" have the same identity \"b\"; give one of them another id\n"},
    {CLOCK "teams: {a: {id: B}}\n", "2:17 teams.a: id must be lower-case letters, digits and hyphens\n"},
    {CLOCK "teams: {a: {title: [x]}}\n", "2:20 teams.a: title must be words\n"},
    {CLOCK "teams: {a: null}\n", "2:9 warning: teams.a: there is nothing of this name to remove\n"},
    {CLOCK "teams: 3\n", "2:1 teams: must be a map of names, each with its own keys\n"},
    {CLOCK "teams: {a: 3}\n", "2:12 teams.a: must be a section with keys such as \"posts\", not one value\n"},
    {CLOCK "teams: {a: {posts: {fund: 3}}}\n",
     "2:21 teams.a.posts.fund: unknown key \"fund\"; known here: funded, growth\n"},
    {CLOCK "teams: {a: {capacity: 200}}\n", "2:23 teams.a.capacity: must be at most 100\n"},
    {CLOCK "teams: {a: {capacity: many}}\n",
     "2:23 teams.a.capacity: \"many\" is not a plain number; write it like 0.35, or none\n"},
    {CLOCK "teams: {a: {capacity: {likely: 18, low: 14}}}\n",
     "2:13 teams.a.capacity: an uncertain value needs likely, low and high; \"high\" is missing\n"},
    {CLOCK "teams: {a: {capacity: {likely: 18, low: 14, hgh: 20}}}\n",
     "2:45 teams.a.capacity.hgh: unknown key \"hgh\"; did you mean \"high\"?\n"},
    {CLOCK "teams: {a: {capacity: {likely: 18, low: 19, high: 20}}}\n",
     "2:13 teams.a.capacity: low must not be above likely, nor likely above high\n"},
    {CLOCK "teams: {a: {capacity: {likely: 18, low: 14, high: none}}}\n",
     "2:13 teams.a.capacity: none cannot be part of an uncertain value\n"},
    {CLOCK "rate: {likely: 5 per week, low: 100 per year, high: 9 per week}\n",
     "2:1 rate: likely, low and high must be in the same unit\n"},
    {CLOCK "rate: {likely: 5 per week, low: x, high: 9}\n",
     "2:33 rate.low: \"x\" is not a rate; write it like 46.5 per week\n"
     "2:42 rate.high: \"9\" needs a unit, for example 46.5 per week\n"},
    {CLOCK "rate: -5 per week\n", "2:7 rate: must be at least 0 per week\n"},
    {CLOCK "teams: {a: {tenure: {0-1 years: 50%, 2 years+: 50%}}}\n",
     "2:38 teams.a.tenure.2 years+: there is a gap between \"0-1 years\" and \"2 years+\"\n"},
    {CLOCK "teams: {a: {tenure: {0-3 years: 50%, 2 years+: 50%}}}\n",
     "2:38 teams.a.tenure.2 years+: \"2 years+\" overlaps \"0-3 years\"\n"},
    {CLOCK "teams: {a: {tenure: {0 to 3 years: 100%}}}\n",
     "2:22 teams.a.tenure.0 to 3 years: \"0 to 3 years\" is not a band; write it like 0-2 years or 5 years+\n"},
    {CLOCK "teams: {a: {tenure: {3-2 years: 100%}}}\n",
     "2:22 teams.a.tenure.3-2 years: \"3-2 years\" must end after it starts\n"},
    {CLOCK "teams: {a: {tenure: {0-2 years: 50%, 2 years+: 49%}}}\n",
     "2:13 teams.a.tenure: must total 100%, but totals 99%\n"},
    {CLOCK "ramp: {0 weeks: 50%, 12 months: 90%, 1 year: 100%}\n",
     "2:38 ramp.1 year: \"12 months\" and \"1 year\" are the same\n"},
    {CLOCK "ramp: {soon: 50%}\n", "2:8 ramp.soon: \"soon\" is not a duration; write it like 28 weeks\n"},
    {CLOCK "ramp: 50%\n", "2:7 ramp: must be a map, each value like 34.5%, not one value\n"},
    {CLOCK "months: {jan: 1, feb: 1, june: 3}\n", "2:26 months.june: \"june\" is not a month; use jan, feb, ... dec\n"},
    {CLOCK "months: {jan: 1, feb: 1}\n",
     "2:1 months: needs all twelve months; missing: mar, apr, may, jun, jul, aug, sep, oct, nov, dec\n"},
    {CLOCK "waits: {one: 1}\n", "2:9 waits.one: \"one\" must be a whole number from 0\n"},
    {CLOCK "waits: {1: x}\n", "2:12 waits.1: \"x\" is not a whole number; write it like 500\n"},
    {CLOCK "terms: {No Way: 1}\n",
     "2:9 terms.No Way: \"No Way\" cannot be a name: use lower-case letters, digits and hyphens\n"},
    {CLOCK "terms: {a.b: 2}\n", "2:14 terms.a.b: must be at most 1\n"},
    {CLOCK "sources: {a..b: x}\n",
     "2:11 sources: \"a..b\" is not the path of a parameter, such as teams.assessment.capacity\n"},
    {CLOCK "until: 2 wekes\n", "2:8 until: \"2 wekes\" has an unknown unit of time \"wekes\"; use days, working days, "
                               "weeks, months or years\n"},
    {CLOCK "until: tomorrow\n",
     "2:8 until: \"tomorrow\" is not a date; write it like 2020-10-05, or as a time from the start, 52 weeks\n"},
    {CLOCK "extra: {}\n", "2:1 extra: needs \"weight\"\n"},
    {CLOCK "a-key-that-is-far-too-long-to-be-a-key-in-any-scenario-that-anybody-would-write: 1\n",
     "2:1 a-key-that-is-far-too-long-to-be-a-key-in-any-scenario-that-anybody-would-write: unknown key "
     "\"a-key-that-is-far-too-long-to-be-a-key-in-any-scenario-that-...\"\n"},
};

Test(param, says_everything_that_is_wrong)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct sample_fixture fixture = sample_fill(mistakes[i].yaml);
        cr_assert_str_eq(fixture.problems.at, mistakes[i].problems, "%s gave\n%s", mistakes[i].yaml,
                         fixture.problems.at);
        sample_release(&fixture);
    }
}

static const struct {
    const char *law;
    enum law_kind kind;
    double mean;
} good_laws[] = {
    {"8 weeks", LAW_FIXED, 8},
    {"{likely: 8 weeks, low: 7 weeks, high: 9 weeks}", LAW_FIXED, 8},
    {"{law: fixed, mean: 8 weeks}", LAW_FIXED, 8},
    {"{law: exponential, mean: 8 weeks}", LAW_EXPONENTIAL, 8},
    {"{law: lognormal, mean: 8 weeks, sd: 4 weeks}", LAW_LOGNORMAL, 8},
    {"{law: gamma, mean: 8 weeks, shape: 4}", LAW_GAMMA, 8},
    {"{law: gamma, observed: 8 weeks, cv: 0.5}", LAW_GAMMA, 8},
    {"{law: weibull, mean: 8 weeks, shape: 2}", LAW_WEIBULL, 8},
    {"{law: weibull, mean: 8 weeks, cv: 0.5}", LAW_WEIBULL, 8},
    {"{law: uniform, min: 2 weeks, max: 14 weeks}", LAW_UNIFORM, 8},
    {"{law: triangular, min: 2 weeks, mode: 4 weeks, max: 18 weeks}", LAW_TRIANGULAR, 8},
    {"{law: pert, min: 2 weeks, mode: 7 weeks, max: 18 weeks}", LAW_PERT, 8},
    {"{bands: {0-4 weeks: 25%, 4-8 weeks: 25%, 8-16 weeks: 50%}}", LAW_BANDS, 8},
    {"{law: mixture, of: {a: {share: 50%, law: fixed, mean: 4 weeks}, b: {share: 50%, bands: {11-13 weeks: 100%}}}}",
     LAW_MIXTURE, 8},
};

static const struct {
    const char *law, *problems;
} bad_laws[] = {
    {"{mean: 8 weeks}", "3:24 pathway.s.takes: needs \"law\", for example law: lognormal\n"},
    {"{law: normal, mean: 8 weeks}",
     "3:37 pathway.s.takes.law: \"normal\" is not known; choose one of: fixed, exponential, lognormal, gamma, weibull, "
     "uniform, triangular, pert, bands, mixture, geometric, poisson, table\n"},
    {"{law: lognormal, mean: 8 weeks}", "3:24 pathway.s.takes: law lognormal needs mean, and cv or sd\n"},
    {"{law: lognormal, mean: 8 weeks, sd: 1 week, cv: 0.2}",
     "3:24 pathway.s.takes: law lognormal takes mean, and cv or sd, only one of them\n"},
    {"{law: lognormal, mean: 8 weeks, shape: 2}",
     "3:63 pathway.s.takes.shape: law lognormal takes mean, and cv or sd, not shape\n"},
    {"{law: exponential, mean: 8}", "3:56 pathway.s.takes.mean: \"8\" needs a unit, for example 28 weeks\n"},
    {"{law: exponential, mean: 0 weeks}", "3:24 pathway.s.takes: the mean must be above 0\n"},
    {"{law: exponential, mean: 8 weeks, observed: 9 weeks}",
     "3:65 pathway.s.takes.observed: mean and observed cannot both be given\n"},
    {"{law: geometric, mean: 8 weeks}",
     "3:32 pathway.s.takes.law: law geometric counts whole things; it cannot be a duration\n"},
    {"{law: bands, bands: {0-4 weeks: 50%, 4 weeks+: 50%}}",
     "3:24 pathway.s.takes: the last band needs an end, such as 5-10 years\n"},
    {"{of: {a: {share: 50%, law: fixed, mean: 4 weeks}, b: {share: 40%, law: fixed, mean: 4 weeks}}}",
     "3:32 pathway.s.takes: the shares must total 100%, but total 90%\n"},
    {"{of: {a: {share: 100%, law: gamma, mean: 4 weeks}}}",
     "3:37 pathway.s.takes.of.a: law gamma needs mean, and cv, sd or shape\n"},
    {"{of: {a: {law: fixed, mean: 4 weeks}}}", "3:37 pathway.s.takes.of.a: needs \"share\", for example 34.5%\n"},
    {"{law: uniform, min: 5 weeks, max: 4 weeks, men: 1}",
     "3:74 pathway.s.takes.men: unknown key \"men\"; did you mean \"mean\"?\n"},
    {"\n", "3:24 pathway.s.takes: has no value; write for example 28 weeks\n"},
};

Test(param, laws)
{
    for (size_t i = 0; i < sizeof good_laws / sizeof *good_laws; i++) {
        struct text yaml = {0};
        text_printf(&yaml, CLOCK "teams: {t: {}}\npathway: {s: {team: t, takes: %s}}\n", good_laws[i].law);
        struct sample_fixture fixture = sample_fill(yaml.at);
        cr_assert_str_eq(fixture.problems.at, "", "%s gave\n%s", good_laws[i].law, fixture.problems.at);
        const struct law_param *takes = &((struct sample_stage *)fixture.values->pathway.items)->takes;
        cr_assert_eq(takes->law.kind, good_laws[i].kind, "%s is law %d", good_laws[i].law, takes->law.kind);
        cr_assert_float_eq(law_mean(&takes->law), good_laws[i].mean, 1e-6, "%s has mean %g", good_laws[i].law,
                           law_mean(&takes->law));
        sample_release(&fixture);
        text_release(&yaml);
    }
    for (size_t i = 0; i < sizeof bad_laws / sizeof *bad_laws; i++) {
        struct text yaml = {0};
        text_printf(&yaml, CLOCK "teams: {t: {}}\npathway: {s: {team: t, takes: %s}}\n", bad_laws[i].law);
        struct sample_fixture fixture = sample_fill(yaml.at);
        cr_assert_str_eq(fixture.problems.at, bad_laws[i].problems, "%s gave\n%s", bad_laws[i].law,
                         fixture.problems.at);
        sample_release(&fixture);
        text_release(&yaml);
    }
    struct sample_fixture fixture = sample_fill(CLOCK "family: {law: exponential, mean: 1.6}\n");
    cr_assert_str_eq(fixture.problems.at,
                     "2:1 family: the values must be whole numbers; use geometric, poisson, table or a whole number\n",
                     "%s", fixture.problems.at);
    sample_release(&fixture);
    fixture = sample_fill(CLOCK "family: {table: {1: 50%, 3: 50%}}\n");
    cr_assert_float_eq(law_mean(&fixture.values->family.law), 2, 1e-12, "a table: %s", fixture.problems.at);
    sample_release(&fixture);
}

Test(param, checks_run_inner_first_and_only_when_filled)
{
    struct sample_fixture fixture = sample_fill("clock: {length: 52 weeks, runs: 13}\nbudget: £13\n");
    cr_assert_str_eq(fixture.problems.at,
                     "1:33 clock.runs: brings bad luck\n2:9 budget: is odd, says the root after 13 runs\n", "%s",
                     fixture.problems.at);
    sample_release(&fixture);
    fixture = sample_fill("clock: {length: 52, runs: 13}\nbudget: £13\n");
    cr_assert_str_eq(fixture.problems.at, "1:17 clock.length: \"52\" needs a unit, for example 28 weeks\n", "%s",
                     fixture.problems.at);
    sample_release(&fixture);
    fixture = sample_fill("clock: {length: 52 weeks, runs: 14}\n");
    cr_assert_str_eq(fixture.problems.at, "1:33 warning: clock.runs: comes close to bad luck\n", "%s",
                     fixture.problems.at);
    cr_assert_eq(fixture.diag.errors, 0, "a doubt is no error");
    sample_release(&fixture);
    fixture = sample_fill("clock: {length: 52 weeks, runs: 15}\n");
    cr_assert_str_eq(fixture.problems.at, "1:1 clock: clock is wrong as a whole\n", "%s", fixture.problems.at);
    sample_release(&fixture);
}

Test(param, finds_numbers_by_their_paths)
{
    struct sample_fixture fixture = sample_fill(whole);
    struct sample *s = fixture.values;
    const struct param *row;
    struct sample_team *teams = s->teams.items;
    struct sample_stage *stages = s->pathway.items;
    double *found = param_number(&sample_table, s, "teams.north.capacity", &row);
    cr_assert(found == &teams[2].capacity && row == &sample_team_rows[1], "a number in a map");
    cr_assert(param_number(&sample_table, s, "teams.south.posts.funded", &row) == &teams[0].posts.funded, "a section");
    cr_assert(param_number(&sample_table, s, "teams.south.posts", &row) == &teams[0].posts.funded && row->may_change,
              "its shorthand");
    cr_assert(param_number(&sample_table, s, "clock.length", NULL) == &s->clock.length, "nobody asks for the row");
    cr_assert(param_number(&sample_table, s, "pathway.assessment.then.plan", &row) == &stages[0].then.items[1].value,
              "a pair by name");
    cr_assert(param_number(&sample_table, s, "ramp.3 months", &row) == &s->ramp.items[1].value, "a pair by duration");
    cr_assert(param_number(&sample_table, s, "months.dec", &row) == &s->months.items[11].value, "a month");
    found = param_number(&sample_table, s, "pathway.assessment.takes.cv", &row);
    cr_assert(found != NULL && *found == 0.6, "a law's number");
    found = param_number(&sample_table, s, "pathway.assessment.takes", &row);
    cr_assert(found != NULL && *found == 8.2 && row->unit == UNIT_DURATION, "a law's mean, here the observed one");
    *found = 4.1;
    cr_assert_null(param_law_make(&stages[0].takes, &fixture.arena), "made again");
    cr_assert_float_eq(law_mean(&stages[0].takes.law), 4.1, 1e-12, "with the new mean");
    *found = -1;
    cr_assert_not_null(param_law_make(&stages[0].takes, &fixture.arena), "a bad mean is told");
    static const char *const none[] = {"",
                                       "teams",
                                       "teams.west.capacity",
                                       "teams.north",
                                       "teams.north.open",
                                       "title",
                                       "clock.runs",
                                       "pathway.assessment.takes.sd",
                                       "pathway.assessment.then.nowhere",
                                       "teams.north.capacity.x",
                                       "teamsx"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        cr_assert(param_number(&sample_table, s, none[i], &row) == NULL, "\"%s\" names no number", none[i]);
    sample_release(&fixture);
}

static void count_visit(void *user, const char *pattern, const struct param *row, const struct param_table *table,
                        int depth)
{
    struct text *seen = user;
    if (table == &sample_posts_table || table == &sample_figure_table || depth == 0)
        text_printf(seen, "%d %s %s\n", depth, pattern, row->key);
}

Test(param, walks_over_all_rows)
{
    struct text seen = {0};
    param_walk(&sample_table, count_visit, &seen);
    cr_assert_not_null(strstr(seen.at, "2 teams.NAME.posts.funded funded\n"), "%s", seen.at);
    cr_assert_not_null(strstr(seen.at, "1 sources.PATH.from from\n"), "%s", seen.at);
    cr_assert_not_null(strstr(seen.at, "0 extra extra\n"), "%s", seen.at);
    text_release(&seen);
}

/* The same tree filled twice gives equal values in separate memory. */
Test(param, fills_the_same_tree_twice)
{
    struct sample_fixture fixture = sample_fill(whole);
    struct arena arena = {0};
    struct filled again = param_fill(&sample_table, fixture.tree, &arena, &fixture.diag);
    const struct sample *a = fixture.values, *b = again.values;
    cr_assert(a != b && a->teams.items != b->teams.items, "separate memory");
    cr_assert_eq(again.uncertain_count, fixture.filled.uncertain_count, "as many uncertain");
    cr_assert_eq(((struct sample_stage *)a->pathway.items)->then.items[0].value,
                 ((struct sample_stage *)b->pathway.items)->then.items[0].value, "equal values");
    arena_release(&arena);
    sample_release(&fixture);
}
