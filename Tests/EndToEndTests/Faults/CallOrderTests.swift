import TestSupport
import Testing

/// The order of the daemon's system calls, which no file system check would show.
@Suite(.timeLimit(.minutes(10)), .enabled(if: SystemCallTracer.isUsable, "\(SystemCallTracer.obstacle)"))
struct CallOrderTests {
    private static let calls = [
        "mkdir", "openat", "rename", "fsync", "fdatasync", "ftruncate", "pwrite64", "write", "writev", "sendto",
        "sendmsg",
    ]

    @Test func `each batch is one write and one sync, and no answer leaves before its sync`() async throws {
        let calls = try await traced { place in
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for connection in 1...16 {
                    let client = place.client()
                    tasks.addTask {
                        for number in 1...20 { _ = try await client.generate("order-\(connection * 100 + number)") }
                    }
                }
                try await tasks.waitForAll()
            }
        }
        let commits = calls.drop { !$0.isReadyNotice }
        var synced: Set<String> = []
        var written: Set<String> = []
        var (writeCount, syncCount, answerCount, cutCount) = (0, 0, 0, 0)
        for call in commits {
            switch call.name {
            case "pwrite64" where call.hasArguments:
                #expect(written.isEmpty, "a batch is written before the one before it was synced")
                #expect(cutCount == 0, "written after the clean stop")
                writeCount += 1
                written = call.orders
            case "fdatasync" where call.isFinished:
                #expect(call.hasSucceeded)
                syncCount += 1
                synced.formUnion(written)
                written = []
            case "write", "writev", "sendto", "sendmsg":
                guard call.hasArguments, call.text.contains(#"\"result\""#) else { continue }
                answerCount += call.orders.count
                #expect(synced.isSuperset(of: call.orders), "answered before the sync: \(call.orders)")
            case "ftruncate" where call.isFinished:
                // The padding is cut off last.
                #expect(writeCount == syncCount)
                cutCount += 1
            case "mkdir", "rename", "fsync": Issue.record("\(call.name) belongs to no batch")
            default: continue
            }
        }
        // The clean stop adds the commit marker, with one more write and sync.
        #expect(writeCount == syncCount)
        #expect(answerCount == 320)
        #expect(synced.count == 320)
        #expect((20...321).contains(writeCount))
        #expect(cutCount <= 1, "none on a file system without padding")
        print("320 links in \(writeCount - 1) batches, a write and a sync each")
    }

    @Test func `every new name is synced with its directory before the daemon is ready`() async throws {
        let start = try await traced { _ in }.prefix { !$0.isReadyNotice }
        var unsynced: [String: Set<String>] = [:]
        var syncedNames = 0
        for call in start where call.hasSucceeded {
            let paths = call.text.matches(of: /"(\/[^"]*)"/).map { String($0.output.1) }
            switch call.name {
            case "mkdir", "rename": unsynced[folder(of: paths[paths.count - 1]), default: []].insert(call.name)
            case "openat" where call.text.contains("O_CREAT") && paths[0].contains("journal"):
                // The lock file need not survive a power cut.
                if !paths[0].hasSuffix(".lock") { unsynced[folder(of: paths[0]), default: []].insert(call.name) }
            case "fsync":
                guard let path = call.text.firstMatch(of: /<([^>]*)>/)?.output.1 else { continue }
                syncedNames += unsynced.removeValue(forKey: String(path))?.count ?? 0
            default: continue
            }
        }
        #expect(unsynced.isEmpty, "new names that a power cut may undo: \(unsynced)")
        #expect(syncedNames == 5, "the directory, the new journal and its last name, the new keys and theirs")
    }

    /// Records a daemon from its start to a clean stop.
    private func traced(_ use: (DaemonPlace) async throws -> Void) async throws -> [TracedCall] {
        let place = try DaemonPlace()
        let trace = "\(place.directory)/trace"
        let daemon = try await DaemonProcess.start(
            in: place,
            SystemCallTracer.options(trace: (Self.calls, trace))
        )
        try await use(place)
        #expect(try await daemon.terminate() == .exited(0))
        return try TracedCall.read(trace)
    }

    private func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}

extension TracedCall {
    fileprivate var isReadyNotice: Bool { text.contains("READY=1") }
}
