/// The parser of ``JSONDocument``: one pass, no recursion, every byte access bounds-checked.
///
/// The containers still open are chained through their nodes' `next` fields, so that depth costs no stack.
struct JSONParser {
    private(set) var nodes: [JSONNode] = []
    var position = 0
    private var openContainer = Self.noContainer
    private var depth = 0
    private let depthMax: Int
    private let nodeCountMax: Int

    private static let noContainer = Int(UInt32.max)

    /// Prepares for a text; a request has about one node for every nine bytes.
    init(_ text: Span<UInt8>, depthMax: Int, nodeCountMax: Int) {
        self.depthMax = depthMax
        self.nodeCountMax = nodeCountMax
        nodes.reserveCapacity(min(text.count / 8 + 8, nodeCountMax))
    }

    mutating func parse(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        var expectsValue = true
        repeat {
            expectsValue = expectsValue ? try readValue(text) : try readSeparator(text)
        } while expectsValue || openContainer != Self.noContainer
        skipWhitespace(text)
        if position < text.count { throw JSONSyntaxError(.trailingBytes, at: position) }
    }

    /// Reads a scalar, an empty container, or the start of a full one; returns whether a value must follow at once.
    private mutating func readValue(_ text: Span<UInt8>) throws(JSONSyntaxError) -> Bool {
        let byte = try significantByte(text)
        let start = position
        switch byte {
        case UInt8(ascii: "\""):
            try readString(text)
        case UInt8(ascii: "{"):
            return try openObject(text)
        case UInt8(ascii: "["):
            return try openArray(text)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            try scanNumber(text)
            try append(.number, from: start)
        case UInt8(ascii: "t"):
            try scan("true", text)
            try append(.bool, from: start)
        case UInt8(ascii: "f"):
            try scan("false", text)
            try append(.bool, from: start)
        case UInt8(ascii: "n"):
            try scan("null", text)
            try append(.null, from: start)
        default:
            throw JSONSyntaxError(.unexpectedByte, at: position)
        }
        return false
    }

    /// Reads the separator or closing bracket after a value in a container; returns whether another value must follow.
    private mutating func readSeparator(_ text: Span<UInt8>) throws(JSONSyntaxError) -> Bool {
        let byte = try significantByte(text)
        let isObject = nodes[openContainer].kind == .object
        if byte == UInt8(ascii: ",") {
            position += 1
            if isObject { try readName(text) } else { nodes[openContainer].countOneMore() }
            return true
        }
        guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
            throw JSONSyntaxError(.unexpectedByte, at: position)
        }
        close(text)
        return false
    }

    private mutating func openObject(_ text: Span<UInt8>) throws(JSONSyntaxError) -> Bool {
        try open(.object)
        if try significantByte(text) == UInt8(ascii: "}") {
            close(text)
            return false
        }
        try readName(text)
        return true
    }

    private mutating func openArray(_ text: Span<UInt8>) throws(JSONSyntaxError) -> Bool {
        try open(.array)
        if try significantByte(text) == UInt8(ascii: "]") {
            close(text)
            return false
        }
        nodes[openContainer].countOneMore()
        return true
    }

    private mutating func open(_ kind: JSONValue.Kind) throws(JSONSyntaxError) {
        guard depth < depthMax else { throw JSONSyntaxError(.tooDeep, at: position) }
        guard nodes.count < nodeCountMax else { throw JSONSyntaxError(.tooManyValues, at: position) }
        depth += 1
        nodes.append(JSONNode(kind, start: position, end: 0, next: openContainer))
        openContainer = nodes.count - 1
        position += 1
    }

    private mutating func close(_ text: Span<UInt8>) {
        position += 1
        depth -= 1
        let closed = openContainer
        let parent = Int(nodes[closed].next)
        nodes[closed].end = UInt32(truncatingIfNeeded: position)
        nodes[closed].next = UInt32(truncatingIfNeeded: nodes.count)
        if nodes[closed].kind == .object, nodes[closed].count > 1, hasRepeatedName(object: closed, text) {
            nodes[closed].hasDuplicate = true
            nodes[closed].containsDuplicate = true
        }
        if parent != Self.noContainer, nodes[closed].containsDuplicate { nodes[parent].containsDuplicate = true }
        openContainer = parent
    }

    private func hasRepeatedName(object: Int, _ text: Span<UInt8>) -> Bool {
        MemberNames(object: object, nodes: nodes).repeatedName(in: text) != nil
    }

    /// Reads `"name" :` and counts the member.
    private mutating func readName(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        guard try significantByte(text) == UInt8(ascii: "\"") else {
            throw JSONSyntaxError(.unexpectedByte, at: position)
        }
        nodes[openContainer].countOneMore()
        try readString(text)
        guard try significantByte(text) == UInt8(ascii: ":") else {
            throw JSONSyntaxError(.unexpectedByte, at: position)
        }
        position += 1
    }

    private mutating func readString(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        let start = position
        let isEscaped = try scanString(text)
        try append(.string, from: start)
        if isEscaped { nodes[nodes.count - 1].isEscaped = true }
    }

    private mutating func append(_ kind: JSONValue.Kind, from start: Int) throws(JSONSyntaxError) {
        guard nodes.count < nodeCountMax else { throw JSONSyntaxError(.tooManyValues, at: start) }
        nodes.append(JSONNode(kind, start: start, end: position, next: nodes.count + 1))
    }

    /// Skips white space and returns the byte there, without taking it.
    private mutating func significantByte(_ text: Span<UInt8>) throws(JSONSyntaxError) -> UInt8 {
        skipWhitespace(text)
        guard position < text.count else { throw JSONSyntaxError(.unexpectedEnd, at: position) }
        return text[position]
    }

    private mutating func skipWhitespace(_ text: Span<UInt8>) {
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): position += 1
            default: return
            }
        }
    }
}
