#include "report/terminal.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

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

Test(terminal, fits_eighty_columns_without_escapes)
{
    struct text out = {0};
    summary_of((struct terminal_style){.utf8 = true}, &out);
    for (const char *line = out.at; *line != '\0'; line += strcspn(line, "\n") + 1) {
        char *one = strndup(line, strcspn(line, "\n"));
        cr_assert(table_width(one) <= 80, "%zu columns: %s", table_width(one), one);
        free(one);
    }
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
