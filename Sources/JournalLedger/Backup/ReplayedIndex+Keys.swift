import KeyVault
package import SystemPackage

extension ReplayedIndex {
    /// Checks as a start does that the keys beside a journal open its customers.
    ///
    /// - Parameter directory: A state directory, or a copy of one.
    /// - Returns: Whether those of every customer are there; a start goes on without those of some.
    /// - Throws: `KeyVaultError`: what refuses a start.
    package func hasAllKeys(in directory: FilePath) throws -> Bool {
        try KeyVault.missingTrees(for: KeyVault.Use(index.keyUsage), in: directory).isEmpty
    }
}
