#include "report/streams.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "support/scene.h"

TestSuite(streams);

/* Each stream has a line that says what is drawn, and its number is the hash of the names in it. */
Test(streams, every_purpose_of_the_model_is_told)
{
    static const char *const scenarios[] = {"scenarios/luton-2020.yaml", "scenarios/adult-services.yaml",
                                            "scenarios/options/academy.yaml", "scenarios/small.yaml"};
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        struct scene scene;
        struct text csv = {0};
        size_t lines = 0;
        scene_open_file(&scene, scenarios[i]);
        const struct rng_registry *registry = &scene.service.prepared.registry;
        streams_write((const struct rng_registry *[]){registry, registry}, 2, &csv);
        char *rest = csv.at, *line = strsep(&rest, "\n");
        cr_assert_str_eq(line, "stream,purpose,of,drawn");
        for (; (line = strsep(&rest, "\n")) != NULL && *line != '\0'; lines++) {
            unsigned long id = strtoul(strsep(&line, ","), NULL, 10);
            char *purpose = strsep(&line, ","), *of = strsep(&line, ",");
            cr_assert(line != NULL && *line != '\0', "%s: nothing is told of %s", scenarios[i], purpose);
            cr_assert(strchr(line, ',') == NULL, "a comma in what is told of %s", purpose);
            const char *names[5] = {purpose, "", "", "", NULL};
            for (int k = 1; k < 4 && of != NULL && *of != '\0'; k++)
                names[k] = strsep(&of, " ");
            bool hashed = hash_names(names) == id;
            /* a worker of no team has an empty name in the middle, which a line does not show */
            names[3] = names[2];
            names[2] = names[1];
            names[1] = "";
            cr_assert(hashed || hash_names(names) == id || strncmp(purpose, "worker.", 7) == 0,
                      "%s: %s has another hash", scenarios[i], purpose);
        }
        cr_assert_eq(lines, registry->count, "%s: %zu lines, %zu streams", scenarios[i], lines, registry->count);
        text_release(&csv);
        scene_close(&scene);
    }
}
