// The few ways text is set off on a terminal. Whether at all is `RenderOptions.color`.

package enum Style: Sendable {
  case strong, faint, good, warning, bad, link

  var opening: String {
    switch self {
    case .strong: "\u{1B}[1m"
    case .faint: "\u{1B}[2m"
    case .good: "\u{1B}[32m"
    case .warning: "\u{1B}[33m"
    case .bad: "\u{1B}[31m"
    case .link: "\u{1B}[36m"
    }
  }

  static let closing = "\u{1B}[0m"

  package func applied(to text: String, when color: Bool) -> String {
    color ? opening + text + Self.closing : text
  }
}
