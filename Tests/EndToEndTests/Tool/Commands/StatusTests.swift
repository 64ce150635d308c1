import JSON
import TestSupport
import Testing

/// `paylink status`: what the daemon measures, for people and for Prometheus.
@Suite(.timeLimit(.minutes(10))) struct StatusTests {
    private func story() async throws -> DaemonProcess {
        let daemon = try await DaemonProcess.start(in: DaemonPlace())
        let client = daemon.place.client()
        for order in ["A-1", "A-2", "A-1"] { _ = try await client.generate(order) }
        return daemon
    }

    @Test func `people read how the disk does, how long work took and what was refused`() async throws {
        let daemon = try await story()
        let run = try await ToolRun(["status", "--socket", daemon.place.socketPath])
        #expect(run.status == 0, "\(run.complaint)")
        for words in ["Disk", "ok, ", "Writes", "Calls", "99 % within", "orderIdInUse 1"] {
            #expect(run.output.contains(words), "\(words) in \(run.output)")
        }
        #expect(try await daemon.terminate() == .exited(0))
    }

    @Test func `Prometheus reads each metric with its help, its type and its values`() async throws {
        let daemon = try await story()
        let run = try await ToolRun(["status", "--prometheus", "--socket", daemon.place.socketPath])
        #expect(run.status == 0, "\(run.complaint)")
        let lines = run.output.split(separator: "\n").map(String.init)
        for line in [
            "# TYPE paylink_links gauge", #"paylink_links{status="active"} 2"#, "paylink_events_total 2",
            "paylink_storage_full 0",
            "# TYPE paylink_call_duration_seconds summary", "# TYPE paylink_refusals_total counter",
            #"paylink_refusals_total{kind="orderIdInUse"} 1"#, "paylink_call_duration_seconds_count 3",
            #"paylink_refusals_total{kind="internalError"} 0"#,
        ] {
            #expect(lines.contains(line), "\(line) in \(run.output)")
        }
        let helped = lines.filter { $0.hasPrefix("# HELP ") }.map { $0.split(separator: " ")[2] }
        #expect(Set(helped).count == helped.count)
        for line in lines where !line.hasPrefix("#") {
            let name = line.prefix { $0 != "{" && $0 != " " }
            #expect(helped.contains { name == $0 || name == "\($0)_sum" || name == "\($0)_count" }, "\(line)")
        }
        let both = try await ToolRun(["status", "--prometheus", "--json"])
        #expect(both.status == 3 && both.complaint.contains("Give --prometheus or --json, not both."))
        #expect(try await daemon.terminate() == .exited(0))
    }
}
