/// The user, group and process at the other end of a connection, recorded by the kernel at connect(2) (unix(7),
/// SO_PEERCRED).
package struct PeerCredentials: Sendable, Hashable {
    package let uid: UInt32
    package let gid: UInt32
    package let pid: Int32
    /// The supplementary groups (SO_PEERGROUPS).
    package let groups: [UInt32]

    package init(uid: UInt32, gid: UInt32, pid: Int32, groups: [UInt32] = []) {
        self.uid = uid
        self.gid = gid
        self.pid = pid
        self.groups = groups
    }
}
