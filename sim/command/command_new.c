#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "command/ask.h"
#include "command/command_load.h"
#include "command/compare_set.h"
#include "experiment/study.h"
#include "model/plan.h"
#include "model/published.h"

/* Everything of one command. */
struct work {
    const struct command_line *line;
    const char *folder; /* null until the council is known */
    const char **files; /* of the published figures */
    size_t file_count;
    const char *council;
    struct starter starter;
    enum starter_number asked;
    struct ask ask;
    struct arena arena;
    char why[STARTER_WHY];
};

/* --- the command line ---------------------------------------------------------------------------------------------- */

static bool is_table(const char *name)
{
    size_t length = strlen(name);
    return length > 4 && strcasecmp(name + length - 4, ".csv") == 0;
}

/* Of the operands the tables are published figures, since a shell writes out --from *.csv, and the other is the folder. */
static bool read_line(struct work *work)
{
    const struct command_line *line = work->line;
    work->files = arena_new(&work->arena, line->from_count + line->operand_count + 1, sizeof *work->files);
    for (size_t i = 0; i < line->from_count; i++)
        work->files[work->file_count++] = line->from[i];
    for (size_t i = 0; i < line->operand_count; i++) {
        if (is_table(line->operands[i])) {
            work->files[work->file_count++] = line->operands[i];
        } else if (work->folder != NULL) {
            command_misused(line, "\"%s\" is one folder too many", line->operands[i]);
            return false;
        } else {
            work->folder = line->operands[i];
        }
    }
    if (work->file_count > 0 && line->option[OPTION_COUNCIL] == NULL) {
        command_misused(line, "--council is missing: whose figures are to be read from the files");
        return false;
    }
    for (size_t i = 0; i < work->file_count; i++)
        if (!text_is_clean(work->files[i], strlen(work->files[i])) || strpbrk(work->files[i], "\n\t")) {
            command_misused(line, "a name on the command line holds a control character; rename that file");
            return false;
        }
    return true;
}

/* --- published figures --------------------------------------------------------------------------------------------- */

static bool read_file(struct work *work, const char *path, bool *here, struct text *near, struct diag *diag)
{
    const char *why;
    size_t length;
    char *bytes = file_read(path, CSV_BYTES_LIMIT, &length, &why);
    if (bytes == NULL) {
        diag_error(diag, (struct place){.file = diag_file(diag, path, "", 0)}, NULL, "%s", why);
        return false;
    }
    const char *slash = strrchr(path, '/');
    bool good = published_read(&work->starter, bytes, length, diag_file(diag, path, bytes, length),
                               slash ? slash + 1 : path, &work->arena, here, near, diag);
    free(bytes);
    return good;
}

static bool read_files(struct work *work)
{
    struct diag diag = {0};
    struct text near = {0};
    size_t found = 0;
    bool good = true;
    bool *here = arena_new(&work->arena, work->file_count + 1, sizeof *here);
    for (size_t i = 0; i < work->file_count; i++) {
        good = read_file(work, work->files[i], &here[i], &near, &diag) && good;
        found += here[i];
    }
    for (size_t i = 0; found > 0 && i < work->file_count; i++)
        if (!here[i])
            diag_warning(&diag, (struct place){.file = diag_file(&diag, work->files[i], "", 0)}, NULL,
                         "has no line of \"%s\"", work->starter.council);
    diag_print(&diag, stderr);
    if (good && found == 0 && work->file_count > 0) {
        command_misused(work->line, "no council \"%s\" is in the files%s%s", work->starter.council,
                        near.length > 0 ? "; near are " : "", near.length > 0 ? near.at : "");
        good = false;
    }
    text_release(&near);
    diag_release(&diag);
    return good;
}

/* --- questions ----------------------------------------------------------------------------------------------------- */

static const char *take_council(void *user, const char *answer)
{
    struct work *work = user;
    if (strlen(answer) > 60 || strpbrk(answer, "\t\n"))
        return "is too long for a name (60 characters at most), or holds a tab";
    work->council = arena_copy(&work->arena, answer);
    return NULL;
}

static const char *take_number(void *user, const char *answer)
{
    struct work *work = user;
    struct starter_figure *figure = &work->starter.figures[work->asked];
    double value;
    const char *wrong = starter_read(work->asked, answer, &value, work->why);
    if (wrong == NULL)
        *figure = (struct starter_figure){.value = value, .origin = STARTER_ENTERED};
    return wrong;
}

static const char *take_start(void *user, const char *answer)
{
    struct work *work = user;
    struct starter *starter = &work->starter;
    calendar_day day;
    const char *wrong = units_read_date(answer, &day, work->why);
    if (wrong != NULL)
        return wrong;
    starter->start = day + (7 - calendar_weekday(day)) % 7;
    starter->by = starter->start + 69L * 7;
    starter->start_origin = STARTER_ENTERED;
    return NULL;
}

static const char *take_by(void *user, const char *answer)
{
    struct work *work = user;
    const char *wrong = units_read_date(answer, &work->starter.by, work->why);
    if (wrong == NULL)
        work->starter.by_origin = STARTER_ENTERED;
    return wrong;
}

static void ask_numbers(struct work *work)
{
    struct starter *starter = &work->starter;
    char shown[64], iso[11];
    for (int i = 0; i < STARTER_NUMBERS; i++) {
        enum starter_number number = work->asked = (enum starter_number)i;
        if (starter->figures[i].origin == STARTER_PUBLISHED)
            continue;
        starter_scale(starter, number);
        starter_show(number, starter->figures[i].value, shown);
        ask_question(&work->ask, arena_printf(&work->arena, "%s (%s)", starter_question(number), starter_where(number)),
                     shown, take_number, work);
    }
    calendar_iso(starter->start, iso);
    if (starter->start_origin != STARTER_PUBLISHED)
        ask_question(&work->ask, "First day; the Monday from then on is taken", iso, take_start, work);
    calendar_iso(starter->by, iso);
    ask_question(&work->ask, "Date by which the aim is to be met", iso, take_by, work);
}

static bool gather(struct work *work)
{
    const struct command_line *line = work->line;
    const char *given = line->option[OPTION_COUNCIL];
    work->council = "Our council";
    const char *wrong = given == NULL                                              ? NULL
                        : given[0] == '\0' || !text_is_clean(given, strlen(given)) ? "is not a name"
                                                                                   : take_council(work, given);
    if (wrong != NULL) {
        command_misused(line, "--council %s", wrong);
        return false;
    }
    if (given == NULL)
        ask_question(&work->ask, "Name of the council", work->council, take_council, work);
    starter_defaults(&work->starter, work->council);
    if (!read_files(work))
        return false;
    ask_numbers(work);
    return ask_good(&work->ask);
}

/* --- writing ------------------------------------------------------------------------------------------------------- */

static bool write_text(struct folder *folder, const char *name, struct text *text, char *why)
{
    bool good = folder_write(folder, name, text->at, text->length, why);
    text_clear(text);
    return good;
}

static bool write_schema(struct folder *folder, const char *name, const struct param_table *table, char *why)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *out = mem_open_text(&bytes, &length);
    scenario_write_schema(table, out);
    mem_close_text(out);
    bool good = folder_write(folder, name, bytes, length, why);
    free(bytes);
    return good;
}

static bool write_files(const struct work *work, const struct starter_size *size, const char *slug,
                        struct folder *folder, char *why)
{
    struct text text = {0}, name = {0};
    text_printf(&name, "%s.yaml", slug);
    starter_write(&work->starter, size, slug, &text);
    bool good = write_text(folder, name.at, &text, why);
    for (int i = 0; i < STARTER_OPTIONS; i++) {
        text_clear(&name);
        text_printf(&name, "%s.yaml", starter_option_name((enum starter_option)i));
        starter_write_option(&work->starter, size, slug, (enum starter_option)i, &text);
        good = good && write_text(folder, name.at, &text, why);
    }
    starter_write_comparison(&work->starter, slug, &text);
    good = good && write_text(folder, "compare.yaml", &text, why);
    good = good && write_schema(folder, "schema.json", &plan_table, why) &&
           write_schema(folder, "comparison-schema.json", &study_table, why);
    text_release(&text);
    text_release(&name);
    return good;
}

/* The comparison loads the scenario and every option. What does not load is never left behind. */
static bool is_usable(struct work *work, const struct folder *folder)
{
    struct command_line plain = {.program = work->line->program, .command = work->line->command};
    struct compare_set set = {0};
    const char *comparison = arena_printf(&work->arena, "%s/compare.yaml", folder->work);
    bool good = compare_set_open_file(&set, comparison, &plain, true);
    compare_set_release(&set);
    return good;
}

static void say_next(const struct work *work, const char *slug)
{
    const char *folder = work->folder;
    int assumed = 0;
    for (int i = 0; i < STARTER_NUMBERS; i++)
        assumed += work->starter.figures[i].origin == STARTER_ASSUMED;
    printf("%s: a service that opens at %.4g cases a worker\n"
           "  %s.yaml, options on top of it, compare.yaml, and schemas for editors\n",
           folder, work->starter.figures[STARTER_CASELOAD].value, slug);
    if (assumed > 0)
        printf("  %d of the %d numbers are still those of the shipped example; the file says which\n", assumed,
               STARTER_NUMBERS);
    printf("Next:\n  headroom run %s/%s.yaml                 what happens if nothing is changed\n"
           "  headroom compare %s/compare.yaml --decide    which option, and what would change that\n",
           folder, slug, folder);
}

static int make(struct work *work)
{
    struct starter_size size;
    struct stat about;
    char slug[64], why[256] = "out of memory";
    const char *wrong = starter_size(&work->starter, &size, work->why);
    if (wrong != NULL) {
        fprintf(stderr, "%s: these numbers make no service: %s\n", work->line->program, wrong);
        return COMMAND_WRONG;
    }
    if (size.held < 1)
        fprintf(
            stderr,
            "%s: %.0f cases (caseload times case holders) are fewer than the children would make; every stage opens "
            "with %.0f%% of them, as if others held the rest\n",
            work->line->program, size.cases, 100 * size.held);
    starter_slug(work->starter.council, slug);
    if (work->folder == NULL)
        work->folder = slug;
    if (lstat(work->folder, &about) == 0)
        return command_misused(work->line, "%s is there already; name a folder that is not", work->folder);
    struct folder folder = {0};
    int result = COMMAND_FAILED;
    bool good = folder_open(&folder, work->folder, why) && write_files(work, &size, slug, &folder, why);
    if (good && !is_usable(work, &folder)) {
        result = COMMAND_WRONG;
    } else if (good && folder_finish(&folder, why)) {
        result = COMMAND_DONE;
        if (work->line->option[OPTION_QUIET] == NULL)
            say_next(work, slug);
    } else {
        fprintf(stderr, "%s: %s\n", work->line->program, why);
    }
    if (result != COMMAND_DONE)
        folder_discard(&folder);
    folder_release(&folder);
    return result;
}

static int begin(const struct command_line *line)
{
    struct work work = {.line = line};
    int result = COMMAND_WRONG;
    if (read_line(&work) && ask_open(&work.ask, line->option[OPTION_DEFAULTS] != NULL, line->program) && gather(&work))
        result = make(&work);
    ask_close(&work.ask);
    arena_release(&work.arena);
    return result;
}

const struct command command_new = {
    .name = "new",
    .operands = "[DIR] [FILE.csv...]",
    .brief = "a scenario of your own from twelve numbers, or from published files",
    .about =
        "Asks for twelve numbers and two dates, most of which every council publishes, and writes a folder with a scenario "
        "that is ready to run, options on top of it and a comparison. Enter takes the default, which is that of the "
        "shipped example. When standard input is no terminal, its lines are the answers; --defaults asks nothing. The "
        "folder must not be there yet; without DIR it is named after the council.\n\n"
        "With --council and --from, figures are read from the CSV files of the Department for Education as they are "
        "downloaded from explore-education-statistics.service.gov.uk, by their own column names: the indicators of the "
        "children's social work workforce, tables B1 and C1 of children in need, and numbers of children looked after. The "
        "latest year of each counts. Only what is not in them is asked for.\n\n"
        "The scenario has the teams and stages of the shipped example, scaled so that it opens at your caseload and stays "
        "there if nothing is changed. Every figure says whether it is published (grade A), entered (C) or assumed (D).",
    .example = "headroom new our-service\n"
               "headroom new our-service --defaults\n"
               "headroom new our-service --council Luton --from workforce.csv referrals.csv",
    .takes = COMMAND_TAKES(COUNCIL) | COMMAND_TAKES(FROM) | COMMAND_TAKES(DEFAULTS) | COMMAND_TAKES(QUIET),
    .run = begin,
};
