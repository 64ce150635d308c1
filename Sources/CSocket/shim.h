// epoll(7), eventfd(2), accept4(2) and SO_PEERCRED's struct, which the Glibc module leaves out.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/types.h>

// glibc declares these for _GNU_SOURCE alone, and the Glibc module is built without.
int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);

struct peer_credentials {
    pid_t pid;
    uid_t uid;
    gid_t gid;
};

static inline int get_peer_credentials(int socket, struct peer_credentials *credentials) {
    socklen_t length = sizeof *credentials;
    return getsockopt(socket, SOL_SOCKET, SO_PEERCRED, credentials, &length);
}
