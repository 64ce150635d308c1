/// What the stand-in knows, behind one lock.
struct StandinState: Sendable {
    var service: PaymentService
    var plan: FaultPlan
    var requests = RequestRecord()
    var notices: [NoticeReport] = []
    var log: RequestLog?
    private let key: String

    init(_ options: StandinOptions, baseURL: String) throws {
        key = options.apiKey
        service = PaymentService(
            apiKey: key,
            readings: options.readings,
            seed: options.seed,
            baseURL: baseURL
        )
        plan = FaultPlan(options.faults, seed: options.seed)
        guard let path = options.statePath else { return }
        for (request, moment) in try RequestLog.read(path, key: key) { _ = service.receive(request, at: moment) }
        log = try RequestLog(path)
    }

    /// Has the service work on a request; what it changed is in the log before anybody hears of it.
    mutating func work(on request: WebRequest, at now: Moment) -> Reaction {
        let reaction = service.receive(request, at: now)
        if RequestLog.isKept(request, key: key) { log?.append(request, at: now) }
        return reaction
    }
}
