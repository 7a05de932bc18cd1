// A small reader of TextMate grammars: enough to colour a text with grammar/grove.tmLanguage.json as
// editors do, with the first rule that matches at the leftmost place.

import Foundation

struct TextMateGrammar {
  /// A rule: a pattern of its own, one that opens a stretch, or a list of others.
  private struct Rule {
    var name: String?
    var match: NSRegularExpression?
    var captures: [Int: String] = [:]
    var end: NSRegularExpression?
    var included: [String] = []
  }

  private var rules: [String: Rule] = [:]
  private var root: [String] = []
  /// The patterns as they stand in the file, by the name of their rule.
  private(set) var patterns: [String: String] = [:]

  static func load() throws -> TextMateGrammar {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let url = URL(fileURLWithPath: "/\(folder)/grammar/grove.tmLanguage.json")
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any]
    return try TextMateGrammar(object ?? [:])
  }

  private init(_ object: [String: Any]) throws {
    root = Self.includes(object)
    for (name, value) in object["repository"] as? [String: [String: Any]] ?? [:] {
      var rule = Rule(name: value["name"] as? String, included: Self.includes(value))
      if let pattern = (value["match"] ?? value["begin"]) as? String {
        rule.match = try NSRegularExpression(pattern: pattern, options: .anchorsMatchLines)
        patterns[name] = pattern
      }
      if let pattern = value["end"] as? String {
        rule.end = try NSRegularExpression(pattern: pattern)
      }
      let captures = (value["captures"] ?? value["beginCaptures"]) as? [String: [String: String]]
      for (number, capture) in captures ?? [:] {
        if let number = Int(number) { rule.captures[number] = capture["name"] }
      }
      rules[name] = rule
    }
  }

  private static func includes(_ value: [String: Any]) -> [String] {
    (value["patterns"] as? [[String: String]] ?? []).compactMap { $0["include"] }
  }

  /// The rules that are included and not there, or there and never included.
  var loose: [String] {
    let used = Set((root + rules.values.flatMap(\.included)).filter { $0 != "$self" })
    let there = Set(rules.keys.map { "#\($0)" })
    return used.symmetricDifference(there).sorted()
  }

  /// The words that a rule's pattern lists: its longest plain group.
  func words(_ name: String) -> [String] {
    let groups = (patterns[name] ?? "").matches(of: #/\((?:\?:)?((?:[^()?])+)\)/#)
    let longest = groups.map { String($0.1) }.max { $0.utf8.count < $1.utf8.count } ?? ""
    return longest.replacing(#"[ \t]+"#, with: " ").split(separator: "|").map(String.init)
  }

  /// The scope of every UTF-16 unit of a text; nil where no rule matched.
  func scopes(of text: String) -> [String?] {
    var scopes = [String?](repeating: nil, count: text.utf16.count)
    var stack: [Rule] = []
    var place = 0
    func paint(_ range: NSRange, _ name: String?) {
      guard let name, range.location != NSNotFound else { return }
      for unit in range.location..<(range.location + range.length) { scopes[unit] = name }
    }
    while place <= text.utf16.count {
      let rest = NSRange(location: place, length: text.utf16.count - place)
      var candidates = stack.last?.included ?? root
      if let position = candidates.firstIndex(of: "$self") {
        candidates.replaceSubrange(position...position, with: root)
      }
      var best: (rule: Rule?, result: NSTextCheckingResult)?
      if let found = stack.last?.end?.firstMatch(
        in: text, options: .withTransparentBounds, range: rest)
      {
        best = (nil, found)
      }
      for candidate in candidates {
        guard let rule = rules[String(candidate.dropFirst())],
          let found = rule.match?.firstMatch(
            in: text, options: .withTransparentBounds, range: rest),
          found.range.length > 0, found.range.location < best?.result.range.location ?? .max
        else { continue }
        best = (rule, found)
      }
      guard let (rule, found) = best else { break }
      if let inside = stack.last?.name {
        paint(NSRange(location: place, length: found.range.location - place), inside)
      }
      place = found.range.location + found.range.length
      guard let rule else {
        paint(found.range, stack.last?.name)
        stack.removeLast()
        continue
      }
      paint(found.range, rule.name)
      for (number, name) in rule.captures.sorted(by: { $0.key < $1.key }) {
        paint(found.range(at: number), name)
      }
      if rule.end != nil { stack.append(rule) }
    }
    return scopes
  }
}
