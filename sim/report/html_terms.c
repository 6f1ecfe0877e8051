/* The glossary: of all words that need one, those that this report uses. */
#include <ctype.h>
#include <string.h>

#include "report/html_parts.h"

/* Does the page so far hold the words, in whatever case? */
static bool is_used(const struct text *page, const char *words)
{
    size_t length = strlen(words);
    for (const char *at = page->at; at != NULL && *at != '\0'; at++)
        if (tolower((unsigned char)*at) == words[0] && strncasecmp(at, words, length) == 0)
            return true;
    return false;
}

/* Words of the field and of simulation; measures explain themselves by their rows. `used` is how the page writes it, in
 * small letters. */
static const struct {
    const char *word, *used, *meaning;
} glossary[] = {
    {"Agency worker", "agency", "A worker supplied by an agency, who covers a vacancy without ending it."},
    {"Band", "80% of runs", "The range that holds a stated share of the runs: the spread of single futures."},
    {"Break-even", "breaks even", "When what a pipeline has given in all first exceeds what it has taken, for good."},
    {"Case holder", "case", "A worker who holds at least one case. Others do not count in a caseload."},
    {"Common random numbers", "common random numbers",
     "Each child, post and worker meets the same luck in every scenario, so that differences come from the scenarios."},
    {"Establishment", "posts", "The posts that are funded, filled or not."},
    {"FTE", "fte", "Full-time equivalents: two half-time workers are one."},
    {"Hands-on share", "hands_on",
     "The part of a stage's length that waits for the worker rather than for somebody else."},
    {"Interval", "95% interval",
     "How well this number of runs pins a chance down. More runs make it narrower; better assumptions do not."},
    {"Lever", "levers.", "A dated change to an input, such as posts from a day on."},
    {"Median", "median", "Half of the runs lie below it and half above."},
    {"Newly qualified", "newly qualified",
     "A social worker in the assessed and supported year in employment (ASYE). Qualified, with a protected caseload."},
    {"Nominal duration", "nominal duration", "How long a stage takes when its worker is not overloaded."},
    {"Re-referral", "re-referral", "A child who was closed and is referred again."},
    {"Replication", "run", "One run: one possible future, from the same first day, with its own luck."},
    {"Short-term child in need", "child in need", "A child helped under a plan that is not a protection plan."},
    {"Suppressed", "suppressed", "Left out because it could tell about a single child."},
    {"Target met", "\"meets\"", "Met in at least 90% of runs, with every condition of the target."},
    {"Unallocated", "unallocated", "Open, but without a worker. An unallocated case does not progress."},
    {"Uncertain input", "uncertain input",
     "A figure given as likely, low and high; one chance in ten lies beyond either."},
    {"Warm-up", "warm-up", "Time at the start that is simulated and not reported."},
};

void html_terms_used(const struct text *before, struct text *out)
{
    for (size_t i = 0; i < sizeof glossary / sizeof *glossary; i++)
        if (is_used(before, glossary[i].used))
            html_frame_term(out, glossary[i].word, glossary[i].meaning);
}

void html_terms(const struct html_page *page)
{
    static const enum metric metrics[] = {
        METRIC_CASELOAD,     METRIC_CASELOAD_EXPERIENCED, METRIC_WAITING,   METRIC_VACANCIES, METRIC_UNCOVERED,
        METRIC_AGENCY_SHARE, METRIC_VACANCY_RATE,         METRIC_EFFECTIVE, METRIC_STRETCH};
    struct text before = {0};
    text_add(&before, page->out->at);
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
    html_terms_used(&before, page->out);
    text_add(page->out, "</dl>\n");
    html_close(page);
    text_release(&before);
}
