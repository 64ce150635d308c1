import NIOConcurrencyHelpers

/// The rights that are in force now; a reload replaces them, also for calls that wait.
package final class LiveRights: Sendable {
    private let rights: NIOLockedValueBox<Rights>

    package init(_ rights: Rights) {
        self.rights = NIOLockedValueBox(rights)
    }

    package var current: Rights { rights.withLockedValue { $0 } }

    package func replace(with rights: Rights) {
        self.rights.withLockedValue { $0 = rights }
    }
}
