import Crypto
import FoundationEssentials

/// The `Auth` header of a notice.
enum NoticeSignature {
    /// base64(time ":" hex(HMAC-SHA512(key, time ":" body))), with the digits in lower case.
    static func header(key: String, at now: Moment, body: [UInt8]) -> String {
        let message = Array("\(now.seconds):".utf8) + body
        let code = HMAC<SHA512>.authenticationCode(for: message, using: SymmetricKey(data: Array(key.utf8)))
        let digits = code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return Data("\(now.seconds):\(digits)".utf8).base64EncodedString()
    }
}
