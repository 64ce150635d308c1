import Glibc

/// What keeps this user from reading a file: one of the directories above it, or its own mode.
enum PermissionAdvice {
    /// What to change, as the end of a sentence.
    static func sentence(on path: String) -> String {
        let user = ServiceAccount.current
        var directory = path.hasPrefix("/") ? "" : "."
        for name in path.split(separator: "/").dropLast() {
            directory += "/\(name)"
            if access(directory, X_OK) != 0 {
                return "the user \(user) may not search \(directory); let it, with chmod o+x"
            }
        }
        return "the user \(user) may not read it; let it, with chmod o+r, or chgrp and chmod g+r"
    }
}
