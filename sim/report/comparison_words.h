/* The sentences of a comparison, computed from its decision, for the first page of the report.
 *
 * Each has a condition on the numbers under it and a neutral fallback. An option is put forward only when the decision has a
 * leader: its gain is told from nought and it is not over the budget. To add a sentence: a function here, its use in
 * html_comparison_front.c, and a line in the table of its test. */
#ifndef REPORT_COMPARISON_WORDS_H
#define REPORT_COMPARISON_WORDS_H

#include "report/comparison_report.h"

/* "Academy + supplement (B)": title and the letter that charts use; the title alone for the baseline. */
void comparison_words_option(const struct comparison_report *report, size_t option, struct text *out);

/* "£1.7m more", "£400k less", "about the same" than the baseline's spending; nothing when money is not counted. */
void comparison_words_cost(const struct contrast *extra, struct text *out);

/* Appends which option, with what chance, at what cost, compared with what; or that none can be put forward. */
void comparison_words_headline(const struct comparison_report *report, struct text *out);

/* Appends what the headline leaves out: who is likelier but over the budget, who cannot be told from the leader. Returns
 * whether there was anything to say. */
bool comparison_words_beside(const struct comparison_report *report, struct text *out);

/* "within", "near the limit", "over"; "none stated". */
const char *comparison_words_budget(enum decision_budget budget);

/* A change with its interval where it can be told from nought: "+38 (+33 to +43)", "not told from 0", "the same". The
 * figures are multiplied by `scale`. */
void comparison_words_change(const struct contrast *change, double scale, int decimals, struct text *out);

/* "£45k (£38k to £55k)" a point; "none" with the reason when there is no ratio worth saying. */
void comparison_words_per_point(const struct decision_row *row, struct text *out);

#endif
