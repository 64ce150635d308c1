import FoundationEssentials
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct TimeSliceTests {
    @Test(.enabled(if: slice(ofTask: "/proc/self") != nil, "the kernel does not show time slices"))
    func `time slices grow from the journal's thread over the event loop to the background thread`()
        async throws
    {
        let usual = try #require(slice(ofTask: "/proc/self"))
        let place = try DaemonPlace()
        let daemon = try await DaemonProcess.start(in: place)
        // A thread sets its slice when it starts to work: after a record, and after a long line.
        let client = place.client()
        #expect(try await client.generate("order-1").link != nil)
        try await client.send(String(repeating: "x", count: 100_000))
        _ = try await client.readLine()
        let tasks = "/proc/\(daemon.child.pid)/task"
        let slices = try FileManager.default.contentsOfDirectory(atPath: tasks).map { task in
            slice(ofTask: "\(tasks)/\(task)") ?? usual
        }
        let (shortest, loop) = (100_000, 4_000_000)
        #expect(shortest < usual && usual < loop)
        for slice in [shortest, loop, 100_000_000] {
            #expect(slices.count { $0 == slice } == 1, "\(slice) in \(slices)")
        }
        try await daemon.crash()
    }
}

/// The length of a task's time slices in nanoseconds, from `/proc/PID/sched`; nil where it is not shown.
private func slice(ofTask directory: String) -> Int? {
    guard let text = try? String(contentsOfFile: "\(directory)/sched", encoding: .utf8) else { return nil }
    let line = text.split(separator: "\n").first { $0.hasPrefix("se.slice") }
    return line.flatMap { $0.split(separator: " ").last }.flatMap { Int($0) }
}
