import Foundation

/// The project's own files, found from where this one was compiled.
enum Repository {
    /// The folder may be reached through a link, hence the resolving.
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    struct File {
        /// The path below the root, with `/` between the parts.
        let path: String
        let text: String
    }

    /// Every text file below a folder (or the file itself), in the order of the paths; hidden ones are left out.
    static func files(below folder: String, where isWanted: (String) -> Bool = { _ in true }) throws -> [File] {
        let start = root.appending(path: folder).resolvingSymlinksInPath()
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: start.path, isDirectory: &isFolder) else { return [] }
        let names = isFolder.boolValue ? try FileManager.default.subpathsOfDirectory(atPath: start.path) : [""]
        return names.sorted().compactMap { name in
            let path = name.isEmpty ? folder : "\(folder)/\(name)"
            let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
            guard !isHidden, isWanted(path), let text = text(at: path) else { return nil }
            return File(path: path, text: text)
        }
    }

    static func swiftFiles(below folder: String) throws -> [File] {
        try files(below: folder) { $0.hasSuffix(".swift") }
    }

    /// The Swift files of this package; the fuzzers and the benchmarks below `Tests` are packages of their own.
    static func packageSwiftFiles() throws -> [File] {
        try swiftFiles(below: "Sources")
            + swiftFiles(below: "Tests").filter { file in
                !["Tests/Benchmarks/", "Tests/Fuzz/"].contains { file.path.hasPrefix($0) }
            }
    }

    /// Nil for a folder, for what is no UTF-8, and for what is not there.
    static func text(at path: String) -> String? {
        try? String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func exists(_ path: String, from folder: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: folder).appending(path: path).standardized.path)
    }

    static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path).sorted()
    }
}

extension String {
    /// Where a pattern matches, as line numbers from 1, with the text of the first group (or of the whole match).
    func matches(of pattern: String) throws -> [(line: Int, text: String)] {
        let expression = try NSRegularExpression(pattern: pattern, options: .anchorsMatchLines)
        let whole = self as NSString
        return expression.matches(in: self, range: NSRange(location: 0, length: whole.length)).map { match in
            let group = match.numberOfRanges > 1 ? match.range(at: 1) : match.range
            let before = whole.substring(to: group.location)
            return (before.utf8.count { $0 == UInt8(ascii: "\n") } + 1, whole.substring(with: group))
        }
    }
}
