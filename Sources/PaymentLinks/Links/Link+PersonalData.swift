extension Link {
    /// Whether an erasure has anything to erase: a customer, or a key of one.
    ///
    /// It can be true again after an erasure, when a later request for the link names a customer.
    package var hasPersonalData: Bool { !(terms.customer.isEmpty && keyIDs.isEmpty) }

    /// The link without its customer, as it is shown from then on, also in recorded answers.
    package func withoutPersonalData(erasedAt time: Instant) -> Link {
        var link = self
        link.terms.customer = Customer()
        link.keyIDs = []
        link.customerErasedAt = time
        return link
    }
}
