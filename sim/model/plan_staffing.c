#include <math.h>

#include "base/text.h"
#include "model/plan_tables.h"

/* --- absence ------------------------------------------------------------------------------------------------------ */

static const struct param absence_rows[] = {
    {PLAN_AT(plan_absence, lost_time), .kind = PARAM_BOOL, .fallback = "false", .role = ROLE_CHOICE,
     .help =
         "Whether short spells take capacity: base + per_case x (caseload - above); say true only when team capacity is "
         "not net of ordinary absence already"},
    {PLAN_AT(plan_absence, base), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "3%", .role = ROLE_UNCERTAIN,
     .help = "Share of time lost to short spells at a caseload of `above` or less",
     .source = "DfE children's social work workforce 2017-2025: absence of about 3%"},
    {PLAN_AT(plan_absence, per_case), .kind = PARAM_NUMBER, .unit = UNIT_PER_CASE, .fallback = "0.065% per case",
     .max = 0.1, .role = ROLE_UNCERTAIN, .help = "Points that each case above adds to the worker's share of time lost",
     .source = "DfE children's social work workforce 2017-2025, panel of 1,320 council-years: 0.065 (SE 0.025)"},
    {PLAN_AT(plan_absence, above), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "16", .max = 1000,
     .role = ROLE_CONSTANT, .help = "Caseload above which cases add to it"},
    {PLAN_AT(plan_absence, long_leave), .kind = PARAM_NUMBER, .unit = UNIT_HAZARD, .fallback = "0% per year",
     .role = ROLE_UNCERTAIN,
     .help =
         "Rate at which a permanent worker begins a long spell (parental leave, long sickness); rate x mean length is "
         "about the share away at any time"},
    {PLAN_AT(plan_absence, lasts), .label = "length", .kind = PARAM_LAW, .unit = UNIT_DURATION,
     .fallback = "{law: exponential, mean: 26 weeks}", .role = ROLE_UNCERTAIN, .help = "Length of a long spell",
     .source = "assumption"},
    {PLAN_AT(plan_absence, hand_over_after), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "4 weeks",
     .none_ok = true, .max = 520, .role = ROLE_CHOICE,
     .help = "Time away after which the cases go to others; until then they stay, and hands-on work on them stops",
     .source = "assumption"},
    {PLAN_AT(plan_absence, cover), .kind = PARAM_BOOL, .fallback = "true", .role = ROLE_CHOICE,
     .help = "Whether agency seats may cover a long spell as they cover a vacancy"},
    {PLAN_AT(plan_absence, annual_leave), .kind = PARAM_PAIRS, .pair_key = PAIR_DURATION, .unit = UNIT_NONE,
     .fallback = "", .max = 200, .role = ROLE_CHOICE,
     .help =
         "Days of leave a year from each length of service on, for example {0 years: 26, 5 years: 31}; what goes beyond "
         "ordinary_leave is taken from capacity, on 252 working days a year; absent: no effect"},
    {PLAN_AT(plan_absence, ordinary_leave), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "26", .max = 200,
     .role = ROLE_CONSTANT, .help = "Days of leave a year that team capacity is net of"},
};

const struct param_table plan_absence_table = {
    .name = "Absence",
    .help = "Time away of permanent and fixed-term workers beyond what capacity is net of.",
    .size = sizeof(struct plan_absence),
    PLAN_ROWS(absence_rows)};

/* --- moves -------------------------------------------------------------------------------------------------------- */

static const struct param move_rows[] = {
    {PLAN_AT(plan_move, from), .kind = PARAM_REF, .refers = "workforce.grades", .role = ROLE_CHOICE,
     .help = "Grade of those who may move"},
    {PLAN_AT(plan_move, to), .kind = PARAM_REF, .refers = "workforce.grades", .fallback = "", .role = ROLE_CHOICE,
     .help = "Grade afterwards; absent: the same"},
    {PLAN_AT(plan_move, rate), .kind = PARAM_NUMBER, .unit = UNIT_HAZARD, .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Rate at which each of them moves; a change acts from the next week"},
    {PLAN_AT(plan_move, team), .kind = PARAM_REF, .refers = "teams", .fallback = "", .role = ROLE_CHOICE,
     .help = "Only workers of this team; absent: of all"},
    {PLAN_AT(plan_move, to_team), .kind = PARAM_REF, .refers = "teams", .fallback = "", .role = ROLE_CHOICE,
     .help = "Team afterwards; the cases stay behind; absent: the same"},
};

static void check_move(struct param_check *check, void *filled)
{
    const struct plan_move *move = filled;
    bool same_grade = move->to.index < 0 || move->to.index == move->from.index;
    if (same_grade && (move->to_team.index < 0 || move->to_team.index == move->team.index))
        param_wrong(check, NULL, "changes neither grade nor team; add to: GRADE or to_team: TEAM");
}

const struct param_table plan_move_table = {.name = "Moves",
                                            .help = "Changes of grade or team of permanent workers, at a rate.",
                                            .size = sizeof(struct plan_move),
                                            PLAN_ROWS(move_rows),
                                            .check = check_move};

/* --- rounds ------------------------------------------------------------------------------------------------------- */

static const struct param round_grade_rows[] = {
    {PLAN_AT(plan_round_grade, to), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "workforce.grades",
     .unit = UNIT_SHARE, .fallback = "", .role = ROLE_UNCERTAIN, .help = "Grades that it goes to, with chances"},
    {PLAN_AT(plan_round_grade, leave), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "0%",
     .role = ROLE_UNCERTAIN, .help = "Chance of leaving in the round; whoever does neither stays"},
};

static void check_round_grade(struct param_check *check, void *filled)
{
    const struct plan_round_grade *grade = filled;
    const struct map *grades = &((const struct plan *)param_root(check))->workforce.grades;
    double total = grade->leave;
    bool known = false;
    for (size_t i = 0; i < grade->to.count; i++)
        total += grade->to.items[i].value;
    for (size_t i = 0; i < grades->count; i++)
        known |= text_equal(plan_items(*grades, struct plan_grade)[i].named.name, grade->named.name);
    if (!known)
        param_wrong(check, NULL, "is not one of workforce.grades");
    if (total > 1 + 1e-9)
        param_wrong(check, "to", "sends more than 100%% of the grade away, with those who leave");
}

static const struct param_table round_grade_table = {.name = "Rounds, by grade",
                                                     .help = "What becomes of the workers of a grade in a round.",
                                                     .size = sizeof(struct plan_round_grade),
                                                     PLAN_ROWS(round_grade_rows),
                                                     .check = check_round_grade};

static const struct param round_rows[] = {
    {PLAN_AT(plan_round, on), .kind = PARAM_TIME, .role = ROLE_CHOICE, .help = "When the first round takes place"},
    {PLAN_AT(plan_round, every), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "", .min = 0.1, .max = 5300,
     .role = ROLE_CHOICE, .help = "Time from round to round; absent: one only"},
    {PLAN_AT(plan_round, grades), .kind = PARAM_MAP, .of = &round_grade_table, .fallback = "{}",
     .help = "What becomes of each grade, by its name; grades that are not named stay as they are"},
    {PLAN_AT(plan_round, replaced_in), .kind = PARAM_REF, .refers = "workforce.grades", .fallback = "",
     .role = ROLE_CHOICE,
     .help =
         "Grade in which everybody who left since the last round is replaced, one for one, in the same team; absent: "
         "nobody is"},
};

static void check_round(struct param_check *check, void *filled)
{
    if (((const struct plan_round *)filled)->on < 0)
        param_wrong(check, "on", "lies before the first day");
}

const struct param_table plan_round_table = {
    .name = "Rounds",
    .help = "Dated rounds of promotion, demotion and leaving, such as an annual one.",
    .size = sizeof(struct plan_round),
    PLAN_ROWS(round_rows),
    .check = check_round};
