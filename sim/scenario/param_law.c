/* Laws: {law: lognormal, mean: 8 weeks, cv: 0.6} is a section like any other, with rows of its own. */
#include <assert.h>
#include <math.h>

#include "base/text.h"
#include "scenario/param_internal.h"

/* --- rows --- */

static const char *const law_names[] = {"fixed",     "exponential", "lognormal", "gamma", "weibull",
                                        "uniform",   "triangular",  "pert",      "bands", "mixture",
                                        "geometric", "poisson",     "table",     NULL};

#define NUMBER(type, key_, member, unit_, help_)                                                                       \
    {                                                                                                                  \
        .key = key_, .kind = PARAM_NUMBER, .offset = offsetof(struct type, member), .unit = unit_, .fallback = "",     \
        .role = ROLE_UNCERTAIN, .help = help_                                                                          \
    }
/* The rows of a law whose values are in `unit_`, for a struct_spec at `at` (nothing, or "spec."). */
#define LAW_ROWS(type, at, unit_, plain)                                                                               \
    {.key = "law",                                                                                                     \
     .kind = PARAM_CHOICE,                                                                                             \
     .offset = offsetof(struct type, at law),                                                                          \
     .fallback = "",                                                                                                   \
     .choices = law_names,                                                                                             \
     .role = ROLE_CONSTANT,                                                                                            \
     .help = "Which law",                                                                                              \
     .label = ""},                                                                                                     \
        NUMBER(type, "mean", at mean, unit_, "Mean"),                                                                  \
        NUMBER(type, "observed", at observed, unit_,                                                                   \
               "In place of mean: the mean seen at the opening load, from which the nominal one is derived"),          \
        NUMBER(type, "sd", at sd, unit_, "Standard deviation"),                                                        \
        NUMBER(type, "cv", at cv, UNIT_NONE, "Coefficient of variation, sd / mean"),                                   \
        NUMBER(type, "shape", at shape, UNIT_NONE, "Shape of a gamma or Weibull law"),                                 \
        NUMBER(type, "min", at min, unit_, "Smallest value"),                                                          \
        NUMBER(type, "mode", at mode, unit_, "Most likely value"),                                                     \
        NUMBER(type, "max", at max, unit_, "Largest value"),                                                           \
        {.key = "bands",                                                                                               \
         .kind = PARAM_PAIRS,                                                                                          \
         .offset = offsetof(struct type, at bands),                                                                    \
         .unit = UNIT_SHARE,                                                                                           \
         .pair_key = PAIR_BAND,                                                                                        \
         .plain_bands = plain,                                                                                         \
         .total_one = true,                                                                                            \
         .fallback = "",                                                                                               \
         .role = ROLE_UNCERTAIN,                                                                                       \
         .help = "Bands and their shares, even within each"},                                                          \
    {                                                                                                                  \
        .key = "table", .kind = PARAM_PAIRS, .offset = offsetof(struct type, at table), .unit = UNIT_SHARE,            \
        .pair_key = PAIR_WHOLE, .total_one = true, .fallback = "", .role = ROLE_UNCERTAIN,                             \
        .help = "Whole numbers and their shares"                                                                       \
    }

#define LAW_TABLES(suffix, unit_, plain)                                                                               \
    static const struct param component_rows_##suffix[] = {{.key = "share",                                            \
                                                            .kind = PARAM_NUMBER,                                      \
                                                            .offset = offsetof(struct law_component, share),           \
                                                            .unit = UNIT_SHARE,                                        \
                                                            .role = ROLE_UNCERTAIN,                                    \
                                                            .help = "Share of all"},                                   \
                                                           LAW_ROWS(law_component, spec., unit_, plain)};              \
    static const struct param_table component_##suffix = {.name = "Part of a mixture",                                 \
                                                          .help = "One law of several.",                               \
                                                          .size = sizeof(struct law_component),                        \
                                                          .rows = component_rows_##suffix,                             \
                                                          .count = PARAM_COUNT_OF(component_rows_##suffix)};           \
    static const struct param law_rows_##suffix[] = {                                                                  \
        LAW_ROWS(law_spec, , unit_, plain),                                                                            \
        {.key = "of",                                                                                                  \
         .kind = PARAM_MAP,                                                                                            \
         .offset = offsetof(struct law_spec, of),                                                                      \
         .fallback = "",                                                                                               \
         .of = &component_##suffix,                                                                                    \
         .help = "The parts of a mixture by name, each a law with its share"}};                                        \
    static const struct param_table law_##suffix = {.name = "Law",                                                     \
                                                    .help = "A distribution.",                                         \
                                                    .size = sizeof(struct law_spec),                                   \
                                                    .rows = law_rows_##suffix,                                         \
                                                    .count = PARAM_COUNT_OF(law_rows_##suffix),                        \
                                                    .shorthand = "mean"};

LAW_TABLES(plain, UNIT_NONE, true)
LAW_TABLES(duration, UNIT_DURATION, false)
LAW_TABLES(money, UNIT_MONEY, true)

const struct param_table *param_law_table(const struct param *row)
{
    if (row->whole || row->unit == UNIT_NONE)
        return &law_plain;
    assert(row->unit == UNIT_DURATION || row->unit == UNIT_MONEY);
    return row->unit == UNIT_DURATION ? &law_duration : &law_money;
}

/* --- which keys each law takes --- */

enum {
    KEY_MEAN = 1,
    KEY_SD = 2,
    KEY_CV = 4,
    KEY_SHAPE = 8,
    KEY_MIN = 16,
    KEY_MODE = 32,
    KEY_MAX = 64,
    KEY_BANDS = 128,
    KEY_TABLE = 256,
    KEY_OF = 512,
};

struct rule {
    unsigned needs;  /* all of them; `observed` may stand for mean */
    unsigned one_of; /* exactly one of them */
    const char *words;
};

static const struct rule rules[] = {
    [LAW_FIXED] = {KEY_MEAN, 0, "mean"},
    [LAW_EXPONENTIAL] = {KEY_MEAN, 0, "mean"},
    [LAW_LOGNORMAL] = {KEY_MEAN, KEY_SD | KEY_CV, "mean, and cv or sd"},
    [LAW_GAMMA] = {KEY_MEAN, KEY_SD | KEY_CV | KEY_SHAPE, "mean, and cv, sd or shape"},
    [LAW_WEIBULL] = {KEY_MEAN, KEY_SD | KEY_CV | KEY_SHAPE, "mean, and cv, sd or shape"},
    [LAW_UNIFORM] = {KEY_MIN | KEY_MAX, 0, "min and max"},
    [LAW_TRIANGULAR] = {KEY_MIN | KEY_MODE | KEY_MAX, 0, "min, mode and max"},
    [LAW_PERT] = {KEY_MIN | KEY_MODE | KEY_MAX, 0, "min, mode and max"},
    [LAW_BANDS] = {KEY_BANDS, 0, "bands"},
    [LAW_MIXTURE] = {KEY_OF, 0, "of"},
    [LAW_GEOMETRIC] = {KEY_MEAN, 0, "mean"},
    [LAW_POISSON] = {KEY_MEAN, 0, "mean"},
    [LAW_TABLE] = {KEY_TABLE, 0, "table"},
};

static const char *const key_names[] = {"mean", "sd", "cv", "shape", "min", "mode", "max", "bands", "table", "of"};

static unsigned given_keys(const struct law_spec *spec)
{
    const double numbers[] = {isnan(spec->mean) ? spec->observed : spec->mean,
                              spec->sd,
                              spec->cv,
                              spec->shape,
                              spec->min,
                              spec->mode,
                              spec->max};
    unsigned given = 0;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        given |= isnan(numbers[i]) ? 0u : 1u << i;
    given |= spec->bands.count > 0 ? KEY_BANDS : 0u;
    given |= spec->table.count > 0 ? KEY_TABLE : 0u;
    return given | (spec->of.count > 0 ? KEY_OF : 0u);
}

/* What a law without `law:` must be; -1 when that is not plain. */
static int guess_law(unsigned given)
{
    switch (given) {
    case KEY_BANDS:
        return LAW_BANDS;
    case KEY_TABLE:
        return LAW_TABLE;
    case KEY_OF:
        return LAW_MIXTURE;
    default:
        return -1;
    }
}

static bool is_one_bit(unsigned bits)
{
    return bits != 0 && (bits & (bits - 1)) == 0;
}

static const char *name_of(unsigned bits)
{
    for (size_t i = 0; i < sizeof key_names / sizeof *key_names; i++)
        if (bits & (1u << i))
            return key_names[i];
    return "";
}

/* --- making --- */

static const char *make(const struct law_spec *spec, struct arena *arena, struct law *law);

static const char *make_from_pairs(const struct law_spec *spec, struct arena *arena, struct law *law)
{
    const struct pairs *pairs = spec->law == LAW_BANDS ? &spec->bands : &spec->table;
    struct law_part *parts = arena_new(arena, pairs->count + 1, sizeof *parts);
    double total = 0;
    for (size_t i = 0; i < pairs->count; i++)
        total += pairs->items[i].value;
    for (size_t i = 0; i < pairs->count; i++) {
        const struct pair *pair = &pairs->items[i];
        parts[i] = (struct law_part){.low = pair->low, .high = pair->high, .share = pair->value / total};
        if (isinf(pair->high))
            return "the last band needs an end, such as 5-10 years";
    }
    return spec->law == LAW_BANDS ? law_make_bands(law, arena, parts, pairs->count)
                                  : law_make_table(law, arena, parts, pairs->count);
}

static const char *make_mixture(const struct law_spec *spec, struct arena *arena, struct law *law)
{
    const struct law_component *components = spec->of.items;
    struct law_part *parts = arena_new(arena, spec->of.count + 1, sizeof *parts);
    double total = 0;
    for (size_t i = 0; i < spec->of.count; i++)
        total += components[i].share;
    for (size_t i = 0; i < spec->of.count; i++) {
        parts[i].share = components[i].share / total;
        parts[i].of = arena_new(arena, 1, sizeof *parts[i].of);
        const char *wrong = make(&components[i].spec, arena, parts[i].of);
        if (wrong != NULL)
            return wrong;
    }
    return law_make_mixture(law, arena, parts, spec->of.count);
}

static const char *make(const struct law_spec *spec, struct arena *arena, struct law *law)
{
    double mean = isnan(spec->mean) ? spec->observed : spec->mean;
    double cv = isnan(spec->cv) ? spec->sd / mean : spec->cv;
    *law = (struct law){0};
    switch ((enum law_kind)spec->law) {
    case LAW_FIXED:
        return law_make_fixed(law, mean);
    case LAW_EXPONENTIAL:
        return law_make_exponential(law, mean);
    case LAW_LOGNORMAL:
        return law_make_lognormal(law, mean, cv);
    case LAW_GAMMA:
        if (isnan(spec->shape))
            return law_make_gamma(law, mean, cv);
        return spec->shape > 0 ? law_make_gamma(law, mean, 1 / sqrt(spec->shape)) : "the shape must be above 0";
    case LAW_WEIBULL:
        return isnan(spec->shape) ? law_make_weibull_cv(law, mean, cv) : law_make_weibull(law, mean, spec->shape);
    case LAW_UNIFORM:
        return law_make_uniform(law, spec->min, spec->max);
    case LAW_TRIANGULAR:
        return law_make_triangular(law, spec->min, spec->mode, spec->max);
    case LAW_PERT:
        return law_make_pert(law, spec->min, spec->mode, spec->max);
    case LAW_MIXTURE:
        return make_mixture(spec, arena, law);
    case LAW_GEOMETRIC:
        return law_make_geometric(law, mean);
    case LAW_POISSON:
        return law_make_poisson(law, mean);
    default:
        return make_from_pairs(spec, arena, law);
    }
}

const char *param_law_make(struct law_param *law, struct arena *arena)
{
    return make(law->spec, arena, &law->law);
}

/* --- reading --- */

/* Errors at a key point to it, the rest to the law as a whole. */
static void fail_key(struct fill *fill, struct section *section, const char *key, const char *message)
{
    const struct node *node = section->node->kind == NODE_MAP ? tree_child(section->node, key) : NULL;
    param_fail_at(fill, section, node == NULL ? section->at : node->key_at,
                  node == NULL ? section->path : param_join(fill->arena, section->path, key), "%s", message);
}

static bool check_keys(struct fill *fill, struct section *section, struct law_spec *spec)
{
    unsigned given = given_keys(spec);
    /* A mean set over a bare value (takes: 8 weeks, then --set takes.mean=9 weeks) stays as fixed as it was. */
    bool bare = section->node->kind == NODE_SCALAR || param_is_uncertain(section->node) ||
                (section->node->under != NULL && given == KEY_MEAN);
    spec->law = spec->law >= 0 ? spec->law : bare ? LAW_FIXED : guess_law(given);
    if (spec->law < 0) {
        param_fail_at(fill, section, section->at, section->path, "needs \"law\", for example law: lognormal");
        return false;
    }
    const struct rule *rule = &rules[spec->law];
    const char *name = law_names[spec->law];
    unsigned extra = given & ~(rule->needs | rule->one_of);
    if (extra != 0) {
        fail_key(fill, section, name_of(extra),
                 arena_printf(fill->arena, "law %s takes %s, not %s", name, rule->words, name_of(extra)));
        return false;
    }
    if ((given & rule->needs) != rule->needs || (rule->one_of != 0 && (given & rule->one_of) == 0)) {
        param_fail_at(fill, section, section->at, section->path, "law %s needs %s", name, rule->words);
        return false;
    }
    if (rule->one_of != 0 && !is_one_bit(given & rule->one_of)) {
        param_fail_at(fill, section, section->at, section->path, "law %s takes %s, only one of them", name,
                      rule->words);
        return false;
    }
    return true;
}

static bool check_observed(struct fill *fill, struct section *section, const struct law_spec *spec, bool allowed)
{
    if (isnan(spec->observed))
        return true;
    if (!allowed) {
        fail_key(fill, section, "observed", "cannot be observed here; write mean");
        return false;
    }
    if (!isnan(spec->mean)) {
        fail_key(fill, section, "observed", "mean and observed cannot both be given");
        return false;
    }
    return true;
}

static bool check_count(struct fill *fill, struct section *section, const struct param *row,
                        const struct law_spec *spec)
{
    bool count_only = spec->law == LAW_GEOMETRIC || spec->law == LAW_POISSON || spec->law == LAW_TABLE;
    if (row->whole || !count_only || row->unit == UNIT_NONE)
        return true;
    fail_key(fill, section, "law",
             arena_printf(fill->arena, "law %s counts whole things; it cannot be a %s", law_names[spec->law],
                          units_name(row->unit)));
    return false;
}

/* The parts of a mixture are sections too: each is checked on its own, then their shares. */
static bool check_parts(struct fill *fill, struct section *section, const struct param *row, struct law_spec *spec)
{
    double total = 0;
    const struct node *of = tree_child(section->node, "of");
    for (size_t i = 0; i < spec->of.count; i++) {
        struct law_component *part = (struct law_component *)spec->of.items + i;
        const struct node *node = tree_child(of, part->named.name);
        struct section inner = {
            .up = section,
            .table = section->table,
            .node = node,
            .at = node->key_at,
            .path = param_join(fill->arena, param_join(fill->arena, section->path, "of"), part->named.name)};
        total += part->share;
        if (!check_keys(fill, &inner, &part->spec) || !check_observed(fill, &inner, &part->spec, false) ||
            !check_count(fill, &inner, row, &part->spec))
            return false;
    }
    if (spec->of.count > 0 && !(fabs(total - 1) <= 0.0005 + 1e-12)) {
        param_fail_at(fill, section, of->key_at, section->path, "the shares must total 100%%, but total %.6g%%",
                      total * 100);
        return false;
    }
    return true;
}

bool param_read_law(struct fill *fill, struct slot *slot, struct law_param *law)
{
    const struct param *row = slot->row;
    law->spec = arena_new(fill->arena, 1, sizeof *law->spec);
    struct section section = {.up = slot->section,
                              .table = param_law_table(row),
                              .node = slot->node,
                              .path = slot->path,
                              .base = (char *)law->spec,
                              .at = slot->node->kind == NODE_MAP && slot->node->key != NULL ? slot->node->key_at
                                                                                            : slot->at,
                              .absent = slot->section->absent};
    if (tree_is_empty(slot->node)) {
        param_fail(fill, slot, "has no value; write for example %s",
                   row->whole ? "{law: geometric, mean: 1.6}" : units_example(row->unit));
        return false;
    }
    if (!param_fill_section(fill, &section))
        return false;
    if (!check_keys(fill, &section, law->spec) || !check_observed(fill, &section, law->spec, row->observed_ok) ||
        !check_count(fill, &section, row, law->spec) || !check_parts(fill, &section, row, law->spec))
        return false;
    const char *wrong = param_law_make(law, fill->arena);
    if (wrong == NULL && row->whole && !law_is_count(&law->law))
        wrong = "the values must be whole numbers; use geometric, poisson, table or a whole number";
    if (wrong != NULL) {
        param_fail_at(fill, &section, section.at, section.path, "%s", wrong);
        return false;
    }
    law->spec->given = law->given = true;
    law->observed = !isnan(law->spec->observed);
    return true;
}
