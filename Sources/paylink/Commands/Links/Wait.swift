import ArgumentParser
import Glibc
import JSON
import PaylinkClient

/// `paylink wait`: waits until a link is paid.
struct Wait: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Wait until a link is paid, or can't be paid any more.",
        discussion: """
            It goes on when the daemon is restarted meanwhile, and with the link that took its place. --timeout is how long to \
            wait for the payment; without it, or with 0, it waits for ever. Exit status: 0 paid, 1 can't be paid any more, 2 \
            neither within --timeout.

            Example:
              paylink wait A-1001 --timeout 3600 && echo "Send the parcel"
            """
    )

    @OptionGroup var order: OrderArgument
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() throws {
        let deadline = connection.timeout.flatMap { $0 == 0 ? nil : ContinuousClock.now + .seconds($0) }
        let patient = connection.withStandardTimeout
        let first = try order.link(patient, patient.open())
        var walk = EventWalk(connection: patient, after: "now", follow: true) { _ in }
        var link = first
        while true {
            let standing = try OrderStanding(of: link) { (orderID) throws(ToolFailure) in
                try walk.retrying { open throws(ToolFailure) in
                    let key = OrderArgument.Key(site: first["site"]?.string, orderID: orderID)
                    return try patient.call(open, "getLink") { key.write(to: &$0) }
                }
            }
            if let end = standing.end { return try conclude(link, end.sentence, end.status) }
            let left = deadline.map { Int64(($0 - .now).components.seconds) }
            if let left, left <= 0 { return try conclude(link, standing.openSentence, .notReached) }
            // The link is read after the place in the events is known, so that nothing happens in between unseen.
            try walk.waitForEvents(atMostSeconds: left)
            let key = OrderArgument.Key(link: first)
            link = try walk.retrying { open throws(ToolFailure) in
                try patient.call(open, "getLink") { key.write(to: &$0) }
            }
        }
    }

    private func conclude(_ link: JSONValue, _ sentence: String, _ status: ExitStatus) throws {
        try connection.output.result(link) { _ in ["Order \(link.text("orderId")) \(sentence).".printable] }
        if status != .fine { throw ToolFailure.ended(status) }
    }
}
