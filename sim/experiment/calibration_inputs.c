/* Inputs of a calibration: places of their priors as values, and values as a planner writes them. */
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "experiment/calibration.h"
#include "experiment/vary.h"
#include "scenario/units.h"

enum { HALVINGS = 50, NUMBER = 96 };

/* Places this near the ends of a law are as far as one goes: some laws have no end. */
static const double edge = 1e-6;

/* The range of a law that is even from `low` to `high` is from its 10th to its 90th percentile. */
static const double law_low = 0.1, law_high = 0.9;

static size_t find_input(const struct service *service, const char *path)
{
    size_t length = strlen(path), i = 0;
    for (; i < service->filled.uncertain_count; i++) {
        const char *own = service->filled.uncertain[i].path;
        if (text_starts(own, path) && (own[length] == '\0' || own[length] == '.'))
            break;
    }
    return i;
}

/* The text that the scenario gives for an end of the range, or one that says the same. */
static const char *text_of(struct arena *arena, const struct service *service, const struct node *root, size_t number,
                           const char *end, double value)
{
    const struct uncertain *uncertain = &service->filled.uncertain[number];
    const struct node *node = tree_find(root, uncertain->path), *child = node ? tree_child(node, end) : NULL;
    char words[64];
    if (child && child->kind == NODE_SCALAR && !isnan(vary_number(child->text, NULL)))
        return child->text;
    units_write(value, uncertain->unit, &service->filled.units, words);
    return arena_copy(arena, words);
}

bool calibration_add(struct calibration *calibration, const struct service *service, const struct node *root,
                     const char *path, bool even)
{
    static const char pound[] = "\xc2\xa3";
    size_t number = find_input(service, path);
    if (number == service->filled.uncertain_count || calibration->input_count == CALIBRATE_INPUTS_LIMIT)
        return false;
    const struct uncertain *uncertain = &service->filled.uncertain[number];
    const char *low = text_of(&calibration->arena, service, root, number, "low", uncertain->low);
    const char *high = text_of(&calibration->arena, service, root, number, "high", uncertain->high);
    if (!(uncertain->low < uncertain->high) || isnan(vary_number(low, NULL)) || isnan(vary_number(high, low)))
        return false;
    calibration->inputs[calibration->input_count++] =
        (struct calibration_input){.path = uncertain->path,
                                   .label = vary_label(uncertain->path, &calibration->arena),
                                   .number = number,
                                   .even = even,
                                   .prefix = text_starts(low, pound) ? pound : "",
                                   .suffix = vary_unit(low),
                                   .low = vary_number(low, NULL),
                                   .high = vary_number(high, NULL),
                                   .prior = {low, high}};
    return true;
}

/* The law's value rises with the share, so halving finds the one of a value between its low and high. */
double calibration_share(const struct calibration *calibration, const struct service *service, size_t input,
                         double place)
{
    const struct calibration_input *own = &calibration->inputs[input];
    const struct uncertain *uncertain = &service->filled.uncertain[own->number];
    if (!own->even)
        return fmin(fmax(place, edge), 1 - edge);
    double wanted = uncertain->low + place * (uncertain->high - uncertain->low), low = law_low, high = law_high;
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2;
        if (service_input_at(service, own->number, middle) < wanted)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

/* --- as a planner writes them ------------------------------------------------------------------------------------- */

static const char *write_value(const struct calibration_input *input, double number, int decimals,
                               char out[static NUMBER])
{
    char digits[48];
    snprintf(digits, sizeof digits, "%.*f", decimals, number);
    size_t length = strlen(digits);
    while (strchr(digits, '.') && (digits[length - 1] == '0' || digits[length - 1] == '.')) {
        bool point = digits[length - 1] == '.';
        digits[--length] = '\0';
        if (point)
            break;
    }
    snprintf(out, NUMBER, "%s%s%.40s", input->prefix, digits, input->suffix);
    return out;
}

/* The number which, with the input's unit, means the value. Units such as "leaving within a year" are not in proportion to
 * what they mean, so it is sought; texts that mean nothing lie beyond the end that they are at. */
static double number_of(const struct calibration_input *input, const struct service *service, double value)
{
    static const double beyond = 4;
    enum unit unit = service->filled.uncertain[input->number].unit;
    double width = input->high - input->low, low = input->low - beyond * width, high = input->high + beyond * width;
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2, meant;
        char words[NUMBER], why[200];
        const char *wrong = units_read(write_value(input, middle, 9, words), unit, &service->filled.units, &meant, why);
        if (wrong ? middle < (input->low + input->high) / 2 : meant < value)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

/* To about a thousandth of the prior's range: more digits would tell nothing. */
static const char *tell_value(struct arena *arena, const struct calibration_input *input, double number)
{
    char words[NUMBER];
    int decimals = 2 - (int)floor(log10(input->high - input->low));
    int most = input->prefix[0] != '\0' ? 2 : 9;
    return arena_copy(arena, write_value(input, number, decimals < 0 ? 0 : decimals < most ? decimals : most, words));
}

static double number_at(const struct calibration *calibration, const struct service *service, size_t input,
                        double place)
{
    const struct calibration_input *own = &calibration->inputs[input];
    double share = calibration_share(calibration, service, input, place);
    return number_of(own, service, service_input_at(service, own->number, share));
}

void calibration_tell(struct calibration *calibration, const struct service *service)
{
    static const double shares[] = {0.1, 0.5, 0.9};
    const struct calibrate_result *result = &calibration->result;
    size_t count = calibration->input_count;
    double *sorted = mem_new(result->members, sizeof *sorted);
    for (size_t i = 0; i < count; i++) {
        struct calibration_input *input = &calibration->inputs[i];
        input->values = mem_new(result->members, sizeof *input->values);
        for (size_t m = 0; m < result->members; m++)
            sorted[m] = input->values[m] = number_at(calibration, service, i, result->places[m * count + i]);
        gsl_sort(sorted, 1, result->members);
        for (size_t k = 0; k < sizeof shares / sizeof *shares; k++)
            input->posterior[k] = tell_value(
                &calibration->arena, input, gsl_stats_quantile_from_sorted_data(sorted, 1, result->members, shares[k]));
        input->point = tell_value(&calibration->arena, input, number_at(calibration, service, i, result->point[i]));
        input->shrinkage = calibrate_shrinkage(result, count, i);
    }
    free(sorted);
}
