/* Errors while filling, and the rules between fields. */
#include <stdarg.h>

#include "base/text.h"
#include "scenario/param_internal.h"

enum { QUOTE_MAX = 60, SUGGEST_MAX = 500, LIST_MAX = 16, TELL_MAX = 200 };

void param_mark_failed(struct section *section)
{
    for (; section != NULL; section = section->up)
        section->failed = true;
}

__attribute__((format(printf, 5, 0))) static void add_problem(struct fill *fill, struct place at, const char *path,
                                                              bool warning, const char *format, va_list arguments)
{
    struct text message = {0};
    text_vprintf(&message, format, arguments);
    const char *shown = path != NULL && *path != '\0' ? path : NULL;
    if (warning)
        diag_warning(fill->diag, at, shown, "%s", message.at);
    else
        diag_error(fill->diag, at, shown, "%s", message.at);
    text_release(&message);
}

void param_fail(struct fill *fill, const struct slot *slot, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_problem(fill, slot->at, slot->path, false, format, arguments);
    va_end(arguments);
    param_mark_failed(slot->section);
}

void param_fail_at(struct fill *fill, struct section *section, struct place at, const char *path, const char *format,
                   ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_problem(fill, at, path, false, format, arguments);
    va_end(arguments);
    param_mark_failed(section);
}

const char *param_quote(struct fill *fill, const char *text)
{
    size_t length = strlen(text);
    if (length <= QUOTE_MAX && strchr(text, '\n') == NULL)
        return text;
    size_t cut = strcspn(text, "\n");
    cut = cut < QUOTE_MAX ? cut : QUOTE_MAX;
    while (cut > 0 && ((unsigned char)text[cut] & 0xC0) == 0x80)
        cut--;
    return arena_printf(fill->arena, "%.*s...", (int)cut, text);
}

const char *param_suggest(struct fill *fill, const char *word, const char *const *candidates, size_t count,
                          const char *what)
{
    /* Hostile files may ask thousands of times, among thousands. */
    bool worth_while = count > 0 && count <= SUGGEST_MAX && strlen(word) <= QUOTE_MAX && fill->diag->errors < TELL_MAX;
    if (!worth_while)
        return "";
    const char *near = text_nearest(word, candidates, count);
    if (near != NULL)
        return arena_printf(fill->arena, "; did you mean \"%s\"?", near);
    struct text list = {0};
    text_printf(&list, "; %s: ", what);
    for (size_t i = 0; i < count && i < LIST_MAX; i++)
        text_printf(&list, "%s%s", i == 0 ? "" : ", ", candidates[i]);
    if (count > LIST_MAX)
        text_add(&list, ", ...");
    const char *suggestion = arena_copy(fill->arena, list.at);
    text_release(&list);
    return suggestion;
}

/* --- rules between fields --- */

void param_check_later(struct fill *fill, struct section *section)
{
    mem_grow(&fill->checks, &fill->check_capacity, fill->check_count + 1, sizeof *fill->checks);
    fill->checks[fill->check_count++] = section;
}

void param_check_all(struct fill *fill)
{
    for (size_t i = 0; i < fill->check_count; i++) {
        struct param_check check = {fill, fill->checks[i]};
        if (!check.section->failed)
            check.section->table->check(&check, check.section->base);
    }
}

/* The value at `key` when it was given, else the section. */
static struct place place_of(const struct param_check *check, const char *key)
{
    const struct section *section = check->section;
    if (key == NULL || section->node == NULL)
        return section->at;
    const struct node *node = tree_find(section->node, key);
    if (node == NULL)
        node = param_member(section->table, section->node, key);
    if (node == NULL)
        return section->at;
    return node->kind == NODE_SCALAR && !tree_is_empty(node) ? node->at : node->key_at;
}

static const char *path_of(const struct param_check *check, const char *key)
{
    return key == NULL ? check->section->path : param_join(check->fill->arena, check->section->path, key);
}

void param_wrong(struct param_check *check, const char *key, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_problem(check->fill, place_of(check, key), path_of(check, key), false, format, arguments);
    va_end(arguments);
}

void param_doubt(struct param_check *check, const char *key, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_problem(check->fill, place_of(check, key), path_of(check, key), true, format, arguments);
    va_end(arguments);
}

const void *param_root(const struct param_check *check)
{
    return check->fill->values;
}

const char *param_path(const struct param_check *check)
{
    return check->section->path;
}
