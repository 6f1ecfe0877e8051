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

void html_withheld(const struct html_page *page)
{
    if (!page->run->publication)
        return;
    html_frame_withheld(page->out, page->run->edition_of);
}

void html_notes(const struct html_page *page)
{
    reading(page);
    html_withheld(page);
    html_quality(page);
    limits(page);
    html_terms(page);
}
