#include "base/hash.h"

#include <nettle/base16.h>
#include <nettle/sha2.h>

/* Constants of FNV-1a (Fowler, Noll, Vo) and of the finaliser of MurmurHash3 (Appleby). */
static uint32_t fnv_byte(uint32_t hash, unsigned char byte)
{
    return (hash ^ byte) * UINT32_C(16777619);
}

static uint32_t mix(uint32_t hash)
{
    hash ^= hash >> 16;
    hash *= UINT32_C(0x85ebca6b);
    hash ^= hash >> 13;
    hash *= UINT32_C(0xc2b2ae35);
    return hash ^ hash >> 16;
}

uint32_t hash_names(const char *const *texts)
{
    uint32_t hash = UINT32_C(2166136261);
    for (; *texts; texts++) {
        for (const char *c = *texts; *c; c++)
            hash = fnv_byte(hash, (unsigned char)*c);
        hash = fnv_byte(hash, 0); /* the separator, so that {"ab"} and {"a", "b"} differ */
    }
    return mix(hash);
}

void hash_sha256(const void *bytes, size_t length, char out[static 65])
{
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, length, bytes);
    sha256_digest(&context, sizeof digest, digest);
    base16_encode_update(out, sizeof digest, digest);
    out[64] = '\0';
}
