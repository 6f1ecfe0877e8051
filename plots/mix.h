/* Mix: how posts are filled, as charts show it. The one place for the layers' names and colours. */
#ifndef PLOTS_MIX_H
#define PLOTS_MIX_H

#include "experiment/words.h"

/* From the ground up. */
enum mix_layer { MIX_PERMANENT, MIX_NEW, MIX_AGENCY, MIX_UNCOVERED, MIX_LAYERS };

struct mix_look {
    const char *name, *colour, *words; /* colour of the layer and of words beside it */
    const char *within;                /* of words on it */
};
extern const struct mix_look mix_looks[MIX_LAYERS];

/* Full-time equivalents as they are written: a decimal for the few. */
void mix_fte(double fte, char out[static WORDS_SHORT]);

/* Agency over everybody who is there; NaN when nobody is. */
double mix_agency_share(const double fte[static MIX_LAYERS]);

#endif
