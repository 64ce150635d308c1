import Storage
package import SystemPackage

extension Journal {
    /// What opening found and did, for a log line.
    package struct Recovery: Sendable {
        /// Records of the journal, commit markers included; those in front of a resumePoint were not read.
        package internal(set) var recordCount = 0
        /// True when reading began at a resumePoint.
        package internal(set) var wasResumed = false
        /// The last sequence number; 0 when there is no event.
        package internal(set) var lastSeq: UInt64 = 0
        /// The hash of the last line.
        package internal(set) var head: RecordHash
        /// The journal's own 32 hexadecimal digits.
        package internal(set) var id: String
        /// Bytes of a write that was never acknowledged, cut off behind the last good record; 0 after a clean stop.
        package internal(set) var tornByteCount = 0
        /// Where those bytes were kept; nothing needs the file.
        package internal(set) var tornFile: FilePath?
        /// True when the journal did not exist, or its creation had been interrupted.
        package internal(set) var wasCreated = false
        /// True when the last stop was clean: the file ended with a commit marker, or had no record.
        package internal(set) var endedWithMarker = true
    }
}

/// A journal file whose every byte up to `byteCount` is verified and durable, with nothing but newlines behind it.
struct RecoveredFile {
    var recovery: Journal.Recovery
    var named: NamedFile
    var lock: any DiskLock
    var chain: Chain
    var byteCount: Int
    var padding: Padding
}
