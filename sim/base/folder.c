/* A result folder that appears whole or not at all (see file.h). Everything below a folder is reached by descriptors
 * and never through a symbolic link, so that a link planted in an output folder cannot lead a write or a removal
 * astray. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

enum { WHY = 256, MANIFEST_LIMIT = 16 << 20, TRIES = 100 };

static const char MANIFEST[] = "manifest.json";

__attribute__((format(printf, 2, 3))) static bool refuse(char *why, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, WHY, format, arguments);
    va_end(arguments);
    return false;
}

static const char *words_for(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
        return "the disc is full";
    case EACCES:
    case EPERM:
        return "no permission";
    case EROFS:
        return "the disc is read-only";
    case ELOOP:
        return "it is a symbolic link";
    default:
        return strerror(error);
    }
}

static int open_folder(int at, const char *name)
{
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* The entries of an open folder; takes the descriptor over. Null when it cannot be read. */
static DIR *entries_of(int folder)
{
    DIR *entries = folder < 0 ? NULL : fdopendir(folder);
    if (!entries && folder >= 0)
        close(folder);
    return entries;
}

static const char *next_name(DIR *entries)
{
    for (;;) {
        const struct dirent *entry = readdir(entries);
        if (!entry)
            return NULL;
        if (!text_equal(entry->d_name, ".") && !text_equal(entry->d_name, ".."))
            return entry->d_name;
    }
}

/* Removes a folder with its files and one level of folders, which is all that folder_write() can make. */
static void remove_folder(int at, const char *name, int levels)
{
    DIR *entries = entries_of(open_folder(at, name));
    if (!entries)
        return;
    for (const char *inner = next_name(entries); inner; inner = next_name(entries))
        if (unlinkat(dirfd(entries), inner, 0) != 0 && levels > 0)
            remove_folder(dirfd(entries), inner, levels - 1);
    closedir(entries);
    unlinkat(at, name, AT_REMOVEDIR);
}

/* Does the manifest name this file? It lists every file of its result as a JSON string. */
static bool is_listed(const char *manifest, const char *name)
{
    struct text quoted = {0};
    text_printf(&quoted, "\"%s\"", name);
    bool listed = strstr(manifest, quoted.at) != NULL;
    text_release(&quoted);
    return listed;
}

/* Is everything in the folder a file that the manifest lists? `prefix` is "" or the name of the inner folder with a
 * slash. */
static bool check_entries(int folder, const char *prefix, const char *manifest, const char *path, char *why)
{
    DIR *entries = entries_of(folder);
    if (!entries)
        return refuse(why, "%s cannot be read: %s", path, words_for(errno));
    bool good = true;
    for (const char *name = next_name(entries); good && name; name = next_name(entries)) {
        struct stat about;
        struct text inner = {0};
        text_printf(&inner, "%s%s", prefix, name);
        good = fstatat(dirfd(entries), name, &about, AT_SYMLINK_NOFOLLOW) == 0;
        if (good && S_ISDIR(about.st_mode) && !prefix[0]) {
            text_add(&inner, "/");
            good = check_entries(open_folder(dirfd(entries), name), inner.at, manifest, path, why);
        } else if (!good || !S_ISREG(about.st_mode) ||
                   !(text_equal(inner.at, MANIFEST) || is_listed(manifest, inner.at))) {
            good = refuse(why,
                          "%s holds %s, which is not part of a result of this program; move it or name another folder",
                          path, inner.at);
        }
        text_release(&inner);
    }
    closedir(entries);
    return good;
}

static bool is_empty(const char *path)
{
    DIR *entries = entries_of(open_folder(AT_FDCWD, path));
    bool empty = entries && !next_name(entries);
    if (entries)
        closedir(entries);
    return empty;
}

static bool check_result(const char *path, char *why)
{
    struct text name = {0};
    text_printf(&name, "%s/%s", path, MANIFEST);
    const char *wrong;
    size_t length;
    char *manifest = file_read(name.at, MANIFEST_LIMIT, &length, &wrong);
    text_release(&name);
    if (!manifest)
        return refuse(why, "%s is not empty and is not a result of this program (its %s %s); name another folder", path,
                      MANIFEST, wrong);
    bool good = check_entries(open_folder(AT_FDCWD, path), "", manifest, path, why);
    free(manifest);
    return good;
}

/* May what stands at `path` be replaced? Yes when it is nothing, an empty folder or an earlier result. */
static bool check_replaceable(const char *path, char *why)
{
    struct stat about;
    if (lstat(path, &about) != 0)
        return errno == ENOENT ? true : refuse(why, "%s cannot be used: %s", path, words_for(errno));
    if (S_ISLNK(about.st_mode))
        return refuse(why, "%s is a symbolic link; name a folder", path);
    if (!S_ISDIR(about.st_mode))
        return refuse(why, "%s exists and is not a folder", path);
    return is_empty(path) || check_result(path, why);
}

/* Makes every folder on the way to the last part of `path`. */
static bool make_parents(const char *path, char *why)
{
    char *part = mem_copy_text(path);
    bool good = true;
    for (char *slash = strchr(part + 1, '/'); good && slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            good = refuse(why, "the folder %s cannot be made: %s", part, words_for(errno));
        *slash = '/';
    }
    free(part);
    return good;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* A hidden name beside the folder: "results/.luton.partial-4711". The process number keeps two runs apart; `attempt`
 * steps past what a run that was killed may have left under the same number. */
static char *name_beside(const char *path, const char *what, int attempt)
{
    struct text name = {0};
    text_printf(&name, "%.*s.%s.%s-%ld", (int)(last_part(path) - path), path, last_part(path), what, (long)getpid());
    if (attempt > 0)
        text_printf(&name, "-%d", attempt);
    return name.at;
}

/* --- what was left behind --- */

/* Is this "WHAT-PID" or "WHAT-PID-ATTEMPT", of a process that is gone? */
static bool is_left(const char *name, const char *what)
{
    size_t length = strlen(what);
    if (strncmp(name, what, length) != 0 || name[length] != '-')
        return false;
    char *end;
    errno = 0;
    long number = strtol(name + length + 1, &end, 10);
    size_t attempt = *end == '-' ? 1 + strspn(end + 1, "0123456789") : 0;
    bool shaped =
        name[length + 1] >= '1' && name[length + 1] <= '9' && errno == 0 && attempt != 1 && end[attempt] == '\0';
    pid_t process = (pid_t)number;
    return shaped && process == number && kill(process, 0) != 0 && errno == ESRCH;
}

/* A process in another container cannot be seen by its number, but it holds its lock for as long as it lives. */
static bool is_abandoned(int at, const char *name)
{
    int folder = open_folder(at, name);
    bool free_to_take = folder >= 0 && flock(folder, LOCK_EX | LOCK_NB) == 0;
    if (folder >= 0)
        close(folder);
    return free_to_take;
}

/* A result that was moved aside and whose successor never came. */
static bool is_missed(int at, const char *result)
{
    struct stat about;
    return fstatat(at, result, &about, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT;
}

/* Only folders under this program's own hidden names for this one result, and only those whose process is gone. */
static void clear_left(const char *path)
{
    const char *result = last_part(path);
    struct text parent = {0}, prefix = {0};
    text_printf(&parent, "%.*s", (int)(result - path), path);
    text_printf(&prefix, ".%s.", result);
    DIR *entries = entries_of(open(parent.length > 0 ? parent.at : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    for (const char *name = entries ? next_name(entries) : NULL; name; name = next_name(entries)) {
        const char *rest = text_starts(name, prefix.at) ? name + prefix.length : "";
        bool replaced = is_left(rest, "replaced");
        if ((!replaced && !is_left(rest, "partial")) || !is_abandoned(dirfd(entries), name))
            continue;
        if (replaced && is_missed(dirfd(entries), result))
            (void)renameat(dirfd(entries), name, dirfd(entries), result);
        else
            remove_folder(dirfd(entries), name, 1);
    }
    if (entries)
        closedir(entries);
    text_release(&parent);
    text_release(&prefix);
}

/* --- the working folder --- */

/* Held until the process ends or lets go; a disc without locks gets none, and then nobody clears up either. */
static void hold_work(struct folder *folder)
{
    int file = open_folder(AT_FDCWD, folder->work);
    if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) == 0)
        folder->lock = file + 1;
    else if (file >= 0)
        close(file);
}

static void let_go(struct folder *folder)
{
    if (folder->lock > 0)
        close(folder->lock - 1);
    folder->lock = 0;
}

static bool make_work(struct folder *folder, char *why)
{
    for (int attempt = 0; attempt < TRIES; attempt++) {
        char *work = name_beside(folder->path, "partial", attempt);
        if (mkdir(work, 0777) == 0) {
            folder->work = work;
            hold_work(folder);
            return true;
        }
        int error = errno;
        free(work);
        if (error != EEXIST)
            return refuse(why, "a folder beside %s cannot be made: %s", folder->path, words_for(error));
    }
    return refuse(why, "too many unfinished results lie beside %s; remove them", folder->path);
}

bool folder_open(struct folder *folder, const char *path, char why[static 256])
{
    *folder = (struct folder){0};
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    char *plain = mem_copy_text(path);
    plain[length] = '\0';
    const char *name = last_part(plain);
    folder->path = plain;
    bool good = name[0] && !text_equal(name, ".") && !text_equal(name, "..");
    if (!good)
        refuse(why, "\"%s\" is no name for a new folder", path);
    if (good)
        clear_left(plain);
    good = good && check_replaceable(plain, why) && make_parents(plain, why) && make_work(folder, why);
    if (!good)
        folder_release(folder);
    return good;
}

/* Writes under a temporary name and renames; the close is checked, because some discs say only then that they are
 * full. */
static bool write_file(int folder, const char *name, const void *bytes, size_t length)
{
    struct text temporary = {0};
    text_printf(&temporary, "%s.part", name);
    int file = openat(folder, temporary.at, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    bool good = file >= 0;
    int error = errno;
    if (good) {
        good = file_write(file, bytes, length);
        error = errno;
        if (close(file) != 0 && good) {
            good = false;
            error = errno;
        }
        if (good && renameat(folder, temporary.at, folder, name) != 0) {
            good = false;
            error = errno;
        }
        if (!good)
            unlinkat(folder, temporary.at, 0);
    }
    text_release(&temporary);
    errno = error;
    return good;
}

static bool is_plain(const char *name)
{
    const char *slash = strchr(name, '/');
    return name[0] && name[0] != '.' && name[0] != '/' &&
           (!slash || (slash[1] && slash[1] != '.' && !strchr(slash + 1, '/')));
}

bool folder_write(struct folder *folder, const char *name, const void *bytes, size_t length, char why[static 256])
{
    if (!is_plain(name))
        return refuse(why, "\"%s\" is no name for a file of a result", name);
    int into = open_folder(AT_FDCWD, folder->work);
    const char *slash = strchr(name, '/');
    if (into >= 0 && slash) {
        char *inner = mem_copy_text(name);
        inner[slash - name] = '\0';
        int outer = into;
        into = mkdirat(outer, inner, 0777) == 0 || errno == EEXIST ? open_folder(outer, inner) : -1;
        int error = errno;
        close(outer);
        free(inner);
        errno = error;
    }
    bool good = into >= 0 && write_file(into, last_part(name), bytes, length);
    if (!good)
        refuse(why, "%s/%s cannot be written: %s", folder->path, name, words_for(errno));
    if (into >= 0)
        close(into);
    return good;
}

/* Renames what stands at `path`, if anything does, and says under which name. */
static bool move_aside(const char *path, char **aside, char *why)
{
    for (int attempt = 0; attempt < TRIES; attempt++) {
        char *name = name_beside(path, "replaced", attempt);
        if (rename(path, name) == 0) {
            *aside = name;
            return true;
        }
        int error = errno;
        free(name);
        if (error == ENOENT)
            return true;
        if (error != EEXIST && error != ENOTEMPTY)
            return refuse(why, "%s cannot be replaced: %s", path, words_for(error));
    }
    return refuse(why, "too many replaced results lie beside %s; remove them", path);
}

/* Both names change hands at once, so that not even kill -9 finds a moment without a result. False where there is nothing to
 * replace yet, or the system cannot do it. */
static bool exchange(const char *work, const char *path)
{
#ifdef RENAME_EXCHANGE
    return renameat2(AT_FDCWD, work, AT_FDCWD, path, RENAME_EXCHANGE) == 0;
#else
    (void)work;
    (void)path;
    return false;
#endif
}

/* In two steps; whoever dies in between leaves the older result to clear_left(). */
static bool replace(const char *work, const char *path, char *why)
{
    char *aside = NULL;
    if (!move_aside(path, &aside, why))
        return false;
    bool good = rename(work, path) == 0;
    if (!good) {
        refuse(why, "%s cannot be put in place: %s", path, words_for(errno));
        if (aside)
            (void)rename(aside, path);
    } else if (aside) {
        remove_folder(AT_FDCWD, aside, 1);
    }
    free(aside);
    return good;
}

bool folder_finish(struct folder *folder, char why[static 256])
{
    /* Much may have happened since the folder was opened, so it is looked at again. */
    if (!check_replaceable(folder->path, why))
        return false;
    if (exchange(folder->work, folder->path))
        remove_folder(AT_FDCWD, folder->work, 1); /* now the older result */
    else if (!replace(folder->work, folder->path, why))
        return false;
    free(folder->work);
    folder->work = NULL;
    let_go(folder);
    return true;
}

void folder_discard(struct folder *folder)
{
    if (folder->work)
        remove_folder(AT_FDCWD, folder->work, 1);
    free(folder->work);
    folder->work = NULL;
    let_go(folder);
}

void folder_release(struct folder *folder)
{
    let_go(folder);
    free(folder->path);
    free(folder->work);
    *folder = (struct folder){0};
}
