import LinkService
import PaymentLinks

extension DaemonSettings {
    /// What the settings mean, for `--check-config`.
    var report: String {
        var lines = [
            "Configuration file: \(file ?? "none in CONFIGURATION_DIRECTORY or \(Self.configurationDirectory), so the defaults hold")",
            "Read as: the user \(ServiceAccount.current)",
            "Socket: \(socketPath), unless systemd passes one",
            "State directory: \(stateDirectory)",
            "Idle exit: \(idleExitSeconds.map { "after \($0) seconds, if systemd passed the socket" } ?? "never")",
            "Sites:",
        ]
        lines += sites.sorted { $0.key.text < $1.key.text }.map { "  \($0.key.text): \($0.value.report)" }
        let rules = rights.ruleCount.map {
            "\($0), and what none of them allows is not allowed; root may do everything"
        }
        lines.append("Rules of rights: \(rules ?? "none, so whoever may connect may do everything")")
        let defaults = DaemonLimits()
        lines.append("Limits:")
        lines += DaemonLimits.Name.allCases.map { name in
            let isDefault = limits[name] == defaults[name]
            return "  \(name.rawValue): \(limits[name])" + (isDefault ? "" : " (default \(defaults[name]))")
        }
        return (lines + ["The configuration is valid."]).joined(separator: "\n")
    }
}
