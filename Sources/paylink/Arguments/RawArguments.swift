import Glibc

/// The bytes of the command line and of the environment, as the system hands them over.
///
/// Swift's own `CommandLine.arguments` replaces bytes that are not UTF-8, which makes one order of two.
enum RawArguments {
    /// Refuses a command line with an argument that is not UTF-8, and an environment with such a socket's path.
    static func check(environment names: [String]) throws(UsageError) {
        let arguments = UnsafeBufferPointer(
            start: CommandLine.unsafeArgv,
            count: Int(CommandLine.argc)
        )
        for (position, argument) in arguments.enumerated() where position > 0 {
            guard let argument = argument, !isUTF8(argument) else { continue }
            throw UsageError(
                "Argument \(position) is not UTF-8: \"\(String(cString: argument).shortened)\". "
                    + "Use a UTF-8 terminal, or convert the text with iconv."
            )
        }
        for name in names {
            if let value = getenv(name), !isUTF8(value) {
                throw UsageError("The environment variable \(name) is not UTF-8; set it to a UTF-8 text.")
            }
        }
    }

    private static func isUTF8(_ text: UnsafePointer<CChar>) -> Bool {
        String(validatingCString: text) != nil
    }
}
