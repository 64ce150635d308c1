// mallopt(3) and its numbers, which the Glibc module leaves out.
#include <malloc.h>
