/* Checking a trail: does the file that a figure of the report is kept in hold what the report shows?
 *
 * `headroom trace F12 --in DIR` comes here. The folder may have been altered by anybody: nothing in it is believed, no other
 * file than the ones named in trail.h is opened, and words are cleaned of control characters before they are shown. */
#ifndef REPORT_TRAIL_CHECK_H
#define REPORT_TRAIL_CHECK_H

#include <jansson.h>
#include <stdbool.h>

#include "base/text.h"

/* Is it written like the id of a figure: F and digits? */
bool trail_check_is_id(const char *word);

/* The array of figures of a folder that `run` wrote, a new reference; null with a sentence in why[]. */
json_t *trail_check_open(const char *folder, char why[static 256]);

/* The figure of an id, borrowed; null with a sentence in why[]. */
const json_t *trail_check_find(const json_t *figures, const char *id, char why[static 256]);

/* A member of a figure as clean words; "" when it is absent. */
void trail_check_words(const json_t *figure, const char *key, struct text *out);

/* Appends the path of the scenario in the folder that has the inputs of the figure; false when it names no such file. */
bool trail_check_scenario(const json_t *figure, const char *folder, struct text *out);

/* Looks the figure up where it is kept and appends what stands there, a line each. Returns whether the file has it, the
 * values are those of figures.json, and the words shown are those values rounded. */
bool trail_check_kept(const json_t *figure, const char *folder, struct text *out);

#endif
