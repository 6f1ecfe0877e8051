/* Scrutiny: the questions that members and officers put to a plan, each answered from one comparison.
 *
 * The list is closed (questions.def). Every answer is computed, says for which date, what its range is and which measures it
 * was made of; what a comparison cannot answer is said so plainly, with the command that could. The report of a comparison
 * shows all of them as its scrutiny annex, and scrutiny.json has them for machines. Nothing here simulates. */
#ifndef REPORT_SCRUTINY_H
#define REPORT_SCRUTINY_H

#include "base/text.h"
#include "report/comparison.h"
#include "report/table.h"

#define SCRUTINY_FILE "scrutiny.json"

enum scrutiny_question {
#define QUESTION(id, key, words, answer) SCRUTINY_##id,
#include "report/questions.def"
#undef QUESTION
    SCRUTINY_COUNT
};

enum scrutiny_standing {
    SCRUTINY_ANSWERED,
    SCRUTINY_PARTLY,     /* `command` answers the rest */
    SCRUTINY_NEEDS_MORE, /* `command` would answer it */
    SCRUTINY_UNMEASURED  /* no command does */
};

/* Zeroed is empty. Owned; scrutiny_release(). Texts may be empty (at null) but for `words`. */
struct scrutiny_answer {
    enum scrutiny_standing standing;
    struct text words;   /* the answer, in sentences */
    struct text basis;   /* how it was computed, from which measures, and what the ranges are */
    struct text command; /* what would answer the rest, as it is typed in the folder of the comparison */
    struct table table;
};

const char *scrutiny_key(enum scrutiny_question question);
const char *scrutiny_words(enum scrutiny_question question);
/* "answered", "partly answered", "needs another run", "not measured" */
const char *scrutiny_standing_word(enum scrutiny_standing standing);

void scrutiny_answer(const struct comparison *comparison, enum scrutiny_question question,
                     struct scrutiny_answer *answer);
void scrutiny_release(struct scrutiny_answer *answer);

/* scrutiny.json */
void scrutiny_write_json(const struct comparison *comparison, struct text *out);

#endif
