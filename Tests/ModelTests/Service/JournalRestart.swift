import JournalLedger
import PaymentLinks
import SystemPackage
import TestSupport

/// Restarts over the journal: after a close, a kill or a power cut, with a checkpoint that is whole, damaged or outdated.
struct JournalRestart: EngineRestart {
    private static let checkpoint: FilePath = "/state/journal.index"

    /// Checkpoints that are written often.
    static var checkpoints: CheckpointPace {
        var pace = CheckpointPace()
        (pace.growthMin, pace.growthPerLink, pace.lastGrowthMin) = (40 << 10, 0, 1)
        return pace
    }

    private var disk: SimulatedDisk
    private var damage = CheckpointDamage()

    init(_ disk: SimulatedDisk) {
        self.disk = disk
    }

    mutating func restart(_ service: inout ServiceFixture, using random: inout SeededSequence) throws -> String {
        damage.see(disk.bytes(of: Self.checkpoint), using: &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0, 1:
            service.ledger.close()
            try service.reopen(on: disk)
            return "close"
        case 2:
            try reopen(&service, on: disk.afterKill())
            return "kill"
        case 3:
            try reopen(&service, on: disk.afterPowerCut(using: &random))
            return "power cut"
        default:
            let kind = CheckpointDamage.Kind.allCases.randomElement(using: &random) ?? .truncated
            service.ledger.close()
            let bytes = damage.damaged(disk.bytes(of: Self.checkpoint) ?? [], kind, using: &random)
            disk.setBytes(bytes, of: Self.checkpoint)
            try service.reopen(on: disk)
            return "close, checkpoint \(kind)"
        }
    }

    private mutating func reopen(_ service: inout ServiceFixture, on disk: SimulatedDisk) throws {
        // The disk of the old ledger is given up, so that closing only ends its threads.
        service.ledger.close()
        self.disk = disk
        try service.reopen(on: disk)
    }
}
