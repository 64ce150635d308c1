/// How a stand-in of the payment service is set up.
package struct StandinOptions: Sendable {
    /// The port on 127.0.0.1; 0 takes a free one.
    package var port = 0
    /// The key that every call has to bring in its header `api_key`.
    package var apiKey: String
    /// Where the sources leave open what the service does.
    package var readings = Readings()
    /// What URLs and drawn faults follow from.
    package var seed = "standin"
    /// Whether shops are told what becomes of their orders.
    package var isNotifying = false
    /// Where all notices go, instead of each order's own notification URL.
    package var noticeURL: String?
    /// How often a notice that was not acknowledged is sent again.
    package var resendCount = 3
    /// The time between two of those.
    package var resendInterval = Duration.seconds(900)
    /// The key that notices are signed with, if not the API key: during a change of keys there are two.
    package var signingKey: String?
    /// What goes wrong from the start.
    package var faults: [Fault] = []
    /// A file that keeps the orders over a restart; without one they are in memory alone.
    package var statePath: String?

    package init(apiKey: String) {
        self.apiKey = apiKey
    }
}
