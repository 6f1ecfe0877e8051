#include "report/scrutiny.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/scrutiny_parts.h"
#include "report/written.h"

typedef void answer_fn(struct scrutiny *scrutiny);

static const struct {
    const char *key, *words;
    answer_fn *answer;
} questions[] = {
#define QUESTION(id, key, words, answer) {key, words, answer},
#include "report/questions.def"
#undef QUESTION
};

const char *scrutiny_key(enum scrutiny_question question)
{
    return questions[question].key;
}

const char *scrutiny_words(enum scrutiny_question question)
{
    return questions[question].words;
}

const char *scrutiny_standing_word(enum scrutiny_standing standing)
{
    static const char *const words[] = {[SCRUTINY_ANSWERED] = "answered",
                                        [SCRUTINY_PARTLY] = "partly answered",
                                        [SCRUTINY_NEEDS_MORE] = "needs another run",
                                        [SCRUTINY_UNMEASURED] = "not measured"};
    return words[standing];
}

void scrutiny_answer(const struct comparison *comparison, enum scrutiny_question question,
                     struct scrutiny_answer *answer)
{
    struct scrutiny scrutiny = {.comparison = comparison,
                                .decision = comparison->decision,
                                .options = comparison->options,
                                .count = comparison->count,
                                .brief = {.ensemble = &comparison->options[0].dates, .prepared = comparison->prepared},
                                .answer = answer};
    *answer = (struct scrutiny_answer){0};
    scrutiny.week = brief_week(&scrutiny.brief, scrutiny.decision->judged);
    brief_month(&scrutiny.brief, scrutiny.week, &scrutiny.month);
    questions[question].answer(&scrutiny);
    text_release(&scrutiny.month);
}

void scrutiny_release(struct scrutiny_answer *answer)
{
    text_release(&answer->words);
    text_release(&answer->basis);
    text_release(&answer->command);
    table_release(&answer->table);
}

/* --- for machines --- */

static json_t *text_of(const struct text *text)
{
    return text->length > 0 ? json_string(text->at) : json_null();
}

static json_t *answer_of(const struct comparison *comparison, enum scrutiny_question question)
{
    struct scrutiny_answer answer;
    json_t *object = json_object();
    scrutiny_answer(comparison, question, &answer);
    json_object_set_new(object, "number", json_integer((json_int_t)question + 1));
    json_object_set_new(object, "key", json_string(scrutiny_key(question)));
    json_object_set_new(object, "question", json_string(scrutiny_words(question)));
    json_object_set_new(object, "standing", json_string(scrutiny_standing_word(answer.standing)));
    json_object_set_new(object, "answer", text_of(&answer.words));
    json_object_set_new(object, "table", answer.table.cell_count > 0 ? written_table(&answer.table) : json_null());
    json_object_set_new(object, "basis", text_of(&answer.basis));
    json_object_set_new(object, "command", text_of(&answer.command));
    scrutiny_release(&answer);
    return object;
}

void scrutiny_write_json(const struct comparison *comparison, struct text *out)
{
    json_t *root = json_object(), *answers = json_array();
    json_object_set_new(root, "format", json_integer(1));
    json_object_set_new(root, "program", json_string("headroom"));
    json_object_set_new(root, "version", json_string(comparison->version));
    json_object_set_new(root, "name", json_string(comparison->name));
    json_object_set_new(root, "notice", comparison->notice ? json_string(comparison->notice) : json_null());
    for (int i = 0; i < SCRUTINY_COUNT; i++)
        json_array_append_new(answers, answer_of(comparison, (enum scrutiny_question)i));
    json_object_set_new(root, "questions", answers);
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    text_add(out, text);
    text_add(out, "\n");
    free(text);
    json_decref(root);
}
