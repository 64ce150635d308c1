/// The decimal digits of an integer, with a minus where it is negative.
struct DecimalDigits {
    private var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "-"))
    private var first = 20

    init(_ number: Int64) {
        var rest = number.magnitude
        repeat {
            first -= 1
            digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        if number < 0 { first -= 1 }
    }

    func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        let digits = digits.span.extracting(first...)
        unsafe digits.withUnsafeBufferPointer { unsafe body($0) }
    }
}
