import Testing

@Suite struct DocumentationTests {
    @Test func `every type that crosses a target is documented`() throws {
        for file in try Repository.swiftFiles(below: "Sources") + Repository.swiftFiles(below: "Tests/TestSupport") {
            let bare = try Self.undocumentedTypes(in: file.text)
            #expect(bare.isEmpty, "\(file.path): \(bare.joined(separator: ", "))")
        }
    }

    @Test func `a type without a comment is caught`() throws {
        let source = """
            package struct Bare {}
            /// Said.
            @frozen
            package enum Said { case one }
            // Not said to the reader of the documentation.
            package final class Mumbled {}
            final package actor Turned {}
            package import struct A.B
            package class func make() {}
            struct Inside {}
            /// Said.

            package protocol Apart {}
            """
        #expect(try Self.undocumentedTypes(in: source) == ["Bare", "Mumbled", "Turned", "Apart"])
    }

    @Test func `every page of the documentation is linked from its first page`() throws {
        guard let contents = Repository.text(at: "proto-docs/README.md") else { return }
        for file in try Repository.files(below: "proto-docs") where file.path != "proto-docs/README.md" {
            let isLinked = contents.contains("](\(file.path.dropFirst("proto-docs/".count))")
            #expect(isLinked || isNamedByItsFolder(file.path), "proto-docs/README.md does not link \(file.path)")
        }
    }

    /// Whether a folder with a first page of its own, which is linked, names the file there.
    private func isNamedByItsFolder(_ path: String) -> Bool {
        guard let slash = path.lastIndex(of: "/") else { return false }
        let folder = path[..<slash]
        guard folder != "proto-docs", let page = Repository.text(at: "\(folder)/README.md") else { return false }
        return page.contains("`\(path[slash...].dropFirst())`")
    }

    @Test func `the first page has each method with the summary of its page`() throws {
        let contents = try #require(Repository.text(at: "proto-docs/README.md"))
        let pages = try Repository.files(below: "proto-docs/methods")
        #expect(pages.count > 10)
        for page in pages {
            // Behind the comment on where the page comes from, and the title.
            let summary = page.text.split(separator: "\n\n").dropFirst(2).first ?? ""
            #expect(contents.contains("](\(page.path.dropFirst("proto-docs/".count))) | \(summary) |"), "\(page.path)")
        }
    }

    @Test func `commands that give files or groups away name the user that the package makes`() throws {
        let line = try #require(Repository.text(at: "deploy/paylinkd.sysusers")?.matches(of: "(?m)^u ([a-z]+) ").first)
        let user = line.text.split(separator: " ").last.map(String.init) ?? ""
        let pages = try Repository.files(below: "README.md") + Repository.files(below: "proto-docs")
        for page in pages where page.path.hasSuffix(".md") {
            for named in try page.text.matches(of: #"(?:chown (?:-R )?|usermod --append --groups )([a-z]+)"#) {
                #expect(named.text == user, "\(page.path):\(named.line): \(named.text)")
            }
        }
    }

    @Test func `no link leads nowhere`() throws {
        let pages = try Repository.files(below: "README.md") + Repository.files(below: "proto-docs")
        for page in pages where page.path.hasSuffix(".md") {
            let folder = page.path.split(separator: "/").dropLast().joined(separator: "/")
            let links = try page.text.matches(of: #"\]\(((?!https?:|mailto:|#)[^)\s#]+)"#)
            for link in links {
                #expect(Repository.exists(link.text, from: folder), "\(page.path):\(link.line): \(link.text)")
            }
        }
    }

    /// The names of `package` types right above which there is no documentation comment.
    static func undocumentedTypes(in text: String) throws -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let kinds = "(?:struct|enum|class|actor|protocol|typealias)"
        let pattern =
            #"^[ \t]*(?:[\w@()]+ )*?package (?!import)(?:\w+ )*?\#(kinds) (?!func\b|var\b|let\b|subscript\b)(\w+)"#
        return try SourceText(text).code.matches(of: pattern).filter { match in
            let above = lines[..<(match.line - 1)].last { line in
                !line.drop { $0 == " " }.hasPrefix("@")
            }
            return above?.drop { $0 == " " }.hasPrefix("///") != true
        }.map(\.text)
    }
}
