import Issuing
import Journal
import KeyVault
import Logging
import PaymentLinks
import SocketLoop
import Storage

/// What the daemon says in its log of what it finds, at the start and later.
extension Daemon {
    func reportClosedNetwork() {
        guard !issuers.remoteSites.isEmpty, let setting = NetworkAccess.closedBy else { return }
        let sentence =
            "the unit keeps the daemon from the network, so no links can be made at the payment service; install "
            + "paylinkd-network.conf as /etc/systemd/system/paylinkd.service.d/network.conf and restart"
        logger.error(
            "\(sentence)",
            metadata: [
                "closed by": "\(setting)", "sites": "\(issuers.remoteSites.map(\.text).joined(separator: " "))",
            ]
        )
    }

    func report(_ condition: Journal.Condition) {
        let directory: Logger.Metadata = ["directory": "\(settings.stateDirectory)"]
        switch condition {
        case .full(let error):
            logger.error("the disk is full: \(error.message)", metadata: directory)
        case .roomAgain: logger.notice("the disk has room again, and nothing is refused any more", metadata: directory)
        case .slow(let duration):
            let seconds =
                Double(duration.components.seconds) + Double(duration.components.attoseconds / 1_000_000_000_000_000)
                / 1000
            logger.warning("the disk is slow: a write to the journal took \(seconds) s", metadata: directory)
        case .quickAgain: logger.notice("the disk is no longer slow", metadata: directory)
        }
    }

    func report(_ keys: KeyVault.Report) {
        if keys.erasedAgainCount > 0 {
            logger.notice(
                "erased personal data again that the keys could still open: they are older than the journal",
                metadata: ["keys": "\(keys.erasedAgainCount)"]
            )
        }
        guard !keys.missingTrees.isEmpty else { return }
        logger.warning(
            "can't open the customers of some links: the keys they were sealed with are not in journal.keys; all else is served",
            metadata: ["keys": "\(keys.missingTrees.map(Hexadecimal.text(of:)).joined(separator: " "))"]
        )
    }

    func reportFormerSites(_ sites: Sites, _ linkCounts: [SiteName: LinkCounts]) {
        guard !sites.former.isEmpty else { return }
        let sites = sites.former.map { site in
            let count = linkCounts[site]?.total ?? 0
            return "\(site.text) (\(count) \(count == 1 ? "link" : "links"))"
        }
        logger.warning(
            "found links of sites that are not configured: they are served, but no links are made for these sites",
            metadata: ["sites": "\(sites.joined(separator: ", "))"]
        )
    }

    func report(_ recovery: Journal.Recovery) {
        if recovery.wasCreated {
            logger.notice("made a new journal", metadata: ["directory": "\(settings.stateDirectory)"])
        }
        guard let file = recovery.tornFile else { return }
        logger.warning(
            "cut off the torn end of the journal, which nobody was told is safe; its bytes are kept aside",
            metadata: ["bytes": "\(recovery.tornByteCount)", "file": "\(file)"]
        )
    }

    func reportUse(of inherited: [ListeningSocket]) {
        if inherited.isEmpty, settings.idleExitSeconds != nil {
            logger.notice("the idle exit is off: systemd passed no socket, so nothing would start the daemon again")
        }
        if !inherited.isEmpty, settings.hasOwnSocketPath {
            logger.notice(
                "the configured socket is not used, since systemd passed one",
                metadata: ["socket": "\(settings.socketPath)"]
            )
        }
    }
}
