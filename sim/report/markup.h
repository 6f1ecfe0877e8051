/* Markup: text for HTML, escaped so that nothing a user wrote can become markup.
 *
 * Every word that does not come from this program's own source passes through markup_text() or the %s of
 * markup_printf(). */
#ifndef REPORT_MARKUP_H
#define REPORT_MARKUP_H

#include "base/text.h"

/* Appends words with & < > " ' as entities; control characters but tab and newline are dropped. Null adds nothing. What
 * markup_mark() marked becomes <span id=...>, closed at the end of the words at the latest. */
void markup_text(struct text *out, const char *words);

/* Appends what printf would make of format and arguments, escaped as a whole: the format is text, not markup. */
void markup_printf(struct text *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* <TAG>words</TAG>, escaped; `tag` may hold attributes ("p class=note"), which are this program's own. */
void markup_element(struct text *out, const char *tag, const char *words);

/* Appends plain words that markup_text() will set within an element of their own, with the attributes of the figure: so a
 * sentence is written as plain text and its numbers keep their ids. Marks are control characters; 0 appends the bare words. */
void markup_mark(struct text *out, size_t figure, const char *words);

/* The same for a figure of the scenario, whose id is its path ("targets.average-18.at_most"): shown when it is pointed at. */
void markup_mark_path(struct text *out, const char *path, const char *words);

/* The attributes of a figure that can be traced (trail.h): id and data-figure, F12 for 12. Nothing for 0. */
void markup_figure(struct text *out, size_t figure);

/* The attribute of an element that is about one path of the scenario; no id, since a path may be shown more than once. A path
 * that a letter of its own could make into something else adds nothing. */
void markup_path(struct text *out, const char *path);

#endif
