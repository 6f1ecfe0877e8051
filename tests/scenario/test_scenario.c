#include <criterion/criterion.h>

#include <jansson.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scenario/sample.h"

/* A folder with files in it, and what loading the first of them gives. */
struct shelf {
    char folder[64];
    struct text problems;
    struct scenario scenario;
    struct diag diag;
    bool good;
};

static struct shelf shelf_open(void)
{
    struct shelf shelf = {.folder = "/tmp/headroom-scenario-XXXXXX"};
    cr_assert_not_null(mkdtemp(shelf.folder), "a folder of its own");
    return shelf;
}

static void shelf_put(const struct shelf *shelf, const char *name, const char *words)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", shelf->folder, name);
    for (char *slash = strchr(path + strlen(shelf->folder) + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
    FILE *out = fopen(path, "w");
    cr_assert_not_null(out, "%s can be written", path);
    fputs(words, out);
    fclose(out);
}

/* Loads, fills when there is a tree, lists problems as "file:line:column path: message". */
static void shelf_load(struct shelf *shelf, const char *name, const char *const *settings)
{
    char path[200];
    struct scenario_setting all[8] = {{0}};
    size_t count = 0;
    for (; settings != NULL && settings[count] != NULL; count++)
        all[count] = (struct scenario_setting){.text = settings[count]};
    scenario_release(&shelf->scenario);
    diag_release(&shelf->diag);
    shelf->diag = (struct diag){0};
    text_clear(&shelf->problems);
    text_add(&shelf->problems, "");
    snprintf(path, sizeof path, "%s/%s", shelf->folder, name);
    shelf->good = scenario_load(&shelf->scenario, path, all, count, &shelf->diag);
    if (shelf->scenario.root != NULL) {
        struct arena arena = {0};
        param_fill(&sample_table, shelf->scenario.root, &arena, &shelf->diag);
        arena_release(&arena);
    }
    for (size_t i = 0; i < shelf->diag.count; i++) {
        const struct problem *problem = &shelf->diag.problems[i];
        const char *file = shelf->diag.files[problem->place.file].name;
        bool own = text_starts(file, shelf->folder);
        text_printf(&shelf->problems, "%s:%d:%d %s%s%s\n", own ? file + strlen(shelf->folder) + 1 : file,
                    problem->place.line, problem->place.column, problem->path == NULL ? "" : problem->path,
                    problem->path == NULL ? "" : ": ", problem->message);
    }
}

static void shelf_close(struct shelf *shelf)
{
    char path[200];
    scenario_release(&shelf->scenario);
    diag_release(&shelf->diag);
    text_release(&shelf->problems);
    static const char *const names[] = {
        "base.yaml", "options/child.yaml", "options/grandchild.yaml", "a.yaml", "b.yaml", "options/out.yaml",
        "options"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", shelf->folder, names[i]);
        remove(path);
    }
    for (int i = 0; i < 12; i++) {
        snprintf(path, sizeof path, "%s/chain%d.yaml", shelf->folder, i);
        remove(path);
    }
    remove(shelf->folder);
}

static const char base[] =
    "schema: 1\ntitle: Base\nclock: {start: 2020-10-05, length: 52 weeks}\n"
    "teams:\n  north: {posts: 20, capacity: {likely: 18, low: 14, high: 22}}\n  south: {posts: 5}\n"
    "exits: {a: {}, b: {}}\n"
    "pathway:\n  s: {team: north, takes: 8 weeks, then: {a: 50%, b: 50%}}\n";

Test(scenario, follows_extends)
{
    struct shelf shelf = shelf_open();
    shelf_put(&shelf, "base.yaml", base);
    shelf_put(&shelf, "options/child.yaml",
              "schema: 1\nextends: ../base.yaml\ntitle: Child\n"
              "teams: {north: {posts: {growth: 3}}, south: null}\n");
    shelf_put(&shelf, "options/grandchild.yaml", "schema: 1\nextends: child.yaml\nteams: {north: {capacity: 21}}\n");
    shelf_load(&shelf, "options/grandchild.yaml", NULL);
    cr_assert_str_eq(shelf.problems.at, "", "%s", shelf.problems.at);
    cr_assert(shelf.good, "loaded");
    const struct node *root = shelf.scenario.root;
    cr_assert_str_eq(tree_find(root, "title")->text, "Child", "the parent's title");
    cr_assert_str_eq(tree_find(root, "teams.north.capacity")->text, "21", "its own capacity");
    cr_assert_null(tree_find(root, "teams.south"), "removed by the parent");
    cr_assert_null(tree_find(root, "extends"), "extends is gone");
    cr_assert_eq(shelf.scenario.input_count, 3, "three files");
    static const char *const names[] = {"grandchild.yaml", "child.yaml", "../base.yaml"};
    for (size_t i = 0; i < 3; i++) {
        cr_assert_str_eq(shelf.scenario.inputs[i].name, names[i], "input %zu is %s", i, shelf.scenario.inputs[i].name);
        cr_assert_eq(strlen(shelf.scenario.inputs[i].sha256), 64, "a hash");
    }
    struct arena arena = {0};
    const struct sample *s = param_fill(&sample_table, root, &arena, &shelf.diag).values;
    const struct sample_team *north = s->teams.items;
    cr_assert(north->posts.funded == 20 && north->posts.growth == 3, "a section over a bare value keeps it: %g",
              north->posts.funded);
    arena_release(&arena);
    shelf_close(&shelf);
}

Test(scenario, refuses_what_extends_may_not_do)
{
    struct shelf shelf = shelf_open();
    shelf_put(&shelf, "base.yaml", base);
    static const struct {
        const char *words, *problems;
    } cases[] = {
        {"schema: 1\nextends: [a, b]\n", "2:1 extends: must be the name of one file, such as ../luton-2020.yaml\n"},
        {"schema: 1\nextends:\n", "2:1 extends: must be the name of one file, such as ../luton-2020.yaml\n"},
        {"schema: 1\nextends: a.yaml\n", "2:10 extends: FOLDER/a.yaml is this file itself\n"},
        {"schema: 1\nextends: nowhere.yaml\n", "2:10 extends: there is no file FOLDER/nowhere.yaml\n"},
        {"schema: 1\nextends: ../../etc/passwd\n",
         "2:10 extends: /etc/passwd lies outside the folder above the first file's folder; copy the file to where it may be "
         "read\n"},
        {"schema: 1\nextends: /etc/passwd\n",
         "2:10 extends: /etc/passwd lies outside the folder above the first file's folder; copy the file to where it may be "
         "read\n"},
        {"- a\n", "1:1 a scenario is a map of keys and values, and starts with \"schema: 1\"\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        shelf_put(&shelf, "a.yaml", cases[i].words);
        shelf_load(&shelf, "a.yaml", NULL);
        struct text expected = {0};
        const char *first = cases[i].problems, *folder = strstr(first, "FOLDER");
        text_add(&expected, "a.yaml:");
        text_add_n(&expected, first, folder == NULL ? strlen(first) : (size_t)(folder - first));
        if (folder != NULL)
            text_printf(&expected, "%s%s", shelf.folder, folder + strlen("FOLDER"));
        cr_assert_str_eq(shelf.problems.at, expected.at, "%s gave\n%s", cases[i].words, shelf.problems.at);
        cr_assert(!shelf.good, "%s loaded", cases[i].words);
        text_release(&expected);
    }
    shelf_put(&shelf, "a.yaml", "title: x\n");
    shelf_load(&shelf, "a.yaml", NULL);
    cr_assert_str_eq(shelf.problems.at, "a.yaml:1:1 the first line must be \"schema: 1\"\na.yaml:0:0 needs \"clock\"\n",
                     "%s", shelf.problems.at);
    shelf_put(&shelf, "a.yaml", "schema: 2\nclock: {length: 52 weeks}\n");
    shelf_load(&shelf, "a.yaml", NULL);
    cr_assert_str_eq(shelf.problems.at,
                     "a.yaml:1:9 schema: this program reads schema 1; for another one a newer program is needed\n",
                     "%s", shelf.problems.at);
    shelf_put(&shelf, "a.yaml", "clock: {length: 52 weeks}\nschema: 1\n");
    shelf_load(&shelf, "a.yaml", NULL);
    cr_assert_str_eq(shelf.problems.at, "a.yaml:2:1 schema: \"schema: 1\" must be the first key of the file\n", "%s",
                     shelf.problems.at);
    shelf_put(&shelf, "a.yaml", "schema: 1\nextends: b.yaml\n");
    shelf_put(&shelf, "b.yaml", "schema: 1\nextends: ./a.yaml\n");
    shelf_load(&shelf, "a.yaml", NULL);
    cr_assert_not_null(strstr(shelf.problems.at, "b.yaml:2:10 extends: "), "%s", shelf.problems.at);
    cr_assert_not_null(strstr(shelf.problems.at, "/a.yaml extends this file in turn\n"), "%s", shelf.problems.at);
    shelf_load(&shelf, "none.yaml", NULL);
    cr_assert_str_eq(shelf.problems.at, "none.yaml:0:0 there is no such file\n", "%s", shelf.problems.at);
    shelf_load(&shelf, "", NULL);
    cr_assert_str_eq(shelf.problems.at, ":0:0 is a directory\n", "%s", shelf.problems.at);
    shelf_close(&shelf);
}

Test(scenario, follows_eight_parents_and_no_more)
{
    struct shelf shelf = shelf_open();
    for (int i = 0; i < 10; i++) {
        char name[20], words[100];
        snprintf(name, sizeof name, "chain%d.yaml", i);
        snprintf(words, sizeof words, "schema: 1\nextends: chain%d.yaml\n", i - 1);
        shelf_put(&shelf, name, i == 0 ? base : words);
    }
    shelf_load(&shelf, "chain8.yaml", NULL);
    cr_assert_str_eq(shelf.problems.at, "", "eight parents: %s", shelf.problems.at);
    shelf_load(&shelf, "chain9.yaml", NULL);
    cr_assert_not_null(strstr(shelf.problems.at, "chain0.yaml would be the ninth parent"), "nine: %s",
                       shelf.problems.at);
    shelf_close(&shelf);
}

Test(scenario, applies_settings)
{
    struct shelf shelf = shelf_open();
    shelf_put(&shelf, "a.yaml", base);
    static const char *const good[] = {"clock.runs=10",    "teams.north.capacity={likely: 19, low: 15, high: 23}",
                                       "teams.south=null", "pathway.s.takes.mean=9 weeks",
                                       "title=a: b",       NULL};
    shelf_load(&shelf, "a.yaml", good);
    cr_assert_str_eq(shelf.problems.at, "--set:5:7 title: must be one value, not a map\n", "%s", shelf.problems.at);
    cr_assert_str_eq(tree_find(shelf.scenario.root, "teams.north.capacity.high")->text, "23", "a value in braces");
    cr_assert_null(tree_find(shelf.scenario.root, "teams.south"), "null removes");
    static const char *const bad[] = {"clock.run=10",
                                      "clock.length=12",
                                      "teams.west=null",
                                      "runs",
                                      "=1",
                                      "schema=2",
                                      "teams.north.capacity={likely: 19",
                                      NULL};
    shelf_load(&shelf, "a.yaml", bad);
    cr_assert(!shelf.good, "bad settings are refused");
    cr_assert_str_eq(shelf.problems.at,
                     "--set:3:1 teams.west: there is nothing here to remove\n"
                     "--set:4:1 write PATH=VALUE, such as clock.runs=100\n"
                     "--set:5:1 \"\" is not a path such as clock.runs\n"
                     "--set:6:1 schema: cannot be set\n"
                     "--set:7:22 this { is not closed, or a comma is missing between its values\n"
                     "--set:1:7 clock.run: unknown key \"run\"; did you mean \"runs\"?\n"
                     "--set:2:14 clock.length: \"12\" needs a unit, for example 28 weeks\n",
                     "%s", shelf.problems.at);
    static const char *const mistyped[] = {"teams.nort.capacity=19", "teams.annexe.capacity=19", NULL};
    shelf_load(&shelf, "a.yaml", mistyped);
    cr_assert_not_null(strstr(shelf.problems.at,
                              "--set:1:1 teams.nort.capacity: there was no \"nort\" yet, so this makes "
                              "one; did you mean \"north\"?\n"),
                       "%s", shelf.problems.at);
    cr_assert_null(strstr(shelf.problems.at, "annexe\" yet"), "a name unlike the others is new: %s", shelf.problems.at);
    shelf_close(&shelf);
}

static const char rich[] =
    "schema: 1\ntitle: \"quoted: \\\"x\\\" # y\"\nclock: {length: 52 weeks}\n"
    "teams:\n  north: {posts: {funded: 20}, capacity: {likely: 18, low: 14, high: 22}, tenure: {0-1 years: 40%, 1 years+: "
    "60%}}\n"
    "  south: {id: z, title: \"No. 2, the South\", notes: \"line\\nline\", posts: 5}\n  west:\n"
    "exits: {a: {}, b: {returns: 3%}}\n"
    "pathway:\n  s: {team: north, takes: {law: gamma, mean: 8 weeks, cv: 0.5}, then: {a: 50%, b: 50%}}\n"
    "  t: {team: south, then: a, takes: {law: mixture, of: {x: {share: 30%, law: fixed, mean: 1 week}, y: {share: 70%, law: "
    "uniform, min: 1 week, max: 3 weeks}}}}\n"
    "pay: \"£5,500 per year\"\nuntil: 2021-01-01\nfrom: -2 weeks\nextra: {weight: -1}\n"
    "terms: {s.entered: 1, s.a: -1}\nsources: {teams.north.capacity: \"a, b: c\", a.a: \"x #y\", "
    "a.b: \"ends:\", a.c: \"null\", a.d: \"- z\", a.e: \" lead\", a.f: \"tab\\there\", a.g: \"\", a.h: '\"', a.i: \"[x]\", "
    "a.j: \"back\\\\slash\", a.k: '#', a.l: -5, a.m: \"---\", a.n: '!x'}\n";

/* What show writes is complete, stable and reads back as the same values. */
Test(scenario, what_is_written_reads_back)
{
    struct sample_fixture first = sample_fill(rich);
    cr_assert_str_eq(first.problems.at, "", "%s", first.problems.at);
    char *once = sample_write(first.tree, NULL, false, &first.diag);
    struct sample_fixture second = sample_fill(once);
    cr_assert_str_eq(second.problems.at, "", "%s\n%s", once, second.problems.at);
    char *twice = sample_write(second.tree, NULL, false, &second.diag);
    cr_assert_str_eq(once, twice, "%s\nbecame\n%s", once, twice);
    const struct sample *s = first.values, *t = second.values;
    cr_assert_str_eq(s->title, t->title, "title");
    cr_assert_eq(s->pay, t->pay, "pay");
    cr_assert_eq(s->until, t->until, "until");
    const struct sample_team *x = s->teams.items, *y = t->teams.items;
    for (size_t i = 0; i < 3; i++) {
        cr_assert_str_eq(x[i].named.name, y[i].named.name, "name");
        cr_assert_str_eq(x[i].named.id, y[i].named.id, "id");
        cr_assert_str_eq(x[i].named.title, y[i].named.title, "title");
        cr_assert_eq(x[i].named.place, y[i].named.place, "place");
        cr_assert_eq(x[i].posts.funded, y[i].posts.funded, "posts");
    }
    const struct sample_figure *a = s->sources.items, *b = t->sources.items;
    for (size_t i = 0; i < s->sources.count; i++)
        cr_assert_str_eq(a[i].from, b[i].from, "%s of %s", a[i].from, a[i].named.name);
    cr_assert_eq(s->sources.count, 15, "all of them");
    cr_assert_eq(first.filled.uncertain_count, second.filled.uncertain_count, "uncertain values");
    static const char *const lines[] = {"schema: 1\n",
                                        "title: \"quoted: \\\"x\\\" # y\"\n",
                                        "  runs: 500\n",
                                        "    posts:\n      funded: 5\n      growth: 1.5\n",
                                        "    title: No. 2, the South\n",
                                        "pay: £5,500 per year\n",
                                        "    capacity: {likely: 18, low: 14, high: 22}\n",
                                        "  teams.north.capacity:\n    from: \"a, b: c\"\n",
                                        "ramp:\n  0 weeks: 50%\n"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        cr_assert_not_null(strstr(once, lines[i]), "\"%s\" is not in\n%s", lines[i], once);
    free(once);
    free(twice);
    sample_release(&first);
    sample_release(&second);
}

Test(scenario, what_was_merged_reads_back)
{
    struct shelf shelf = shelf_open();
    shelf_put(&shelf, "base.yaml", base);
    shelf_put(&shelf, "a.yaml",
              "schema: 1\nextends: base.yaml\nteams: {north: {posts: {growth: 3}}}\n"
              "pathway: {s: {takes: {law: lognormal, cv: 0.5}}}\n");
    static const char *const settings[] = {"clock.length=26 weeks", NULL};
    shelf_load(&shelf, "a.yaml", settings);
    cr_assert_str_eq(shelf.problems.at, "", "%s", shelf.problems.at);
    char *once = sample_write(shelf.scenario.root, NULL, false, &shelf.diag);
    cr_assert_not_null(strstr(once, "      funded: 20\n      growth: 3\n"), "%s", once);
    cr_assert_not_null(strstr(once, "    takes: {law: lognormal, cv: 0.5, mean: 8 weeks}\n"), "%s", once);
    struct sample_fixture again = sample_fill(once);
    cr_assert_str_eq(again.problems.at, "", "%s\n%s", once, again.problems.at);
    free(once);
    once = sample_write(shelf.scenario.root, "teams.north", true, &shelf.diag);
    struct text expected = {0};
    text_printf(&expected,
                "north:\n  posts:\n    funded: 20  # %s/base.yaml:5\n    growth: 3  # %s/a.yaml:3\n"
                "  capacity: {likely: 18, low: 14, high: 22}  # %s/base.yaml:5\n  open: true  # default\n"
                "  tenure: 0-10 years  # default\n",
                shelf.folder, shelf.folder, shelf.folder);
    cr_assert_str_eq(once, expected.at, "%s", once);
    free(once);
    static const char *const parts[][2] = {{"clock.length", "length: 26 weeks  # --set\n"},
                                           {"title", "title: Base  # %s/base.yaml:2\n"},
                                           {"leaving", "# leaving is not given\n"},
                                           {"ramp.17 weeks", "17 weeks: 100%  # default\n"}};
    for (size_t i = 0; i < 4; i++) {
        once = sample_write(shelf.scenario.root, parts[i][0], true, &shelf.diag);
        text_clear(&expected);
        const char *folder = strstr(parts[i][1], "%s");
        if (folder != NULL) {
            text_add_n(&expected, parts[i][1], (size_t)(folder - parts[i][1]));
            text_printf(&expected, "%s%s", shelf.folder, folder + 2);
        } else {
            text_add(&expected, parts[i][1]);
        }
        cr_assert_str_eq(once, expected.at, "%s is %s", parts[i][0], once);
        free(once);
    }
    cr_assert_null(sample_write(shelf.scenario.root, "teams.west", false, &shelf.diag), "no such part");
    text_release(&expected);
    sample_release(&again);
    shelf_close(&shelf);
}

static char *written(void (*write)(const struct param_table *, FILE *))
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&bytes, &length);
    write(&sample_table, out);
    fclose(out);
    return bytes;
}

static json_t *property(json_t *object, const char *key)
{
    json_t *choices = json_object_get(object, "anyOf");
    json_t *found = json_object_get(json_object_get(object, "properties"), key);
    for (size_t i = 0; found == NULL && i < json_array_size(choices); i++)
        found = property(json_array_get(choices, i), key);
    return found;
}

struct seen {
    json_t *schema;
    const char *reference;
};

/* Every row is in the schema at its place, with its help, and in the reference. */
static void find_row(void *user, const char *pattern, const struct param *row, const struct param_table *table,
                     int depth)
{
    (void)table;
    (void)depth;
    struct seen *seen = user;
    json_t *at = seen->schema;
    char *copy = strdup(pattern), *rest = copy;
    for (char *key = strsep(&rest, "."); key != NULL; key = strsep(&rest, ".")) {
        bool item = strcmp(key, "NAME") == 0 || strcmp(key, "PATH") == 0;
        at = item ? json_object_get(at, "additionalProperties") : property(at, key);
        cr_assert_not_null(at, "%s is in the schema", pattern);
    }
    const char *words = json_string_value(json_object_get(at, "description"));
    cr_assert(words != NULL && strstr(words, row->help) != NULL, "%s is explained", pattern);
    cr_assert_not_null(strstr(seen->reference, row->help), "%s is in the reference", pattern);
    free(copy);
}

static void write_reference(const struct param_table *table, FILE *out)
{
    scenario_write_reference((const struct param_table *const[]){table, NULL}, out);
}

Test(scenario, schema_and_reference_hold_every_row)
{
    char *schema = written(scenario_write_schema), *again = written(scenario_write_schema);
    char *reference = written(write_reference);
    cr_assert_str_eq(schema, again, "the schema is the same every time");
    json_error_t error;
    struct seen seen = {json_loads(schema, JSON_REJECT_DUPLICATES, &error), reference};
    cr_assert_not_null(seen.schema, "%s", error.text);
    param_walk(&sample_table, find_row, &seen);
    cr_assert(json_is_false(json_object_get(seen.schema, "additionalProperties")), "nothing else is allowed");
    static const char *const lines[] = {
        "| `length` | duration | required | 1 week to 520 weeks | choice | How far ahead |\n",
        "| `capacity` | plain number | `none` | 0 to 100, or `none` | uncertain | Cases. *Default: assumption* |\n",
        "| `funded` | FTE | `0` | from 0 | choice, may change | Funded posts |\n",
        "| `then` | share for each of `pathway\\|exits`, total 100% | `{closed: 100%}` | 0% to 100% | choice | Where next |\n",
        "## Posts: `teams.NAME.posts`\n\nEstablishment.\nA bare value is its `funded`.\n"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        cr_assert_not_null(strstr(reference, lines[i]), "\"%s\" is not in\n%s", lines[i], reference);
    json_decref(seen.schema);
    free(schema);
    free(again);
    free(reference);
}
