/* The theme: colours, sizes and the one way in which words enter a gnuplot script.
 *
 * The palette is that of the Government Analysis Function, in its order; each colour has at least 3:1 against white and
 * against its neighbour in that order, and words use darker twins of at least 4.5:1. Orange is kept for the target. The
 * page is 960 x 540 units, top left first; everything here takes units and writes gnuplot's screen fractions. */
#ifndef PLOTS_THEME_H
#define PLOTS_THEME_H

#include <stdbool.h>

#include "base/text.h"
#include "plots/layout.h"

#define THEME_WIDTH 960.0
#define THEME_HEIGHT 540.0 /* of a page, unless its chart wants less */
#define THEME_FONT "Liberation Sans"

#define THEME_BLUE "#12436D"
#define THEME_TURQUOISE "#28A197"
#define THEME_PLUM "#801650"
#define THEME_ORANGE "#F46A25"
#define THEME_PURPLE "#6B4FA8" /* dark enough for words */

/* Darker twins for words. */
#define THEME_TURQUOISE_WORDS "#1B7A72"
#define THEME_ORANGE_WORDS "#B8420B"

/* Tints of blue for nested bands, outermost first, and of the others for a single band. */
#define THEME_BLUE_95 "#DBE6EF"
#define THEME_BLUE_80 "#B4CADD"
#define THEME_BLUE_50 "#83A6C4"
#define THEME_TURQUOISE_80 "#D0EBE8"
#define THEME_PLUM_80 "#E6D0DC"
#define THEME_PURPLE_80 "#DCD5EC"

#define THEME_INK "#1F1F1F"
#define THEME_DARK "#3D3D3D"
#define THEME_GREY "#595959"
#define THEME_PALE "#BDBDBD"
#define THEME_GRID "#E4E4E4"
#define THEME_EMPTY "#D9D9D9"

/* Sizes in points of text. */
#define THEME_TITLE 15.0
#define THEME_NAME 600.0 /* the most that a name takes of a headline, which has two lines; not points */
#define THEME_SUBTITLE 11.5
#define THEME_AXIS 11.0
#define THEME_LABEL 10.5
#define THEME_SMALL 9.5
#define THEME_NOTE 8.5

enum theme_align { THEME_LEFT, THEME_CENTRE, THEME_RIGHT };

/* How words look. */
struct theme_words {
    double points;
    bool bold;
    const char *colour;
};
struct layout_font theme_font(struct theme_words words);

/* Appends one line of harmless UTF-8: control characters and line ends become spaces, bytes that are no UTF-8 become '?'. */
void theme_clean(struct text *out, const char *words);

/* Appends words as a gnuplot string that cannot run a command, end the string or start another line: cleaned, in single
 * quotes, with apostrophes within as typographic ones (doubled quotes, gnuplot's own way, end a string that starts with
 * one in gnuplot 5.4). The only way for words of a scenario into a script; everything is drawn in plain (noenhanced)
 * mode. Tic labels and formats also double '%'. A character that the fonts of this machine may lack is a square in the PNG,
 * which has no others; the SVG keeps it. */
void theme_quote(struct text *out, const char *words);
void theme_quote_tic(struct text *out, const char *words);

/* One line of words; (x, y) is the left end, middle or right end at half height. */
void theme_label(struct text *script, double x, double y, enum theme_align align, struct theme_words look,
                 const char *words);

/* A mark as gnuplot plots it ("pt 7 ps 0.9 lc rgb '#12436D'"), for a key: characters of such shapes are in few fonts. */
void theme_point(struct text *script, double x, double y, const char *mark);

/* A filled rectangle and a straight line on the page; `more` is a gnuplot option such as "front", or empty. */
void theme_box(struct text *script, double x, double y, double width, double height, const char *colour);
void theme_line(struct text *script, double x1, double y1, double x2, double y2, const char *colour, double weight,
                const char *more);

/* The plot area on the page. */
struct theme_area {
    double left, right, top, bottom;
};
void theme_margins(struct text *script, struct theme_area area);

/* Terminals for a loop over `form`, svg or png, and what every chart starts with, on a page of this height. */
void theme_start(struct text *script, double height);

#endif
