// A tree as plain text without its places, to compare trees and to look at them in tests.

/// Writes what a tree says, leaving out where it stands.
package enum TreeDump {
  /// One line a node, inner nodes indented. The depth is that of the tree, which the parser bounds.
  package static func text(_ node: Any) -> String {
    var output = ""
    write(node, label: "", indent: "", into: &output)
    return output
  }

  /// Whether two trees say the same.
  package static func areEqual(_ first: Program, _ second: Program) -> Bool {
    text(first) == text(second)
  }

  private static func write(
    _ node: Any, label: String, indent: String, into output: inout String
  ) {
    let mirror = Mirror(reflecting: node)
    let children = mirror.children.filter { !($0.value is SourceRange) }
    let name = label.isEmpty ? "" : "\(label): "
    if children.isEmpty {
      output += "\(indent)\(name)\(leaf(node, mirror))\n"
      return
    }
    output += "\(indent)\(name)\(mirror.subjectType)\n"
    for child in children {
      write(child.value, label: child.label ?? "", indent: indent + " ", into: &output)
    }
  }

  private static func leaf(_ node: Any, _ mirror: Mirror) -> String {
    switch mirror.displayStyle {
    case .struct, .class: "\(mirror.subjectType)"
    case .optional: "nil"
    case .collection, .dictionary, .set: "[]"
    default: String(describing: node)
    }
  }
}
