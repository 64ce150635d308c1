/// What was seen last, up to a number of elements.
struct RecentSet<Element: Hashable & Sendable>: Sendable {
    private let countMax: Int
    private var elements: Set<Element> = []
    /// Oldest first, in a ring.
    private var ring: [Element] = []
    private var oldest = 0

    init(countMax: Int) {
        self.countMax = countMax
    }

    /// Adds an element; false if it is there already.
    mutating func insert(_ element: Element) -> Bool {
        guard elements.insert(element).inserted else { return false }
        if ring.count < countMax {
            ring.append(element)
        } else {
            elements.remove(ring[oldest])
            ring[oldest] = element
            oldest = (oldest + 1) % countMax
        }
        return true
    }
}
