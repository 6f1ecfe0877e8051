#include "report/trail_file.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"

#define FILE_LIMIT ((size_t)1 << 30)

char *trail_file_read(const char *folder, const char *name, size_t *length)
{
    struct text path = {0};
    const char *missing;
    text_printf(&path, "%s/%s", folder, name);
    char *bytes = file_read(path.at, FILE_LIMIT, length, &missing);
    text_release(&path);
    return bytes;
}

json_t *trail_file_json(const char *folder, const char *name)
{
    size_t length;
    json_error_t error;
    char *bytes = trail_file_read(folder, name, &length);
    json_t *root = bytes != NULL ? json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &error) : NULL;
    free(bytes);
    return root;
}

static bool is_listed(const json_t *manifest, const char *name, const char *hash)
{
    size_t index;
    const json_t *entry;
    json_array_foreach(json_object_get(manifest, "outputs"), index, entry)
    {
        const char *listed = json_string_value(json_object_get(entry, "name"));
        const char *told = json_string_value(json_object_get(entry, "sha256"));
        if (listed != NULL && told != NULL && text_equal(listed, name) && text_equal(told, hash))
            return true;
    }
    return false;
}

bool trail_file_unaltered(const char *folder, const char *name)
{
    size_t length;
    char hash[65], *bytes = trail_file_read(folder, name, &length);
    if (bytes == NULL)
        return false;
    hash_sha256(bytes, length, hash);
    free(bytes);
    json_t *manifest = trail_file_json(folder, "manifest.json");
    bool listed = is_listed(manifest, name, hash);
    json_decref(manifest);
    return listed;
}
