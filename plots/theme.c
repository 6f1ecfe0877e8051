#include "plots/theme.h"

#include <string.h>

struct layout_font theme_font(struct theme_words words)
{
    return (struct layout_font){.size = words.points * 4 / 3, .bold = words.bold};
}

void theme_clean(struct text *out, const char *words)
{
    size_t length = strlen(words);
    text_add(out, ""); /* also an empty text is one */
    for (size_t at = 0; at < length;) {
        size_t size = text_character(words + at, length - at);
        if (size == 0)
            text_add(out, "?");
        else if (text_is_control(words + at, size))
            text_add(out, " ");
        else
            text_add_n(out, words + at, size);
        at += size ? size : 1;
    }
}

/* Can any font that stands in for a sans serif be counted on to have this character? cairo draws one that no font has as
 * a box of its own, many times the size of the picture. */
static bool is_everywhere(const char *letter, size_t size)
{
    const unsigned char *byte = (const unsigned char *)letter;
    unsigned code = size == 1 ? byte[0] : size == 2 ? (byte[0] & 0x1FU) << 6 | (byte[1] & 0x3FU) : 0x110000U;
    if (size == 3)
        code = (byte[0] & 0x0FU) << 12 | (byte[1] & 0x3FU) << 6 | (byte[2] & 0x3FU);
    static const unsigned ranges[][2] = {{0x20, 0x52F},    {0x590, 0x5FF},   {0x1E00, 0x206F}, {0x20AC, 0x20AC},
                                         {0x2122, 0x2122}, {0x2190, 0x2195}, {0x2212, 0x2212}, {0x2248, 0x2248},
                                         {0x2260, 0x2265}, {0x25A0, 0x25A1}, {0x25B2, 0x25B2}, {0x25BC, 0x25BC}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (code >= ranges[i][0] && code <= ranges[i][1])
            return true;
    return false;
}

/* The words with a square for each character that a font may lack; false when there is none. */
static bool with_squares(struct text *out, const char *words)
{
    size_t length = strlen(words), squares = 0;
    for (size_t at = 0, size; at < length; at += size) {
        size = text_character(words + at, length - at);
        if (is_everywhere(words + at, size)) {
            text_add_n(out, words + at, size);
        } else {
            text_add(out, "\xe2\x96\xa1");
            squares++;
        }
    }
    return squares > 0;
}

static void quote_clean(struct text *out, struct text clean, bool is_tic)
{
    text_add(out, "'");
    for (size_t i = 0; i < clean.length; i++)
        if (clean.at[i] == '\'')
            text_add(out, "\xe2\x80\x99");
        else if (is_tic && clean.at[i] == '%')
            text_add(out, "%%");
        else
            text_add_n(out, &clean.at[i], 1);
    text_add(out, "'");
}

/* A reader of the SVG has fonts of their own; the PNG has only those of this machine. */
static void quote(struct text *out, const char *words, bool is_tic)
{
    struct text clean = {0}, squares = {0};
    theme_clean(&clean, words);
    if (with_squares(&squares, clean.at)) {
        text_add(out, "(form eq 'svg' ? ");
        quote_clean(out, clean, is_tic);
        text_add(out, " : ");
        quote_clean(out, squares, is_tic);
        text_add(out, ")");
    } else {
        quote_clean(out, clean, is_tic);
    }
    text_release(&clean);
    text_release(&squares);
}

void theme_quote(struct text *out, const char *words)
{
    quote(out, words, false);
}

void theme_quote_tic(struct text *out, const char *words)
{
    quote(out, words, true);
}

static double across(double x)
{
    return x / THEME_WIDTH;
}

/* The script knows the height of its page (theme_start()). */
#define UP "1-%.2f/height"

void theme_label(struct text *script, double x, double y, enum theme_align align, struct theme_words look,
                 const char *words)
{
    static const char *const sides[] = {"left", "center", "right"};
    text_add(script, "set label ");
    theme_quote(script, words);
    text_printf(script, " at screen %.5f," UP " %s noenhanced front font '" THEME_FONT "%s,%g' tc rgb '%s'\n",
                across(x), y, sides[align], look.bold ? ":Bold" : "", look.points, look.colour);
}

void theme_point(struct text *script, double x, double y, const char *mark)
{
    text_printf(script, "set label '' at screen %.5f," UP " point %s front\n", across(x), y, mark);
}

void theme_box(struct text *script, double x, double y, double width, double height, const char *colour)
{
    text_printf(script,
                "set object rectangle from screen %.5f," UP " to screen %.5f," UP " fillstyle solid noborder "
                "fillcolor rgb '%s'\n",
                across(x), y + height, across(x + width), y, colour);
}

void theme_line(struct text *script, double x1, double y1, double x2, double y2, const char *colour, double weight,
                const char *more)
{
    text_printf(script, "set arrow from screen %.5f," UP " to screen %.5f," UP " nohead lc rgb '%s' lw %g %s\n",
                across(x1), y1, across(x2), y2, colour, weight, more);
}

void theme_margins(struct text *script, struct theme_area area)
{
    text_printf(script, "set lmargin at screen %.5f; set rmargin at screen %.5f\n", across(area.left),
                across(area.right));
    text_printf(script, "set tmargin at screen " UP "; set bmargin at screen " UP "\n", area.top, area.bottom);
}

void theme_start(struct text *script, double height)
{
    text_printf(script, "height = %.0f\n", height);
    text_add(script,
             "set encoding utf8\n"
             "if (form eq 'svg') {\n"
             "    set terminal svg size 960,height dynamic noenhanced font '" THEME_FONT ",11' fontscale 1.3333\n"
             "} else {\n"
             "    set terminal pngcairo size 1920,2*height noenhanced font '" THEME_FONT ",11' fontscale 2 linewidth 2 "
             "pointscale 2\n"
             "}\n"
             "unset key\n"
             "set border 1 linecolor rgb '" THEME_DARK "'\n"
             "set xtics nomirror out scale 0.5 textcolor rgb '" THEME_DARK "'\n"
             "set ytics nomirror scale 0 textcolor rgb '" THEME_DARK "'\n"
             "set grid noxtics ytics back linetype 1 linecolor rgb '" THEME_GRID "' linewidth 0.8\n"
             "set style fill solid 1 noborder\n"
             "set samples 2\n");
}
