import JSON

/// What a test reads and sets over HTTP, below `/standin/`.
enum ControlPanel {
    static let prefix = "/standin/"

    /// The answer; nil for what is not below the prefix, and for orders steered by hand, which the service does.
    static func answer(_ request: WebRequest, _ state: inout StandinState, at now: Moment) -> WebAnswer? {
        guard let segments = request.segments(behind: prefix) else { return nil }
        switch (request.method, segments.first, segments.count) {
        case ("GET", "orders", 1): return list("orders", state.reports(at: now)) { $0.write(to: &$1) }
        case ("GET", "notices", 1): return list("notices", state.notices) { $0.write(to: &$1) }
        case ("GET", "requests", 1): return .json { state.requests.writeCounts(to: &$0) }
        case ("GET", "headers", 1): return .json { state.requests.writeHeaders(to: &$0) }
        case ("POST", "faults", 1): return setFaults(request, &state)
        case ("DELETE", "faults", 1):
            state.plan.set([])
            return .json { $0.member("faults", 0) }
        case (_, "orders", 3): return nil
        default:
            let help = """
                GET orders, requests, headers or notices; POST or DELETE faults; POST orders/ORDER-ID/ with pay, settle, \
                chargeback or notify.
                """
            return .text(404, help)
        }
    }

    /// Puts the faults of an array in place of those in force.
    private static func setFaults(_ request: WebRequest, _ state: inout StandinState) -> WebAnswer {
        guard let json = request.json, json.kind == .array else {
            return .text(400, "Faults are an array of objects with call and kind.")
        }
        do throws(FaultTextError) {
            var faults: [Fault] = []
            for element in json.elements { faults.append(try Fault(element)) }
            state.plan.set(faults)
            return .json { $0.member("faults", faults.count) }
        } catch {
            return .text(400, error.description)
        }
    }

    private static func list<Item>(
        _ name: StaticString,
        _ items: [Item],
        _ write: (Item, inout JSONWriter) -> Void
    ) -> WebAnswer {
        .json { writer in
            writer.array(name) { writer in
                for item in items { write(item, &writer) }
            }
        }
    }
}

extension StandinState {
    /// Every order, by its ID.
    func reports(at now: Moment) -> [OrderReport] {
        service.orders.values.map { OrderReport($0, service, at: now) }.sorted { $0.orderID < $1.orderID }
    }
}

extension RequestRecord {
    fileprivate func writeCounts(to writer: inout JSONWriter) {
        writer.object("counts") { writer in
            for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
                writer.key(name)
                writer.value(count)
            }
        }
        writer.member("connections", connectionCount)
        writer.member("inFlight", openCount)
        writer.member("inFlightMax", openCountMax)
    }

    fileprivate func writeHeaders(to writer: inout JSONWriter) {
        writer.array("headers") { writer in
            for (header, count) in headers.sorted(by: { ($0.key.name, $0.key.value) < ($1.key.name, $1.key.value) }) {
                writer.object { writer in
                    writer.member("name", header.name)
                    writer.member("value", header.value)
                    writer.member("count", count)
                }
            }
        }
    }
}
