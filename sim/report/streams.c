#include "report/streams.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* A purpose may go on after its name here with what the entity is: "case.duration.source". */
struct purpose {
    const char *name, *drawn;
};

static const struct purpose purposes[] = {
    {"origin.points", "when children are referred: gap and height"},
    {"origin.family", "how many children a family has"},
    {"origin.week", "how busy a week is"},
    {"origin.drift", "how the rate wanders"},
    {"case.duration", "how long the work of a visit takes"},
    {"case.route", "where a case goes next"},
    {"case.return", "whether a closed case comes back; when (block 1)"},
    {"case.patience", "how long a case waits before it gives up"},
    {"case.handover", "what a change of worker costs; block: changes before"},
    {"case.lottery", "whether allocation follows the rule; else which worker gets the case"},
    {"case.team", "which of several teams alike"},
    {"case.age", "how long an opening case has been there"},
    {"case.escalate", "when a held case escalates"},
    {"case.wrong", "whether it leaves wrongly; comes back (block 1); when (block 2)"},
    {"case.task", "whether a task is needed (even blocks); how long it takes (odd)"},
    {"case.co-worker", "from when a case has a co-worker"},
    {"case.protection", "whether a promised load holds; block: the worker"},
    {"worker.points", "when candidates come: gap and height"},
    {"worker.accept", "whether an offer is accepted or a course completed"},
    {"worker.lead", "how long it takes to start; tenure of an opening worker"},
    {"worker.leaving", "how much hazard a worker bears before leaving"},
    {"worker.choice", "which team a worker joins; block: the team"},
    {"worker.load", "how many cases an opening worker has"},
    {"worker.absence", "long leave; block: whether and when (even) or for how long (odd)"},
    {"worker.destination", "where a leaver goes"},
    {"worker.move", "when a worker moves between grades; block: week and moves before"},
    {"worker.round", "what a round of recruitment comes to; block: rounds before"},
    {"worker.withdraws", "whether somebody appointed withdraws; when (block 1)"},
    {"worker.converts", "when an agency worker becomes permanent; leaves after that (block 1)"},
    {"worker.drop-out", "when a trainee gives up"},
    {"worker.vacancy", "how long a vacancy takes to fill"},
    {"agency.shock", "which agency workers walk out"},
    {"agency.withdrawal", "which agency workers are withdrawn"},
    {"input", "the value of an uncertain input by Latin hypercube in blocks of 50"},
};

const char *streams_purpose(const char *purpose, size_t length)
{
    for (size_t i = 0; i < sizeof purposes / sizeof *purposes; i++) {
        size_t own = strlen(purposes[i].name);
        if (own <= length && strncmp(purpose, purposes[i].name, own) == 0 && (own == length || purpose[own] == '.'))
            return purposes[i].drawn;
    }
    return NULL;
}

struct row {
    const char *identity;
    uint32_t stream;
};

static int by_identity(const void *left, const void *right)
{
    return strcmp(((const struct row *)left)->identity, ((const struct row *)right)->identity);
}

static void add_row(const struct row *row, struct text *out)
{
    size_t purpose = strcspn(row->identity, " ");
    const char *of = row->identity + purpose, *drawn = streams_purpose(row->identity, purpose);
    text_printf(out, "%lu,%.*s,%s,%s\n", (unsigned long)row->stream, (int)purpose, row->identity, of + (*of == ' '),
                drawn != NULL ? drawn : "");
}

static void add_purposes(struct text *out)
{
    for (size_t i = 0; i < sizeof purposes / sizeof *purposes; i++)
        text_printf(out, ",%s,,%s\n", purposes[i].name, purposes[i].drawn);
}

static size_t list_rows(const struct rng_registry *registry, struct row *rows)
{
    size_t count = 0, at = 0;
    while ((rows[count].identity = rng_registry_next(registry, &at, &rows[count].stream)) != NULL)
        count++;
    return count;
}

void streams_write(const struct rng_registry *const *registries, size_t count, struct text *out)
{
    size_t all = 0, room = 1, largest = 0;
    for (size_t i = 0; i < count; i++) {
        room += registries[i]->count;
        largest = registries[i]->count > largest ? registries[i]->count : largest;
    }
    text_add(out, "stream,purpose,of,drawn\n");
    if (largest > STREAMS_LIMIT) {
        add_purposes(out);
        return;
    }
    struct row *rows = mem_new(room, sizeof *rows);
    for (size_t i = 0; i < count; i++)
        all += list_rows(registries[i], rows + all);
    qsort(rows, all, sizeof *rows, by_identity);
    for (size_t i = 0; i < all; i++)
        if (i == 0 || strcmp(rows[i].identity, rows[i - 1].identity) != 0)
            add_row(&rows[i], out);
    free(rows);
}
