/* A decision as the charts of a comparison draw it (plots/choice.h). */
#ifndef REPORT_COMPARISON_CHOICE_H
#define REPORT_COMPARISON_CHOICE_H

#include "base/mem.h"
#include "plots/choice.h"
#include "report/comparison.h"

/* Everything that is not borrowed from the comparison belongs to the arena. Options beyond CHOICE_OPTIONS are left out. */
struct choice comparison_choice(const struct comparison *comparison, struct arena *arena);

#endif
