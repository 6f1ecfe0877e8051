/* Files: read whole, written whole or not at all. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* Reads a regular file of at most `limit` bytes into heap memory, NUL-terminated. Returns null and fills *why (a static
 * text such as "is a directory", "is larger than 1 MiB") on failure. Never blocks on a FIFO or device. */
char *file_read(const char *path, size_t limit, size_t *length, const char **why);

/* Writes every byte to an open file. Returns false with errno set when it cannot. */
bool file_write(int file, const void *bytes, size_t length);

/* A folder that appears under its final name only when it is whole. Files are written to `work`, a new folder beside
 * the final one; folder_finish() swaps it in (an older result is kept until then); folder_discard() removes it. */
struct folder {
    char *path; /* the final name */
    char *work; /* where to write until then */
    int lock;   /* one above the descriptor that keeps `work` locked; 0: none */
};

/* Creates the working folder (and missing parents). An existing path is refused when it is not a folder, is a symbolic
 * link, or holds anything that is not a result of this program: a result is an empty folder, or one with a
 * manifest.json that names every other file in it as a JSON string ("charts/fan.svg"), so that nothing of the user's is
 * ever removed. What earlier processes left beside it when they were killed is put right first: unfinished folders of theirs
 * go, and a result that was being replaced comes back. On failure returns false with a message in why[]. */
bool folder_open(struct folder *folder, const char *path, char why[static 256]);

/* Writes one file of the folder; `name` may hold one level, such as "charts/fan.svg". */
bool folder_write(struct folder *folder, const char *name, const void *bytes, size_t length, char why[static 256]);

/* Puts the folder in place of the final path, of which the conditions of folder_open() are checked again. On failure an
 * older result stands as it did; discard then. */
bool folder_finish(struct folder *folder, char why[static 256]);
/* Removes the working folder; nothing after folder_finish(). */
void folder_discard(struct folder *folder);
void folder_release(struct folder *folder);

#endif
