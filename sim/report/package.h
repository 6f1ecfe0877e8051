/* Packages: a result folder filled file by file, every file noted for its manifest.
 *
 * Whoever writes an output folder comes here, so that none is without its manifest and the scenario that made it. */
#ifndef REPORT_PACKAGE_H
#define REPORT_PACKAGE_H

#include "base/file.h"
#include "plots/chart.h"
#include "report/manifest.h"
#include "report/result.h"

/* A folder that the caller opened and will finish or discard. All functions return false with a sentence in why[] when it
 * cannot be written. package_release(). */
struct package {
    struct folder *folder;
    struct manifest manifest;
};

bool package_add(struct package *package, const char *name, const struct text *text, char why[static 256]);

/* resolved.yaml, a copy of the history file that it names, and streams.csv. */
bool package_add_scenario(struct package *package, const struct result_run *run, char why[static 256]);

/* A file that somebody else wrote into the folder gets its line in the manifest; nothing when it is not there. */
void package_note(struct package *package, const char *name);

/* Charts write their own files; here they get their lines in the manifest. */
void package_note_charts(struct package *package, const struct chart_set *charts);

/* manifest.json, which comes last. */
bool package_close(struct package *package, const struct result_run *run, char why[static 256]);

void package_release(struct package *package);

#endif
