/* A store: finished pieces of long work, kept by key until the whole is done, so that a stop loses none of them.
 *
 * It is a hidden folder beside a result folder ("results/.luton-sweep.points"). A key is a SHA-256 of everything that a piece
 * depends on, so that a piece of other work is never taken for it. A piece appears under its key only when it is whole and on
 * the disc, and is checked against its own hash when it is read: after a power cut it is there or it is not. Two programs may
 * use one store at once. Whoever works for minutes comes here; results go to file.h. */
#ifndef BASE_STORE_H
#define BASE_STORE_H

#include <stdbool.h>
#include <stddef.h>

/* Zeroed is closed. */
struct store {
    char *path;
};

/* The store of a result folder. Makes nothing until something is put in. */
void store_open(struct store *store, const char *result);

/* The piece of a key on the heap, NUL-terminated; null when there is none, or when it is not what was put in. */
char *store_get(const struct store *store, const char *key, size_t *length);

/* Keeps a piece. Returns false with a sentence in why[] when it cannot be written. `key` is 64 hexadecimal digits. */
bool store_put(const struct store *store, const char *key, const void *bytes, size_t length, char why[static 256]);

/* Removes every piece, and the folder unless something else lies in it. */
void store_clear(const struct store *store);
void store_close(struct store *store);

#endif
