// A disk that loses power on command: one file to put a loop device on, and one file to command it with.
//
// usage: disk MOUNTPOINT BYTES    stays in the foreground until it is unmounted
//
// What is written sits in a volatile cache, sector by sector, until a flush stores it, as on a real disk with a
// write-back cache. A power cut stores a seeded choice of the waiting sectors, so that a write can be lost, torn or
// overtaken by a later one; from then on everything fails until the power is back. A sector is stored whole or not.
//
// Commands, one a write to MOUNTPOINT/control:
//
//   cut COUNT SEED          cut the power instead of the flush with this number from now on; 0 is at once
//   whole BYTE              the 4 KiB from this byte are never torn, as a file system may trust of its superblock
//   fail writes TEXT        writes that contain the text fail with EIO
//   fail reads TEXT         reads of a sector that contains the text fail with EIO
//   fail flushes COUNT      so many of the next flushes fail with EIO and store nothing
//   slow MILLISECONDS       every flush takes so much longer
//   heal                    nothing fails or is slow any more
//   on                      the power is back: what was not stored is gone
//   new                     an empty disk
//
// Reading MOUNTPOINT/control tells "flushes=N writes=N power=on|off".

#define _GNU_SOURCE
#define FUSE_USE_VERSION 31

#include <errno.h>
#include <fuse.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { sector_bytes = 512, whole_sectors = 8, text_bytes = 128 };

static struct {
    size_t bytes;
    char *seen;         // what reads see
    char *stored;       // what survives a power cut
    char *is_waiting;   // one byte a sector
    uint32_t *waiting;  // the sectors that differ, in the order of their first write
    size_t waiting_count;
    uint64_t writes, flushes;
    bool is_off;
    uint64_t cut_at;    // the flush that becomes a power cut; 0 for none
    uint64_t random;
    size_t whole_sector;
    char bad_write[text_bytes], bad_read[text_bytes];
    long failing_flushes;
    long slow_milliseconds;
} disk;

static void *zeroed(size_t bytes) {
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    return memory;
}

// xorshift64*, so that a seed tells the whole choice.
static uint64_t next_random(void) {
    disk.random ^= disk.random >> 12;
    disk.random ^= disk.random << 25;
    disk.random ^= disk.random >> 27;
    return disk.random * 0x2545F4914F6CDD1Dull;
}

static void store(uint32_t sector) {
    size_t start = (size_t)sector * sector_bytes;
    memcpy(disk.stored + start, disk.seen + start, sector_bytes);
}

static void forget_waiting(void) {
    for (size_t i = 0; i < disk.waiting_count; i++) disk.is_waiting[disk.waiting[i]] = 0;
    disk.waiting_count = 0;
}

static void store_all(void) {
    for (size_t i = 0; i < disk.waiting_count; i++) store(disk.waiting[i]);
    forget_waiting();
}

static bool belongs_to_whole(uint32_t sector) {
    return disk.whole_sector && sector >= disk.whole_sector && sector < disk.whole_sector + whole_sectors;
}

// Stores nothing, everything, any of them, only the first or only the last of what waits.
static void cut_power(void) {
    enum { nothing, everything, any, first, last, style_count } style = next_random() % style_count;
    size_t pivot = disk.waiting_count ? next_random() % disk.waiting_count : 0;
    uint64_t odds = 1 + next_random() % 7;  // of 8
    bool keeps_whole = next_random() % 2;
    for (size_t i = 0; i < disk.waiting_count; i++) {
        bool is_kept = style == everything || (style == any && next_random() % 8 < odds) ||
                       (style == first && i < pivot) || (style == last && i >= pivot);
        if (belongs_to_whole(disk.waiting[i])) is_kept = keeps_whole;
        if (is_kept) store(disk.waiting[i]);
    }
    disk.is_off = true;
    disk.cut_at = 0;
}

static void power_on(void) {
    for (size_t i = 0; i < disk.waiting_count; i++) {
        size_t start = (size_t)disk.waiting[i] * sector_bytes;
        memcpy(disk.seen + start, disk.stored + start, sector_bytes);
    }
    forget_waiting();
    disk.is_off = false;
}

static void heal(void) {
    disk.bad_write[0] = disk.bad_read[0] = '\0';
    disk.failing_flushes = disk.slow_milliseconds = 0;
}

static void begin_anew(void) {
    forget_waiting();
    madvise(disk.seen, disk.bytes, MADV_DONTNEED);
    madvise(disk.stored, disk.bytes, MADV_DONTNEED);
    disk.is_off = false;
    disk.cut_at = disk.whole_sector = 0;
    heal();
}

static int command(const char *line) {
    unsigned long long count, seed;
    if (sscanf(line, "cut %llu %llu", &count, &seed) == 2) {
        disk.random = (seed + 1) * 0x9E3779B97F4A7C15ull | 1;
        if (count == 0) cut_power();
        else disk.cut_at = disk.flushes + count;
    } else if (sscanf(line, "whole %llu", &count) == 1) disk.whole_sector = count / sector_bytes;
    else if (sscanf(line, "fail writes %127s", disk.bad_write) == 1) return 0;
    else if (sscanf(line, "fail reads %127s", disk.bad_read) == 1) return 0;
    else if (sscanf(line, "fail flushes %ld", &disk.failing_flushes) == 1) return 0;
    else if (sscanf(line, "slow %ld", &disk.slow_milliseconds) == 1) return 0;
    else if (strncmp(line, "heal", 4) == 0) heal();
    else if (strncmp(line, "on", 2) == 0) power_on();
    else if (strncmp(line, "new", 3) == 0) begin_anew();
    else return -EINVAL;
    return 0;
}

static int flush_cache(void) {
    if (disk.is_off) return -EIO;
    disk.flushes++;
    if (disk.slow_milliseconds) {
        struct timespec time = {disk.slow_milliseconds / 1000, disk.slow_milliseconds % 1000 * 1000000};
        nanosleep(&time, NULL);
    }
    if (disk.flushes == disk.cut_at) {
        cut_power();
        return -EIO;
    }
    if (disk.failing_flushes > 0) {
        disk.failing_flushes--;
        return -EIO;
    }
    store_all();
    return 0;
}

static bool is_disk(const char *path) { return strcmp(path, "/disk") == 0; }
static bool is_control(const char *path) { return strcmp(path, "/control") == 0; }

static bool contains(const char *bytes, size_t count, const char *text) {
    return text[0] && memmem(bytes, count, text, strlen(text));
}

static int write_disk(const char *bytes, size_t count, off_t offset) {
    if (disk.is_off || contains(bytes, count, disk.bad_write)) return -EIO;
    if ((size_t)offset + count > disk.bytes) return -ENOSPC;
    disk.writes++;
    memcpy(disk.seen + offset, bytes, count);
    for (size_t sector = offset / sector_bytes; sector <= (offset + count - 1) / sector_bytes; sector++) {
        if (disk.is_waiting[sector]) continue;
        disk.is_waiting[sector] = 1;
        disk.waiting[disk.waiting_count++] = sector;
    }
    return count;
}

static int read_disk(char *bytes, size_t count, off_t offset) {
    if (disk.is_off) return -EIO;
    if ((size_t)offset >= disk.bytes) return 0;
    if (count > disk.bytes - offset) count = disk.bytes - offset;
    if (contains(disk.seen + offset, count, disk.bad_read)) return -EIO;
    memcpy(bytes, disk.seen + offset, count);
    return count;
}

static int on_getattr(const char *path, struct stat *status, struct fuse_file_info *file) {
    (void)file;
    memset(status, 0, sizeof *status);
    status->st_nlink = 1;
    if (strcmp(path, "/") == 0) status->st_mode = S_IFDIR | 0700;
    else if (is_disk(path)) status->st_mode = S_IFREG | 0600, status->st_size = disk.bytes;
    else if (is_control(path)) status->st_mode = S_IFREG | 0600;
    else return -ENOENT;
    return 0;
}

// Past the page cache of the host: a write has to arrive here, and a read has to come from here.
static int on_open(const char *path, struct fuse_file_info *file) {
    (void)path;
    file->direct_io = 1;
    return 0;
}

static int on_read(const char *path, char *bytes, size_t count, off_t offset, struct fuse_file_info *file) {
    (void)file;
    if (is_disk(path)) return read_disk(bytes, count, offset);
    char text[128];
    int length = snprintf(text, sizeof text, "flushes=%llu writes=%llu power=%s\n", (unsigned long long)disk.flushes,
                          (unsigned long long)disk.writes, disk.is_off ? "off" : "on");
    if (offset >= length) return 0;
    if (count > (size_t)(length - offset)) count = length - offset;
    memcpy(bytes, text + offset, count);
    return count;
}

static int on_write(const char *path, const char *bytes, size_t count, off_t offset, struct fuse_file_info *file) {
    (void)file;
    if (count == 0) return 0;
    if (is_disk(path)) return write_disk(bytes, count, offset);
    char line[256];
    if (count >= sizeof line) return -EINVAL;
    memcpy(line, bytes, count);
    line[count] = '\0';
    int result = command(line);
    return result < 0 ? result : (int)count;
}

static int on_fsync(const char *path, int is_data_only, struct fuse_file_info *file) {
    (void)is_data_only, (void)file;
    return is_disk(path) ? flush_cache() : 0;
}

static int on_truncate(const char *path, off_t size, struct fuse_file_info *file) {
    (void)path, (void)size, (void)file;
    return 0;
}

static const struct fuse_operations operations = {
    .getattr = on_getattr,
    .open = on_open,
    .read = on_read,
    .write = on_write,
    .fsync = on_fsync,
    .truncate = on_truncate,
};

int main(int argc, char **argv) {
    if (argc != 3 || (disk.bytes = strtoull(argv[2], NULL, 10)) == 0) {
        fprintf(stderr, "usage: disk MOUNTPOINT BYTES\n");
        return 3;
    }
    size_t sectors = disk.bytes / sector_bytes;
    disk.seen = zeroed(disk.bytes);
    disk.stored = zeroed(disk.bytes);
    disk.is_waiting = zeroed(sectors);
    disk.waiting = zeroed(sectors * sizeof *disk.waiting);
    char *arguments[] = {argv[0], "-f", "-s", argv[1], NULL};
    return fuse_main(4, arguments, &operations, NULL);
}
