import Journal
import JournalLedger
import KeyVault
import Storage
import SystemPackage
import Systemd

/// Why a daemon did not come to serve, as far as it decides whether another start may.
///
/// The raw value is the status with which the process ends, from sysexits.h(3head). The unit starts the daemon again after
/// `passing` alone; after the others it fails at once, and `systemctl --failed` shows it.
enum StartFailure: Int32, CaseIterable {
    /// The disk, another process or the machine is in the way, and may not be so for long.
    case passing = 1
    /// EX_DATAERR: a file of the state directory is damaged, missing or of a newer version.
    case data = 65
    /// EX_TEMPFAIL: what may pass has not passed in many starts.
    case persistent = 75
    /// EX_NOPERM: the state directory or a file in it belongs to another user, or others may write in it.
    case permission = 77
    /// EX_CONFIG: the configuration, an argument or a unit is wrong.
    case configuration = 78

    init(_ error: any Error) {
        self =
            switch error {
            case SettingsError.foreignStateDirectory: .permission
            case is SettingsError, is ActivationError: .configuration
            case is RecordedChangeError: .data
            case let error as JournalError: Self(error)
            case let error as KeyVaultError: Self(error)
            default: .passing
            }
    }

    private init(_ error: JournalError) {
        self =
            switch error.code {
            case .missing, .damaged, .recordLost, .unsupportedVersion: .data
            case .systemCall: Self(error.cause)
            case .lockHeld, .busy, .recordTooLarge, .closed, .outOfSpace, .displaced: .passing
            }
    }

    private init(_ error: KeyVaultError) {
        self =
            switch error.code {
            case .damaged, .missing, .unsupportedVersion: .data
            case .systemCall: Self(error.cause)
            }
    }

    /// Rights and kinds of files are changed by people alone; everything else may be the disk's.
    private init(_ cause: SystemCallFailure?) {
        guard let error = cause?.error else {
            self = .passing
            return
        }
        self =
            switch error {
            case .permissionDenied, .notPermitted: .permission
            case .isDirectory, .notDirectory, .illegalSeek, .tooManySymbolicLinkLevels: .data
            default: .passing
            }
    }
}
