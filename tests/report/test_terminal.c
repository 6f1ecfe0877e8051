#include "report/terminal.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/fixture.h"
#include "report/table.h"

TestSuite(terminal);

static void summary_of(struct terminal_style style, struct text *out)
{
    struct fixture fixture;
    fixture_open(&fixture, fixture_service, 40);
    fixture_set(&fixture, METRIC_CASELOAD, METRIC_SERVICE, 25, -1, 0.1);
    fixture_judge(&fixture, "main", 38, 0);
    fixture_judge(&fixture, "lull", 0, 0.5);
    terminal_write(&fixture.run, style, "out/report.html", out);
    fixture_close(&fixture);
}

static void expect_eighty_columns(const char *text)
{
    for (const char *line = text; *line != '\0'; line += strcspn(line, "\n") + 1) {
        char *one = strndup(line, strcspn(line, "\n"));
        cr_assert(table_width(one) <= 80, "%zu columns: %s", table_width(one), one);
        free(one);
    }
}

/* Words of one letter fill every line to the brim, and one long word fills a line alone. */
Test(terminal, breaks_whatever_a_user_writes)
{
    struct fixture fixture;
    struct text out = {0}, yaml = {0};
    text_add(&yaml,
             "schema: 1\nclock: {start: 2020-10-05, length: 52 weeks}\ndemand: {sources: {s: {enters: work, rate: 1 "
             "per week}}}\npathway: {work: {team: t, takes: 1 week}}\ntargets: {a: {team: t, at_most: 18}}\n"
             "teams: {t: {capacity: 9, staff: {a: {fte: 2}}, title: ");
    for (int i = 0; i < 90; i++)
        text_add(&yaml, "ö ");
    for (int i = 0; i < 120; i++)
        text_add(&yaml, "n");
    text_add(&yaml, "}}\n");
    fixture_open(&fixture, yaml.at, 3);
    terminal_write(&fixture.run, (struct terminal_style){.utf8 = true}, NULL, &out);
    expect_eighty_columns(out.at);
    text_release(&out);
    text_release(&yaml);
    fixture_close(&fixture);
}

Test(terminal, fits_eighty_columns_without_escapes)
{
    struct text out = {0};
    summary_of((struct terminal_style){.utf8 = true}, &out);
    expect_eighty_columns(out.at);
    cr_assert(strchr(out.at, '\033') == NULL, "an escape sequence without colour");
    const char *words[] = {"This plan meets average caseload of 18 or fewer by October 2021",
                           "Meets: about 19 in 20",
                           "Caseload  26.9 █",
                           "Alpha",
                           "All teams",
                           "Report: out/report.html",
                           "Illustration only"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        cr_assert(strstr(out.at, words[i]) != NULL, "\"%s\" is not in\n%s", words[i], out.at);
    text_release(&out);
}

Test(terminal, plain_letters_where_there_is_no_utf8)
{
    struct text out = {0};
    summary_of((struct terminal_style){0}, &out);
    for (const char *letter = out.at; *letter != '\0'; letter++)
        cr_assert((unsigned char)*letter < 0x80, "a byte beyond ASCII in\n%s", out.at);
    text_clear(&out);
    summary_of((struct terminal_style){.colour = true, .utf8 = true}, &out);
    cr_assert(strstr(out.at, "\033[1m") != NULL, "no colour when it was asked for");
    text_release(&out);
}

Test(terminal, sparklines_start_at_nought)
{
    struct text out = {0};
    const double values[] = {0, 4, (double)NAN, 8, -1};
    terminal_sparkline(values, 5, true, &out);
    cr_assert_str_eq(out.at, "▁▅ █▁", "%s", out.at);
    text_clear(&out);
    terminal_sparkline(values, 5, false, &out);
    cr_assert_str_eq(out.at, "_= #_", "%s", out.at);
    text_clear(&out);
    terminal_sparkline((const double[]){0, 0}, 2, true, &out);
    cr_assert_str_eq(out.at, "▁▁", "%s", out.at);
    text_release(&out);
}
