import FoundationEssentials
import JSON
package import KeyVault
package import PaymentLinks

extension KeyVault {
    /// Assigns a new key to each event of a record that holds personal data.
    ///
    /// The events name their keys, so that an erasure knows which keys to destroy.
    ///
    /// - Returns: Nil if leaves have to be reserved first.
    package func naming(_ events: [LinkEvent], of request: RequestIdentity?) -> [LinkEvent]? {
        var hasKey = false
        var named = events
        for (index, event) in events.enumerated() {
            guard case .generated(var generated) = event, !generated.terms.customer.isEmpty else { continue }
            guard let leaf = takeLeaf() else { return nil }
            generated.keyID = KeyID(leaf)
            named[index] = .generated(generated)
            hasKey = true
        }
        // A request that creates no link has the customer in its fingerprint all the same.
        if !hasKey, let request, request.fingerprint.hasPersonalData,
            let index = named.lastIndex(where: { if case .answered = $0 { true } else { false } }),
            case .answered(var answered) = named[index]
        {
            guard let leaf = takeLeaf() else { return nil }
            answered.keyID = KeyID(leaf)
            named[index] = .answered(answered)
        }
        return named
    }

    /// Encrypts a customer, in base64 as the journal holds it.
    ///
    /// The plaintext is padded to a multiple of 64 bytes, so that the length does not reveal that of a name.
    func box(_ customer: Customer, under keyID: KeyID) -> String {
        var writer = JSONWriter(reserving: 192)
        writer.customer(customer)
        let padding = (64 - writer.bytes.count % 64) % 64
        let bytes = writer.bytes + [UInt8](repeating: UInt8(ascii: " "), count: padding)
        return Data(self.seal(bytes, under: Leaf(keyID))).base64EncodedString()
    }

    /// Decrypts a customer to JSON; nil if the key was destroyed, or the box is damaged.
    func customerText(in box: String, under keyID: KeyID) -> [UInt8]? {
        guard let bytes = Data(base64Encoded: box) else { return nil }
        return open(Array(bytes), under: Leaf(keyID))
    }

    /// Masks the hash of a personal parameter with every key that a record names (XOR, so that a second call unmasks it).
    ///
    /// Without the mask, a guess of the customer could be verified by its hash after an erasure.
    ///
    /// - Returns: Nil if one of the keys was destroyed.
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
    /// The keys under which the event's record encrypts something.
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
    /// The use of the keys that the index has found in the records, after a start.
    init(_ usage: KeyUsage) {
        self.init()
        for (tree, number) in usage.highest { note(KeyVault.Leaf(tree: tree, number: number)) }
        erased = usage.erased.map(KeyVault.Leaf.init)
    }
}
