/* The quality statement, item by item as STRESS-DES asks (Monks and others, Journal of Simulation, 2019): objectives,
 * logic, data, experimentation, implementation, access. What the run knows is filled in; what only people know comes from
 * the scenario's section `statement`, and a blank is shown as one. */
#include <math.h>
#include <stdio.h>

#include "report/html_parts.h"

static void item(struct table *table, const char *name, const struct text *words)
{
    table_cell(table, name);
    table_cell(table, words->at);
}

/* What a person stated, or what to write where. */
static void stated(struct table *table, const char *name, const char *words, const char *key)
{
    bool blank = words == NULL || words[0] == '\0';
    table_cell(table, name);
    if (blank)
        table_printf(table, "BLANK. To fill it in, write statement.%s in the scenario.", key);
    else
        table_cell(table, words);
}

static void begin(struct table *table, const char *caption)
{
    table_caption(table, caption);
    table_column(table, TABLE_WORDS, "Item");
    table_column(table, TABLE_WORDS, "Statement");
}

static void finish(const struct html_page *page, struct table *table)
{
    table_html(table, NULL, page->out);
    table_release(table);
}

static void objectives(const struct html_page *page)
{
    const struct plan *plan = page->run->ensemble->plan;
    struct table table = {0};
    begin(&table, "Objectives");
    stated(&table, "Purpose", plan->statement.purpose, "purpose");
    table_cell(&table, "Outputs");
    table_printf(&table, "%zu target%s judged on each run; %d weekly measures of the service and of %zu team%s.",
                 plan->targets.count, plan->targets.count == 1 ? "" : "s", (int)METRIC_COUNT, plan->teams.count,
                 plan->teams.count == 1 ? "" : "s");
    table_cell(&table, "What is tried");
    table_printf(&table, "%zu lever%s in the scenario%s%s.", plan->levers.count, plan->levers.count == 1 ? "" : "s",
                 page->run->changed != NULL ? "; changed for this run: " : "",
                 page->run->changed != NULL ? page->run->changed : "");
    finish(page, &table);
}

static void logic(const struct html_page *page)
{
    const struct plan *plan = page->run->ensemble->plan;
    struct table table = {0};
    begin(&table, "Logic");
    table_cell(&table, "Entities");
    table_cell(&table, "Cases (children) and workers, one by one; each case has its own length of stay and each worker "
                       "a grade, a contract and cases.");
    table_cell(&table, "Activities and queues");
    table_printf(&table,
                 "%zu stage%s, each worked by one team or by nobody. A case waits without a worker until one has room; "
                 "overload makes the hands-on part of every stage of that worker longer.",
                 plan->pathway.count, plan->pathway.count == 1 ? "" : "s");
    table_cell(&table, "Resources");
    table_printf(&table,
                 "%zu team%s with posts, permanent staff, vacancies and agency workers; %zu recruitment "
                 "channel%s and %zu pipeline%s bring people.",
                 plan->teams.count, plan->teams.count == 1 ? "" : "s", plan->recruitment.count,
                 plan->recruitment.count == 1 ? "" : "s", plan->pipelines.count, plan->pipelines.count == 1 ? "" : "s");
    table_cell(&table, "Managers");
    table_cell(&table, brief_managers(plan));
    finish(page, &table);
}

static void data(const struct html_page *page)
{
    const struct plan *plan = page->run->ensemble->plan;
    const struct figures *figures = &page->figures;
    struct table table = {0};
    begin(&table, "Data");
    table_cell(&table, "Sources");
    table_printf(&table,
                 "%zu figures have a source, %zu are assumptions, %zu are choices and %zu are defaults; %s \"Where the "
                 "figures come from\".",
                 figures_standing(figures, FIGURE_SOURCED), figures_standing(figures, FIGURE_ASSUMED),
                 figures_standing(figures, FIGURE_CHOSEN), figures_standing(figures, FIGURE_DEFAULT),
                 page->run->edition_of == PUBLICATION_OF_COMPARISON ? "those that rest on judgement alone are under"
                                                                    : "each is under");
    stated(&table, "Preparation", plan->statement.preparation, "preparation");
    stated(&table, "Validation", plan->statement.validation, "validation");
    finish(page, &table);
}

static void experimentation(const struct html_page *page)
{
    const struct ensemble *ensemble = page->run->ensemble;
    const struct plan_clock *clock = &ensemble->plan->clock;
    struct table table = {0};
    struct text precision = {0};
    char weeks[WORDS_SHORT], warm_up[WORDS_SHORT], runs[WORDS_SHORT];
    words_weeks(clock->length, weeks);
    words_weeks(clock->warm_up, warm_up);
    words_number((double)ensemble->runs, 0, runs);
    if (page->run->stopped != NULL) {
        stopping_words(page->run->stopped, &precision);
        words_kept(ensemble, &precision);
    } else
        brief_precision(&page->brief, &precision);
    begin(&table, "Experimentation");
    table_cell(&table, "Start");
    table_printf(&table, "From the stated opening position%s%s.", clock->warm_up > 0 ? ", with a warm-up of " : "",
                 clock->warm_up > 0 ? warm_up : ", without a warm-up");
    table_cell(&table, "Length");
    table_cell(&table, weeks);
    item(&table, "Precision", &precision);
    table_cell(&table, "Replications");
    table_printf(&table, "%s, %s.", runs,
                 ensemble->block > 0 ? "each with uncertain inputs drawn by Latin hypercube in blocks of 50"
                                     : "with uncertain inputs at their likely values");
    finish(page, &table);
    text_release(&precision);
}

static void implementation(const struct html_page *page)
{
    struct table table = {0};
    begin(&table, "Implementation");
    table_cell(&table, "Software");
    table_printf(&table, "Headroom %s; compiler and libraries are in manifest.json.", page->run->version);
    table_cell(&table, "Random numbers");
    table_printf(&table,
                 "Philox4x32-10, addressed by seed (%llu), replication, purpose and entity, so that the number "
                 "of processors changes nothing.",
                 (unsigned long long)page->run->seed);
    table_cell(&table, "Execution");
    table_cell(&table, "Discrete events within a week, measures at its end.");
    finish(page, &table);
}

static void access(const struct html_page *page)
{
    const struct plan_statement *statement = &page->run->ensemble->plan->statement;
    struct table table = {0};
    begin(&table, "Access and responsibility");
    table_cell(&table, "Program");
    table_cell(&table, "Free software under the GNU General Public License, version 3 or later.");
    stated(&table, "Scenario and data", statement->access, "access");
    stated(&table, "Analyst", statement->analyst, "analyst");
    stated(&table, "Independent check", statement->reviewer, "reviewer");
    stated(&table, "Signed off", statement->signed_off, "signed_off");
    finish(page, &table);
}

void html_quality_items(const struct html_page *page)
{
    objectives(page);
    logic(page);
    data(page);
    experimentation(page);
    implementation(page);
    access(page);
}

/* Beyond 53 bits no JSON number that is read as a double has all digits, so such a seed has no id. */
static void add_seed(const struct html_page *page, struct text *out)
{
    char shown[24];
    snprintf(shown, sizeof shown, "%llu", (unsigned long long)page->run->seed);
    trail_say(page->brief.trail,
              &(struct trail_figure){
                  .shown = shown, .what = "seed", .form = TRAIL_PLAIN, .file = "summary.json", .given = true},
              &(struct trail_place){.at = "",
                                    .column = "seed",
                                    .value = page->run->seed < 1ULL << 53 ? (double)page->run->seed : (double)NAN},
              out);
}

void html_quality(const struct html_page *page)
{
    const struct ensemble *ensemble = page->run->ensemble;
    struct text runs = {0}, seed = {0};
    html_open(page, "quality", "Quality statement");
    brief_say_summary(&page->brief, "", "runs", "runs", (double)ensemble->runs, &runs);
    add_seed(page, &seed);
    html_paragraph(
        page,
        "Headroom %s ran the scenario \"%s\" %s times with seed %s. The same version, scenario, seed and runs "
        "give the same numbers; manifest.json lists the inputs and outputs with their checksums%s. The items below are those of STRESS, "
        "the reporting guideline for simulation studies.",
        page->run->version, ensemble->plan->name, runs.at, seed.at,
        page->run->publication ? "" : ", and resolved.yaml is the whole scenario with every default written out");
    html_quality_items(page);
    html_paragraph(page, "All figures are in series.csv (every measure, team and week)%s.",
                   page->run->publication ? "" : " and summary.json");
    html_close(page);
    text_release(&runs);
    text_release(&seed);
}
