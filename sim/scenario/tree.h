/* The tree: a scenario file as nodes that know where they stand.
 *
 * Made from libyaml's event stream with limits on size, depth and node count; anchors, aliases, merge keys, tags and
 * several documents are refused. Nothing here knows what a key means: see param.h for that. */
#ifndef SCENARIO_TREE_H
#define SCENARIO_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"

enum {
    TREE_BYTES_LIMIT = 1 << 20,
    TREE_DEPTH_LIMIT = 32,
    TREE_NODES_LIMIT = 50000,
};

enum node_kind { NODE_SCALAR, NODE_MAP, NODE_LIST };

/* Belongs to the arena it was made in. */
struct node {
    enum node_kind kind;
    const char *key; /* when it stands in a map */
    struct place key_at;
    struct place at;     /* where the value starts; length set for scalars */
    const char *text;    /* scalars */
    bool quoted;         /* scalars */
    struct node **items; /* maps and lists, in file order */
    size_t count, capacity;
    struct node **by_key;     /* maps: the same items in order of key, for tree_child() */
    const struct node *under; /* maps: the scalar that a merge laid this map over, or null; it may be a shorthand */
};

/* Parses one document. Returns null when it could not be read. What can be read in spite of an error (a key given twice,
 * a comma that ended a value too early) is returned, so that the rest can be checked as well: ask diag->errors. The file
 * must have been added to diag. */
struct node *tree_parse(struct arena *arena, struct diag *diag, int file);

/* Parses `text` as one value that stands in `file` at `start`: what follows the `=` of a --set, or a default. */
struct node *tree_parse_value(struct arena *arena, struct diag *diag, const char *text, struct place start);

/* A plain `null` or `~`, and nothing at all after the colon. */
bool tree_is_null(const struct node *node);
bool tree_is_empty(const struct node *node);

/* A new scalar. */
struct node *tree_scalar(struct arena *arena, const char *text, struct place at);

/* The value of a key, or null; also null when `map` is null or no map. */
struct node *tree_child(const struct node *map, const char *key);

/* The node at a dotted path ("teams.assessment.posts"), or null. */
struct node *tree_find(const struct node *root, const char *path);

/* The deepest existing node on the way to a path, for messages. Never null when root is not. */
const struct node *tree_nearest(const struct node *root, const char *path);

/* Maps merge, lists and scalars replace, a plain `null` removes; `over` wins; a key without any value leaves a map as it
 * is. Returns the merged tree (new nodes where needed; leaves are shared). Merged maps keep base's order, new keys after.
 * A `null` with nothing to remove stays in the tree, so that whoever reads it can say so. */
struct node *tree_merge(struct arena *arena, struct node *base, const struct node *over);

/* Removes a key, or does nothing. */
void tree_remove(struct arena *arena, struct node *map, const char *key);

/* Sets a value at a dotted path, making maps on the way; for --set. A `null` removes. value->key_at is where the path
 * stands: the keys made on the way get their places from it. Existing keys that hold dots are followed. Maps on the way
 * are changed in place. Returns false when a `null` finds nothing to remove. */
bool tree_set(struct arena *arena, struct node *root, const char *path, struct node *value);

/* A copy of the maps, sharing the leaves: for trees that tree_set() will change. */
struct node *tree_copy(struct arena *arena, const struct node *node);

/* A copy of everything, texts too, that says it stands in `file`: for a value of another tree whose diag is not this one's. */
struct node *tree_graft(struct arena *arena, const struct node *node, int file);

/* A tree as bytes for another process of the same program, and back again, with every text and place: a file written out
 * and read again would have others. Appends to `out`; the bytes are no format for files. */
void tree_pack(const struct node *node, struct text *out);
struct node *tree_unpack(struct arena *arena, const char *bytes, size_t length);

#endif
