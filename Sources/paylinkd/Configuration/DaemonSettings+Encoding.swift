import Glibc

extension DaemonSettings {
    /// Refuses arguments and variables that are not UTF-8: Swift changes their bytes, and so the file that they name.
    static func checkEncoding() throws(SettingsError) {
        let arguments = UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
        for (position, argument) in arguments.enumerated() where position > 0 {
            if let argument, String(validatingCString: argument) == nil { throw .notUTF8("Argument \(position)") }
        }
        for name in ["CONFIGURATION_DIRECTORY", "STATE_DIRECTORY", "CREDENTIALS_DIRECTORY"] {
            if let value = getenv(name), String(validatingCString: value) == nil {
                throw .notUTF8("The variable \(name)")
            }
        }
    }
}
