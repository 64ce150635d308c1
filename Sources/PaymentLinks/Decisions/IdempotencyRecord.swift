/// What was asked and answered under an idempotency key.
package struct IdempotencyRecord: Sendable, Hashable {
    package let fingerprint: RequestFingerprint
    /// The links as the answer showed them: one, or of a batch one for each row.
    package let answers: [Link]
    /// When it was given, which is when its status was told.
    package let answeredAt: Instant
    /// The last event of the record that keeps it.
    package let seq: UInt64

    package init(fingerprint: RequestFingerprint, answers: [Link], answeredAt: Instant, seq: UInt64) {
        self.fingerprint = fingerprint
        self.answers = answers
        self.answeredAt = answeredAt
        self.seq = seq
    }
}
