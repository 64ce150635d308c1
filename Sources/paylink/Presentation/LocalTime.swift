import Glibc

/// The clock on the user's wall, tzset(3).
enum LocalTime {
    /// The date and time of a moment, in seconds since 1970.
    static func fields(of seconds: Int64) -> tm {
        var moment = time_t(seconds)
        var fields = tm()
        localtime_r(&moment, &fields)
        return fields
    }

    /// The moment of a date and time, mktime(3); the fields are brought into their ranges.
    static func seconds(of fields: inout tm) -> Int64 {
        // Whether summer time holds then is for the zone to say.
        fields.tm_isdst = -1
        return Int64(mktime(&fields))
    }

    /// The zone's abbreviation at a moment, such as CET.
    static func zone(of fields: tm) -> String {
        fields.tm_zone.map { String(cString: $0) } ?? ""
    }
}
