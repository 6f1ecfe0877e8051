/* How to trace a figure, and all figures of a page by id: the last section of a report, for whoever has a trail. */
#ifndef REPORT_TRAIL_SECTION_H
#define REPORT_TRAIL_SECTION_H

#include "report/trail.h"

/* Appends it within a section that is open; `which` says which figures have an id. */
void trail_section(const struct trail *trail, const char *which, struct text *out);

#endif
