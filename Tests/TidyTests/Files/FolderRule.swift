/// A folder is read at a glance.
enum FolderRule {
    static let fileCount = 12

    /// The folders that hold more Swift files than that, themselves and not in folders below.
    static func violations(in paths: [String]) -> [String] {
        let folders = paths.map { $0.split(separator: "/").dropLast().joined(separator: "/") }
        return Dictionary(grouping: folders, by: \.self).filter { $0.value.count > fileCount }.keys.sorted()
    }
}
