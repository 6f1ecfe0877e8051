/* Hostile scenario files: whatever the bytes, parsing ends, filling ends, and what can be filled can be written, read back
 * and written the same, without a difference that could be told. */
#include <stdint.h>

#include "../scenario/sample.h"
#include "scenario/scenario_diff.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *show(const struct node *tree, const struct diag *diag)
{
    char *bytes = sample_write(tree, NULL, false, diag);
    free(sample_write(tree, "teams.north.posts", true, diag));
    return bytes;
}

static void check_round_trip(struct sample_fixture *first)
{
    char *once = show(first->tree, &first->diag);
    struct sample_fixture second = sample_fill(once);
    if (second.diag.errors > 0) {
        fprintf(stderr, "%s\n%s", once, second.problems.at);
        abort();
    }
    char *twice = show(second.tree, &second.diag);
    if (!text_equal(once, twice)) {
        fprintf(stderr, "%s\nbecame\n%s", once, twice);
        abort();
    }
    struct scenario_diff diff = scenario_diff(&sample_table, first->tree, second.tree, &first->arena);
    if (diff.count > 0) {
        fprintf(stderr, "%s\n%s: %s\n", once, diff.items[0].path, diff.items[0].sentence);
        abort();
    }
    free(once);
    free(twice);
    sample_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sample_fixture first = sample_parse((const char *)data, size);
    if (first.tree != NULL) {
        first.filled = param_fill(&sample_table, first.tree, &first.arena, &first.diag);
        first.values = first.filled.values;
        for (size_t i = 0; i < first.filled.uncertain_count && first.diag.errors == 0; i++) {
            const struct uncertain *one = &first.filled.uncertain[i];
            if (param_number(&sample_table, first.values, one->path, NULL) != one->where) {
                fprintf(stderr, "%s is not where it was\n", one->path);
                abort();
            }
        }
        if (first.diag.errors == 0)
            check_round_trip(&first);
        tree_merge(&first.arena, first.tree, tree_copy(&first.arena, first.tree));
    }
    FILE *nowhere = fopen("/dev/null", "w");
    if (nowhere != NULL) {
        diag_print(&first.diag, nowhere);
        fclose(nowhere);
    }
    sample_release(&first);
    return 0;
}
