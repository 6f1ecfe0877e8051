/* Files of a results folder, read by those who trace its figures: anybody may have altered them. */
#ifndef REPORT_TRAIL_FILE_H
#define REPORT_TRAIL_FILE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* The bytes, NUL-terminated, on the heap; null when they cannot be read. */
char *trail_file_read(const char *folder, const char *name, size_t *length);
/* The document, a new reference; null when there is none. */
json_t *trail_file_json(const char *folder, const char *name);
/* Does manifest.json name the file, with the hash that it has? */
bool trail_file_unaltered(const char *folder, const char *name);

#endif
