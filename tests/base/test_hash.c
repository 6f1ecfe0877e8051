/* Hashes that stored results depend on. */
#include <criterion/criterion.h>

#include "base/hash.h"

Test(hash, names)
{
    const char *ab[] = {"ab", NULL}, *a_b[] = {"a", "b", NULL}, *b_a[] = {"b", "a", NULL}, *none[] = {NULL};
    cr_assert(hash_names(ab) != hash_names(a_b) && hash_names(a_b) != hash_names(b_a));
    /* From a second implementation; streams are made of it, so it may never change. */
    cr_assert_eq(hash_names(none), 0xab3e7c0b, "%08x", hash_names(none));
    const char *tenure[] = {"tenure", "social-worker", "", "", NULL};
    cr_assert_eq(hash_names(tenure), 0x7cd1525e, "%08x", hash_names(tenure));
}

Test(hash, sha256)
{
    char out[65];
    hash_sha256("", 0, out);
    cr_assert_str_eq(out, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    hash_sha256("abc", 3, out);
    cr_assert_str_eq(out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
