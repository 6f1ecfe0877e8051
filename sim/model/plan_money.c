#include <math.h>

#include "model/plan_tables.h"

/* --- pay ---------------------------------------------------------------------------------------------------------- */

static const struct param award_rows[] = {
    {PLAN_AT(plan_award, date), .kind = PARAM_TIME, .role = ROLE_CHOICE,
     .help = "When it is settled: pay rises, and what is owed for the time since backdated_to is paid"},
    {PLAN_AT(plan_award, rise), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .min = -0.5, .max = 1, .role = ROLE_UNCERTAIN,
     .help = "Rise of all pay with its increments, on top of earlier awards"},
    {PLAN_AT(plan_award, backdated_to), .kind = PARAM_TIME, .fallback = "", .role = ROLE_CHOICE,
     .help = "When it counts from; absent: the date itself. What is owed for before the first day is not counted"},
    {PLAN_AT(plan_award, budgeted), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "", .min = -0.5, .max = 1,
     .role = ROLE_CHOICE,
     .help = "Rise that the base budget allows for from the day it counts from; absent: all of it"},
};

static void check_award(struct param_check *check, void *filled)
{
    const struct plan_award *award = filled;
    if (award->backdated_to > award->date)
        param_wrong(check, "backdated_to", "is after the date on which the award is settled");
    if (award->date < 0)
        param_doubt(check, "date", "is before the first day and changes nothing: pay is stated as it is on that day");
}

static const struct param_table award_table = {.name = "Pay awards",
                                               .help = "Rises of all pay, often settled late.",
                                               .size = sizeof(struct plan_award),
                                               PLAN_ROWS(award_rows),
                                               .check = check_award};

static const struct param increments_rows[] = {
    {PLAN_AT(plan_increments, each), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "workforce.grades",
     .unit = UNIT_MONEY_RATE, .fallback = "{}", .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Rise of a full-time worker's pay by grade for each completed year of service"},
    {PLAN_AT(plan_increments, most), .kind = PARAM_NUMBER, .unit = UNIT_COUNT, .fallback = "5", .max = 60,
     .role = ROLE_CHOICE, .help = "Increments that a worker gets at most"},
    {PLAN_AT(plan_increments, budgeted), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "0", .max = 60,
     .may_change = true, .role = ROLE_CHOICE, .help = "Increments that the base budget counts for each post"},
};

static const struct param_table increments_table = {.name = "Increments",
                                                    .help = "Pay that rises with service.",
                                                    .size = sizeof(struct plan_increments),
                                                    PLAN_ROWS(increments_rows)};

static const struct param on_cost_rows[] = {
    {PLAN_AT(plan_on_cost_change, date), .kind = PARAM_TIME, .role = ROLE_CHOICE, .help = "First day"},
    {PLAN_AT(plan_on_cost_change, to), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .max = 2, .role = ROLE_UNCERTAIN,
     .help = "Share of pay from then on, in place of on_costs"},
};

static void check_on_cost(struct param_check *check, void *filled)
{
    if (((const struct plan_on_cost_change *)filled)->date < 0)
        param_doubt(check, "date", "is before the first day and changes nothing: on_costs are stated as on that day");
}

static const struct param_table on_cost_table = {
    .name = "Changes of on-costs",
    .help = "Dated changes, such as those of National Insurance or pension rates.",
    .size = sizeof(struct plan_on_cost_change),
    PLAN_ROWS(on_cost_rows),
    .check = check_on_cost};

static const struct param supplement_rows[] = {
    {PLAN_AT(plan_supplement, amount), .kind = PARAM_NUMBER, .unit = UNIT_MONEY_RATE, .fallback = "£0 per year",
     .may_change = true, .role = ROLE_CHOICE,
     .help = "Market supplement of a full-time permanent or fixed-term worker; on-costs come on top, pay awards do not "
             "raise it"},
    {PLAN_AT(plan_supplement, from), .kind = PARAM_TIME, .fallback = "", .role = ROLE_CHOICE,
     .help = "First day; absent: from the start"},
    {PLAN_AT(plan_supplement, to), .kind = PARAM_TIME, .fallback = "", .role = ROLE_CHOICE,
     .help = "Day after the last; absent: to the end"},
    {PLAN_AT(plan_supplement, teams), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "teams", .unit = UNIT_SHARE,
     .fallback = "", .role = ROLE_CHOICE, .help = "Teams that get it, with their share of the amount; absent: all"},
    {PLAN_AT(plan_supplement, grades), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "workforce.grades",
     .unit = UNIT_SHARE, .fallback = "", .role = ROLE_CHOICE,
     .help = "Grades that get it, with their share of the amount; absent: all"},
};

static void check_window(struct param_check *check, double from, double to)
{
    if (to <= from)
        param_wrong(check, "to", "must be after from");
    if (to <= 0)
        param_doubt(check, "to", "is not after the first day, so this changes nothing");
}

static void check_supplement(struct param_check *check, void *filled)
{
    const struct plan_supplement *supplement = filled;
    check_window(check, supplement->from, supplement->to);
}

static const struct param_table supplement_table = {.name = "Market supplement",
                                                    .help = "Paid beside pay, to those who are eligible.",
                                                    .size = sizeof(struct plan_supplement),
                                                    PLAN_ROWS(supplement_rows),
                                                    .check = check_supplement,
                                                    .shorthand = "amount"};

/* --- prices ------------------------------------------------------------------------------------------------------- */

static const struct param agency_rows[] = {
    {PLAN_AT(plan_agency_price, charge), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "workforce.grades",
     .unit = UNIT_MONEY_RATE, .fallback = "{}", .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "What the agency charges for a full-time worker, by grade; no on-costs come on top"},
    {PLAN_AT(plan_agency_price, hourly), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "workforce.grades",
     .unit = UNIT_MONEY, .fallback = "{}", .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "The same as a charge for one hour, for example £40; for grades without a charge"},
    {PLAN_AT(plan_agency_price, hours), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "37", .max = 168,
     .may_change = true, .role = ROLE_UNCERTAIN, .help = "Hours of a full-time week that are charged, all year round"},
};

static bool has(const struct pairs *pairs, int index)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (pairs->items[i].to.index == index)
            return true;
    return false;
}

static void check_agency(struct param_check *check, void *filled)
{
    const struct plan_agency_price *price = filled;
    for (size_t i = 0; i < price->charge.count; i++)
        if (has(&price->hourly, price->charge.items[i].to.index))
            param_wrong(check, "hourly", "%s has a charge already; leave one of them out",
                        price->charge.items[i].to.name);
}

static const struct param_table agency_table = {.name = "Agency charges",
                                                .help = "What agency workers cost.",
                                                .size = sizeof(struct plan_agency_price),
                                                PLAN_ROWS(agency_rows),
                                                .check = check_agency};

static const struct param recruitment_rows[] = {
    {PLAN_AT(plan_recruitment_price, appointment), .kind = PARAM_NUMBER, .unit = UNIT_MONEY, .fallback = "£0",
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help =
         "Cost of each appointment through a recruitment channel (advert, panel, checks), on the first day at work"},
    {PLAN_AT(plan_recruitment_price, placement), .kind = PARAM_NUMBER, .unit = UNIT_MONEY, .fallback = "£0",
     .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Cost of each agency worker who starts, beside the weekly charge"},
};

static const struct param_table recruitment_table = {.name = "Recruitment costs",
                                                     .help = "What it costs to get somebody.",
                                                     .size = sizeof(struct plan_recruitment_price),
                                                     PLAN_ROWS(recruitment_rows)};

static const struct param one_off_rows[] = {
    {PLAN_AT(plan_one_off, date), .kind = PARAM_TIME, .role = ROLE_CHOICE, .help = "When it is paid"},
    {PLAN_AT(plan_one_off, cost), .kind = PARAM_NUMBER, .unit = UNIT_MONEY, .role = ROLE_UNCERTAIN,
     .help = "How much, for example £60k"},
};

static void check_one_off(struct param_check *check, void *filled)
{
    if (((const struct plan_one_off *)filled)->date < 0)
        param_doubt(check, "date", "is before the first day, so it is not counted");
}

static const struct param_table one_off_table = {
    .name = "One-off costs",
    .help = "Dated costs that do not come back, such as a recruitment campaign.",
    .size = sizeof(struct plan_one_off),
    PLAN_ROWS(one_off_rows),
    .check = check_one_off};

static const struct param package_rows[] = {
    {PLAN_AT(plan_package, cost), .kind = PARAM_NUMBER, .unit = UNIT_MONEY_RATE, .may_change = true,
     .role = ROLE_UNCERTAIN, .help = "Cost while it lasts"},
    {PLAN_AT(plan_package, from), .kind = PARAM_TIME, .fallback = "", .role = ROLE_CHOICE,
     .help = "First day; absent: from the start"},
    {PLAN_AT(plan_package, to), .kind = PARAM_TIME, .fallback = "", .role = ROLE_CHOICE,
     .help = "Day after the last, which makes it time-limited and not recurrent; absent: to the end"},
};

static void check_package(struct param_check *check, void *filled)
{
    const struct plan_package *package = filled;
    check_window(check, package->from, package->to);
}

static const struct param_table package_table = {
    .name = "Packages",
    .help = "Named costs beside staff, such as a licence or a bought-in service.",
    .size = sizeof(struct plan_package),
    PLAN_ROWS(package_rows),
    .check = check_package};

/* --- funding ------------------------------------------------------------------------------------------------------ */

static const char *const funding_kinds[] = {"base", "grant", "reserve", NULL};

static const struct param funding_rows[] = {
    {PLAN_AT(plan_funding, kind), .kind = PARAM_CHOICE, .choices = funding_kinds, .role = ROLE_CHOICE,
     .help = "base: replaces the budget worked out from the funded posts; grant, reserve: comes on top"},
    {PLAN_AT(plan_funding, amount), .kind = PARAM_NUMBER, .unit = UNIT_MONEY, .fallback = "", .role = ROLE_CHOICE,
     .help = "A sum in all: spread evenly from `from` to `to`; without `to` all of it on the first day"},
    {PLAN_AT(plan_funding, per_year), .kind = PARAM_NUMBER, .unit = UNIT_MONEY_RATE, .fallback = "",
     .role = ROLE_CHOICE, .help = "A sum a year, in place of amount"},
    {PLAN_AT(plan_funding, from), .kind = PARAM_TIME, .fallback = "", .role = ROLE_CHOICE,
     .help = "First day; absent: from the start"},
    {PLAN_AT(plan_funding, to), .kind = PARAM_TIME, .fallback = "", .role = ROLE_CHOICE,
     .help = "Day after the last: when it ends; absent: to the end"},
};

static void check_funding(struct param_check *check, void *filled)
{
    const struct plan_funding *funding = filled;
    check_window(check, funding->from, funding->to);
    if (isnan(funding->amount) == isnan(funding->per_year))
        param_wrong(check, isnan(funding->amount) ? NULL : "per_year", "needs either amount or per_year, and only one");
    if (!isnan(funding->amount) && isnan(funding->to) && funding->from < 0)
        param_doubt(check, "from", "is before the first day, so the amount is not counted; say until when it is for");
}

static const struct param_table funding_table = {.name = "Funding",
                                                 .help = "Who pays, from when to when.",
                                                 .size = sizeof(struct plan_funding),
                                                 PLAN_ROWS(funding_rows),
                                                 .check = check_funding};

/* --- the section -------------------------------------------------------------------------------------------------- */

static const struct param money_rows[] = {
    {PLAN_AT(plan_money, pay), .kind = PARAM_PAIRS, .pair_key = PAIR_NAME, .refers = "workforce.grades",
     .unit = UNIT_MONEY_RATE, .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "Pay of a full-time worker by grade, without on-costs, as it is on the first day"},
    {PLAN_AT(plan_money, increments), .kind = PARAM_TABLE, .of = &increments_table, .fallback = "",
     .help = "Pay that rises with service; absent: it does not"},
    {PLAN_AT(plan_money, awards), .label = "pay award", .kind = PARAM_MAP, .of = &award_table, .fallback = "{}",
     .help = "Pay awards"},
    {PLAN_AT(plan_money, on_costs), .label = "on-costs", .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "30%",
     .max = 2, .may_change = true, .role = ROLE_UNCERTAIN,
     .help = "What National Insurance, pension and the like add to pay and supplement", .source = "assumption"},
    {PLAN_AT(plan_money, on_cost_changes), .label = "change of on-costs", .kind = PARAM_MAP, .of = &on_cost_table,
     .fallback = "{}", .help = "Dated changes of on_costs"},
    {PLAN_AT(plan_money, supplement), .kind = PARAM_TABLE, .of = &supplement_table, .fallback = "{}",
     .help = "Market supplement"},
    {PLAN_AT(plan_money, agency), .kind = PARAM_TABLE, .of = &agency_table, .fallback = "{}",
     .help = "What agency workers cost"},
    {PLAN_AT(plan_money, recruitment), .kind = PARAM_TABLE, .of = &recruitment_table, .fallback = "{}",
     .help = "What recruiting costs"},
    {PLAN_AT(plan_money, one_off), .label = "one-off cost", .kind = PARAM_MAP, .of = &one_off_table, .fallback = "{}",
     .help = "Dated costs that do not come back"},
    {PLAN_AT(plan_money, packages), .kind = PARAM_MAP, .of = &package_table, .fallback = "{}",
     .help = "Named costs beside staff"},
    {PLAN_AT(plan_money, vacancy_factor), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "0%",
     .may_change = true, .role = ROLE_CHOICE,
     .help = "Share of the cost of funded posts that the base budget leaves out, since some are always vacant"},
    {PLAN_AT(plan_money, funding), .label = "source of funding", .kind = PARAM_MAP, .of = &funding_table,
     .fallback = "{}", .help = "Funding beside, or in place of, the base budget that follows from the funded posts"},
};

static void check_pay(struct param_check *check, const struct plan *plan)
{
    const struct map *grades = &plan->workforce.grades;
    for (size_t g = 0; g < grades->count; g++)
        if (!has(&plan->money.pay, (int)g))
            param_wrong(check, "pay", "says nothing about the grade %s",
                        plan_items(*grades, struct plan_grade)[g].named.name);
}

static void need_price(struct param_check *check, const struct plan *plan, const struct ref *grade)
{
    const struct plan_agency_price *price = &plan->money.agency;
    if (!has(&price->charge, grade->index) && !has(&price->hourly, grade->index))
        param_wrong(check, "agency", "says nothing about agency workers of the grade %s; add hourly: {%s: £40}",
                    grade->name, grade->name);
}

/* The same grade may be told of more than once: identical messages are added once. */
static void check_agency_prices(struct param_check *check, const struct plan *plan)
{
    if (plan->agency.given)
        need_price(check, plan, &plan->agency.grade);
    for (size_t t = 0; t < plan->teams.count; t++) {
        const struct plan_team *team = &plan_items(plan->teams, struct plan_team)[t];
        for (size_t g = 0; g < team->staff.count; g++) {
            const struct plan_group *group = &plan_items(team->staff, struct plan_group)[g];
            if (group->contract == CONTRACT_AGENCY)
                need_price(check, plan, &group->grade);
        }
    }
}

static bool tells_grades(const struct plan_team *team)
{
    if (team->posts.grades.count > 0)
        return true;
    for (size_t g = 0; g < team->staff.count; g++)
        if (plan_items(team->staff, struct plan_group)[g].contract != CONTRACT_AGENCY)
            return true;
    return false;
}

static void check_money(struct param_check *check, void *filled)
{
    (void)filled;
    const struct plan *plan = param_root(check);
    check_pay(check, plan);
    check_agency_prices(check, plan);
    for (size_t t = 0; t < plan->teams.count; t++) {
        const struct plan_team *team = &plan_items(plan->teams, struct plan_team)[t];
        if (team->posts.funded > 0 && !tells_grades(team))
            param_wrong(check, NULL,
                        "cannot tell what the posts of team %s are budgeted for; add grades: GRADE to "
                        "teams.%s.posts",
                        team->named.name, team->named.name);
    }
}

const struct param_table plan_money_table = {
    .name = "Money",
    .help = "What the service costs and who pays, by financial year from April to March (with clock.calendar: none, by "
            "52 weeks). A year's pay is spread over 365.25 days.",
    .size = sizeof(struct plan_money),
    PLAN_ROWS(money_rows),
    .check = check_money};
