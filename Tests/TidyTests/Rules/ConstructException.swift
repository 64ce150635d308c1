/// A place where a banned construct is right after all.
struct ConstructException: Hashable {
    let path: String
    let construct: String
    let reason: String

    /// An entry that nothing needs any more fails the test, so the list can only shrink to what is true.
    static let all = [
        Self(
            path: "Sources/paylinkd/System/SystemTimer.swift",
            construct: "sleep",
            reason: "The one place where a duration is what is waited for: a long poll, and the look for what is due."
        ),
        Self(
            path: "Sources/Storage/Threads/Monitor.swift",
            construct: "@unchecked",
            reason: "A lock with a condition: every access to the state is made with the mutex held."
        ),
        Self(
            path: "Sources/UnixServer/Connection/Connection.swift",
            construct: "Task.immediate",
            reason: "A socket loop is no task that could own a request's; the connection's answer queue awaits it."
        ),
        Self(
            path: "Sources/UnixServer/Connection/Connection.swift",
            construct: "Task",
            reason: "A line that takes long is run off the loop's thread; the connection's answer queue awaits it too."
        ),
    ]
}
