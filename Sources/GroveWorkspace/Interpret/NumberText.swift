// Numbers as machines and people write them. What a number is for (a target, a weight) is decided
// by the callers; nothing here knows fields.

/// A plain number at machine speed: sign, digits, at most one point, at most 15 digits. NaN for
/// everything else, which is then read by `NumberText`.
///
/// Exact: the digits fit 53 bits and the power of ten is below 10^23, so one division rounds once.
@inline(__always)
func plainNumber(_ bytes: FileBytes, start: Int, length: Int) -> Double {
  guard length > 0, length <= 17, start >= 0, start + length <= bytes.count else { return .nan }
  var index = start
  let end = start + length
  let isNegative = bytes[index] == 0x2D
  if isNegative { index += 1 }
  var mantissa: UInt64 = 0
  var digits = 0
  var fraction = -1
  while index < end {
    let byte = bytes[index]
    if byte.isDigit {
      mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
      digits += 1
    } else if byte == 0x2E, fraction < 0, digits > 0 {
      fraction = digits
    } else {
      return .nan
    }
    index += 1
  }
  guard digits > 0, digits <= 15, fraction != digits else { return .nan }
  let value = fraction < 0 ? Double(mantissa) : Double(mantissa) / powersOfTen[digits - fraction]
  return isNegative ? -value : value
}

/// 10^0 to 10^22, each exact.
private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]

/// A number with what stands round it: `$2.5M`, `98%`, `4.5 stars`, `1.000,5`.
struct NumberText: Hashable {
  var value: Double
  /// What it counts, empty when the text does not say: `USD`, `stars`, `hour per month`.
  var unit = ""
  var isPercent = false
  /// Written with `+`.
  var hasPlus = false
  /// Written with `-`.
  var hasMinus = false
  /// `1,000`: read as thousands, though some write it for 1.
  var isAmbiguous = false
  /// `2x`: times something.
  var isFactor = false

  /// The number and its unit in words of at most 40 characters; missing for anything else.
  init?(_ text: String) {
    guard text.utf8.count <= 80 else { return nil }
    var rest = Substring(Self.plainSpelling(text))
    var sign = Self.takeSign(&rest)
    let prefix = Self.takeCurrency(&rest)
    if sign == nil { sign = Self.takeSign(&rest) }
    hasPlus = sign == "+"
    hasMinus = sign == "-"
    guard let number = Self.takeDigits(&rest) else { return nil }
    isAmbiguous = number.isAmbiguous
    var exponent = number.exponent
    exponent += Self.takeExponent(&rest) ?? Self.takeMagnitude(&rest)
    guard let size = Double("\(number.digits)e\(exponent)"), size.isFinite else { return nil }
    value = hasMinus ? -size : size
    if rest.hasPrefix("%") {
      isPercent = true
      rest = rest.dropFirst()
    }
    rest = rest.drop { $0 == " " }
    if rest == "x" || rest == "×" || rest == "times" {
      isFactor = true
      rest = ""
    }
    for word in ["percent", "per cent", "pct"] where rest.lowercased() == word {
      isPercent = true
      rest = ""
    }
    guard let suffix = Self.unit(rest) else { return nil }
    let words = [prefix, suffix].filter { !$0.isEmpty }
    unit = isPercent && words.isEmpty ? "%" : words.joined(separator: " ")
  }

  /// One spelling for the minus signs and the blanks people paste.
  private static func plainSpelling(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x2212, 0x2013: result += "-"
      case 0xA0, 0x202F, 0x2009, 0x09: result += " "
      case 0x2019: result += "'"
      default: result.unicodeScalars.append(scalar)
      }
    }
    while result.hasSuffix(" ") { result.removeLast() }
    return String(result.drop { $0 == " " })
  }

  private static func takeSign(_ rest: inout Substring) -> Character? {
    guard let first = rest.first, first == "+" || first == "-" else { return nil }
    rest = rest.dropFirst().drop { $0 == " " }
    return first
  }

  /// Currency signs and codes, and the code each stands for.
  private static let currencies: [(String, String)] = [
    ("US$", "USD"), ("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("¥", "JPY"), ("USD", "USD"),
    ("EUR", "EUR"), ("GBP", "GBP"), ("CHF", "CHF"), ("JPY", "JPY"), ("₹", "INR"),
  ]

  private static func takeCurrency(_ rest: inout Substring) -> String {
    for (sign, code) in currencies where rest.hasPrefix(sign) {
      rest = rest.dropFirst(sign.count).drop { $0 == " " }
      return code
    }
    return ""
  }

  /// Digits with their separators. Of `.` and `,` the one that stands last is the decimal mark when
  /// both occur; a lone comma is one unless exactly three digits follow it.
  private static func takeDigits(
    _ rest: inout Substring
  ) -> (digits: String, exponent: Int, isAmbiguous: Bool)? {
    var run: [Character] = []
    var index = rest.startIndex
    while index < rest.endIndex {
      let character = rest[index]
      if character.isASCII, character.isNumber || ".,'_".contains(character) {
        run.append(character)
      } else if character == " ", isGroup(rest[rest.index(after: index)...]),
        run.last?.isNumber == true
      {
        run.append("_")
      } else {
        break
      }
      index = rest.index(after: index)
    }
    while let last = run.last, !last.isNumber {
      run.removeLast()
      index = rest.index(before: index)
    }
    guard run.contains(where: \.isNumber), run.count <= 40 else { return nil }
    rest = rest[index...]
    let marks = run.filter { !$0.isNumber }
    let lastMark = run.lastIndex { $0 == "." || $0 == "," }
    var decimal: Int?
    var isAmbiguous = false
    if let lastMark {
      let mark = run[lastMark]
      let isOnly = marks.filter { $0 == mark }.count == 1
      let after = run.count - lastMark - 1
      if marks.contains(where: { ($0 == "." || $0 == ",") && $0 != mark }) {
        guard isOnly else { return nil }
        decimal = lastMark
      } else if isOnly,
        mark == "." || after != 3 || lastMark > 3 || run.first == "0" || lastMark == 0
      {
        decimal = lastMark
      } else {
        isAmbiguous = isOnly
      }
    }
    let whole = run[..<(decimal ?? run.count)]
    guard isGrouped(whole) else { return nil }
    let fraction = decimal.map { run[($0 + 1)...] } ?? []
    guard fraction.allSatisfy(\.isNumber) else { return nil }
    let digits = String(whole.filter(\.isNumber)) + String(fraction)
    return (digits, -fraction.count, isAmbiguous)
  }

  /// Exactly three digits, then no digit.
  private static func isGroup(_ text: Substring) -> Bool {
    let start = text.prefix(4)
    return start.prefix(3).count == 3 && start.prefix(3).allSatisfy { $0.isASCII && $0.isNumber }
      && start.dropFirst(3).allSatisfy { !$0.isNumber }
  }

  /// Whether separators stand before groups of three digits only.
  private static func isGrouped(_ whole: ArraySlice<Character>) -> Bool {
    let groups = whole.split(omittingEmptySubsequences: false) { !$0.isNumber }
    guard groups.count > 1 else { return true }
    return (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
  }

  /// `e6` or `E-3`, as machines write it.
  private static func takeExponent(_ rest: inout Substring) -> Int? {
    guard rest.first == "e" || rest.first == "E" else { return nil }
    let sign = rest.dropFirst().prefix { $0 == "+" || $0 == "-" }
    let digits = rest.dropFirst(1 + sign.count).prefix { $0.isASCII && $0.isNumber }
    guard sign.count <= 1, (1...3).contains(digits.count), let power = Int(digits) else {
      return nil
    }
    rest = rest.dropFirst(1 + sign.count + digits.count)
    return sign == "-" ? -power : power
  }

  /// `k`, `M`, `bn` and their words, as a power of ten.
  private static func takeMagnitude(_ rest: inout Substring) -> Int {
    let trimmed = rest.drop { $0 == " " }
    let word = trimmed.prefix { $0.isLetter }
    let power: Int
    switch String(word) {
    case "k", "K", "thousand", "Tsd": power = 3
    case "M", "mn", "mio", "Mio", "million", "millions": power = 6
    case "B", "bn", "Bn", "billion", "billions", "Mrd": power = 9
    default: return 0
    }
    rest = trimmed.dropFirst(word.count)
    return power
  }

  /// What may follow a number as its unit: at most four words without digits.
  private static func unit(_ text: Substring) -> String? {
    guard let first = text.first else { return "" }
    let words = text.split(separator: " ")
    guard text.count <= 40, words.count <= 4, !text.contains(where: \.isNumber),
      first.isLetter || "/°€$£%".contains(first), !text.contains(where: { ";:,!?(".contains($0) })
    else { return nil }
    for (sign, code) in currencies where words.first.map(String.init) == sign {
      return ([code] + words.dropFirst().map(String.init)).joined(separator: " ")
    }
    return String(text)
  }
}
