/* Loading: files and their parents, merged, then settings. */
#include "scenario/scenario.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "scenario/scenario_path.h"

/* One more input than the chain has files: what scenario_read_beside() adds. */
enum { PARENTS_MAX = 8, CHAIN_MAX = PARENTS_MAX + 1, INPUTS_MAX = CHAIN_MAX + 1 };

struct source {
    const char *shown; /* as the user knows it */
    char *real;        /* realpath, owned */
    struct node *root;
};

struct load {
    struct scenario *scenario;
    struct diag *diag;
    const char *kind;
    char *home;   /* the first file's folder, owned */
    char *within; /* the folder above it, owned */
    struct source chain[CHAIN_MAX];
    size_t count;
};

/* --- names of files --- */

/* A file inside `within`, relative to the first file's folder. */
static const char *relative_name(const struct load *load, const char *real)
{
    if (scenario_path_inside(real, load->home))
        return real + (text_equal(load->home, "/") ? 0 : strlen(load->home)) + 1;
    const char *rest = real + (text_equal(load->within, "/") ? 0 : strlen(load->within)) + 1;
    return arena_printf(&load->scenario->arena, "../%s", rest);
}

static char *heap_copy_folder(const char *path)
{
    char *folder = mem_copy_text(path);
    char *slash = strrchr(folder, '/');
    slash[slash == folder ? 1 : 0] = '\0';
    return folder;
}

/* --- one file --- */

static void add_input(struct load *load, const char *real, int file, const char *bytes, size_t length)
{
    struct scenario *scenario = load->scenario;
    if (scenario->inputs == NULL)
        scenario->inputs = arena_new(&scenario->arena, INPUTS_MAX, sizeof *scenario->inputs);
    char digest[65];
    hash_sha256(bytes, length, digest);
    scenario->inputs[scenario->input_count++] =
        (struct scenario_input){.name = arena_copy(&scenario->arena, relative_name(load, real)),
                                .sha256 = arena_copy(&scenario->arena, digest),
                                .folder = scenario_path_folder(&scenario->arena, real),
                                .file = file};
}

/* A file of one kind where another is wanted is the commonest slip with comparisons, hence said before all else. */
static bool check_kind(struct load *load, const struct node *root)
{
    const struct node *kind = tree_child(root, "kind");
    const char *wanted = load->kind;
    bool given = kind != NULL && kind->kind == NODE_SCALAR, comparison = given && text_equal(kind->text, "comparison");
    if (kind == NULL && wanted == NULL)
        return true;
    if (given && wanted != NULL && text_equal(kind->text, wanted))
        return true;
    if (kind == NULL)
        diag_error(load->diag, (struct place){.file = root->at.file}, NULL,
                   "this is a scenario, and a %s is wanted: a file with \"kind: %s\" below \"schema: 1\"", wanted,
                   wanted);
    else if (comparison)
        diag_error(load->diag, kind->key_at, "kind",
                   "this is a comparison of several scenarios, and one scenario is wanted; headroom compare runs it");
    else
        diag_error(load->diag, kind->at, "kind",
                   "must be comparison, for a file that compares options; a scenario has no kind");
    return false;
}

/* `schema: 1` comes first, so that a reader of a later version knows what it has before it. */
static bool check_schema(struct load *load, const struct node *root)
{
    const struct node *schema = tree_child(root, "schema");
    if (schema == NULL) {
        struct place first = {.file = root->at.file, .line = root->at.line, .column = root->at.column};
        diag_error(load->diag, first, NULL, "the first line must be \"schema: 1\"");
    } else if (schema->kind != NODE_SCALAR || !text_equal(schema->text, "1")) {
        /* What follows may mean anything. */
        diag_error(load->diag, schema->at, "schema",
                   "this program reads schema 1; for another one a newer program is needed");
        return false;
    } else if (root->items[0] != schema) {
        diag_error(load->diag, schema->key_at, "schema", "\"schema: 1\" must be the first key of the file");
    }
    return true;
}

/* Adds the file to the chain; null when it cannot be read. */
static struct node *read_file(struct load *load, const char *path, char *real)
{
    struct scenario *scenario = load->scenario;
    size_t length;
    const char *why;
    char *bytes = file_read(real, TREE_BYTES_LIMIT, &length, &why);
    if (bytes == NULL) {
        int file = diag_file(load->diag, path, "", 0);
        diag_error(load->diag, (struct place){.file = file}, NULL, "%s", why);
        free(real);
        return NULL;
    }
    int file = diag_file(load->diag, path, bytes, length);
    add_input(load, real, file, bytes, length);
    free(bytes);
    struct node *root = tree_parse(&scenario->arena, load->diag, file);
    load->chain[load->count++] = (struct source){path, real, root};
    if (root == NULL)
        return NULL;
    if (root->kind != NODE_MAP) {
        diag_error(load->diag, root->at, NULL, "a scenario is a map of keys and values, and starts with \"schema: 1\"");
        return NULL;
    }
    return check_schema(load, root) && check_kind(load, root) ? root : NULL;
}

/* --- extends --- */

/* The parent's real path, or null after saying why it cannot be used. Owned by the caller. */
static char *find_parent(struct load *load, const struct node *extends, const char *shown)
{
    struct arena *arena = &load->scenario->arena;
    const struct source *child = &load->chain[load->count - 1];
    const char *candidate = extends->text[0] == '/'
                                ? extends->text
                                : arena_printf(arena, "%s/%s", scenario_path_folder(arena, child->real), extends->text);
    char *real = realpath(candidate, NULL);
    if (real == NULL) {
        diag_error(load->diag, extends->at, "extends", "there is no file %s", shown);
        return NULL;
    }
    const char *problem = NULL;
    if (!scenario_path_inside(real, load->within))
        problem = "lies outside the folder above the first file's folder; copy the file to where it may be read";
    for (size_t i = 0; i < load->count; i++)
        if (text_equal(load->chain[i].real, real))
            problem = i + 1 == load->count ? "is this file itself" : "extends this file in turn";
    if (problem == NULL && load->count == CHAIN_MAX)
        problem = "would be the ninth parent; at most 8 files may stand behind one another";
    if (problem != NULL) {
        diag_error(load->diag, extends->at, "extends", "%s %s", shown, problem);
        free(real);
        return NULL;
    }
    return real;
}

/* Reads the parents, child first. False when one cannot be read. */
static bool read_parents(struct load *load)
{
    for (;;) {
        const struct source *child = &load->chain[load->count - 1];
        const struct node *extends = tree_child(child->root, "extends");
        if (extends == NULL || tree_is_null(extends))
            return true;
        if (extends->kind != NODE_SCALAR || tree_is_empty(extends) || extends->text[0] == '\0') {
            diag_error(load->diag, extends->key_at, "extends",
                       "must be the name of one file, such as ../luton-2020.yaml");
            return false;
        }
        struct arena *arena = &load->scenario->arena;
        const char *shown = extends->text[0] == '/'
                                ? extends->text
                                : scenario_path_join(arena, scenario_path_folder(arena, child->shown), extends->text);
        char *real = find_parent(load, extends, shown);
        if (real == NULL || read_file(load, shown, real) == NULL)
            return false;
    }
}

static struct node *merge_chain(struct load *load)
{
    struct arena *arena = &load->scenario->arena;
    struct node *merged = NULL;
    for (size_t i = load->count; i-- > 0;) {
        struct node *root = load->chain[i].root;
        tree_remove(arena, root, "extends");
        merged = tree_merge(arena, merged, root);
    }
    return merged;
}

/* --- settings --- */

/* The settings as typed, as if they were a file: a line each. */
static int settings_file(struct diag *diag, const struct scenario_setting *settings, size_t count)
{
    struct text lines = {0};
    for (size_t i = 0; i < count; i++)
        if (settings[i].text != NULL)
            text_printf(&lines, "%s\n", settings[i].text);
    int file = lines.length == 0 ? 0 : diag_file(diag, "--set", lines.at, lines.length);
    text_release(&lines);
    return file;
}

static int characters(const char *text, size_t length)
{
    int count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static bool is_setting_path(const char *path)
{
    return path[0] != '\0' && path[0] != '.' && path[strlen(path) - 1] != '.' && strstr(path, "..") == NULL;
}

/* What is removed takes with it the lines that say where its figures came from. */
static void forget_sources(struct arena *arena, struct node *sources, const char *path)
{
    size_t length = strlen(path);
    for (size_t i = sources == NULL || sources->kind != NODE_MAP ? 0 : sources->count; i-- > 0;) {
        const char *key = sources->items[i]->key;
        if (text_starts(key, path) && (key[length] == '.' || key[length] == '\0'))
            tree_remove(arena, sources, key);
    }
}

/* A mistyped name on the way to a value makes a new thing of that name, which the rest of the scenario knows nothing of. */
static void doubt_new_names(struct load *load, const char *path, struct place at)
{
    struct arena *arena = &load->scenario->arena;
    const struct node *map = load->scenario->root;
    size_t start = 0;
    for (const char *dot = strchr(path, '.'); dot != NULL && map != NULL; dot = strchr(dot + 1, '.')) {
        const char *name = arena_copy_n(arena, path + start, (size_t)(dot - path) - start);
        const struct node *inner = tree_child(map, name);
        if (inner == NULL && map->kind == NODE_MAP && map->count > 0) {
            const char **names = arena_new(arena, map->count, sizeof *names);
            for (size_t i = 0; i < map->count; i++)
                names[i] = map->items[i]->key;
            const char *near = text_nearest(name, names, map->count);
            if (near != NULL)
                diag_warning(load->diag, at, path, "there was no \"%s\" yet, so this makes one; did you mean \"%s\"?",
                             name, near);
        }
        map = inner;
        start = (size_t)(dot - path) + 1;
    }
}

static bool put_setting(struct load *load, const char *path, struct node *value, bool again)
{
    struct place at = value->key_at;
    if (!is_setting_path(path) || strlen(path) > 400) {
        diag_error(load->diag, at, NULL, "\"%s\" is not a path such as clock.runs", path);
        return false;
    }
    if (text_equal(path, "schema") || text_equal(path, "kind") || text_equal(path, "extends")) {
        diag_error(load->diag, at, path, "cannot be set");
        return false;
    }
    struct node *root = load->scenario->root;
    if (!tree_is_null(value))
        doubt_new_names(load, path, at);
    if (!tree_set(&load->scenario->arena, root, path, value) && !again) {
        diag_error(load->diag, at, path, "there is nothing here to remove");
        return false;
    }
    if (tree_is_null(value))
        forget_sources(&load->scenario->arena, tree_child(root, "sources"), path);
    return true;
}

/* The file of a value that stands elsewhere, made known to this diag. */
static int foreign_file(struct diag *diag, const struct diag_file *foreign)
{
    for (size_t i = 0; i < diag->file_count; i++)
        if (text_equal(diag->files[i].name, foreign->name) && diag->files[i].length == foreign->length)
            return (int)i;
    return diag_file(diag, foreign->name, foreign->text, foreign->length);
}

static bool apply_value(struct load *load, const struct scenario_setting *setting)
{
    int file = foreign_file(load->diag, &setting->from->files[setting->value->at.file]);
    struct node *value = tree_graft(&load->scenario->arena, setting->value, file);
    return put_setting(load, value->key, value, setting->again);
}

static bool apply_setting(struct load *load, const struct scenario_setting *setting, int file, int line)
{
    const char *text = setting->text;
    struct scenario *scenario = load->scenario;
    const char *equals = strchr(text, '=');
    struct place at = {.file = file, .line = line, .column = 1, .length = characters(text, strlen(text))};
    if (strchr(text, '\n') != NULL || !text_is_clean(text, strlen(text))) {
        diag_error(load->diag, at, NULL, "a setting is one line of UTF-8 text");
        return false;
    }
    if (equals == NULL || equals[1] == '\0') {
        diag_error(load->diag, at, NULL, "write PATH=VALUE, such as clock.runs=100");
        return false;
    }
    const char *path = arena_copy_n(&scenario->arena, text, (size_t)(equals - text));
    at.length = characters(path, strlen(path));
    struct place value_at = {.file = file, .line = line, .column = at.length + 2};
    struct node *value = tree_parse_value(&scenario->arena, load->diag, equals + 1, value_at);
    if (value == NULL)
        return false;
    value->key_at = at;
    return put_setting(load, path, value, setting->again);
}

/* --- the whole --- */

static void load_chain(struct load *load, const struct scenario_request *request)
{
    const char *path = request->path;
    char *real = realpath(path, NULL);
    char *first = request->named_by != NULL ? realpath(request->named_by, NULL) : NULL;
    if (real == NULL) {
        int file = diag_file(load->diag, path, "", 0);
        diag_error(load->diag, (struct place){.file = file}, NULL, "there is no such file");
        free(first);
        return;
    }
    load->home = heap_copy_folder(first != NULL ? first : real);
    load->within = heap_copy_folder(load->home);
    free(first);
    if (!scenario_path_inside(real, load->within)) {
        int file = diag_file(load->diag, path, "", 0);
        diag_error(load->diag, (struct place){.file = file}, NULL, "lies outside the folder above that of %s",
                   request->named_by);
        free(real);
        return;
    }
    if (read_file(load, arena_copy(&load->scenario->arena, path), real) != NULL && read_parents(load))
        load->scenario->root = merge_chain(load);
}

bool scenario_open(struct scenario *scenario, const struct scenario_request *request, struct diag *diag)
{
    struct load load = {.scenario = scenario, .diag = diag, .kind = request->kind};
    size_t errors = diag->errors;
    load_chain(&load, request);
    if (scenario->root != NULL && request->setting_count > 0) {
        int file = settings_file(diag, request->settings, request->setting_count);
        int line = 0;
        for (size_t i = 0; i < request->setting_count; i++)
            if (request->settings[i].text != NULL)
                apply_setting(&load, &request->settings[i], file, ++line);
            else
                apply_value(&load, &request->settings[i]);
    }
    for (size_t i = 0; i < load.count; i++)
        free(load.chain[i].real);
    free(load.home);
    free(load.within);
    return scenario->root != NULL && diag->errors == errors;
}

bool scenario_is_comparison(const char *path)
{
    struct diag diag = {0};
    struct arena arena = {0};
    size_t length;
    const char *why;
    char *bytes = file_read(path, TREE_BYTES_LIMIT, &length, &why);
    const struct node *root = bytes == NULL ? NULL : tree_parse(&arena, &diag, diag_file(&diag, path, bytes, length));
    const struct node *kind = tree_child(root, "kind");
    bool is = kind != NULL && kind->kind == NODE_SCALAR && text_equal(kind->text, "comparison");
    free(bytes);
    arena_release(&arena);
    diag_release(&diag);
    return is;
}

bool scenario_load(struct scenario *scenario, const char *path, const struct scenario_setting *settings,
                   size_t setting_count, struct diag *diag)
{
    return scenario_open(
        scenario, &(struct scenario_request){.path = path, .settings = settings, .setting_count = setting_count}, diag);
}

void scenario_release(struct scenario *scenario)
{
    arena_release(&scenario->arena);
    *scenario = (struct scenario){0};
}
