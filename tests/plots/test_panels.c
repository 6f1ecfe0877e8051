#include "plots/panels.h"

#include <criterion/criterion.h>

/* However many there are, a name of some thirty letters fits above a panel, and its plot is no mere stripe. */
Test(panels, each_of_any_number_can_be_read)
{
    for (size_t count = 1; count <= PANELS_MOST; count++) {
        struct figure figure = {.area = {.left = 43, .right = THEME_WIDTH - 24, .top = 100}};
        figure.area.bottom = figure.area.top + panels_least(count);
        struct panels panels = panels_for(&figure, count);
        cr_assert_geq(panels.columns * panels.rows, count, "%zu have no room", count);
        cr_assert_leq(layout_width("Children with disabilities – west", theme_font(panels.name)), panels.width - 8,
                      "%zu: a name does not fit in %g", count, panels.width);
        for (size_t i = 0; i < count; i++) {
            struct theme_area area = panels_area(&panels, i);
            cr_assert_geq(area.bottom - area.top, 70, "%zu: panel %zu is %g high", count, i, area.bottom - area.top);
            cr_assert(area.right <= THEME_WIDTH && area.bottom <= figure.area.bottom + 14, "%zu: panel %zu is beyond",
                      count, i);
        }
    }
}
