package import Storage

/// A failure of the journal, with what a person needs to act on it.
package struct JournalError: Error, Sendable, CustomStringConvertible {
    /// The kinds that a caller distinguishes.
    package enum Code: Sendable, Equatable {
        /// Another process has the journal open.
        case lockHeld
        /// The journal is not there, and another file shows that there was one; nothing was made.
        case missing
        /// The file has been changed by something other than a crash; nothing was altered. Line 1 is the header, byte 0 the first.
        case damaged(line: Int, byte: Int)
        /// The bytes at a record's known position are not that record any more; byte 0 is the file's first.
        case recordLost(byte: Int)
        /// A newer program wrote this journal; nothing was altered.
        case unsupportedVersion
        /// The queue is full: nothing was recorded, and a later try may succeed.
        case busy
        /// The record is longer than any record may be: nothing was recorded.
        case recordTooLarge
        /// The journal is closed or closing: nothing was recorded.
        case closed
        /// Free space is below the reserve, or the file as long as it may be: nothing was recorded.
        case outOfSpace
        /// The name no longer leads to the whole file, by the act of another program: nothing is recorded any more.
        case displaced
        /// A system call failed. From `append` before any failure: nothing was recorded. From `durable`: the outcome is unknown.
        case systemCall
    }

    /// The kind of failure.
    package let code: Code
    /// One sentence: what failed, on which file and at which byte, and what to do.
    package let message: String
    /// The system call behind it, if there was one.
    package let cause: SystemCallFailure?

    init(_ code: Code, _ message: String, cause: SystemCallFailure? = nil) {
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
