/* Checker: who in a service is best placed to check an input. Reports name a role beside each assumption; to change who
 * answers for a section of the scenario, change its line in checker.c. */
#ifndef REPORT_CHECKER_H
#define REPORT_CHECKER_H

/* The role for a path such as "teams.assessment.capacity", for example "head of service". */
const char *checker_of(const char *path);

#endif
