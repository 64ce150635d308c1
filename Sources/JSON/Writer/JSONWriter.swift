/// Appends compact JSON to a byte buffer.
///
/// The writer puts the commas. It writes no white space and escapes only quote, backslash and control characters; all other
/// text leaves as UTF-8. The caller has to close every object and array, and to write a key before each value of an object.
package struct JSONWriter: Sendable {
    /// The text written so far.
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// Starts an empty text with room for `byteCount` bytes before the buffer must grow.
    package init(reserving byteCount: Int = 256) {
        bytes.reserveCapacity(byteCount)
    }

    /// Opens an object; close it with ``endObject()``.
    package mutating func beginObject() { begin(UInt8(ascii: "{")) }
    /// Closes the innermost object.
    package mutating func endObject() { end(UInt8(ascii: "}")) }
    /// Opens an array; close it with ``endArray()``.
    package mutating func beginArray() { begin(UInt8(ascii: "[")) }
    /// Closes the innermost array.
    package mutating func endArray() { end(UInt8(ascii: "]")) }

    /// Writes a member's name; the next call writes its value.
    ///
    /// A static name is copied as it is: it must need no escape.
    package mutating func key(_ name: StaticString) {
        unsafe appendQuoted(name.bytes, isKey: true)
    }

    /// Writes a member's name, escaped where necessary; the next call writes its value.
    package mutating func key(_ name: String) { appendQuoted(name, isKey: true) }

    /// Writes a string.
    package mutating func value(_ text: String) { appendQuoted(text, isKey: false) }

    /// Writes an integer in full.
    package mutating func value(_ number: Int64) {
        unsafe DecimalDigits(number).withBytes { unsafe appendLiteral($0) }
    }

    /// Writes an integer in full.
    package mutating func value(_ number: Int) { value(Int64(number)) }

    /// Writes `true` or `false`.
    package mutating func value(_ flag: Bool) {
        appendLiteral(flag ? "true" : "false")
    }

    /// Writes `null`.
    package mutating func null() {
        appendLiteral("null")
    }

    /// Writes an encoded JSON value, unchecked.
    package mutating func raw(_ text: some Collection<UInt8>) {
        separate()
        bytes.append(contentsOf: text)
    }

    /// Writes encoded members, as `"a":1,"b":2` without braces; nothing if empty.
    package mutating func rawMembers(_ members: some Collection<UInt8>) {
        if !members.isEmpty { raw(members) }
    }

    /// Writes a member that is a string.
    package mutating func member(_ name: StaticString, _ text: String) {
        let utf8 = text.utf8.span
        unsafe utf8.withUnsafeBufferPointer { utf8 in
            if unsafe utf8.needsJSONEscape {
                key(name)
                value(text)
            } else {
                unsafe appendMember(name, utf8, quotes: true)
            }
        }
    }

    /// Writes the text, or null without one.
    package mutating func member(_ name: StaticString, _ text: String?) {
        if let text { member(name, text) } else { null(name) }
    }

    /// Writes a member that is an integer.
    package mutating func member(_ name: StaticString, _ number: Int64) {
        unsafe DecimalDigits(number).withBytes { unsafe appendMember(name, $0, quotes: false) }
    }

    /// Writes a member that is null.
    package mutating func null(_ name: StaticString) {
        let null: StaticString = "null"
        unsafe appendMember(name, null.bytes, quotes: false)
    }

    private mutating func begin(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func end(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    /// Writes the comma that is due before a value or key, and notes that one is due after it.
    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func appendQuoted(_ text: String, isKey: Bool) {
        let utf8 = text.utf8.span
        unsafe utf8.withUnsafeBufferPointer { utf8 in
            if unsafe utf8.needsJSONEscape {
                var escaped: [UInt8] = []
                unsafe escaped.appendJSONEscaped(utf8)
                unsafe escaped.withUnsafeBufferPointer { unsafe appendQuoted($0, isKey: isKey) }
            } else {
                unsafe appendQuoted(utf8, isKey: isKey)
            }
        }
    }

    /// Writes a name or a string without escapes in one append, with its quotes, comma and colon.
    private mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>, isKey: Bool) {
        bytes.append(addingCapacity: text.count + 4) { output in
            if needsComma { output.append(UInt8(ascii: ",")) }
            output.append(UInt8(ascii: "\""))
            unsafe output.append(text)
            output.append(UInt8(ascii: "\""))
            if isKey { output.append(UInt8(ascii: ":")) }
        }
        needsComma = !isKey
    }

    /// Writes a member in one append: most of a link's members are short, and each append costs as much as one of them.
    private mutating func appendMember(
        _ name: StaticString,
        _ value: UnsafeBufferPointer<UInt8>,
        quotes: Bool
    ) {
        let name = unsafe name.bytes
        bytes.append(addingCapacity: name.count + value.count + 6) { output in
            if needsComma { output.append(UInt8(ascii: ",")) }
            output.append(UInt8(ascii: "\""))
            unsafe output.append(name)
            output.append(UInt8(ascii: "\""))
            output.append(UInt8(ascii: ":"))
            if quotes { output.append(UInt8(ascii: "\"")) }
            unsafe output.append(value)
            if quotes { output.append(UInt8(ascii: "\"")) }
        }
        needsComma = true
    }

    private mutating func appendLiteral(_ text: StaticString) {
        unsafe appendLiteral(text.bytes)
    }

    /// Writes a value without quotes in one append, with its comma.
    private mutating func appendLiteral(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(addingCapacity: text.count + 1) { output in
            if needsComma { output.append(UInt8(ascii: ",")) }
            unsafe output.append(text)
        }
        needsComma = true
    }
}

extension OutputSpan<UInt8> {
    /// Copies bytes; the span must have room for them.
    fileprivate mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        unsafe withUnsafeMutableBufferPointer { buffer, count in
            _ = unsafe UnsafeMutableBufferPointer(rebasing: buffer[count...]).update(fromContentsOf: bytes)
            count += bytes.count
        }
    }
}

extension StaticString {
    fileprivate var bytes: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}
