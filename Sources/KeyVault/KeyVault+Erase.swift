internal import Storage

extension KeyVault {
    /// Expects that leaves can be erased: that there is room for the file and a descriptor to write it with.
    ///
    /// To be asked before the record of an erasure, which can't be taken back.
    ///
    /// - Throws: What stands in the way.
    package func expectRoom(toErase leafCount: Int) async throws(KeyVaultError) {
        try await onWriter { vault in
            guard let tree = vault.shared.withLock({ $0.tree }) else { return .success(()) }
            do throws(KeyVaultError) {
                return .success(try vault.file.expectRoom(for: tree, without: leafCount))
            } catch {
                return .failure(error)
            }
        }
    }

    /// Notes leaves to destroy as soon as the event with a number is durable; ``flushErasures(through:)`` destroys them.
    package func erase(_ leaves: [Leaf], because seq: UInt64) {
        shared.withLock { state in
            for leaf in leaves { state.pending.append((seq, leaf)) }
        }
    }

    /// Returns when every leaf that events up to `seq` erase is gone from the file, durably.
    ///
    /// Call it when those events are durable: a key must not be gone before the record that says so. All that is due goes
    /// with one replacement of the file.
    ///
    /// - Throws: The failure to replace the file. What is due opens no more, and ``settle()`` takes it out of the file.
    package func flushErasures(through seq: UInt64) async throws(KeyVaultError) {
        let isDone = shared.withLock { state in !state.lags && !state.pending.contains { $0.seq <= seq } }
        if isDone { return }
        try await onWriter { vault in
            vault.replaceFile { state in
                Self.puncture(through: seq, in: &state)
                return state.lags ? state.tree : nil
            }
        }
    }

    /// Makes up for what the file lacks, if a replacement failed; to be called once a second.
    package func settle() async {
        guard shared.withLock({ $0.lags }) else { return }
        _ = try? await onWriter { vault in
            vault.settleNow()
            return .success(())
        }
    }

    /// The same, blocking.
    func settleNow() {
        _ = replaceFile { $0.lags ? $0.tree : nil }
    }

    /// Writes the file anew from memory if another program removed it; to be called before records become durable.
    ///
    /// Otherwise the customers sealed from now on could be read until the next start, and never again. Costs one stat(2). A
    /// failure is no reason to end, and with that to lose the keys that are in memory: ``settle()`` tries again.
    package func keepFile() {
        guard let isThere = try? file.exists(), !isThere else { return }
        _ = replaceFile { state in
            state.lags = state.tree != nil
            return state.tree
        }
    }

    /// Punctures the leaves that are due in the tree in memory; the file must follow if that changed it.
    private static func puncture(through seq: UInt64, in state: inout State) {
        guard var tree = state.tree else { return }
        for (_, leaf) in state.pending.filter({ $0.seq <= seq }) where leaf.tree == tree.id {
            state.lags = tree.puncture(leaf.number..<leaf.number + 1) || state.lags
        }
        state.pending.removeAll { $0.seq <= seq }
        state.tree = tree
    }
}

/// Replacing the file, one at a time.
extension KeyVault {
    /// Runs something that blocks on the writer's thread.
    func onWriter(
        _ body: @escaping @Sendable (KeyVault) -> Result<Void, KeyVaultError>
    ) async throws(KeyVaultError) {
        guard let writer = shared.withLock({ $0.writer }) else {
            preconditionFailure("a vault writes from its begin on")
        }
        try await writer.run { body(self) }.get()
    }

    /// Replaces the file by that of the tree that a change leaves; without one nothing is written.
    ///
    /// - Parameters:
    ///   - change: Changes the state before the replacement.
    ///   - completion: Changes it once the file is replaced, before anything else does.
    /// - Returns: The failure.
    func replaceFile(
        _ change: (inout State) -> KeyTree?,
        then completion: (inout State) -> Void = { _ in }
    ) -> Result<Void, KeyVaultError> {
        let changed: KeyTree?? = shared.wait { state in
            if state.isReplacing { return nil }
            let tree = change(&state)
            state.isReplacing = tree != nil
            return .some(tree)
        }
        guard case .some(.some(let tree)) = changed else { return .success(()) }
        let result: Result<Void, KeyVaultError>
        do throws(KeyVaultError) {
            result = .success(try file.replace(by: tree))
        } catch {
            result = .failure(error)
        }
        let lag = shared.withLock { state in
            state.isReplacing = false
            if case .success = result { completion(&state) }
            return state.lag(after: result)
        }
        shared.signal()
        if let lag { settings.onLag(lag) }
        return result
    }
}

extension KeyVault.State {
    /// Notes the outcome of a replacement; returns what is to be told of it.
    fileprivate mutating func lag(after result: Result<Void, KeyVaultError>) -> KeyVault.Lag? {
        let wasTold = isLagTold
        if case .failure(let error) = result {
            isLagTold = lags
            return lags && !wasTold ? .began(error) : nil
        }
        (lags, isLagTold) = (false, false)
        return wasTold ? .ended : nil
    }
}
