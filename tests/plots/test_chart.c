/* Charts of made-up ensembles: every file is there and whole, no words of a scenario run a command, and every headline is
 * borne out by the numbers under it. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plots/chart.h"
#include "plots/gnuplot.h"
#include "plots/theme.h"
#include "support/fake_ensemble.h"
#include "support/picture.h"
#include "support/program.h"

/* The list in its order, and what a scenario must have for those that are not always drawn. */
static const char *const slugs[] = {"caseload",  "teams", "pressure",  "overload", "bands",
                                    "workforce", "dates", "pipelines", "flow",     "spending"};
enum { CHARTS = sizeof slugs / sizeof *slugs };

static bool applies(const struct fake_ensemble *fake, const char *slug)
{
    const struct plan *plan = &fake->plan;
    if (!strcmp(slug, "pressure"))
        return plan->teams.count > 1;
    if (!strcmp(slug, "dates"))
        return plan->targets.count > 0 && !plan_items(plan->targets, struct plan_target)[0].share_of_time &&
               !isnan(ensemble_verdict(&fake->ensemble, 0).chance);
    if (!strcmp(slug, "pipelines"))
        return plan->pipelines.count > 0;
    if (!strcmp(slug, "flow"))
        return plan->pathway.count > 1;
    return strcmp(slug, "spending") != 0 || plan->money.given;
}

struct drawing {
    char *folder;
    struct folder out;
    struct chart_set set;
};

static struct drawing draw_fake(const struct fake_ensemble *fake)
{
    struct drawing drawing = {.folder = program_folder()};
    struct chart_run run = {.ensemble = &fake->ensemble, .seed = 2020, .version = "0.1.0", .prepared = &fake->prepared};
    char why[256] = "";
    cr_assert(folder_open(&drawing.out, program_path(7, drawing.folder, "out"), why), "%s", why);
    cr_assert(chart_draw_run(&run, &drawing.out, &drawing.set, why), "%s", why);
    size_t count = 0;
    for (size_t i = 0; i < CHARTS; i++)
        if (applies(fake, slugs[i]))
            cr_assert(count < drawing.set.count && !strcmp(drawing.set.charts[count++].slug, slugs[i]),
                      "%s is there, in its order", slugs[i]);
    cr_assert_eq(drawing.set.count, count, "no chart without a meaning");
    return drawing;
}

static struct drawing draw(struct fake_options options)
{
    struct fake_ensemble fake;
    fake_ensemble_open(&fake, options);
    struct drawing drawing = draw_fake(&fake);
    fake_ensemble_close(&fake);
    return drawing;
}

static void finish(struct drawing *drawing)
{
    chart_set_release(&drawing->set);
    folder_discard(&drawing->out);
    folder_release(&drawing->out);
    program_remove_folder(drawing->folder);
}

static const char *headline_of(const struct drawing *drawing, const char *slug)
{
    for (size_t i = 0; i < drawing->set.count; i++)
        if (!strcmp(drawing->set.charts[i].slug, slug))
            return drawing->set.charts[i].headline;
    return "(no such chart)";
}

static char *file_of(const struct drawing *drawing, const char *slug, const char *ending, size_t *length)
{
    char name[64];
    snprintf(name, sizeof name, "charts/%s.%s", slug, ending);
    return program_file(program_path(6, drawing->out.work, name), length);
}

static int height_of(const char *svg)
{
    int height = 0;
    const char *box = strstr(svg, "viewBox=\"0 0 960 ");
    cr_assert(box && sscanf(box, "viewBox=\"0 0 960 %d", &height) == 1, "the SVG says how high it is");
    return height;
}

static void check_drawing(const struct drawing *drawing, const char *what)
{
    cr_assert_null(drawing->set.problem, "%s: %s", what, drawing->set.problem);
    for (size_t i = 0; i < drawing->set.count; i++) {
        const struct chart_result *chart = &drawing->set.charts[i];
        const char *slug = chart->slug;
        size_t length;
        cr_assert(chart->headline[0] && chart->subtitle[0] && chart->alt[0], "%s: %s has its words", what, slug);
        cr_assert_not_null(chart->svg, "%s: %s has an SVG", what, slug);
        picture_check_xml(chart->svg, slug);
        picture_check_ids(chart->svg, slug);
        picture_check_csv(chart->csv, slug);
        cr_assert(!strstr(chart->svg, "using 1:"), "%s: %s has no hover commands", what, slug);
        static const char *const endings[] = {"svg", "png", "gp", "csv"};
        for (size_t k = 0; k < 4; k++) {
            char *bytes = file_of(drawing, slug, endings[k], &length);
            cr_assert(bytes && length > 20, "%s: %s.%s is there", what, slug, endings[k]);
            if (k == 0)
                cr_assert_str_eq(bytes, chart->svg, "%s: the file is what the report shows", what);
            if (k == 1) /* IHDR holds the width, and the height as two bytes and two more; twice those of the SVG */
                cr_assert(!memcmp(bytes + 16, "\x00\x00\x07\x80\x00\x00", 6) &&
                              (unsigned char)bytes[22] * 256 + (unsigned char)bytes[23] == 2 * height_of(chart->svg),
                          "%s: %s.png is as large as its SVG", what, slug);
            free(bytes);
        }
    }
}

/* One team needs no whole page, and twenty need more than one to be read. */
static void check_heights(const struct drawing *drawing, size_t teams, const char *what)
{
    static const struct {
        const char *slug;
        int of_one, of_twenty;
    } rows[] = {{"bands", 400, 600}, {"pressure", 400, 545}, {"teams", 540, 680}};
    for (size_t i = 0; i < drawing->set.count; i++)
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
            const struct chart_result *chart = &drawing->set.charts[i];
            if (strcmp(chart->slug, rows[k].slug) != 0)
                continue;
            int height = height_of(chart->svg);
            cr_assert(teams != 1 || height <= rows[k].of_one, "%s: %s of one team is %d high", what, chart->slug,
                      height);
            cr_assert(teams < 20 || height >= rows[k].of_twenty, "%s: %s of %zu teams is %d high", what, chart->slug,
                      teams, height);
        }
}

Test(chart, draws_whatever_the_numbers_are)
{
    static const struct fake_options cases[] = {
        {0},
        {.shape = FAKE_EQUAL, .no_target = true, .no_events = true, .teams = 1},
        {.shape = FAKE_MISSING, .runs = 3},
        {.weeks = 4, .runs = 1, .teams = 2},
        {.weeks = 0.5, .runs = 2},
        {.shape = FAKE_RISING, .weeks = 520, .runs = 20, .teams = 20},
        {.shape = FAKE_PEAK, .no_calendar = true, .teams = 9, .runs = 30, .by_share = true},
        {.runs = 5, .failures = 5, .teams = 23, .money = true, .pipelines = 2, .stages = 3},
        {.weeks = 520, .runs = 6, .teams = 20, .money = true, .pipelines = 1, .stages = 12},
        {.weeks = 4, .runs = 30, .money = true, .pipelines = 1, .stages = 2, .no_calendar = true},
        {.weeks = 30, .runs = 40, .failures = 3, .no_calendar = true, .chance = -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char what[16];
        snprintf(what, sizeof what, "case %zu", i);
        struct drawing drawing = draw(cases[i]);
        check_drawing(&drawing, what);
        check_heights(&drawing, cases[i].teams, what);
        finish(&drawing);
    }
}

Test(chart, script_redraws_its_chart_alone)
{
    struct drawing drawing = draw((struct fake_options){.runs = 40});
    for (size_t i = 0; i < drawing.set.count; i++) {
        char name[64], command[1200];
        snprintf(name, sizeof name, "charts/%s.gp", drawing.set.charts[i].slug);
        const char *alone = program_path(0, drawing.folder, "alone");
        mkdir(alone, 0755);
        snprintf(command, sizeof command, "cp '%s' '%s/c.gp' && cd '%s' && rm -f *.png *.svg && gnuplot -d c.gp 2>&1",
                 program_path(1, drawing.out.work, name), alone, alone);
        cr_assert_eq(system(command), 0, "%s.gp runs by itself", drawing.set.charts[i].slug);
        size_t length, same_length;
        snprintf(name, sizeof name, "alone/%s.png", drawing.set.charts[i].slug);
        char *again = program_file(program_path(2, drawing.folder, name), &length);
        char *first = file_of(&drawing, drawing.set.charts[i].slug, "png", &same_length);
        cr_assert(again && length == same_length && !memcmp(again, first, length), "and draws the same %s.png",
                  drawing.set.charts[i].slug);
        snprintf(name, sizeof name, "alone/%s.svg", drawing.set.charts[i].slug);
        free(first);
        free(again);
        again = program_file(program_path(2, drawing.folder, name), &length);
        cr_assert(again && length > 1000, "and %s.svg", drawing.set.charts[i].slug);
        free(again);
    }
    finish(&drawing);
}

/* Each of these has run a command in gnuplot when it was put into a script carelessly. */
static const char *const hostile[] = {
    "`touch MARK`",
    "'; system 'touch MARK'; '",
    "\"; system \"touch MARK\"; \"",
    "a\nsystem 'touch MARK'\n",
    "a\nEOD\nsystem 'touch MARK'\n$x << EOD\n",
    "'\nsystem 'touch MARK'\n#",
    "\\'; system 'touch MARK'; '\\",
    "@macro @MARK `touch MARK` ${x} $(touch MARK)",
    "| touch MARK",
    "< touch MARK",
    "} system('touch MARK') {",
    "}\n}\nsystem 'touch MARK'\n{",
    "%s %d %n 100% of 5 % and %%",
    "\\n \\\\ \\101 {/Bold x} ^a _b & &amp; <script>alert(1)</script> ]]>",
    "\r\nsystem 'touch MARK'\r\n",
    "\x01\x02\x1b[31m\x7f \xff\xfe \xc3 \xed\xa0\x80",
    "\xe2\x80\xa8system 'touch MARK'\xe2\x80\xa9",
    "\xc2\xa3"
    "1.7m, caf\xc3\xa9, na\xc3\xafve \xe2\x82\xac, \xe6\xbc\xa2\xe5\xad\x97, \xf0\x9f\x98\x80",
    "",
    "#",
    "\\",
    "'",
    "''",
    "';system('touch MARK')#",
    "'`touch MARK`'",
};

enum { HOSTILE = sizeof hostile / sizeof *hostile };

static bool was_run(const char *folder)
{
    return access(program_path(5, folder, "MARK"), F_OK) == 0 || access("MARK", F_OK) == 0;
}

Test(chart, quoted_words_never_run_a_command)
{
    static const struct theme_words look = {9, false, "black"};
    struct text script = {0};
    for (size_t i = 0; i < HOSTILE; i++) {
        theme_label(&script, 10, 10, THEME_LEFT, look, hostile[i]);
        text_add(&script, "words = ");
        theme_quote(&script, hostile[i]);
        text_add(&script, "\nset xtics (");
        theme_quote_tic(&script, hostile[i]);
        text_add(&script, " 1)\nplot 2 title words\n");
    }
    struct text whole = {0};
    text_printf(&whole,
                "form = 'svg'; height = 540.0\nset terminal dumb\nset output 'a.txt'\n%sdo for [i=1:2] {\n%s}\n",
                script.at, script.at);
    char *folder = program_folder();
    struct gnuplot_result result = gnuplot_run(whole.at, whole.length, folder, 60);
    cr_assert_eq(result.outcome, GNUPLOT_DONE, "%s", result.message);
    cr_assert(!was_run(folder), "a command was run");

    /* That the mark would be seen. */
    static const char careless[] = "x = \"`touch MARK`\"\n";
    gnuplot_run(careless, sizeof careless - 1, folder, 60);
    cr_assert(was_run(folder), "the test can fail");
    program_remove_folder(folder);
    text_release(&script);
    text_release(&whole);
}

Test(chart, words_of_a_scenario_never_run_a_command)
{
    for (size_t first = 0; first < HOSTILE; first += 5) {
        const char *words[HOSTILE];
        for (size_t i = 0; i < HOSTILE; i++)
            words[i] = hostile[(first + i) % HOSTILE];
        struct drawing drawing = draw((struct fake_options){.words = words,
                                                            .word_count = HOSTILE,
                                                            .runs = 4,
                                                            .teams = 3,
                                                            .weeks = 30,
                                                            .money = true,
                                                            .pipelines = 1,
                                                            .stages = 5});
        char what[32];
        snprintf(what, sizeof what, "hostile words from %zu", first);
        check_drawing(&drawing, what);
        const char *charts = program_path(4, drawing.out.work, "charts");
        cr_assert(!was_run(charts), "%s: a command was run", what);
        finish(&drawing);
    }
}

Test(chart, quoting_leaves_no_way_out)
{
    for (unsigned long seed = 1; seed <= 3000; seed++) {
        static const char alphabet[] = "'\"\\`@$\n\r\t%{}|<#;ab \x01\x7f\xc2\xa3\xff";
        char words[24];
        unsigned long state = seed;
        size_t length = seed % sizeof words;
        for (size_t i = 0; i < length; i++) {
            state = state * 6364136223846793005UL + 1442695040888963407UL;
            words[i] = alphabet[(state >> 33) % (sizeof alphabet - 1)];
        }
        words[length] = '\0';
        struct text quoted = {0};
        theme_quote(&quoted, words);
        cr_assert(quoted.length >= 2 && quoted.at[0] == '\'' && quoted.at[quoted.length - 1] == '\'', "seed %lu", seed);
        for (size_t i = 1; i + 1 < quoted.length; i++) {
            cr_assert((unsigned char)quoted.at[i] >= 0x20 && quoted.at[i] != 0x7f, "seed %lu: a control character",
                      seed);
            cr_assert_neq(quoted.at[i], '\'', "seed %lu: a quote within the quotes", seed);
        }
        cr_assert(text_is_clean(quoted.at, quoted.length), "seed %lu: not clean", seed);
        text_release(&quoted);
    }
    /* What no font may have would be drawn many times too large; the SVG has its reader's fonts. */
    struct text quoted = {0};
    theme_quote(&quoted, "caf\xc3\xa9 \xe6\xbc\xa2'\xf0\x9f\x98\x80");
    cr_assert_str_eq(quoted.at, "(form eq 'svg' ? 'caf\xc3\xa9 \xe6\xbc\xa2\xe2\x80\x99\xf0\x9f\x98\x80' : "
                                "'caf\xc3\xa9 \xe2\x96\xa1\xe2\x80\x99\xe2\x96\xa1')");
    text_release(&quoted);
}

/* Sets every run's value of a series: `from` at the start, `to` at the end, straight between. */
static void put_line(struct fake_ensemble *fake, enum metric metric, int team, double from, double to)
{
    struct ensemble *ensemble = &fake->ensemble;
    size_t series = metric_series(&ensemble->layout, metric, team);
    for (size_t i = 0; i < ensemble->samples; i++)
        for (size_t run = 0; run < ensemble->runs; run++)
            *ensemble_value(ensemble, series, i, run) =
                (float)(from + (to - from) * (double)i / (double)(ensemble->samples - 1));
}

static void set_hits(struct fake_ensemble *fake, size_t hits)
{
    for (size_t run = 0; run < fake->ensemble.runs; run++)
        fake->ensemble.outcomes[run].met[0] = run < hits;
}

Test(chart, headlines_say_what_the_numbers_bear_out)
{
    setenv("PATH", "/nonexistent", 1); /* words need no gnuplot */
    static const struct {
        double from, to;
        size_t runs, hits;
        const char *headline;
    } cases[] = {
        {24, 17, 1000, 800, "Caseload falls from 24 to 17: about 4 in 5 futures reach 18 by January 2022"},
        {24, 17, 1000, 900, "Caseload falls from 24 to 17 and meets 18 by January 2022 in about 9 in 10 futures"},
        {24, 17, 1000, 899, "Caseload falls from 24 to 17: about 9 in 10 futures reach 18 by January 2022"},
        {24, 17, 1000, 1000,
         "Caseload falls from 24 to 17 and meets 18 by January 2022 in more than 199 in 200 futures"},
        {23, 23.4, 1000, 20, "Caseload stays near 23: about 1 in 50 futures reach 18 by January 2022"},
        {23, 23.4, 1000, 0, "Caseload stays near 23: fewer than 1 in 200 futures reach 18 by January 2022"},
        {17, 17, 1000, 950, "Caseload stays near 17; it meets 18 by January 2022 in about 19 in 20 futures"},
        {20, 31, 500, 50, "Caseload rises from 20 to 31: about 1 in 10 futures reach 18 by January 2022"},
        {24, 18.3, 1000, 300, "Caseload falls from 24 to 18.3: about 3 in 10 futures reach 18 by January 2022"},
        /* Too few runs for a chance: the trend alone, with its date. */
        {24, 17, 19, 19, "Caseload falls from 24 to 17 by October 2023"},
        {23, 23, 1, 1, "Caseload stays near 23"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_ensemble fake;
        fake_ensemble_open(&fake, (struct fake_options){.runs = cases[i].runs, .teams = 1});
        put_line(&fake, METRIC_CASELOAD, METRIC_SERVICE, cases[i].from, cases[i].to);
        set_hits(&fake, cases[i].hits);
        struct drawing drawing = draw_fake(&fake);
        cr_assert_str_eq(headline_of(&drawing, "caseload"), cases[i].headline, "case %zu: \"%s\"", i,
                         headline_of(&drawing, "caseload"));
        for (size_t k = 0; k < drawing.set.count; k++)
            cr_assert(!strstr(drawing.set.charts[k].headline, "100%") && !strstr(drawing.set.charts[k].headline, " 0%"),
                      "no certainty in a headline");
        finish(&drawing);
        fake_ensemble_close(&fake);
    }
}

Test(chart, headline_of_teams_counts_them)
{
    setenv("PATH", "/nonexistent", 1);
    static const struct {
        double ends[3];
        const char *headline;
    } cases[] = {
        {{17, 16, 15}, "Every team ends within 18; Assessment ends highest, at 17"},
        {{17, 26, 15}, "Two of three teams end within 18; Family safeguarding ends highest, at 26"},
        {{27, 26, 15}, "One of three teams ends within 18; Assessment ends highest, at 27"},
        {{27, 26, 18.4}, "Every team ends above 18; Assessment ends highest, at 27"},
        {{17, 16, NAN}, "Every team ends within 18; Assessment ends highest, at 17"},
        {{NAN, NAN, 21}, "Children looked after: caseload stays near 21"},
        {{NAN, NAN, NAN}, "Caseload by team"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_ensemble fake;
        fake_ensemble_open(&fake, (struct fake_options){.runs = 3, .teams = 3, .weeks = 10});
        for (int team = 0; team < 3; team++)
            put_line(&fake, METRIC_CASELOAD, team, cases[i].ends[team], cases[i].ends[team]);
        struct drawing drawing = draw_fake(&fake);
        cr_assert_str_eq(headline_of(&drawing, "teams"), cases[i].headline, "case %zu: \"%s\"", i,
                         headline_of(&drawing, "teams"));
        finish(&drawing);
        fake_ensemble_close(&fake);
    }
}

Test(chart, average_within_the_aim_does_not_hide_who_is_above_it)
{
    setenv("PATH", "/nonexistent", 1);
    static const struct {
        double average, above_aim, above_high;
        const char *headline;
    } cases[] = {
        {17, 0.34, 0.1, "The average ends within 18 cases, yet about 1 in 3 workers carry more"},
        {17, 0.15, 0.1, "Share of workers above 25 cases falls from 40% to 10% by October 2023"},
        {19, 0.6, 0.4, "Share of workers above 25 cases stays near 40%"},
        {19, 0.6, 0.55, "Share of workers above 25 cases rises from 40% to 55% by October 2023"},
        {NAN, NAN, NAN, "Workers with high caseloads"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_ensemble fake;
        fake_ensemble_open(&fake, (struct fake_options){.runs = 30, .teams = 1});
        put_line(&fake, METRIC_CASELOAD, METRIC_SERVICE, 24, cases[i].average);
        put_line(&fake, METRIC_OVER_AIM, METRIC_SERVICE, 0.7, cases[i].above_aim);
        put_line(&fake, METRIC_OVER_HIGH, METRIC_SERVICE, 0.4, cases[i].above_high);
        put_line(&fake, METRIC_OVER_EXTREME, METRIC_SERVICE, 0.01, cases[i].above_high / 10);
        struct drawing drawing = draw_fake(&fake);
        cr_assert_str_eq(headline_of(&drawing, "overload"), cases[i].headline, "case %zu: \"%s\"", i,
                         headline_of(&drawing, "overload"));
        finish(&drawing);
        fake_ensemble_close(&fake);
    }
}

Test(chart, headline_of_the_workforce_takes_what_changes)
{
    setenv("PATH", "/nonexistent", 1);
    static const struct {
        double agency, uncovered, permanent; /* at the end; they start at 20, 10 and 70 */
        const char *headline;
    } cases[] = {
        {6, 10, 84, "Agency share falls from 20% to 6% by October 2023"},
        {20, 25, 70, "The gap of vacancies not covered rises from 10 to 25 FTE by October 2023"},
        {17.5, 10.5, 60, "Permanent staffing falls from 60 to 50 FTE by October 2023"},
        {20, 10, 70, "The workforce mix holds: agency share stays near 20%"},
        {NAN, NAN, NAN, "Posts by how they are filled"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fake_ensemble fake;
        fake_ensemble_open(&fake, (struct fake_options){.runs = 3, .teams = 1});
        put_line(&fake, METRIC_IN_POST, METRIC_SERVICE, 80, cases[i].permanent + 10);
        put_line(&fake, METRIC_NEWLY_QUALIFIED, METRIC_SERVICE, 20, 20);
        put_line(&fake, METRIC_AGENCY, METRIC_SERVICE, 20, cases[i].agency);
        put_line(&fake, METRIC_UNCOVERED, METRIC_SERVICE, 10, cases[i].uncovered);
        struct drawing drawing = draw_fake(&fake);
        cr_assert_str_eq(headline_of(&drawing, "workforce"), cases[i].headline, "case %zu: \"%s\"", i,
                         headline_of(&drawing, "workforce"));
        finish(&drawing);
        fake_ensemble_close(&fake);
    }
}

Test(chart, without_gnuplot_the_numbers_are_written_and_the_problem_told)
{
    setenv("PATH", "/nonexistent", 1);
    struct drawing drawing = draw((struct fake_options){.runs = 10});
    cr_assert(drawing.set.problem && strstr(drawing.set.problem, "gnuplot is not installed"), "%s",
              drawing.set.problem);
    for (size_t i = 0; i < drawing.set.count; i++) {
        size_t length;
        cr_assert_null(drawing.set.charts[i].svg, "no SVG without gnuplot");
        cr_assert_null(file_of(&drawing, drawing.set.charts[i].slug, "svg", &length), "nor half a file");
        cr_assert_null(file_of(&drawing, drawing.set.charts[i].slug, "png", &length), "nor a picture");
        char *csv = file_of(&drawing, drawing.set.charts[i].slug, "csv", &length),
             *script = file_of(&drawing, drawing.set.charts[i].slug, "gp", &length);
        cr_assert(csv && script, "the numbers and the script of %s are there", drawing.set.charts[i].slug);
        cr_assert_str_eq(csv, drawing.set.charts[i].csv, "the same numbers");
        free(csv);
        free(script);
    }
    finish(&drawing);
}

Test(chart, half_a_picture_is_taken_away)
{
    /* A gnuplot that writes half of every file and says that all went well. */
    char *folder = program_folder();
    const char *path = program_path(3, folder, "gnuplot");
    FILE *file = fopen(path, "w");
    fputs("#!/bin/sh\ncat >/dev/null\nfor f in caseload teams; do echo '<svg><g>' >$f.svg; echo PNG >$f.png; done\n",
          file);
    fclose(file);
    chmod(path, 0755);
    struct text list = {0};
    text_printf(&list, "%s:/usr/bin:/bin", folder);
    setenv("PATH", list.at, 1);
    struct drawing drawing = draw((struct fake_options){.runs = 10});
    size_t length;
    cr_assert_not_null(drawing.set.problem, "exit status 0 is not believed");
    cr_assert_null(drawing.set.charts[0].svg, "half an SVG is no SVG");
    cr_assert_null(file_of(&drawing, "caseload", "svg", &length), "and it is gone");
    text_release(&list);
    finish(&drawing);
    program_remove_folder(folder);
}
