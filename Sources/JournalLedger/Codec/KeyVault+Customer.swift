import FoundationEssentials
import JSON
import Journal
package import KeyVault
package import PaymentLinks

extension KeyVault {
    /// Gives each event of a record that has something of a person a key to keyID it under.
    ///
    /// The keys are named in the events, so that an erasure knows what to destroy.
    package func naming(_ events: [LinkEvent], of request: RequestIdentity?) -> [LinkEvent] {
        var hasSeal = false
        var named = events.map { event -> LinkEvent in
            guard case .generated(var generated) = event, !generated.terms.customer.isEmpty else { return event }
            generated.keyID = KeyID(takeLeaf())
            hasSeal = true
            return .generated(generated)
        }
        // A request that made nothing may still have said who pays.
        if !hasSeal, let request, request.fingerprint.hasPersonalData,
            let index = named.lastIndex(where: { if case .answered = $0 { true } else { false } }),
            case .answered(var answered) = named[index]
        {
            answered.keyID = KeyID(takeLeaf())
            named[index] = .answered(answered)
        }
        return named
    }

    /// Seals a customer as the text that stands in the journal.
    ///
    /// Padded to a multiple of 64 bytes, so that its length does not tell a name's.
    func box(_ customer: Customer, under keyID: KeyID) -> String {
        var writer = JSONWriter(reserving: 192)
        writer.customer(customer)
        let padding = (64 - writer.bytes.count % 64) % 64
        let bytes = writer.bytes + [UInt8](repeating: UInt8(ascii: " "), count: padding)
        return Data(self.seal(bytes, under: Leaf(keyID))).base64EncodedString()
    }

    /// Opens a box as the JSON text of a customer; nil if its key is gone.
    func customerText(in box: String, under keyID: KeyID) -> [UInt8]? {
        guard let bytes = Data(base64Encoded: box) else { return nil }
        return open(Array(bytes), under: Leaf(keyID))
    }

    /// Hides the hash of a personal parameter under every key that a record names, or shows it again.
    ///
    /// - Returns: Nil once one of the keys is gone.
    func masked(_ hash: UInt64, of parameter: String, under keyIDs: [KeyID]) -> UInt64? {
        var hash = hash
        for keyID in keyIDs {
            guard let mask = mask("request parameter \(parameter)", under: Leaf(keyID)) else { return nil }
            hash ^= mask
        }
        return hash
    }
}

extension LinkEvent {
    /// The keys that the event's record keyIDs something under.
    var keyIDs: [KeyID] {
        switch self {
        case .generated(let generated): generated.keyID.map { [$0] } ?? []
        case .answered(let answered): answered.keyID.map { [$0] } ?? []
        default: []
        }
    }
}

extension KeyVault.Leaf {
    init(_ keyID: KeyID) {
        self.init(tree: keyID.keys, number: keyID.number)
    }
}

extension KeyID {
    init(_ leaf: KeyVault.Leaf) {
        self.init(keys: leaf.tree, number: leaf.number)
    }
}

extension KeyVault.Use {
    /// What the index knows of the keys, after a start.
    init(_ keyIDs: KeyUsage, after recovery: Journal.Recovery) {
        self.init()
        for (tree, number) in keyIDs.highest { note(KeyVault.Leaf(tree: tree, number: number)) }
        erased = keyIDs.erased.map(KeyVault.Leaf.init)
        endsCleanly = recovery.wasCreated || recovery.endedWithMarker
    }
}
