/* The quality statement: what only people can say about a study, for the report to print. It changes no result.
 *
 * To add an item: a member here, a row in plan_statement.c and its line in report/html_quality.c. */
#ifndef MODEL_PLAN_STATEMENT_H
#define MODEL_PLAN_STATEMENT_H

#include <stdbool.h>

/* "" where nobody has said anything. */
struct plan_statement {
    bool given;
    const char *purpose;     /* the decision that it informs */
    const char *preparation; /* how the figures were prepared */
    const char *validation;  /* what was compared with what was seen */
    const char *analyst;
    const char *reviewer;
    const char *signed_off;
    const char *access;
};

#endif
