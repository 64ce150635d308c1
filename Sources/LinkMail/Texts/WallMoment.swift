/// A moment on the shop's wall clock.
package struct WallMoment: Sendable, Hashable {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    /// The abbreviation of its time zone, such as CET.
    let zone: String

    package init(year: Int, month: Int, day: Int, hour: Int, minute: Int, zone: String) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.zone = zone
    }

    /// The time of day, `09:05`.
    var clock: String {
        "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
