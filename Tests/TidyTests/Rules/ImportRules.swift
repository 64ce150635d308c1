/// What each target may import: the graph of the architecture, as data.
///
/// The build does not notice a transitive import (C uses A because C depends on B and B on A), so this is where the
/// layers are held.
enum ImportRules {
    /// Free to every target: the standard library, the C library, and Foundation's small part.
    static let everywhere: Set = ["Swift", "Synchronization", "FoundationEssentials", "Glibc"]

    static let ours: Set = [
        "CFile", "CMalloc", "CPNG", "CProcess", "CQREncode", "CScheduler", "CSocket", "CSystemd", "CWideCharacter",
        "Issuing",
        "JSON", "JSONRPC", "Journal",
        "JournalLedger", "KeyVault", "LinkMail", "LinkService", "MultiSafepay", "PaylinkClient", "PaymentLinks",
        "QRCode", "SocketLoop", "Storage", "Systemd", "UnixServer", "paylink", "paylinkd",
    ]

    static let table: [String: Set<String>] = [
        "Systemd": ["CSystemd"],
        "JSON": [],
        "JSONRPC": ["JSON"],
        "PaymentLinks": [],
        "Storage": ["CFile", "DequeModule", "SystemPackage"],
        "Journal": ["CScheduler", "Crypto", "DequeModule", "Storage", "SystemPackage"],
        "KeyVault": ["Crypto", "Storage", "SystemPackage"],
        "JournalLedger": [
            "CScheduler", "DequeModule", "JSON", "Journal", "KeyVault", "NIOConcurrencyHelpers", "PaymentLinks",
            "Storage",
            "SystemPackage",
        ],
        "Issuing": ["Crypto", "NIOConcurrencyHelpers", "PaymentLinks"],
        "LinkMail": ["PaymentLinks"],
        "QRCode": ["CPNG", "CQREncode"],
        "MultiSafepay": [
            "AsyncHTTPClient", "Crypto", "Issuing", "JSON", "NIOConcurrencyHelpers", "NIOCore", "NIOHTTP1", "NIOPosix",
            "PaymentLinks",
        ],
        // No file, no engine: methods see a `Ledger`.
        "LinkService": ["Issuing", "JSON", "JSONRPC", "NIOConcurrencyHelpers", "PaymentLinks", "QRCode"],
        // It knows descriptors, no protocol.
        "SocketLoop": ["CSocket"],
        "UnixServer": [
            "CScheduler", "CSocket", "DequeModule", "JSONRPC", "Logging", "NIOConcurrencyHelpers", "ServiceLifecycle",
            "SocketLoop", "Storage",
        ],
        "PaylinkClient": ["JSON", "JSONRPC"],
        "paylinkd": ours.union(
            ["ArgumentParser", "Logging", "NIOConcurrencyHelpers", "ServiceLifecycle", "SystemPackage", "UnixSignals"]
        ),
        // No server and no event loop: the tool must start in milliseconds.
        "paylink": [
            "ArgumentParser", "CWideCharacter", "Crypto", "JSON", "JSONRPC", "Journal", "JournalLedger", "LinkMail",
            "LinkService", "PaylinkClient", "PaymentLinks", "Storage", "SystemPackage",
        ],
        // Independent of the client that it is there to test: it shares nothing with it but the reader of JSON.
        "Standin": [
            "Crypto", "JSON", "NIOConcurrencyHelpers", "NIOCore", "NIOHTTP1", "NIOPosix", "SystemPackage",
        ],
        "paylink-standin": ["ArgumentParser", "Standin"],
        "TestSupport": ours.union(["SystemPackage", "Testing"]),
    ]

    /// The modules a file imports, with their lines; `import struct A.B` imports A.
    static func imports(in source: String) throws -> [(line: Int, text: String)] {
        let kind = "(?:(?:struct|class|enum|protocol|typealias|func|var|let|actor)\\s+)?"
        let modifiers = "(?:@\\w+(?:\\([^)]*\\))?\\s+|(?:public|package|internal|fileprivate|private)\\s+)*"
        return try SourceText(source).code.matches(of: "^\\s*\(modifiers)import\\s+\(kind)(\\w+)")
    }

    /// One sentence for each import that the table does not grant to the target.
    static func violations(in source: String, target: String, path: String) throws -> [String] {
        guard let granted = table[target] else { return ["\(path): the table of imports does not know \(target)."] }
        return try imports(in: source)
            .filter { !granted.contains($0.text) && !everywhere.contains($0.text) && $0.text != target }
            .map { "\(path):\($0.line): \(target) may not import \($0.text)." }
    }
}
