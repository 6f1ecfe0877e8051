#include "report/checker.h"

#include "base/text.h"

const char *checker_of(const char *path)
{
    static const struct {
        const char *start, *who;
    } owners[] = {
        {"money", "finance business partner"},
        {"demand", "performance analyst"},
        {"pathway", "performance analyst"},
        {"exits", "performance analyst"},
        {"history", "performance analyst"},
        {"tasks", "performance analyst"},
        {"pipelines", "workforce and academy lead"},
        {"recruitment", "workforce and academy lead"},
        {"workforce", "workforce and academy lead"},
        {"agency", "workforce and academy lead"},
        {"managed_teams", "workforce and academy lead"},
        {"supervision", "principal social worker"},
    };
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
        if (text_starts(path, owners[i].start))
            return owners[i].who;
    return "head of service";
}
