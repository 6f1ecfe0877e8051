/* From libyaml's events to nodes, and from libyaml's complaints to words that help. */
#include <yaml.h>

#include "base/mem.h"
#include "base/text.h"
#include "scenario/tree.h"
#include "scenario/tree_build.h"

struct reader {
    struct arena *arena;
    struct diag *diag;
    struct place start; /* of the first character */
    const char *text;   /* without a byte order mark */
    size_t length;
    yaml_parser_t yaml;
    size_t nodes;
    bool told_sharing; /* anchors, aliases and merge keys are one mistake */
    bool lost_values;  /* an alias or a merge key stood for something that is not known now */
};

static struct place place_of(const struct reader *reader, yaml_mark_t from, yaml_mark_t to)
{
    struct place place = reader->start;
    place.line += (int)from.line;
    place.column = (int)from.column + (from.line == 0 ? reader->start.column : 1);
    place.length = to.line == from.line ? (int)(to.column - from.column) : 0;
    return place;
}

/* --- what libyaml says, said plainly --- */

struct explanation {
    const char *problem; /* how libyaml's words start */
    const char *plain;
};

static const struct explanation explanations[] = {
    {"mapping values are not allowed in this context",
     "there is a second \": \" here, or the line is indented too far, or the line above lacks its \":\"; put a value that "
     "holds \": \" in quotes"},
    {"did not find expected key",
     "this line does not fit the lines above: check its indentation, and quotes or brackets that were not closed"},
    {"did not find expected ',' or '}'", "this { is not closed, or a comma is missing between its values"},
    {"did not find expected ',' or ']'", "this [ is not closed, or a comma is missing between its values"},
    {"could not find expected ':'", "this line is no \"key: value\"; is there a \":\" and a space after the key?"},
    {"found unexpected end of stream", "a quote is opened here and never closed"},
    {"found unexpected document indicator", "a quote is opened here and never closed"},
    {"found unknown escape character", "\"\\\" has a special meaning in double quotes; use single quotes"},
    {"did not find expected hexdecimal number", "\"\\\" has a special meaning in double quotes; use single quotes"},
    {"found invalid Unicode character escape code", "\"\\\" has a special meaning in double quotes; use single quotes"},
    {"did not find expected alphabetic or numeric character", "a value that starts with & or * must be put in quotes"},
    {"did not find expected '-' indicator", "this line does not fit the list above it: check its indentation"},
    {"block sequence entries are not allowed in this context", "a list item \"- \" cannot stand here"},
    {"block mapping keys are not allowed", "a key cannot stand here: check the indentation"},
    {"mapping keys are not allowed in this context", "a value cannot start with \"? \"; put it in quotes"},
    {"did not find expected node content", "a value is missing here"},
    {"did not find expected <document start>",
     "something stands after the end of the document; one file is one scenario"},
    {"found a tab character", "there is a tab in the indentation; use spaces"},
    {"found undefined tag handle", "a value that starts with ! must be put in quotes; tags are not used here"},
    {"found a %", "a value that starts with % must be put in quotes"},
    {"found unknown directive name", "a line cannot start with %; put the value in quotes"},
    {"found incompatible YAML document", "remove the line %YAML: it is not needed"},
};

/* The byte at which a mark stands: libyaml counts characters. */
static const char *byte_at(const struct reader *reader, size_t characters)
{
    const char *at = reader->text, *end = reader->text + reader->length;
    while (at < end && characters > 0) {
        at++;
        while (at < end && ((unsigned char)*at & 0xC0) == 0x80)
            at++;
        characters--;
    }
    return at;
}

static void explain(struct reader *reader)
{
    const yaml_parser_t *yaml = &reader->yaml;
    /* libyaml has no words for a lack of memory */
    if (yaml->error == YAML_MEMORY_ERROR || yaml->problem == NULL)
        mem_exhausted();
    const char *problem = yaml->problem;
    const char *context = yaml->context == NULL ? "" : yaml->context;
    static const char *const from_start[] = {"quoted scalar", "alias", "anchor", "directive", "flow"};
    bool start = false;
    for (size_t i = 0; i < sizeof from_start / sizeof *from_start; i++)
        start |= strstr(context, from_start[i]) != NULL;
    yaml_mark_t mark = start ? yaml->context_mark : yaml->problem_mark;
    struct place place = place_of(reader, mark, mark);
    if (text_starts(problem, "found character that cannot start any token")) {
        char first = *byte_at(reader, mark.index);
        if (first == '\t')
            diag_error(reader->diag, place, NULL, "there is a tab here; indent with spaces");
        else
            diag_error(reader->diag, place, NULL, "a value cannot start with \"%c\"; put it in quotes", first);
        return;
    }
    if (strstr(context, "while parsing a tag") != NULL || strstr(context, "while scanning a tag") != NULL) {
        diag_error(reader->diag, place, NULL,
                   "a value that starts with ! must be put in quotes; tags are not used here");
        return;
    }
    if (strstr(context, "directive") != NULL) {
        diag_error(reader->diag, place, NULL, "a line cannot start with %%; put the value in quotes");
        return;
    }
    for (size_t i = 0; i < sizeof explanations / sizeof *explanations; i++) {
        if (text_starts(problem, explanations[i].problem)) {
            diag_error(reader->diag, place, NULL, "%s", explanations[i].plain);
            return;
        }
    }
    diag_error(reader->diag, place, NULL, "this cannot be read as YAML (%s)", problem);
}

/* --- before parsing --- */

/* How many bytes the character at `at` has, 0 when it is none that a scenario may hold. libyaml counts NEL, LS and PS as
 * line ends, which no editor does, so they would upset every line number: refused with the control characters. */
static size_t character_length(const char *at, size_t left)
{
    unsigned char first = (unsigned char)*at;
    if (first == '\r')
        return left > 1 && at[1] == '\n' ? 1 : 0;
    size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (length > left || !text_is_clean(at, length))
        return 0;
    bool c1 = first == 0xC2 && (unsigned char)at[1] < 0xA0;
    bool separator =
        first == 0xE2 && (unsigned char)at[1] == 0x80 && ((unsigned char)at[2] == 0xA8 || (unsigned char)at[2] == 0xA9);
    bool mark = first == 0xEF && (unsigned char)at[1] == 0xBB && (unsigned char)at[2] == 0xBF;
    return c1 || separator || mark ? 0 : length;
}

static bool is_readable_text(const struct reader *reader)
{
    struct place place = reader->start;
    size_t i = 0;
    while (i < reader->length) {
        size_t length = character_length(reader->text + i, reader->length - i);
        if (length == 0) {
            unsigned char byte = (unsigned char)reader->text[i];
            if (i == 0 && byte >= 0xFE) {
                diag_error(reader->diag, place, NULL, "the file is UTF-16; save it as UTF-8");
            } else if (byte < 0x80) {
                diag_error(reader->diag, place, NULL,
                           "there is a control character here (byte %d); is this a text file?", byte);
            } else {
                diag_error(reader->diag, place, NULL,
                           "there is a character here that is not UTF-8 text, or is invisible "
                           "(byte %d); save the file as UTF-8",
                           byte);
            }
            return false;
        }
        if (reader->text[i] == '\n') {
            place.line++;
            place.column = 1;
        } else {
            place.column++;
        }
        i += length;
    }
    return true;
}

static bool is_small_enough(const struct reader *reader)
{
    if (reader->length <= TREE_BYTES_LIMIT)
        return true;
    struct place whole = {.file = reader->start.file};
    diag_error(reader->diag, whole, NULL, "is larger than 1 MiB; a scenario is a few hundred lines");
    return false;
}

/* --- events to nodes --- */

static bool next_event(struct reader *reader, yaml_event_t *event)
{
    if (yaml_parser_parse(&reader->yaml, event))
        return true;
    explain(reader);
    return false;
}

static void refuse_sharing(struct reader *reader, struct place place)
{
    if (!reader->told_sharing) {
        diag_error(reader->diag, place, NULL,
                   "anchors (&), aliases (*) and merge keys (<<) are not used here; write the "
                   "values out, or use extends");
    }
    reader->told_sharing = true;
}

static void refuse_extras(struct reader *reader, struct place place, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor != NULL)
        refuse_sharing(reader, place);
    if (tag != NULL)
        diag_error(reader->diag, place, NULL, "tags (!) are not used here; put the value in quotes");
}

static const char *scalar_text(struct reader *reader, struct place place, const yaml_event_t *event)
{
    const char *bytes = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    if (!text_is_clean(bytes, length)) {
        diag_error(reader->diag, place, NULL, "a backslash here makes a control character; use single quotes");
        return "";
    }
    return arena_copy_n(reader->arena, bytes, length);
}

static struct node *read_value(struct reader *reader, yaml_event_t *event, int depth);

static struct node *read_scalar(struct reader *reader, const yaml_event_t *event)
{
    struct node *node = arena_new(reader->arena, 1, sizeof *node);
    node->kind = NODE_SCALAR;
    node->at = place_of(reader, event->start_mark, event->end_mark);
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    node->text = scalar_text(reader, node->at, event);
    refuse_extras(reader, node->at, event->data.scalar.anchor, event->data.scalar.tag);
    return node;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* {pay: £5,500 per year} is pay: £5 and a key "500 per year" without a value. */
static bool is_split_by_comma(const struct node *before, const struct node *node)
{
    if (before->kind != NODE_SCALAR || before->quoted || !tree_is_empty(node) || !is_digit(node->key[0]) ||
        before->text[0] == '\0')
        return false;
    if (text_starts(before->text, "£"))
        return true;
    bool thousands = is_digit(node->key[1]) && is_digit(node->key[2]) && !is_digit(node->key[3]);
    return thousands && is_digit(before->text[0]) && is_digit(before->text[strlen(before->text) - 1]);
}

/* Says so, and puts the value together again so that nothing else is said about it. */
static void mend_commas(struct reader *reader, struct node *map)
{
    size_t kept = 0;
    struct node *mended = NULL;
    for (size_t i = 0; i < map->count; i++) {
        struct node *node = map->items[i];
        if (kept > 0 && is_split_by_comma(map->items[kept - 1], node)) {
            mended = map->items[kept - 1];
            mended->text = arena_printf(reader->arena, "%s,%s", mended->text, node->key);
            continue;
        }
        if (mended != NULL) {
            diag_error(reader->diag, mended->at, NULL, "a comma inside { } ends a value; put it in quotes: %s: \"%s\"",
                       mended->key, mended->text);
            mended = NULL;
        }
        map->items[kept++] = node;
    }
    if (mended != NULL) {
        diag_error(reader->diag, mended->at, NULL, "a comma inside { } ends a value; put it in quotes: %s: \"%s\"",
                   mended->key, mended->text);
    }
    map->count = kept;
}

/* The first of each key stays. by_key is in order of (key, place). */
static void refuse_repeats(struct reader *reader, struct node *map)
{
    size_t repeats = 0;
    const struct node *first = NULL;
    for (size_t i = 0; i < map->count; i++) {
        struct node *node = map->by_key[i];
        if (first == NULL || !text_equal(first->key, node->key)) {
            first = node;
            continue;
        }
        diag_error(reader->diag, node->key_at, NULL, "\"%s\" is given twice; the first is on line %d, column %d",
                   node->key, first->key_at.line, first->key_at.column);
        node->key = NULL;
        repeats++;
    }
    if (repeats == 0)
        return;
    size_t kept = 0;
    for (size_t i = 0; i < map->count; i++)
        if (map->items[i]->key != NULL)
            map->items[kept++] = map->items[i];
    map->count = kept;
    tree_index(reader->arena, map);
}

/* Reads a key into *key; false when parsing cannot go on. */
static bool read_key(struct reader *reader, const yaml_event_t *event, const char **key, struct place *place)
{
    *place = place_of(reader, event->start_mark, event->end_mark);
    if (event->type != YAML_SCALAR_EVENT) {
        if (event->type == YAML_ALIAS_EVENT) {
            refuse_sharing(reader, *place);
        } else {
            place->length = 0;
            diag_error(reader->diag, *place, NULL, "a key must be plain words, not something in brackets");
        }
        return false;
    }
    refuse_extras(reader, *place, event->data.scalar.anchor, event->data.scalar.tag);
    *key = scalar_text(reader, *place, event);
    if (text_equal(*key, "<<")) {
        refuse_sharing(reader, *place);
        reader->lost_values = true;
    } else if (**key == '\0') {
        diag_error(reader->diag, *place, NULL, "there is no key before the \":\"");
        return false;
    }
    return true;
}

static bool read_map(struct reader *reader, struct node *map, bool in_braces, int depth)
{
    for (;;) {
        yaml_event_t event;
        if (!next_event(reader, &event))
            return false;
        if (event.type == YAML_MAPPING_END_EVENT) {
            yaml_event_delete(&event);
            break;
        }
        const char *key = NULL;
        struct place key_at;
        bool good = read_key(reader, &event, &key, &key_at);
        yaml_event_delete(&event);
        if (!good || !next_event(reader, &event))
            return false;
        struct node *child = read_value(reader, &event, depth + 1);
        if (child == NULL)
            return false;
        child->key = key;
        child->key_at = key_at;
        if (tree_is_empty(child))
            child->at = key_at; /* libyaml puts it where the next thing starts */
        if (!text_equal(key, "<<"))
            tree_append(reader->arena, map, child);
    }
    if (in_braces)
        mend_commas(reader, map);
    tree_index(reader->arena, map);
    refuse_repeats(reader, map);
    return true;
}

static bool read_list(struct reader *reader, struct node *list, int depth)
{
    for (;;) {
        yaml_event_t event;
        if (!next_event(reader, &event))
            return false;
        if (event.type == YAML_SEQUENCE_END_EVENT) {
            yaml_event_delete(&event);
            return true;
        }
        struct node *child = read_value(reader, &event, depth + 1);
        if (child == NULL)
            return false;
        tree_append(reader->arena, list, child);
    }
}

/* Takes over the event. Null when parsing cannot go on; that has been said then. */
static struct node *read_value(struct reader *reader, yaml_event_t *event, int depth)
{
    struct place place = place_of(reader, event->start_mark, event->end_mark);
    struct node *node = NULL;
    bool good = true;
    if (depth > TREE_DEPTH_LIMIT) {
        diag_error(reader->diag, place, NULL, "is nested more than %d deep", TREE_DEPTH_LIMIT);
        good = false;
    } else if (++reader->nodes > TREE_NODES_LIMIT) {
        diag_error(reader->diag, place, NULL, "the file holds more than 50,000 values");
        good = false;
    } else if (event->type == YAML_ALIAS_EVENT) {
        refuse_sharing(reader, place);
        reader->lost_values = true;
        node = tree_scalar(reader->arena, "", place);
    } else if (event->type == YAML_SCALAR_EVENT) {
        node = read_scalar(reader, event);
    } else {
        node = arena_new(reader->arena, 1, sizeof *node);
        node->at = place;
        if (event->type == YAML_MAPPING_START_EVENT) {
            node->kind = NODE_MAP;
            refuse_extras(reader, place, event->data.mapping_start.anchor, event->data.mapping_start.tag);
            good = read_map(reader, node, event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE, depth);
        } else {
            node->kind = NODE_LIST;
            refuse_extras(reader, place, event->data.sequence_start.anchor, event->data.sequence_start.tag);
            good = read_list(reader, node, depth);
        }
    }
    yaml_event_delete(event);
    return good ? node : NULL;
}

/* --- documents --- */

static bool read_expected(struct reader *reader, yaml_event_type_t expected)
{
    yaml_event_t event;
    if (!next_event(reader, &event))
        return false;
    bool good = event.type == expected;
    yaml_event_delete(&event);
    return good;
}

static struct node *read_document(struct reader *reader)
{
    yaml_event_t event;
    if (!read_expected(reader, YAML_STREAM_START_EVENT) || !next_event(reader, &event))
        return NULL;
    if (event.type == YAML_STREAM_END_EVENT) {
        yaml_event_delete(&event);
        struct place whole = {.file = reader->start.file};
        diag_error(reader->diag, whole, NULL, "is empty; a scenario starts with \"schema: 1\"");
        return NULL;
    }
    yaml_event_delete(&event);
    if (!next_event(reader, &event))
        return NULL;
    struct node *root = read_value(reader, &event, 1);
    if (root == NULL || !read_expected(reader, YAML_DOCUMENT_END_EVENT) || !next_event(reader, &event))
        return NULL;
    if (event.type != YAML_STREAM_END_EVENT) {
        diag_error(reader->diag, place_of(reader, event.start_mark, event.end_mark), NULL,
                   "a second document starts here; one file is one scenario, and extends joins files");
    }
    yaml_event_delete(&event);
    return reader->lost_values ? NULL : root;
}

static struct node *parse(struct reader *reader)
{
    if (!is_small_enough(reader) || !is_readable_text(reader))
        return NULL;
    if (!yaml_parser_initialize(&reader->yaml))
        mem_exhausted();
    yaml_parser_set_encoding(&reader->yaml, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader->yaml, (const unsigned char *)reader->text, reader->length);
    struct node *root = read_document(reader);
    yaml_parser_delete(&reader->yaml);
    return root;
}

struct node *tree_parse(struct arena *arena, struct diag *diag, int file)
{
    struct reader reader = {.arena = arena, .diag = diag, .start = {.file = file, .line = 1, .column = 1}};
    reader.text = diag->files[file].text;
    reader.length = diag->files[file].length;
    if (reader.length >= 3 && memcmp(reader.text, "\xEF\xBB\xBF", 3) == 0) {
        reader.text += 3;
        reader.length -= 3;
    }
    return parse(&reader);
}

struct node *tree_parse_value(struct arena *arena, struct diag *diag, const char *text, struct place start)
{
    struct reader reader = {.arena = arena, .diag = diag, .start = start, .text = text, .length = strlen(text)};
    return parse(&reader);
}
