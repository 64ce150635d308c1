/// Pairs the random names of two services by order of appearance: link IDs, and the tokens at the end of URLs.
struct NamePairs {
    /// The texts before a name.
    private static let prefixes = ["lnk_", ".example/pay/"].map { Array($0.utf8) }
    /// The last bytes of the prefixes, which a scan looks for.
    private static let lastByte = (id: UInt8(ascii: "_"), url: UInt8(ascii: "/"))

    /// The names of one service.
    private struct Names {
        var numbers: [[UInt8]: Int] = [:]
        var names: [[UInt8]] = []

        mutating func number(of name: [UInt8]) -> Int {
            if let number = numbers[name] { return number }
            numbers[name] = names.count
            names.append(name)
            return names.count - 1
        }
    }

    private var served = Names()
    private var modelled = Names()

    /// An answer of the service under test, with numbers instead of names.
    mutating func numbered(served text: [UInt8]) -> [UInt8] {
        Self.replacing(in: text) { Array("#\(served.number(of: $0))".utf8) }
    }

    /// An answer of the reference, with numbers instead of names.
    mutating func numbered(modelled text: [UInt8]) -> [UInt8] {
        Self.replacing(in: text) { Array("#\(modelled.number(of: $0))".utf8) }
    }

    /// A request to the reference, with the names of the service under test.
    func request(asModelled text: [UInt8]) -> [UInt8] {
        Self.replacing(in: text) { name in
            guard let number = modelled.numbers[name], number < served.names.count else { return name }
            return served.names[number]
        }
    }

    private static func replacing(in text: [UInt8], _ replacement: ([UInt8]) -> [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var copied = 0
        for (position, byte) in text.enumerated() where byte == lastByte.id || byte == lastByte.url {
            let start = position + 1
            guard start > copied, prefixes.contains(where: { text[..<start].ends(with: $0) }) else { continue }
            let name = Array(text[start...].prefix(while: isPartOfName))
            result += text[copied..<start] + replacement(name)
            copied = start + name.count
        }
        return result + text[copied...]
    }

    private static func isPartOfName(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension ArraySlice<UInt8> {
    fileprivate func ends(with bytes: [UInt8]) -> Bool { suffix(bytes.count).elementsEqual(bytes) }
}
