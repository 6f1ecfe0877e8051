#include "model/world_fail.h"

#include <stdarg.h>

void world_fail(struct world *world, const char *format, ...)
{
    if (world->failed)
        return;
    world->failed = true;
    engine_stop(&world->engine);
    va_list arguments;
    va_start(arguments, format);
    int n = snprintf(world->failure, sizeof world->failure, "week %.2f: ", world->engine.now);
    vsnprintf(world->failure + n, sizeof world->failure - (size_t)n, format, arguments);
    va_end(arguments);
}

void world_broken(const struct world *world, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "headroom: bug: %s, seed %llu, replication %u, week %.6f, event %s: ", world->plan->name,
            (unsigned long long)world->luck.seed, world->luck.replication, world->engine.now,
            world->engine.current != NULL ? world->engine.current->name : "none");
    vfprintf(stderr, format, arguments);
    fputs("; please report it with the scenario\n", stderr);
    va_end(arguments);
    abort();
}
