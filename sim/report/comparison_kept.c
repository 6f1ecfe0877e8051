/* What comparison.json keeps beside the decision table because the report shows it: teams, money by year, what could go wrong,
 * the recommendation in its words, and what each part of an option does. */
#include "report/comparison_kept.h"

#include <math.h>
#include <stdio.h>

#include "experiment/causes_words.h"
#include "experiment/delay_words.h"
#include "report/advice.h"
#include "report/brief.h"
#include "report/causes_table.h"
#include "report/delay_table.h"
#include "report/findings_table.h"
#include "report/money_table.h"
#include "report/shown.h"
#include "report/written.h"

size_t comparison_kept_sample(const struct comparison *comparison)
{
    struct brief brief = {.ensemble = &comparison->options[0].dates, .prepared = comparison->prepared};
    return brief_sample(&brief, comparison->decision->judged);
}

bool comparison_kept_team(const struct comparison *comparison, size_t option, int team, struct contrast *caseload)
{
    const struct option_run *base = &comparison->options[0], *run = &comparison->options[option];
    int other = option_team(
        run, team == METRIC_SERVICE ? NULL : plan_items(base->plan->teams, struct plan_team)[team].named.name);
    if (other >= (int)run->plan->teams.count)
        return false;
    *caseload = contrast_series(&base->dates, metric_series(&base->dates.layout, METRIC_CASELOAD, team), &run->dates,
                                metric_series(&run->dates.layout, METRIC_CASELOAD, other),
                                comparison_kept_sample(comparison), comparison->decision->level);
    return true;
}

double comparison_kept_high(const struct comparison *comparison, size_t option)
{
    const struct ensemble *dates = &comparison->options[option].dates;
    struct ensemble_point point = ensemble_point(dates, metric_series(&dates->layout, METRIC_CASELOAD, METRIC_SERVICE),
                                                 comparison_kept_sample(comparison));
    return point.tally.count > 0 ? point.quantile[Q90] : (double)NAN;
}

double comparison_kept_money(const struct option_run *option, enum spending_sum sum, size_t column)
{
    const struct ensemble_point *point = spending_sum(&option->spending, sum, column);
    return point->tally.count > 0 ? point->tally.mean : (double)NAN;
}

void comparison_kept_year(const struct option_run *option, size_t column, char name[static 16])
{
    if (column + 1 == option->spending.columns)
        snprintf(name, 16, "all");
    else
        money_year_name(option->plan, column, name);
}

static json_t *teams_of(const struct comparison *comparison, size_t option)
{
    const struct map *teams = &comparison->options[0].plan->teams;
    json_t *object = json_object();
    for (int team = METRIC_SERVICE; team < (int)teams->count; team++) {
        struct contrast caseload;
        if (!comparison_kept_team(comparison, option, team, &caseload))
            continue;
        json_t *item = json_object();
        json_object_set_new(item, "mean", written_number(caseload.option));
        if (option > 0) {
            json_object_set_new(item, "change", written_number(caseload.mean));
            json_object_set_new(item, "change_low", written_number(caseload.interval.low));
            json_object_set_new(item, "change_high", written_number(caseload.interval.high));
        }
        if (team == METRIC_SERVICE)
            json_object_set_new(item, "q90", written_number(comparison_kept_high(comparison, option)));
        json_object_set_new(object, comparison_kept_team_key(comparison, team), item);
    }
    return object;
}

const char *comparison_kept_team_key(const struct comparison *comparison, int team)
{
    return team == METRIC_SERVICE ? "all"
                                  : plan_items(comparison->options[0].plan->teams, struct plan_team)[team].named.name;
}

static json_t *money_of(const struct option_run *option)
{
    static const enum spending_sum sums[] = {SPENDING_RECURRENT, SPENDING_ONE_OFF, SPENDING_FUNDING};
    json_t *object = json_object();
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        if (sums[i] == SPENDING_FUNDING && !option->spending.funded)
            continue;
        json_t *years = json_object();
        for (size_t column = 0; column < option->spending.columns; column++) {
            char year[16];
            comparison_kept_year(option, column, year);
            json_object_set_new(years, year, written_number(comparison_kept_money(option, sums[i], column)));
        }
        json_object_set_new(object, money_table_sum(sums[i]), years);
    }
    return object;
}

json_t *comparison_kept_report(const struct comparison *comparison)
{
    struct brief brief = {.ensemble = &comparison->options[0].dates, .prepared = comparison->prepared};
    json_t *object = json_object();
    json_object_set_new(object, "targets", shown_targets(&brief));
    return object;
}

void comparison_kept_option(const struct comparison *comparison, size_t option, json_t *object)
{
    const struct option_run *run = &comparison->options[option];
    json_object_set_new(object, "teams", teams_of(comparison, option));
    if (run->spending.layout.accounts > 0)
        json_object_set_new(object, "money", money_of(run));
}

/* --- sentences ------------------------------------------------------------------------------------------------------ */

const struct comparison_kept_sentence comparison_kept_sentences[COMPARISON_KEPT_SENTENCES] = {
    {"regret", false, comparison_regret_words},
    {"drivers", false, comparison_drivers_words},
    {"rule", true, advice_rule},
    {"take", true, advice_take},
    {"switch", true, advice_switch},
    {"fail", true, advice_fail},
    {"wait", true, advice_wait},
    {"collect", true, advice_collect},
    {"short_list", true, advice_short_list},
    {"corner", true, advice_corner},
    {"loop", true, advice_loop},
    {"recommendation", true, advice_words},
};

json_t *comparison_kept_said(const struct comparison *comparison)
{
    struct comparison bare = *comparison;
    json_t *object = json_object();
    bare.trail = NULL;
    for (size_t i = 0; i < COMPARISON_KEPT_SENTENCES; i++) {
        struct text words = {0};
        if (comparison->advice == NULL && comparison_kept_sentences[i].advised)
            continue;
        comparison_kept_sentences[i].write(&bare, &words);
        if (words.length > 0)
            json_object_set_new(object, comparison_kept_sentences[i].key, json_string(words.at));
        text_release(&words);
    }
    return object;
}

/* --- tables --------------------------------------------------------------------------------------------------------- */

static bool fill_finding(const struct comparison *comparison, const char *key, struct comparison_kept_table *kept)
{
    for (size_t i = 0; i < comparison->advice->finding_count; i++) {
        const struct findings *findings = comparison->advice->findings[i];
        if (!text_equal(findings->name, key))
            continue;
        findings_table_fill(findings, &kept->table);
        findings_table_notes(findings, &kept->notes);
        table_caption(&kept->table, findings->subtitle.at);
        return true;
    }
    return false;
}

static bool fill_delay(const struct delay *delay, struct comparison_kept_table *kept)
{
    if (delay == NULL)
        return false;
    delay_table_fill(delay, true, &kept->table);
    delay_words_rules(delay, &kept->notes);
    table_caption(&kept->table, "Changes against the option as it is put forward");
    return true;
}

static bool fill_causes(const struct causes *causes, struct comparison_kept_table *kept)
{
    if (causes == NULL)
        return false;
    causes_table_fill(causes, true, &kept->table);
    causes_words_rules(causes, &kept->notes);
    text_printf(&kept->notes, " More runs: headroom causes %s.yaml --runs 1000", causes->plan->name);
    table_caption(&kept->table, "Causes, each taken away by itself on the same luck");
    return true;
}

bool comparison_kept_table(const struct comparison *comparison, const char *key, struct comparison_kept_table *kept)
{
    *kept = (struct comparison_kept_table){0};
    if (text_equal(key, "drivers") && comparison->drivers != NULL) {
        comparison_drivers_fill(comparison, &kept->table);
        return true;
    }
    if (comparison->advice == NULL)
        return false;
    return text_equal(key, "delay")    ? fill_delay(comparison->advice->delay, kept)
           : text_equal(key, "causes") ? fill_causes(comparison->advice->causes, kept)
                                       : fill_finding(comparison, key, kept);
}

void comparison_kept_table_release(struct comparison_kept_table *kept)
{
    table_release(&kept->table);
    text_release(&kept->notes);
}

static void add_table(json_t *object, const struct comparison *comparison, const char *key)
{
    struct comparison_kept_table kept;
    if (!comparison_kept_table(comparison, key, &kept))
        return;
    json_t *table = written_table(&kept.table);
    json_object_set_new(table, "notes", kept.notes.length > 0 ? json_string(kept.notes.at) : json_null());
    json_object_set_new(object, key, table);
    comparison_kept_table_release(&kept);
}

json_t *comparison_kept_tables(const struct comparison *comparison)
{
    json_t *object = json_object();
    for (size_t i = 0; comparison->advice != NULL && i < comparison->advice->finding_count; i++)
        add_table(object, comparison, comparison->advice->findings[i]->name);
    add_table(object, comparison, "delay");
    add_table(object, comparison, "causes");
    add_table(object, comparison, "drivers");
    return object;
}
