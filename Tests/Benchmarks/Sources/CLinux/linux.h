/* What the toolchain's Glibc module leaves out. */
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>

/* string.h hides this one behind _GNU_SOURCE. */
void *memmem(const void *haystack, size_t haystack_length, const void *needle, size_t needle_length);
