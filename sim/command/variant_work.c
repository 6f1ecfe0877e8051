/* How every command that tries variants goes about it. */
#include "command/session.h"
#include "command/variant.h"

static int run_all(struct variant_study *study, const struct variant_job *job, bool quiet)
{
    study->planned = job->planned;
    if (job->planned > 0)
        progress_start(&study->progress, stderr, quiet);
    int result = job->run(job->user);
    progress_end(&study->progress);
    if (result == COMMAND_DONE && job->planned > 0 && study->found > 0 && !quiet)
        fprintf(stderr, "%zu of %zu points were already there\n", study->found, study->planned);
    return result;
}

int variant_work(struct variant_study *study, const struct variant_job *job)
{
    if (!results_possible(study->line, study->out))
        return COMMAND_FAILED;
    session_listen();
    int result = run_all(study, job, study->line->option[OPTION_QUIET] != NULL);
    if (result != COMMAND_DONE)
        return result;
    struct ensemble hollow;
    struct result_run base = variant_base(study, &hollow);
    base.stopping = job->stopping;
    result = results_write(study->line, study->out, &base, job->write, job->user);
    if (result == COMMAND_DONE)
        store_clear(&study->store);
    return result;
}
