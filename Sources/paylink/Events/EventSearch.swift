import JSON
import PaylinkClient
import PaymentLinks

/// Finds the place of a moment among the events, by bisection: their times only rise.
struct EventSearch {
    let connection: ConnectionOptions

    /// The number of the last event before a moment; 0 if there is none.
    func lastNumber(before moment: Instant) throws -> Int64 {
        let daemon = try connection.open()
        var low: Int64 = 0
        let end = try connection.call(daemon, "listEvents") { writer in
            writer.member("after", "now")
            writer.member("limit", Int64(1))
        }
        var high = end["seq"]?.integer ?? 0
        while low < high {
            let middle = (low + high + 1) / 2
            let page = try connection.call(daemon, "listEvents") { writer in
                writer.member("after", middle - 1)
                writer.member("limit", Int64(1))
            }
            let time = page["events"]?.elements.first { _ in true }?.text("time") ?? ""
            guard let time = try? Instant(rfc3339: time) else { return low }
            if time < moment { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
