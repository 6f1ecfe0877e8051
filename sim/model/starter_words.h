/* What the files of a starter are written with; for starter_write.c and starter_options.c alone. */
#ifndef MODEL_STARTER_WORDS_H
#define MODEL_STARTER_WORDS_H

#include "model/starter.h"

extern const char *const starter_team_names[STARTER_TEAMS], *const starter_team_titles[STARTER_TEAMS];

/* A double-quoted YAML string; control characters were refused where the words came in. */
void starter_add_quoted(struct text *out, const char *words);
/* 2021-01-04 */
void starter_add_day(struct text *out, calendar_day day);
/* A quoted title with the council's name in it. */
void starter_add_title(struct text *out, const char *before, const char *council, const char *after);

#endif
