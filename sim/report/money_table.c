#include "report/money_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/order.h"

static const char *const sum_names[SPENDING_SUMS] = {"recurrent", "one_off", "total", "funding", "difference"};

size_t *money_table_order(const struct plan *plan)
{
    struct money_layout layout = money_layout(plan);
    size_t *order = mem_new(layout.accounts + 1, sizeof *order), count = 0;
    size_t *grades = order_of(&plan->workforce.grades, sizeof(struct plan_grade));
    size_t *items = order_of(&plan->money.funding, sizeof(struct plan_funding));
    for (size_t g = 0; g < layout.grades; g++)
        order[count++] = money_account(&layout, MONEY_PAY_LINE, grades[g]);
    for (int line = MONEY_PAY_LINE + 1; line < MONEY_LINE_COUNT; line++)
        order[count++] = money_account(&layout, (enum money_line)line, 0);
    order[count++] = money_base(&layout);
    for (size_t i = 0; i < plan->money.funding.count; i++)
        order[count++] = money_fund(&layout, items[i]);
    free(grades);
    free(items);
    return order;
}

const char *money_table_kind(const struct plan *plan, size_t account)
{
    static const char *const funds[] = {
        [FUNDING_BASE] = "base", [FUNDING_GRANT] = "grant", [FUNDING_RESERVE] = "reserve"};
    struct money_layout layout = money_layout(plan);
    enum money_kind kind = money_account_kind(&layout, account);
    if (kind != MONEY_FUND)
        return kind == MONEY_RECURRENT ? "recurrent" : "one-off";
    if (account == money_base(&layout))
        return funds[FUNDING_BASE];
    return funds[plan_items(plan->money.funding, struct plan_funding)[account - money_fund(&layout, 0)].kind];
}

void money_table_column(const struct plan *plan, size_t column, char out[static 16])
{
    if (column < money_layout(plan).years)
        money_year_name(plan, column, out);
    else
        snprintf(out, 16, "all");
}

const char *money_table_sum(enum spending_sum sum)
{
    return sum_names[sum];
}

double money_table_weeks(const struct plan *plan, size_t column, bool *part)
{
    *part = false;
    if (column >= money_layout(plan).years)
        return plan->clock.length - plan->clock.warm_up;
    struct money_year year = money_year(plan, column);
    *part = year.part;
    return year.to - year.from;
}

/* --- CSV ---------------------------------------------------------------------------------------------------------- */

static void add_pounds(struct text *out, double pounds)
{
    if (isfinite(pounds))
        text_printf(out, ",%.2f", pounds == 0 ? 0.0 : pounds);
    else
        text_add(out, ",");
}

static double mean_of(const struct ensemble_point *point)
{
    return point->tally.count > 0 ? point->tally.mean : (double)NAN;
}

static double quantile_of(const struct ensemble_point *point, enum ensemble_level level)
{
    return point->tally.count > 0 ? point->quantile[level] : (double)NAN;
}

static void add_row(struct text *out, const char *year, const char *line, const char *kind,
                    const struct ensemble_point *point, double budget, double weeks)
{
    text_printf(out, "%s,%s,%s", year, line, kind);
    add_pounds(out, mean_of(point));
    add_pounds(out, quantile_of(point, Q10));
    add_pounds(out, quantile_of(point, Q50));
    add_pounds(out, quantile_of(point, Q90));
    add_pounds(out, budget);
    text_printf(out, ",%.9g\n", weeks);
}

void money_table_csv(const struct ensemble *ensemble, struct text *out)
{
    const struct plan *plan = ensemble->plan;
    struct spending spending;
    spending_init(&spending, ensemble);
    size_t *order = money_table_order(plan);
    text_add(out, "year,line,kind,mean,p10,p50,p90,budget,weeks\n");
    for (size_t column = 0; column < spending.columns; column++) {
        char year[16], name[MONEY_NAME];
        bool part;
        double weeks = money_table_weeks(plan, column, &part);
        money_table_column(plan, column, year);
        for (size_t i = 0; i < spending.layout.accounts; i++) {
            money_account_name(plan, order[i], name);
            add_row(out, year, name, money_table_kind(plan, order[i]), spending_account(&spending, order[i], column),
                    NAN, weeks);
        }
        double budget = spending.funded ? mean_of(spending_sum(&spending, SPENDING_FUNDING, column)) : (double)NAN;
        add_row(out, year, "total", "total", spending_sum(&spending, SPENDING_TOTAL, column), budget, weeks);
    }
    free(order);
    spending_release(&spending);
}

void money_table_csv_publication(const struct ensemble *ensemble, struct text *out)
{
    static const enum spending_sum sums[] = {SPENDING_RECURRENT, SPENDING_ONE_OFF, SPENDING_TOTAL};
    struct spending spending;
    spending_init(&spending, ensemble);
    text_add(out, "year,line,kind,mean,p10,p50,p90,budget,weeks\n");
    for (size_t column = 0; column < spending.columns; column++) {
        char year[16];
        bool part;
        double weeks = money_table_weeks(ensemble->plan, column, &part);
        money_table_column(ensemble->plan, column, year);
        for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
            bool all = sums[i] == SPENDING_TOTAL && spending.funded;
            double budget = all ? mean_of(spending_sum(&spending, SPENDING_FUNDING, column)) : (double)NAN;
            add_row(out, year, sum_names[sums[i]], "total", spending_sum(&spending, sums[i], column), budget, weeks);
        }
    }
    spending_release(&spending);
}

/* --- JSON --------------------------------------------------------------------------------------------------------- */

/* Pounds to the penny. */
static json_t *pounds(double value)
{
    char digits[40];
    if (!isfinite(value))
        return json_null();
    snprintf(digits, sizeof digits, "%.2f", value == 0 ? 0.0 : value);
    return json_real(strtod(digits, NULL));
}

static json_t *ratio(double value)
{
    char digits[40];
    if (!isfinite(value))
        return json_null();
    snprintf(digits, sizeof digits, "%.9g", value);
    return json_real(strtod(digits, NULL));
}

static json_t *point_json(const struct ensemble_point *point)
{
    json_t *object = json_object();
    json_object_set_new(object, "mean", pounds(mean_of(point)));
    json_object_set_new(object, "sd", pounds(tally_sd(&point->tally)));
    json_object_set_new(object, "se", pounds(point->error));
    json_object_set_new(object, "q10", pounds(quantile_of(point, Q10)));
    json_object_set_new(object, "q50", pounds(quantile_of(point, Q50)));
    json_object_set_new(object, "q90", pounds(quantile_of(point, Q90)));
    json_object_set_new(object, "runs", json_integer((json_int_t)point->tally.count));
    return object;
}

static json_t *chance_json(const struct ensemble_verdict *chance)
{
    json_t *object = json_object(), *interval = json_object();
    json_object_set_new(object, "chance", ratio(chance->chance));
    json_object_set_new(object, "hits", json_integer((json_int_t)chance->hits));
    json_object_set_new(object, "trials", json_integer((json_int_t)chance->trials));
    json_object_set_new(interval, "low", ratio(chance->interval.low));
    json_object_set_new(interval, "high", ratio(chance->interval.high));
    json_object_set_new(interval, "level", ratio(0.95));
    json_object_set_new(interval, "method",
                        json_string(chance->from_blocks ? "Student t over blocks of runs" : "Wilson"));
    json_object_set_new(object, "interval", interval);
    return object;
}

static json_t *date_json(const struct plan *plan, double week)
{
    char date[11];
    if (plan->clock.calendar == CALENDAR_NONE)
        return json_null();
    calendar_iso(plan->clock.start + (calendar_day)llround(week * 7), date);
    return json_string(date);
}

static json_t *accounts_json(const struct plan *plan, const struct spending *spending, const size_t *order,
                             size_t column, bool funds)
{
    json_t *object = json_object();
    for (size_t i = 0; i < spending->layout.accounts; i++) {
        char name[MONEY_NAME];
        if ((money_account_kind(&spending->layout, order[i]) == MONEY_FUND) != funds)
            continue;
        json_t *line = point_json(spending_account(spending, order[i], column));
        json_object_set_new(line, "kind", json_string(money_table_kind(plan, order[i])));
        money_account_name(plan, order[i], name);
        json_object_set_new(object, name, line);
    }
    return object;
}

static json_t *column_json(const struct plan *plan, const struct spending *spending, const size_t *order, size_t column)
{
    json_t *object = json_object();
    char name[16];
    bool part, whole_time = column >= spending->layout.years;
    double weeks = money_table_weeks(plan, column, &part);
    money_table_column(plan, column, name);
    struct money_year year = {.from = plan->clock.warm_up, .to = plan->clock.length};
    if (!whole_time)
        year = money_year(plan, column);
    json_object_set_new(object, "year", json_string(name));
    json_object_set_new(object, "from", date_json(plan, year.from));
    json_object_set_new(object, "until", date_json(plan, year.to)); /* the day after the last */
    json_object_set_new(object, "weeks", ratio(weeks));
    json_object_set_new(object, "part", json_boolean(part));
    json_object_set_new(object, "lines", accounts_json(plan, spending, order, column, false));
    json_object_set_new(object, "funds", accounts_json(plan, spending, order, column, true));
    for (int sum = 0; sum < SPENDING_SUMS; sum++) {
        bool compares = sum == SPENDING_FUNDING || sum == SPENDING_DIFFERENCE;
        json_object_set_new(object, sum_names[sum],
                            compares && !spending->funded
                                ? json_null()
                                : point_json(spending_sum(spending, (enum spending_sum)sum, column)));
    }
    json_object_set_new(object, "overspend", spending->funded ? chance_json(&spending->over[column]) : json_null());
    return object;
}

json_t *money_table_json(const struct ensemble *ensemble)
{
    const struct plan *plan = ensemble->plan;
    if (!plan->money.given)
        return json_null();
    struct spending spending;
    spending_init(&spending, ensemble);
    size_t *order = money_table_order(plan);
    json_t *object = json_object(), *years = json_array();
    json_object_set_new(object, "currency", json_string("GBP"));
    for (size_t year = 0; year < spending.layout.years; year++)
        json_array_append_new(years, column_json(plan, &spending, order, year));
    json_object_set_new(object, "years", years);
    json_object_set_new(object, "all", column_json(plan, &spending, order, spending.layout.years));
    free(order);
    spending_release(&spending);
    return object;
}
