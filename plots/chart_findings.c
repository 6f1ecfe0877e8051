/* The charts of findings: their words and numbers, and the shape in which they are drawn. */
#include <math.h>

#include "plots/findings_rows.h"

static void add_alt(struct figure *figure, const struct findings_rows *rows)
{
    const struct findings *findings = rows->findings;
    static const char *const shapes[] = {"Bars", "Scatter chart", "Chart of ranges"};
    text_printf(&figure->alt, "%s of %zu inputs. %s.", shapes[findings->shape], rows->count, findings->headline.at);
    for (size_t i = 0; i < rows->count; i++) {
        text_printf(&figure->alt, " %s: ", findings->rows[i].label);
        bool first = true;
        for (size_t k = 0; k < findings->column_count; k++) {
            struct text words = {0};
            findings_say(&findings->columns[k], &findings->rows[i].cells[k], false, &words);
            if (words.at != NULL && words.at[0] != '\0') {
                text_printf(&figure->alt, "%s%s %s", first ? "" : ", ", findings->columns[k].label, words.at);
                first = false;
            }
            text_release(&words);
        }
        text_add(&figure->alt, ".");
    }
}

static void csv_words(struct figure *figure, const char *words)
{
    text_add(&figure->csv, "\"");
    for (; *words != '\0'; words++)
        text_printf(&figure->csv, *words == '"' ? "\"\"" : "%c", *words);
    text_add(&figure->csv, "\"");
}

static void add_csv(struct figure *figure, const struct findings_rows *rows)
{
    const struct findings *findings = rows->findings;
    text_add(&figure->csv, "input,path");
    for (size_t k = 0; k < findings->column_count; k++)
        text_printf(&figure->csv, ",%s,%s_from,%s_to", findings->columns[k].key, findings->columns[k].key,
                    findings->columns[k].key);
    text_add(&figure->csv, "\n");
    for (size_t i = 0; i < rows->count; i++) {
        csv_words(figure, findings->rows[i].label);
        text_add(&figure->csv, ",");
        csv_words(figure, findings->rows[i].path);
        for (size_t k = 0; k < findings->column_count; k++) {
            const struct findings_cell *cell = &findings->rows[i].cells[k];
            int decimals = findings->columns[k].form == FINDINGS_MONEY ? 0 : 4;
            figure_csv_number(figure, cell->value, decimals);
            figure_csv_number(figure, cell->interval.low, decimals);
            figure_csv_number(figure, cell->interval.high, decimals);
        }
        text_add(&figure->csv, "\n");
    }
}

void chart_findings(struct figure *figure)
{
    static void (*const shapes[])(struct figure *, const struct findings *) = {
        findings_rows_bars, findings_rows_scatter, findings_rows_reach};
    struct findings_rows rows = findings_rows(figure, 0);
    const struct findings *findings = rows.findings;
    text_add(&figure->headline, findings->headline.at);
    text_printf(&figure->subtitle, "%s.", findings->subtitle.at);
    if (rows.count < findings->count)
        text_printf(&figure->subtitle, " %zu of %zu inputs.", rows.count, findings->count);
    text_add(&figure->note, findings->foot.at);
    if (findings->shape != FINDINGS_SCATTER)
        figure->room = findings_rows_room(&rows);
    add_alt(figure, &rows);
    add_csv(figure, &rows);
    figure_frame(figure);
    if (rows.count == 0) {
        figure_nothing(figure, "There is no uncertain input.");
        return;
    }
    shapes[findings->shape](figure, findings);
    text_add(&figure->draw, "set border 0; unset xtics; unset ytics; unset grid\n"
                            "plot [0:1] [0:1] 2 with lines title 'frame'\n");
}
