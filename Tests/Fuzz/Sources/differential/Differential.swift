import CLibFuzzer
import CSimdjson
import JSONRPC

/// Our reader and simdjson accept the same texts, and read the same from them.
///
/// Two differences are ours on purpose. A number that no double and no 64-bit integer can hold is JSON (RFC 8259 section
/// 6) and kept as its digits; simdjson refuses it. Our limit of depth is set beyond what an input can reach, because each
/// reader has its own.
@c(LLVMFuzzerTestOneInput)
func test(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: byteCount))
    let theirs = simdjson_verdict(start, byteCount)
    guard let document = try? JSONDocument(parsing: bytes, depthMax: 4096) else {
        precondition(!theirs.isAccepted, "simdjson accepts what we refuse")
        return 0
    }
    guard theirs.isAccepted else {
        precondition(theirs.isNumberOutOfRange && hasNumberOutOfRange(document.root), "simdjson refuses what we accept")
        return 0
    }
    var digest = Digest()
    digest.add(document.root)
    precondition(digest.value == theirs.digest, "simdjson reads other values")
    return 0
}

/// Whether some number is beyond what a double can hold.
private func hasNumberOutOfRange(_ value: JSONValue) -> Bool {
    switch value.kind {
    case .object: value.members.contains { hasNumberOutOfRange($0.value) }
    case .array: value.elements.contains(where: hasNumberOutOfRange)
    case .number: Double(String(decoding: value.rawBytes, as: UTF8.self)).map { !$0.isFinite } ?? true
    case .string, .bool, .null: false
    }
}

/// The program's entry, by the name that the package manager gives to the main function of `differential`.
@c(differential_main)
func main(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    var count = count
    var arguments = arguments
    return LLVMFuzzerRunDriver(&count, &arguments, test)
}
