import NIOConcurrencyHelpers
import NIOCore

/// The stand-in without its sockets: what all connections share.
final class StandinCore: Sendable {
    let options: StandinOptions
    let state: NIOLockedValueBox<StandinState>
    private let sender: NoticeSender

    init(_ options: StandinOptions, baseURL: String, group: any EventLoopGroup) throws {
        let state = NIOLockedValueBox(try StandinState(options, baseURL: baseURL))
        self.options = options
        self.state = state
        sender = NoticeSender(options, group: group) { report in state.withLockedValue { $0.notices.append(report) } }
    }

    /// Counts a request, and says what goes wrong with it.
    ///
    /// - Returns: Whether it is a call of the service, which ``end()`` has to follow, and the fault that hits it.
    func begin(_ request: WebRequest) -> (isCall: Bool, fault: Fault?) {
        state.withLockedValue { state in
            guard let call = state.requests.begin(request) else { return (false, nil) }
            return (true, state.plan.draw(for: call))
        }
    }

    /// Counts a call as answered, in whatever way.
    func end() {
        state.withLockedValue { $0.requests.end() }
    }

    /// Works on a request; notices leave once that is done.
    func respond(to request: WebRequest, at now: Moment = .now) -> WebAnswer {
        let reaction = state.withLockedValue { state in
            ControlPanel.answer(request, &state, at: now).map { Reaction(answer: $0) }
                ?? state.work(on: request, at: now)
        }
        if options.isNotifying {
            for notice in reaction.notices { sender.send(notice) }
        }
        return reaction.answer
    }

    /// No notice leaves any more.
    func stop() {
        sender.stop()
    }
}
