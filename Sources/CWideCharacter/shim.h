// wcwidth(3), which the Glibc module leaves out.
#include <stddef.h>

// glibc declares it for _XOPEN_SOURCE alone, and the Glibc module is built without.
int wcwidth(wchar_t character);
