// The values given for the parameters of a program, on the command line and at the prompt:
// `floor=40%`.

import Grove
import GroveRender

/// Values by the names of parameters, as they were written.
struct ProgramArguments {
  /// Names without `$`, in order.
  private let given: [(name: String, text: String)]
  /// What takes them, for messages.
  private let command: String

  init(_ words: [String] = [], command: String = "--param") throws(CommandFailure) {
    self.command = command
    var given: [(name: String, text: String)] = []
    for word in words {
      guard let sign = word.firstIndex(of: "="), sign != word.startIndex else {
        throw .usage(
          "\(command) takes name=value, such as floor=40%, found `\(word.visibleControls())`")
      }
      let name = String(word[..<sign].drop { $0 == "$" })
      if given.contains(where: { $0.name == name }) {
        throw .usage("\(command) gives `\(name.visibleControls())` twice")
      }
      given.append((name, String(word[word.index(after: sign)...])))
    }
    self.given = given
  }

  /// The values for a program.
  ///
  /// - Throws: a failure of usage when it takes no such parameter, needs another, or a text is no
  ///   value of its type.
  func values(for program: PreparedProgram) throws(CommandFailure) -> [String: Value] {
    var values: [String: Value] = [:]
    for (name, text) in given {
      do {
        values[name] = try program.value(of: text, for: name)
      } catch {
        throw failure(error.diagnostics, name, text)
      }
    }
    let missing = program.parameters.filter { $0.defaultText == nil && values[$0.name] == nil }
    if let first = missing.first {
      let names = missing.map { "$" + $0.name }.joined(separator: ", ")
      let way = command == "--param" ? "--param \(first.name)=..." : "\(first.name)=..."
      throw .usage("this program needs \(names): give it with \(way)")
    }
    return values
  }

  private func failure(
    _ diagnostics: [Diagnostic], _ name: String, _ text: String
  ) -> CommandFailure {
    let told = diagnostics.map { [$0.message, $0.help].compactMap { $0 }.joined(separator: "; ") }
    return .usage(
      "\(name)=\(text): ".visibleControls() + told.joined(separator: "; ").visibleControls())
  }
}
