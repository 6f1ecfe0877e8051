/* Starter: a scenario of one's own from twelve numbers, most of which every council publishes.
 *
 * The numbers (starter_numbers.def) are scaled to the structure of the shipped example: assessment, family safeguarding,
 * looked after, disabilities, care leavers. starter_size() divides cases, workers and posts over the teams so that the
 * service opens at the stated caseload and stays there if nothing is changed; starter_write.c turns that into YAML, every
 * figure with its source. `headroom new` comes here; published.h fills the numbers from what the government publishes.
 * To ask for one more number: a row in starter_numbers.def, its place in starter_size.c, and a line in starter_write.c. */
#ifndef MODEL_STARTER_H
#define MODEL_STARTER_H

#include <stdbool.h>

#include "base/calendar.h"
#include "base/text.h"

enum starter_number {
#define NUMBER(id, question, kind, fallback, least, most, where) STARTER_##id,
#include "model/starter_numbers.def"
#undef NUMBER
    STARTER_NUMBERS
};

enum starter_origin { STARTER_ASSUMED, STARTER_ENTERED, STARTER_PUBLISHED };

struct starter_figure {
    double value; /* shares as 0.17, money in pounds */
    enum starter_origin origin;
    const char *from; /* the publication, file and line; borrowed; only of published ones */
};

struct starter {
    const char *council; /* borrowed */
    struct starter_figure figures[STARTER_NUMBERS];
    calendar_day start, by; /* the first day, a Monday, and the day by which the target is to be met */
    enum starter_origin start_origin, by_origin;
    const char *start_from;
};

enum { STARTER_WHY = 240 };
enum starter_team { STARTER_ASSESSMENT, STARTER_FAMILY, STARTER_LOOKED, STARTER_DISABLED, STARTER_TEAMS };

struct starter_team_size {
    int opening; /* cases */
    int teams;
    int posts;
    double settled, locums; /* FTE, to tenths */
    int seats;
    double cover; /* share of the posts, to thousandths */
};

/* The whole service in figures; durations in weeks, shares of routes in per cent to hundredths, rates per year. */
struct starter_size {
    struct starter_team_size team[STARTER_TEAMS];
    double new_children;                            /* a year */
    double ended, brief, family, looked, disabled;  /* routes from assessment, totalling 100 */
    double weeks[STARTER_TEAMS];                    /* as observed */
    double into_care;                               /* share of family cases that go on to care, per cent */
    double returns;                                 /* per cent */
    int leavers_open, adviser_posts, adviser_staff; /* care leavers and their personal advisers */
    double candidates, adviser_candidates;          /* a year */
    double cases;
    double held; /* share of the children looked after and the rest whose cases the case holders hold; mostly 1 */
};

/* The numbers of the shipped example, all assumed. `council` is borrowed. */
void starter_defaults(struct starter *starter, const char *council);

/* Scales a number that is still assumed to the size of the service, as far as that is known by its case holders or else its
 * referrals. Shares, caseloads and pay have no size. */
void starter_scale(struct starter *starter, enum starter_number number);

const char *starter_question(enum starter_number number);
const char *starter_where(enum starter_number number);
/* "2,890", "17%", "£37,000": as it is asked for, and reads back. */
void starter_show(enum starter_number number, double value, char out[static 64]);
/* Reads an answer: 2,890, 17% or 17, £37,000. Returns null, or what is wrong with it in `why`. */
const char *starter_read(enum starter_number number, const char *text, double *value, char why[static STARTER_WHY]);

/* The Monday after the workforce census of 30 September of a year. */
calendar_day starter_after_census(int year);

/* Scales the service. Returns null, or in `why` which answers cannot make a service, and what to look at. */
const char *starter_size(const struct starter *starter, struct starter_size *size, char why[static STARTER_WHY]);

/* A name of that council that files may have: "St. Helens" is st-helens. Never empty, and never the name of
 * another file that is written beside it. */
void starter_slug(const char *council, char out[static 64]);

/* The scenario. `slug` names its file. */
void starter_write(const struct starter *starter, const struct starter_size *size, const char *slug, struct text *out);

/* Options on top of it, a file each (NAME.yaml), in starter_options.c: to add one, a line here, its name and title there, and what
 * it writes. */
enum starter_option {
    STARTER_MORE_POSTS,
    STARTER_ENOUGH_POSTS,
    STARTER_AGENCY_SURGE,
    STARTER_ACADEMY,
    STARTER_OPTIONS
};
const char *starter_option_name(enum starter_option option);
void starter_write_option(const struct starter *starter, const struct starter_size *size, const char *slug,
                          enum starter_option option, struct text *out);

/* The comparison of all of them (compare.yaml). */
void starter_write_comparison(const struct starter *starter, const char *slug, struct text *out);

#endif
