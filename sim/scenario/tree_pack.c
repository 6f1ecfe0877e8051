/* Trees as bytes: nodes in the order of the file, each with its texts and places, so that nothing is read twice. */
#include <assert.h>

#include "base/text.h"
#include "scenario/tree_build.h"

/* What stands before each node's texts. */
struct head {
    enum node_kind kind;
    bool quoted, has_key, has_text, has_under;
    struct place key_at, at;
    size_t count;
};

static void pack_words(const char *words, struct text *out)
{
    if (words != NULL)
        text_add_n(out, words, strlen(words) + 1);
}

void tree_pack(const struct node *node, struct text *out)
{
    struct head head;
    memset(&head, 0, sizeof head); /* the gaps too: the same tree gives the same bytes */
    head.kind = node->kind;
    head.quoted = node->quoted;
    head.has_key = node->key != NULL;
    head.has_text = node->text != NULL;
    head.has_under = node->under != NULL;
    head.key_at = node->key_at;
    head.at = node->at;
    head.count = node->count;
    text_add_n(out, (const char *)&head, sizeof head);
    pack_words(node->key, out);
    pack_words(node->text, out);
    if (node->under != NULL)
        tree_pack(node->under, out);
    for (size_t i = 0; i < node->count; i++)
        tree_pack(node->items[i], out);
}

static const char *unpack_words(struct arena *arena, const char **at, bool there)
{
    if (!there)
        return NULL;
    const char *words = arena_copy(arena, *at);
    *at += strlen(words) + 1;
    return words;
}

static struct node *unpack(struct arena *arena, const char **at)
{
    struct head head;
    memcpy(&head, *at, sizeof head);
    *at += sizeof head;
    struct node *node = arena_new(arena, 1, sizeof *node);
    node->kind = head.kind;
    node->quoted = head.quoted;
    node->key_at = head.key_at;
    node->at = head.at;
    node->key = unpack_words(arena, at, head.has_key);
    node->text = unpack_words(arena, at, head.has_text);
    if (head.has_under)
        node->under = unpack(arena, at);
    for (size_t i = 0; i < head.count; i++)
        tree_append(arena, node, unpack(arena, at));
    if (node->kind == NODE_MAP)
        tree_index(arena, node);
    return node;
}

struct node *tree_unpack(struct arena *arena, const char *bytes, size_t length)
{
    const char *at = bytes;
    struct node *root = unpack(arena, &at);
    assert(at == bytes + length);
    (void)length;
    return root;
}
