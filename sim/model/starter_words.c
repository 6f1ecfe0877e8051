#include "model/starter_words.h"

const char *const starter_team_names[STARTER_TEAMS] = {"assessment", "family-safeguarding", "looked-after",
                                                       "disabilities"};
const char *const starter_team_titles[STARTER_TEAMS] = {"Assessment", "Family safeguarding", "Looked after",
                                                        "Children with disabilities"};

void starter_add_quoted(struct text *out, const char *words)
{
    text_add(out, "\"");
    for (; *words; words++) {
        if (*words == '"' || *words == '\\')
            text_add(out, "\\");
        text_add_n(out, words, 1);
    }
    text_add(out, "\"");
}

void starter_add_day(struct text *out, calendar_day day)
{
    char iso[11];
    calendar_iso(day, iso);
    text_add(out, iso);
}

void starter_add_title(struct text *out, const char *before, const char *council, const char *after)
{
    struct text title = {0};
    text_printf(&title, "%s%s%s", before, council, after);
    starter_add_quoted(out, title.at);
    text_release(&title);
}
