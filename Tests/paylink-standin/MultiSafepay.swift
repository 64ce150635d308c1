import ArgumentParser
import Glibc
import Standin

/// The stand-in of MultiSafepay on the command line.
struct MultiSafepay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "multisafepay",
        abstract: "Serves MultiSafepay's interface on a port of this machine, until SIGTERM or SIGINT.",
        discussion: """
            It answers below http://127.0.0.1:PORT/v1/json/ as the service is documented: orders, refunds, gateways and \
            transactions. An order's payment_url is a page here, with a form that pays.

            Try it:
              paylink-standin multisafepay --port 8089 --api-key test &
              curl -H 'api_key: test' -d '{"type":"paymentlink","order_id":"A-1","currency":"EUR","amount":4995,\
            "description":"Bell"}' http://127.0.0.1:8089/v1/json/orders

            A FAULT is CALL:KIND with settings behind it, such as create:lost,times=1 or any:slow,ms=500,percent=20.
              CALL      any, create, look, change, refund, list
              KIND      slow     worked on after ms            html      a page instead of JSON
                        late     answered after ms             empty     no body
                        lost     worked on, no answer          mute      {"data":{}}
                        unheard  neither                       bare      a failure without a code
                        cut      half of the answer            other     an answer about another order
                        dribble  a byte every ms               error     status (503), retry-after
                        endless  a body without end            redirect  a 302 to location
                        hole     read, and never answered
              settings  ms, times, skip, percent, status, retry-after, location, made=true|false (worked on or not)

            Over HTTP on the same port, without a key, in JSON:
              GET    /standin/orders      every order, its URLs, those that can be paid, its transactions
              GET    /standin/requests    how often what was called; /standin/headers: what with
              GET    /standin/notices     what shops were told, and what they said
              POST   /standin/faults      an array of {"call":…,"kind":…,…} in place of those in force; DELETE ends all
              POST   /standin/orders/ORDER-ID/pay         {"outcome":…,"method":…,"amount":…,"currency":…}
              POST   /standin/orders/ORDER-ID/settle      {"transactionId":…,"status":…}: a payment that was begun ends so
              POST   /standin/orders/ORDER-ID/notify      {"copies":…,"timestamp":…,"signed":…,"method":…}: tell it again
              POST   /standin/orders/ORDER-ID/chargeback
            """
    )

    @Option(help: "The port on 127.0.0.1; 0 takes a free one. It is printed.")
    var port: Int

    @Option(help: "The key that calls have to bring in their header api_key.")
    var apiKey: String

    @Flag(help: "Tell shops, signed, what becomes of their orders.")
    var notify = false

    @Option(help: "Tell it to this URL (http), instead of each order's notification_url.")
    var notifyTo: String?

    @Option(help: "The seconds before a notice that was not acknowledged is sent again, and how often that is done.")
    var resendAfter = 900.0

    @Option(help: "How often a notice is sent again.")
    var resends = 3

    @Option(help: "Sign notices with this key instead, as during a change of keys.")
    var signingKey: String?

    @Option(help: "Keep orders in this file, so that they outlive this process.")
    var state: String?

    @Option(help: "What URLs and faults by percent follow from: the same seed gives the same.")
    var seed = "standin"

    @Option(
        help: "Let this go wrong; may be given several times, and the first that fits counts.",
        transform: { try Fault(text: $0) }
    )
    var fault: [Fault] = []

    @OptionGroup(title: "WHERE NO SOURCE SETTLES WHAT THE SERVICE DOES, OR SOURCES DISAGREE")
    var readings: ReadingOptions

    func validate() throws {
        if !(0...65_535).contains(port) { throw ValidationError("--port is 0 to 65535.") }
        if apiKey.isEmpty { throw ValidationError("--api-key is not empty.") }
        if !(0...1_000_000).contains(resendAfter) { throw ValidationError("--resend-after is 0 to 1000000 seconds.") }
        if !(0...100).contains(resends) { throw ValidationError("--resends is 0 to 100.") }
    }

    func run() async throws {
        let service = try await StandinServer.start(options)
        print("Listening on \(service.apiURL)")
        // A script that started this waits for the line.
        fflush(nil)
        await service.waitUntilStopped()
    }

    private var options: StandinOptions {
        var options = StandinOptions(apiKey: apiKey)
        options.port = port
        options.readings = readings.readings
        options.seed = seed
        options.isNotifying = notify || notifyTo != nil
        options.noticeURL = notifyTo
        options.resendCount = resends
        options.resendInterval = .milliseconds(Int64(resendAfter * 1000))
        options.signingKey = signingKey
        options.faults = fault
        options.statePath = state
        return options
    }
}
