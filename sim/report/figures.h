/* Figures: every number that a scenario rests on, with where it came from.
 *
 * Walks the scenario's tree beside the rows of its tables, so a new parameter is listed without a line here. The report
 * shows what has a source, what is an assumption and which defaults were used. */
#ifndef REPORT_FIGURES_H
#define REPORT_FIGURES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "model/plan.h"
#include "scenario/scenario.h"

enum figure_standing {
    FIGURE_SOURCED, /* a source is stated, graded A to S or not graded */
    FIGURE_ASSUMED, /* no source, or one graded C or D */
    FIGURE_CHOSEN,  /* a decision or a convention, which needs no source */
    FIGURE_DEFAULT, /* not stated: the program's default was used */
};

struct figure {
    enum figure_standing standing;
    char *path;  /* of a stated figure: its own; of a default: names replaced by * */
    char *value; /* as written */
    const char *help;
    const char *from;  /* null: none */
    const char *grade; /* null: not graded */
    const char *note;  /* null: none */
    const struct param *row;
    size_t count; /* of a default: in how many places it was used */
};

/* A zeroed struct is empty; figures_release(). Borrows the plan and the tables. */
struct figures {
    struct figure *items; /* in the order of the rows, named things in file order */
    size_t count, capacity;
};

void figures_init(struct figures *figures, const struct scenario *scenario, const struct param_table *table,
                  const struct plan *plan);
size_t figures_standing(const struct figures *figures, enum figure_standing standing);
void figures_release(struct figures *figures);

/* Grades of sources from the best to the weakest; a null grade stands for figures without one. */
enum { FIGURE_GRADES = 7 };
struct figure_grade {
    const char *grade, *meaning;
};
extern const struct figure_grade figures_grades[FIGURE_GRADES];
bool figures_has_grade(const struct figure *figure, const char *grade);

/* "C" and "D" are assumptions. */
bool figures_grade_assumed(const char *grade);

#endif
