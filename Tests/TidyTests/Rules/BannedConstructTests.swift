import Testing

@Suite struct BannedConstructTests {
    @Test func `nothing banned stands outside the list of exceptions, and no exception is idle`() throws {
        var idle = Set(ConstructException.all)
        let files = try Repository.swiftFiles(below: "Sources") + Repository.swiftFiles(below: "Tests")
        #expect(!files.isEmpty)
        for file in files {
            let source = SourceText(file.text)
            for construct in BannedConstruct.all {
                let lines = try construct.lines(in: source, path: file.path)
                if lines.isEmpty { continue }
                let granted = ConstructException.all.filter { $0.path == file.path && $0.construct == construct.name }
                idle.subtract(granted)
                #expect(!granted.isEmpty, "\(file.path): \(construct.name) on line \(lines)")
            }
        }
        #expect(idle.isEmpty, "Nothing needs these exceptions any more.")
    }

    @Test func `every exception has a reason`() {
        for exception in ConstructException.all {
            #expect(exception.reason.count > 20, "\(exception.path): say why \(exception.construct) is right there")
            #expect(BannedConstruct.all.contains { $0.name == exception.construct }, "\(exception.construct)")
        }
    }

    @Test(arguments: [
        ("try!", "let a = try! b()"), ("as!", "let a = b as! C"),
        ("force unwrap", "a!.b()"), ("force unwrap", "a[0]! + 1"), ("force unwrap", "b()!"),
        ("force unwrap", "let a: String!"), ("force unwrap", "print(\"\\(a!)\")"),
        ("Task", "Task { await a() }"), ("Task", "Task(priority: .low) { }"), ("Task", "Task<Void, Never> { }"),
        ("Task", "Task.init { }"), ("Task.detached", "Task.detached { }"), ("Task.immediate", "Task.immediate { }"),
        ("@unchecked", "final class A: @unchecked Sendable {}"),
        ("nonisolated(unsafe)", "nonisolated(unsafe) var a = 1"),
        ("sleep", "try await Task.sleep(for: .seconds(1))"), ("sleep", "usleep(10)"), ("sleep", "sleep(1)"),
        ("import Foundation", "import Foundation"), ("import Foundation", "package import struct Foundation.Date"),
        ("Mutex", "let a = Mutex<Int>(0)"), ("Mutex", "let a = Mutex(0)"),
        ("print", "print(a)"), ("print", "    dump(a)"),
        ("mark without an issue", "let a = 1 // TODO: later"), ("mark without an issue", "/* FIXME */"),
    ])
    func `a seeded construct is caught`(name: String, line: String) throws {
        #expect(try Self.found(in: "// one\n\(line)\n").contains { $0 == (name, 2) })
    }

    @Test(arguments: [
        "// try! as! Task { sleep(1) a! @unchecked print(a)", "let a = \"try! b! as! Task { sleep(1)\"",
        "if !a, b != c, d !== e, (!f) { }", "a!=b", "#if !DEBUG", "let tasks = TaskGroup<Void>()", "try await a()",
        "import FoundationEssentials", "logger.print(a)", "func print(_ a: Int) {}", "blueprint(a)", "asleep(a)",
        "func `print( and Task { and a!`() {}", "let a = 1 // TODO (#12): later", "// FIXME #7", "a as? B",
        "Task.isCancelled", "let a = try? Task.checkCancellation()",
    ])
    func `what only looks like one is not caught`(line: String) throws {
        #expect(try Self.found(in: line).map(\.0) == [])
    }

    @Test func `a construct is judged by where it stands`() throws {
        let printing = try #require(BannedConstruct.all.first { $0.name == "print" })
        let source = SourceText("print(1)")
        #expect(try printing.lines(in: source, path: "Sources/Journal/A.swift") == [1])
        #expect(try printing.lines(in: source, path: "Sources/paylink/A.swift") == [])
        #expect(try printing.lines(in: source, path: "Tests/JournalTests/A.swift") == [])
    }

    private static func found(in text: String) throws -> [(String, Int)] {
        let source = SourceText(text)
        return try BannedConstruct.all.flatMap { construct in
            try construct.lines(in: source, path: "Sources/Journal/A.swift").map { (construct.name, $0) }
        }
    }
}
