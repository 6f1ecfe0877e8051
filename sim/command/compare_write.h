/* The folder that a comparison leaves behind: tables, charts and report, each option with every value written out, the
 * comparison of those, and the manifest. Running that comparison gives the same bytes. To add a file: a line in compare_write(). */
#ifndef COMMAND_COMPARE_WRITE_H
#define COMMAND_COMPARE_WRITE_H

#include "base/file.h"
#include "command/compare_set.h"
#include "report/comparison.h"
#include "report/package.h"

/* Writes and finishes the folder; `look`: why --runs auto stopped where it did, or null. Returns false with a sentence in
 * why[], and the folder discarded, when it cannot be written. Charts and a workbook that could not be made are no failure:
 * *problem then says why, a line for each, on the heap; else it is null. */
bool compare_write(struct compare_set *set, const struct comparison *comparison, const struct stopping_look *look,
                   const struct command_line *line, struct folder *folder, char **problem, char why[static 256]);

/* The comparison and each option with every value written out, with what they name and their streams: what any result made
 * from a comparison leaves beside its own files. */
bool compare_write_sources(struct compare_set *set, struct package *package, char why[static 256]);

/* What the manifest of such a result tells; the caller adds the ensemble and frees inputs->inputs. */
struct result_run compare_write_run(struct compare_set *set, const struct command_line *line, struct scenario *inputs);

#endif
