/* Values of parameters in words: "8.6 per year (5.2 to 13.8 per year)", "lognormal, mean 8.2 weeks, cv 0.6".
 *
 * For sentences about scenarios; what a value is called comes from its row. To have a new kind of row speak, add it to
 * param_words_value(). */
#ifndef SCENARIO_PARAM_WORDS_H
#define SCENARIO_PARAM_WORDS_H

#include "base/text.h"
#include "scenario/param.h"

/* Where the words come from; borrowed. */
struct param_words {
    const struct param_table *root;
    const struct filled *filled;
};

/* What a row is called: "funded posts"; for a map one of its items: "pipeline". */
void param_words_label(const struct param *row, struct text *out);

/* The range that was given for the number at a path, or null when it is certain. */
const struct uncertain *param_words_range(const struct param_words *words, const char *path);

/* A number, with its range where it has one. */
void param_words_number(const struct param_words *words, const struct param *row, double value, const char *path,
                        struct text *out);

/* The key of a pair as it is called: the title of what it names, else the key as written. */
const char *param_words_key(const struct param_words *words, const struct param *row, const struct pair *pair);

/* What a path is of, with a capital: "Assessment: funded posts". False when no row is at it; then the path as written. */
bool param_words_path(const struct param_words *words, const char *path, struct text *out);

/* What a setting of a lever does: "Assessment: funded posts plus 4". */
void param_words_setting(const struct param_words *words, const struct param *row, const struct setting *setting,
                         struct text *out);

/* Any value at `where`; of sections and items what the node gives. Adds nothing for what is absent. */
void param_words_value(const struct param_words *words, const struct param *row, const struct node *node,
                       const void *where, const char *path, struct text *out);

/* What the node of a section or an item gives: "first 5 October 2020, every 26 weeks, size 12". */
void param_words_section(const struct param_words *words, const struct param_table *table, const struct node *node,
                         const void *base, const char *path, struct text *out);

#endif
