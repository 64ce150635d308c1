#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What simdjson makes of a text.
struct SimdjsonVerdict {
    bool isAccepted;
    /// Refused only for a number that none of its types can hold; by RFC 8259 such a number is JSON.
    bool isNumberOutOfRange;
    /// A hash of every value in order, made as `Digest` makes it.
    uint64_t digest;
};

#ifdef __cplusplus
extern "C"
#endif
struct SimdjsonVerdict simdjson_verdict(const uint8_t *bytes, size_t byteCount);
