#include "report/package.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/streams.h"

/* Charts and workbooks are small; anything larger was not made here. */
#define FILE_LIMIT ((size_t)64 << 20)

bool package_add(struct package *package, const char *name, const struct text *text, char why[static 256])
{
    const char *bytes = text->at != NULL ? text->at : "";
    if (!folder_write(package->folder, name, bytes, text->length, why))
        return false;
    manifest_add(&package->manifest, name, bytes, text->length);
    return true;
}

static bool add_resolved(struct package *package, const struct result_run *run, char why[static 256])
{
    struct text text = {0};
    FILE *out = mem_open_text(&text.at, &text.length);
    bool written = scenario_write(run->scenario, run->table, NULL, false, run->diag, out);
    mem_close_text(out);
    if (!written)
        snprintf(why, 256, "the resolved scenario could not be written out");
    written = written && package_add(package, "resolved.yaml", &text, why);
    free(text.at);
    return written;
}

/* resolved.yaml names it, and is to run where it lies. */
static bool add_history(struct package *package, const struct result_run *run, char why[static 256])
{
    const struct history *history = run->history;
    if (history == NULL || history->bytes == NULL)
        return true;
    manifest_add(&package->manifest, history->file, history->bytes, history->length);
    return folder_write(package->folder, history->file, history->bytes, history->length, why);
}

static bool add_streams(struct package *package, const struct result_run *run, char why[static 256])
{
    struct text text = {0};
    streams_write(&(const struct rng_registry *){&run->prepared->registry}, 1, &text);
    bool written = package_add(package, "streams.csv", &text, why);
    text_release(&text);
    return written;
}

bool package_add_scenario(struct package *package, const struct result_run *run, char why[static 256])
{
    return run->publication ||
           (add_resolved(package, run, why) && add_history(package, run, why) && add_streams(package, run, why));
}

void package_note(struct package *package, const char *name)
{
    struct text path = {0};
    text_printf(&path, "%s/%s", package->folder->work, name);
    const char *missing;
    size_t length;
    char *bytes = file_read(path.at, FILE_LIMIT, &length, &missing);
    if (bytes != NULL)
        manifest_add(&package->manifest, name, bytes, length);
    free(bytes);
    text_release(&path);
}

static void note_chart(struct package *package, const char *slug)
{
    static const char *const endings[] = {"svg", "png", "gp", "csv"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct text name = {0};
        text_printf(&name, "charts/%s.%s", slug, endings[i]);
        package_note(package, name.at);
        text_release(&name);
    }
}

void package_note_charts(struct package *package, const struct chart_set *charts)
{
    for (size_t i = 0; i < charts->count; i++)
        note_chart(package, charts->charts[i].slug);
}

bool package_close(struct package *package, const struct result_run *run, char why[static 256])
{
    struct text text = {0};
    manifest_write(&package->manifest, run, &text);
    bool written = folder_write(package->folder, "manifest.json", text.at, text.length, why);
    text_release(&text);
    return written;
}

void package_release(struct package *package)
{
    manifest_release(&package->manifest);
}
