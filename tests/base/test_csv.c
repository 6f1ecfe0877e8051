#include "base/csv.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const struct csv_column columns[] = {{"date", true}, {"team", false}, {"value", true}};

/* "date|team|value" of every row with the place of its first field, then the problems. */
static void read_all(const char *bytes, size_t length, struct text *out)
{
    struct diag diag = {0};
    struct csv csv;
    int file = diag_file(&diag, "x.csv", bytes, length);
    bool good = csv_read(&csv, bytes, length, file, columns, 3, &diag);
    cr_assert_eq(good, diag.errors == 0, "it says whether all was well");
    for (size_t row = 0; row < csv.rows; row++) {
        text_printf(out, "%d: ", csv_at(&csv, row, 0)->at.line);
        for (size_t i = 0; i < 3; i++)
            text_printf(out, "%s%s", csv_at(&csv, row, i)->text, i < 2 ? "|" : "\n");
    }
    for (size_t i = 0; i < diag.count; i++)
        text_printf(out, "%d:%d %s\n", diag.problems[i].place.line, diag.problems[i].place.column,
                    diag.problems[i].message);
    csv_release(&csv);
    diag_release(&diag);
}

Test(test_csv, reads_what_the_format_allows)
{
    static const struct {
        const char *bytes, *rows;
    } cases[] = {
        {"date,team,value\n2017,north,1\n2018,,2", "2: 2017|north|1\n3: 2018||2\n"},
        {"\xEF\xBB\xBF"
         "date,team,value\r\n2017,north,1\r\n",
         "2: 2017|north|1\n"},
        {"value,date\n1,2017\n", "2: 2017||1\n"},
        {"date,value\n\n2017,1\n\n\n", "3: 2017||1\n"},
        {"date,team,value\n2017,\"a, \"\"b\"\"\r\nc\",1\n2018,d,2\n", "2: 2017|a, \"b\"\nc|1\n4: 2018|d|2\n"},
        {"\"date\",\"value\"\n\"\",\"\"\n", "2: ||\n"},
        {"date,value\n , \xC3\xA9\t\n", "2:  || \xC3\xA9\t\n"},
        {"date,value\n", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text out = {0};
        text_add(&out, "");
        read_all(cases[i].bytes, strlen(cases[i].bytes), &out);
        cr_assert_str_eq(out.at, cases[i].rows, "case %zu gave\n%s", i, out.at);
        text_release(&out);
    }
}

Test(test_csv, tells_what_is_wrong_and_where)
{
    static const struct {
        const char *bytes, *problems;
        size_t length; /* 0: of the text */
    } cases[] = {
        {"", "0:0 is empty; its first line names the columns\n", 0},
        {"\n\r\n", "0:0 is empty; its first line names the columns\n", 0},
        {"date,vale\n2017,1\n",
         "2: 2017||\n1:6 there is no column \"vale\"; did you mean \"value\"?\n"
         "1:1 the first line names the columns, and \"value\" is missing\n",
         0},
        {"date,value,wibble\n", "1:12 there is no column \"wibble\"; the columns are date, team, value\n", 0},
        {"date,value,date\n", "1:12 the column \"date\" is given twice\n", 0},
        {"date,value\n2017\n2018,2\n2019,1,3\n",
         "3: 2018||2\n"
         "2:1 this line has 1 field and the first line 2; a field with a comma in it goes in quotes\n"
         "4:1 this line has 3 fields and the first line 2; a field with a comma in it goes in quotes\n",
         0},
        {"date,value\n2017,\"1\n2018,2\n", "2:6 a quote is opened here and never closed\n", 0},
        {"date,value\n2017,\"1\"2\n",
         "2:9 after a closing quote comes a comma or the end of the line; a quote within quotes is doubled\n", 0},
        {"date,value\n2017,1\"2\n",
         "2:7 a quote in the middle of a field; put the whole field in quotes and double the one within\n", 0},
        {"date,value\n\xC3\xA9,\xFF\n", "2:3 what stands here is not UTF-8; save the file as UTF-8\n", 0},
        {"date,value\n2017,\0\n", "2:6 what stands here is a control character; save the file as CSV text\n", 18},
        {"date,value\r2017,1\r", "1:11 what stands here is a control character; save the file as CSV text\n", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text out = {0};
        text_add(&out, "");
        read_all(cases[i].bytes, cases[i].length ? cases[i].length : strlen(cases[i].bytes), &out);
        cr_assert_str_eq(out.at, cases[i].problems, "case %zu gave\n%s", i, out.at);
        text_release(&out);
    }
}

Test(test_csv, large_files_and_wide_rows_are_refused)
{
    size_t length = CSV_BYTES_LIMIT + 1;
    char *bytes = malloc(length + 1);
    memset(bytes, '\n', length + 1);
    memcpy(bytes, "date,value", 10);
    struct text out = {0};
    read_all(bytes, length, &out);
    cr_assert_str_eq(out.at, "0:0 is larger than 1 MiB\n", "%s", out.at);
    text_clear(&out);
    text_add(&out, "");
    read_all(bytes, length - 1, &out);
    cr_assert_str_eq(out.at, "", "just small enough: %s", out.at);
    text_clear(&out);
    memset(bytes + 11, ',', 100);
    read_all(bytes, 111, &out);
    cr_assert_str_eq(out.at, "2:1 has more than 64 fields\n", "%s", out.at);
    text_release(&out);
    free(bytes);
}

/* A table that others publish has columns that nobody asked for; everything else stays an error. */
Test(test_csv, columns_of_others_are_passed_over_where_that_is_asked)
{
    static const char bytes[] = "region,value,date,region\nEast,3,2017,x\nWest,4\n";
    struct csv csv;
    struct diag diag = {0};
    int file = diag_file(&diag, "t.csv", bytes, strlen(bytes));
    cr_assert_not(csv_read_some(&csv, bytes, strlen(bytes), file, columns, 3, &diag));
    cr_assert_eq(diag.count, 1, "%zu problems", diag.count);
    cr_assert_not_null(strstr(diag.problems[0].message, "this line has 2 fields and the first line 4"));
    cr_assert_eq(csv.rows, 1);
    cr_assert_str_eq(csv_at(&csv, 0, 0)->text, "2017");
    cr_assert_str_eq(csv_at(&csv, 0, 2)->text, "3");
    csv_release(&csv);
    diag_release(&diag);
}

Test(test_csv, writers_and_reader_agree)
{
    static const char *const words[] = {"plain", "a, b", "say \"no\"", "two\nlines", ""};
    static const char *const quoted[] = {"plain", "\"a, b\"", "\"say \"\"no\"\"\"", "\"two lines\"", ""};
    static const double numbers[] = {0.0, -0.0, 17, -17, 999999999, 1e9, 1.0 / 3, (double)NAN, -(double)INFINITY};
    static const char wanted[] = ",0,0,17,-17,999999999,1e+09,0.333333333,,";
    struct text out = {0};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        text_clear(&out);
        csv_words(&out, words[i]);
        cr_expect_str_eq(out.at, quoted[i]);
    }
    text_clear(&out);
    csv_quoted(&out, "plain");
    cr_expect_str_eq(out.at, "\"plain\"");
    text_clear(&out);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        csv_number(&out, numbers[i]);
    cr_expect_str_eq(out.at, wanted);
    text_release(&out);
}

Test(test_csv, numbers_have_nine_digits_whoever_writes_them)
{
    static const double hard[] = {0.1234567885, 99999999.95, 999999999.6, 9.999999995, 1e-4,   0.00010010000005, -0.5,
                                  1e9,          1.5e300,     -1e-300,     5e-324,      100.25, 12345678.00000001};
    enum { COUNT = 300000, HARD = sizeof hard / sizeof *hard };
    struct text out = {0};
    char expected[40];
    unsigned long long state = 1;
    for (size_t i = 0; i < COUNT; i++) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        /* of every size from 1e-7 to 1e11; and next to where the tenth digit is a 5 and nothing follows */
        double value = ldexp((double)(state >> 11), -76 + (int)(state >> 7 & 63));
        if (i % 3 == 0)
            value = (100000000.5 + (double)(state >> 35)) / pow(10, (double)(i % 13));
        value = i < HARD ? hard[i] : (i % 2 ? value : -value) + 0.0; /* nought has no sign */
        text_clear(&out);
        csv_number(&out, value);
        snprintf(expected, sizeof expected, ",%.9g", value);
        cr_assert(strcmp(out.at, expected) == 0, "%a: %s, should be %s", value, out.at, expected);
    }
    text_release(&out);
}
