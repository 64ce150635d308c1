import PaymentLinks

/// The links that a record makes or changes, in their order; a record of one link, as most are, needs no table.
struct TouchedLinks {
    private(set) var links: [(row: UInt32, link: Link)] = []
    /// The position of each, once there are several.
    private var positions: [LinkKey: Int] = [:]

    subscript(key: LinkKey) -> (row: UInt32, link: Link)? {
        position(of: key).map { links[$0] }
    }

    /// Keeps a link as the events so far leave it.
    mutating func set(_ row: UInt32, _ link: Link) {
        if let position = position(of: link.key) { return links[position].link = link }
        if links.count == 1 { positions[links[0].link.key] = 0 }
        if !links.isEmpty { positions[link.key] = links.count }
        links.append((row, link))
    }

    private func position(of key: LinkKey) -> Int? {
        guard links.count <= 1 else { return positions[key] }
        return links.first?.link.key == key ? 0 : nil
    }
}
