/// The personal data of a link was made unreadable for ever; amounts, dates and statuses stay.
package struct PersonalDataErased: Sendable, Hashable {
    package let key: LinkKey
    package let reason: Reason
    /// The keys to destroy; none if the link was recorded before personal data was encrypted.
    package let keyIDs: [KeyID]

    package init(key: LinkKey, reason: Reason, keyIDs: [KeyID]) {
        self.key = key
        self.reason = reason
        self.keyIDs = keyIDs
    }
}
