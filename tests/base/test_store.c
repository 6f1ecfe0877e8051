/* Pieces are there whole or not at all, and nothing that is not a piece is touched. */
#include "base/store.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "support/program.h"

static void spoil(const char *path, const char *bytes)
{
    FILE *file = fopen(path, "w");
    cr_assert(file != NULL, "cannot write %s", path);
    fputs(bytes, file);
    fclose(file);
}

Test(test_store, pieces_come_back_unless_they_are_damaged)
{
    char *folder = program_folder(), why[256], key[65], other[65], path[600];
    size_t length;
    struct store store;
    hash_sha256("a", 1, key);
    hash_sha256("b", 1, other);
    store_open(&store, program_path(0, folder, "out///"));
    cr_assert_str_eq(store.path, program_path(1, folder, ".out.points"));
    cr_assert_null(store_get(&store, key, &length), "a piece that nobody put in");
    cr_assert(store_put(&store, key, "one\0two", 7, why), "%s", why);
    char *piece = store_get(&store, key, &length);
    cr_assert(piece != NULL && length == 7 && memcmp(piece, "one\0two", 8) == 0);
    free(piece);
    cr_assert_null(store_get(&store, other, &length), "the piece of another key");
    /* A power cut in an unfortunate moment: shorter, longer, empty, other bytes. */
    static const char *const damaged[] = {"", "one",
                                          "2c624232cdd221771294dfbb310aca000a0df6ac8b66b696d90ef06fdefb64a3\none",
                                          "2c624232cdd221771294dfbb310aca000a0df6ac8b66b696d90ef06fdefb64a3\n"};
    snprintf(path, sizeof path, "%s/%s", store.path, key);
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        spoil(path, damaged[i]);
        cr_assert_null(store_get(&store, key, &length), "damage %zu is taken for a piece", i);
    }
    cr_assert(store_put(&store, key, "again", 5, why), "%s", why);
    piece = store_get(&store, key, &length);
    cr_assert_str_eq(piece, "again");
    free(piece);
    store_clear(&store);
    cr_assert(access(store.path, F_OK) != 0, "%s is left behind", store.path);

    /* What is not a piece stays, and a link is not followed. */
    cr_assert(store_put(&store, key, "x", 1, why), "%s", why);
    snprintf(path, sizeof path, "%s/notes", store.path);
    spoil(path, "mine");
    store_clear(&store);
    cr_assert(access(path, F_OK) == 0, "a file of the user's is removed");
    unlink(path);
    rmdir(store.path);
    cr_assert(symlink("/tmp", store.path) == 0);
    cr_assert_not(store_put(&store, key, "x", 1, why), "a piece is written through a link");
    cr_assert(strstr(why, ".out.points cannot be written") != NULL, "%s", why);
    unlink(store.path);
    store_close(&store);
    program_remove_folder(folder);
}
