/* The workbook is a zip of XML, so what is in it is read with unzip where there is one. */
#include "report/workbook.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "report/fixture.h"
#include "support/picture.h"
#include "support/program.h"

TestSuite(workbook);

static bool is_built(void)
{
    if (workbook_library() == NULL)
        cr_log_info("built without libxlsxwriter: nothing to test");
    return workbook_library() != NULL;
}

static void open_service(struct fixture *fixture)
{
    struct text yaml = {0};
    text_add(&yaml, fixture_service);
    text_add(&yaml, "  pathway.help: {from: \"=HYPERLINK(1)\", grade: B, note: \"+1-1 @SUM(A1) https://x.example\"}\n");
    fixture_open(fixture, yaml.at, 40);
    text_release(&yaml);
    fixture_set(fixture, METRIC_CASELOAD, METRIC_SERVICE, 25, -1, 0.1);
    fixture_judge(fixture, "main", 0, 0);
    fixture_judge(fixture, "lull", 0, 0.5);
}

static const char *write_as(const struct fixture *fixture, int slot, const char *name)
{
    char why[256] = "";
    const char *path = program_path(slot, fixture->folder, name);
    cr_assert(workbook_write(&fixture->run, path, why), "%s", why);
    return path;
}

/* A part of the file as text, on the heap; null without unzip. */
static char *part_of(const char *path, const char *part)
{
    struct text command = {0}, words = {0};
    text_printf(&command, "unzip -p '%s' '%s' 2>/dev/null", path, part);
    FILE *pipe = popen(command.at, "r");
    char bytes[4096];
    size_t count;
    while ((count = fread(bytes, 1, sizeof bytes, pipe)) > 0)
        text_add_n(&words, bytes, count);
    pclose(pipe);
    text_release(&command);
    return words.at;
}

static void expect(const char *path, const char *part, const char *words, bool there)
{
    char *text = part_of(path, part);
    cr_assert_not_null(text, "%s is not in the workbook", part);
    cr_assert_eq(strstr(text, words) != NULL, there, "\"%s\" is %sin %s:\n%s", words, there ? "not " : "", part, text);
    free(text);
}

Test(workbook, same_run_same_bytes_and_failure_leaves_nothing)
{
    struct fixture fixture;
    size_t length = 0;
    if (!is_built())
        return;
    open_service(&fixture);
    setenv("TZ", "Pacific/Auckland", 1);
    const char *one = write_as(&fixture, 1, "one.xlsx");
    usleep(1100000); /* a clock that gets in shows itself in whole seconds */
    setenv("TZ", "America/Anchorage", 1);
    const char *two = write_as(&fixture, 2, "two.xlsx");
    cr_assert(program_same_files(one, two), "the same run gives other bytes a second later");
    char *bytes = program_file(one, &length);
    cr_assert(length > 4 && memcmp(bytes, "PK\3\4", 4) == 0, "it is no zip file");
    free(bytes);

    char why[256] = "";
    cr_assert_not(workbook_write(&fixture.run, program_path(3, fixture.folder, "no/where.xlsx"), why),
                  "a folder that is not there is no failure");
    cr_assert(why[0] != '\0', "it does not say why");
    fixture_close(&fixture);
}

Test(workbook, holds_numbers_and_never_a_formula)
{
    static const char *const names[] = {"Read me", "Inputs", "Weekly", "Targets", "Charts"};
    static const struct {
        const char *part, *words;
        bool there;
    } cases[] = {
        {"xl/workbook.xml", "Money by year", false},
        {"xl/sharedStrings.xml", "<t>Small &lt;b&gt;service&lt;/b&gt; &amp; co</t>", true},
        {"xl/sharedStrings.xml", "<t>=HYPERLINK(1)</t>", true},
        {"xl/sharedStrings.xml", "<t>+1-1 @SUM(A1) https://x.example</t>", true},
        {"xl/sharedStrings.xml", "<t>Fewer than 1 in 10, if these assumptions hold</t>", true},
        {"xl/styles.xml", "[&lt;0.01]&quot;under 1%&quot;;[&gt;0.99]&quot;over 99%&quot;;0.0%", true},
        {"xl/worksheets/sheet1.xml", "<v>44109</v>", true}, /* 5 October 2020 */
        {"xl/worksheets/sheet2.xml", "<v>8</v>", true},     /* a rate of 8 to 13, likely 10 */
        {"xl/worksheets/sheet2.xml", "<v>10</v>", true},
        {"xl/worksheets/sheet2.xml", "<v>13</v>", true},
        {"xl/worksheets/sheet2.xml", "<v>0.5</v>", true}, /* hands_on: 50% */
        {"xl/worksheets/sheet2.xml", "<pane ySplit=\"1\"", true},
        {"xl/worksheets/sheet4.xml", "<v>0.5</v>", true},                     /* share of time within */
        {"xl/worksheets/sheet4.xml", "<v>44473</v>", true},                   /* 4 October 2021 */
        {"xl/charts/chart1.xml", "<c:f>Weekly!$F$2:$F$6</c:f>", true},        /* median of five samples */
        {"docProps/core.xml", "2020-10-05T00:00:00Z</dcterms:created>", true} /* and no clock */
    };
    struct fixture fixture;
    if (!is_built())
        return;
    open_service(&fixture);
    const char *path = write_as(&fixture, 1, "one.xlsx");
    char *there = part_of(path, "xl/workbook.xml");
    if (there == NULL)
        cr_log_info("there is no unzip: the sheets are not looked at");
    for (size_t i = 0; there != NULL && i < sizeof names / sizeof *names; i++) {
        char part[64];
        expect(path, "xl/workbook.xml", names[i], true);
        snprintf(part, sizeof part, "xl/worksheets/sheet%zu.xml", i + 1);
        expect(path, part, "<f>", false);
        expect(path, part, "hyperlink", false);
    }
    for (size_t i = 0; there != NULL && i < sizeof cases / sizeof *cases; i++)
        expect(path, cases[i].part, cases[i].words, cases[i].there);
    free(there);
    fixture_close(&fixture);
}

/* The part that holds a sheet, by its name as references write it; null when the workbook has no such sheet. */
static char *sheet_of(const char *path, const char *name, size_t length)
{
    char *book = part_of(path, "xl/workbook.xml"), part[64] = "";
    if (length > 1 && name[0] == '\'') { /* quoted, since it has spaces */
        name++;
        length -= 2;
    }
    int place = 0;
    for (const char *at = book; (at = strstr(at, "<sheet name=\"")) != NULL && part[0] == '\0';) {
        at += strlen("<sheet name=\"");
        place++;
        if (strncmp(at, name, length) == 0 && at[length] == '"')
            snprintf(part, sizeof part, "xl/worksheets/sheet%d.xml", place);
    }
    free(book);
    return part[0] != '\0' ? part_of(path, part) : NULL;
}

/* Every range that a chart is drawn from is in a sheet of the workbook, and both its ends hold something. */
static size_t check_references(const char *path, const char *part, const char *chart)
{
    size_t count = 0;
    for (const char *at = chart; (at = strstr(at, "<c:f>")) != NULL; count++) {
        at += strlen("<c:f>");
        const char *cells = at + strcspn(at, "!<");
        char *sheet = sheet_of(path, at, (size_t)(cells - at));
        cr_assert_not_null(sheet, "%s: there is no sheet of %.40s", part, at);
        char from[2][8] = {""}, row[2][12] = {""};
        cr_assert_eq(sscanf(cells, "!$%7[A-Z]$%11[0-9]:$%7[A-Z]$%11[0-9]<", from[0], row[0], from[1], row[1]), 4,
                     "%s: no range: %.40s", part, at);
        for (size_t i = 0; i < 2; i++) {
            char cell[64];
            snprintf(cell, sizeof cell, "<c r=\"%s%s\"", from[i], row[i]);
            const char *found = strstr(sheet, cell), *close = found ? strchr(found, '>') : NULL;
            cr_assert(close && strncmp(close + 1, "<v>", 3) == 0, "%s: %s%s of %.40s is empty", part, from[i], row[i],
                      at);
        }
        free(sheet);
    }
    return count;
}

Test(workbook, every_part_is_xml_and_every_chart_has_its_cells)
{
    struct fixture fixture;
    if (!is_built())
        return;
    open_service(&fixture);
    const char *path = write_as(&fixture, 1, "one.xlsx");
    struct text command = {0};
    text_printf(&command, "unzip -Z1 '%s' 2>/dev/null", path);
    FILE *list = popen(command.at, "r");
    char part[128];
    size_t parts = 0, references = 0;
    while (fgets(part, sizeof part, list)) {
        part[strcspn(part, "\n")] = '\0';
        if (part[0] == '[') /* means a set of letters to unzip */
            part[0] = '?';
        char *text = part_of(path, part);
        cr_assert(text && strncmp(text, "<?xml", 5) == 0, "%s is no XML", part);
        picture_check_xml(strstr(text, "?>") + 2, part);
        if (strncmp(part, "xl/charts/", strlen("xl/charts/")) == 0)
            references += check_references(path, part, text);
        free(text);
        parts++;
    }
    pclose(list);
    text_release(&command);
    if (parts == 0)
        cr_log_info("there is no unzip: the parts are not looked at");
    else
        cr_assert_gt(references, 3, "the charts are drawn from %zu ranges", references);
    fixture_close(&fixture);
}
