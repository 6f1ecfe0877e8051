#include "report/trail.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/markup.h"

const char *const trail_form_names[TRAIL_FORMS] = {"number", "share",  "percent", "chance", "verdict", "thousands",
                                                   "points", "pounds", "weeks",   "month",  "plain"};

static void add_words(json_t *object, const char *key, const char *words)
{
    json_object_set_new(object, key, words != NULL ? json_string(words) : json_null());
}

size_t trail_add(struct trail *trail, const struct trail_figure *figure)
{
    char id[24];
    if (trail->figures == NULL)
        trail->figures = json_array();
    size_t number = json_array_size(trail->figures) + 1;
    json_t *object = json_object();
    snprintf(id, sizeof id, "F%zu", number);
    add_words(object, "id", id);
    add_words(object, "shown", figure->shown);
    const char *under = trail->place != NULL ? trail->place : "First page";
    add_words(object, "place", figure->place != NULL ? figure->place : under);
    add_words(object, "what", figure->what);
    add_words(object, "measure", figure->measure);
    add_words(object, "target", figure->target);
    add_words(object, "file", figure->file);
    const char *scenario = trail->scenario != NULL ? trail->scenario : "resolved.yaml";
    add_words(object, "scenario", figure->scenario != NULL ? figure->scenario : scenario);
    json_object_set_new(object, "row", json_object());
    add_words(object, "form", trail_form_names[figure->form]);
    json_object_set_new(object, "decimals", json_integer(figure->decimals));
    json_object_set_new(object, "values", json_object());
    json_object_set_new(object, "inputs", json_array());
    json_array_append_new(trail->figures, object);
    return number;
}

static json_t *part_of_last(struct trail *trail, const char *key)
{
    return json_object_get(json_array_get(trail->figures, json_array_size(trail->figures) - 1), key);
}

void trail_row(struct trail *trail, const char *column, const char *words)
{
    add_words(part_of_last(trail, "row"), column, words);
}

void trail_value(struct trail *trail, const char *column, double value)
{
    char digits[40];
    snprintf(digits, sizeof digits, "%.9g", value);
    json_object_set_new(part_of_last(trail, "values"), column,
                        isfinite(value) ? json_real(strtod(digits, NULL)) : json_null());
}

void trail_input(struct trail *trail, const char *path)
{
    json_array_append_new(part_of_last(trail, "inputs"), json_string(path));
}

void trail_shared_inputs(struct trail *trail)
{
    static const char *const shared[] = {"demand",        "workforce", "recruitment", "campaigns", "agency",
                                         "managed_teams", "pipelines", "supervision", "response"};
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
        trail_input(trail, shared[i]);
}

void trail_all_inputs(struct trail *trail)
{
    trail_input(trail, "teams");
    trail_input(trail, "pathway");
    trail_shared_inputs(trail);
    trail_input(trail, "money");
}

size_t trail_keep(struct trail *trail, const struct trail_figure *figure, const struct trail_place *place)
{
    if (trail == NULL || !isfinite(place->value))
        return 0;
    size_t number = trail_add(trail, figure);
    trail_row(trail, "at", place->at);
    trail_value(trail, place->column, place->value);
    if (!figure->given)
        trail_all_inputs(trail);
    return number;
}

void trail_say(struct trail *trail, const struct trail_figure *figure, const struct trail_place *place,
               struct text *out)
{
    markup_mark(out, trail_keep(trail, figure, place), figure->shown);
}

size_t trail_count(const struct trail *trail)
{
    return json_array_size(trail->figures);
}

const json_t *trail_at(const struct trail *trail, size_t index)
{
    return json_array_get(trail->figures, index);
}

void trail_write(const struct trail *trail, struct text *out)
{
    json_t *root = json_object();
    json_object_set_new(root, "format", json_integer(1));
    json_object_set(root, "figures", trail->figures);
    if (trail->figures == NULL)
        json_object_set_new(root, "figures", json_array());
    char *whole = json_dumps(root, JSON_INDENT(1) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(15));
    text_add(out, whole != NULL ? whole : "{}");
    text_add(out, "\n");
    free(whole);
    json_decref(root);
}

void trail_release(struct trail *trail)
{
    json_decref(trail->figures);
    *trail = (struct trail){0};
}
