/* Files that must be refused, and folders that appear whole or not at all, in a temporary folder. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"

/* Every test works in a folder of its own, and names in it are relative. */
static void enter(char home[static 64])
{
    snprintf(home, 64, "/tmp/headroom-file-XXXXXX");
    cr_assert_not_null(mkdtemp(home), "no temporary folder");
    cr_assert_eq(chdir(home), 0);
}

static void put(const char *name, const char *words)
{
    FILE *out = fopen(name, "w");
    cr_assert_not_null(out, "%s", name);
    fputs(words, out);
    fclose(out);
}

static bool is(const char *name, const char *words)
{
    size_t length;
    const char *why;
    char *text = file_read(name, 1 << 20, &length, &why);
    bool same = text && length == strlen(words) && text_equal(text, words);
    free(text);
    return same;
}

/* How many names a folder holds, hidden ones too: what was left lying about. */
static int entries(const char *name)
{
    DIR *folder = opendir(name);
    int count = -2;
    if (!folder)
        return -1;
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

static void leave(const char *home)
{
    (void)!chdir("/");
    pid_t child = fork();
    if (child == 0)
        execlp("rm", "rm", "-rf", home, (char *)NULL);
    waitpid(child, NULL, 0);
}

static void refuse_read(const char *name, size_t limit, const char *reason)
{
    size_t length;
    const char *why = NULL;
    char *text = file_read(name, limit, &length, &why);
    cr_assert_null(text, "%s was read", name);
    cr_assert_str_eq(why, reason, "%s: %s", name, why);
}

Test(file, reads_regular_files_only, .timeout = 5)
{
    char home[64];
    enter(home);
    put("empty", "");
    put("words", "twelve bytes");
    mkdir("folder", 0755);
    mkfifo("fifo", 0644);
    cr_assert_eq(symlink("words", "link"), 0);
    cr_assert_eq(symlink("loop", "loop"), 0);
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
    cr_assert_eq(bind(listener, (struct sockaddr *)&address, sizeof address), 0);

    cr_assert(is("empty", "") && is("words", "twelve bytes") && is("link", "twelve bytes"));
    size_t length;
    const char *why;
    char *text = file_read("words", 12, &length, &why);
    cr_assert(text && length == 12, "exactly the limit");
    free(text);
    text = file_read("/proc/self/stat", 1 << 20, &length, &why);
    cr_assert(text && length > 20, "a file that states no size");
    free(text);
    refuse_read("words", 11, "is too large");
    refuse_read("none", 1, "does not exist");
    refuse_read("words/x", 1, "does not exist (part of its path is not a folder)");
    refuse_read("folder", 1, "is a directory");
    refuse_read("fifo", 1, "is not a regular file");
    refuse_read("socket", 1, "is not a regular file");
    refuse_read("/dev/zero", 1, "is not a regular file");
    refuse_read("loop", 1, "is a symbolic link that leads nowhere");
    cr_assert_eq(truncate("words", (1 << 20) + 1), 0);
    refuse_read("words", 1 << 20, "is larger than 1 MiB");
    close(listener);
    leave(home);
}

static void write_result(struct folder *folder, const char *words)
{
    static const char manifest[] = "{\"outputs\": {\"series.csv\": 1, \"charts/fan.svg\": 2}}";
    char why[256] = "";
    cr_assert(folder_write(folder, "series.csv", words, strlen(words), why), "%s", why);
    cr_assert(folder_write(folder, "charts/fan.svg", "<svg/>", 6, why), "%s", why);
    cr_assert(folder_write(folder, "manifest.json", manifest, sizeof manifest - 1, why), "%s", why);
}

Test(file, folder_appears_whole)
{
    char home[64], why[256] = "";
    enter(home);
    struct folder folder;
    cr_assert(folder_open(&folder, "deep/er/result//", why), "%s", why);
    cr_assert_str_eq(folder.path, "deep/er/result");
    write_result(&folder, "first");
    cr_assert_eq(access("deep/er/result", F_OK), -1, "it appeared before it was whole");
    cr_assert(folder_finish(&folder, why), "%s", why);
    folder_discard(&folder);
    folder_release(&folder);
    struct stat about;
    cr_assert(stat("deep/er/result/series.csv", &about) == 0 && (about.st_mode & 07777 & ~022) == 0644);
    cr_assert(is("deep/er/result/series.csv", "first") && is("deep/er/result/charts/fan.svg", "<svg/>"));
    cr_assert(entries("deep/er") == 1 && entries("deep/er/result") == 3);

    /* once more over it, with a file fewer; and once given up */
    cr_assert(folder_open(&folder, "deep/er/result", why), "%s", why);
    cr_assert(folder_write(&folder, "manifest.json", "{}", 2, why), "%s", why);
    cr_assert(is("deep/er/result/series.csv", "first"), "the older result stands until then");
    cr_assert(folder_finish(&folder, why), "%s", why);
    folder_release(&folder);
    cr_assert(entries("deep/er") == 1 && entries("deep/er/result") == 1 && is("deep/er/result/manifest.json", "{}"));
    cr_assert(folder_open(&folder, "deep/er/result", why), "%s", why);
    write_result(&folder, "third");
    folder_discard(&folder);
    folder_release(&folder);
    folder_release(&folder);
    cr_assert(entries("deep/er") == 1 && is("deep/er/result/manifest.json", "{}"));
    leave(home);
}

static void refuse_open(const char *path, const char *reason)
{
    struct folder folder;
    char why[256] = "";
    int before = entries(".");
    cr_assert_not(folder_open(&folder, path, why), "%s was accepted", path);
    cr_assert(strstr(why, reason), "%s: %s", path, why);
    cr_assert_eq(entries("."), before, "%s: something was left", path);
    cr_assert(!folder.path && !folder.work);
}

Test(file, folder_keeps_what_is_not_its_own)
{
    char home[64], why[256];
    enter(home);
    mkdir("empty", 0755);
    mkdir("home", 0755);
    put("home/thesis.txt", "years");
    mkdir("mixed", 0755);
    put("mixed/manifest.json", "{\"outputs\": [\"series.csv\"]}");
    put("mixed/series.csv", "1");
    mkdir("deep", 0755);
    put("deep/manifest.json", "{}");
    mkdir("deep/charts", 0755);
    mkdir("deep/charts/deeper", 0755);
    put("plain", "");
    cr_assert_eq(symlink("empty", "link"), 0);
    cr_assert_eq(symlink("nowhere", "dangling"), 0);
    refuse_open("home", "is not a result of this program");
    refuse_open("deep", "deep holds charts/deeper");
    refuse_open("plain", "is not a folder");
    refuse_open("plain/x", "cannot be used");
    refuse_open("link", "is a symbolic link");
    refuse_open("dangling", "is a symbolic link");
    refuse_open(".", "is no name");
    refuse_open("empty/..", "is no name");
    refuse_open("/", "is no name");
    refuse_open("", "is no name");

    /* what comes in between open and finish is kept as well */
    struct folder folder;
    cr_assert(folder_open(&folder, "mixed", why), "%s", why);
    put("mixed/notes.txt", "mine");
    cr_assert(folder_write(&folder, "manifest.json", "{}", 2, why), "%s", why);
    cr_assert_not(folder_finish(&folder, why));
    cr_assert(strstr(why, "mixed holds notes.txt, which is not part of a result"), "%s", why);
    folder_discard(&folder);
    folder_release(&folder);
    cr_assert(is("mixed/notes.txt", "mine") && is("mixed/series.csv", "1") && entries("mixed") == 3);
    refuse_open("mixed", "mixed holds notes.txt");
    unlink("mixed/notes.txt");
    cr_assert_eq(symlink("../home/thesis.txt", "mixed/series.svg"), 0);
    refuse_open("mixed", "mixed holds series.svg");
    unlink("mixed/series.svg");

    /* a link in the working folder is removed, not followed */
    cr_assert(folder_open(&folder, "mixed", why), "%s", why);
    struct text link = {0};
    text_printf(&link, "%s/charts", folder.work);
    cr_assert_eq(symlink("../home", link.at), 0);
    cr_assert_not(folder_write(&folder, "charts/fan.svg", "x", 1, why), "a file was written through a link");
    folder_discard(&folder);
    folder_release(&folder);
    text_release(&link);
    cr_assert(is("home/thesis.txt", "years") && entries("home") == 1);
    leave(home);
}

Test(file, folder_says_why_it_cannot_write)
{
    char home[64], why[256] = "";
    enter(home);
    struct folder folder;
    cr_assert(folder_open(&folder, "result", why), "%s", why);
    static const char *const bad[] = {"", "/etc/x", "../x", "a/b/c", "a/../x", "a/", ".hidden", "a//b"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_assert_not(folder_write(&folder, bad[i], "x", 1, why), "%s was written", bad[i]);
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit little = {.rlim_cur = 100, .rlim_max = RLIM_INFINITY};
    char large[5000] = "";
    cr_assert_eq(getrlimit(RLIMIT_FSIZE, &little), 0);
    little.rlim_cur = 100;
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &little), 0);
    bool written = folder_write(&folder, "series.csv", large, sizeof large, why);
    little.rlim_cur = little.rlim_max;
    setrlimit(RLIMIT_FSIZE, &little);
    cr_assert_not(written, "a cut file was taken for whole");
    cr_assert(strstr(why, "result/series.csv cannot be written: "), "%s", why);
    cr_assert_eq(entries(folder.work), 0, "a cut file was left");
    cr_assert(folder_write(&folder, "series.csv", large, sizeof large, why), "%s", why);
    cr_assert(folder_write(&folder, "series.csv", "", 0, why), "twice: %s", why);
    folder_discard(&folder);
    folder_release(&folder);
    cr_assert_eq(entries("."), 0);
    leave(home);
}
