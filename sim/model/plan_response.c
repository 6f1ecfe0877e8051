#include "model/plan_tables.h"

static const struct param response_rows[] = {
    {PLAN_AT(plan_response, review), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "13 weeks", .min = 1,
     .max = 520, .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Time between two reviews; the first comes one such time after the first day"},
    {PLAN_AT(plan_response, reference), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "16", .max = 1000,
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Cases a social worker above which managers respond, and below which they give up what they added",
     .source = "Assumption, near the 16.3 cases of England in 2020 (DfE workforce statistics)"},
    {PLAN_AT(plan_response, agency), .kind = PARAM_NUMBER, .unit = UNIT_PER_CASE, .fallback = "1.25% per case",
     .max = 0.2, .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "Agency seats added a year for each case above the reference, as a share of the posts of the first day in teams "
         "that agency.seats names; they are shared over those teams in proportion to posts, and agency.cover does not "
         "hold them back",
     .source =
         "English councils, 2017 to 2025: 42 that began a year at 22 or more cases averaged 20.3 a year later; likely "
         "between 0 and 2%"},
    {PLAN_AT(plan_response, push), .kind = PARAM_NUMBER, .unit = UNIT_PER_CASE, .fallback = "1% per case", .max = 0.2,
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "How much less time work in the stages takes for each case above the reference; on open cases too, for as long "
         "as reviews find it",
     .source = "Assumption; between 0 and 1%"},
    {PLAN_AT(plan_response, stages), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "pathway", .unit = UNIT_NONE,
     .fallback = "", .max = 1, .role = ROLE_CHOICE,
     .help =
         "Stages in which the push acts, with how much of it, for example {assessment: 1}; absent: it acts nowhere"},
    {PLAN_AT(plan_response, returns), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "1", .max = 20,
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "How much likelier those who leave a pushed stage come back: at 1, work that is 6% shorter makes returns 6% "
         "likelier",
     .source = "Assumption; between 0 and 2"},
    {PLAN_AT(plan_response, limit), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "30%", .max = 0.9,
     .role = ROLE_UNCERTAIN,
     .help = "The most that is added in seats, as a share of posts, and the most by which work gets shorter",
     .source = "Assumption"},
};

static void check_response(struct param_check *check, void *filled)
{
    const struct plan_response *response = filled;
    const struct plan *plan = param_root(check);
    const struct plan_stage *stages = plan_items(plan->pathway, struct plan_stage);
    if (response->agency > 0 && plan->agency.seats.count == 0)
        param_wrong(check, "agency", "has no team to go to; name teams in agency.seats, or write agency: 0%% per case");
    for (size_t i = 0; i < response->stages.count; i++) {
        int stage = response->stages.items[i].to.index;
        if (stage >= 0 && (size_t)stage < plan->pathway.count && stages[stage].team.index < 0)
            param_wrong(check, "stages", "%s has no team, and so nobody who could be pushed; leave it out",
                        stages[stage].named.name);
    }
    if (response->push > 0 && response->stages.count == 0)
        param_doubt(check, "push", "acts nowhere: name stages, for example stages: {%s: 1}",
                    plan->pathway.count > 0 ? stages[0].named.name : "assessment");
}

const struct param_table plan_response_table = {
    .name = "Response",
    .help =
        "What managers do when caseloads are high, in a forecast: they bring in agency workers and push to close, and go "
        "back when caseloads have come down. Leave the section out to compare options: it would hide what they do.",
    .size = sizeof(struct plan_response),
    PLAN_ROWS(response_rows),
    .check = check_response};
