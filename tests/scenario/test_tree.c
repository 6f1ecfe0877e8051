#include <criterion/criterion.h>

#include "scenario/sample.h"

static struct text problems_of(const char *yaml, size_t length)
{
    struct sample_fixture fixture = sample_parse(yaml, length);
    struct text problems = {0};
    sample_list_problems(&fixture.diag, &problems);
    sample_release(&fixture);
    return problems;
}

Test(tree, knows_where_everything_stands)
{
    static const char yaml[] = "\xEF\xBB\xBFschema: 1\r\n"
                               "town: {name: Luton, \"mayor\": 'A: b'}   # comment\r\n"
                               "list:\r\n"
                               "  - one\r\n"
                               "  - [two, three]\r\n"
                               "empty:\r\n"
                               "long: >-\r\n"
                               "  some words\r\n"
                               "  and more\r\n"
                               "größe: ü\r\n";
    struct sample_fixture fixture = sample_parse(yaml, sizeof yaml - 1);
    cr_assert_eq(fixture.diag.errors, 0, "%zu errors", fixture.diag.errors);
    const struct node *root = fixture.tree;
    const struct node *mayor = tree_find(root, "town.mayor");
    cr_assert_not_null(mayor, "town.mayor is there");
    cr_assert_str_eq(mayor->text, "A: b", "its text");
    cr_assert(mayor->quoted, "it is quoted");
    cr_assert(mayor->at.line == 2 && mayor->at.column == 30 && mayor->at.length == 6, "it stands at %d:%d, %d long",
              mayor->at.line, mayor->at.column, mayor->at.length);
    cr_assert(mayor->key_at.column == 21 && mayor->key_at.length == 7, "its key stands at %d, %d long",
              mayor->key_at.column, mayor->key_at.length);
    const struct node *list = tree_child(root, "list");
    cr_assert(list->kind == NODE_LIST && list->count == 2 && list->items[1]->count == 2, "lists nest");
    cr_assert(tree_is_empty(tree_child(root, "empty")), "no value is an empty value");
    cr_assert(!tree_is_null(tree_child(root, "empty")), "but not null");
    cr_assert_str_eq(tree_child(root, "long")->text, "some words and more", "folded text");
    const struct node *size = tree_child(root, "größe");
    cr_assert(size->at.column == 8, "columns count characters: %d", size->at.column);
    cr_assert_eq(root->items[0]->at.line, 1, "a byte order mark changes nothing");
    cr_assert_eq(root->items[0]->at.column, 9, "nor the column");
    cr_assert_eq(tree_nearest(root, "town.council.leader"), tree_child(root, "town"), "the deepest on the way");
    sample_release(&fixture);
}

Test(tree, explains_what_it_cannot_read)
{
    static const struct {
        const char *yaml, *problems;
    } cases[] = {
        {"", "0:0 is empty; a scenario starts with \"schema: 1\"\n"},
        {"# only a comment\n", "0:0 is empty; a scenario starts with \"schema: 1\"\n"},
        {"a: &x 1\nb: *x\nc:\n  <<: *x\n",
         "1:4 anchors (&), aliases (*) and merge keys (<<) are not used here; write the values out, or use extends\n"},
        {"a: {<<: {b: 1}}\n",
         "1:5 anchors (&), aliases (*) and merge keys (<<) are not used here; write the values out, or use extends\n"},
        {"a: !!str 5\n", "1:4 tags (!) are not used here; put the value in quotes\n"},
        {"a: 1\n---\nb: 2\n", "2:1 a second document starts here; one file is one scenario, and extends joins files\n"},
        {"a: 1\nb:\n  a: 2\n  a: 3\na: 4\n", "4:3 \"a\" is given twice; the first is on line 3, column 3\n"
                                             "5:1 \"a\" is given twice; the first is on line 1, column 1\n"},
        {"a:\n\tb: 1\n", "2:1 there is a tab here; indent with spaces\n"},
        {"a: @home\n", "1:4 a value cannot start with \"@\"; put it in quotes\n"},
        {"a: b: c\n",
         "1:5 there is a second \": \" here, or the line is indented too far, or the line above lacks its \":\"; put a value that holds \": \" in quotes\n"},
        {"a: 1\n b: 2\n",
         "2:3 there is a second \": \" here, or the line is indented too far, or the line above lacks its \":\"; put a value that holds \": \" in quotes\n"},
        {"a:\n  b: 1\n c: 2\n",
         "3:2 this line does not fit the lines above: check its indentation, and quotes or brackets "
         "that were not closed\n"},
        {"a: {b: 1\nc: 2\n", "1:4 this { is not closed, or a comma is missing between its values\n"},
        {"a: [1, 2\n", "1:4 this [ is not closed, or a comma is missing between its values\n"},
        {"a: \"open\n", "1:4 a quote is opened here and never closed\n"},
        {"a: 1\nwords\nb: 2\n", "3:1 this line is no \"key: value\"; is there a \":\" and a space after the key?\n"},
        {"a: \"C:\\Users\"\n", "1:4 \"\\\" has a special meaning in double quotes; use single quotes\n"},
        {"a: \"\\x07\"\n", "1:4 a backslash here makes a control character; use single quotes\n"},
        {"a: \"\\0\"\n", "1:4 a backslash here makes a control character; use single quotes\n"},
        {"a: *\n", "1:4 a value that starts with & or * must be put in quotes\n"},
        {"%a\n", "1:1 a line cannot start with %; put the value in quotes\n"},
        {"{a: 1}: 2\n", "1:1 a key must be plain words, not something in brackets\n"},
        {"? \n: 2\n", "1:2 there is no key before the \":\"\n"},
        {"a: caf\xE9\n",
         "1:7 there is a character here that is not UTF-8 text, or is invisible (byte 233); save the file "
         "as UTF-8\n"},
        {"a: 1\nb: \x01\n", "2:4 there is a control character here (byte 1); is this a text file?\n"},
        {"a: 1\rb: 2\r", "1:5 there is a control character here (byte 13); is this a text file?\n"},
        {"a: 1\xE2\x80\xA8"
         "b: 2\n",
         "1:5 there is a character here that is not UTF-8 text, or is invisible (byte 226); "
         "save the file as UTF-8\n"},
        {"\xFF\xFE"
         "a",
         "1:1 the file is UTF-16; save it as UTF-8\n"},
        {"a: {pay: £5,500 per year}\n",
         "1:10 a comma inside { } ends a value; put it in quotes: pay: \"£5,500 per year\"\n"},
        {"a: {pay: £1,700,000, on: £2,000 per week, b: 1}\n",
         "1:10 a comma inside { } ends a value; put it in quotes: pay: \"£1,700,000\"\n"
         "1:26 a comma inside { } ends a value; put it in quotes: on: \"£2,000 per week\"\n"},
        {"a: {rate: 1,200 per week}\n",
         "1:11 a comma inside { } ends a value; put it in quotes: rate: \"1,200 per week\"\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text problems = problems_of(cases[i].yaml, strlen(cases[i].yaml));
        cr_assert_str_eq(problems.at, cases[i].problems, "%s\n gave\n%s", cases[i].yaml, problems.at);
        text_release(&problems);
    }
    struct text problems = problems_of("a: \0b\n", 6);
    cr_assert_str_eq(problems.at, "1:4 there is a control character here (byte 0); is this a text file?\n", "%s",
                     problems.at);
    text_release(&problems);
}

static char *repeated(const char *words, size_t times)
{
    struct text text = {0};
    for (size_t i = 0; i < times; i++)
        text_add(&text, words);
    return text.at;
}

Test(tree, stops_at_its_limits)
{
    static const struct {
        const char *words;
        size_t times;
        const char *problems;
    } cases[] = {
        {"[", 200000, "1:33 is nested more than 32 deep\n"},
        {"{a: ", 200000, "1:129 is nested more than 32 deep\n"},
        {"- ", 200000, "1:65 is nested more than 32 deep\n"},
        {"? ", 200000, "1:3 a key must be plain words, not something in brackets\n"},
        {"- a\n", 60000, "50000:3 the file holds more than 50,000 values\n"},
        {"# 0123456789\n", 200000, "0:0 is larger than 1 MiB; a scenario is a few hundred lines\n"},
        {"a: &a {b: *a}\n", 1,
         "1:4 anchors (&), aliases (*) and merge keys (<<) are not used here; write the values out, or use extends\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *yaml = repeated(cases[i].words, cases[i].times);
        struct text problems = problems_of(yaml, strlen(yaml));
        cr_assert_str_eq(problems.at, cases[i].problems, "%zu times \"%s\" gave %s", cases[i].times, cases[i].words,
                         problems.at);
        text_release(&problems);
        free(yaml);
    }
    char *deep = repeated("[", 31);
    char *shut = repeated("]", 31);
    struct text nested = {0};
    text_printf(&nested, "%s1%s\n", deep, shut);
    struct text problems = problems_of(nested.at, nested.length);
    cr_assert_str_eq(problems.at, "", "31 brackets and a value are 32 deep and fine: %s", problems.at);
    text_release(&problems);
    text_release(&nested);
    free(deep);
    free(shut);
}

Test(tree, merges_as_the_conventions_say)
{
    static const char base_text[] = "a: {x: 1, y: {p: 1, q: 2}, z: 3}\nb: [1, 2]\nc: 20\nd: {k: 1}\ne: 5\nf: {m: 1}\n";
    static const char over_text[] =
        "f: null\na: {y: {q: 9, r: 7}, x: null, w: null}\nb: [3]\nc: {growth: 1}\nd:\ne: 6\ng: 8\n";
    struct sample_fixture base = sample_parse(base_text, strlen(base_text));
    struct sample_fixture over = sample_parse(over_text, strlen(over_text));
    struct node *merged = tree_merge(&base.arena, base.tree, over.tree);
    cr_assert_str_eq(tree_find(merged, "a.y.p")->text, "1", "inherited");
    cr_assert_str_eq(tree_find(merged, "a.y.q")->text, "9", "replaced");
    cr_assert_str_eq(tree_find(merged, "a.y.r")->text, "7", "new");
    cr_assert_null(tree_find(merged, "a.x"), "null removes");
    cr_assert_null(tree_find(merged, "f"), "null removes a whole map");
    cr_assert(tree_is_null(tree_find(merged, "a.w")), "a null with nothing to remove stays to be told");
    cr_assert_eq(tree_find(merged, "b")->count, 1, "lists replace");
    cr_assert_str_eq(tree_find(merged, "c")->under->text, "20", "a map over a value remembers it");
    cr_assert_str_eq(tree_find(merged, "d.k")->text, "1", "a key without a value leaves a map as it is");
    cr_assert_str_eq(tree_find(merged, "e")->text, "6", "values replace");
    static const char *const order[] = {"a", "b", "c", "d", "e", "g"};
    cr_assert_eq(merged->count, 6, "six keys, not %zu", merged->count);
    for (size_t i = 0; i < 6; i++)
        cr_assert_str_eq(merged->items[i]->key, order[i], "key %zu is %s", i, merged->items[i]->key);
    cr_assert_str_eq(tree_find(base.tree, "a.x")->text, "1", "the base itself is untouched");
    sample_release(&base);
    sample_release(&over);
}

Test(tree, sets_and_finds_along_paths)
{
    static const char yaml[] = "a: {b: 1}\ns: {a.b: {from: x}, ramp: {0.5 years: 1}}\nposts: 20\n";
    struct sample_fixture fixture = sample_parse(yaml, strlen(yaml));
    struct arena *arena = &fixture.arena;
    struct place at = {.file = 0, .line = 7, .column = 1, .length = 5};
    cr_assert_str_eq(tree_find(fixture.tree, "s.a.b.from")->text, "x", "keys that hold dots are found");
    cr_assert_not_null(tree_find(fixture.tree, "s.ramp.0.5 years"), "so are durations");
    cr_assert(tree_set(arena, fixture.tree, "a.b", tree_scalar(arena, "2", at)), "an existing value");
    cr_assert(tree_set(arena, fixture.tree, "x.y.z", tree_scalar(arena, "3", at)), "a new one");
    cr_assert(tree_set(arena, fixture.tree, "s.a.b.from", tree_scalar(arena, "y", at)), "behind a dotted key");
    cr_assert(tree_set(arena, fixture.tree, "posts.growth", tree_scalar(arena, "1", at)), "over a value");
    cr_assert_str_eq(tree_find(fixture.tree, "a.b")->text, "2", "was set");
    cr_assert_str_eq(tree_find(fixture.tree, "x.y.z")->text, "3", "was made");
    cr_assert_eq(tree_find(fixture.tree, "x.y.z")->key_at.column, 5, "z stands in column %d",
                 tree_find(fixture.tree, "x.y.z")->key_at.column);
    cr_assert_str_eq(tree_find(fixture.tree, "s.a.b.from")->text, "y", "was set");
    cr_assert_str_eq(tree_find(fixture.tree, "posts")->under->text, "20", "the value is remembered");
    cr_assert(tree_set(arena, fixture.tree, "a.b", tree_scalar(arena, "null", at)), "null removes");
    cr_assert_null(tree_find(fixture.tree, "a.b"), "was removed");
    cr_assert(!tree_set(arena, fixture.tree, "a.c", tree_scalar(arena, "null", at)), "nothing to remove");
    cr_assert(!tree_set(arena, fixture.tree, "q.r", tree_scalar(arena, "null", at)), "nothing on the way");
    cr_assert_null(tree_find(fixture.tree, "q"), "and nothing was made");
    sample_release(&fixture);
}

static bool same_place(struct place a, struct place b)
{
    return a.file == b.file && a.line == b.line && a.column == b.column && a.length == b.length;
}

static bool same_words(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : text_equal(a, b);
}

static bool same_tree(const struct node *a, const struct node *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    bool same = a->kind == b->kind && a->quoted == b->quoted && a->count == b->count && same_words(a->key, b->key) &&
                same_words(a->text, b->text) && same_place(a->at, b->at) && same_place(a->key_at, b->key_at) &&
                same_tree(a->under, b->under);
    for (size_t i = 0; same && i < a->count; i++) {
        same = same_tree(a->items[i], b->items[i]);
        if (same && a->kind == NODE_MAP)
            same = text_equal(a->by_key[i]->key, b->by_key[i]->key);
    }
    return same;
}

Test(tree, arrives_as_it_was_packed)
{
    static const char below[] = "schema: 1\nb: 3 weeks\na: {z: 'null', y: [], x: {}}\nlist: [1, {k: v, h: w}]\nnone:\n";
    static const char above[] = "b: {likely: 3 weeks, low: 2 weeks}\n\"größe\": ü\na: {y: null, w: ''}\n";
    struct sample_fixture base = sample_parse(below, sizeof below - 1), over = sample_parse(above, sizeof above - 1);
    struct arena arena = {0}, other = {0};
    struct text bytes = {0};
    struct node *tree = tree_merge(&arena, base.tree, over.tree);
    cr_assert_not_null(tree_child(tree, "b")->under, "the case holds no value that was laid over another");
    tree_pack(tree, &bytes);
    struct node *again = tree_unpack(&other, bytes.at, bytes.length);
    cr_assert(same_tree(tree, again), "a tree changed on the way");
    cr_assert(tree_child(tree_child(again, "a"), "z")->quoted, "quotes are lost");
    text_release(&bytes);
    arena_release(&other);
    arena_release(&arena);
    sample_release(&base);
    sample_release(&over);
}
