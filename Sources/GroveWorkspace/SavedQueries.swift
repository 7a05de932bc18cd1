// The programs that a workspace keeps: files in its folders `checks`, `queries` and `reports`.

public import Grove

/// A program file of a workspace.
public struct SavedQuery: Hashable, Sendable {
  /// A parameter as the program declares it.
  public struct Parameter: Hashable, Sendable {
    /// Its name without `$`.
    public let name: String
    /// The canonical text of its default; nil when it must be given.
    public let defaultText: String?
  }

  /// What it is run by: the path below its folder, without `.grove`.
  public let name: String
  /// The path within the workspace.
  public let path: String
  /// The title of its first report as written, else the first comment line; empty without one.
  public let title: String
  /// Its parameters, in order.
  public let parameters: [Parameter]
  /// The text of the file.
  public let source: SourceText
}

/// Lists a workspace's saved programs.
public enum SavedQueries {
  /// The largest file that is read, in bytes.
  public static let maximumBytes = 1 << 20

  /// The `*.grove` files of `checks/`, `queries/` and `reports/`, in the order of their paths'
  /// bytes. Files that cannot be read, are too large or are links are left out, and so are folders
  /// that are links. They are parsed, for their titles and parameters, but not checked.
  public static func list(in workspace: String) -> [SavedQuery] {
    let root = FileSystem.realPath(workspace)
    var queries: [SavedQuery] = []
    for folder in ["checks", "queries", "reports"] {
      // A folder that is a link may lead out of the workspace.
      guard FileSystem.item(at: "\(root)/\(folder)") == .folder else { continue }
      let names = FileSystem.names(in: "\(root)/\(folder)") ?? []
      for name in names where name.hasSuffix(".grove") && !name.hasPrefix(".") {
        let path = "\(folder)/\(name)"
        guard let bytes = bytes(at: "\(root)/\(path)") else { continue }
        let source = SourceText(bytes: bytes, name: path)
        let program = Parser.parseProgram(source).program
        queries.append(
          SavedQuery(
            name: String(name.dropLast(".grove".count)), path: path,
            title: reportTitle(of: program, in: source) ?? comment(of: source.text),
            parameters: parameters(of: program), source: source))
      }
    }
    return queries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private static func bytes(at location: String) -> [UInt8]? {
    guard FileSystem.item(at: location)?.isFile == true,
      case .success(let bytes) = FileReader.read(location), bytes.count <= maximumBytes
    else { return nil }
    return bytes
  }

  /// `Weekly review, {$cycle}`.
  private static func reportTitle(of program: Program, in source: SourceText) -> String? {
    for statement in program.statements {
      guard case .report(let title, _) = statement.form else { continue }
      var text = source.text(in: title.range)[...]
      for quote in ["\"\"\"", "\""] where text.hasPrefix(quote) && text.hasSuffix(quote) {
        text = text.dropFirst(quote.count).dropLast(quote.count)
        break
      }
      return text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
    return nil
  }

  private static func comment(of text: String) -> String {
    for line in text.split(whereSeparator: \.isNewline).prefix(3)
    where line.hasPrefix("#") && !line.hasPrefix("#!")
      && LanguageEdition.stated(in: SourceText(String(line))) == nil
    {
      return String(line.drop { $0 == "#" || $0 == " " })
    }
    return ""
  }

  private static func parameters(of program: Program) -> [SavedQuery.Parameter] {
    program.statements.compactMap { statement in
      guard case .param(let variable, let value) = statement.form else { return nil }
      return SavedQuery.Parameter(name: variable.name, defaultText: value.map { Printer.print($0) })
    }
  }
}
