// sched_setattr(2), for which there is no function in the C library (glibc before 2.41).
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// Asks for time slices of a length for a thread, and for those that it starts from now on. Returns 0, or -1 with errno.
// Linux before 6.12 takes the call and does nothing.
static inline int ask_for_time_slices(pid_t thread, uint64_t nanoseconds) {
    // The first version of struct sched_attr.
    struct {
        uint32_t size, policy;
        uint64_t flags;
        int32_t nice;
        uint32_t priority;
        uint64_t runtime, deadline, period;
    } attributes;
    memset(&attributes, 0, sizeof attributes);
    if (syscall(SYS_sched_getattr, thread, &attributes, sizeof attributes, 0) != 0) return -1;
    attributes.size = sizeof attributes;
    attributes.runtime = nanoseconds;
    return (int)syscall(SYS_sched_setattr, thread, &attributes, 0);
}
