import FoundationEssentials
import Glibc
package import SystemPackage

/// A directory of its own for one test, removed with everything in it when the value goes away.
package final class ScratchDirectory: Sendable {
    /// Where it is.
    package let path: FilePath

    /// Makes an empty directory with a new name.
    package init() throws {
        let parent = FileManager.default.temporaryDirectory.path
        var template = "\(parent)/paylink-XXXXXX".utf8CString.map { $0 }
        guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
        path = FilePath(String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path.string)
    }
}
