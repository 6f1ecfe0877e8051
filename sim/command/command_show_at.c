#include "command/command_show_at.h"

#include <math.h>

#include "base/text.h"
#include "model/lever.h"

static struct unit_context context_of(const struct plan *plan)
{
    return (struct unit_context){plan->clock.calendar == CALENDAR_NONE ? 52 : 365.25 / 7};
}

/* Weeks since the start, from a date or a duration. */
static bool read_time(const struct plan *plan, const char *text, double *weeks)
{
    struct unit_context context = context_of(plan);
    char why[200];
    calendar_day day;
    if (units_read(text, UNIT_DURATION, &context, weeks, why) == NULL)
        return true;
    if (plan->clock.calendar == CALENDAR_NONE || units_read_date(text, &day, why) != NULL)
        return false;
    *weeks = (double)(day - plan->clock.start) / 7;
    return true;
}

static void write_value(const struct plan *plan, const struct param *row, double value, char out[static 64])
{
    struct unit_context context = context_of(plan);
    if (isinf(value))
        snprintf(out, 64, "none");
    else
        units_write(value, row->unit, &context, out);
}

static void write_when(const struct plan *plan, double weeks, char out[static 32])
{
    if (plan->clock.calendar == CALENDAR_NONE)
        snprintf(out, 32, "week %g", weeks);
    else
        calendar_iso(plan->clock.start + (calendar_day)floor(weeks * 7), out);
}

/* One line for each lever that is in force: the value after it, what it does, since when. */
static void explain(const struct plan *plan, const struct lever_target *target, double time)
{
    static const char *const words[] = {[LEVER_SET] = "sets it to",
                                        [LEVER_SCALE] = "multiplies it by",
                                        [LEVER_ADD] = "adds",
                                        [LEVER_CAP] = "caps it at",
                                        [LEVER_FLOOR] = "floors it at"};
    struct lever_target so_far = *target;
    for (size_t i = 0; i < target->count; i++) {
        const struct lever_effect *effect = &target->effects[i];
        char value[64], amount[64], since[32];
        if (time < effect->from || time >= effect->to)
            continue;
        so_far.count = i + 1;
        write_value(plan, target->row, lever_value(&so_far, time), value);
        if (effect->operation == LEVER_SCALE)
            snprintf(amount, sizeof amount, "%g", effect->value);
        else
            write_value(plan, target->row, effect->value, amount);
        write_when(plan, effect->from, since);
        printf("  %-24s lever %s %s %s, from %s", value, effect->lever->named.name, words[effect->operation], amount,
               since);
        if (effect->lever->effect != 1)
            printf(" (%g%% of it comes about)", 100 * effect->lever->effect);
        if (time < effect->full)
            printf(" (%.0f%% of the way there)", 100 * (time - effect->from) / (effect->full - effect->from));
        putchar('\n');
    }
}

int command_show_at(const struct command_line *line, const struct command_load *load, const char *path)
{
    struct plan *plan = load->service.plan;
    const char *when = line->option[OPTION_AT];
    double time;
    if (path == NULL)
        return command_misused(line, "--at needs the PATH of a number, such as teams.assessment.capacity");
    if (!read_time(plan, when, &time))
        return command_misused(line, "--at \"%s\" is neither a date such as 2021-06-01 nor a time such as '52 weeks'",
                               when);
    const struct param *row;
    double *where = param_number(&plan_table, plan, path, &row);
    if (where == NULL)
        return command_misused(line, "%s has no number at \"%s\"", line->operands[0], path);
    const struct lever_set *levers = &load->service.levers;
    struct lever_target plain = {.path = path, .where = where, .row = row, .base = *where};
    const struct lever_target *target = &plain;
    for (size_t i = 0; i < levers->count; i++)
        if (levers->targets[i].where == where)
            target = &levers->targets[i];
    char value[64], date[32];
    write_value(plan, row, lever_value(target, time), value);
    write_when(plan, time, date);
    printf("%s on %s: %s\n", path, date, value);
    write_value(plan, row, target->base, value);
    printf("  %-24s without levers\n", value);
    explain(plan, target, time);
    return COMMAND_DONE;
}
