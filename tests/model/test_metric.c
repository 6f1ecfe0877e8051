#include <criterion/criterion.h>
#include <string.h>

#include "model/metric.h"
#include "model/plan.h"

Test(metric, every_series_has_a_number_and_every_number_a_series)
{
    for (size_t teams = 0; teams < 4; teams++)
        for (size_t stages = 0; stages < 3; stages++) {
            size_t grades = 1 + teams % 2, pipelines = 2 - stages;
            struct plan plan = {.teams = {.count = teams},
                                .pathway = {.count = stages},
                                .workforce = {.grades = {.count = grades}},
                                .pipelines = {.count = pipelines}};
            struct metric_layout layout = metric_layout(&plan);
            size_t expected = 0;
            for (unsigned m = 0; m < METRIC_COUNT; m++) {
                enum metric metric = (enum metric)m;
                enum metric_scope scope = metric_info(metric)->scope;
                int from = scope == SCOPE_STAGE || scope == SCOPE_GRADE ? 0 : METRIC_SERVICE;
                const int to_of[] = {[SCOPE_TEAM] = (int)teams,
                                     [SCOPE_STAGE] = (int)stages,
                                     [SCOPE_GRADE] = (int)grades,
                                     [SCOPE_PIPELINE] = (int)pipelines};
                int to = to_of[scope];
                for (int of = from; of < to; of++, expected++) {
                    int back = -7;
                    cr_assert_eq(metric_series(&layout, metric, of), expected, "metric %u of %d", m, of);
                    cr_assert_eq(metric_of_series(&layout, expected, &back), metric, "series %zu", expected);
                    cr_assert_eq(back, of, "series %zu is of %d, not %d", expected, of, back);
                }
            }
            cr_assert_eq(layout.first[METRIC_COUNT], expected, "the total is the last entry");
        }
}

Test(metric, names_are_unique_and_found)
{
    for (unsigned m = 0; m < METRIC_COUNT; m++) {
        const struct metric_info *info = metric_info((enum metric)m);
        cr_assert_eq(metric_find(info->name), m, "%s is found where it stands", info->name);
        cr_assert(strlen(info->label) > 0 && strlen(info->help) > 0, "%s says what it is", info->name);
        cr_assert(info->decimals >= 0 && info->decimals <= 6, "%s has decimals", info->name);
    }
    cr_assert_eq(metric_find("caseloads"), METRIC_COUNT, "an unknown name is not found");
    cr_assert_eq(metric_find(""), METRIC_COUNT, "an empty name is not found");
}
