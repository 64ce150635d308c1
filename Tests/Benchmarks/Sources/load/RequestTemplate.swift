/// The bytes of a request in which only numbers of fixed width change, so that sending one costs no formatting.
///
/// A run of ten `#` is the request's own number, a run of ten `@` the number of the order.
struct RequestTemplate {
    static let digitCount = 10
    /// Request numbers start with the digit 1, because a JSON number can't start with 0.
    static let numberBase: UInt64 = 1_000_000_000
    static let numberMax: UInt64 = 8_999_999_999

    /// What a connection that stays open says first, once.
    let introduction: [UInt8]
    let bytes: [UInt8]
    private let requestHoles: [Int]
    private let orderHoles: [Int]

    init(marked head: [UInt8], tail: [UInt8] = [], introduction: [UInt8] = []) {
        self.introduction = introduction
        requestHoles = Self.holes(in: head, marked: UInt8(ascii: "#"))
        orderHoles = Self.holes(in: head, marked: UInt8(ascii: "@"))
        bytes = head + tail
    }

    /// Where the request's number stands, if the protocol has one; its answer must bear the same digits.
    var requestHole: Int? { requestHoles.first }

    func fill(_ request: UnsafeMutablePointer<UInt8>, number: UInt64, order: UInt64) {
        for hole in requestHoles { Self.write(Self.numberBase + number, at: request + hole) }
        for hole in orderHoles { Self.write(order, at: request + hole) }
    }

    private static func write(_ number: UInt64, at digits: UnsafeMutablePointer<UInt8>) {
        var rest = number
        for place in stride(from: digitCount - 1, through: 0, by: -1) {
            digits[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    private static func holes(in bytes: [UInt8], marked mark: UInt8) -> [Int] {
        var holes: [Int] = []
        var start = 0
        while start + digitCount <= bytes.count {
            if bytes[start..<start + digitCount].allSatisfy({ $0 == mark }) {
                holes.append(start)
                start += digitCount
            } else {
                start += 1
            }
        }
        return holes
    }
}
