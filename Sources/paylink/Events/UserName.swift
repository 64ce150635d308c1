import Glibc
import JSON

/// Who asked for something, from the actor of an event.
enum UserName {
    /// The account's name with its number, `ada (1000)`; the number alone where the account is gone.
    static func text(actor: JSONValue?) -> String {
        guard let number = actor?["uid"]?.integer else { return "" }
        guard let name = name(of: uid_t(truncatingIfNeeded: number)) else { return "user \(number)" }
        return "\(name) (\(number))"
    }

    private static func name(of number: uid_t) -> String? {
        guard let account = getpwuid(number) else { return nil }
        return String(validatingCString: account.pointee.pw_name)
    }
}
