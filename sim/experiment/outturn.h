/* Outturns: the closed list of figures that options are decided by, one number a replication.
 *
 * Come here for what they are called and to measure them; outturns.def says how to add one. Who compares them is
 * decision.h. */
#ifndef EXPERIMENT_OUTTURN_H
#define EXPERIMENT_OUTTURN_H

#include "experiment/ensemble.h"

enum outturn {
#define OUTTURN(id, name, label, unit, decimals, better) OUTTURN_##id,
#include "experiment/outturns.def"
#undef OUTTURN
    OUTTURN_COUNT
};

/* NEITHER: more of it is neither good nor bad by itself. */
enum outturn_better { OUTTURN_LOWER, OUTTURN_HIGHER, OUTTURN_NEITHER };

struct outturn_info {
    const char *name, *label, *unit;
    int decimals;
    enum outturn_better better;
};
const struct outturn_info *outturn_info(enum outturn outturn);

/* The figures of one replication of a whole ensemble, NaN where it has none: a failed replication, money that is not
 * counted, a service without funding for the chance of overspending. `date` is the sample of the decision date. */
void outturn_measure(const struct ensemble *ensemble, size_t run, size_t date, double figures[static OUTTURN_COUNT]);

#endif
