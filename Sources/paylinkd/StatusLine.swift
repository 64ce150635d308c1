import NIOConcurrencyHelpers

/// What `systemctl status` shows of the daemon: what it does, and what an administrator has to mend.
struct StatusLine: Sendable {
    let linkCount: @Sendable () -> Int
    /// The error of the last reload, if it failed: the daemon goes on with what was read before.
    private let failedReload = NIOLockedValueBox<SettingsError?>(nil)

    init(linkCount: @escaping @Sendable () -> Int) {
        self.linkCount = linkCount
    }

    /// Notes how a reload went; an error stays until one succeeds.
    func noteReload(_ error: SettingsError?) {
        failedReload.withLockedValue { $0 = error }
    }

    var text: String {
        let count = linkCount()
        let serving = "Serving \(count) \(count == 1 ? "link" : "links")."
        guard let error = failedReload.withLockedValue(\.self) else { return serving }
        return "\(serving) The last reload failed, and changed nothing. \(error)"
    }
}
