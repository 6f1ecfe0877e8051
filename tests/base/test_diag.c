/* What the user sees of problems: order, lines, carets, and texts that try to misbehave. */
#include <criterion/criterion.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"

/* What diag_print() prints; to be freed. */
static char *printed(struct diag *diag)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    diag_print(diag, out);
    fclose(out);
    char *copy = mem_copy_text(text); /* gcc takes the stream's own buffer for a dangling one */
    free(text);
    return copy;
}

static void expect(struct diag *diag, const char *expected)
{
    char *text = printed(diag);
    cr_assert_str_eq(text, expected, "printed:\n%s\nexpected:\n%s", text, expected);
    free(text);
}

static int file_of(struct diag *diag, const char *name, const char *text)
{
    return diag_file(diag, name, text, strlen(text));
}

Test(diag, prints_in_file_order_with_line_and_caret)
{
    struct diag diag = {0};
    int a = file_of(&diag, "luton-2020.yaml", "clock:\n  weeks: 156\n  run: 1000\n");
    int b = file_of(&diag, "option.yaml", "x: 1\r\ny");
    diag_error(&diag, (struct place){b, 2, 2, 0}, "y", "the value is missing");
    diag_error(&diag, (struct place){a, 3, 3, 3}, "clock.run", "unknown key \"%s\"; did you mean \"%s\"?", "run",
               "runs");
    diag_warning(&diag, (struct place){a, 2, 10, 3}, "clock.weeks", "three years is long");
    diag_error(&diag, (struct place){b, 1, 1, 1}, NULL, "first at this place");
    diag_error(&diag, (struct place){b, 1, 1, 1}, NULL, "second at this place");
    diag_error(&diag, (struct place){b, 1, 1, 1}, NULL, "first at this place");
    diag_error(&diag, (struct place){a, 0, 0, 0}, NULL, "the file as a whole");
    cr_assert_eq(diag.errors, 5, "a repeated message counts once, a warning not");
    expect(&diag, "luton-2020.yaml: the file as a whole\n"
                  "luton-2020.yaml:2:10: warning: clock.weeks: three years is long\n"
                  "    2 |   weeks: 156\n"
                  "      |          ^~~\n"
                  "luton-2020.yaml:3:3: clock.run: unknown key \"run\"; did you mean \"runs\"?\n"
                  "    3 |   run: 1000\n"
                  "      |   ^~~\n"
                  "option.yaml:1:1: first at this place\n"
                  "    1 | x: 1\n"
                  "      | ^\n"
                  "option.yaml:1:1: second at this place\n"
                  "    1 | x: 1\n"
                  "      | ^\n"
                  "option.yaml:2:2: y: the value is missing\n"
                  "    2 | y\n"
                  "      |  ^\n");
    diag_release(&diag);
    diag_release(&diag);
    expect(&diag, "");
}

Test(diag, carets_stand_right)
{
    static const struct {
        const char *line;
        int column, length;
        const char *shown, *caret;
    } cases[] = {
        {"\tkey: 1", 2, 3, "        key: 1", "        ^~~"},
        {"a\tkey: 1", 3, 3, "a       key: 1", "        ^~~"},
        {"caf\xc3\xa9: wrong", 7, 5, "caf\xc3\xa9: wrong", "      ^~~~~"},
        {"\xf0\x9f\x98\x80 x", 3, 1, "\xf0\x9f\x98\x80 x", "  ^"},
        {"bad \x1b[31m \xff x", 12, 1, "bad ?[31m ? x", "           ^"},
        {"short", 99, 4, "short", "     ^"},
        {"short", 3, 99, "short", "  ^~~"},
        {"", 1, 1, "", "^"},
        {"no column", 0, 0, "no column", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diag diag = {0};
        struct text expected = {0};
        int file = file_of(&diag, "f", cases[i].line);
        diag_error(&diag, (struct place){file, 1, cases[i].column, cases[i].length}, NULL, "m");
        if (cases[i].caret)
            text_printf(&expected, "f:1:%d: m\n    1 | %s\n      | %s\n", cases[i].column, cases[i].shown,
                        cases[i].caret);
        else
            text_printf(&expected, "f:1: m\n    1 | %s\n", cases[i].shown);
        expect(&diag, expected.at);
        text_release(&expected);
        diag_release(&diag);
    }
}

/* Wherever the place is in a long line, the lines fit and the caret stands under the same character. */
Test(diag, long_lines_are_cut_around_the_caret)
{
    char line[5000];
    for (size_t i = 0; i < sizeof line - 1; i++)
        line[i] = "0123456789abcdefghijklmnopqrstuvwxyz"[i * 7 % 36];
    line[sizeof line - 1] = '\0';
    for (size_t length = 100; length < sizeof line; length += 331)
        for (int column = 1; column <= (int)length; column += 1 + column / 3) {
            struct diag diag = {0};
            diag_error(&diag, (struct place){diag_file(&diag, "f", line, length), 1, column, column % 300}, NULL, "m");
            char *text = printed(&diag), *shown = strchr(text, '\n') + 1, *caret = strchr(shown, '\n') + 1;
            char *mark = strchr(caret, '^');
            cr_assert(caret - shown <= 121, "line of %td columns", caret - shown - 1);
            cr_assert(strlen(caret) <= 121, "caret line of %zu columns", strlen(caret) - 1);
            cr_assert_eq(shown[mark - caret], line[column - 1], "length %zu, column %d:\n%s", length, column, text);
            free(text);
            diag_release(&diag);
        }
}

Test(diag, texts_cannot_reach_the_terminal)
{
    struct diag diag = {0};
    int file = file_of(&diag, "na\x1bme", "a\n");
    diag_error(&diag, (struct place){file, 9, 1, 1}, "pa\nth",
               "mess\x07"
               "age \xc2\x9b \xfe caf\xc3\xa9");
    diag_error(&diag, (struct place){7, 1, 1, 1}, NULL, "of no file");
    expect(&diag, "na?me:9:1: pa?th: mess?age ? ? caf\xc3\xa9\nof no file\n");
    diag_release(&diag);
}

Test(diag, many_problems_are_counted)
{
    struct diag diag = {0};
    int file = file_of(&diag, "f", "x\n");
    for (int i = 0; i < 150; i++)
        diag_warning(&diag, (struct place){file, 1, 1, 1}, NULL, "warning %d", i);
    for (int i = 0; i < 300; i++)
        diag_error(&diag, (struct place){file, 2 + i, 1, 1}, NULL, "error %d", i);
    cr_assert_eq(diag.errors, 300);
    cr_assert_eq(diag.count, 200);
    cr_assert_eq(diag.left_out, 250);
    for (size_t i = 0; i < diag.count; i++)
        cr_assert_not(diag.problems[i].warning, "a warning took the place of an error");
    char *text = printed(&diag);
    cr_assert_not_null(strstr(text, "\nand 250 more like these\n"));
    free(text);
    diag_release(&diag);
}
