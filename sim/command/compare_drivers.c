#include "command/compare_drivers.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "scenario/scenario_diff.h"

/* Levers and pipelines each by themselves, everything else by section. */
static char *part_of(const char *path)
{
    const char *dot = strchr(path, '.'), *second = dot != NULL ? strchr(dot + 1, '.') : NULL;
    bool by_name = text_starts(path, "levers.") || text_starts(path, "pipelines.");
    const char *end = by_name ? second : dot;
    char *part = mem_copy_text(path);
    if (end != NULL)
        part[end - path] = '\0';
    return part;
}

static bool find_option(struct compare_drivers *drivers, const struct compare_set *set, const struct command_line *line)
{
    const char *wanted = line->option[OPTION_DRIVERS];
    for (size_t i = 1; i < set->options; i++)
        if (text_equal(compare_set_name(set, i), wanted))
            drivers->option = i;
    if (drivers->option > 0)
        return true;
    command_misused(line, "--drivers: no option beside the baseline is called \"%s\"", wanted);
    return false;
}

static const char *title_of(const struct command_load *option, const char *path)
{
    const struct plan *plan = option->service.plan;
    const char *name = strchr(path, '.');
    for (size_t i = 0; name != NULL && text_starts(path, "levers.") && i < plan->levers.count; i++)
        if (text_equal(plan_items(plan->levers, struct plan_lever)[i].named.name, name + 1))
            return plan_items(plan->levers, struct plan_lever)[i].named.title;
    for (size_t i = 0; name != NULL && text_starts(path, "pipelines.") && i < plan->pipelines.count; i++)
        if (text_equal(plan_items(plan->pipelines, struct plan_pipeline)[i].named.name, name + 1))
            return plan_items(plan->pipelines, struct plan_pipeline)[i].named.title;
    return name != NULL ? name + 1 : path;
}

static bool add_part(struct compare_drivers *drivers, const struct scenario_difference *item,
                     const struct command_line *line)
{
    char *path = part_of(item->path);
    bool known = item->source || text_equal(path, "name") || text_equal(path, "title") || text_equal(path, "notice");
    for (size_t i = 0; i < drivers->count && !known; i++)
        known = text_equal(drivers->parts[i].paths[0], path);
    if (known || drivers->count == COMPARE_PARTS_LIMIT) {
        free(path);
        if (!known)
            command_misused(line, "--drivers: the option differs from the baseline in more than %d parts",
                            COMPARE_PARTS_LIMIT);
        return known;
    }
    drivers->parts[drivers->count++] = (struct compare_part){.paths = {path}, .count = 1};
    return true;
}

/* The settings that make everything under a path the option's. */
static size_t take_over(const struct command_load *baseline, const struct command_load *option, const char *path,
                        struct scenario_setting *settings, struct arena *arena)
{
    const struct node *before = tree_find(baseline->scenario.root, path),
                      *after = tree_find(option->scenario.root, path);
    size_t count = 0;
    if (before != NULL)
        settings[count++] = (struct scenario_setting){.text = arena_printf(arena, "%s=null", path)};
    if (after != NULL) {
        struct node *value = arena_new(arena, 1, sizeof *value);
        *value = *after;
        value->key = path;
        settings[count++] = (struct scenario_setting){.value = value, .from = &option->diag};
    }
    return count;
}

static void release_load(struct compare_part *part)
{
    if (part->load != NULL)
        command_load_release(part->load);
    free(part->load);
    part->load = NULL;
}

/* The baseline, in which the part is the option's. Prints nothing. */
static bool load_part(struct compare_part *part, struct compare_set *set, size_t option,
                      const struct command_line *line)
{
    struct arena arena = {0};
    struct scenario_setting *settings = mem_new(2 * part->count + 1, sizeof *settings);
    size_t count = 0;
    for (size_t i = 0; i < part->count; i++)
        count += take_over(compare_set_load(set, 0, 0), compare_set_load(set, 0, option), part->paths[i],
                           settings + count, &arena);
    release_load(part);
    part->load = mem_new(1, sizeof *part->load);
    bool usable = compare_set_load_with(set, 0, settings, count, line, part->load);
    free(settings);
    arena_release(&arena);
    return usable;
}

/* Puts another part into this one and closes the gap that it leaves. */
static void join(struct compare_drivers *drivers, size_t into, size_t other)
{
    struct compare_part *to = &drivers->parts[into], *from = &drivers->parts[other];
    for (size_t i = 0; i < from->count; i++)
        to->paths[to->count++] = from->paths[i];
    release_load(from);
    memmove(from, from + 1, (drivers->count - other - 1) * sizeof *from);
    drivers->count--;
    drivers->parts[drivers->count] = (struct compare_part){0};
}

/* Loads every part; those that are no scenario alone become one, and take in others until they are. */
static bool load_parts(struct compare_drivers *drivers, struct compare_set *set, const struct command_line *line)
{
    size_t joined = COMPARE_PARTS_LIMIT;
    bool usable = true;
    for (size_t i = 0; i < drivers->count;) {
        if (load_part(&drivers->parts[i], set, drivers->option, line)) {
            i++;
        } else if (joined == COMPARE_PARTS_LIMIT) {
            joined = i++;
            usable = false;
        } else {
            join(drivers, joined, i);
        }
    }
    while (!usable && !(usable = load_part(&drivers->parts[joined], set, drivers->option, line)) &&
           drivers->count > 1) {
        size_t other = joined + 1 < drivers->count ? joined + 1 : joined - 1;
        join(drivers, joined < other ? joined : other, joined < other ? other : joined);
        joined = joined < other ? joined : other;
    }
    return usable;
}

/* Levers and pipelines by their titles come before sections. */
static void name_part(struct compare_part *part, const struct command_load *option)
{
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < part->count; i++) {
            if ((strchr(part->paths[i], '.') == NULL) != (pass == 1))
                continue;
            text_printf(&part->name, "%s%s", part->name.length > 0 ? "+" : "", part->paths[i]);
            text_printf(&part->title, "%s%s", part->title.length > 0 ? ", " : "", title_of(option, part->paths[i]));
        }
}

bool compare_drivers_open(struct compare_drivers *drivers, struct compare_set *set, const struct command_line *line)
{
    struct arena arena = {0};
    bool good = find_option(drivers, set, line);
    if (good) {
        const struct command_load *option = compare_set_load(set, 0, drivers->option);
        struct scenario_diff diff =
            scenario_diff(&plan_table, compare_set_load(set, 0, 0)->scenario.root, option->scenario.root, &arena);
        for (size_t i = 0; i < diff.count && good; i++)
            good = add_part(drivers, &diff.items[i], line);
        if (good && (!load_parts(drivers, set, line) || drivers->count < 2)) {
            command_misused(
                line,
                "--drivers: \"%s\" does not differ from the baseline in two parts or more that can stand alone "
                "(levers, pipelines, other sections)",
                compare_set_name(set, drivers->option));
            good = false;
        }
        for (size_t i = 0; i < drivers->count && good; i++)
            name_part(&drivers->parts[i], option);
    }
    arena_release(&arena);
    drivers->runs = mem_new(drivers->count + 1, sizeof *drivers->runs);
    return good;
}

void compare_drivers_release(struct compare_drivers *drivers)
{
    for (size_t i = 0; i < drivers->count; i++) {
        struct compare_part *part = &drivers->parts[i];
        option_release(&drivers->runs[i]);
        release_load(part);
        for (size_t k = 0; k < part->count; k++)
            free(part->paths[k]);
        text_release(&part->name);
        text_release(&part->title);
    }
    free(drivers->runs);
    drivers_release(&drivers->drivers);
    *drivers = (struct compare_drivers){0};
}
