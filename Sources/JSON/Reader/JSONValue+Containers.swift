extension JSONValue {
    /// The number of elements or members; 0 for a scalar.
    package var count: Int { node.count }

    /// An array's elements in order; empty for any other kind.
    package var elements: Elements {
        Elements(document: document, nextNode: index + 1, end: kind == .array ? Int(node.next) : index + 1)
    }

    /// An object's members in source order, repeated names included; empty for any other kind.
    package var members: Members {
        Members(document: document, nextNode: index + 1, end: kind == .object ? Int(node.next) : index + 1)
    }

    /// The first member of this exact name, case and all; nil without one, or if this is no object.
    ///
    /// Linear in the number of members; a name without escapes is compared in place.
    package subscript(name: String) -> JSONValue? {
        document.member(of: index, named: name).map { JSONValue(document: document, index: $0) }
    }

    /// The first name in this object that repeats an earlier one (compared after unescaping); nil if all differ.
    ///
    /// Nested objects are not searched. Constant time without a repeated name: duplicates are recorded by the parser.
    package var duplicateMember: String? {
        guard node.hasDuplicate else { return nil }
        let (names, bytes) = (MemberNames(object: index, nodes: document.nodes), document.bytes)
        return names.repeatedName(in: bytes.span).map(document.string(at:))
    }

    /// The JSON Pointer (RFC 6901), from this value, of the first repeated member here or anywhere inside; nil without one.
    ///
    /// Constant time without a repeated name.
    package var duplicateMemberPointer: String? {
        guard node.containsDuplicate else { return nil }
        if let name = duplicateMember { return "/" + name.jsonPointerToken }
        for (name, value) in members {
            if let inner = value.duplicateMemberPointer { return "/" + name.jsonPointerToken + inner }
        }
        for (position, value) in elements.enumerated() {
            if let inner = value.duplicateMemberPointer { return "/\(position)" + inner }
        }
        return nil
    }

    /// The elements of an array, one after the other.
    package struct Elements: Sequence, IteratorProtocol {
        let document: JSONDocument
        var nextNode: Int
        let end: Int

        package mutating func next() -> JSONValue? {
            guard nextNode < end else { return nil }
            let element = JSONValue(document: document, index: nextNode)
            nextNode = Int(element.node.next)
            return element
        }
    }

    /// The members of an object, one after the other.
    package struct Members: Sequence, IteratorProtocol {
        let document: JSONDocument
        var nextNode: Int
        let end: Int

        package mutating func next() -> (name: String, value: JSONValue)? {
            nextUndecoded().map { (document.string(at: $0.name.index), $0.value) }
        }

        /// The next member with its name as a string value, for who compares it only.
        package mutating func nextUndecoded() -> (name: JSONValue, value: JSONValue)? {
            guard nextNode < end else { return nil }
            let name = nextNode
            nextNode = Int(document.nodes[name + 1].next)
            return (JSONValue(document: document, index: name), JSONValue(document: document, index: name + 1))
        }
    }
}
