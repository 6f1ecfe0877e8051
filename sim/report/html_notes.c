#include <ctype.h>

#include "report/html_parts.h"

static void reading(const struct html_page *page)
{
    html_open(page, "reading", "How to read this");
    text_add(page->out, "<dl>\n");
    html_frame_term(
        page->out, "Runs",
        "Each run is one possible future of the service, from the same first day, with its own luck: who is referred, who "
        "leaves, who can be recruited. A single run is never the answer.");
    html_frame_term(
        page->out, "Median, and 80% of runs",
        "Half of the runs lie below the median. \"22.6 (20.1 to 25.4)\" says that the middle 80% of runs lie between 20.1 and "
        "25.4: one in ten lies below and one in ten above. This is the spread of single futures. More runs do not make it "
        "narrower.");
    html_frame_term(
        page->out, "95% interval of a chance",
        "How well this number of runs pins the chance down. More runs make it narrower. It says nothing about whether the "
        "assumptions are right.");
    html_frame_term(
        page->out, "Chances",
        "No chance is given as 0% or 100%, because a limited number of runs cannot show that. \"Meets\" is said from 90% "
        "upwards.");
    text_add(page->out, "</dl>\n");
    html_close(page);
}

static void terms(const struct html_page *page)
{
    static const enum metric metrics[] = {
        METRIC_CASELOAD,     METRIC_CASELOAD_EXPERIENCED, METRIC_WAITING,   METRIC_VACANCIES, METRIC_UNCOVERED,
        METRIC_AGENCY_SHARE, METRIC_VACANCY_RATE,         METRIC_EFFECTIVE, METRIC_STRETCH};
    html_open(page, "terms", "Terms");
    text_add(page->out, "<dl class=\"terms\">\n");
    for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++) {
        const struct metric_info *info = metric_info(metrics[i]);
        struct text meaning = {0};
        text_printf(&meaning, "%s (%s).", info->help, info->unit);
        meaning.at[0] = (char)toupper((unsigned char)meaning.at[0]);
        html_frame_term(page->out, info->label, meaning.at);
        text_release(&meaning);
    }
    html_frame_term(
        page->out, "Newly qualified",
        "A social worker in the assessed and supported year in employment (ASYE). Qualified staff, with a protected caseload.");
    html_frame_term(page->out, "FTE", "Full-time equivalents: two half-time workers are one.");
    html_frame_term(page->out, "Unallocated", "Open, but without a worker. An unallocated case does not progress.");
    text_add(page->out, "</dl>\n");
    html_close(page);
}

static void quality(const struct html_page *page)
{
    const struct ensemble *ensemble = page->run->ensemble;
    struct text precision = {0};
    char runs[WORDS_SHORT];
    words_number((double)ensemble->runs, 0, runs);
    if (page->run->stopped != NULL)
        stopping_words(page->run->stopped, &precision);
    else
        brief_precision(&page->brief, &precision);
    html_open(page, "quality", "Quality");
    html_paragraph(
        page,
        "Headroom %s ran the scenario \"%s\" %s times with seed %llu. The same version, scenario, seed and runs "
        "give the same numbers; manifest.json lists the inputs and outputs with their checksums, and "
        "resolved.yaml is the whole scenario with every default written out.",
        page->run->version, ensemble->plan->name, runs, (unsigned long long)page->run->seed);
    html_paragraph(page, "%s", precision.at);
    html_paragraph(page, "All figures are in series.csv (every measure, team and week) and summary.json.");
    text_release(&precision);
    html_close(page);
}

static void limits(const struct html_page *page)
{
    html_open(page, "limits", "What this does not say");
    text_add(page->out, "<ul>\n");
    const char *const lines[] = {
        "The model reports staffing and caseload; never the chance of an inspection grade, and never that a caseload is safe.",
        "It measures neither the quality of practice nor outcomes for children. What it does not measure may still matter: "
        "that is not evidence of no effect.",
        "It knows nothing of decisions that are not in the scenario.",
        brief_managers(page->run->ensemble->plan),
        "A figure that is an assumption stays one, however many runs are made of it.",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        markup_element(page->out, "li", lines[i]);
    text_add(page->out, "</ul>\n");
    html_close(page);
}

void html_notes(const struct html_page *page)
{
    reading(page);
    terms(page);
    quality(page);
    limits(page);
}
