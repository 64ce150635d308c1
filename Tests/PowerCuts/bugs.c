// Mistakes of a careless journal, made below the daemon: a library to preload, so that the product has none of them.
//
// PAYLINK_BUG names one. The power cuts have to catch each, or they prove nothing.
//
//   late-sync           a sync is made before the next write, so every answer leaves before its own
//   no-sync             no data sync is ever made
//   retried-sync        a sync that failed is made once more
//   ignored-sync        nobody looks at what a sync reported
//   no-rewrite          what recovery found whole is neither written nor synced again
//   read-error-is-end   a read that fails is taken for the end of the file
//
// And no mistake at all: with PAYLINK_GROWS every file system calls itself btrfs, for which the daemon writes nothing
// ahead, so that its file grows with each batch.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <linux/magic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

static bool has_bug(const char *name) {
    const char *bug = getenv("PAYLINK_BUG");
    return bug && strcmp(bug, name) == 0;
}

static int (*real(const char *name))(int) {
    return (int (*)(int))dlsym(RTLD_NEXT, name);
}

// True from a write that was left out until a write that was made: there is nothing to sync.
static bool is_unchanged;

// True while a sync is due.
static bool is_late;

int fdatasync(int file) {
    if (has_bug("no-sync") || (has_bug("no-rewrite") && is_unchanged)) return 0;
    if (has_bug("late-sync")) {
        is_late = true;
        return 0;
    }
    int result = real("fdatasync")(file);
    if (result != 0 && has_bug("retried-sync")) return real("fdatasync")(file);
    return has_bug("ignored-sync") ? 0 : result;
}

int fsync(int file) {
    if (has_bug("no-rewrite") && is_unchanged) return 0;
    return real("fsync")(file);
}

ssize_t pread(int file, void *bytes, size_t count, off_t offset) {
    ssize_t (*real_pread)(int, void *, size_t, off_t) = dlsym(RTLD_NEXT, "pread");
    ssize_t result = real_pread(file, bytes, count, offset);
    return result < 0 && has_bug("read-error-is-end") ? 0 : result;
}

static bool is_there(int file, const void *bytes, size_t count, off_t offset) {
    char *present = malloc(count);
    bool is_whole = present && pread(file, present, count, offset) == (ssize_t)count;
    bool is_same = is_whole && memcmp(present, bytes, count) == 0;
    free(present);
    return is_same;
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
    ssize_t (*real_pwrite)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, "pwrite");
    if (is_late && real("fdatasync")(file) != 0) return -1;
    is_late = false;
    is_unchanged = has_bug("no-rewrite") && is_there(file, bytes, count, offset);
    return is_unchanged ? (ssize_t)count : real_pwrite(file, bytes, count, offset);
}

int fstatfs(int file, struct statfs *status) {
    int (*real_fstatfs)(int, struct statfs *) = dlsym(RTLD_NEXT, "fstatfs");
    int result = real_fstatfs(file, status);
    if (result == 0 && getenv("PAYLINK_GROWS")) status->f_type = BTRFS_SUPER_MAGIC;
    return result;
}
