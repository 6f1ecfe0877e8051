/* Files, byte by byte. folder.c and store.c hold how they come to stand whole in their place. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

static const char *words_for(int error)
{
    switch (error) {
    case ENOENT:
        return "does not exist";
    case EACCES:
    case EPERM:
        return "may not be read (no permission)";
    case ENOTDIR:
        return "does not exist (part of its path is not a folder)";
    case ELOOP:
        return "is a symbolic link that leads nowhere";
    case ENAMETOOLONG:
        return "has a name that is too long";
    case ENXIO:
        return "is not a regular file";
    default:
        return "cannot be read";
    }
}

static const char *words_for_limit(size_t limit)
{
    switch (limit) {
    case 1 << 20:
        return "is larger than 1 MiB";
    case 4 << 20:
        return "is larger than 4 MiB";
    case 16 << 20:
        return "is larger than 16 MiB";
    case 64 << 20:
        return "is larger than 64 MiB";
    default:
        return "is too large";
    }
}

static const char *check_kind(int file, size_t limit)
{
    struct stat about;
    if (fstat(file, &about) != 0)
        return words_for(errno);
    if (S_ISDIR(about.st_mode))
        return "is a directory";
    if (!S_ISREG(about.st_mode))
        return "is not a regular file";
    return about.st_size > 0 && (size_t)about.st_size > limit ? words_for_limit(limit) : NULL;
}

/* The size that the system states is a hint only: a file may grow while it is read, and some state 0. */
static char *read_all(int file, size_t limit, size_t *length, const char **why)
{
    char *bytes = NULL;
    size_t room = 0, used = 0;
    for (;;) {
        mem_grow(&bytes, &room, used + 4096, 1);
        ssize_t got = read(file, bytes + used, room - used - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 || used + (size_t)got > limit) {
            *why = got < 0 ? words_for(errno) : words_for_limit(limit);
            free(bytes);
            return NULL;
        }
        if (got == 0)
            break;
        used += (size_t)got;
    }
    bytes[used] = '\0';
    *length = used;
    return bytes;
}

char *file_read(const char *path, size_t limit, size_t *length, const char **why)
{
    /* O_NONBLOCK: opening a FIFO would wait for its writer, before anybody could see that it is one. */
    int file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file < 0) {
        *why = words_for(errno);
        return NULL;
    }
    *why = check_kind(file, limit);
    char *bytes = *why ? NULL : read_all(file, limit, length, why);
    close(file);
    return bytes;
}

bool file_write(int file, const void *bytes, size_t length)
{
    const char *at = bytes;
    while (length > 0) {
        ssize_t done = write(file, at, length);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        at += done;
        length -= (size_t)done;
    }
    return true;
}
