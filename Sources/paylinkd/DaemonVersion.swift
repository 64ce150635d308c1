/// The version that `--version` and `getServiceStatus` tell.
enum DaemonVersion {
    static let text = "0.1.0"
}
