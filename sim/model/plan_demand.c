#include <math.h>

#include "model/plan_tables.h"

static const struct param drift_rows[] = {
    {PLAN_AT(plan_drift, spread), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .role = ROLE_UNCERTAIN, .max = 1,
     .help = "Standard deviation of the log of the rate in the long run"},
    {PLAN_AT(plan_drift, memory), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .min = 0.1, .max = 1000,
     .role = ROLE_UNCERTAIN, .help = "Time after which the correlation has fallen to 1/e"},
};
static const struct param_table drift_table = {
    .name = "Drift",
    .help = "A persistent random factor on the rate, which makes years differ: an autoregressive process "
            "on the log rate, 0 at the start, corrected so that the mean rate is as stated.",
    .size = sizeof(struct plan_drift),
    PLAN_ROWS(drift_rows)};

static const struct param wave_rows[] = {
    {PLAN_AT(plan_wave, size), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .max = 1, .role = ROLE_UNCERTAIN,
     .help = "Height of the wave as a share of the base rate"},
    {PLAN_AT(plan_wave, period), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "52 weeks", .min = 0.1,
     .max = 5300, .role = ROLE_CONSTANT, .help = "Time from peak to peak"},
    {PLAN_AT(plan_wave, peak), .kind = PARAM_NUMBER, .unit = UNIT_DURATION, .fallback = "13 weeks",
     .role = ROLE_CONSTANT, .help = "Time from the start to the first peak"},
};
static const struct param_table wave_table = {.name = "Wave",
                                              .help =
                                                  "A smooth season: rate x (1 + size cos(2 pi (t - peak) / period)).",
                                              .size = sizeof(struct plan_wave),
                                              PLAN_ROWS(wave_rows)};

static const char *const siblings[] = {"apart", "together", NULL};

static const struct param source_rows[] = {
    {PLAN_AT(plan_source, enters), .label = "way in", .kind = PARAM_REF, .refers = "pathway", .role = ROLE_CHOICE,
     .help = "Stage at which its cases start"},
    {PLAN_AT(plan_source, rate), .kind = PARAM_NUMBER, .unit = UNIT_RATE, .max = 10000, .may_change = true,
     .role = ROLE_UNCERTAIN, .help = "Children newly referred; re-referrals come on top"},
    {PLAN_AT(plan_source, family_size), .kind = PARAM_LAW, .whole = true, .fallback = "1", .role = ROLE_UNCERTAIN,
     .help = "Children in a family, referred together"},
    {PLAN_AT(plan_source, siblings), .kind = PARAM_CHOICE, .choices = siblings, .fallback = "apart",
     .role = ROLE_CHOICE, .help = "Whether the children of a family take the same routes and close together, or apart"},
    {PLAN_AT(plan_source, drift), .kind = PARAM_TABLE, .of = &drift_table, .fallback = "",
     .help = "Persistent random factor"},
    {PLAN_AT(plan_source, dispersion), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "", .min = 0.001,
     .max = 1000, .role = ROLE_UNCERTAIN,
     .help =
         "Weekly variance over mean of newly referred children, siblings included, given the drift; absent: siblings "
         "alone"},
    {PLAN_AT(plan_source, months), .kind = PARAM_PAIRS, .pair_key = PAIR_MONTH, .unit = UNIT_NONE, .fallback = "",
     .max = 100, .role = ROLE_UNCERTAIN, .help = "Factor on the rate by month; the twelve must average 1"},
    {PLAN_AT(plan_source, wave), .kind = PARAM_TABLE, .of = &wave_table, .fallback = "", .help = "A smooth season"},
    {PLAN_AT(plan_source, trend), .kind = PARAM_NUMBER, .unit = UNIT_HAZARD, .fallback = "0% per year", .min = -0.1,
     .max = 0.1, .role = ROLE_UNCERTAIN, .help = "Growth of the rate, compounding"},
    {PLAN_AT(plan_source, marginal_need), .kind = PARAM_NUMBER, .unit = UNIT_NONE, .fallback = "1", .max = 1,
     .role = ROLE_UNCERTAIN,
     .help =
         "How much of a change in demand by drift is need: the share found in need goes as exp((m - 1) x drift); 1: the "
         "share stays as it is"},
    {PLAN_AT(plan_source, priority), .kind = PARAM_INTEGER, .fallback = "0", .min = -100, .max = 100,
     .role = ROLE_CHOICE, .help = "Place in the waiting list before age counts; lowest first; added to the stage's"},
};

static void check_source(struct param_check *check, void *filled)
{
    const struct plan_source *source = filled;
    if (source->months.count == 12) {
        double total = 0;
        for (size_t i = 0; i < 12; i++)
            total += source->months.items[i].value;
        if (fabs(total / 12 - 1) > 0.005)
            param_wrong(check, "months", "the twelve factors average %.3f; they must average 1", total / 12);
        const struct plan *plan = param_root(check);
        if (plan->clock.calendar == CALENDAR_NONE)
            param_wrong(check, "months", "this scenario has no calendar (clock.calendar: none); use a wave");
    }
    double mean = law_mean(&source->family_size.law);
    double sd = law_sd(&source->family_size.law);
    if (!(mean > 0)) {
        param_wrong(check, "family_size", "the mean must be above 0");
        return;
    }
    double siblings_alone = (sd * sd + mean * mean) / mean;
    if (source->dispersion < siblings_alone - 1e-9)
        param_wrong(check, "dispersion", "%g is less than siblings alone give (%.3g); state more, or leave it out",
                    source->dispersion, siblings_alone);
}

static const struct param_table source_table = {
    .name = "Sources of demand",
    .help = "Streams of new families: Poisson under a rate that may have seasons, trend, drift and "
            "weekly dispersion.",
    .size = sizeof(struct plan_source),
    PLAN_ROWS(source_rows),
    .check = check_source};

static const struct param shock_rows[] = {
    {PLAN_AT(plan_shock, source), .kind = PARAM_REF, .refers = "demand.sources", .role = ROLE_CHOICE,
     .help = "Source that it hits"},
    {PLAN_AT(plan_shock, from), .label = "start", .kind = PARAM_TIME, .role = ROLE_CHOICE, .help = "First day"},
    {PLAN_AT(plan_shock, to), .kind = PARAM_TIME, .fallback = "", .role = ROLE_CHOICE,
     .help = "Day after the last; absent: one week after the first"},
    {PLAN_AT(plan_shock, adds), .kind = PARAM_NUMBER, .unit = UNIT_COUNT, .fallback = "0", .max = 1000000,
     .role = ROLE_CHOICE, .help = "Children referred on top, spread over the time, in families"},
    {PLAN_AT(plan_shock, factor), .kind = PARAM_NUMBER, .unit = UNIT_SHARE, .fallback = "100%", .max = 100,
     .role = ROLE_CHOICE, .help = "The source's rate is this share of what it would have been"},
};

static void check_shock(struct param_check *check, void *filled)
{
    const struct plan_shock *shock = filled;
    if (shock->to <= shock->from)
        param_wrong(check, "to", "must be after from");
}

static const struct param_table shock_table = {.name = "Shocks",
                                               .help = "Dated surges and dips.",
                                               .size = sizeof(struct plan_shock),
                                               PLAN_ROWS(shock_rows),
                                               .check = check_shock};

static const struct param demand_rows[] = {
    {PLAN_AT(plan_demand, sources), .label = "source of referrals", .kind = PARAM_MAP, .of = &source_table,
     .fallback = "{}", .help = "Streams of new families"},
    {PLAN_AT(plan_demand, shocks), .kind = PARAM_MAP, .of = &shock_table, .fallback = "{}",
     .help = "Dated surges and dips"},
    {PLAN_AT(plan_demand, past_closures_return), .kind = PARAM_BOOL, .fallback = "true", .role = ROLE_CHOICE,
     .help =
         "Whether children whose cases closed before the first day come back too, at the rate of the opening balance; "
         "without them a service opens with too few referrals"},
};

const struct param_table plan_demand_table = {
    .name = "Demand", .help = "Where cases come from.", .size = sizeof(struct plan_demand), PLAN_ROWS(demand_rows)};
