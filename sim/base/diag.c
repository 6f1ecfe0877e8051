#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum {
    PROBLEM_LIMIT = 200,
    LINE_WIDTH = 120,
    MARGIN = 8, /* "   12 | " */
    TAB = 8,
};

int diag_file(struct diag *diag, const char *name, const char *text, size_t length)
{
    mem_grow(&diag->files, &diag->file_capacity, diag->file_count + 1, sizeof *diag->files);
    struct diag_file *file = &diag->files[diag->file_count];
    file->name = mem_copy_text(name);
    file->text = mem_new(length + 1, 1);
    if (length)
        memcpy(file->text, text, length);
    file->length = length;
    return (int)diag->file_count++;
}

static void release_problem(struct problem *problem)
{
    free(problem->path);
    free(problem->message);
}

static bool is_known(const struct diag *diag, struct place place, const char *message)
{
    for (size_t i = 0; i < diag->count; i++) {
        const struct problem *old = &diag->problems[i];
        if (old->place.file == place.file && old->place.line == place.line && old->place.column == place.column &&
            text_equal(old->message, message))
            return true;
    }
    return false;
}

/* Makes room for an error by giving up a warning, so that what stops the run is always among what is shown. */
static bool drop_warning(struct diag *diag)
{
    for (size_t i = diag->count; i-- > 0;) {
        if (!diag->problems[i].warning)
            continue;
        release_problem(&diag->problems[i]);
        memmove(&diag->problems[i], &diag->problems[i + 1], (diag->count - i - 1) * sizeof *diag->problems);
        diag->count--;
        return true;
    }
    return false;
}

__attribute__((format(printf, 5, 0))) static void add(struct diag *diag, bool warning, struct place place,
                                                      const char *path, const char *format, va_list arguments)
{
    struct text message = {0};
    text_vprintf(&message, format, arguments);
    if (is_known(diag, place, message.at)) {
        text_release(&message);
        return;
    }
    diag->errors += !warning;
    if (diag->count == PROBLEM_LIMIT) {
        diag->left_out++;
        if (warning || !drop_warning(diag)) {
            text_release(&message);
            return;
        }
    }
    mem_grow(&diag->problems, &diag->capacity, diag->count + 1, sizeof *diag->problems);
    diag->problems[diag->count++] = (struct problem){
        .place = place,
        .path = path ? mem_copy_text(path) : NULL,
        .message = message.at,
        .warning = warning,
    };
}

void diag_error(struct diag *diag, struct place place, const char *path, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(diag, false, place, path, format, arguments);
    va_end(arguments);
}

void diag_warning(struct diag *diag, struct place place, const char *path, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(diag, true, place, path, format, arguments);
    va_end(arguments);
}

static bool stands_after(const struct place *a, const struct place *b)
{
    if (a->file != b->file)
        return a->file > b->file;
    if (a->line != b->line)
        return a->line > b->line;
    return a->column > b->column;
}

/* By insertion: stable, which qsort() does not promise, and there are at most PROBLEM_LIMIT. */
static void sort(struct diag *diag)
{
    for (size_t i = 1; i < diag->count; i++) {
        struct problem moved = diag->problems[i];
        size_t at = i;
        for (; at > 0 && stands_after(&diag->problems[at - 1].place, &moved.place); at--)
            diag->problems[at] = diag->problems[at - 1];
        diag->problems[at] = moved;
    }
}

static const char *find_line(const struct diag_file *file, int number, size_t *length)
{
    const char *line = file->text, *end = file->text + file->length;
    for (int i = 1; i < number; i++) {
        line = memchr(line, '\n', (size_t)(end - line));
        if (!line)
            return NULL;
        line++;
    }
    const char *stop = memchr(line, '\n', (size_t)(end - line));
    if (!stop)
        stop = end;
    if (stop > line && stop[-1] == '\r')
        stop--;
    *length = (size_t)(stop - line);
    return line;
}

/* A line as it stands on the screen: tabs reach to the next stop, every other character is one column wide. */
struct view {
    const char *line;
    size_t length;
    long width;
    long caret, caret_end; /* columns from 0; caret_end is one behind */
    long first, last;      /* the columns that are shown; last is one behind */
};

static long next_column(long column, char c)
{
    return c == '\t' ? (column / TAB + 1) * TAB : column + 1;
}

static void measure(struct view *view, struct place place)
{
    long column = 0, character = 1;
    long end = (long)place.column + (place.length > 1 ? place.length : 1);
    view->caret = view->caret_end = -1;
    for (size_t at = 0; at < view->length; character++) {
        if (character == place.column)
            view->caret = column;
        if (character == end)
            view->caret_end = column;
        size_t size = text_character(view->line + at, view->length - at);
        column = next_column(column, view->line[at]);
        at += size ? size : 1;
    }
    view->width = column;
    /* A place just behind the line (something is missing there) keeps its caret. */
    if (view->caret < 0)
        view->caret = column;
    if (view->caret_end <= view->caret)
        view->caret_end = view->caret < column ? column : view->caret + 1;
}

static void choose_window(struct view *view)
{
    const long room = LINE_WIDTH - MARGIN;
    view->first = 0;
    view->last = room;
    if (view->width <= room && view->caret_end <= room)
        return;
    long shown = view->caret_end - view->caret < room / 2 ? view->caret_end - view->caret : room / 2;
    long first = view->caret - (room - shown) / 2;
    if (first > view->width - room + 1)
        first = view->width - room + 1;
    view->first = first > 0 ? first : 0;
    view->last = view->first + room;
    if (view->caret_end > view->last)
        view->caret_end = view->last;
}

static void put_line(FILE *out, const struct view *view)
{
    static const char dots[] = "...";
    const long cut = (long)sizeof dots - 1;
    long from = view->first > 0 ? view->first + cut : 0;
    long to = view->width > view->last ? view->last - cut : view->width;
    if (view->first > 0)
        fputs(dots, out);
    long column = 0;
    for (size_t at = 0; at < view->length && column < to;) {
        size_t size = text_character(view->line + at, view->length - at);
        long next = next_column(column, view->line[at]);
        if (view->line[at] == '\t')
            for (long i = column; i < next; i++)
                fputs(i >= from && i < to ? " " : "", out);
        else if (column >= from)
            text_put_character(out, view->line + at, view->length - at);
        column = next;
        at += size ? size : 1;
    }
    if (view->width > view->last)
        fputs(dots, out);
    fputc('\n', out);
}

static void put_snippet(FILE *out, const struct diag_file *file, struct place place)
{
    struct view view = {0};
    view.line = find_line(file, place.line, &view.length);
    if (!view.line)
        return;
    measure(&view, place);
    choose_window(&view);
    fprintf(out, "%5d | ", place.line);
    put_line(out, &view);
    if (place.column < 1)
        return;
    fprintf(out, "      | %*s^", (int)(view.caret - view.first), "");
    for (long i = view.caret + 1; i < view.caret_end; i++)
        fputc('~', out);
    fputc('\n', out);
}

static void put_problem(FILE *out, const struct diag *diag, const struct problem *problem)
{
    struct place place = problem->place;
    const struct diag_file *file =
        place.file >= 0 && (size_t)place.file < diag->file_count ? &diag->files[place.file] : NULL;
    if (file) {
        text_put_clean(out, file->name);
        if (place.line > 0)
            fprintf(out, ":%d", place.line);
        if (place.line > 0 && place.column > 0)
            fprintf(out, ":%d", place.column);
        fputs(": ", out);
    }
    if (problem->warning)
        fputs("warning: ", out);
    if (problem->path && problem->path[0]) {
        text_put_clean(out, problem->path);
        fputs(": ", out);
    }
    text_put_clean(out, problem->message);
    fputc('\n', out);
    if (file && place.line > 0)
        put_snippet(out, file, place);
}

void diag_print(struct diag *diag, FILE *out)
{
    sort(diag);
    for (size_t i = 0; i < diag->count; i++)
        put_problem(out, diag, &diag->problems[i]);
    if (diag->left_out)
        fprintf(out, "and %zu more like these\n", diag->left_out);
}

void diag_release(struct diag *diag)
{
    for (size_t i = 0; i < diag->file_count; i++) {
        free(diag->files[i].name);
        free(diag->files[i].text);
    }
    for (size_t i = 0; i < diag->count; i++)
        release_problem(&diag->problems[i]);
    free(diag->files);
    free(diag->problems);
    *diag = (struct diag){0};
}
