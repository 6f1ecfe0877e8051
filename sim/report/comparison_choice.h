/* A decision as the charts of a comparison draw it (plots/choice.h). */
#ifndef REPORT_COMPARISON_CHOICE_H
#define REPORT_COMPARISON_CHOICE_H

#include "base/mem.h"
#include "plots/choice.h"
#include "report/comparison_report.h"

/* Everything that is not borrowed from the report belongs to the arena. Options beyond CHOICE_OPTIONS are left out. */
struct choice comparison_choice(const struct comparison_report *report, struct arena *arena);

#endif
