import PaylinkClient
import PaymentLinks

/// An amount as it is written on a command line.
enum AmountArgument {
    /// Turns a decimal number into the currency's minor unit, exactly: nothing is rounded.
    static func minorUnits(_ decimal: String, currency code: String) throws(UsageError) -> Int64 {
        do throws(Refusal) {
            return try Money(decimal: decimal, currency: Currency(code: code)).amount
        } catch {
            throw UsageError(error.message)
        }
    }
}
