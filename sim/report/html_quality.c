/* The quality statement, item by item as STRESS-DES asks (Monks and others, Journal of Simulation, 2019): objectives,
 * logic, data, experimentation, implementation, access. What the run knows is filled in; what only people know comes from
 * the scenario's section `statement`, and a blank is shown as one. */
#include <math.h>
#include <stdio.h>

#include "report/html_parts.h"
#include "report/shown.h"

static void item(struct table *table, const char *name, const struct text *words)
{
    table_cell(table, name);
    table_cell(table, words->at);
}

/* What a person stated, or what to write where. */
static void stated(const struct html_page *page, struct table *table, const char *name, const char *words,
                   const char *key)
{
    bool blank = words == NULL || words[0] == '\0';
    char path[64];
    snprintf(path, sizeof path, "statement.%s", key);
    table_cell(table, name);
    if (!blank)
        html_path(page, table, path);
    if (blank)
        table_printf(table, "BLANK. To fill it in, write statement.%s in the scenario.", key);
    else
        table_cell(table, words);
}

/* "3 teams": how many there are in a section of the scenario. */
static void say_section(const struct html_page *page, const char *section, size_t count, const char *noun,
                        struct text *out)
{
    brief_say_input(&page->brief, section, out, "%zu", count);
    text_printf(out, " %s%s", noun, count == 1 ? "" : "s");
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
    stated(page, &table, "Purpose", plan->statement.purpose, "purpose");
    struct text outputs = {0}, tried = {0};
    say_section(page, "targets", plan->targets.count, "target", &outputs);
    text_printf(&outputs, " judged on each run; %d weekly measures of the service and of ", (int)METRIC_COUNT);
    say_section(page, "teams", plan->teams.count, "team", &outputs);
    text_add(&outputs, ".");
    item(&table, "Outputs", &outputs);
    say_section(page, "levers", plan->levers.count, "lever", &tried);
    text_add(&tried, " in the scenario");
    if (page->run->changed != NULL) {
        text_add(&tried, "; changed for this run: ");
        html_say_changed(page, &tried);
    }
    text_add(&tried, ".");
    item(&table, "What is tried", &tried);
    finish(page, &table);
    text_release(&outputs);
    text_release(&tried);
}

static void logic(const struct html_page *page)
{
    const struct plan *plan = page->run->ensemble->plan;
    struct table table = {0};
    begin(&table, "Logic");
    table_cell(&table, "Entities");
    table_cell(&table, "Cases (children) and workers, one by one; each case has its own length of stay and each worker "
                       "a grade, a contract and cases.");
    struct text activities = {0}, resources = {0};
    say_section(page, "pathway", plan->pathway.count, "stage", &activities);
    text_add(&activities, ", each worked by one team or by nobody. A case waits without a worker until one has room; "
                          "overload makes the hands-on part of every stage of that worker longer.");
    item(&table, "Activities and queues", &activities);
    say_section(page, "teams", plan->teams.count, "team", &resources);
    text_add(&resources, " with posts, permanent staff, vacancies and agency workers; ");
    say_section(page, "recruitment", plan->recruitment.count, "recruitment channel", &resources);
    text_add(&resources, " and ");
    say_section(page, "pipelines", plan->pipelines.count, "pipeline", &resources);
    text_add(&resources, " bring people.");
    item(&table, "Resources", &resources);
    text_release(&activities);
    text_release(&resources);
    table_cell(&table, "Managers");
    table_cell(&table, brief_managers(plan));
    finish(page, &table);
}

static void data(const struct html_page *page)
{
    const struct plan *plan = page->run->ensemble->plan;
    struct table table = {0};
    struct text sources = {0};
    begin(&table, "Data");
    html_say_standing(page, FIGURE_SOURCED, &sources);
    text_add(&sources, " figures have a source, ");
    html_say_standing(page, FIGURE_ASSUMED, &sources);
    text_add(&sources, " are assumptions, ");
    html_say_standing(page, FIGURE_CHOSEN, &sources);
    text_add(&sources, " are choices and ");
    html_say_standing(page, FIGURE_DEFAULT, &sources);
    text_printf(&sources, " are defaults; %s \"Where the figures come from\".",
                page->run->edition_of == PUBLICATION_OF_COMPARISON ? "those that rest on judgement alone are under"
                                                                   : "each is under");
    item(&table, "Sources", &sources);
    text_release(&sources);
    stated(page, &table, "Preparation", plan->statement.preparation, "preparation");
    stated(page, &table, "Validation", plan->statement.validation, "validation");
    finish(page, &table);
}

/* The sentence of a run that stopped by itself is one figure. */
static void add_precision(const struct html_page *page, struct table *table)
{
    const struct stopping_look *stopped = page->run->stopped;
    struct text words = {0};
    if (stopped == NULL)
        brief_precision(&page->brief, &words);
    else {
        stopping_words(stopped, &words);
        words_kept(page->run->ensemble, &words);
    }
    item(table, "Precision", &words);
    text_release(&words);
    if (stopped == NULL)
        return;
    struct shown_stop stop = shown_stop(stopped);
    html_kept(page, table,
              &(struct html_kept){.what = "how precise the runs are, half an interval's width, and what was asked",
                                  .file = "manifest.json",
                                  .at = "/stopping/told",
                                  .column = "half_width",
                                  .value = stop.half,
                                  .decimals = stop.decimals});
    if (page->brief.trail != NULL)
        trail_value(page->brief.trail, "asked", stop.asked);
}

static void experimentation(const struct html_page *page)
{
    const struct ensemble *ensemble = page->run->ensemble;
    const struct plan_clock *clock = &ensemble->plan->clock;
    struct table table = {0};
    struct text start = {0}, runs = {0};
    char weeks[WORDS_SHORT], warm_up[WORDS_SHORT];
    words_weeks(clock->length, weeks);
    words_weeks(clock->warm_up, warm_up);
    begin(&table, "Experimentation");
    text_add(&start, "From the stated opening position, with");
    text_add(&start, clock->warm_up > 0 ? " a warm-up of " : "out a warm-up");
    if (clock->warm_up > 0)
        brief_say_input(&page->brief, "clock.warm_up", &start, "%s", warm_up);
    text_add(&start, ".");
    item(&table, "Start", &start);
    table_cell(&table, "Length");
    table_cell(&table, weeks);
    html_path(page, &table, "clock.length");
    add_precision(page, &table);
    brief_say_summary(&page->brief, "", "runs", "runs", (double)ensemble->runs, &runs);
    text_printf(&runs, ", %s.",
                ensemble->block > 0 ? "each with uncertain inputs drawn by Latin hypercube in blocks of 50"
                                    : "with uncertain inputs at their likely values");
    item(&table, "Replications", &runs);
    finish(page, &table);
    text_release(&start);
    text_release(&runs);
}

/* Beyond 53 bits no JSON number that is read as a double has all digits, so such a seed has no id. */
static void say_seed(const struct html_page *page, struct text *out)
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

static void implementation(const struct html_page *page)
{
    struct table table = {0};
    struct text random = {0};
    begin(&table, "Implementation");
    table_cell(&table, "Software");
    table_printf(&table, "Headroom %s; compiler and libraries are in manifest.json.", page->run->version);
    text_add(&random, "Philox4x32-10, addressed by seed (");
    say_seed(page, &random);
    text_add(&random, "), replication, purpose and entity, so that the number of processors changes nothing.");
    item(&table, "Random numbers", &random);
    text_release(&random);
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
    stated(page, &table, "Scenario and data", statement->access, "access");
    stated(page, &table, "Analyst", statement->analyst, "analyst");
    stated(page, &table, "Independent check", statement->reviewer, "reviewer");
    stated(page, &table, "Signed off", statement->signed_off, "signed_off");
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

void html_quality(const struct html_page *page)
{
    const struct ensemble *ensemble = page->run->ensemble;
    struct text runs = {0}, seed = {0};
    html_open(page, "quality", "Quality statement");
    brief_say_summary(&page->brief, "", "runs", "runs", (double)ensemble->runs, &runs);
    say_seed(page, &seed);
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
