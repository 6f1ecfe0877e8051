#include <math.h>
#include <stdlib.h>

#include "report/order.h"
#include "report/workbook_parts.h"

static void add_target(struct workbook_sheet *sheet, size_t target)
{
    const struct brief *brief = &sheet->book->brief;
    const struct plan_target *aim = &plan_items(brief->ensemble->plan->targets, struct plan_target)[target];
    struct ensemble_verdict verdict = ensemble_verdict(brief->ensemble, target);
    struct text asks = {0}, outcome = {0};
    brief_asks(brief, target, true, &asks);
    brief_outcome(brief, target, &verdict, &outcome);
    workbook_words(sheet, WORKBOOK_PLAIN, aim->named.title);
    workbook_words(sheet, WORKBOOK_WRAPPED, asks.at);
    workbook_date(sheet, WORKBOOK_DATE, brief_week(brief, target));
    workbook_number(sheet, WORKBOOK_CHANCE, verdict.chance);
    workbook_number(sheet, WORKBOOK_CHANCE, verdict.interval.low);
    workbook_number(sheet, WORKBOOK_CHANCE, verdict.interval.high);
    workbook_words(sheet, WORKBOOK_WRAPPED, outcome.at);
    workbook_words(sheet, WORKBOOK_PLAIN, aim->share_of_time ? "share of time" : "chance");
    workbook_row(sheet);
    text_release(&asks);
    text_release(&outcome);
}

void workbook_targets(struct workbook_book *book)
{
    static const struct workbook_column columns[] = {
        {"Target", 32},   {"What it asks", 60},      {"Date", 13},
        {"Chance", 10},   {"95% interval, low", 12}, {"95% interval, high", 12},
        {"In words", 44}, {"What is judged", 15},
    };
    const struct map *targets = &book->run->ensemble->plan->targets;
    struct workbook_sheet sheet = workbook_sheet_open(book, "Targets", columns, sizeof columns / sizeof *columns);
    size_t *order = order_of(targets, sizeof(struct plan_target));
    for (size_t i = 0; i < targets->count; i++)
        add_target(&sheet, order[i]);
    free(order);
    workbook_sheet_close(&sheet);
}
