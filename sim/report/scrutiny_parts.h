/* The answers of the scrutiny annex and what they share, for scrutiny.c to join; nobody else includes this. */
#ifndef REPORT_SCRUTINY_PARTS_H
#define REPORT_SCRUTINY_PARTS_H

#include "experiment/words.h"
#include "report/brief.h"
#include "report/scrutiny.h"

/* What every answer reads, and the answer it fills. */
struct scrutiny {
    const struct comparison *comparison;
    const struct decision *decision;
    const struct option_run *options; /* the baseline first */
    size_t count;
    struct brief brief; /* of the baseline at the dates looked at */
    double week;        /* of the judged target's date, or the end */
    struct text month;  /* that date in words: "January 2022" */
    struct scrutiny_answer *answer;
};

#define QUESTION(id, key, words, answer) void answer(struct scrutiny *scrutiny);
#include "report/questions.def"
#undef QUESTION

/* Each adds a sentence (words come before basis and command in the report), with a blank before it when it is not the first. */
void scrutiny_say(struct scrutiny *scrutiny, const char *format, ...) __attribute__((format(printf, 2, 3)));
void scrutiny_basis(struct scrutiny *scrutiny, const char *format, ...) __attribute__((format(printf, 2, 3)));
void scrutiny_command(struct scrutiny *scrutiny, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The answer is that this comparison has none. */
void scrutiny_needs(struct scrutiny *scrutiny, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Starts a table whose rows are headed by `first`; `heads` ends with null. */
void scrutiny_table(struct scrutiny *scrutiny, const char *caption, const char *first, const char *const *heads);

/* The sample of the date looked at among the dates that an option keeps. */
size_t scrutiny_sample(const struct scrutiny *scrutiny, size_t option);

/* The values of a measure there, one a run; NaN where a run failed. On the heap, released with free(). `team` as in
 * metric_series(). */
double *scrutiny_values(const struct scrutiny *scrutiny, size_t option, enum metric metric, int team);

/* Their spread. */
struct ensemble_point scrutiny_point(const struct scrutiny *scrutiny, size_t option, enum metric metric, int team);

/* "22.6 (20.1 to 25.4)": the median of runs and the band that holds 80 % of them. */
void scrutiny_add_spread(const struct ensemble_point *point, int decimals, struct text *out);
void scrutiny_spread_cell(struct scrutiny *scrutiny, const struct ensemble_point *point, int decimals);

/* A cell with the mean of an outturn and its change against the baseline: "18.2; -1.3 (-1.6 to -1.0)". Scaled shares are
 * percentages. */
void scrutiny_outturn_cell(struct scrutiny *scrutiny, size_t option, enum outturn outturn, double scale, int decimals);

/* A cell with an amount of money and its interval. */
void scrutiny_pounds_cell(struct scrutiny *scrutiny, double mean, struct interval interval);

/* "45% (38% to 52%)"; "no figure" for a verdict on no runs. */
void scrutiny_add_chance(const struct ensemble_verdict *verdict, struct text *out);
void scrutiny_chance_cell(struct scrutiny *scrutiny, const struct ensemble_verdict *verdict);

/* Is money counted in every option? */
bool scrutiny_has_money(const struct scrutiny *scrutiny);

/* The baseline's team `team` in an option; -2 when it has none. */
int scrutiny_team(const struct scrutiny *scrutiny, size_t option, int team);

/* The judged target in an option; targets.count of its plan when it has none. */
size_t scrutiny_target(const struct scrutiny *scrutiny, size_t option);

/* Two paired measures of an option at the date, option less baseline, at the level of the decision. */
struct contrast scrutiny_change(const struct scrutiny *scrutiny, size_t option, enum metric metric);

#endif
