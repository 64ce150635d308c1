import Crypto
import FoundationEssentials
package import PaymentLinks

/// The signature of a notification, in its `Auth` header.
///
/// `base64(<time>:<hex of HMAC-SHA512 under the site's API key of "<time>:<body>">)`, with the time as Unix seconds and
/// lower-case hexadecimal digits. It is over the body's bytes as they came: what the service sends is no canonical JSON.
package struct NotificationSignature: Sendable {
    /// Why a signature proves nothing.
    package enum Fault: Error, Sendable, Hashable {
        /// It is not the one that the site's key makes of this body.
        case wrong
        /// It was made too long ago.
        case old
        /// It was made in the future.
        case early
    }

    /// Resends carry a time of their own, so an old one comes from somebody who kept it.
    package static let ageSecondsMax: Int64 = 600
    /// Clocks differ.
    package static let leadSecondsMax: Int64 = 120

    private let key: SymmetricKey

    /// - Parameter apiKey: The site's API key, without white space around it.
    package init(apiKey: [UInt8]) {
        key = SymmetricKey(data: apiKey)
    }

    /// Checks a signature in a time that does not depend on how much of it is right.
    ///
    /// - Parameters:
    ///   - auth: The header's value, which has one spelling only.
    ///   - body: The body, byte for byte.
    ///   - now: The moment that its freshness is judged at.
    /// - Throws: The reason why it proves nothing.
    package func check(_ auth: String, of body: some Collection<UInt8>, at now: Instant) throws(Fault) {
        guard let time = Self.time(in: auth) else { throw .wrong }
        let expected = self.auth(for: body, time: time)
        guard Self.isEqual(Array(expected.utf8), Array(auth.utf8)) else { throw .wrong }
        guard let seconds = Int64(time) else { throw .wrong }
        let age = now.milliseconds / 1000 - seconds
        if age > Self.ageSecondsMax { throw .old }
        if age < -Self.leadSecondsMax { throw .early }
    }

    /// The header's value for a body that is sent at a time.
    ///
    /// - Parameters:
    ///   - body: The body's bytes.
    ///   - time: The Unix seconds in decimal digits.
    /// - Returns: The value.
    package func auth(for body: some Collection<UInt8>, time: String) -> String {
        var mac = HMAC<SHA512>(key: key)
        mac.update(data: Array("\(time):".utf8))
        mac.update(data: Array(body))
        let hex = mac.finalize().flatMap { byte in [Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]] }
        return Data(Array("\(time):".utf8) + hex).base64EncodedString()
    }

    private static let digits = Array("0123456789abcdef".utf8)

    /// The time that a header names; nil if it does not have the form of one.
    private static func time(in auth: String) -> String? {
        guard auth.utf8.count <= authBytesMax, let text = Data(base64Encoded: auth) else { return nil }
        let time = text.prefix { $0 != UInt8(ascii: ":") }
        guard (1...timeDigitsMax).contains(time.count), time.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return String(decoding: time, as: UTF8.self)
    }

    /// Enough for some thousands of years.
    private static let timeDigitsMax = 12
    /// Twelve digits, a colon and 128 hexadecimal digits, in base64.
    private static let authBytesMax = 188

    /// Looks at every byte, whatever the first difference is; only the length can be found out by time.
    private static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
