#include "model/plan_tables.h"

static const struct param statement_rows[] = {
    {PLAN_AT(plan_statement, purpose), .kind = PARAM_TEXT, .fallback = "", .role = ROLE_CONSTANT,
     .help = "The decision that this informs, and for whom"},
    {PLAN_AT(plan_statement, preparation), .kind = PARAM_TEXT, .fallback = "", .role = ROLE_CONSTANT,
     .help = "How the figures were prepared: what was left out, put right or filled in"},
    {PLAN_AT(plan_statement, validation), .kind = PARAM_TEXT, .fallback = "", .role = ROLE_CONSTANT,
     .help = "How it was checked against what the service saw, and what was found"},
    {PLAN_AT(plan_statement, analyst), .kind = PARAM_TEXT, .fallback = "", .role = ROLE_CONSTANT,
     .help = "Who made the scenario and ran it: a role or a team is enough"},
    {PLAN_AT(plan_statement, reviewer), .kind = PARAM_TEXT, .fallback = "", .role = ROLE_CONSTANT,
     .help = "Who checked it without having made it"},
    {PLAN_AT(plan_statement, signed_off), .kind = PARAM_TEXT, .fallback = "", .role = ROLE_CONSTANT,
     .help = "Who stands by its use for the decision, and since when"},
    {PLAN_AT(plan_statement, access), .kind = PARAM_TEXT, .fallback = "", .role = ROLE_CONSTANT,
     .help = "Where the scenario, its data and these results can be had, and by whom"},
};

const struct param_table plan_statement_table = {
    .name = "Quality statement",
    .help = "What only people can say about a study; the report prints it, and shows what is left blank.",
    .size = sizeof(struct plan_statement),
    PLAN_ROWS(statement_rows)};
