/* What a comparison may say and hardly means: two options that are one, a future that changes nothing, titles that readers
 * cannot tell apart. Warnings, which stop nothing; what is wrong is told by compare_set.c. To add a doubt: a function and its
 * call in compare_doubt(). */
#ifndef COMMAND_COMPARE_DOUBT_H
#define COMMAND_COMPARE_DOUBT_H

#include "command/compare_set.h"

/* Adds warnings to the diagnostics of the comparison file, of a set that loaded without errors. */
void compare_doubt(struct compare_set *set);

#endif
