/// A change that a caller asks for, with every value checked and every random number drawn.
package enum Command: Sendable {
    // Handed around more often than it is read, like what comes of it.
    indirect case generate(GenerateCommand)
    case duplicate(DuplicateCommand)
    case cancel(CancelCommand)
    case recordPayment(RecordPaymentCommand)
    case update(UpdateCommand)
    /// Records the expiry of those of these links, at least one, whose time is up; the daemon asks for it itself.
    case expire([LinkKey])
    case generateBatch(GenerateBatchCommand)
    case open(OpenCommand)
    case erase(EraseCommand)

    /// The caller's key and the fingerprint of what it sent with it, if it sent one.
    package var request: RequestIdentity? {
        switch self {
        case .generate(let command): command.request
        case .duplicate(let command): command.request
        case .cancel, .recordPayment, .update, .expire, .open, .erase: nil
        case .generateBatch(let command): command.request
        }
    }
}

/// Makes a link.
package struct GenerateCommand: Sendable {
    package var key: LinkKey
    package var terms: LinkTerms
    package var issuance: Issuance
    package var onExisting: OnExisting
    package var request: RequestIdentity?

    package init(
        key: LinkKey,
        terms: LinkTerms,
        issuance: Issuance,
        onExisting: OnExisting = .error,
        request: RequestIdentity? = nil
    ) {
        self.key = key
        self.terms = terms
        self.issuance = issuance
        self.onExisting = onExisting
        self.request = request
    }
}

/// What to do when the order ID has a link already.
package enum OnExisting: String, Sendable, CaseIterable {
    /// Refuse, and show the existing link.
    case error
    /// Answer the existing link, whatever its state.
    case `return`
    /// Make a numbered attempt under an order ID of its own if the existing link is dead; else answer the existing one.
    case reissue
}

/// What an issuer minted for a link that may be about to exist.
package struct Issuance: Sendable, Hashable {
    package let id: LinkID
    package let issuer: String
    package let url: String

    package init(id: LinkID, issuer: String, url: String) {
        self.id = id
        self.issuer = issuer
        self.url = url
    }
}

/// Makes a link with the terms of an existing one, some of them changed.
package struct DuplicateCommand: Sendable {
    package var source: LinkKey
    package var newOrderID: OrderID
    package var overrides: TermOverrides
    package var supersede: Bool
    package var issuance: Issuance
    package var request: RequestIdentity?

    package init(
        source: LinkKey,
        newOrderID: OrderID,
        overrides: TermOverrides,
        supersede: Bool,
        issuance: Issuance,
        request: RequestIdentity? = nil
    ) {
        self.source = source
        self.newOrderID = newOrderID
        self.overrides = overrides
        self.supersede = supersede
        self.issuance = issuance
        self.request = request
    }
}

/// Cancels a link.
package struct CancelCommand: Sendable {
    package var key: LinkKey
    package var reason: Reason?
    /// Cancel only while the link still has this version.
    package var ifVersion: Int?

    package init(key: LinkKey, reason: Reason?, ifVersion: Int?) {
        self.key = key
        self.reason = reason
        self.ifVersion = ifVersion
    }
}
