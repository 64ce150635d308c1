package import Storage
internal import SystemPackage

/// A failure of the file of keys, with what a person needs to act on it.
package struct KeyVaultError: Error, Sendable, CustomStringConvertible {
    /// The kinds that a caller distinguishes.
    package enum Code: Sendable, Equatable {
        /// The file is not as it was written; line 1 and byte 0 are the first.
        case damaged(line: Int, byte: Int)
        /// There is no file, or one of another journal, and the journal names keys that were in its own.
        case missing
        /// A newer program wrote the file.
        case unsupportedVersion
        /// A system call failed. From `flushErasures`: the keys to destroy may still be in the file.
        case systemCall
    }

    package let code: Code
    /// One sentence: what failed, on which file and at which byte, and what to do.
    package let message: String
    /// The system call behind it, if there was one.
    package let cause: SystemCallFailure?

    private init(_ code: Code, _ message: String, cause: SystemCallFailure? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// The sentence, and the system's words for the cause.
    package var description: String {
        guard let cause else { return message }
        return "\(message) (\(cause))"
    }
}

extension KeyVaultError {
    static func cannotRead(_ path: FilePath, _ cause: SystemCallFailure) -> KeyVaultError {
        let sentence = "Could not read \(path), and nothing was changed; \(cause.readingAdvice)."
        return KeyVaultError(.systemCall, sentence, cause: cause)
    }

    static func damaged(_ path: FilePath, line: Int, byte: Int) -> KeyVaultError {
        let sentence =
            "\(path): line \(line) at byte \(byte) is damaged; restore a copy. If there is none, move the file away, and make an empty file \(path).lost to go on without the customers that it opens."
        return KeyVaultError(.damaged(line: line, byte: byte), sentence)
    }

    static func missing(_ path: FilePath) -> KeyVaultError {
        let sentence =
            "\(path) is missing, and only it opens customers of the journal; put it back or restore a backup. If it is lost for good, make an empty file \(path).lost to go on without those customers."
        return KeyVaultError(.missing, sentence)
    }

    static func foreign(_ path: FilePath) -> KeyVaultError {
        let sentence =
            "\(path) is of another journal, and opens no customer of this one; put the right file there or restore a backup. If it is lost for good, make an empty file \(path).lost to go on without those customers."
        return KeyVaultError(.missing, sentence)
    }

    static func unsupportedVersion(_ version: UInt64, _ path: FilePath) -> KeyVaultError {
        let sentence =
            "\(path) has format version \(version) and this program reads \(KeyTree.version); use a newer one."
        return KeyVaultError(.unsupportedVersion, sentence)
    }

    static func cannotPrepare(_ path: FilePath, _ cause: SystemCallFailure) -> KeyVaultError {
        let sentence = "Could not prepare \(path); put the cause right and start again."
        return KeyVaultError(.systemCall, sentence, cause: cause)
    }

    static func cannotReplace(_ path: FilePath, _ cause: SystemCallFailure) -> KeyVaultError {
        let sentence = "Could not replace \(path); put the cause right, the old file is whole."
        return KeyVaultError(.systemCall, sentence, cause: cause)
    }

    static func cannotErase(_ path: FilePath, _ cause: SystemCallFailure) -> KeyVaultError {
        let sentence = "\(path) could not be replaced, so nothing is erased; make room and try again."
        return KeyVaultError(.systemCall, sentence, cause: cause)
    }
}
