/* What a comparison file may hold. */
#include "base/text.h"
#include "experiment/study.h"
#include "model/plan.h"

const char study_as_given[] = "as-given";

#define STUDY_AT(type, member) .key = #member, .offset = offsetof(struct type, member)
#define STUDY_ROWS(rows_) .rows = rows_, .count = PARAM_COUNT_OF(rows_)

static const char *const kinds[] = {"comparison", NULL};

static const char *const budgets[] = {"extra", "all", NULL};

static const struct param option_rows[] = {
    {STUDY_AT(study_option, file), .kind = PARAM_TEXT, .role = ROLE_CHOICE,
     .help = "Scenario file, relative to this one, in the folder above this one's or below it"},
    {STUDY_AT(study_option, set), .kind = PARAM_SETTINGS, .any_value = true, .fallback = "{}", .role = ROLE_CHOICE,
     .help = "Changes to it, path by path as after --set: single values, whole sections, or null to remove something"},
};

static const struct param_table option_table = {
    .name = "Options",
    .help = "The ways of doing things that are compared, the current plan among them.",
    .size = sizeof(struct study_option),
    STUDY_ROWS(option_rows)};

static const struct param future_rows[] = {
    {STUDY_AT(study_future, set), .kind = PARAM_SETTINGS, .any_value = true, .role = ROLE_CHOICE,
     .help = "What is otherwise in it, path by path as after --set, laid over every option"},
};

static void check_future(struct param_check *check, void *filled)
{
    const struct study_future *future = filled;
    if (future->set.count == 0)
        param_wrong(check, "set", "changes nothing; the files as they are given are always among the futures");
    if (text_equal(future->named.name, study_as_given))
        param_wrong(check, NULL, "is the name of the files as they are given; use another one");
}

static const struct param_table future_table = {
    .name = "Futures",
    .help =
        "What may happen whichever option is chosen, such as more referrals; every option is run in each of them, and the "
        "regret of each option is told.",
    .size = sizeof(struct study_future),
    STUDY_ROWS(future_rows),
    .check = check_future};

static const struct param judge_rows[] = {
    {STUDY_AT(study_judge, target), .kind = PARAM_TEXT, .role = ROLE_CHOICE,
     .help = "Name of a target that every option has"},
};

static const struct param_table judge_table = {.name = "Judged by",
                                               .help = "The target by which the options are judged.",
                                               .size = sizeof(struct study_judge),
                                               STUDY_ROWS(judge_rows),
                                               .shorthand = "target"};

static const struct param budget_rows[] = {
    {STUDY_AT(study_budget, available), .kind = PARAM_NUMBER, .unit = UNIT_MONEY, .role = ROLE_CHOICE,
     .help = "Money that there is"},
    {STUDY_AT(study_budget, pays_for), .kind = PARAM_CHOICE, .choices = budgets, .fallback = "extra",
     .role = ROLE_CHOICE,
     .help = "extra: for what an option costs beyond the baseline; all: for everything that is spent"},
    {STUDY_AT(study_budget, year), .kind = PARAM_TEXT, .fallback = "", .role = ROLE_CHOICE,
     .help = "The financial year that it is for, such as 2021-22; absent: the whole time simulated"},
    {STUDY_AT(study_budget, title), .kind = PARAM_TEXT, .fallback = "", .role = ROLE_CHOICE,
     .help = "What it is called"},
    {STUDY_AT(study_budget, note), .kind = PARAM_TEXT, .fallback = "", .role = ROLE_CHOICE,
     .help = "What a reader should know about it"},
};

static const struct param_table budget_table = {.name = "Budget",
                                                .help = "The money against which the options are held.",
                                                .size = sizeof(struct study_budget),
                                                STUDY_ROWS(budget_rows),
                                                .shorthand = "available"};

static const struct param study_rows[] = {
    {STUDY_AT(study, schema), .kind = PARAM_INTEGER, .min = 1, .max = 1, .role = ROLE_CONSTANT,
     .help = "Version of the scenario language; 1, and first in the file"},
    {STUDY_AT(study, kind), .kind = PARAM_CHOICE, .choices = kinds, .role = ROLE_CONSTANT,
     .help = "Says that this file compares scenarios and is none itself"},
    {STUDY_AT(study, name), .kind = PARAM_TEXT, .fallback = "comparison", .role = ROLE_CONSTANT,
     .help = "Short name, in lower case with hyphens"},
    {STUDY_AT(study, title), .kind = PARAM_TEXT, .fallback = "", .role = ROLE_CONSTANT, .help = "Title for reports"},
    {STUDY_AT(study, notice), .kind = PARAM_TEXT, .fallback = "", .role = ROLE_CONSTANT,
     .help = "A notice printed with the results; absent: that of the baseline"},
    {STUDY_AT(study, baseline), .kind = PARAM_REF, .refers = "options", .fallback = "", .role = ROLE_CHOICE,
     .help = "The option that the others are held against, as a rule the current plan; absent: the first in the file"},
    {STUDY_AT(study, set), .kind = PARAM_SETTINGS, .any_value = true, .fallback = "{}", .role = ROLE_CHOICE,
     .help = "Changes to all options alike, before their own: path by path as after --set"},
    {STUDY_AT(study, options), .kind = PARAM_MAP, .of = &option_table, .help = "What is compared, two or more"},
    {STUDY_AT(study, futures), .kind = PARAM_MAP, .of = &future_table, .fallback = "{}",
     .help = "What may happen whichever option is chosen"},
    {STUDY_AT(study, judge_by), .kind = PARAM_TABLE, .of = &judge_table, .fallback = "",
     .help = "The target to judge by; absent: the first of the baseline"},
    {STUDY_AT(study, budget), .kind = PARAM_TABLE, .of = &budget_table, .fallback = "",
     .help = "The money there is; absent: no option is within or over"},
    {STUDY_AT(study, worth), .kind = PARAM_NUMBER, .unit = UNIT_MONEY, .fallback = "", .role = ROLE_CHOICE,
     .help = "What meeting the target is worth to whoever decides, for what it would be worth to know an assumption "
             "before choosing; absent: only the chance is weighed"},
    {STUDY_AT(study, runs), .kind = PARAM_INTEGER, .fallback = "", .min = 1, .max = 1000000, .role = ROLE_CHOICE,
     .help = "How many replications of each option; absent: clock.runs of the baseline"},
    {STUDY_AT(study, seed), .kind = PARAM_INTEGER, .fallback = "", .min = 0, .max = 9007199254740992.0,
     .role = ROLE_CHOICE, .help = "Names the set of random numbers; absent: clock.seed of the baseline"},
    {STUDY_AT(study, future_runs), .kind = PARAM_INTEGER, .fallback = "", .min = 1, .max = 1000000, .role = ROLE_CHOICE,
     .help = "How many of the replications to run in each future; absent: all of them"},
    {STUDY_AT(study, sources), .kind = PARAM_MAP, .of = &plan_figure_table, .fallback = "{}", .path_names = true,
     .help = "Where the figures of this file came from, by path"},
};

static void check_name(struct param_check *check, const char *key, const char *name)
{
    if (name != NULL && !text_is_name(name))
        param_wrong(check, key, "\"%s\" may hold only lower-case letters, digits and hyphens", name);
}

static void check_study(struct param_check *check, void *filled)
{
    const struct study *study = filled;
    check_name(check, "name", study->name);
    if (study->options.count < 2)
        param_wrong(check, "options",
                    "there is nothing to compare: name two options or more, the current plan among them");
    for (size_t i = 0; i < study->options.count; i++)
        if (text_equal(plan_items(study->options, struct study_option)[i].named.name, "comparison"))
            param_wrong(check, "options", "an option cannot be called comparison, as results have a file of that name");
}

const struct param_table study_table = {
    .name = "Comparison",
    .help =
        "A file with `kind: comparison`: scenarios that are compared on the same luck, in how many futures, by which target "
        "and with how much money. `headroom compare` runs it.",
    .size = sizeof(struct study),
    STUDY_ROWS(study_rows),
    .check = check_study};
