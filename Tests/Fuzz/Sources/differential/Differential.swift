import CLibFuzzer
import CSimdjson
import JSON
import Promises

/// The reader and simdjson accept the same texts, and read the same values.
///
/// Two differences are intended. An integer beyond 64 bits and an exponent beyond a double are JSON (RFC 8259 section
/// 6), and the reader keeps their digits; simdjson refuses them. The limit of depth is beyond what an input can reach,
/// because each reader has its own.
@c(LLVMFuzzerTestOneInput)
func test(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: byteCount))
    let theirs = simdjson_verdict(start, byteCount)
    guard let document = try? JSONDocument(parsing: bytes, depthMax: 4096) else {
        require(!theirs.isAccepted, "simdjson accepts what we refuse")
        return 0
    }
    guard theirs.isAccepted else {
        require(theirs.isNumberOutOfRange && hasNumberOutOfRange(document.root), "simdjson refuses what we accept")
        return 0
    }
    var digest = Digest()
    digest.add(document.root)
    require(digest.value == theirs.digest, "simdjson reads other values")
    return 0
}

/// Whether some number is beyond 64 bits as an integer, or beyond a double as another number.
private func hasNumberOutOfRange(_ value: JSONValue) -> Bool {
    switch value.kind {
    case .object: value.members.contains { hasNumberOutOfRange($0.value) }
    case .array: value.elements.contains(where: hasNumberOutOfRange)
    case .number: isOutOfRange(String(decoding: value.rawBytes, as: UTF8.self))
    case .string, .bool, .null: false
    }
}

private func isOutOfRange(_ number: String) -> Bool {
    let isInteger = number.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }
    if isInteger { return Int64(number) == nil && UInt64(number) == nil }
    return Double(number).map { !$0.isFinite } ?? true
}

/// The program's entry, by the name that the package manager gives to the main function of `differential`.
@c(differential_main)
func main(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    var count = count
    var arguments = arguments
    return LLVMFuzzerRunDriver(&count, &arguments, test)
}
