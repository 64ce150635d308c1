import Storage
internal import SystemPackage

extension JournalError {
    static func cannotRead(_ path: FilePath, byte: Int, _ cause: SystemCallFailure) -> JournalError {
        let sentence =
            "Could not read \(path) at byte \(byte), and nothing was changed; \(cause.readingAdvice)."
        return JournalError(.systemCall, sentence, cause: cause)
    }

    static func damaged(_ path: FilePath, _ damage: Damage) -> JournalError {
        let reason = sentence(path, damage, because: "a crash did not do this")
        return JournalError(.damaged(line: damage.line, byte: damage.byte), reason)
    }

    static func missing(_ path: FilePath, relic: String) -> JournalError {
        let sentence =
            relic == path.lastComponent?.string
            ? "\(path) is a link to a file that is not there; mount the disk or mend the link, then start again."
            : "\(path) is missing, and \(relic) beside it shows that there was one; put it back or restore a backup, or move every journal.* file elsewhere to begin anew."
        return JournalError(.missing, sentence)
    }

    static func empty(_ path: FilePath) -> JournalError {
        let sentence =
            "\(path) is empty, which no crash leaves; restore a backup, or move every journal.* file elsewhere to begin anew."
        return JournalError(.damaged(line: 1, byte: 0), sentence)
    }

    static func recordLost(_ path: FilePath, byte: Int) -> JournalError {
        let sentence =
            "The record of \(path) at byte \(byte) is not there as it was written, so the disk or another program changed it; stop, and restore a copy."
        return JournalError(.recordLost(byte: byte), sentence)
    }

    static func unsupportedVersion(_ version: UInt64, _ path: FilePath) -> JournalError {
        let sentence =
            "\(path) has format version \(version) and this program reads \(JournalHeader.version); use a newer one, nothing was changed."
        return JournalError(.unsupportedVersion, sentence)
    }

    static func lockHeld(_ path: FilePath, _ cause: SystemCallFailure) -> JournalError {
        JournalError(.lockHeld, "Another process holds \(path); stop it first, then start again.", cause: cause)
    }

    static func cannotPrepare(_ path: FilePath, _ cause: SystemCallFailure) -> JournalError {
        JournalError(.systemCall, "Could not prepare \(path); put the cause right and start again.", cause: cause)
    }

    static func commitFailed(_ path: FilePath, byte: Int, _ cause: SystemCallFailure) -> JournalError {
        let sentence =
            "Could not make \(path) durable from byte \(byte) on, so what was under way may or may not be recorded; restart to find out."
        return JournalError(.systemCall, sentence, cause: cause)
    }

    static func displaced(_ path: FilePath, byteCount: Int) -> JournalError {
        let sentence =
            "Another program moved, replaced or cut off \(path), which had \(byteCount) bytes, so nothing more is recorded; put it back and restart."
        return JournalError(.displaced, sentence)
    }

    static let busy = JournalError(
        .busy,
        "Too much is waiting to be written, so nothing was recorded; try again in a moment."
    )

    static let closed = JournalError(
        .closed,
        "The journal is closed, so nothing was recorded; try again when the service is back."
    )

    static func recordTooLarge(byteCountMax: Int) -> JournalError {
        JournalError(
            .recordTooLarge,
            "A record may have \(byteCountMax) bytes, so nothing was recorded; send less at once."
        )
    }

    static func outOfSpace(_ path: FilePath, reserveByteCount: Int) -> JournalError {
        let sentence =
            "The file system of \(path) has less than \(reserveByteCount) bytes free, so nothing is recorded that needs more of it; make room and try again."
        return JournalError(.outOfSpace, sentence)
    }

    static func journalFull(_ path: FilePath, byteCountMax: Int) -> JournalError {
        let sentence =
            "\(path) has reached its limit of \(byteCountMax) bytes, so nothing was recorded; begin a new journal in another state directory."
        return JournalError(.outOfSpace, sentence)
    }

    static func freeSpaceUnknown(_ path: FilePath, _ cause: SystemCallFailure) -> JournalError {
        JournalError(
            .systemCall,
            "Could not learn the free space around \(path), so nothing was recorded.",
            cause: cause
        )
    }

    /// The sentence for damage, with the reason for not taking it for a crash.
    static func sentence(_ path: FilePath, _ damage: Damage, because clause: String) -> String {
        "\(path): line \(damage.line) at byte \(damage.byte) \(damage.reason), and \(clause); restore a copy, nothing was changed."
    }
}
