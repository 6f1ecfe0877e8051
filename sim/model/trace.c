#include "model/trace.h"

#include "base/calendar.h"
#include "base/text.h"

enum { NAME_SIZE = 128 };

void trace_case_name(const struct world *world, const struct child *child, char *out, size_t size)
{
    snprintf(out, size, "%s/%u/%u/%u", world->prepared->origins[child->origin].name, (unsigned)(child->entity >> 32),
             (unsigned)(child->entity >> 18 & 0x3fff), (unsigned)(child->entity >> 12 & 0x3f));
}

void trace_worker_name(const struct world *world, const struct worker *worker, char *out, size_t size)
{
    snprintf(out, size, "%s/%u/%u/%u", world->prepared->worker_origins[worker->origin].name,
             (unsigned)(worker->entity >> 32), (unsigned)(worker->entity >> 18 & 0x3fff),
             (unsigned)(worker->entity & 0xfff));
}

void trace_begin(struct world *world)
{
    if (world->trace != NULL)
        fputs("week,date,event,case,worker,stage,team,caseload\n", world->trace->out);
}

static void line(const struct world *world, const char *what, const char *child, const char *worker, const char *stage,
                 const char *team, double caseload)
{
    char date[11] = "";
    const struct plan_clock *clock = &world->plan->clock;
    if (clock->calendar != CALENDAR_NONE)
        calendar_iso(clock->start + (calendar_day)(world->engine.now * 7), date);
    fprintf(world->trace->out, "%.4f,%s,%s,%s,%s,%s,%s,", world->engine.now, date, what, child, worker, stage, team);
    if (caseload >= 0)
        fprintf(world->trace->out, "%.2f", caseload);
    fputc('\n', world->trace->out);
}

static bool wanted(const char *filter, const char *name)
{
    return filter == NULL || text_equal(filter, name);
}

void trace_tell(struct world *world, uint32_t index, const char *what, int with)
{
    const struct child *child = &world->children[index];
    char child_name[NAME_SIZE], worker_name[NAME_SIZE] = "";
    double caseload = -1;
    trace_case_name(world, child, child_name, sizeof child_name);
    if (with != NOBODY) {
        const struct worker *worker = &world->workers[with];
        trace_worker_name(world, worker, worker_name, sizeof worker_name);
        caseload = worker->cases * 1000.0 / worker->fte;
    }
    if (!wanted(world->trace->case_name, child_name) || !wanted(world->trace->worker_name, worker_name))
        return;
    const char *team =
        child->unit == NOBODY ? "" : world->prepared->teams[world->units[child->unit].team].plan->named.name;
    line(world, what, child_name, worker_name, world->prepared->stages[child->stage].plan->named.name, team, caseload);
}

void trace_worker(struct world *world, int index, const char *what)
{
    if (world->trace == NULL || world->trace->case_name != NULL)
        return;
    const struct worker *worker = &world->workers[index];
    char name[NAME_SIZE];
    trace_worker_name(world, worker, name, sizeof name);
    if (wanted(world->trace->worker_name, name))
        line(world, what, "", name, "", world->prepared->teams[worker->team].plan->named.name,
             worker->cases * 1000.0 / worker->fte);
}
