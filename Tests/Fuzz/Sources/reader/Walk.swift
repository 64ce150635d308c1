import JSON
import Promises

/// Writes a value without white space.
func compact(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.copy(value)
    return writer.bytes
}

/// Compares two values by all of their accessors.
func requireEqual(_ left: JSONValue, _ right: JSONValue) {
    require(left.kind == right.kind && left.count == right.count, "kind or count differ")
    require(sameText(left.string, right.string), "strings differ")
    require(left.integer == right.integer && left.bool == right.bool, "scalars differ")
    requireEqualNames(left, right)
    require(sameText(left.duplicateMemberPointer, right.duplicateMemberPointer), "repeated members differ")
    switch left.kind {
    case .object: requireEqualMembers(left, right)
    case .array:
        for (left, right) in zip(left.elements, right.elements) { requireEqual(left, right) }
    case .string, .number, .bool, .null:
        require(left.rawBytes == right.rawBytes, "a scalar is spelt differently")
        require(left.isNull == (left.kind == .null) && (left.string == nil) == (left.kind != .string), "kind")
    }
}

private func requireEqualMembers(_ left: JSONValue, _ right: JSONValue) {
    for (left, right) in zip(left.members, right.members) {
        require(sameText(left.name, right.name), "names differ")
        requireEqual(left.value, right.value)
    }
}

/// The names, and whether one is repeated, found by the plain quadratic search.
private func requireEqualNames(_ left: JSONValue, _ right: JSONValue) {
    let names = left.members.map { Array($0.name.utf8) }
    require(left.kind != .object || names.count == left.count, "members were lost")
    require(
        left.kind != .array || left.elements.reduce(0) { count, _ in count + 1 } == left.count,
        "elements were lost"
    )
    require((left.duplicateMember != nil) == (Set(names).count < names.count), "a repeated name went unnoticed")
    require(sameText(left.duplicateMember, right.duplicateMember), "the repeated name differs")
    for name in names.prefix(8) {
        require(left[String(decoding: name, as: UTF8.self)] != nil, "a member is not found by its name")
    }
}

/// Equality of the bytes; `==` would call canonically equivalent texts equal.
private func sameText(_ left: String?, _ right: String?) -> Bool {
    left.map { Array($0.utf8) } == right.map { Array($0.utf8) }
}
