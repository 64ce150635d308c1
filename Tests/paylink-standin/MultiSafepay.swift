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
              curl -H 'api_key: test' http://127.0.0.1:8089/v1/json/orders -d \\
                '{"order_id":"A","currency":"EUR","amount":1,"description":"Bell"}'

            On the same port, in JSON and without a key:
              GET  /standin/orders    every order, its URLs and its transactions
              GET  /standin/requests  how often what was called
              GET  /standin/headers   and with which headers
              GET  /standin/notices   what shops were told, and what they said
              POST /standin/faults    [{"call":"create","kind":"lost"}, …] replace
                                      the faults in force; DELETE ends them
              POST /standin/orders/ORDER-ID/VERB, and an object where there is more
                   to say:
                   pay                as the customer: outcome, method, amount,
                                      currency
                   settle             a payment that was begun ends: status,
                                      transactionId
                   chargeback         the money is taken back
                   notify             tell it again: copies, timestamp, signed,
                                      method

            Outcomes are completed, uncleared, declined, cancelled and started.

            A FAULT is CALL:KIND, with settings behind it: create:lost,times=1 or any:slow,ms=500,percent=20.
              The calls are any, create, look, change, refund and list.
              slow      worked on after ms     late      answered after ms
              lost      worked on, no answer   unheard   neither
              cut       half an answer         dribble   a byte every ms
              endless   a body without end     hole      read, never answered
              html      a page                 empty     no body
              mute      {"data":{}}            bare      a failure without a code
              other     another order's        error     status (503), retry-after
              redirect  a 302 to location
              Further settings: times, skip (so many go well before), percent, and
              made=true or false (whether the call is worked on all the same).
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

    @Option(help: "The seconds before a notice that was not acknowledged is sent again.")
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
