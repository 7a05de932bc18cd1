// YAML: the events of libyaml, which know line and column of every scalar, to a SourceTree. Aliases
// are copied within a budget, so that no file can grow by them without bound.

import CYaml

/// Reads YAML 1.1 from bytes into a tree. Tags are ignored: what a scalar means is decided by the
/// field it is for. Reading stops at the first thing that is not YAML; the tree keeps what came
/// before.
struct YAMLReader {
  /// Something odd that the caller reports.
  struct Oddity: Hashable {
    enum Kind: Hashable {
      /// Not YAML from here on, with libyaml's reason.
      case syntax(String)
      /// Nested deeper than `SourceTree.deepest`; left out.
      case tooDeep
      /// An alias for an anchor that is not there, or not yet complete; left out.
      case unknownAlias(String)
      /// An alias beyond what may be copied; left out.
      case tooManyAliases
    }
    let kind: Kind
    let line: Int32
    let column: Int32
  }

  /// How many nodes all aliases of a file may add.
  static let aliasBudget = 100_000

  private var anchors: [String: Int] = [:]
  private var copied = 0
  private(set) var oddities: [Oddity] = []
  /// Lists and mappings open below the deepest one kept.
  private var skipped = 0

  /// Reads all documents of `bytes`; scalars are gathered in the tree's text.
  mutating func read(_ bytes: [UInt8], into tree: inout SourceTree) {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
      note(.syntax("no memory for the reader"), line: 1, column: 1)
      return
    }
    defer { yaml_parser_delete(&parser) }
    bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      var isDone = false
      while !isDone {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) == 1 else {
          let reason = parser.problem.map { String(cString: $0) } ?? "unknown"
          note(.syntax(reason), at: parser.problem_mark)
          isDone = true
          break
        }
        isDone = event.type == YAML_STREAM_END_EVENT
        take(event, into: &tree)
        yaml_event_delete(&event)
      }
    }
  }

  private mutating func take(_ event: yaml_event_t, into tree: inout SourceTree) {
    let line = Int32(truncatingIfNeeded: event.start_mark.line + 1)
    let column = Int32(truncatingIfNeeded: event.start_mark.column + 1)
    switch event.type {
    case YAML_DOCUMENT_START_EVENT:
      anchors.removeAll()
    case YAML_SEQUENCE_START_EVENT:
      begin(.list, anchor: event.data.sequence_start.anchor, line, column, &tree)
    case YAML_MAPPING_START_EVENT:
      begin(.mapping, anchor: event.data.mapping_start.anchor, line, column, &tree)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      if skipped > 0 { skipped -= 1 } else { tree.end() }
    case YAML_SCALAR_EVENT where skipped == 0:
      let scalar = event.data.scalar
      remember(scalar.anchor, at: tree.nodes.count)
      let start = tree.text.count
      tree.text.append(contentsOf: UnsafeBufferPointer(start: scalar.value, count: scalar.length))
      let range = ByteRange(
        start: Int32(truncatingIfNeeded: start), length: Int32(truncatingIfNeeded: scalar.length))
      tree.add(
        SourceTree.Node(
          form: .scalar, isQuoted: scalar.style != YAML_PLAIN_SCALAR_STYLE, range: range,
          line: line, column: column))
    case YAML_ALIAS_EVENT where skipped == 0:
      addAlias(event.data.alias.anchor, line, column, &tree)
    default: break
    }
  }

  private mutating func begin(
    _ form: SourceTree.Form, anchor: UnsafeMutablePointer<yaml_char_t>?, _ line: Int32,
    _ column: Int32, _ tree: inout SourceTree
  ) {
    if skipped > 0 || tree.depth >= SourceTree.deepest {
      if skipped == 0 {
        note(.tooDeep, line: line, column: column)
        tree.add(SourceTree.Node(form: .missing, line: line, column: column))
      }
      skipped += 1
      return
    }
    remember(anchor, at: tree.nodes.count)
    tree.begin(form, line: line, column: column)
  }

  private mutating func remember(_ anchor: UnsafeMutablePointer<yaml_char_t>?, at index: Int) {
    guard let anchor else { return }
    anchors[String(cString: anchor)] = index
  }

  /// Copies what an alias stands for. A copy may hold copies, so the budget counts nodes, not
  /// aliases.
  private mutating func addAlias(
    _ anchor: UnsafeMutablePointer<yaml_char_t>?, _ line: Int32, _ column: Int32,
    _ tree: inout SourceTree
  ) {
    let name = anchor.map { String(cString: $0) } ?? ""
    guard let index = anchors[name], !tree.isOpen(index) else {
      note(.unknownAlias(name), line: line, column: column)
      tree.add(SourceTree.Node(form: .missing, line: line, column: column))
      return
    }
    let size = Int(tree.node(index).size)
    guard copied + size <= Self.aliasBudget,
      tree.depth + tree.height(of: index) <= SourceTree.deepest
    else {
      note(.tooManyAliases, line: line, column: column)
      tree.add(SourceTree.Node(form: .missing, line: line, column: column))
      return
    }
    copied += size
    tree.addCopy(of: index)
  }

  private mutating func note(_ kind: Oddity.Kind, at mark: yaml_mark_t) {
    note(
      kind, line: Int32(truncatingIfNeeded: mark.line + 1),
      column: Int32(truncatingIfNeeded: mark.column + 1))
  }

  private mutating func note(_ kind: Oddity.Kind, line: Int32, column: Int32) {
    guard oddities.count < 100 else { return }
    oddities.append(Oddity(kind: kind, line: line, column: column))
  }
}
