package import Storage
package import SystemPackage

extension SimulatedDisk {
    package func createDirectory(_ path: FilePath) throws(SystemCallFailure) -> Bool {
        try state.withLock { (state) throws(SystemCallFailure) in
            try state.requirePower("mkdir")
            guard state.names[path] == nil else { return false }
            _ = state.node(at: path)
            return true
        }
    }

    package func open(_ path: FilePath, _ access: DiskAccess) throws(SystemCallFailure) -> any DiskFile {
        try state.withLock { (state) throws(SystemCallFailure) in
            try state.requirePower("open")
            let exists = state.names[path] != nil
            switch access {
            case .read, .update:
                guard exists else { throw SystemCallFailure("open", .noSuchFileOrDirectory) }
            case .create:
                guard !exists else { throw SystemCallFailure("open", .fileExists) }
            case .replace:
                if exists { state.nodes[state.node(at: path)].truncate(to: 0) }
            }
            return SimulatedFile(disk: self.state, node: state.node(at: path))
        }
    }

    package func rename(_ source: FilePath, to target: FilePath) throws(SystemCallFailure) {
        try state.withLock { (state) throws(SystemCallFailure) in
            try state.change(\.renames, "rename")
            guard state.rename(source, to: target) else { throw SystemCallFailure("rename", .noSuchFileOrDirectory) }
        }
    }

    package func status(of path: FilePath) throws(SystemCallFailure) -> FileStatus {
        try state.withLock { (state) throws(SystemCallFailure) in
            try state.requirePower("stat")
            if let error = state.faults.failingStatus { throw SystemCallFailure("stat", error) }
            guard let name = state.names[path] else { throw SystemCallFailure("stat", .noSuchFileOrDirectory) }
            return state.status(of: name.node)
        }
    }

    package func names(in directory: FilePath) throws(SystemCallFailure) -> [String] {
        try state.withLock { (state) throws(SystemCallFailure) in
            try state.requirePower("readdir")
            return state.names.filter { $0.value.parent == directory }.compactMap { $0.key.lastComponent?.string }
        }
    }

    package func syncDirectory(_ path: FilePath) throws(SystemCallFailure) {
        try state.withLock { (state) throws(SystemCallFailure) in
            try state.change(\.directorySyncs, "fsync")
            state.settleNames { $0 == path }
        }
    }

    package func lock(_ path: FilePath) throws(SystemCallFailure) -> any DiskLock {
        let node = try state.withLock { (state) throws(SystemCallFailure) in
            try state.requirePower("open")
            return state.node(at: path)
        }
        return try SimulatedLock(disk: state, node: node)
    }
}
