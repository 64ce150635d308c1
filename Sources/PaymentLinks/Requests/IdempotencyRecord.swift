/// The request and the answer under an idempotency key.
package struct IdempotencyRecord: Sendable, Hashable {
    package let fingerprint: RequestFingerprint
    /// The links as they were answered: one, or of a batch one for each row.
    package let answers: [Link]
    /// The time of the answer, at which the status was derived.
    package let answeredAt: Instant
    /// What was told with the answer; nothing in records of versions that did not keep it.
    package let notes: [OrderNote]
    /// The last event of the record that made it.
    package let seq: UInt64

    package init(
        fingerprint: RequestFingerprint,
        answers: [Link],
        answeredAt: Instant,
        notes: [OrderNote],
        seq: UInt64
    ) {
        self.fingerprint = fingerprint
        self.answers = answers
        self.answeredAt = answeredAt
        self.notes = notes
        self.seq = seq
    }
}

extension IdempotencyRecord {
    /// The record after the personal data of a link was erased; unchanged if the link is not in it.
    package func erasing(_ key: LinkKey, at time: Instant) -> IdempotencyRecord {
        guard answers.contains(where: { $0.key == key }) else { return self }
        return IdempotencyRecord(
            fingerprint: fingerprint.withoutPersonalData,
            answers: answers.map { $0.key == key ? $0.withoutPersonalData(erasedAt: time) : $0 },
            answeredAt: answeredAt,
            notes: notes,
            seq: seq
        )
    }
}
