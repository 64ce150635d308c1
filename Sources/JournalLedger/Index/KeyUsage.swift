package import PaymentLinks

/// The encryption keys of personal data, as records name them: how far each tree is used up, and which keys are erased.
package struct KeyUsage: Sendable, Equatable {
    /// The highest key number in use, by the ID of the key tree.
    package internal(set) var highest: [UInt64: UInt64] = [:]
    /// The keys that erasures destroyed.
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
