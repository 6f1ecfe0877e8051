#include "report/publication.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

const char *const *publication_withheld(enum publication_of of)
{
    static const char *const run[] = {
        "Counts of 1 to 5 children or cases, and of 6 and 7, which would round to 5: \"" PUBLICATION_WORDS
        "\" here, " PUBLICATION_MARK " in series.csv. Other counts of children are rounded to the nearest 5.",
        "Where one such count could be found by subtracting from a total, a second one.",
        "What agencies and other suppliers charge, the lines of spending that would give it away (money.csv has sums), "
        "and remarks on both.",
        "Files that hold every input or unrounded counts: resolved.yaml, summary.json, the history of observed figures.",
        NULL};
    static const char *const comparison[] = {
        "Counts of 1 to 5 children or cases, and of 6 and 7, which would round to 5: \"" PUBLICATION_WORDS
        "\" here, " PUBLICATION_MARK " in CSV files. Other counts of children are rounded to the nearest 5.",
        "Every difference between two counts of children, which with a rounded count would give back the exact one, and "
        "counts of children of single teams.",
        "How many agency staff there are or would be, since the extra cost over them would be what they charge, and every "
        "input that speaks of them; staff by team and date; what other suppliers charge. Who knows a service well may still "
        "form a rough idea of a charge from caseload and cost.",
        "The scrutiny annex, which tells both, and the files that hold every input or unrounded counts; manifest.json names "
        "them.",
        NULL};
    static const char *const study[] = {
        "Inputs that count 1 to 7 children, families or cases.",
        "What agencies and other suppliers charge, and remarks on it.",
        "Files that hold every input: resolved.yaml, streams.csv, the history of observed figures.", NULL};
    return of == PUBLICATION_OF_RUN ? run : of == PUBLICATION_OF_COMPARISON ? comparison : study;
}

const char *const *publication_left_out(enum publication_of of)
{
    static const char *const run[] = {"resolved.yaml",
                                      "summary.json",
                                      "streams.csv",
                                      "fluid.csv",
                                      "figures.json",
                                      "headroom.xlsx",
                                      "files of observed figures",
                                      "charts that count children",
                                      NULL};
    static const char *const comparison[] = {"comparison.yaml",
                                             "the scenario of each option (NAME.yaml)",
                                             "comparison.json",
                                             "scrutiny.json",
                                             "streams.csv",
                                             "headroom.xlsx",
                                             "files of observed figures",
                                             "charts/mix",
                                             NULL};
    static const char *const study[] = {"resolved.yaml", "streams.csv", "files of observed figures", NULL};
    return of == PUBLICATION_OF_RUN ? run : of == PUBLICATION_OF_COMPARISON ? comparison : study;
}

bool publication_counts_children(enum metric metric)
{
    return publication_counts_unit(metric_info(metric)->unit);
}

bool publication_counts_unit(const char *unit)
{
    return text_equal(unit, "cases") || text_equal(unit, "children");
}

bool publication_is_small(double value)
{
    return value > 0 && value < 7.5;
}

double publication_round(double value)
{
    return 5 * round(value / 5);
}

void publication_mark(const double *values, size_t count, bool *withheld)
{
    size_t small = 0, next = count;
    for (size_t i = 0; i < count; i++) {
        withheld[i] = publication_is_small(values[i]);
        small += withheld[i];
        if (!withheld[i] && values[i] > 0 && (next == count || values[i] < values[next]))
            next = i;
    }
    if (small == 1 && next < count)
        withheld[next] = true;
}

bool publication_is_rate(const char *path, const char *value)
{
    static const char *const rates[] = {"money.agency", "money.recruitment.placement", "managed_teams"};
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
        if (strstr(path, rates[i]) != NULL || (value != NULL && strstr(value, rates[i]) != NULL))
            return true;
    return false;
}

/* Is there a number from 1 to 5 in it that is no percentage? */
static bool has_small_number(const char *value)
{
    for (const char *at = value; *at != '\0';) {
        char *end;
        double number = strtod(at, &end);
        if (end == at) {
            at++;
            continue;
        }
        if (publication_is_small(number) && *end != '%')
            return true;
        at = end;
    }
    return false;
}

const char *publication_replaces(const char *path, const char *value)
{
    bool opening = text_starts(path, "pathway.") && strstr(path, ".opening") != NULL;
    bool children =
        opening || strstr(value, "child") != NULL || strstr(value, "famil") != NULL || strstr(value, "case") != NULL;
    if (publication_is_rate(path, value))
        return "withheld";
    return children && has_small_number(value) ? PUBLICATION_WORDS : NULL;
}

const char *publication_replaces_priced(const char *path, const char *value)
{
    return strstr(path, "agency") != NULL || strstr(value, "agency") != NULL ? "withheld"
                                                                             : publication_replaces(path, value);
}

bool publication_holds_priced(const char *name)
{
    return strstr(name, "agency") == NULL && !text_equal(name, "response_seats");
}

bool publication_holds_file(const char *name)
{
    static const char *const names[] = {"series.csv",      "money.csv",  "report.html", "comparison.csv",
                                        "decision.csv",    "regret.csv", "drivers.csv", "sweep.csv",
                                        "sweep.json",      "solve.csv",  "solve.json",  "sensitivity.csv",
                                        "sensitivity.json"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal(name, names[i]))
            return true;
    return false;
}

static bool holds_chart(const char *slug)
{
    /* Ratios, shares, chances, staff and sums of money; none counts children. */
    static const char *const slugs[] = {"caseload", "teams",     "pressure", "overload", "bands",    "workforce",
                                        "dates",    "pipelines", "spending", "options",  "frontier", "spend",
                                        "regret",   "waterfall", "sweep",    "solve",    "tornado"};
    for (size_t i = 0; i < sizeof slugs / sizeof *slugs; i++)
        if (text_equal(slug, slugs[i]))
            return true;
    return false;
}

static void remove_files(const struct folder *folder, const char *slug)
{
    static const char *const endings[] = {"svg", "png", "gp", "csv"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct text path = {0};
        text_printf(&path, "%s/charts/%s.%s", folder->work, slug, endings[i]);
        unlink(path.at);
        text_release(&path);
    }
}

void publication_keep_charts(const struct folder *folder, struct chart_set *set)
{
    struct chart_set dropped = {.charts = mem_new(set->count + 1, sizeof *dropped.charts)};
    size_t kept = 0;
    for (size_t i = 0; i < set->count; i++)
        if (holds_chart(set->charts[i].slug))
            set->charts[kept++] = set->charts[i];
        else {
            remove_files(folder, set->charts[i].slug);
            dropped.charts[dropped.count++] = set->charts[i];
        }
    set->count = kept;
    chart_set_release(&dropped);
}
