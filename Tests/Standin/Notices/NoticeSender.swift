import NIOConcurrencyHelpers
import NIOCore

/// Delivers notices, and again those that were not acknowledged.
final class NoticeSender: Sendable {
    private let options: StandinOptions
    private let group: any EventLoopGroup
    private let report: @Sendable (NoticeReport) -> Void
    private let isStopped = NIOLockedValueBox(false)

    init(
        _ options: StandinOptions,
        group: any EventLoopGroup,
        report: @escaping @Sendable (NoticeReport) -> Void
    ) {
        self.options = options
        self.group = group
        self.report = report
    }

    /// Sends a notice, and the same again with a new time until it is acknowledged or was sent often enough.
    func send(_ notice: Notice, attempt: Int = 1) {
        if isStopped.withLockedValue({ $0 }) { return }
        let loop = group.next()
        let request = request(for: notice, at: .now)
        HTTPCall.run(request, on: loop).whenComplete { [options, report] result in
            let (status, text) =
                switch result {
                case .success(let answer): (answer.status as Int?, answer.text)
                case .failure(let error): (nil, "\(error)")
                }
            let isAcknowledged = status == 200 && options.readings.acknowledgement.accepts(text)
            report(
                NoticeReport(
                    orderID: notice.orderID,
                    url: request.url,
                    attempt: attempt,
                    status: status,
                    answer: String(text.prefix(100)),
                    isAcknowledged: isAcknowledged
                )
            )
            guard !isAcknowledged, attempt <= options.resendCount else { return }
            loop.scheduleTask(in: .init(options.resendInterval)) { self.send(notice, attempt: attempt + 1) }
        }
    }

    func stop() {
        isStopped.withLockedValue { $0 = true }
    }

    private func request(for notice: Notice, at now: Moment) -> HTTPCall.Request {
        var notice = notice
        if let url = options.noticeURL { notice.url = url }
        let url = notice.address(at: now)
        guard let body = notice.body else { return .init(method: "GET", url: url, headers: [], body: []) }
        var headers = [WebRequest.Header(name: "content-type", value: "application/json")]
        if notice.isSigned {
            let key = options.signingKey ?? options.apiKey
            headers.append(.init(name: "Auth", value: NoticeSignature.header(key: key, at: now, body: body)))
        }
        return .init(method: "POST", url: url, headers: headers, body: body)
    }
}

extension Readings.Acknowledgement {
    func accepts(_ text: String) -> Bool {
        switch self {
        case .anywhere: text.prefix(100).uppercased().contains("OK")
        case .beginning: text.hasPrefix("OK") || text.contains("MULTISAFEPAY_OK")
        }
    }
}
