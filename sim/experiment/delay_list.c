/* What can come late in a scenario, and the settings that make it so. */
#include <math.h>

#include "base/text.h"
#include "experiment/delay.h"

/* One delay while its settings are gathered. */
struct listing {
    struct delay *delay;
    double weeks;
    struct scenario_setting *settings;
    size_t count;
};

typedef void list_fn(struct listing *to);

static void put(struct listing *to, char *text)
{
    struct scenario_setting *settings = arena_new(&to->delay->arena, to->count + 1, sizeof *settings);
    for (size_t i = 0; i < to->count; i++)
        settings[i] = to->settings[i];
    settings[to->count++].text = text;
    to->settings = settings;
}

/* A duration as it is written, and as much longer; left as it is when it is longer by nothing. */
static void put_longer(struct listing *to, const char *path, const char *written)
{
    double weeks;
    char why[200];
    if (to->weeks != 0 && units_read(written, UNIT_DURATION, &to->delay->service->filled.units, &weeks, why) == NULL)
        put(to, arena_printf(&to->delay->arena, "%s=%.17g weeks", path, weeks + to->weeks));
}

/* A duration, its range, or a law of durations: each of its numbers is moved, which moves the whole of a law between bounds, and
 * the mean of one with a mean. */
static void put_later(struct listing *to, const char *path, const struct node *node)
{
    static const char *const moved[] = {"likely", "low", "high", "mean", "observed", "min", "mode", "max"};
    if (node == NULL || node->kind == NODE_SCALAR) {
        put_longer(to, path, node ? node->text : "0 weeks");
        return;
    }
    for (size_t i = 0; i < sizeof moved / sizeof *moved; i++) {
        const struct node *child = tree_child(node, moved[i]);
        if (child)
            put_later(to, arena_printf(&to->delay->arena, "%s.%s", path, moved[i]), child);
    }
}

/* One that would end before it begins never comes. */
static void list_approval(struct listing *to)
{
    const struct plan *plan = to->delay->plan;
    for (size_t i = 0; i < plan->levers.count; i++) {
        const struct plan_lever *lever = &plan_items(plan->levers, struct plan_lever)[i];
        const char *name = lever->named.name, *path = arena_printf(&to->delay->arena, "levers.%s.approval", name);
        if (lever->starts + lever->approval < 0)
            continue;
        if (lever->starts + lever->approval + to->weeks >= lever->ends)
            put(to, arena_printf(&to->delay->arena, "levers.%s=null", name));
        else
            put_later(to, path, tree_find(to->delay->tree, path));
    }
}

static void list_starts(struct listing *to)
{
    const struct plan *plan = to->delay->plan;
    for (size_t i = 0; i < plan->recruitment.count; i++) {
        const struct plan_channel *channel = &plan_items(plan->recruitment, struct plan_channel)[i];
        const char *path = arena_printf(&to->delay->arena, "recruitment.%s.lead_time", channel->named.name);
        put_later(to, path, tree_find(to->delay->tree, path));
    }
}

static void list_cohorts(struct listing *to)
{
    const struct plan *plan = to->delay->plan;
    for (size_t i = 0; i < plan->pipelines.count; i++) {
        const struct plan_pipeline *pipeline = &plan_items(plan->pipelines, struct plan_pipeline)[i];
        if (pipeline->first >= 0 && pipeline->size > 0 && to->weeks != 0)
            put(to, arena_printf(&to->delay->arena, "pipelines.%s.first=%.17g weeks", pipeline->named.name,
                                 pipeline->first + to->weeks));
    }
}

static const struct {
    const char *name, *title, *what;
    list_fn *list;
} rows[DELAY_KINDS] = {
    [DELAY_APPROVAL] = {"approval", "Late approval", "levers are approved later; when they end stays", list_approval},
    [DELAY_STARTS] = {"starts", "Late starts", "whoever is recruited, or on the way already, starts later",
                      list_starts},
    [DELAY_COHORTS] = {"cohorts", "Late cohorts", "cohorts that are still to come start later", list_cohorts},
};

struct scenario_setting *delay_settings(struct delay *delay, enum delay_kind kind, double months, size_t *count)
{
    struct listing to = {.delay = delay, .weeks = months * delay->service->filled.units.weeks_per_year / 12};
    rows[kind].list(&to);
    *count = to.count;
    return to.settings;
}

void delay_open(struct delay *delay, const struct node *tree, const struct service *service, size_t target,
                size_t months)
{
    *delay =
        (struct delay){.tree = tree, .service = service, .plan = service->plan, .target = target, .months = months};
    for (int kind = 0; kind < DELAY_KINDS; kind++) {
        size_t count;
        delay_settings(delay, (enum delay_kind)kind, 1, &count);
        if (count > 0)
            delay->lines[delay->line_count++] = (struct delay_line){.kind = (enum delay_kind)kind,
                                                                    .name = rows[kind].name,
                                                                    .title = rows[kind].title,
                                                                    .what = rows[kind].what};
    }
}
