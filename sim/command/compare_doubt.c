#include "command/compare_doubt.h"

#include <stdarg.h>

#include "base/text.h"
#include "scenario/scenario_diff.h"

/* What a scenario is called changes no result. */
static bool is_heading(const char *path)
{
    return text_equal(path, "name") || text_equal(path, "title") || text_equal(path, "notice");
}

static bool are_alike(const struct command_load *one, const struct command_load *other)
{
    struct arena arena = {0};
    struct scenario_diff diff = scenario_diff(&plan_table, one->scenario.root, other->scenario.root, &arena);
    bool alike = true;
    for (size_t i = 0; i < diff.count; i++)
        alike &= diff.items[i].source || is_heading(diff.items[i].path);
    arena_release(&arena);
    return alike;
}

__attribute__((format(printf, 4, 5))) static void doubt(struct compare_set *set, const char *section, const char *name,
                                                        const char *format, ...)
{
    struct text path = {0}, words = {0};
    va_list arguments;
    va_start(arguments, format);
    text_printf(&path, "%s.%s", section, name);
    text_vprintf(&words, format, arguments);
    va_end(arguments);
    diag_warning(&set->study.diag, compare_set_place(set, section, name), path.at, "%s", words.at);
    text_release(&path);
    text_release(&words);
}

/* Told once of each option: of the first that it is the same as. */
static void doubt_option(struct compare_set *set, size_t option)
{
    for (size_t i = 0; i < option; i++)
        if (are_alike(compare_set_load(set, 0, i), compare_set_load(set, 0, option))) {
            doubt(set, "options", compare_set_name(set, option),
                  "is the same as %s, so every change between them will be 0; set what it does differently",
                  compare_set_name(set, i));
            break;
        }
    for (size_t i = 0; i < option; i++)
        if (text_equal(compare_set_title(set, i), compare_set_title(set, option))) {
            doubt(set, "options", compare_set_name(set, option),
                  "has the title of %s too, \"%s\", and no reader could tell them apart; change one of them",
                  compare_set_name(set, i), compare_set_title(set, i));
            break;
        }
}

static void doubt_future(struct compare_set *set, size_t future)
{
    for (size_t i = 0; i < set->options; i++)
        if (!are_alike(compare_set_load(set, 0, i), compare_set_load(set, future, i)))
            return;
    doubt(set, "futures", compare_set_future(set, future),
          "changes no option: all of them are like this already, so it will show what they show as given");
}

void compare_doubt(struct compare_set *set)
{
    for (size_t option = 1; option < set->options; option++)
        doubt_option(set, option);
    for (size_t future = 1; future < set->futures; future++)
        doubt_future(set, future);
}
