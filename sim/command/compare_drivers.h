/* The parts of an option: its levers, its pipelines and its other changed sections, each laid over the baseline alone and run on
 * the same luck, for experiment/drivers.h. Parts that are no scenario without each other, such as a grade, its pay and the
 * pipeline that fills it, are one part. */
#ifndef COMMAND_COMPARE_DRIVERS_H
#define COMMAND_COMPARE_DRIVERS_H

#include "command/compare_set.h"
#include "experiment/drivers.h"

enum { COMPARE_PARTS_LIMIT = 16 };

struct compare_part {
    char *paths[COMPARE_PARTS_LIMIT]; /* "levers.supplement", "pipelines.academy", "money" */
    size_t count;
    struct text name, title;   /* "pipelines.academy+money", "Social work academy, money" */
    struct command_load *load; /* stays in its place when parts are joined */
};

/* Zeroed is empty; compare_drivers_release(). */
struct compare_drivers {
    size_t option; /* of the set; 0: not asked for */
    struct compare_part parts[COMPARE_PARTS_LIMIT];
    size_t count;
    struct option_run *runs; /* [part] */
    struct drivers drivers;
};

/* Finds the option of --drivers and loads its parts. Prints what is wrong and returns false when something is: no such option, or no
 * two parts that can stand alone. */
bool compare_drivers_open(struct compare_drivers *drivers, struct compare_set *set, const struct command_line *line);
void compare_drivers_release(struct compare_drivers *drivers);

#endif
