/* One value: numbers with units and limits, uncertain ones, choices, dates. */
#include <math.h>

#include "base/text.h"
#include "scenario/param_internal.h"

/* --- limits --- */

static bool has_limits(const struct param *row)
{
    return row->min != 0 || row->max != 0;
}

bool param_lowest(const struct param *row, double *least)
{
    if (has_limits(row)) {
        *least = row->min;
        return true;
    }
    *least = 0;
    return (row->kind == PARAM_NUMBER || row->kind == PARAM_PAIRS) && row->unit != UNIT_NONE &&
           row->unit != UNIT_PER_CASE;
}

bool param_highest(const struct param *row, double *most)
{
    if (has_limits(row)) {
        *most = row->max;
        return row->max >= row->min;
    }
    *most = 1;
    return (row->kind == PARAM_NUMBER || row->kind == PARAM_PAIRS) && row->unit == UNIT_SHARE;
}

/* Limits are in base units; a tenth of a billionth forgives the way there. */
static bool check_limits(struct fill *fill, struct slot *slot, double value)
{
    char words[64];
    double limit;
    if (param_lowest(slot->row, &limit) && value < limit - 1e-10 * fabs(limit)) {
        units_write(limit, slot->row->unit, &fill->units, words);
        param_fail(fill, slot, "must be at least %s", words);
        return false;
    }
    if (param_highest(slot->row, &limit) && value > limit + 1e-10 * fabs(limit)) {
        units_write(limit, slot->row->unit, &fill->units, words);
        param_fail(fill, slot, "must be at most %s", words);
        return false;
    }
    return true;
}

/* --- scalars in general --- */

/* The text of a value that must be single; null after saying why not. */
static const char *single_text(struct fill *fill, struct slot *slot, const struct node *node, const char *example)
{
    if (node->kind != NODE_SCALAR) {
        param_fail(fill, slot, "must be one value%s%s, not %s", *example == '\0' ? "" : " such as ", example,
                   node->kind == NODE_LIST ? "a list" : "a map");
        return NULL;
    }
    if (tree_is_empty(node)) {
        param_fail(fill, slot, "has no value%s%s", *example == '\0' ? "" : "; write for example ", example);
        return NULL;
    }
    return node->text;
}

static const char *quoted_problem(struct fill *fill, const char *text, const char *wrong)
{
    return arena_printf(fill->arena, "\"%s\" %s", param_quote(fill, text), wrong);
}

/* --- numbers --- */

bool param_read_plain(struct fill *fill, struct slot *slot, const struct node *node, double *value)
{
    const char *text = single_text(fill, slot, node, units_example(slot->row->unit));
    if (text == NULL)
        return false;
    if (slot->row->none_ok && text_equal(text, "none")) {
        *value = (double)INFINITY;
        return true;
    }
    char why[200];
    const char *wrong = units_read(text, slot->row->unit, &fill->units, value, why);
    if (wrong != NULL) {
        param_fail(fill, slot, "%s%s", quoted_problem(fill, text, wrong), slot->row->none_ok ? ", or none" : "");
        return false;
    }
    return check_limits(fill, slot, *value);
}

static const char *const spread_keys[] = {"likely", "low", "high"};

bool param_is_uncertain(const struct node *node)
{
    for (size_t i = 0; i < 3; i++)
        if (tree_child(node, spread_keys[i]) != NULL)
            return true;
    return false;
}

static void keep_uncertain(struct fill *fill, const struct slot *slot, double *where, const double values[static 3])
{
    if (slot->section->absent)
        return;
    mem_grow(&fill->uncertain, &fill->uncertain_capacity, fill->uncertain_count + 1, sizeof *fill->uncertain);
    fill->uncertain[fill->uncertain_count++] = (struct uncertain){.path = slot->path,
                                                                  .where = where,
                                                                  .likely = values[0],
                                                                  .low = values[1],
                                                                  .high = values[2],
                                                                  .unit = slot->row->unit,
                                                                  .at = slot->at};
}

/* Reads the three numbers, each with its own place and path. */
static bool read_spread(struct fill *fill, struct slot *slot, const struct node *nodes[static 3],
                        double values[static 3])
{
    bool good = true;
    for (size_t i = 0; i < 3; i++) {
        nodes[i] = tree_child(slot->node, spread_keys[i]);
        if (nodes[i] == NULL || tree_is_null(nodes[i])) {
            param_fail(fill, slot, "an uncertain value needs likely, low and high; \"%s\" is missing", spread_keys[i]);
            return false;
        }
        struct slot part = *slot;
        part.at = nodes[i]->at;
        part.path = param_join(fill->arena, slot->path, spread_keys[i]);
        good &= param_read_plain(fill, &part, nodes[i], &values[i]);
    }
    return good;
}

static bool read_uncertain(struct fill *fill, struct slot *slot, double *where)
{
    for (size_t i = 0; i < slot->node->count; i++) {
        const struct node *node = slot->node->items[i];
        if (!text_equal(node->key, "likely") && !text_equal(node->key, "low") && !text_equal(node->key, "high")) {
            param_fail_at(fill, slot->section, node->key_at, param_join(fill->arena, slot->path, node->key),
                          "unknown key \"%s\"%s", param_quote(fill, node->key),
                          param_suggest(fill, node->key, spread_keys, 3, "known here"));
            return false;
        }
    }
    const struct node *nodes[3];
    double values[3];
    if (!read_spread(fill, slot, nodes, values))
        return false;
    if (!units_same(nodes[0]->text, nodes[1]->text) || !units_same(nodes[0]->text, nodes[2]->text)) {
        param_fail(fill, slot, "likely, low and high must be in the same unit");
        return false;
    }
    if (!(values[1] <= values[0] && values[0] <= values[2])) {
        param_fail(fill, slot, "low must not be above likely, nor likely above high");
        return false;
    }
    if (isinf(values[2])) {
        param_fail(fill, slot, "none cannot be part of an uncertain value");
        return false;
    }
    *where = values[0];
    keep_uncertain(fill, slot, where, values);
    return true;
}

bool param_read_number(struct fill *fill, struct slot *slot, double *where)
{
    if (slot->node->kind != NODE_MAP)
        return param_read_plain(fill, slot, slot->node, where);
    slot->at = slot->node->key == NULL ? slot->at : slot->node->key_at;
    if (!param_is_uncertain(slot->node)) {
        param_fail(fill, slot, "must be one value such as %s, or {likely: , low: , high: }",
                   units_example(slot->row->unit));
        return false;
    }
    return read_uncertain(fill, slot, where);
}

/* --- the other kinds --- */

static bool read_integer(struct fill *fill, struct slot *slot, const char *text, int64_t *value)
{
    char why[200];
    const char *wrong = units_read_whole(text, value, why);
    if (wrong != NULL) {
        param_fail(fill, slot, "%s", quoted_problem(fill, text, wrong));
        return false;
    }
    struct slot limits = *slot;
    struct param row = *slot->row;
    row.unit = UNIT_NONE;
    limits.row = &row;
    return check_limits(fill, &limits, (double)*value);
}

static bool read_bool(struct fill *fill, struct slot *slot, const char *text, bool *value)
{
    *value = text_equal(text, "true");
    if (*value || text_equal(text, "false"))
        return true;
    param_fail(fill, slot, "\"%s\" must be true or false", param_quote(fill, text));
    return false;
}

static bool read_choice(struct fill *fill, struct slot *slot, const char *text, int *value)
{
    size_t count = 0;
    for (; slot->row->choices[count] != NULL; count++) {
        if (text_equal(slot->row->choices[count], text)) {
            *value = (int)count;
            return true;
        }
    }
    param_fail(fill, slot, "\"%s\" is not known%s", param_quote(fill, text),
               param_suggest(fill, text, slot->row->choices, count, "choose one of"));
    return false;
}

static bool read_date(struct fill *fill, struct slot *slot, const char *text, calendar_day *day)
{
    char why[200];
    const char *wrong = units_read_date(text, day, why);
    if (wrong != NULL)
        param_fail(fill, slot, "%s", quoted_problem(fill, text, wrong));
    return wrong == NULL;
}

static bool looks_like_duration(const char *text)
{
    const char *space = strchr(text, ' ');
    return space != NULL && ((space[1] >= 'a' && space[1] <= 'z')) && strpbrk(text, "/.-") == NULL;
}

/* Weeks since the start, from a date or a duration. */
static bool read_time(struct fill *fill, struct slot *slot, const char *text, double *weeks)
{
    char why[200];
    if (slot->row->none_ok && text_equal(text, "none")) {
        *weeks = (double)INFINITY;
        return true;
    }
    calendar_day day = 0;
    const char *not_duration = units_read(text, UNIT_DURATION, &fill->units, weeks, why);
    if (not_duration == NULL)
        return check_limits(fill, slot, *weeks);
    if (looks_like_duration(text)) {
        param_fail(fill, slot, "%s", quoted_problem(fill, text, not_duration));
        return false;
    }
    if (units_read_date(text, &day, why) == NULL) {
        if (!fill->calendar) {
            param_fail(fill, slot,
                       "\"%s\" is a date, and this scenario has no calendar; write 52 weeks, from the start", text);
            return false;
        }
        *weeks = (double)(day - fill->start) / 7;
        return check_limits(fill, slot, *weeks);
    }
    param_fail(fill, slot, "%s%s", quoted_problem(fill, text, why),
               text_starts(why, "is not a date") ? ", or as a time from the start, 52 weeks" : "");
    return false;
}

bool param_read_scalar(struct fill *fill, struct slot *slot, void *where)
{
    const struct param *row = slot->row;
    bool date = row->kind == PARAM_DATE || row->kind == PARAM_TIME;
    const char *text = single_text(fill, slot, slot->node, date ? "2020-10-05" : "");
    if (text == NULL)
        return false;
    switch (row->kind) {
    case PARAM_INTEGER:
        return read_integer(fill, slot, text, where);
    case PARAM_BOOL:
        return read_bool(fill, slot, text, where);
    case PARAM_CHOICE:
        return read_choice(fill, slot, text, where);
    case PARAM_DATE:
        return read_date(fill, slot, text, where);
    case PARAM_TIME:
        return read_time(fill, slot, text, where);
    case PARAM_REF: {
        struct ref *ref = where;
        ref->name = arena_copy(fill->arena, text);
        param_refer_later(fill, slot, ref);
        return true;
    }
    default:
        *(const char **)where = arena_copy(fill->arena, text);
        return true;
    }
}
