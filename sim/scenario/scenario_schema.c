/* The rows as JSON Schema (draft-07), which editors read to complete, explain and check.
 *
 * Nothing is required but `schema`, since an option states only what differs from its parent; `null` is allowed wherever a
 * child may remove something. */
#include <jansson.h>

#include "base/text.h"
#include "scenario/param_internal.h"
#include "scenario/scenario.h"

/* A number as units_read() takes it, without its sign. */
#define DIGITS "[0-9][0-9,]*(\\.[0-9]+)?"
#define TIME "(days?|working days?|weeks?|months?|years?)"
#define PER "( [^ ]+)? per " TIME

static const char *unit_pattern(enum unit unit)
{
    switch (unit) {
    case UNIT_SHARE:
        return "^-?" DIGITS " ?(%|per cent)$";
    case UNIT_DURATION:
        return "^-?" DIGITS " " TIME "$";
    case UNIT_RATE:
        return "^-?" DIGITS PER "$";
    case UNIT_HAZARD:
        return "^-?" DIGITS " ?%(" PER "|( [^ ]+)? within (a|" DIGITS ") " TIME ")$";
    case UNIT_MONEY:
        return "^-?£" DIGITS "[kKmM]?$";
    case UNIT_MONEY_RATE:
        return "^-?£" DIGITS "[kKmM]?" PER "$";
    case UNIT_PER_CASE:
        return "^-?" DIGITS " ?% per case$";
    case UNIT_LEVEL:
        return "^-?" DIGITS "( ?%)?$";
    case UNIT_FTE:
        return "^-?" DIGITS "( FTE| fte)?$";
    default:
        return "^-?" DIGITS "$";
    }
}

static const char *const unit_keys[] = {
    [UNIT_NONE] = "number", [UNIT_COUNT] = "count",           [UNIT_LEVEL] = "level",       [UNIT_FTE] = "fte",
    [UNIT_SHARE] = "share", [UNIT_DURATION] = "duration",     [UNIT_RATE] = "rate",         [UNIT_HAZARD] = "hazard",
    [UNIT_MONEY] = "money", [UNIT_MONEY_RATE] = "money_rate", [UNIT_PER_CASE] = "per_case",
};

static json_t *pattern(const char *expression)
{
    return json_pack("{s:s, s:s}", "type", "string", "pattern", expression);
}

/* Adds one more choice to `choices`, which may be null or a value that is not a list of choices yet. */
static json_t *either(json_t *choices, json_t *another)
{
    if (choices == NULL)
        return another;
    json_t *list = json_object_get(choices, "anyOf");
    if (list == NULL)
        choices = json_pack("{s:[o, o]}", "anyOf", choices, another);
    else
        json_array_append_new(list, another);
    return choices;
}

static json_t *of_type(const char *type)
{
    return json_pack("{s:s}", "type", type);
}

/* `null` removes what a parent gave. Said in `type` where there is one, since editors explain that better than choices. */
static json_t *or_null(json_t *value)
{
    json_t *type = json_object_get(value, "type"), *names = json_object_get(value, "enum");
    if (json_is_string(type))
        json_object_set_new(value, "type", json_pack("[O, s]", type, "null"));
    else if (names != NULL)
        json_array_append_new(names, json_null());
    else
        value = either(value, of_type("null"));
    return value;
}

static json_t *reference(const char *prefix, const char *name)
{
    char target[80];
    snprintf(target, sizeof target, "#/definitions/%s%s", prefix, name);
    return json_pack("{s:s}", "$ref", target);
}

static bool is_bare(enum unit unit)
{
    return unit == UNIT_NONE || unit == UNIT_COUNT || unit == UNIT_LEVEL || unit == UNIT_FTE;
}

/* One number, without {likely: , low: , high: }. */
static json_t *plain_number(enum unit unit)
{
    json_t *number = is_bare(unit) ? of_type(unit == UNIT_COUNT ? "integer" : "number") : NULL;
    return either(number, pattern(unit_pattern(unit)));
}

static json_t *number_definition(enum unit unit)
{
    json_t *one = plain_number(unit);
    json_t *spread = json_pack("{s:s, s:b, s:{s:O, s:O, s:O}, s:s}", "type", "object", "additionalProperties", 0,
                               "properties", "likely", one, "low", one, "high", one, "description",
                               "Uncertain: likely is the median, low and high are the 10th and 90th percentile");
    json_decref(one);
    return either(plain_number(unit), spread);
}

static json_t *number(const struct param *row)
{
    json_t *value = reference("", unit_keys[row->unit]);
    return row->none_ok ? either(value, json_pack("{s:s}", "const", "none")) : value;
}

static json_t *properties_of(const struct param_table *table);

static json_t *closed_object(json_t *properties)
{
    return json_pack("{s:s, s:b, s:o}", "type", "object", "additionalProperties", 0, "properties", properties);
}

static json_t *map_of(json_t *values, bool names)
{
    json_t *map = json_pack("{s:s, s:o}", "type", "object", "additionalProperties", or_null(values));
    if (names)
        json_object_set_new(map, "propertyNames", json_pack("{s:s}", "pattern", "^[a-z0-9][a-z0-9-]{0,59}$"));
    return map;
}

static json_t *with_shorthand(json_t *value, const struct param_table *table)
{
    return table->shorthand == NULL ? value : either(either(value, of_type("string")), of_type("number"));
}

static json_t *item_of(const struct param_table *table)
{
    json_t *properties = json_object();
    json_object_set_new(properties, "id",
                        json_pack("{s:s, s:s}", "type", "string", "description",
                                  "Identity for the random numbers: keeps an item's luck when it is renamed"));
    json_object_set_new(properties, "title",
                        json_pack("{s:s, s:s}", "type", "string", "description", "Name for readers"));
    json_object_set_new(properties, "notes", json_pack("{s:s, s:s}", "type", "string", "description", "Free text"));
    json_t *rows = properties_of(table);
    json_object_update(properties, rows);
    json_decref(rows);
    json_t *item = closed_object(properties);
    return with_shorthand(item, table);
}

static json_t *choice_of(const struct param *row)
{
    json_t *names = json_array();
    for (size_t i = 0; row->choices[i] != NULL; i++)
        json_array_append_new(names, json_string(row->choices[i]));
    return json_pack("{s:o}", "enum", names);
}

static json_t *pairs_of(const struct param *row)
{
    json_t *map;
    if (row->pair_key == PAIR_MONTH) {
        json_t *months = json_object();
        for (size_t i = 0; i < 12; i++)
            json_object_set_new(months, param_months[i], number(row));
        map = closed_object(months);
    } else {
        map = map_of(number(row), false);
    }
    return row->total_one ? either(map, of_type("string")) : map;
}

/* Laws are the same wherever they stand, so each kind is defined once. */
static json_t *law_of(const struct param *row)
{
    return reference("law_of_", unit_keys[row->whole ? UNIT_NONE : row->unit]);
}

static json_t *law_definition(enum unit unit)
{
    const struct param law = {.kind = PARAM_LAW, .unit = unit};
    return either(number_definition(unit), closed_object(properties_of(param_law_table(&law))));
}

static json_t *value_of(const struct param *row)
{
    static const char date[] = "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$";
    json_t *value;
    switch (row->kind) {
    case PARAM_NUMBER:
        return number(row);
    case PARAM_INTEGER:
        return either(of_type("integer"), pattern("^-?[0-9][0-9,]*$"));
    case PARAM_BOOL:
        return of_type("boolean");
    case PARAM_CHOICE:
        return choice_of(row);
    case PARAM_DATE:
        return pattern(date);
    case PARAM_TIME:
        value = either(pattern(date), pattern(unit_pattern(UNIT_DURATION)));
        return row->none_ok ? either(value, json_pack("{s:s}", "const", "none")) : value;
    case PARAM_TABLE:
        return with_shorthand(closed_object(properties_of(row->of)), row->of);
    case PARAM_MAP:
        return map_of(item_of(row->of), !row->path_names);
    case PARAM_PAIRS:
        return pairs_of(row);
    case PARAM_SETTINGS:
        return row->any_value ? of_type("object") : map_of(either(of_type("string"), of_type("number")), false);
    case PARAM_LAW:
        return law_of(row);
    case PARAM_REF:
    case PARAM_TEXT:
        break;
    }
    return either(either(of_type("string"), of_type("number")), of_type("boolean"));
}

static json_t *described(json_t *value, const struct param *row)
{
    struct text words = {0};
    text_add(&words, row->help == NULL ? "" : row->help);
    if (row->kind == PARAM_NUMBER && !is_bare(row->unit))
        text_printf(&words, " (for example %s)", units_example(row->unit));
    if (row->refers != NULL)
        text_printf(&words, " (a name from %s)", row->refers);
    if (row->fallback != NULL && row->fallback[0] != '\0')
        text_printf(&words, ". Default: %s", row->fallback);
    json_object_set_new(value, "description", json_string(words.at == NULL ? "" : words.at));
    text_release(&words);
    return value;
}

static json_t *properties_of(const struct param_table *table)
{
    json_t *properties = json_object();
    for (size_t i = 0; i < table->count; i++) {
        const struct param *row = &table->rows[i];
        json_object_set_new(properties, row->key, described(or_null(value_of(row)), row));
    }
    return properties;
}

static json_t *definitions(void)
{
    static const enum unit law_units[] = {UNIT_NONE, UNIT_DURATION, UNIT_MONEY};
    json_t *all = json_object();
    for (enum unit unit = UNIT_NONE; unit <= UNIT_PER_CASE; unit++)
        json_object_set_new(all, unit_keys[unit], number_definition(unit));
    for (size_t i = 0; i < 3; i++) {
        char name[40];
        snprintf(name, sizeof name, "law_of_%s", unit_keys[law_units[i]]);
        json_object_set_new(all, name, law_definition(law_units[i]));
    }
    return all;
}

void scenario_write_schema(const struct param_table *root, FILE *out)
{
    json_t *properties = json_object();
    json_object_set_new(properties, "schema",
                        json_pack("{s:i, s:s}", "const", 1, "description",
                                  "Version of the scenario language; the first key of every file"));
    json_object_set_new(properties, "extends",
                        json_pack("{s:s, s:s}", "type", "string", "description",
                                  "A file that this one builds on: maps merge, values replace, null removes"));
    json_t *rows = properties_of(root);
    json_object_update_missing(properties, rows);
    json_decref(rows);
    json_t *schema = json_pack("{s:s, s:s, s:s, s:s, s:b, s:[s], s:o, s:o}", "$schema",
                               "http://json-schema.org/draft-07/schema#", "title", root->name, "description",
                               root->help == NULL ? "" : root->help, "type", "object", "additionalProperties", 0,
                               "required", "schema", "properties", properties, "definitions", definitions());
    json_dumpf(schema, out, JSON_INDENT(1));
    fputc('\n', out);
    json_decref(schema);
}
