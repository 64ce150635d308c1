/// The personal data of a link was made unreadable for ever; amounts, dates and statuses stay.
package struct PersonalDataErased: Sendable, Hashable {
    package let key: LinkKey
    package let reason: Reason
    /// The keys that are destroyed; none if the link was recorded before personal data was sealed.
    package let keyIDs: [KeyID]

    package init(key: LinkKey, reason: Reason, keyIDs: [KeyID]) {
        self.key = key
        self.reason = reason
        self.keyIDs = keyIDs
    }
}

extension Link {
    /// Whether there is anything of a person that an erasure would take away; also again, after an erasure, if a request
    /// for the link said who pays.
    package var hasPersonalData: Bool { !(terms.customer.isEmpty && keyIDs.isEmpty) }

    /// The link without its customer, as everything that was ever answered with it is told from then on.
    package func withoutPersonalData(erasedAt time: Instant) -> Link {
        var link = self
        link.terms.customer = Customer()
        link.keyIDs = []
        link.customerErasedAt = time
        return link
    }
}

extension RequestFingerprint {
    /// The parameters that a customer may be part of: the journal never has a hash of them that would confirm a guess.
    package static let personalNames: Set = ["customer", "overrides", "links"]

    /// Whether the request had one of them.
    package var hasPersonalData: Bool {
        parameters.contains { Self.personalNames.contains($0.name) }
    }

    /// The fingerprint once nobody can tell any more what was sent in them; they fit everything.
    package var withoutPersonalData: RequestFingerprint {
        let parameters = parameters.map { parameter in
            Self.personalNames.contains(parameter.name) ? Parameter(name: parameter.name, hash: nil) : parameter
        }
        return RequestFingerprint(method: method, parameters: parameters)
    }
}

extension IdempotencyRecord {
    /// The memo after the personal data of a link was erased; itself if that is another link.
    package func erasing(_ key: LinkKey, at time: Instant) -> IdempotencyRecord {
        guard answers.contains(where: { $0.key == key }) else { return self }
        return IdempotencyRecord(
            fingerprint: fingerprint.withoutPersonalData,
            answers: answers.map { $0.key == key ? $0.withoutPersonalData(erasedAt: time) : $0 },
            answeredAt: answeredAt,
            seq: seq
        )
    }
}
