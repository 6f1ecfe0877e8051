/* Sentences of a comparison that need no runs. */
#include <criterion/criterion.h>
#include <string.h>

#include "report/comparison.h"

Test(comparison_words, regret_is_told_of_one_option_or_of_several)
{
    static const struct {
        double regret;
        bool shared;
        const char *words;
    } rows[] = {{0, true, "Several options are as good as the best in each of 3 futures."},
                {0.124, true, "In the worst of 3 futures several options fall 12 points behind the best."},
                {0, false, "Least regret: Academy is the best or as good as the best in each of 3 futures."},
                {0.124, false, "Least regret: Academy is never more than 12 points behind"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct regret_worst worst[2] = {{.regret = 0.5}, {.regret = rows[i].regret}};
        struct regret regret = {.futures = 3, .options = 2, .worst = worst, .least = 1, .shared = rows[i].shared};
        struct option_run options[2] = {{.title = "Current plan"}, {.title = "Academy"}};
        struct comparison comparison = {.options = options, .count = 2, .regret = &regret};
        struct text words = {0};
        comparison_regret_words(&comparison, &words);
        cr_expect(strstr(words.at, rows[i].words) != NULL, "row %zu: %s", i, words.at);
        text_release(&words);
    }
}
