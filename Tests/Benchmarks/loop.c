// The least that one acknowledged record can cost: a question over a Unix socket, a write, a sync, the answer.
//
// usage: loop FILE RECORD SECONDS STRETCH
//
// A record that passes the end of the file is followed by STRETCH newlines, in the same write, and the next ones are
// written over those; with 0 the file grows with each record. Prints the median time of one round in microseconds.
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { STRETCH_MAX = 1 << 20 };

static char record[65536 + STRETCH_MAX];

static int64_t nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static void check(int holds, const char *what) {
    if (holds) return;
    perror(what);
    exit(1);
}

// Records what is asked until the other side hangs up.
static void serve(int peer, int file, ssize_t stretch) {
    off_t end = 0, padded = 0;
    for (ssize_t length; (length = read(peer, record, sizeof record - STRETCH_MAX)) > 0;) {
        ssize_t written = length;
        if (end + length > padded) {
            memset(record + length, '\n', (size_t)stretch);
            written += stretch;
            padded = end + written;
        }
        check(pwrite(file, record, (size_t)written, end) == written, "pwrite");
        check(fdatasync(file) == 0, "fdatasync");
        end += length;
        check(write(peer, record, (size_t)length) == length, "answer");
    }
}

static int ascending(const void *left, const void *right) {
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

int main(int count, char **arguments) {
    check(count == 5, "four arguments");
    long stretch = atol(arguments[4]);
    check(stretch >= 0 && stretch <= STRETCH_MAX, "stretch");
    int file = open(arguments[1], O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    int source = open(arguments[2], O_RDONLY | O_CLOEXEC);
    check(file >= 0 && source >= 0, "open");
    ssize_t length = read(source, record, sizeof record - STRETCH_MAX);
    check(length > 0, "read");
    int ends[2];
    check(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0, "socketpair");
    pid_t child = fork();
    check(child >= 0, "fork");
    if (child == 0) {
        close(ends[0]);
        serve(ends[1], file, stretch);
        return 0;
    }
    close(ends[1]);
    static int64_t rounds[10000000];
    size_t taken = 0;
    int64_t end = nanoseconds() + (int64_t)(atof(arguments[3]) * 1e9);
    for (int64_t start = nanoseconds(); start < end && taken < sizeof rounds / sizeof *rounds; taken++) {
        check(write(ends[0], record, (size_t)length) == length, "ask");
        for (ssize_t got = 0, more; got < length; got += more) {
            more = read(ends[0], record + got, (size_t)(length - got));
            check(more > 0, "hear");
        }
        int64_t now = nanoseconds();
        rounds[taken] = now - start;
        start = now;
    }
    close(ends[0]);
    check(taken > 0, "no round");
    qsort(rounds, taken, sizeof *rounds, ascending);
    printf("%.1f\n", (double)rounds[taken / 2] / 1000);
    return 0;
}
