import Storage

/// A journal file whose every byte up to `byteCount` is verified and durable, with nothing but newlines behind it.
struct RecoveredFile {
    var recovery: Journal.Recovery
    var named: NamedFile
    var locks: [any DiskLock]
    var chain: Chain
    var byteCount: Int
    var padding: Padding
}
