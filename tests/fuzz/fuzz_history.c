/* Hostile figures of the past, as a history and as actuals to track: whatever the bytes, reading ends with words or with points
 * that are finite, of a measure and a team that there are, and in order. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command_load.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The small service, loaded once; it stays until the end. */
static const struct plan *known_plan(void)
{
    static struct command_load load;
    static struct command_line line = {.program = "headroom check"};
    if (load.service.plan == NULL && !command_load_quietly(&load, "tests/scenarios/valid/small.yaml", &line))
        abort();
    return load.service.plan;
}

static void check_points(const struct history *history, const struct plan *plan)
{
    for (size_t i = 0; i < history->count; i++) {
        const struct history_point *point = &history->points[i];
        size_t found;
        bool there = (int)point->measure >= 0 && point->measure < METRIC_COUNT && point->team >= METRIC_SERVICE &&
                     point->team < (int)plan->teams.count && isfinite(point->value) && isfinite(point->week) &&
                     history_of(history, point->measure, point->team, &found) != NULL && found > 0;
        bool later = i == 0 || point[-1].measure != point->measure || point[-1].team != point->team ||
                     point[-1].day < point->day;
        if (!there || !later) {
            fprintf(stderr, "line %d\n", point->line);
            abort();
        }
    }
}

static void read_as(const uint8_t *data, size_t size, bool led, bool actuals)
{
    static const char header[] = "date,measure,team,value\n";
    const struct plan *plan = known_plan();
    struct text bytes = {0};
    text_add(&bytes, led ? header : "");
    text_add_n(&bytes, (const char *)data, size);
    struct history history = {.bytes = bytes.at, .length = bytes.length, .may_miss = actuals};
    struct diag diag = {0};
    int file = diag_file(&diag, "x.csv", bytes.at, bytes.length);
    bool usable = history_read(&history, file, plan, &diag);
    if (usable)
        check_points(&history, plan);
    if (!usable && diag.errors == 0) {
        fprintf(stderr, "refused without words\n");
        abort();
    }
    FILE *nowhere = fopen("/dev/null", "w");
    if (nowhere != NULL) {
        diag_print(&diag, nowhere);
        fclose(nowhere);
    }
    diag_release(&diag);
    history_close(&history);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* half of the inputs start behind a header that is right, or few would come to a row */
    bool led = size > 0 && data[0] % 2 == 0;
    read_as(data, size, led, false);
    read_as(data, size, led, true);
    return 0;
}
