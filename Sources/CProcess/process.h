// prctl(2) takes a variable number of arguments, which Swift can't pass.
#include <sys/prctl.h>

// Keeps the memory of this process out of core dumps and from other processes of its user. Returns 0, or -1 with errno.
static inline int forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
