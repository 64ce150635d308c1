/// An idempotency key with what was asked under it: the same key and the same request get the first answer for ever.
///
/// A key belongs to one user and one site, so that nobody can read another's answer by guessing a key.
package struct RequestIdentity: Sendable, Hashable {
    package let scope: RequestScope
    package let fingerprint: RequestFingerprint

    package init(scope: RequestScope, fingerprint: RequestFingerprint) {
        self.scope = scope
        self.fingerprint = fingerprint
    }
}

/// Whose key it is.
package struct RequestScope: Sendable, Hashable {
    package let uid: UInt32
    package let site: SiteName
    package let key: IdempotencyKey

    package init(uid: UInt32, site: SiteName, key: IdempotencyKey) {
        self.uid = uid
        self.site = site
        self.key = key
    }
}

/// A request as it was sent, reduced to one short hash a parameter, so that a conflict can name what differs.
///
/// Derived values, such as the time of expiry, are no part of it: a retry an hour later is the same request.
package struct RequestFingerprint: Sendable, Hashable {
    package let method: String
    /// The parameters' names with the hash of each one's bytes, in the order of the names.
    package let parameters: [Parameter]

    /// One parameter's name and hash.
    package struct Parameter: Sendable, Hashable {
        package let name: String
        /// Nil if it can't be known any more, since personal data was part of it; it fits everything then.
        package let hash: UInt64?

        package init(name: String, hash: UInt64?) {
            self.name = name
            self.hash = hash
        }
    }

    package init(method: String, parameters: [Parameter]) {
        self.method = method
        self.parameters = parameters.sorted { $0.name < $1.name }
    }

    /// Names the parameters in which two requests differ, in order; empty if they are the same request.
    package func differences(from other: RequestFingerprint) -> [String] {
        if method != other.method { return ["method"] }
        let mine = Dictionary(parameters.map { ($0.name, $0.hash) }) { first, _ in first }
        let theirs = Dictionary(other.parameters.map { ($0.name, $0.hash) }) { first, _ in first }
        return Set(mine.keys).union(theirs.keys).filter { name in
            guard let here = mine[name], let there = theirs[name] else { return true }
            guard let here, let there else { return false }
            return here != there
        }.sorted()
    }

    /// The 64-bit FNV-1a hash of some bytes: stable for ever, since the journal keeps it.
    ///
    /// It tells two requests of one user apart; it is no protection against somebody who wants them to collide, and
    /// need not be, since that somebody could only deceive themselves.
    package static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
