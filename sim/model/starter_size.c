/* The arithmetic from twelve numbers to a service in balance (see starter.h). The proportions are those of the shipped
 * example, luton-2020.yaml, whose arithmetic scenarios/README.md tells; Little's law (cases open = new a week x weeks)
 * holds in every stage, so that nothing drifts for no reason but a disagreement of the numbers. */
#include <math.h>
#include <stdio.h>

#include "model/starter.h"

static const double WEEKS = 365.25 / 7, CARE_WEEKS = 142.6, DISABLED_WEEKS = 144, LEAVER_WEEKS = 208;
/* Of those who come into care, how many come straight from assessment; how many leave care as care leavers. */
static const double CARE_FROM_ASSESSMENT = 0.372, LEAVERS_FROM_CARE = 0.46, LEAVERS_FROM_DISABLED = 0.07;
/* A team's caseload and agency share against those of the service. */
static const double load_against[STARTER_TEAMS] = {1.195, 1.007, 0.850, 0.935};
static const double agency_against[STARTER_TEAMS] = {1.265, 1.032, 0.753, 0.885};
/* Of the agency staff and of the vacancies in the whole service, how many are in posts that hold cases. */
static const double AGENCY_HOLDING = 45.2 / 59.0, VACANCY_HOLDING = 58.0 / 79.0;
/* Seats that must be funded for one agency worker at work, since a successor takes weeks to come. */
static const double SEATS_FOR_ONE = 1.097;

static double value(const struct starter *starter, enum starter_number number)
{
    return starter->figures[number].value;
}

static double tenths(double number)
{
    return round(number * 10) / 10;
}

static double hundredths(double number)
{
    return round(number * 100) / 100;
}

/* Cases of every stage; the rest is with family safeguarding. In some returns the case holders hold fewer cases than there
 * are children, since others hold some: then every stage has its share of them, and family safeguarding a quarter. */
static const char *size_cases(const struct starter *starter, struct starter_size *size, char *why)
{
    double caseload = value(starter, STARTER_CASELOAD), weekly = value(starter, STARTER_REFERRALS) / WEEKS;
    /* England assesses in 6.2 weeks at 16.3 cases each; the example takes 8.2 at 22.6. */
    double weeks = tenths(fmin(10, fmax(5, 6.2 + (caseload - 16.3) * 2 / 6.3)));
    double assessment = weekly * weeks, looked = value(starter, STARTER_LOOKED_AFTER);
    double disabled = value(starter, STARTER_IN_NEED) * 216 / 2005;
    size->cases = round(caseload * value(starter, STARTER_HOLDERS));
    size->held = fmin(1, 0.75 * size->cases / (assessment + looked + disabled));
    size->team[STARTER_ASSESSMENT].opening = (int)fmax(1, round(assessment * size->held));
    size->team[STARTER_LOOKED].opening = (int)fmax(1, round(looked * size->held));
    size->team[STARTER_DISABLED].opening = (int)fmax(1, round(disabled * size->held));
    size->team[STARTER_FAMILY].opening = (int)size->cases - size->team[STARTER_ASSESSMENT].opening -
                                         size->team[STARTER_LOOKED].opening - size->team[STARTER_DISABLED].opening;
    size->weeks[STARTER_ASSESSMENT] = size->held < 1 ? tenths(size->team[STARTER_ASSESSMENT].opening / weekly) : weeks;
    if (size->held >= 0.4 && size->team[STARTER_FAMILY].opening >= 1)
        return NULL;
    snprintf(why, STARTER_WHY,
             "%.0f cases (caseload times case holders) are far too few beside about %.0f assessments under way, %.0f "
             "children looked after and %.0f with disabilities; look at these numbers",
             size->cases, assessment, looked, disabled);
    return why;
}

/* Where the referrals go, so that every stage has as many coming as leaving. */
static const char *size_routes(const struct starter *starter, struct starter_size *size, char *why)
{
    double weekly = value(starter, STARTER_REFERRALS) / WEEKS;
    double care = size->team[STARTER_LOOKED].opening / CARE_WEEKS;
    double disabled = size->team[STARTER_DISABLED].opening / DISABLED_WEEKS;
    size->ended = hundredths(100 * value(starter, STARTER_ENDED));
    size->looked = hundredths(100 * CARE_FROM_ASSESSMENT * care / weekly);
    size->disabled = hundredths(100 * disabled / weekly);
    double left = 100 - size->ended - size->looked - size->disabled;
    double wanted = 100 * size->team[STARTER_FAMILY].opening / 59.0 / weekly;
    size->family = hundredths(fmax(0.2 * left, fmin(0.85 * left, wanted)));
    size->brief = hundredths(left - size->family);
    double family = weekly * size->family / 100;
    size->weeks[STARTER_LOOKED] = CARE_WEEKS;
    size->weeks[STARTER_DISABLED] = DISABLED_WEEKS;
    size->weeks[STARTER_FAMILY] = tenths(size->team[STARTER_FAMILY].opening / family);
    size->into_care = tenths(100 * (1 - CARE_FROM_ASSESSMENT) * care / family);
    if (left <= 5 || size->into_care > 60) {
        snprintf(why, STARTER_WHY,
                 "of %.0f referrals a year too few are taken on to explain the children looked after; look at the "
                 "referrals, the share that ends and the children looked after",
                 value(starter, STARTER_REFERRALS));
        return why;
    }
    if (size->weeks[STARTER_FAMILY] < 4 || size->weeks[STARTER_FAMILY] > 260) {
        snprintf(
            why, STARTER_WHY,
            "%.0f cases on %.0f referrals a year would mean %.0f weeks of help for each; look at the caseload, the "
            "case holders and the referrals",
            size->cases, value(starter, STARTER_REFERRALS), size->weeks[STARTER_FAMILY]);
        return why;
    }
    return NULL;
}

/* Workers by team in proportion to cases and usual load; what rounding leaves goes to family safeguarding. */
static void size_staff(const struct starter *starter, struct starter_size *size)
{
    double holders = value(starter, STARTER_HOLDERS), load = 0, agency_load = 0, left = holders;
    double agency = fmin(AGENCY_HOLDING * value(starter, STARTER_AGENCY), 0.85 * holders), fte[STARTER_TEAMS];
    for (int i = 0; i < STARTER_TEAMS; i++)
        load += size->team[i].opening / load_against[i];
    for (int i = 0; i < STARTER_TEAMS; i++) {
        fte[i] = fmax(0.5, tenths(holders * size->team[i].opening / load_against[i] / load));
        left -= i == STARTER_FAMILY ? 0 : fte[i];
    }
    fte[STARTER_FAMILY] = tenths(left);
    for (int i = 0; i < STARTER_TEAMS; i++)
        agency_load += fte[i] * agency_against[i];
    for (int i = 0; i < STARTER_TEAMS; i++) {
        struct starter_team_size *team = &size->team[i];
        team->locums = tenths(fmin(0.9 * fte[i], agency * fte[i] * agency_against[i] / agency_load));
        team->settled = tenths(fte[i] - team->locums);
        bool divided = i == STARTER_FAMILY || i == STARTER_LOOKED;
        team->teams = divided ? (int)fmax(1, round(fte[i] / 10)) : 1;
    }
}

static void size_posts(const struct starter *starter, struct starter_size *size)
{
    double vacant = VACANCY_HOLDING * value(starter, STARTER_VACANCIES), holders = value(starter, STARTER_HOLDERS);
    for (int i = 0; i < STARTER_TEAMS; i++) {
        struct starter_team_size *team = &size->team[i];
        double fte = team->settled + team->locums, filled = team->settled + SEATS_FOR_ONE * team->locums;
        team->posts = (int)ceil(fmax(filled, team->settled + vacant * fte / holders) - 0.001);
        team->cover = round(1000 * filled / team->posts) / 1000;
        team->seats = (int)ceil(team->locums / AGENCY_HOLDING - 0.001);
    }
}

static void size_leavers(const struct starter *starter, struct starter_size *size)
{
    double weekly = value(starter, STARTER_REFERRALS) / WEEKS, settled = 0;
    double leavers = LEAVERS_FROM_CARE * size->team[STARTER_LOOKED].opening / CARE_WEEKS +
                     LEAVERS_FROM_DISABLED * size->team[STARTER_DISABLED].opening / DISABLED_WEEKS;
    for (int i = 0; i < STARTER_TEAMS; i++)
        settled += size->team[i].settled;
    size->leavers_open = (int)fmax(1, round(leavers * LEAVER_WEEKS));
    size->adviser_staff = (int)fmax(1, round(size->leavers_open / 23.4));
    size->adviser_posts = size->adviser_staff + (int)fmax(1, round(size->adviser_staff / 12.0));
    size->new_children = round(value(starter, STARTER_REFERRALS) * (1 - value(starter, STARTER_REREFERRED)));
    size->returns = tenths(100 * value(starter, STARTER_REREFERRED) * weekly / (weekly - leavers));
    size->candidates = fmax(0.1, tenths(settled * value(starter, STARTER_TURNOVER) / 0.85));
    /* The few advisers' posts are seldom vacant, so that many who would come find no place: 3.4 for 12 in the example. */
    size->adviser_candidates =
        fmax(0.1, tenths(3.4 / 12 * size->adviser_staff * value(starter, STARTER_TURNOVER) / 0.135));
}

/* What contradicts itself before anything is divided. */
static const char *contradiction(const struct starter *starter, char *why)
{
    double in_need = value(starter, STARTER_IN_NEED), referrals = value(starter, STARTER_REFERRALS);
    const char *said = NULL;
    if (value(starter, STARTER_LOOKED_AFTER) >= in_need)
        said = "the children looked after are among the children in need, so there cannot be as many or more of them";
    else if (in_need > 4 * referrals)
        said = "there are more than four times as many children in need as referrals in a year; look at both numbers";
    else if (starter->by <= starter->start)
        said = "the target's date is not after the first day";
    else if (starter->by > starter->start + 10L * 365)
        said = "the target's date is more than ten years after the first day";
    if (said != NULL)
        snprintf(why, STARTER_WHY, "%s", said);
    return said != NULL ? why : NULL;
}

const char *starter_size(const struct starter *starter, struct starter_size *size, char why[static STARTER_WHY])
{
    *size = (struct starter_size){0};
    const char *wrong = contradiction(starter, why);
    if (wrong == NULL)
        wrong = size_cases(starter, size, why);
    if (wrong == NULL)
        wrong = size_routes(starter, size, why);
    if (wrong != NULL)
        return wrong;
    size_staff(starter, size);
    if (size->team[STARTER_FAMILY].settled + size->team[STARTER_FAMILY].locums < 0.5) {
        snprintf(why, STARTER_WHY, "%.1f case holders are too few for four teams; start from scenarios/small.yaml",
                 value(starter, STARTER_HOLDERS));
        return why;
    }
    size_posts(starter, size);
    size_leavers(starter, size);
    return NULL;
}
