/* Hashes: 32 bits for random-number streams, SHA-256 for the manifest. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* FNV-1a over the bytes of each text and a separator, finished with the murmur3 mixer. Never change it: stream
 * identities are made of it (see engine/rng.h). `texts` ends with a null. */
uint32_t hash_names(const char *const *texts);

/* SHA-256 (nettle) as 64 lower-case hexadecimal digits. */
void hash_sha256(const void *bytes, size_t length, char out[static 65]);

#endif
