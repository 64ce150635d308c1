package import PaymentLinks

/// What records say of the keys that personal data is sealed under: how far they are used up, and which are destroyed.
package struct KeyUsage: Sendable, Equatable {
    /// The highest number of each set of keys.
    package internal(set) var highest: [UInt64: UInt64] = [:]
    /// Every key that an erasure destroyed.
    package internal(set) var erased: [KeyID] = []

    package init() {}

    mutating func note(_ keyID: KeyID) {
        highest[keyID.keys] = max(highest[keyID.keys] ?? 0, keyID.number)
    }

    mutating func note(_ event: LinkEvent) {
        switch event {
        case .answered(let answered): if let keyID = answered.keyID { note(keyID) }
        case .erased(let event): erased += event.keyIDs
        default: break
        }
    }
}
