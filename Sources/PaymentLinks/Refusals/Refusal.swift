/// Why a value or a command is refused, in the terms of the wire's error table.
///
/// The message is one sentence for people: what is wrong, what is allowed, and a value that would be accepted. It quotes
/// at most a few characters of the input, so it can be logged and shown as it is.
package struct Refusal: Error, Sendable, Equatable {
    /// The closed list of refusals; the raw value is the wire's `kind`, on which clients match.
    package enum Kind: String, Sendable, CaseIterable {
        case invalidAmount
        case invalidCurrency
        case unknownSite
        case orderIdInUse
        case unknownOrder
        case invalidOrderId
        case invalidDescription
        case invalidMetadata
        case badSignature
        case invalidCountry
        case gatewayUnavailable
        case gatewayNotForLinks
        case idempotencyConflict
        case versionConflict
        case invalidTransition
        case partPaid
        case invalidExpiry
        case invalidCustomer
        case linkNotPayable
        case issuerFailed
        case issuerUnreachable
        case invalidParameter

        /// The JSON-RPC error code of this kind.
        ///
        /// Numbers from 1001 on are MultiSafepay's own for the same thing (its API error reference), so that a shop's
        /// existing handling applies; from 2001 on they are this service's; -32602 is JSON-RPC 2.0's "invalid params".
        package var code: Int {
            switch self {
            case .invalidAmount: 1001
            case .invalidCurrency: 1002
            case .unknownSite: 1004
            case .orderIdInUse, .unknownOrder, .invalidOrderId: 1006
            case .invalidDescription: 1008
            case .invalidMetadata: 1010
            case .badSignature: 1013
            case .invalidCountry: 1018
            case .gatewayUnavailable, .gatewayNotForLinks: 1023
            case .idempotencyConflict: 2001
            case .versionConflict: 2002
            case .invalidTransition, .partPaid: 2003
            case .invalidExpiry: 2004
            case .invalidCustomer: 2005
            case .linkNotPayable: 2006
            case .issuerFailed: 2007
            case .issuerUnreachable: 2008
            case .invalidParameter: -32602
            }
        }
    }

    /// What kind of refusal this is; clients match on it.
    package let kind: Kind

    /// One sentence for people, ending with a stop.
    package let message: String

    /// Makes a refusal of a kind with its sentence.
    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}
