#include "theory/check.h"

#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/outcome.h"
#include "support/program.h"

/* An estimate, how far from the exact value it may lie, and whether it is precise enough to say anything. */
struct estimate {
    double value;
    double error;   /* standard error */
    double allowed; /* largest difference that passes */
    bool loose;     /* the error is too large */
};

/* Of the short tier, which looks for faults of memory only: so few runs can bear no verdict. */
enum { SHORT_RUNS = 20 };

static const double all_but_one_in_ten_thousand = 0.9999;

static bool is_tier(const char *name)
{
    const char *tier = getenv("HEADROOM_TIER");
    return tier != NULL && strcmp(tier, name) == 0;
}

static bool is_long_tier(void)
{
    return is_tier("long");
}

static double errors_allowed(void)
{
    return is_long_tier() ? 4 : 5;
}

/* A mean or, when `share`, a probability. */
static struct estimate from_mean(const struct theory_case *of, double exact, double value, double error, bool share)
{
    double stated = is_long_tier() ? of->thorough : of->quick;
    double wanted = stated > 0 ? stated : 0.01;
    double most = share ? fmax(0.005 * wanted / 0.01, fabs(exact) * wanted) : fabs(exact) * wanted;
    /* series are kept as floats, which shows where nothing is random */
    return (struct estimate){.value = value,
                             .error = error,
                             .allowed = errors_allowed() * error + 1e-7 * fabs(exact),
                             .loose = !(error <= most)};
}

static struct estimate from_variance(double exact, double sd, double runs)
{
    double error = exact * sqrt(2 / (runs - 1));
    return (struct estimate){.value = sd * sd, .error = error, .allowed = 5 * error};
}

/* The error of a quantile is that of the share below it over the density there, for which a normal curve of the same
 * spread will do; counts are whole, so half of one is added. */
static struct estimate from_quantile(const struct outcome_row *row, int rank)
{
    static const double shares[OUTCOME_QUANTILES] = {0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975};
    double p = shares[rank], density = gsl_ran_ugaussian_pdf(gsl_cdf_ugaussian_Pinv(p)) / row->sd;
    double error = sqrt(p * (1 - p) / row->runs) / density;
    return (struct estimate){.value = row->quantile[rank], .error = error, .allowed = errors_allowed() * error + 0.5};
}

/* Allowed: as far as the Wilson interval reaches on the exact value's side. Near 0 and 1 it does not reach far enough (one
 * miss in 10,000 rejects 0.999996, which happens one time in 30), so an exact binomial tail of the same level passes too. */
static struct estimate from_hits(double exact, double hits, double trials)
{
    double p = hits / trials, beyond = (1 - all_but_one_in_ten_thousand) / 2;
    double z = gsl_cdf_ugaussian_Qinv(beyond), zz = z * z;
    double middle = (p + zz / (2 * trials)) / (1 + zz / trials);
    double half = z / (1 + zz / trials) * sqrt(p * (1 - p) / trials + zz / (4 * trials * trials));
    double reach = exact <= 0 || exact >= 1 ? 0 : exact < p ? p - (middle - half) : middle + half - p;
    unsigned k = (unsigned)hits, n = (unsigned)trials;
    double tail = exact < p ? gsl_cdf_binomial_Q(k - 1, exact, n) : gsl_cdf_binomial_P(k, exact, n);
    if (tail >= beyond)
        reach = fmax(reach, fabs(p - exact));
    double error = sqrt(exact * (1 - exact) / trials);
    return (struct estimate){.value = p, .error = error, .allowed = reach, .loose = is_long_tier() && error > 0.00501};
}

static const json_t *target_part(const struct outcome *outcome, const char *target, const char *part)
{
    return outcome_json(outcome, "targets", target, part, NULL);
}

static struct estimate of_chance(const struct theory_check *check, const struct outcome *outcome)
{
    return from_hits(check->exact, outcome_number(target_part(outcome, check->place, "hits")),
                     outcome_number(target_part(outcome, check->place, "trials")));
}

/* The file gives the t interval of the mean share, cut off at 0 and 1: its longer side holds the error. */
static struct estimate of_share(const struct theory_case *of, const struct theory_check *check,
                                const struct outcome *outcome)
{
    double share = outcome_number(target_part(outcome, check->place, "chance"));
    double runs = outcome_number(target_part(outcome, check->place, "trials"));
    double low = outcome_number(outcome_json(outcome, "targets", check->place, "interval", "low", NULL));
    double high = outcome_number(outcome_json(outcome, "targets", check->place, "interval", "high", NULL));
    double error = fmax(share - low, high - share) / gsl_cdf_tdist_Pinv(0.975, runs - 1);
    return from_mean(of, check->exact, share, error, true);
}

static const json_t *average_of(const struct theory_check *check, const struct outcome *outcome)
{
    const char *slash = strchr(check->place, '/');
    if (strncmp(check->place, "service/", 8) == 0)
        return outcome_json(outcome, "series", check->measure, "service", "average", NULL);
    const char *kind = strncmp(check->place, "team/", 5) == 0 ? "teams" : "stages";
    return outcome_json(outcome, "series", check->measure, kind, slash + 1, "average", NULL);
}

static struct estimate of_average(const struct theory_case *of, const struct theory_check *check,
                                  const struct outcome *outcome)
{
    const json_t *average = average_of(check, outcome);
    if (check->kind == THEORY_TIME_VARIANCE)
        average = json_object_get(average, "variance");
    struct estimate estimate = from_mean(of, check->exact, outcome_number(json_object_get(average, "mean")),
                                         outcome_number(json_object_get(average, "se")), false);
    if (check->kind == THEORY_TIME_VARIANCE) /* a variance is known far less well than a mean */
        estimate.loose = !(estimate.error <= 0.1 * check->exact);
    return estimate;
}

/* Means and shares over cases: {mean or share, se}. */
static struct estimate of_cases(const struct theory_case *of, const struct theory_check *check,
                                const struct outcome *outcome)
{
    const json_t *at = outcome_json(outcome, check->kind == THEORY_STAY ? "stays" : "waits", check->place, NULL);
    char number[20];
    snprintf(number, sizeof number, "%.0f", check->week - 1);
    if (check->kind == THEORY_WAITED)
        at = json_object_get(at, "waited");
    if (check->kind == THEORY_NTH_WAIT)
        at = check->week > 0 ? outcome_json(outcome, "waits", check->place, "in_order", number, NULL)
                             : json_object_get(at, "in_order_mean");
    if (check->kind == THEORY_WAIT_OVER) {
        size_t index;
        json_t *entry, *levels = json_object_get(at, "over");
        at = NULL;
        json_array_foreach(levels, index, entry)
        {
            if (fabs(outcome_number(json_object_get(entry, "weeks")) - check->week) < 1e-6)
                at = entry;
        }
    }
    bool share = check->kind == THEORY_WAITED || check->kind == THEORY_WAIT_OVER;
    return from_mean(of, check->exact, outcome_number(json_object_get(at, share ? "share" : "mean")),
                     outcome_number(json_object_get(at, "se")), share);
}

static struct estimate of_flow(const struct theory_case *of, const struct theory_check *check,
                               const struct outcome *outcome)
{
    double mean = outcome_number(outcome_json(outcome, "flows", check->place, "mean", NULL));
    double sd = outcome_number(outcome_json(outcome, "flows", check->place, "sd", NULL));
    double runs = outcome_number(outcome_json(outcome, "flows", check->place, "runs", NULL));
    if (check->kind == THEORY_FLOW_VARIANCE)
        return from_variance(check->exact, sd, runs);
    return from_mean(of, check->exact, mean, sd / sqrt(runs), false);
}

static struct estimate estimate(const struct theory_case *of, const struct theory_check *check,
                                const struct outcome *outcome)
{
    const struct outcome_row *row = NULL;
    if (check->kind <= THEORY_QUANTILE)
        row = outcome_at(outcome, check->place, check->measure, check->week);
    switch (check->kind) {
    case THEORY_MEAN:
        return from_mean(of, check->exact, row->mean, row->se, false);
    case THEORY_VARIANCE:
        return from_variance(check->exact, row->sd, row->runs);
    case THEORY_QUANTILE:
        return from_quantile(row, check->rank);
    case THEORY_AVERAGE:
    case THEORY_TIME_VARIANCE:
        return of_average(of, check, outcome);
    case THEORY_CHANCE:
        return of_chance(check, outcome);
    case THEORY_SHARE:
        return of_share(of, check, outcome);
    case THEORY_FLOW:
    case THEORY_FLOW_VARIANCE:
        return of_flow(of, check, outcome);
    default:
        return of_cases(of, check, outcome);
    }
}

static void expect(const struct theory_case *of, const struct theory_check *check, const struct outcome *outcome)
{
    static const char *const kinds[] = {[THEORY_MEAN] = "mean ",
                                        [THEORY_VARIANCE] = "variance of ",
                                        [THEORY_QUANTILE] = "quantile of ",
                                        [THEORY_AVERAGE] = "average ",
                                        [THEORY_TIME_VARIANCE] = "variance over time of ",
                                        [THEORY_FLOW_VARIANCE] = ""};
    struct estimate found = estimate(of, check, outcome);
    double off = found.value - check->exact;
    const char *kind = check->kind < THEORY_CHANCE ? kinds[check->kind] : "";
    cr_log_info("%s: %s%s, %s, at %g: expected %.9g, got %.9g, standard error %.3g, z = %+.2f", of->name, kind,
                check->measure, check->place, check->week, check->exact, found.value, found.error, off / found.error);
    cr_expect(fabs(off) <= found.allowed,
              "%s: %s%s, %s, at %g: expected %.9g, got %.9g, standard error %.3g, z = %+.2f; allowed is %.3g", of->name,
              kind, check->measure, check->place, check->week, check->exact, found.value, found.error,
              off / found.error, found.allowed);
    cr_expect(!found.loose, "%s: %s%s, %s, at %g: the standard error %.3g of %.9g is too large to tell anything",
              of->name, kind, check->measure, check->place, check->week, found.error, check->exact);
}

void theory_run(const struct theory_case *wanted)
{
    char file[256], runs[20];
    snprintf(file, sizeof file, "tests/theory/scenarios/%s.yaml", wanted->name);
    snprintf(runs, sizeof runs, "%d", is_long_tier() ? wanted->long_runs : SHORT_RUNS);
    char *folder = program_folder();
    const char *out = program_path(0, folder, "out");
    /* Criterion runs the cases side by side, one on each core. */
    const char *quick[] = {"run", file, "--out", out, "--no-charts", "--quiet", "--threads", "1", NULL};
    const char *other[] = {"run", file, "--out", out, "--no-charts", "--quiet", "--threads", "1", "--runs", runs, NULL};
    struct program program = program_run(is_long_tier() || is_tier("short") ? other : quick);
    cr_assert_eq(program.exit, 0, "%s: exit %d: %s", wanted->name, program.exit, program.err);
    struct outcome outcome;
    outcome_open(&outcome, out);
    for (int i = 0; i < wanted->count && !is_tier("short"); i++)
        expect(wanted, &wanted->checks[i], &outcome);
    outcome_release(&outcome);
    program_release(&program);
    program_remove_folder(folder);
}
