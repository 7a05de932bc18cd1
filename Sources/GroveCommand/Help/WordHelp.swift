// What `.help`, `.help WORD` and `grove words` print.

import Grove
import GroveRender

struct WordHelp {
  let options: RenderOptions
  var graph: GoalGraph?
  var registry = FunctionRegistry.standard

  private var schema: Schema { graph?.schema ?? .standard }

  /// The commands of the prompt, and where to look next.
  func writeOverview(to output: inout ByteOutput) {
    output.write("Type a question and press Enter:  key results below 50% in Q2\n")
    output.write("Go on with a stage on the next line:  | sort by progress | take 5\n")
    output.write("Tab completes words and @titles. Ctrl-C stops or clears, Ctrl-D leaves.\n\n")
    var table = TextTable(titles: ["", ""])
    for command in MetaCommand.all { table.rows.append([command.form, command.meaning]) }
    table.write(options: options, to: &output)
    output.write("\n")
    for group in WordEntry.Group.allCases {
      let words = WordCatalogue.entries.filter { $0.group == group }.flatMap(\.words)
      writeWrapped(group.rawValue + ": ", words, to: &output)
    }
    writeWrapped("functions: ", functions.map(\.name), to: &output)
    writeWrapped(
      "kinds: ", schema.kinds.map(\.plural), to: &output)
  }

  /// Explains a word: a kind, a field, a word of the language. Returns what is wrong when nothing
  /// is known of it.
  func write(_ word: String, to output: inout ByteOutput) -> String? {
    var isKnown = false
    if let entry = WordCatalogue.entry(word) {
      write(entry, to: &output)
      isKnown = true
    }
    if let kind = schema.kind(named: word) {
      write(schema.definition(kind), to: &output)
      isKnown = true
    }
    if writeField(word, to: &output) { isKnown = true }
    if let function = registry.definition(named: word) {
      write(function, to: &output)
      isKnown = true
    }
    if isKnown { return nil }
    let words =
      WordCatalogue.entries.flatMap(\.words) + schema.kinds.map(\.plural)
      + schema.kinds.flatMap { $0.fields.map(\.name) } + functions.map(\.name)
      + MetaCommand.all.map(\.name)
    return "nothing is known of `\(word.visibleControls())`" + didYouMean(word, in: words)
  }

  /// The whole vocabulary, group by group.
  func writeAll(to output: inout ByteOutput) {
    for (index, group) in WordEntry.Group.allCases.enumerated() {
      if index > 0 { output.write("\n") }
      output.write(group.rawValue, style: .strong, when: options.color)
      output.endLine()
      var table = TextTable(titles: ["  word", "meaning", "closest SQL", "closest jq"])
      for entry in WordCatalogue.entries where entry.group == group {
        let closest = ClosestWords.of(entry.words.first ?? "")
        table.rows.append([
          "  " + entry.form, entry.meaning, closest?.sql ?? "", closest?.jq ?? "",
        ])
      }
      table.write(options: options, to: &output)
    }
    output.write("\nfunctions", style: .strong, when: options.color)
    output.endLine()
    var table = TextTable(titles: ["", ""])
    for function in functions { table.rows.append(["  " + function.signature, function.summary]) }
    table.write(options: options, to: &output)
    output.write("\nkinds", style: .strong, when: options.color)
    output.endLine()
    for definition in schema.kinds {
      writeWrapped("  \(definition.plural): ", definition.fields.map(\.name), to: &output)
    }
  }

  // MARK: - Parts

  private var functions: [FunctionDefinition] {
    registry.all
  }

  private func write(_ entry: WordEntry, to output: inout ByteOutput) {
    output.write(entry.form, style: .strong, when: options.color)
    output.write("\n  \(entry.meaning)\n  for example: \(entry.example)\n")
    if let closest = ClosestWords.of(entry.words.first ?? "") {
      output.write("  closest SQL: \(closest.sql)\n  closest jq: \(closest.jq)\n")
    }
  }

  private func write(_ function: FunctionDefinition, to output: inout ByteOutput) {
    output.write(function.signature, style: .strong, when: options.color)
    output.write("\n  \(function.summary)\n  Missing: \(function.missing)\n")
    output.write("  for example: \(function.example)\n")
  }

  private func write(_ definition: KindDefinition, to output: inout ByteOutput) {
    output.write(definition.plural, style: .strong, when: options.color)
    let count = graph.map { ", \($0.count(definition.kind)) in this workspace" } ?? ""
    output.write("  a kind of thing\(count)\n")
    if let measure = definition.headlineMeasure {
      output.write("  `below 50%` alone speaks of its \(measure)\n")
    }
    if let date = definition.headlineDate {
      output.write("  `before today` alone speaks of its \(date)\n")
    }
    output.write("  .fields \(definition.plural) lists its fields\n")
  }

  private func writeField(_ name: String, to output: inout ByteOutput) -> Bool {
    var seen: [FieldDefinition] = []
    for definition in schema.kinds {
      guard let field = definition.field(name),
        !seen.contains(field)
      else { continue }
      seen.append(field)
      let owners = schema.kinds.filter { $0.field(name) == field }.map(\.plural)
      output.write(name, style: .strong, when: options.color)
      var type = ""
      if let words = field.closedSet {
        type = words.joined(separator: ", ")
      } else if let graph {
        type = MachineText.name(of: field.type, in: graph)
      }
      let unit = field.unit.isEmpty ? "" : " in \(field.unit)"
      output.write("  a field of \(owners.joined(separator: ", ")): \(type)\(unit)\n")
      output.write("  \(field.doc) Missing means: \(field.missingMeans).\n")
    }
    return !seen.isEmpty
  }

  private func writeWrapped(_ lead: String, _ words: [String], to output: inout ByteOutput) {
    let limit = options.width ?? 100
    var line = lead
    for (index, word) in words.enumerated() {
      let text = word + (index + 1 < words.count ? ", " : "")
      if DisplayWidth.of(line) + DisplayWidth.of(text) > limit, line != lead {
        output.write(String(line.reversed().drop { $0 == " " }.reversed()) + "\n")
        line = "    "
      }
      line += text
    }
    output.write(line + "\n")
  }
}
