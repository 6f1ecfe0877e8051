#include "plots/twin.h"

#include <math.h>

#include "experiment/fluid.h"
#include "experiment/words.h"

struct twin twin_find(const struct figure *figure)
{
    const struct fluid *fluid = figure->run->fluid;
    struct twin twin = {0};
    if (!fluid || fluid->samples != figure->run->ensemble->samples || fluid->samples == 0 ||
        isnan(fluid->caseload[fluid->samples - 1]))
        return twin;
    twin.caseload = fluid->caseload;
    for (size_t i = 0; i < fluid->samples; i++)
        twin.most = fmax(twin.most, fluid->caseload[i]);
    return twin;
}

void twin_note(struct figure *figure, const struct twin *twin)
{
    if (twin->caseload)
        text_add(&figure->note, "Dashed: the same service as differential equations, without luck. ");
    else if (figure->run->no_fluid)
        text_printf(&figure->note, "No line of differential equations: they do not know %s. ", figure->run->no_fluid);
}

void twin_tell(struct figure *figure, const struct twin *twin, size_t last)
{
    char value[WORDS_SHORT];
    if (!twin->caseload)
        return;
    words_number(twin->caseload[last], 1, value);
    text_printf(&figure->alt, " The same service as differential equations, without luck, ends at %s.", value);
}

void twin_data(struct figure *figure, const struct twin *twin, const struct figure_series *series)
{
    if (!twin->caseload)
        return;
    figure_block_open(figure, "equations");
    for (size_t i = 0; i < series->count; i++)
        figure_row(figure, (double[]){series->weeks[i], twin->caseload[series->samples[i]]}, 2);
    figure_block_close(figure);
}

void twin_plot(struct figure *figure, const struct twin *twin)
{
    if (twin->caseload)
        text_printf(&figure->draw,
                    ", \\\n    $%s_equations with lines lw 1.2 dt (10,6) lc rgb '" THEME_INK "' title 'equations'",
                    figure->slug);
}
