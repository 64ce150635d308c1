package import Storage
internal import SystemPackage

extension KeyVault {
    /// Notes leaves to destroy as soon as the event with a number is durable; ``flushErasures(through:)`` destroys them.
    package func erase(_ leaves: [Leaf], because seq: UInt64) {
        shared.withLock { state in
            for leaf in leaves { state.pending.append((seq, leaf)) }
        }
    }

    /// Returns when every leaf that events up to `seq` erase is gone from the file, durably.
    ///
    /// Call it when those events are durable: a key must not be gone before the record that says so. The file is written
    /// on a thread of its own, one erasure at a time; all that is due goes with one of them. Waits for nothing if nothing is
    /// due and no erasure is under way.
    ///
    /// - Throws: The failure to replace the file. It is the last one, too: everything after it throws it again.
    package func flushErasures(through seq: UInt64) async throws(KeyVaultError) {
        let isDone = shared.withLock { state in
            state.failure == nil && !state.isReplacing && !state.pending.contains { $0.seq <= seq }
        }
        if isDone { return }
        let result = await withCheckedContinuation {
            (caller: CheckedContinuation<Result<Void, KeyVaultError>, Never>) in
            do throws(SystemCallFailure) {
                try POSIXThread { caller.resume(returning: self.flushErasuresNow(through: seq)) }.detach()
            } catch {
                caller.resume(returning: .failure(self.fail(.cannotReplace(self.file.path, error))))
            }
        }
        try result.get()
    }

    /// The same, blocking.
    func flushErasuresNow(through seq: UInt64) -> Result<Void, KeyVaultError> {
        let step: Step = shared.wait { state in
            if state.isReplacing { return nil }
            if state.failure != nil { return .nothing }
            return Self.puncture(through: seq, in: &state)
        }
        if case .replace(let tree) = step {
            do throws(KeyVaultError) {
                try file.replace(by: tree)
                shared.withLock { $0.isReplacing = false }
            } catch {
                _ = fail(error)
            }
            shared.signal()
        }
        return outcome
    }

    /// Writes the file anew from memory if another program removed it; to be called before records become durable.
    ///
    /// Otherwise the customers sealed from now on could be read until the next start, and never again. Costs one stat(2).
    ///
    /// - Throws: The failure of a system call.
    package func keepFile() throws(SystemCallFailure) {
        guard try !file.exists() else { return }
        let tree = shared.wait { state -> KeyTree?? in
            if state.isReplacing { return nil }
            state.isReplacing = state.tree != nil
            return .some(state.tree)
        }
        guard let tree else { return }
        defer {
            shared.withLock { $0.isReplacing = false }
            shared.signal()
        }
        do throws(KeyVaultError) {
            try file.replace(by: tree)
        } catch {
            throw error.cause ?? SystemCallFailure("rename", .ioError)
        }
    }

    private enum Step {
        case nothing
        case replace(KeyTree)
    }

    private var outcome: Result<Void, KeyVaultError> {
        shared.withLock { state in state.failure.map { .failure($0) } ?? .success(()) }
    }

    /// Punctures the leaves that are due in the tree in memory; the file must follow if that changed it.
    private static func puncture(through seq: UInt64, in state: inout State) -> Step {
        guard var tree = state.tree else { return .nothing }
        for (_, leaf) in state.pending.filter({ $0.seq <= seq }) where leaf.tree == tree.id {
            state.isReplacing = tree.puncture(leaf.number..<leaf.number + 1) || state.isReplacing
        }
        state.pending.removeAll { $0.seq <= seq }
        state.tree = tree
        return state.isReplacing ? .replace(tree) : .nothing
    }

    private func fail(_ error: KeyVaultError) -> KeyVaultError {
        let isFirst = shared.withLock { state in
            defer { state.failure = state.failure ?? error }
            state.isReplacing = false
            return state.failure == nil
        }
        if isFirst { settings.onFailure(error) }
        return error
    }
}
