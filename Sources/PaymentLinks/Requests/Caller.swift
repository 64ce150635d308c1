/// The process that asked for a change, as the kernel attested it when the connection was made.
///
/// Rights rest on `uid`, `gid` and `groups`; `pid` is for people who read the journal, since a process may have handed its
/// connection on (unix(7), SO_PEERCRED).
package struct Caller: Sendable, Hashable {
    package let uid: UInt32
    package let gid: UInt32
    package let pid: Int32
    /// The supplementary groups; not recorded.
    package let groups: [UInt32]

    package init(uid: UInt32, gid: UInt32, pid: Int32, groups: [UInt32] = []) {
        self.uid = uid
        self.gid = gid
        self.pid = pid
        self.groups = groups
    }
}
