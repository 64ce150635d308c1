import Glibc
import TestSupport
import Testing

/// A daemon with a site at a payment service, in a unit that keeps it from the network: it says which setting does.
///
/// The kernel's refusals are injected: what a unit closes needs a system manager, and where there is one is tested with the
/// package.
@Suite(.timeLimit(.minutes(10)), .enabled(if: SystemCallTracer.isUsable, "\(SystemCallTracer.obstacle)"))
struct ClosedNetworkTests {
    @Test(arguments: [
        (["connect:retval=0", "sendto:error=EPERM"], "IPAddressDeny="),
        (["socket:error=EAFNOSUPPORT"], "RestrictAddressFamilies="),
    ])
    func `a closed unit is said at the start`(injections: [String], setting: String) async throws {
        let log = try await log(of: injections)
        #expect(log.contains("install paylinkd-network.conf as /etc/systemd/system/paylinkd.service.d/network.conf"))
        #expect(log.contains(" closed by=\(setting) sites=shop\n"), "\(log)")
    }

    @Test func `a datagram that may leave says nothing`() async throws {
        #expect(try await !log(of: ["connect:retval=0", "sendto:retval=0"]).contains("IPAddressDeny="))
    }

    /// What a daemon says until it finds that its state directory can't be made.
    private func log(of injections: [String]) async throws -> String {
        let place = try DaemonPlace(stateDirectory: "/dev/null/state")
        let key = try place.write("key\n", to: "key")
        chmod(key, 0o600)
        let site = #"{"issuer":"multisafepay","environment":"live","apiKeyFile":"\#(key)"}"#
        var options = SystemCallTracer.options(injections: injections)
        options.arguments = ["--config", try place.write(#"{"sites":{"shop":\#(site)}}"#, to: "paylinkd.json")]
        let daemon = try DaemonProcess.launch(in: place, options)
        #expect(try await !daemon.notice(beginning: "READY=1"))
        return daemon.child.standardError
    }
}
