@testable import KeyVault
import SystemPackage
import TestSupport
import Testing

/// The power goes at each call of a replacement, and at each call of the start that makes it good.
@Suite struct KeyVaultPowerCutTests {
    @Test func `an erasure is whole or is made whole by the next start, and no other key is lost`() async throws {
        var random = SeededSequence(for: #function)
        var cutCount = 0
        for cut in 1...12 {
            for round in 0..<20 {
                let disk = try KeyVaultTests.empty()
                let vault = try KeyVaultTests.begun(disk)
                let leaves = try (0..<8).map { _ in try vault.freshLeaf() }
                let boxes = leaves.map { vault.seal([7], under: $0) }
                disk.faults.powerCutChange = disk.counts.changes + cut
                vault.erase([leaves[3]], because: 1)
                let isAcknowledged = (try? await vault.flushErasures(through: 1)) != nil
                let after = round % 2 == 0 ? disk.afterPowerCut(using: &random) : disk.afterKill()
                if isAcknowledged {
                    let vault = try KeyVaultTests.begun(after)
                    #expect(vault.open(boxes[3], under: leaves[3]) == nil, "seed \(random.seed), cut \(cut)")
                } else {
                    cutCount += 1
                }
                // The journal has the event, so the next start does it again, itself interrupted at first.
                var use = KeyVault.Use()
                for leaf in leaves { use.note(leaf) }
                use.erased = [leaves[3]]
                after.faults.powerCutChange = round % 6 + 1
                _ = try? KeyVaultTests.begun(after, use)
                let last = after.afterPowerCut(using: &random)
                let survivor = try KeyVaultTests.begun(last, use)
                for index in leaves.indices {
                    let opened = survivor.open(boxes[index], under: leaves[index])
                    #expect(opened == (index == 3 ? nil : [7]), "seed \(random.seed), cut \(cut), leaf \(index)")
                }
                let file = try KeyVaultTests.begun(last.afterPowerCut(using: &random))
                #expect(file.open(boxes[3], under: leaves[3]) == nil)
            }
        }
        #expect(cutCount >= 60, "the cuts must hit")
    }

    @Test func `a creation that was interrupted leaves nothing that stops the next`() throws {
        var random = SeededSequence(for: #function)
        for cut in 1...4 {
            for _ in 0..<20 {
                let disk = try KeyVaultTests.empty()
                disk.faults.powerCutChange = disk.counts.changes + cut
                #expect(throws: KeyVaultError.self) { try KeyVaultTests.begun(disk) }
                let vault = try KeyVaultTests.begun(disk.afterPowerCut(using: &random))
                let leaf = try vault.freshLeaf()
                #expect(vault.open(vault.seal([7], under: leaf), under: leaf) == [7])
            }
        }
    }
}
