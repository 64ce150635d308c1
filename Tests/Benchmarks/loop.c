// The least that one acknowledged record can cost: a question over a Unix socket, a write, a sync, the answer.
//
// usage: loop SOCKET FILE STRETCH
//
// What a client sends is a record, and what it gets back when that is on the disk. A record that passes the end of the
// file is followed by STRETCH newlines, in the same write, and the next ones are written over those; with 0 the file
// grows with each record. One client at a time.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { STRETCH_MAX = 1 << 20 };

static char record[65536 + STRETCH_MAX];
static off_t end = 0, padded = 0;

static void check(int holds, const char *what) {
    if (holds) return;
    perror(what);
    exit(1);
}

// Records what is asked until the other side hangs up.
static void serve(int peer, int file, ssize_t stretch) {
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

int main(int count, char **arguments) {
    check(count == 4, "three arguments");
    long stretch = atol(arguments[3]);
    check(stretch >= 0 && stretch <= STRETCH_MAX, "stretch");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    check(strlen(arguments[1]) < sizeof address.sun_path, "path");
    strcpy(address.sun_path, arguments[1]);
    int file = open(arguments[2], O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    check(file >= 0 && listener >= 0, "open");
    check(bind(listener, (struct sockaddr *)&address, sizeof address) == 0, "bind");
    check(listen(listener, 1) == 0, "listen");
    for (;;) {
        int peer = accept(listener, NULL, NULL);
        check(peer >= 0, "accept");
        serve(peer, file, stretch);
        close(peer);
    }
}
