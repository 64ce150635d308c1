import ArgumentParser
import JSON
import PaylinkClient

/// The shell's completion of an order: the order IDs that the daemon has, the newest first.
enum OrderCompletion {
    /// Asks the daemon; where it can't be reached, or refuses, there is nothing to complete.
    static let kind = CompletionKind.custom { words, _, prefix in
        (try? orderIDs(beginningWith: prefix, socket: value(of: "--socket", in: words))) ?? []
    }

    /// How many are offered: a screen of them.
    private static let countMax: Int64 = 50
    /// How long the shell may wait for a word.
    private static let timeoutSeconds: Int64 = 2

    private static func orderIDs(beginningWith prefix: String, socket: String?) throws -> [String] {
        let path = SocketPath.resolve(given: socket)
        let daemon = try Connection(path: path, timeoutSeconds: timeoutSeconds)
        var writer = JSONWriter()
        writer.object { writer in
            if !prefix.isEmpty { writer.member("orderIdPrefix", prefix) }
            writer.member("limit", countMax)
        }
        let links = try daemon.call(method: "listLinks", parameters: writer.bytes).get()["links"]
        return links?.elements.compactMap { $0["orderId"]?.string } ?? []
    }

    private static func value(of option: String, in words: [String]) -> String? {
        guard let position = words.firstIndex(of: option), position + 1 < words.count else { return nil }
        return words[position + 1]
    }
}
