#include "report/verify.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "report/verify_compare.h"

enum { MANIFEST_LIMIT = 16 << 20 };
#define FILE_LIMIT ((size_t)4 << 30)

static const char MANIFEST[] = "manifest.json";

static char *read_at(const char *folder, const char *name, size_t *length)
{
    struct text path = {0};
    const char *missing;
    text_printf(&path, "%s/%s", folder, name);
    char *bytes = file_read(path.at, FILE_LIMIT, length, &missing);
    text_release(&path);
    return bytes;
}

static json_t *read_manifest(const char *folder, char why[static 256])
{
    struct text path = {0};
    const char *missing;
    size_t length;
    json_error_t error;
    text_printf(&path, "%s/%s", folder, MANIFEST);
    char *bytes = file_read(path.at, MANIFEST_LIMIT, &length, &missing);
    json_t *manifest = bytes != NULL ? json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &error) : NULL;
    if (bytes == NULL)
        snprintf(why, 256, "%.150s %s; name a folder that headroom wrote", path.at, missing);
    else if (manifest == NULL)
        snprintf(why, 256, "%.120s:%d: %.80s; it is no longer what headroom wrote", path.at, error.line, error.text);
    else if (json_integer_value(json_object_get(manifest, "format")) != 1) {
        snprintf(why, 256, "%.150s is not of format 1, the only one that is known here", path.at);
        json_decref(manifest);
        manifest = NULL;
    }
    free(bytes);
    text_release(&path);
    return manifest;
}

static struct verify_file *add_file(struct verify *verify, const char *name)
{
    mem_grow(&verify->files, &verify->capacity, verify->count + 1, sizeof *verify->files);
    struct verify_file *file = &verify->files[verify->count++];
    *file = (struct verify_file){.name = mem_copy_text(name)};
    return file;
}

static struct verify_file *find_output(const struct verify *verify, const char *name)
{
    for (size_t i = 0; i < verify->count; i++)
        if (!verify->files[i].input && text_equal(verify->files[i].name, name))
            return &verify->files[i];
    return NULL;
}

/* A manifest that somebody altered must not lead out of its folder. */
static bool is_inside(const char *name)
{
    return name[0] != '\0' && name[0] != '/' && strstr(name, "..") == NULL;
}

static void check_hash(struct verify_file *file, const char *folder, const char *sha256)
{
    size_t length;
    char digest[65];
    char *bytes = file->input || is_inside(file->name) ? read_at(folder, file->name, &length) : NULL;
    file->missing = bytes == NULL;
    if (bytes != NULL)
        hash_sha256(bytes, length, digest);
    file->altered = bytes != NULL && !text_equal(digest, sha256);
    free(bytes);
}

static void check_listed(struct verify *verify, const char *list, const char *folder)
{
    size_t index;
    json_t *entry;
    json_array_foreach(json_object_get(verify->manifest, list), index, entry)
    {
        const char *name = json_string_value(json_object_get(entry, "name"));
        const char *sha256 = json_string_value(json_object_get(entry, "sha256"));
        struct verify_file *file = add_file(verify, name != NULL ? name : "");
        file->input = text_equal(list, "inputs");
        check_hash(file, folder, sha256 != NULL ? sha256 : "");
    }
}

/* What lies in the folder or one level below, and is not listed. */
static void check_unlisted(struct verify *verify, const char *below)
{
    struct text path = {0};
    text_printf(&path, "%s/%s", verify->folder, below);
    DIR *entries = opendir(path.at);
    const struct dirent *entry;
    while (entries != NULL && (entry = readdir(entries)) != NULL) {
        struct text name = {0}, full = {0};
        struct stat about;
        text_printf(&name, "%s%s", below, entry->d_name);
        text_printf(&full, "%s/%s", verify->folder, name.at);
        bool dots = text_equal(entry->d_name, ".") || text_equal(entry->d_name, "..");
        bool folder = !dots && lstat(full.at, &about) == 0 && S_ISDIR(about.st_mode);
        if (folder && below[0] == '\0') {
            text_add(&name, "/");
            check_unlisted(verify, name.at);
        } else if (!dots && !text_equal(name.at, MANIFEST) && find_output(verify, name.at) == NULL) {
            add_file(verify, name.at)->unlisted = true;
        }
        text_release(&name);
        text_release(&full);
    }
    if (entries != NULL)
        closedir(entries);
    text_release(&path);
}

bool verify_open(struct verify *verify, const char *folder, char why[static 256])
{
    *verify = (struct verify){.folder = mem_copy_text(folder)};
    verify->manifest = read_manifest(folder, why);
    if (verify->manifest == NULL)
        return false;
    check_listed(verify, "outputs", folder);
    check_unlisted(verify, "");
    return true;
}

void verify_inputs(struct verify *verify, const char *folder)
{
    check_listed(verify, "inputs", folder);
}

bool verify_is_publication(const struct verify *verify)
{
    const char *edition = json_string_value(json_object_get(verify->manifest, "edition"));
    return edition != NULL && text_equal(edition, "publication") &&
           json_is_null(json_object_get(verify->manifest, "again"));
}

size_t verify_recipe(const struct verify *verify, const char **command, const char **file, const char **options,
                     size_t room)
{
    const json_t *again = json_object_get(verify->manifest, "again"), *list = json_object_get(again, "options");
    *command = json_string_value(json_object_get(again, "command"));
    *file = json_string_value(json_object_get(again, "file"));
    const struct verify_file *source = *file != NULL ? find_output(verify, *file) : NULL;
    size_t count = json_array_size(list);
    if (source == NULL || source->missing || source->altered || count > room)
        *command = NULL;
    for (size_t i = 0; i < count && i < room; i++) {
        options[i] = json_string_value(json_array_get(list, i));
        if (options[i] == NULL || !text_starts(options[i], "--"))
            *command = NULL;
    }
    return count;
}

static bool same_member(const struct verify *verify, const char *key)
{
    return json_equal(json_object_get(verify->manifest, key), json_object_get(verify->again, key));
}

/* Of a drawing only the numbers are promised: gnuplots and fonts differ. */
static bool numbers_are_same(const struct verify *verify, const char *again, const char *name)
{
    struct text csv = {0};
    size_t left, right;
    text_printf(&csv, "%.*s.csv", (int)(strrchr(name, '.') - name), name);
    char *a = read_at(verify->folder, csv.at, &left), *b = read_at(again, csv.at, &right);
    bool same = a != NULL && b != NULL && left == right && memcmp(a, b, left) == 0;
    free(a);
    free(b);
    text_release(&csv);
    return same;
}

static enum verify_verdict judge(const struct verify *verify, const struct verify_file *file, const char *again,
                                 const struct verify_bytes *was, const struct verify_bytes *now)
{
    const char *ending = strrchr(file->name, '.');
    bool drawn =
        ending != NULL && (text_equal(ending, ".svg") || text_equal(ending, ".png") || text_equal(ending, ".gp"));
    if (was->length == now->length && memcmp(was->at, now->at, was->length) == 0)
        return VERIFY_SAME;
    if (ending != NULL && text_equal(ending, ".xlsx"))
        return VERIFY_UNTOLD; /* a packed file, one sheet of which tells where figures came from */
    if (drawn && numbers_are_same(verify, again, file->name))
        return VERIFY_DRAWN;
    if (ending != NULL && text_equal(ending, ".html") && verify_compare_pages(was, now, !verify->same_machine))
        return VERIFY_SAME_PAGE;
    return !verify->same_machine && !drawn && verify_compare_digits(was, now) ? VERIFY_DIGITS : VERIFY_DIFFERS;
}

static void compare(const struct verify *verify, struct verify_file *file, const char *again)
{
    struct verify_bytes was = {0}, now = {0};
    was.at = is_inside(file->name) ? read_at(verify->folder, file->name, &was.length) : NULL;
    now.at = is_inside(file->name) ? read_at(again, file->name, &now.length) : NULL;
    if (now.at == NULL)
        file->verdict =
            text_starts(file->name, "charts/") || strstr(file->name, ".xlsx") ? VERIFY_UNMADE : VERIFY_NOT_AGAIN;
    else if (was.at != NULL)
        file->verdict = judge(verify, file, again, &was, &now);
    if (file->verdict == VERIFY_DIFFERS)
        file->line = verify_compare_find(&was, &now, &file->was, &file->now);
    free(was.at);
    free(now.at);
}

/* Of the manifest, everything but what it lists and what tells the machine. */
static void compare_manifests(struct verify *verify)
{
    static const char *const keys[] = {"scenario", "edition",          "seed",
                                       "runs",     "stopping",         "random_numbers",
                                       "again",    "uncertain_inputs", "managers_respond"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (same_member(verify, keys[i]))
            continue;
        struct text name = {0};
        text_printf(&name, "%s: \"%s\"", MANIFEST, keys[i]);
        struct verify_file *file = add_file(verify, name.at);
        file->verdict = VERIFY_DIFFERS;
        file->line = 1;
        file->was = json_dumps(json_object_get(verify->manifest, keys[i]), JSON_ENCODE_ANY | JSON_COMPACT);
        file->now = json_dumps(json_object_get(verify->again, keys[i]), JSON_ENCODE_ANY | JSON_COMPACT);
        text_release(&name);
    }
}

bool verify_against(struct verify *verify, const char *again, char why[static 256])
{
    verify->again = read_manifest(again, why);
    if (verify->again == NULL)
        return false;
    verify->same_machine =
        same_member(verify, "program") && same_member(verify, "libraries") && same_member(verify, "machine");
    for (size_t i = 0; i < verify->count; i++)
        if (!verify->files[i].input && !verify->files[i].unlisted)
            compare(verify, &verify->files[i], again);
    size_t index, listed = verify->count;
    json_t *entry;
    json_array_foreach(json_object_get(verify->again, "outputs"), index, entry)
    {
        const char *name = json_string_value(json_object_get(entry, "name"));
        if (name != NULL && find_output(verify, name) == NULL)
            add_file(verify, name)->missing = true;
    }
    if (listed == verify->count)
        compare_manifests(verify);
    return true;
}

static bool file_passed(const struct verify_file *file)
{
    return !file->missing && !file->altered && !file->unlisted && file->verdict < VERIFY_DIFFERS;
}

bool verify_passed(const struct verify *verify)
{
    bool passed = true;
    for (size_t i = 0; i < verify->count; i++)
        passed = passed && file_passed(&verify->files[i]);
    return passed;
}

static const char *words_for(const struct verify_file *file, bool again)
{
    static const char *const words[] = {
        [VERIFY_UNTOLD] = "as listed; not compared",
        [VERIFY_SAME] = "same bytes",
        [VERIFY_SAME_PAGE] = "same page, but for where its figures came from and its charts",
        [VERIFY_DRAWN] = "same numbers, drawn or captioned otherwise",
        [VERIFY_DIGITS] = "same to nine digits",
        [VERIFY_UNMADE] = "as listed; cannot be made here",
        [VERIFY_DIFFERS] = "DIFFERS when it is made again",
        [VERIFY_NOT_AGAIN] = "DIFFERS: nothing of that name is made again",
    };
    if (file->unlisted)
        return "NOT LISTED in the manifest";
    if (file->missing)
        return file->input ? "NOT THERE" : "MISSING from the folder";
    if (file->altered && file->verdict == VERIFY_SAME)
        return "ALTERED in the manifest: its hash is another one, though the same bytes are made again";
    if (file->altered)
        return "ALTERED: its hash is not the one in the manifest";
    return file->input ? "input, as listed"
                       : words[again || file->verdict != VERIFY_UNMADE ? file->verdict : VERIFY_UNTOLD];
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "?";
}

static void write_promise(const struct verify *verify, struct text *out)
{
    const json_t *program = json_object_get(verify->manifest, "program");
    const json_t *machine = json_object_get(verify->manifest, "machine");
    text_printf(out, "%s: made by headroom %s, compiler %s, on %s %s.\n", verify->folder, text_of(program, "version"),
                text_of(program, "compiler"), text_of(machine, "system"), text_of(machine, "processor"));
    if (verify->again == NULL)
        return;
    text_add(
        out,
        verify->same_machine
            ? "Made again here, by the same program on the same class of machine: every byte of its numbers is promised.\n"
            : "Made again here, by another program or on another class of machine (their entries in the "
              "manifest differ): nine digits are looked for, and only the same bytes are proof.\n");
}

/* What a folder of somebody else holds must not steer the terminal. */
static void tame(char *text)
{
    for (; text != NULL && *text != '\0'; text++)
        if ((unsigned char)*text < ' ' && *text != '\n')
            *text = '?';
}

void verify_write(const struct verify *verify, struct text *out)
{
    size_t wrong = 0, inputs = 0;
    int width = 0;
    write_promise(verify, out);
    for (size_t i = 0; i < verify->count; i++)
        width = (int)fmax(width, (double)strlen(verify->files[i].name));
    for (size_t i = 0; i < verify->count; i++) {
        const struct verify_file *file = &verify->files[i];
        wrong += !file_passed(file);
        inputs += file->input;
        text_printf(out, "  %-*s  %s", width, file->name, words_for(file, verify->again != NULL));
        if (file->line > 0 && file->was != NULL)
            text_printf(out, "\n  %*s  line %zu: \"%s\" in the folder, \"%s\" made again", width, "", file->line,
                        file->was, file->now);
        text_add(out, "\n");
    }
    tame(out->at);
    if (inputs == 0)
        text_add(out, "The files that the scenario was read from were not looked at; --inputs FOLDER does.\n");
    if (wrong > 0)
        text_printf(out, "NOT VERIFIED: %zu of %zu files.\n", wrong, verify->count);
    else
        text_printf(out, "%s: %zu files, none altered%s.\n", verify->again != NULL ? "Verified" : "As listed",
                    verify->count, verify->again != NULL ? ", and made again they are the same" : "; not made again");
}

void verify_release(struct verify *verify)
{
    for (size_t i = 0; i < verify->count; i++) {
        free(verify->files[i].name);
        free(verify->files[i].was);
        free(verify->files[i].now);
    }
    free(verify->files);
    free(verify->folder);
    json_decref(verify->manifest);
    json_decref(verify->again);
    *verify = (struct verify){0};
}
