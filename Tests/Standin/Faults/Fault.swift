/// Something that goes wrong with a call, on demand.
package struct Fault: Sendable, Equatable {
    /// The calls that a fault may be for.
    package enum Call: String, CaseIterable, Sendable {
        case any, create, look, change, refund, list
    }

    /// What goes wrong.
    package enum Kind: String, CaseIterable, Sendable {
        /// Worked on only after a while.
        case slow
        /// Worked on at once, and answered after a while.
        case late
        /// Worked on; then the connection ends without an answer.
        case lost
        /// The connection ends before anything is worked on.
        case unheard
        /// Worked on; the connection ends in the middle of the answer.
        case cut
        /// Worked on; the answer comes in small pieces with a while between them.
        case dribble
        /// Worked on; the answer's body does not end.
        case endless
        /// A page instead of JSON.
        case html
        /// No body.
        case empty
        /// JSON without `success` and without a code: `{"data":{}}`.
        case mute
        /// A failure without a code: `{"success":false,"data":{}}`.
        case bare
        /// An answer about another order.
        case other
        /// An HTTP status of the service's trouble, with a page.
        case error
        /// A redirect to elsewhere.
        case redirect
        /// The request is read, and nothing happens ever after.
        case hole
    }

    package var call: Call
    package var kind: Kind
    /// How long a while is.
    package var milliseconds: Int64 = 1000
    /// Of an error; a redirect is a 302.
    package var status = 503
    package var retryAfterSeconds: Int?
    package var location = "http://127.0.0.1:9/"
    /// Whether the call is worked on all the same, if not as usual for the kind.
    package var isWorkedOn: Bool?
    /// How often it happens; without end if nil.
    package var times: Int?
    /// How many calls go well before.
    package var skip = 0
    /// How likely it is, in percent.
    package var percent = 100

    package init(_ call: Call, _ kind: Kind) {
        self.call = call
        self.kind = kind
    }
}
