/* Causes: why a scenario misses its target, by replaying the same luck with one cause taken away at a time.
 *
 * The causes are a closed list, of which a scenario has those that it models (causes_open()). To take a cause away is to set
 * what makes it to a kind value, for the whole time; `instead` says in words what then holds. Everything runs on the same seed and
 * replications, so that a run with and a run without a cause differ by the cause alone.
 *
 * First cause of a miss. Of the causes that turn this miss into a hit when taken away alone, the one that lowers the caseload on
 * the date most in that run; of equals the first of the list. A miss that no single one turns, but all together do, has more
 * than one cause; one that not even that turns lies beyond the causes that the scenario has. These counts add up to the misses,
 * to the last one.
 *
 * Effects. What taking away one cause does to the chance and to the caseload over all runs, with the interaction: what
 * taking away all does beyond the sum. They add up to the whole gap (drivers.h).
 *
 * The loop. Caseload makes people leave, and leavers make caseloads: the same luck with and without the response of leaving to
 * caseload. The corner: see corner.h.
 *
 * To add a cause: an identifier, and in causes_list.c its row and the settings that take it away. */
#ifndef EXPERIMENT_CAUSES_H
#define EXPERIMENT_CAUSES_H

#include "base/mem.h"
#include "experiment/corner.h"
#include "experiment/drivers.h"
#include "experiment/ratio.h"
#include "experiment/trial.h"
#include "model/service.h"

enum causes_kind {
    CAUSES_LATE_STARTS,
    CAUSES_LEAVERS,
    CAUSES_SURGE,
    CAUSES_COHORT,
    CAUSES_AGENCY,
    CAUSES_SUPERVISION,
    CAUSES_DEMAND,
    CAUSES_KINDS,
};

/* Misses that have no single first cause. */
enum causes_rest { CAUSES_SEVERAL, CAUSES_BEYOND, CAUSES_RESTS };

struct causes_share {
    size_t misses;
    struct ensemble_verdict share; /* of all misses, with its 95 % interval */
};

struct causes_part {
    const char *name;    /* "late-starts", in files */
    const char *title;   /* "Late starts" */
    const char *instead; /* "everybody starts on the day they are found, ..." */
    struct scenario_setting *settings;
    size_t count;
    struct causes_share first;
};

/* With the response of leaving to caseload less without it. */
struct causes_loop {
    bool there; /* the scenario has such a response */
    struct contrast leavers, caseload, chance;
    struct ratio of_leavers, of_caseload; /* share of all leavers, and of the caseload, that it makes */
};

/* Zeroed is empty; causes_release(). Borrows the service. */
struct causes {
    struct arena arena;
    const struct service *service;
    const struct plan *plan;
    size_t target;
    uint64_t seed;
    const char *version;
    struct causes_part parts[CAUSES_KINDS];
    size_t part_count;
    struct scenario_setting loop_off;
    /* Filled by causes_run(). */
    size_t runs, block, failed;
    struct ensemble_verdict chance, without; /* as it stands, and with every cause taken away */
    size_t misses;
    struct causes_share rest[CAUSES_RESTS];
    struct drivers_effects on_chance, on_caseload; /* parts in order, the interaction, the whole gap */
    struct corner corner;
    struct causes_loop loop;
};

/* Finds the causes that a scenario has: `tree` as loaded, `service` opened from it. */
void causes_open(struct causes *causes, const struct node *tree, const struct service *service, size_t target);

/* How many variants causes_run() asks for. */
size_t causes_variants(const struct causes *causes);

/* Has them run and fills the rest. The target must be one that is met or not, no share of time. Returns false when the runner did. */
bool causes_run(struct causes *causes, uint64_t seed, const struct trial_runner *runner);

const char *causes_rest_title(enum causes_rest rest);

void causes_release(struct causes *causes);

#endif
