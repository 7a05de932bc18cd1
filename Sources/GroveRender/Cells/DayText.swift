// Days as sentences say them. Names are English, as all words of the language are.

package import Grove

package enum DayText {
  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `Fri 15 May 2026`.
  package static func full(_ date: CivilDate) -> String {
    weekdays[(date.weekday - 1) % 7] + " " + short(date) + " \(date.year)"
  }

  /// `15 May`.
  package static func short(_ date: CivilDate) -> String {
    let (_, month, day) = date.components
    return "\(day) \(months[(month - 1) % 12])"
  }

  /// `today`, `tomorrow`, `in 3 days`, `6 days ago`, from a number of days after today.
  package static func relative(_ days: Int) -> String {
    switch days {
    case 0: "today"
    case 1: "tomorrow"
    case -1: "yesterday"
    case 2...: "in \(days) days"
    default: "\(days.magnitude) days ago"
    }
  }
}
