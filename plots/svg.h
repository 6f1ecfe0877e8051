/* SVG: what gnuplot draws, finished for a web page.
 *
 * gnuplot 5.4 repeats its ids in every chart, names bold fonts as if they were families, puts its commands into hover
 * titles, rounds filled shapes to whole pixels and says nothing to a screen reader. All of that is put right here, on the
 * text, so that several charts can stand in one HTML page. */
#ifndef PLOTS_SVG_H
#define PLOTS_SVG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* Did gnuplot finish this file? */
bool svg_is_whole(const char *svg, size_t length);

/* Appends the finished SVG: no prolog, role="img" with title and description, every id and reference prefixed with `prefix`
 * (letters, digits and hyphens) in either kind of quotes. Returns false when the input is not a whole SVG. */
bool svg_finish(struct text *out, const char *svg, const char *prefix, const char *title, const char *description);

/* Appends words as XML character data, also fit for an attribute in double quotes. */
void svg_escape(struct text *out, const char *words);

#endif
