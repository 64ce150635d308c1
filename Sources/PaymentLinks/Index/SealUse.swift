/// What records say of the keys that personal data is sealed under: how far they are used up, and which are destroyed.
package struct SealUse: Sendable, Equatable {
    /// The highest number of each set of keys.
    package internal(set) var highest: [UInt64: UInt64] = [:]
    /// Every key that an erasure destroyed.
    package internal(set) var erased: [SealName] = []

    package init() {}

    mutating func note(_ seal: SealName) {
        highest[seal.keys] = max(highest[seal.keys] ?? 0, seal.number)
    }

    mutating func note(_ event: LinkEvent) {
        switch event {
        case .answered(let answered): if let seal = answered.seal { note(seal) }
        case .erased(let event): erased += event.seals
        default: break
        }
    }
}
