/* Manifest: manifest.json, what made an output folder and what is in it.
 *
 * Program, compiler, libraries, seed, runs, and every input and output file with its SHA-256, so that `verify` can run it
 * again and compare. No user, host, clock or absolute path. Whether two runs may be expected to agree to the last bit is
 * seen from `machine` (libm's last bit depends on the C library and on fused multiply-add). To add a fact: a line in
 * manifest_write(). */
#ifndef REPORT_MANIFEST_H
#define REPORT_MANIFEST_H

#include <jansson.h>
#include <stddef.h>

#include "base/text.h"
#include "report/result.h"

/* One file of the folder. */
struct manifest_file {
    char *name; /* relative to the folder */
    char sha256[65];
};

/* The files written so far. A zeroed struct is empty; manifest_release(). */
struct manifest {
    struct manifest_file *files;
    size_t count, capacity;
};

/* Remembers a file that was written. */
void manifest_add(struct manifest *manifest, const char *name, const void *bytes, size_t length);

/* Appends the whole file; outputs in order of name. */
void manifest_write(const struct manifest *manifest, const struct result_run *run, struct text *out);
/* What makes results here: {program, libraries, machine}, as in every manifest. The caller has the reference. */
json_t *manifest_maker(const char *version);

void manifest_release(struct manifest *manifest);

#endif
