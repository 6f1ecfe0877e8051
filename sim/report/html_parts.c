#include "report/html_parts.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void html_open_page(const struct html_page *page, const char *what, const struct html_link *links, size_t count)
{
    const struct plan *plan = page->run->ensemble->plan;
    const char *title = plan->title != NULL && plan->title[0] != '\0' ? plan->title : plan->name;
    html_frame_head(page->out, title, what, plan->notice);
    if (count > 0)
        html_frame_contents(page->out, links, count);
    html_frame_main(page->out);
}

void html_close_page(const struct html_page *page)
{
    struct text made = {0};
    text_printf(&made, "Made by Headroom %s from the scenario \"%s\", seed ", page->run->version,
                page->run->ensemble->plan->name);
    brief_say_input(&page->brief, "clock.seed", &made, "%llu", (unsigned long long)page->run->seed);
    text_add(&made, ".");
    html_frame_foot(page->out, page->run->ensemble->plan->notice, made.at);
    text_release(&made);
}

void html_open(const struct html_page *page, const char *id, const char *title)
{
    if (page->brief.trail != NULL)
        page->brief.trail->place = title;
    html_frame_open(page->out, id, title);
}

void html_close(const struct html_page *page)
{
    html_frame_close(page->out);
}

void html_paragraph(const struct html_page *page, const char *format, ...)
{
    struct text words = {0};
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(&words, format, arguments);
    va_end(arguments);
    markup_element(page->out, "p", words.at);
    text_add(page->out, "\n");
    text_release(&words);
}

void html_path(const struct html_page *page, struct table *table, const char *path)
{
    if (page->brief.trail != NULL)
        table_path(table, path);
}

void html_kept_given(const struct html_page *page, struct table *table, const struct html_kept *kept)
{
    table_figure(table,
                 trail_keep(page->brief.trail,
                            &(struct trail_figure){.shown = table_last(table),
                                                   .what = kept->what,
                                                   .file = kept->file != NULL ? kept->file : "summary.json",
                                                   .form = kept->form,
                                                   .decimals = kept->decimals,
                                                   .given = true},
                            &(struct trail_place){.at = kept->at, .column = kept->column, .value = kept->value}));
}

void html_kept(const struct html_page *page, struct table *table, const struct html_kept *kept)
{
    struct trail *trail = page->brief.trail;
    html_kept_given(page, table, kept);
    if (trail != NULL && isfinite(kept->value)) {
        trail_input(trail, "teams");
        trail_input(trail, "pathway");
        trail_shared_inputs(trail);
    }
}

void html_say_count(const struct html_page *page, const char *at, const char *column, const char *what, size_t count,
                    struct text *out)
{
    char shown[24];
    snprintf(shown, sizeof shown, "%zu", count);
    trail_say(page->brief.trail,
              &(struct trail_figure){
                  .shown = shown, .what = what, .file = "summary.json", .form = TRAIL_PLAIN, .given = true},
              &(struct trail_place){.at = at, .column = column, .value = (double)count}, out);
}

/* How long the path is that a setting starts with; 0 when it is no setting. */
static size_t setting_path(const char *words)
{
    size_t length = strspn(words, "abcdefghijklmnopqrstuvwxyz0123456789_-.");
    return words[length] == '=' ? length : 0;
}

/* Where a setting ends: before the next, or before what is only counted. */
static size_t setting_end(const char *words)
{
    static const char comma[] = ", ", rest[] = " and ";
    for (const char *at = words; *at != '\0'; at++)
        if ((text_starts(at, comma) && setting_path(at + sizeof comma - 1) > 0) || text_starts(at, rest))
            return (size_t)(at - words);
    return strlen(words);
}

void html_say_changed(const struct html_page *page, struct text *out)
{
    for (const char *at = page->run->changed; *at != '\0';) {
        struct text path = {0};
        size_t named = setting_path(at), whole = named > 0 ? setting_end(at) : strcspn(at, "=");
        text_add_n(&path, at, named);
        if (named > 0)
            brief_say_input(&page->brief, path.at, out, "%.*s", (int)whole, at);
        else
            text_add_n(out, at, whole);
        at += whole;
        for (; text_starts(at, ", "); at += 2)
            text_add(out, ", ");
        text_release(&path);
        if (named == 0 && *at == '=') {
            text_add(out, at);
            break;
        }
    }
}

void html_measures(const struct html_page *page, const char *caption, const enum metric *metrics, size_t count)
{
    const struct ensemble *ensemble = page->run->ensemble;
    size_t samples[] = {0, page->sample, ensemble->samples - 1};
    size_t columns = page->sample > 0 && page->sample + 1 < ensemble->samples ? 3 : 2;
    if (columns == 2)
        samples[1] = ensemble->samples - 1;
    struct table table = {0};
    table_caption(&table, caption);
    table_column(&table, TABLE_WORDS, "Measure");
    for (size_t i = 0; i < columns; i++) {
        struct text when = {0};
        brief_when(&page->brief, ensemble->times[samples[i]], &when);
        table_column(&table, TABLE_NUMBERS, when.at);
        text_release(&when);
    }
    for (size_t row = 0; row < count; row++) {
        size_t series = metric_series(&ensemble->layout, metrics[row], METRIC_SERVICE);
        const char *unit = metric_info(metrics[row])->unit;
        struct text name = {0};
        brief_measure(&page->brief, series, true, &name);
        if (!text_equal(unit, "share"))
            text_printf(&name, " (%s)", unit);
        table_cell(&table, name.at);
        text_release(&name);
        for (size_t i = 0; i < columns; i++) {
            struct text spread = {0};
            brief_spread(&page->brief, series, samples[i], &spread);
            table_cell(&table, spread.at);
            table_figure(&table, brief_trail_level(&page->brief, caption, series, samples[i], BRIEF_SPREAD, spread.at));
            text_release(&spread);
        }
    }
    table_html(&table, NULL, page->out);
    table_release(&table);
}
