/// A setting that is refused, in one sentence that says what to change; `StartFailure` has the status.
enum SettingsError: Error, CustomStringConvertible {
    /// The file exists but can't be read, or is no JSON; the reason is the end of a sentence.
    case unreadable(String, String)
    /// A value of the file; the reason is a sentence without its full stop.
    case wrongValue(String, String, String)
    /// A directory of the configuration that can't be searched; what is wrong with it, and what to do.
    case unreachableDirectory(String, String)
    case severalFiles([String])
    case severalStateDirectories(String)
    case emptyArgument(String)
    /// An argument or a variable, named as a sentence begins.
    case notUTF8(String)
    case socketPathTooLong(String)
    /// Somebody else could put a journal, keys or links to other files into it.
    case foreignStateDirectory(String)

    var description: String {
        switch self {
        case .unreadable(let path, let reason): "The configuration file \(path) can't be used: \(reason)."
        case .wrongValue(let path, let position, let reason): "\(path), \(position): \(reason)."
        case .unreachableDirectory(let path, let reason):
            "The configuration directory \(path) can't be used: \(reason)."
        case .severalFiles(let paths):
            "There are several configuration files, \(paths.joined(separator: " and ")); name one of them with --config."
        case .severalStateDirectories(let text):
            "STATE_DIRECTORY names several directories, \(text); name one of them with --state-directory."
        case .emptyArgument(let name): "\(name) is empty; give a path or leave it out."
        case .notUTF8(let what): "\(what) is not UTF-8; give a path in UTF-8."
        case .socketPathTooLong(let path): "The socket's path \(path) is longer than 107 bytes; choose a shorter one."
        case .foreignStateDirectory(let path):
            "The state directory \(path) belongs to another user or others may write in it; make it the daemon's own with "
                + "chown and chmod go-w, or name another one."
        }
    }
}
