/* Why one option differs from the baseline: what each of its parts does alone, and what they do together beyond that. */
#include "report/comparison_kept.h"
#include "report/html_comparison_parts.h"

void html_comparison_drivers(const struct comparison_page *page)
{
    if (page->comparison->drivers == NULL)
        return;
    html_comparison_open(page, "drivers", "Why an option differs");
    html_comparison_said(page, "p", "drivers");
    html_comparison_kept_table(page, "drivers", "The option in all");
    markup_element(
        page->out, "p class=\"note\"",
        "Parts are levers, pipelines and other sections that differ; those that are no scenario without each other "
        "are one part. In every run the effects and the interaction add up to the whole. Student's t intervals, "
        "95 per cent over the parts and the interaction together.");
    html_frame_close(page->out);
}
