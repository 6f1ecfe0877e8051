/* The options of one comparison, loaded: from a comparison file, or from scenarios named one by one.
 *
 * Everything is loaded and checked before anything runs, in every future, so that all problems are told at once. `check` and
 * `compare` come here. */
#ifndef COMMAND_COMPARE_SET_H
#define COMMAND_COMPARE_SET_H

#include "command/command_load.h"
#include "experiment/decision.h"
#include "experiment/study.h"

/* Zeroed is empty; compare_set_release(). */
struct compare_set {
    struct study_file study;
    struct command_load *loads; /* [future][option], the first future is the files as given; the baseline first */
    size_t options, futures;    /* futures counts the files as given */
    size_t loaded;
    char **told; /* what was printed of earlier ones: options of one file share their problems */
    size_t told_count, told_capacity;
};

/* Loads what the command line names: one comparison file, or two scenarios and more. Prints what is wrong (warnings not with
 * --quiet) and returns false when something is. */
bool compare_set_open(struct compare_set *set, const struct command_line *line);

/* The same of one comparison file among other operands. */
bool compare_set_open_file(struct compare_set *set, const char *path, const struct command_line *line, bool futures);

/* Loads an option as given with further settings, laid over everything else. Prints nothing; the caller releases the load in any
 * case. */
bool compare_set_load_with(struct compare_set *set, size_t option, const struct scenario_setting *further,
                           size_t further_count, const struct command_line *line, struct command_load *load);

struct command_load *compare_set_load(const struct compare_set *set, size_t future, size_t option);
const char *compare_set_name(const struct compare_set *set, size_t option);
/* What the comparison calls it, else its scenario's title where no other has the same, else its name in words. */
const char *compare_set_title(const struct compare_set *set, size_t option);
/* Where an option or a future ("options", "futures") stands in the file, for problems found with several of them in view. */
struct place compare_set_place(const struct compare_set *set, const char *section, const char *name);
/* "as-given" for the first. */
const char *compare_set_future(const struct compare_set *set, size_t future);

/* What the comparison asks for. */
struct decision_question compare_set_question(const struct compare_set *set);

/* The response of managers hides what an option does, so it has to be asked for (--with-response), and be the same everywhere.
 * Says why not. */
bool compare_set_responds_alike(const struct compare_set *set, const struct command_line *line);

void compare_set_release(struct compare_set *set);

#endif
