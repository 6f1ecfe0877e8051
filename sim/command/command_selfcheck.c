#include <jansson.h>
#include <time.h>

#include "command/session.h"
#include "experiment/selfcheck.h"
#include "report/manifest.h"

/* The certificate under way. */
struct certificate {
    size_t checks, failed;
};

/* "Program: headroom 0.1.0, compiler 12.2.0, ...": one line for each part of what made it. */
static void print_facts(const char *title, const json_t *facts)
{
    const char *key, *between = " ";
    json_t *value;
    printf("%s:", title);
    json_object_foreach((json_t *)facts, key, value)
    {
        char *words = json_dumps(value, JSON_ENCODE_ANY);
        bool quoted = json_is_string(value);
        printf("%s%s %s", between, key, quoted ? json_string_value(value) : words);
        free(words);
        between = ", ";
    }
    printf("\n");
}

static void print_head(void)
{
    char date[11] = "?";
    struct tm parts;
    time_t now = time(NULL);
    if (gmtime_r(&now, &parts))
        strftime(date, sizeof date, "%Y-%m-%d", &parts);
    json_t *maker = manifest_maker(HEADROOM_VERSION);
    printf("Certificate of a self-check, %s (UTC)\n\n", date);
    print_facts("Program", json_object_get(maker, "program"));
    print_facts("Libraries", json_object_get(maker, "libraries"));
    print_facts("Machine", json_object_get(maker, "machine"));
    json_decref(maker);
    printf("\nExact results against simulated ones; a figure passes within %d standard errors.\n\n", SELFCHECK_ERRORS);
}

static void print_numbers(struct certificate *certificate)
{
    size_t count, right = selfcheck_numbers(&count);
    printf("Random numbers: known answers of Philox4x32-10 (Random123) and of an address\n");
    printf("  %-52s  %zu of %zu  %s\n\n", "bit for bit", right, count, right == count ? "pass" : "FAIL");
    certificate->checks++;
    certificate->failed += right != count;
}

static void print_figures(const struct selfcheck_case *of, const struct selfcheck_got *got,
                          struct certificate *certificate)
{
    printf("%s (%s)\n", of->name, of->theory);
    for (int i = 0; i < SELFCHECK_FIGURES && of->figures[i].kind != SELFCHECK_NONE; i++) {
        char words[120];
        selfcheck_words(&of->figures[i], words);
        printf("  %-52s  %10.7g  %10.7g  %9.3g  %s\n", words, of->figures[i].exact, got[i].value, got[i].error,
               got[i].passed ? "pass" : "FAIL");
        certificate->checks++;
        certificate->failed += !got[i].passed;
    }
    printf("\n");
}

static int check(const struct command_line *line)
{
    struct certificate certificate = {0};
    if (line->operand_count > 0)
        return command_misused(line, "\"%s\" is one too many: it takes no file", line->operands[0]);
    session_listen();
    print_head();
    print_numbers(&certificate);
    printf("  %-52s  %10s  %10s  %9s\n", "", "expected", "got", "error");
    for (size_t i = 0; i < selfcheck_count; i++) {
        struct selfcheck_got got[SELFCHECK_FIGURES];
        char why[256];
        if (selfcheck_run(&selfcheck_cases[i], session_stop_flag(), got, why)) {
            print_figures(&selfcheck_cases[i], got, &certificate);
        } else if (session_stopped()) {
            printf("Stopped: this is no certificate.\n");
            return COMMAND_SIGNAL + session_stopped();
        } else {
            printf("%s\n  could not be run: %s  FAIL\n\n", selfcheck_cases[i].name, why);
            certificate.checks++;
            certificate.failed++;
        }
        fflush(stdout);
    }
    if (certificate.failed > 0)
        printf("FAILED: %zu of %zu checks. Do not rely on this program on this machine; please report it.\n",
               certificate.failed, certificate.checks);
    else
        printf("Passed: all %zu checks.\n", certificate.checks);
    return certificate.failed > 0 ? COMMAND_FAILED : COMMAND_DONE;
}

const struct command command_selfcheck = {
    .name = "selfcheck",
    .operands = "",
    .least = 0,
    .most = 0,
    .brief = "exact results of theory against the program, on this very machine",
    .about =
        "Simulates a dozen small services whose results are known exactly, from queueing and renewal theory, and "
        "compares known answers of its random numbers bit for bit. Prints a dated certificate: program, compiler, "
        "libraries, class of machine, and for each figure what was expected, what came out, its standard error and "
        "the verdict. It takes some seconds and reads and writes no file.\n\n"
        "It shows that the program calculates what it says, here. Whether a scenario says the right thing about a "
        "service is another question.",
    .example = "headroom selfcheck\n"
               "headroom selfcheck > certificate.txt",
    .exits = "1 when a check failed.",
    .run = check,
};
