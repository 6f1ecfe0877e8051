/* How maps and lists grow, for the files that make trees: tree.c, tree_parse.c and tree_pack.c. Nobody else comes in here. */
#ifndef SCENARIO_TREE_BUILD_H
#define SCENARIO_TREE_BUILD_H

#include "scenario/tree.h"

void tree_append(struct arena *arena, struct node *parent, struct node *child);

/* To be called once a map is complete: sorts its keys for tree_child(). */
void tree_index(struct arena *arena, struct node *map);

#endif
