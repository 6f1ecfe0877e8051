#include "command/compare_set.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/compare_doubt.h"
#include "report/comparison.h"

struct command_load *compare_set_load(const struct compare_set *set, size_t future, size_t option)
{
    return &set->loads[future * set->options + option];
}

const char *compare_set_name(const struct compare_set *set, size_t option)
{
    return set->study.options[option]->named.name;
}

const char *compare_set_title(const struct compare_set *set, size_t option)
{
    const struct plan *plan = compare_set_load(set, 0, option)->service.plan;
    const struct study_option *own = set->study.options[option];
    if (own->title != NULL)
        return own->title;
    bool shared = plan->title == NULL;
    for (size_t i = 0; i < set->options && !shared; i++) {
        const char *other = compare_set_load(set, 0, i)->service.plan->title;
        shared = i != option && other != NULL && text_equal(other, plan->title);
    }
    return shared ? own->named.title : plan->title;
}

const char *compare_set_future(const struct compare_set *set, size_t future)
{
    return future == 0 ? study_as_given : set->study.futures[future - 1]->named.name;
}

struct decision_question compare_set_question(const struct compare_set *set)
{
    const struct study *study = set->study.study;
    return (struct decision_question){.target = study->judge_by.given ? study->judge_by.target : NULL,
                                      .budgeted = study->budget.given,
                                      .available = study->budget.available / 100,
                                      .year = study->budget.given ? study->budget.year : NULL,
                                      .whole = study->budget.pays_for == STUDY_BUDGET_ALL};
}

void compare_set_release(struct compare_set *set)
{
    for (size_t i = 0; i < set->loaded; i++)
        command_load_release(&set->loads[i]);
    for (size_t i = 0; i < set->told_count; i++)
        free(set->told[i]);
    free(set->told);
    free(set->loads);
    study_close(&set->study);
    *set = (struct compare_set){0};
}

/* --- rules --- */

struct place compare_set_place(const struct compare_set *set, const char *section, const char *name)
{
    const struct node *item = tree_child(tree_child(set->study.scenario.root, section), name);
    return item != NULL ? item->key_at : (struct place){0};
}

static bool has_target(const struct plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->targets.count; i++)
        if (text_equal(plan_items(plan->targets, struct plan_target)[i].named.name, name))
            return true;
    return false;
}

static void check_option(struct compare_set *set, size_t future, size_t option)
{
    /* A future is held against the option without it: what is wrong with that was told already. */
    const struct plan *without = compare_set_load(set, 0, future == 0 ? 0 : option)->service.plan;
    const struct plan *plan = compare_set_load(set, future, option)->service.plan;
    const char *section = future == 0 ? "options" : "futures";
    const char *name = future == 0 ? compare_set_name(set, option) : compare_set_future(set, future);
    struct place place = compare_set_place(set, section, name);
    char why[200], path[160];
    snprintf(path, sizeof path, "%s.%s", section, name);
    if (comparison_unlike(without, plan, why))
        diag_error(&set->study.diag, place, path, "%s", why);
    const struct study_judge *judge = &set->study.study->judge_by;
    if (judge->given && has_target(without, judge->target) && !has_target(plan, judge->target))
        diag_error(&set->study.diag, place, path,
                   "has no target \"%s\", by which the options are judged; judge_by names one that every option has",
                   judge->target);
}

/* Where "section.key" stands, or the bare value in place of the section. */
static struct place value_place(const struct compare_set *set, const char *section, const char *key)
{
    const struct node *whole = tree_child(set->study.scenario.root, section), *part = tree_child(whole, key);
    const struct node *node = part != NULL ? part : whole;
    return node != NULL ? node->at : (struct place){0};
}

/* What the comparison says of the baseline has to be there before the others are looked at. */
static bool check_baseline(struct compare_set *set)
{
    const struct plan *plan = compare_set_load(set, 0, 0)->service.plan;
    const struct study *study = set->study.study;
    struct diag *diag = &set->study.diag;
    if (study->judge_by.given && !has_target(plan, study->judge_by.target)) {
        const char **names = mem_new(plan->targets.count + 1, sizeof *names);
        for (size_t i = 0; i < plan->targets.count; i++)
            names[i] = plan_items(plan->targets, struct plan_target)[i].named.name;
        const char *near = text_nearest(study->judge_by.target, names, plan->targets.count);
        diag_error(diag, value_place(set, "judge_by", "target"), "judge_by", "the baseline has no target \"%s\"%s%s%s",
                   study->judge_by.target, near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
        free(names);
    }
    if (!isnan(study->worth) && !plan->money.given)
        diag_error(diag, value_place(set, "worth", ""), "worth",
                   "the baseline has no section money, so there is nothing to hold against what the target is worth");
    if (study->budget.given && !plan->money.given)
        diag_error(diag, value_place(set, "budget", "available"), "budget",
                   "the baseline has no section money, so there is nothing to hold against a budget");
    else if (study->budget.given && study->budget.year != NULL &&
             decision_year(plan, study->budget.year) == money_layout(plan).years)
        diag_error(diag, value_place(set, "budget", "year"), "budget.year",
                   "\"%s\" is no financial year of the time simulated; write it like 2021-22", study->budget.year);
    return diag->errors == 0;
}

bool compare_set_responds_alike(const struct compare_set *set, const struct command_line *line)
{
    for (size_t i = 0; i < set->loaded; i++) {
        bool responds = set->loads[i].service.plan->response.given, asked = line->option[OPTION_WITH_RESPONSE] != NULL;
        const char *name = compare_set_name(set, i % set->options);
        if (responds && !asked)
            command_misused(line,
                            "%s: managers respond to high caseloads (response), which would hide what an option does; "
                            "leave the section out, or give --with-response with files that all have it",
                            name);
        else if (asked && !responds)
            command_misused(line, "%s: --with-response needs a section response in every file", name);
        if (responds != asked)
            return false;
    }
    return true;
}

static void check_all(struct compare_set *set)
{
    if (!check_baseline(set))
        return;
    for (size_t future = 0; future < set->futures; future++)
        for (size_t option = 0; option < set->options; option++)
            check_option(set, future, option);
}

/* --- a comparison file --- */

/* Whether the same was told of another option; else it is noted. Takes `words` over. */
static bool told_before(struct compare_set *set, char *words)
{
    for (size_t i = 0; i < set->told_count; i++)
        if (text_equal(set->told[i], words)) {
            free(words);
            return true;
        }
    mem_grow(&set->told, &set->told_capacity, set->told_count + 1, sizeof *set->told);
    set->told[set->told_count++] = words;
    return false;
}

/* Problems of an option, or of a future over an option that is right by itself. */
static void print_load(struct compare_set *set, struct command_load *load, size_t future, size_t option,
                       const char *path, const struct command_line *line)
{
    char *words = NULL;
    size_t length;
    bool wrong = load->diag.errors > 0;
    FILE *out = (wrong || (future == 0 && !line->option[OPTION_QUIET])) && load->diag.count > 0
                    ? mem_open_text(&words, &length)
                    : NULL;
    if (!out)
        return;
    diag_print(&load->diag, out);
    mem_close_text(out);
    if (told_before(set, words))
        return;
    if (future > 0)
        fprintf(stderr, "In the future \"%s\", the option \"%s\":\n", compare_set_future(set, future),
                compare_set_name(set, option));
    struct text label = {0};
    text_printf(&label, "%s as %s", path, compare_set_name(set, option));
    command_load_print(load, label.at);
    text_release(&label);
}

static bool load_option(struct compare_set *set, size_t future, size_t option, const char *const *paths,
                        const struct command_line *line, const char *named_by)
{
    struct command_load *load = compare_set_load(set, future, option);
    const struct study_future *over = future == 0 ? NULL : set->study.futures[future - 1];
    size_t count;
    struct scenario_setting *settings =
        study_settings(&set->study, set->study.options[option], over, line->settings, line->setting_count, &count);
    bool usable = command_load_request(
        load, &(struct scenario_request){
                  .path = paths[option], .named_by = named_by, .settings = settings, .setting_count = count});
    set->loaded++;
    free(settings);
    print_load(set, load, future, option, paths[option], line);
    return usable;
}

bool compare_set_load_with(struct compare_set *set, size_t option, const struct scenario_setting *further,
                           size_t further_count, const struct command_line *line, struct command_load *load)
{
    struct study_file *study = &set->study;
    bool file = line->operand_count == 1;
    size_t count;
    struct scenario_setting *settings =
        study_settings(study, study->options[option], NULL, line->settings, line->setting_count, &count);
    settings = mem_resize(settings, count + further_count + 1, sizeof *settings);
    for (size_t i = 0; i < further_count; i++)
        settings[count++] = further[i];
    bool usable = command_load_request(
        load, &(struct scenario_request){.path = file ? study_option_path(study, study->options[option])
                                                      : line->operands[option],
                                         .named_by = file ? line->operands[0] : NULL,
                                         .settings = settings,
                                         .setting_count = count});
    free(settings);
    return usable;
}

/* A future is looked at over the options that are right by themselves. */
static bool load_all(struct compare_set *set, const char *const *paths, const struct command_line *line,
                     const char *named_by)
{
    bool good = true;
    set->loads = mem_new(set->futures * set->options, sizeof *set->loads);
    for (size_t future = 0; good && future < set->futures; future++)
        for (size_t option = 0; option < set->options; option++)
            good &= load_option(set, future, option, paths, line, named_by);
    return good;
}

static bool print_study(struct compare_set *set, const char *path)
{
    size_t errors = set->study.diag.errors;
    diag_print(&set->study.diag, stderr);
    if (errors > 0)
        fprintf(stderr, "%s: %zu problem%s\n", path, errors, errors == 1 ? "" : "s");
    return errors == 0;
}

bool compare_set_open_file(struct compare_set *set, const char *path, const struct command_line *line, bool futures)
{
    *set = (struct compare_set){0};
    const char **paths = NULL;
    bool good = study_open(&set->study, path);
    if (set->study.study != NULL) {
        set->options = set->study.option_count;
        set->futures = 1 + (futures ? set->study.future_count : 0);
        paths = mem_new(set->options, sizeof *paths);
        for (size_t i = 0; i < set->options; i++)
            paths[i] = study_option_path(&set->study, set->study.options[i]);
    }
    good = print_study(set, path) && good && load_all(set, paths, line, path);
    if (good) {
        check_all(set);
        size_t told = set->study.diag.errors == 0 ? set->study.diag.count : 0;
        if (set->study.diag.errors == 0)
            compare_doubt(set);
        bool doubts = set->study.diag.count > told && !line->option[OPTION_QUIET];
        good = (set->study.diag.errors == 0 && !doubts) || print_study(set, path);
    }
    free(paths);
    return good;
}

/* --- scenarios named one by one --- */

static bool check_names(const struct command_line *line, const struct compare_set *set)
{
    for (size_t i = 0; i < set->options; i++)
        for (size_t j = 0; j < i; j++) {
            const char *name = set->loads[i].service.plan->name;
            if (text_equal(line->operands[i], line->operands[j])) {
                command_misused(line, "%s is given twice; compare it with another file", line->operands[i]);
                return false;
            }
            if (text_equal(name, set->loads[j].service.plan->name)) {
                command_misused(line, "%s and %s are both called \"%s\"; give one of them another name",
                                line->operands[j], line->operands[i], name);
                return false;
            }
        }
    return true;
}

/* As if somebody had written the comparison file. */
static bool make_study(struct compare_set *set)
{
    struct text text = {0};
    text_printf(&text, "schema: 1\nkind: comparison\nbaseline: %s\noptions:\n", set->loads[0].service.plan->name);
    for (size_t i = 0; i < set->options; i++)
        text_printf(&text, "  %s: {file: %s.yaml}\n", set->loads[i].service.plan->name,
                    set->loads[i].service.plan->name);
    bool made = study_open_text(&set->study, "comparison", text.at);
    if (!made)
        diag_print(&set->study.diag, stderr);
    text_release(&text);
    return made;
}

static bool check_unlike(const struct command_line *line, const struct compare_set *set)
{
    char why[200];
    for (size_t i = 1; i < set->options; i++)
        if (comparison_unlike(set->loads[0].service.plan, set->loads[i].service.plan, why)) {
            command_misused(line, "%s: %s", line->operands[i], why);
            return false;
        }
    return true;
}

bool compare_set_open(struct compare_set *set, const struct command_line *line)
{
    *set = (struct compare_set){0};
    if (line->operand_count == 1 && !scenario_is_comparison(line->operands[0]))
        return command_misused(line,
                               "%s alone has nothing to be compared with; name other scenarios after it, or one "
                               "comparison file (kind: comparison)",
                               line->operands[0]) == COMMAND_DONE;
    const char *futures = line->option[OPTION_FUTURES];
    if (futures != NULL && !text_equal(futures, "none") && !text_equal(futures, "all"))
        return command_misused(line, "--futures \"%s\" should be all or none", futures) == COMMAND_DONE;
    if (line->operand_count == 1)
        return compare_set_open_file(set, line->operands[0], line, !text_equal(futures ? futures : "all", "none"));
    bool good = true;
    set->options = line->operand_count;
    set->futures = 1;
    set->loads = mem_new(set->options, sizeof *set->loads);
    for (; set->loaded < set->options; set->loaded++)
        good &= command_load(&set->loads[set->loaded], line->operands[set->loaded], line);
    return good && check_names(line, set) && check_unlike(line, set) && make_study(set);
}
