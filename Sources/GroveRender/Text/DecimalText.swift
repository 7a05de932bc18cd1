// Numbers as people and machines read them. Rounding works on the shortest decimal digits of a
// number, as on paper: 28.5 % stays 28.5 %, whatever its binary form multiplies to.

/// The shortest decimal digits that stand for a finite number, as `0.DIGITS * 10^point`.
package struct DecimalText {
  private var isNegative: Bool
  private var digits: [UInt8]  // 0...9, no zeros at either end; empty for zero
  private var point: Int

  /// The digits of `number`; `nil` unless it is finite.
  package init?(_ number: Double) {
    guard number.isFinite else { return nil }
    isNegative = number < 0
    digits = []
    point = 0
    var exponent = 0
    var sawPoint = false
    var rest = number.magnitude.description.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits.append(byte - UInt8(ascii: "0"))
        if !sawPoint { point += 1 }
      case UInt8(ascii: "."): sawPoint = true
      default:
        exponent = Int(String(decoding: rest, as: UTF8.self)) ?? 0
        rest = rest[rest.endIndex...]
      }
    }
    point += exponent
    normalize()
  }

  /// Whether nothing stands behind the point.
  package var isWhole: Bool { digits.count <= point }

  /// The number times ten to the power of `places`, without rounding.
  package func shifted(by places: Int) -> DecimalText {
    var moved = self
    if !digits.isEmpty { moved.point += places }
    return moved
  }

  /// Rounded to `places` behind the point, half away from zero.
  package func rounded(toPlaces places: Int) -> DecimalText {
    let kept = point + places
    guard kept < digits.count else { return self }
    var result = self
    guard kept >= 0 else {
      result.digits = []
      result.normalize()
      return result
    }
    let roundsUp = digits[kept] >= 5
    result.digits.removeSubrange(kept...)
    if roundsUp { result.addOneAtEnd() }
    result.normalize()
    return result
  }

  /// Rounded to six places, or to six digits when that would leave fewer.
  package func roundedForReading() -> DecimalText {
    rounded(toPlaces: point > 0 ? 6 : 6 - point)
  }

  /// The text without an exponent, with at least `places` digits behind the point, and `separator`
  /// between groups of three before it.
  package func text(places: Int = 0, separator: Character? = nil) -> String {
    var text = isNegative ? "-" : ""
    if point <= 0 { text.append("0") }
    for place in 0..<max(0, point) {
      if let separator, place > 0, (point - place).isMultiple(of: 3) { text.append(separator) }
      text.unicodeScalars.append(scalar(at: place))
    }
    let decimals = max(places, digits.count - point)
    guard decimals > 0 else { return text }
    text.append(".")
    for place in point..<point + decimals { text.unicodeScalars.append(scalar(at: place)) }
    return text
  }

  private func scalar(at place: Int) -> Unicode.Scalar {
    let digit = digits.indices.contains(place) ? digits[place] : 0
    return Unicode.Scalar(UInt8(ascii: "0") + digit)
  }

  private mutating func addOneAtEnd() {
    var place = digits.count - 1
    while place >= 0, digits[place] == 9 {
      digits[place] = 0
      place -= 1
    }
    if place >= 0 {
      digits[place] += 1
    } else {
      digits.insert(1, at: 0)
      point += 1
    }
  }

  private mutating func normalize() {
    while digits.last == 0 { digits.removeLast() }
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    point -= zeros
    if digits.isEmpty {
      point = 0
      isNegative = false
    }
  }
}

/// Numbers as they stand in tables and sentences.
package enum NumberText {
  /// `25`, `0.333333`, `1234567.89`; beyond 15 digits with an exponent.
  package static func plain(_ number: Double) -> String {
    guard number.magnitude < 1e15, let decimal = DecimalText(number) else { return exact(number) }
    if number != 0, number.magnitude < 1e-9 { return exact(number) }
    return decimal.roundedForReading().text()
  }

  /// `36%`, `36.4%`; one place unless the percentage is whole, so `100.0%` is not quite all.
  package static func percent(_ ratio: Double) -> String {
    guard ratio.magnitude < 1e13, let decimal = DecimalText(ratio)?.shifted(by: 2) else {
      return exact(ratio * 100) + "%"
    }
    return (decimal.isWhole ? decimal.text() : decimal.rounded(toPlaces: 1).text(places: 1)) + "%"
  }

  /// `27.2 points`, `1 point`.
  package static func points(_ difference: Double) -> String {
    guard difference.magnitude < 1e13, let decimal = DecimalText(difference)?.shifted(by: 2) else {
      return exact(difference * 100) + " points"
    }
    let text = decimal.rounded(toPlaces: 1).text()
    return text == "1" || text == "-1" ? text + " point" : text + " points"
  }

  /// `$1,200,000`, `12.50 EUR`: grouped, two places unless whole, the unit where people put it.
  package static func money(_ amount: Double, unit: String?) -> String {
    guard amount.magnitude < 1e15, let decimal = DecimalText(amount) else { return exact(amount) }
    let isNegative = amount < 0
    guard let size = isNegative ? DecimalText(-amount) : decimal else { return exact(amount) }
    let rounded = size.rounded(toPlaces: 2)
    let digits = rounded.text(places: rounded.isWhole ? 0 : 2, separator: ",")
    let sign = isNegative ? "-" : ""
    guard let unit, !unit.isEmpty else { return sign + digits }
    return ["$", "€", "£", "¥", "₹"].contains(unit)
      ? sign + unit + digits : sign + digits + " " + unit
  }

  /// The shortest text that reads back as the same number: `0.5`, `25`, `1e+20`.
  package static func exact(_ number: Double) -> String {
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
