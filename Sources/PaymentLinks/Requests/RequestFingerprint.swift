/// A request reduced to one hash per parameter, so that a conflict can name the parameters that differ.
///
/// Derived values, such as the expiry, are not included: a retry an hour later is the same request.
package struct RequestFingerprint: Sendable, Hashable {
    package let method: String
    /// Each parameter's name and the hash of its bytes, sorted by name.
    package let parameters: [Parameter]

    /// One parameter's name and hash.
    package struct Parameter: Sendable, Hashable {
        package let name: String
        /// Nil if personal data in the parameter was erased; it then equals every hash.
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

    /// The names of the parameters in which two requests differ, sorted; empty for the same request.
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

    /// The 64-bit FNV-1a hash of bytes, which never changes, since the journal keeps it.
    ///
    /// Not collision resistant, and need not be: a scope belongs to one user, who could deceive only themselves.
    package static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}

extension RequestFingerprint {
    /// The parameters that may contain a customer: the journal has no plain hash of them, which would confirm a guess.
    package static let personalNames: Set = ["customer", "overrides", "links"]

    /// Whether the request has one of them.
    package var hasPersonalData: Bool {
        parameters.contains { Self.personalNames.contains($0.name) }
    }

    /// The fingerprint after an erasure: these parameters then equal every value.
    package var withoutPersonalData: RequestFingerprint {
        let parameters = parameters.map { parameter in
            Self.personalNames.contains(parameter.name) ? Parameter(name: parameter.name, hash: nil) : parameter
        }
        return RequestFingerprint(method: method, parameters: parameters)
    }
}
