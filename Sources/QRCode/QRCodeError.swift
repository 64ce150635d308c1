/// Why there is no code, or no image of it.
package enum QRCodeError: Error, Sendable, Equatable {
    /// The text has more bytes than a code holds at this level.
    case tooLong(byteCount: Int, ErrorCorrection)
    /// The image would have less than one pixel for each module.
    case tooSmall(minimumSize: Int)
    case outOfMemory
}
