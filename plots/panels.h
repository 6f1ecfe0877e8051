/* Panels: small charts in rows and columns, all on the same axes, each with a name and a verdict above it. */
#ifndef PLOTS_PANELS_H
#define PLOTS_PANELS_H

#include "plots/figure.h"

enum { PANELS_MOST = 20 };

/* How panels stand on the page. */
struct panels {
    size_t columns, rows;
    double left, top, width, height; /* of the first cell; cells follow each other */
    double head;                     /* of a cell: name and verdict */
    double gutter;                   /* at the right of a cell, where the last value stands */
    struct theme_words name, verdict, value;
};

/* The least height of an area in which so many (0 ... PANELS_MOST) can be read: figure->least. */
double panels_least(size_t count);

/* For so many (1 ... PANELS_MOST) within the figure's area, below a key in its first line. */
struct panels panels_for(const struct figure *figure, size_t count);

/* Where the plot of a panel is. */
struct theme_area panels_area(const struct panels *panels, size_t panel);

/* Name in a colour and verdict, above a panel; both are cut to its width. */
void panels_words(struct figure *figure, const struct panels *panels, size_t panel, const char *colour,
                  const char *name, const char *verdict);

/* What the marks mean, once above all panels. */
struct panels_key {
    const char *words, *colour;
    double height; /* of its swatch: a line or a band */
};
void panels_key(struct figure *figure, const struct panels_key *pieces, size_t count);

#endif
