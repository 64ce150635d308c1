#include "CSimdjson.h"

#include <simdjson.h>

namespace {

// Deeper than any input is long.
constexpr size_t depthMax = 4096;
constexpr size_t byteCountMax = 1 << 20;

// FNV-1a, 64 bits.
class Digest {
public:
    void add(uint8_t byte) { value_ = (value_ ^ byte) * 0x100000001b3; }

    void add(std::string_view text) {
        for (char byte : text) add(static_cast<uint8_t>(byte));
    }

    void add(uint64_t number) {
        for (int shift = 0; shift < 64; shift += 8) add(static_cast<uint8_t>(number >> shift));
    }

    uint64_t value() const { return value_; }

private:
    uint64_t value_ = 0xcbf29ce484222325;
};

void add(simdjson::dom::element value, Digest &digest);

void add(simdjson::dom::object object, Digest &digest) {
    digest.add(uint8_t{'{'});
    for (auto [name, member] : object) {
        digest.add(uint8_t{'"'});
        digest.add(name);
        add(member, digest);
    }
    digest.add(uint8_t{'}'});
}

void add(simdjson::dom::array array, Digest &digest) {
    digest.add(uint8_t{'['});
    for (auto element : array) add(element, digest);
    digest.add(uint8_t{']'});
}

void add(simdjson::dom::element value, Digest &digest) {
    using simdjson::dom::element_type;
    switch (value.type()) {
    case element_type::OBJECT: return add(simdjson::dom::object(value), digest);
    case element_type::ARRAY: return add(simdjson::dom::array(value), digest);
    case element_type::STRING:
        digest.add(uint8_t{'"'});
        return digest.add(std::string_view(value));
    case element_type::INT64:
        digest.add(uint8_t{'i'});
        return digest.add(static_cast<uint64_t>(int64_t(value)));
    case element_type::UINT64:
    case element_type::DOUBLE: return digest.add(uint8_t{'d'});
    case element_type::BOOL: return digest.add(uint8_t(bool(value) ? 't' : 'f'));
    case element_type::NULL_VALUE: return digest.add(uint8_t{'n'});
    }
}

}  // namespace

SimdjsonVerdict simdjson_verdict(const uint8_t *bytes, size_t byteCount) {
    static simdjson::dom::parser parser;
    static const auto allocation = parser.allocate(byteCountMax, depthMax);
    if (allocation != simdjson::SUCCESS) abort();
    simdjson::padded_string text(reinterpret_cast<const char *>(bytes), byteCount);
    simdjson::dom::element root;
    auto error = parser.parse(text).get(root);
    if (error != simdjson::SUCCESS) return {false, error == simdjson::NUMBER_ERROR, 0};
    Digest digest;
    add(root, digest);
    return {true, false, digest.value()};
}
