import FoundationEssentials
import JSONRPC
import Journal
import PaymentLinks

extension Vault {
    /// Gives each event of a record that has something of a person a key to seal it under.
    ///
    /// The keys are named in the events, so that an erasure knows what to destroy.
    func naming(_ events: [LinkEvent], of request: RequestIdentity?) -> [LinkEvent] {
        var hasSeal = false
        var named = events.map { event -> LinkEvent in
            guard case .generated(var generated) = event, !generated.terms.customer.isEmpty else { return event }
            generated.seal = SealName(takeLeaf())
            hasSeal = true
            return .generated(generated)
        }
        // A request that made nothing may still have said who pays.
        if !hasSeal, let request, request.fingerprint.hasPersonalData,
            let index = named.lastIndex(where: { if case .answered = $0 { true } else { false } }),
            case .answered(var answered) = named[index]
        {
            answered.seal = SealName(takeLeaf())
            named[index] = .answered(answered)
        }
        return named
    }

    /// Seals a customer as the text that stands in the journal.
    ///
    /// Padded to a multiple of 64 bytes, so that its length does not tell a name's.
    func box(_ customer: Customer, under seal: SealName) -> String {
        var writer = JSONWriter(reserving: 192)
        writer.customer(customer)
        let padding = (64 - writer.bytes.count % 64) % 64
        let bytes = writer.bytes + [UInt8](repeating: UInt8(ascii: " "), count: padding)
        return Data(self.seal(bytes, under: Leaf(seal))).base64EncodedString()
    }

    /// Opens a box as the JSON text of a customer; nil if its key is gone.
    func customerText(in box: String, under seal: SealName) -> [UInt8]? {
        guard let bytes = Data(base64Encoded: box) else { return nil }
        return open(Array(bytes), under: Leaf(seal))
    }

    /// Hides the hash of a personal parameter under every key that a record names, or shows it again.
    ///
    /// - Returns: Nil once one of the keys is gone.
    func masked(_ hash: UInt64, of parameter: String, under seals: [SealName]) -> UInt64? {
        var hash = hash
        for seal in seals {
            guard let mask = mask("request parameter \(parameter)", under: Leaf(seal)) else { return nil }
            hash ^= mask
        }
        return hash
    }
}

extension LinkEvent {
    /// The keys that the event's record seals something under.
    var seals: [SealName] {
        switch self {
        case .generated(let generated): generated.seal.map { [$0] } ?? []
        case .answered(let answered): answered.seal.map { [$0] } ?? []
        default: []
        }
    }
}

extension Vault.Leaf {
    init(_ seal: SealName) {
        self.init(tree: seal.keys, number: seal.number)
    }
}

extension SealName {
    init(_ leaf: Vault.Leaf) {
        self.init(keys: leaf.tree, number: leaf.number)
    }
}

extension Vault.Use {
    /// What the index knows of the keys, after a start.
    init(_ seals: SealUse, after recovery: Journal.Recovery) {
        self.init()
        for (tree, number) in seals.highest { note(Vault.Leaf(tree: tree, number: number)) }
        erased = seals.erased.map(Vault.Leaf.init)
        endsCleanly = recovery.wasCreated || recovery.wasSealed
    }
}
