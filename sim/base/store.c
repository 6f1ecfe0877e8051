#include "base/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"

enum { DIGITS = 64, PIECE_LIMIT = 64 << 20 };

static const char ending[] = ".part-";

void store_open(struct store *store, const char *result)
{
    size_t length = strlen(result);
    while (length > 1 && result[length - 1] == '/')
        length--;
    size_t start = length;
    while (start > 0 && result[start - 1] != '/')
        start--;
    struct text path = {0};
    text_printf(&path, "%.*s.%.*s.points", (int)start, result, (int)(length - start), result + start);
    *store = (struct store){.path = path.at};
}

/* Hexadecimal digits and nothing else: a key, or the first part of an unfinished piece's name. */
static bool is_piece(const char *name)
{
    size_t digits = strspn(name, "0123456789abcdef");
    return digits == DIGITS && (name[DIGITS] == '\0' || text_starts(name + DIGITS, ending));
}

/* The folder itself, never what a link in its place leads to. */
static int open_folder(const struct store *store)
{
    return open(store->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

char *store_get(const struct store *store, const char *key, size_t *length)
{
    struct text path = {0};
    const char *why;
    char digest[DIGITS + 1];
    text_printf(&path, "%s/%s", store->path, key);
    char *bytes = file_read(path.at, PIECE_LIMIT, length, &why);
    text_release(&path);
    if (bytes == NULL)
        return NULL;
    bool whole = *length > DIGITS && bytes[DIGITS] == '\n';
    if (whole) {
        *length -= DIGITS + 1;
        hash_sha256(bytes + DIGITS + 1, *length, digest);
        whole = memcmp(digest, bytes, DIGITS) == 0;
    }
    if (!whole) {
        free(bytes);
        return NULL;
    }
    memmove(bytes, bytes + DIGITS + 1, *length + 1);
    return bytes;
}

/* Written under another name and renamed once the disc has it; the folder's own entry is brought to the disc as well. */
static bool put_at(int folder, const char *key, const struct text *whole)
{
    struct text name = {0};
    text_printf(&name, "%s%s%ld", key, ending, (long)getpid());
    int file = openat(folder, name.at, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
    bool good = file >= 0 && file_write(file, whole->at, whole->length) && fsync(file) == 0;
    int error = errno;
    if (file >= 0 && close(file) != 0 && good) {
        good = false;
        error = errno;
    }
    if (good && renameat(folder, name.at, folder, key) != 0) {
        good = false;
        error = errno;
    }
    if (good)
        (void)fsync(folder);
    else
        unlinkat(folder, name.at, 0);
    text_release(&name);
    errno = error;
    return good;
}

bool store_put(const struct store *store, const char *key, const void *bytes, size_t length, char why[static 256])
{
    struct text whole = {0};
    char digest[DIGITS + 1];
    hash_sha256(bytes, length, digest);
    text_printf(&whole, "%s\n", digest);
    text_add_n(&whole, bytes, length);
    int folder = mkdir(store->path, 0777) == 0 || errno == EEXIST ? open_folder(store) : -1;
    bool good = folder >= 0 && put_at(folder, key, &whole);
    if (!good)
        snprintf(why, 256, "%s cannot be written: %s", store->path,
                 errno == ENOSPC || errno == EDQUOT ? "the disc is full" : strerror(errno));
    if (folder >= 0)
        close(folder);
    text_release(&whole);
    return good;
}

void store_clear(const struct store *store)
{
    int folder = open_folder(store);
    DIR *entries = folder < 0 ? NULL : fdopendir(folder);
    if (entries == NULL) {
        if (folder >= 0)
            close(folder);
        return;
    }
    for (const struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries))
        if (is_piece(entry->d_name))
            unlinkat(dirfd(entries), entry->d_name, 0);
    closedir(entries);
    rmdir(store->path);
}

void store_close(struct store *store)
{
    free(store->path);
    *store = (struct store){0};
}
