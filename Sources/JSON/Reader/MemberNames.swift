/// The names of one object's members, searched for one that occurs twice.
///
/// Names are compared as text, so `"a"` and `"\u0061"` are the same. Time is linear in the object's size.
struct MemberNames {
    let object: Int
    let nodes: [JSONNode]

    /// Up to this many members, comparing pairs beats building a set.
    private static let pairwiseCountMax = 32

    /// The tape index of the first name that repeats an earlier one.
    func repeatedName(in text: Span<UInt8>) -> Int? {
        if nodes[object].count <= Self.pairwiseCountMax, !hasEscapedName { return repeatedNameByPairs(in: text) }
        return repeatedNameBySet(in: text)
    }

    private var hasEscapedName: Bool {
        var name = object + 1
        while name < end {
            if nodes[name].isEscaped { return true }
            name = following(name)
        }
        return false
    }

    /// Looks back only when a name's mark in a 64-bit filter is already taken.
    private func repeatedNameByPairs(in text: Span<UInt8>) -> Int? {
        var filter: UInt64 = 0
        var name = object + 1
        while name < end {
            let mark = filterMark(name, text)
            if filter & mark != 0, isRepeated(name, text) { return name }
            filter |= mark
            name = following(name)
        }
        return nil
    }

    private func filterMark(_ name: Int, _ text: Span<UInt8>) -> UInt64 {
        let range = nodes[name].textRange
        guard !range.isEmpty else { return 1 }
        let mix = range.count &* 7 &+ Int(text[range.lowerBound]) &* 5 &+ Int(text[range.upperBound - 1]) &* 3
        return 1 << UInt64(mix & 63)
    }

    private func isRepeated(_ name: Int, _ text: Span<UInt8>) -> Bool {
        var earlier = object + 1
        while earlier < name {
            if haveEqualBytes(earlier, name, text) { return true }
            earlier = following(earlier)
        }
        return false
    }

    private func haveEqualBytes(_ first: Int, _ second: Int, _ text: Span<UInt8>) -> Bool {
        let firstRange = nodes[first].textRange
        let secondRange = nodes[second].textRange
        guard firstRange.count == secondRange.count else { return false }
        for step in 0..<firstRange.count
        where text[firstRange.lowerBound + step] != text[secondRange.lowerBound + step] {
            return false
        }
        return true
    }

    private func repeatedNameBySet(in text: Span<UInt8>) -> Int? {
        var seen = Set<[UInt8]>(minimumCapacity: nodes[object].count)
        var name = object + 1
        while name < end {
            let decoded = text.decodedString(nodes[name].textRange, isEscaped: nodes[name].isEscaped)
            if !seen.insert(decoded).inserted { return name }
            name = following(name)
        }
        return nil
    }

    private var end: Int { Int(nodes[object].next) }

    /// The name after this one: behind its value.
    private func following(_ name: Int) -> Int { Int(nodes[name + 1].next) }
}
