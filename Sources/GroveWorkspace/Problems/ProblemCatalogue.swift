// All codes and messages of loading, in one place. Messages are in the user's words: what stands
// there, then what was done. The codes of problems found between files (ids, references, loops) are
// declared by Grove's builder, GRV0430 and up.

public import Grove

extension DiagnosticCode {
  /// A file cannot be read.
  public static let unreadableFile = DiagnosticCode("GRV0401", "a file cannot be read")
  /// A file is not UTF-8.
  public static let notUTF8 = DiagnosticCode("GRV0402", "a file is not UTF-8")
  /// A file holds no text.
  public static let binaryFile = DiagnosticCode("GRV0403", "a file holds no text")
  /// A file is empty.
  public static let emptyFile = DiagnosticCode("GRV0404", "a file is empty")
  /// A file is not of its format from some place on.
  public static let brokenFile = DiagnosticCode("GRV0405", "a file breaks its format")
  /// A file is larger than is read.
  public static let tooLargeFile = DiagnosticCode("GRV0406", "a file is too large")
  /// A link leads out of the workspace.
  public static let outsideWorkspace = DiagnosticCode("GRV0407", "a link leads out")
  /// A path is neither a file nor a folder.
  public static let notAFile = DiagnosticCode("GRV0408", "not a regular file")
  /// A folder has too many files or is nested too deep.
  public static let tooManyFiles = DiagnosticCode("GRV0409", "too many files or folders")
  /// Nothing says what the rows of a file are.
  public static let unknownKind = DiagnosticCode("GRV0410", "the kind of rows is not known")
  /// A row has more or fewer cells than the header.
  public static let raggedRow = DiagnosticCode("GRV0411", "a row does not fit the header")
  /// A number was expected.
  public static let notANumber = DiagnosticCode("GRV0412", "not a number")
  /// A date was expected.
  public static let notADate = DiagnosticCode("GRV0413", "not a date")
  /// A target was expected.
  public static let notATarget = DiagnosticCode("GRV0414", "not a target")
  /// Yes or no was expected.
  public static let notAFlag = DiagnosticCode("GRV0415", "neither yes nor no")
  /// A length of time was expected.
  public static let notADuration = DiagnosticCode("GRV0416", "not a length of time")
  /// A list or mapping stands where a value was expected, or the other way round.
  public static let wrongShape = DiagnosticCode("GRV0417", "a list or mapping out of place")
  /// A number can be read in two ways.
  public static let ambiguousNumber = DiagnosticCode("GRV0418", "a number with two readings")
  /// A quote is not closed, or closed too early.
  public static let oddQuote = DiagnosticCode("GRV0419", "a quote out of place")
  /// A key stands twice in a mapping, or a column twice in a header.
  public static let duplicateKey = DiagnosticCode("GRV0420", "a key stands twice")
  /// Nested deeper than is read.
  public static let nestedTooDeep = DiagnosticCode("GRV0421", "nested too deep")
  /// An alias that cannot be followed.
  public static let badAlias = DiagnosticCode("GRV0422", "an alias cannot be followed")
  /// NUL bytes stand in a text.
  public static let nulBytes = DiagnosticCode("GRV0423", "NUL bytes in a text")
  /// A column or key that means nothing here.
  public static let unknownColumn = DiagnosticCode("GRV0424", "a column is not known")
  /// Rows above a header.
  public static let rowsAboveHeader = DiagnosticCode("GRV0425", "rows above the header")
  /// A setting that does not exist.
  public static let unknownSetting = DiagnosticCode("GRV0426", "a setting is not known")
  /// A setting with a value it cannot have.
  public static let badSetting = DiagnosticCode("GRV0427", "a setting has a value it cannot have")
  /// Problems that were counted but not listed.
  public static let notListed = DiagnosticCode("GRV0428", "more problems of a file")
  /// Folders lead into one another in a loop.
  public static let folderLoop = DiagnosticCode("GRV0429", "a link leads back")

  /// A file that `snapshots` means, or a row of it, that cannot be compared with other exports.
  public static let unusableExport = DiagnosticCode("GRV0449", "an export cannot be compared")

  /// All codes of loading files, in order.
  public static let workspaceCodes: [DiagnosticCode] = [
    unreadableFile, notUTF8, binaryFile, emptyFile, brokenFile, tooLargeFile, outsideWorkspace,
    notAFile, tooManyFiles, unknownKind, raggedRow, notANumber, notADate, notATarget, notAFlag,
    notADuration, wrongShape, ambiguousNumber, oddQuote, duplicateKey, nestedTooDeep, badAlias,
    nulBytes, unknownColumn, rowsAboveHeader, unknownSetting, badSetting, notListed, folderLoop,
    unusableExport,
  ]
}

/// Where a problem stands.
struct Place: Hashable {
  var file: String
  var line: Int?
  var column: Int?
}

extension Problem {
  init(
    _ code: DiagnosticCode, at place: Place, _ message: String, _ action: Action,
    done: String? = nil, help: String? = nil
  ) {
    self.init(
      code, file: place.file, line: place.line, column: place.column, message: message,
      action: action, done: done, help: help)
  }

  /// A text of a file as messages quote it: one line, at most 40 characters.
  static func quoted(_ text: String) -> String {
    let line = String(text.map { $0.isNewline ? " " : $0 })
    return line.count > 40 ? "'\(line.prefix(39))…'" : "'\(line)'"
  }

  // MARK: Files

  static func unreadable(_ file: String, reason: String) -> Problem {
    Problem(
      .unreadableFile, at: Place(file: file), "cannot be read: \(reason)", .fileLeftOut,
      help: "check the file's permissions")
  }

  static func notUTF8(_ place: Place) -> Problem {
    Problem(
      .notUTF8, at: place, "not UTF-8, read as Latin-1", .noted,
      help: "save the file as UTF-8 if letters look wrong")
  }

  static func utf16(_ place: Place) -> Problem {
    Problem(.notUTF8, at: place, "UTF-16, not UTF-8, and read as such", .noted)
  }

  static func binary(_ file: String) -> Problem {
    Problem(
      .binaryFile, at: Place(file: file), "holds bytes that are no text", .fileLeftOut,
      help: "export it as CSV, or name it under `ignore` in workspace.yaml")
  }

  static func empty(_ file: String) -> Problem {
    Problem(.emptyFile, at: Place(file: file), "is empty", .noted)
  }

  static func noRows(_ place: Place) -> Problem {
    Problem(.emptyFile, at: place, "has a header but no rows", .noted)
  }

  static func tooLarge(_ file: String, limit: Int) -> Problem {
    Problem(
      .tooLargeFile, at: Place(file: file), "is larger than \(limit >> 20) MiB", .fileLeftOut,
      help: "split it into several files")
  }

  static func outside(_ file: String) -> Problem {
    Problem(
      .outsideWorkspace, at: Place(file: file), "is a link that leads out of the workspace",
      .fileLeftOut, help: "copy the file into the workspace")
  }

  static func brokenLink(_ file: String) -> Problem {
    Problem(.unreadableFile, at: Place(file: file), "is a link that leads nowhere", .fileLeftOut)
  }

  static func folderLoop(_ file: String) -> Problem {
    Problem(
      .folderLoop, at: Place(file: file), "is a link to what is read already", .noted,
      done: "read once")
  }

  static func notAFile(_ file: String) -> Problem {
    Problem(
      .notAFile, at: Place(file: file), "is neither a file nor a folder", .fileLeftOut)
  }

  static func tooDeepFolder(_ file: String, limit: Int) -> Problem {
    Problem(
      .tooManyFiles, at: Place(file: file), "is a folder below \(limit) others", .fileLeftOut)
  }

  static func tooManyFiles(_ file: String, limit: Int) -> Problem {
    Problem(
      .tooManyFiles, at: Place(file: file), "comes after \(limit) files", .fileLeftOut,
      done: "this file and those after it left out")
  }

  static func nul(_ place: Place) -> Problem {
    Problem(.nulBytes, at: place, "NUL bytes stand in the text", .noted, done: "read as blanks")
  }

  static func broken(_ place: Place, format: String, reason: String, help: String? = nil) -> Problem
  {
    Problem(.brokenFile, at: place, "not \(format) from here: \(reason)", .restLeftOut, help: help)
  }

  static func brokenRow(_ place: Place, format: String, reason: String) -> Problem {
    Problem(.brokenFile, at: place, "not \(format): \(reason)", .rowLeftOut)
  }

  static func cutOff(_ place: Place) -> Problem {
    Problem(.brokenFile, at: place, "the file breaks off inside this entry", .rowLeftOut)
  }

  static func notListed(file: String, count: Int) -> Problem {
    Problem(
      .notListed, at: Place(file: file),
      "\(count) more problem\(count == 1 ? "" : "s") of this file counted but not listed", .noted)
  }

  // MARK: Rows and columns

  static func unknownKind(_ place: Place, names: [String]) -> Problem {
    Problem(
      .unknownKind, at: place, "nothing says what its rows are", .fileLeftOut,
      help: "name the file after its kind (\(names.joined(separator: ", "))), give it a column "
        + "`kind`, or map it under `files` in workspace.yaml")
  }

  static func unknownRowKind(_ place: Place, text: String, nearest: String?) -> Problem {
    Problem(
      .unknownKind, at: place,
      text.isEmpty ? "nothing says what kind of row this is" : "\(quoted(text)) is no kind of row",
      .rowLeftOut, help: nearest.map { "did you mean `\($0)`?" })
  }

  static func shortRow(_ place: Place, cells: Int, header: Int) -> Problem {
    Problem(
      .raggedRow, at: place,
      "the row has \(cells) cell\(cells == 1 ? "" : "s"), the header \(header)", .noted,
      done: header - cells == 1
        ? "the last one is missing" : "the last \(header - cells) are missing")
  }

  static func longRow(_ place: Place, cells: Int, header: Int) -> Problem {
    Problem(
      .raggedRow, at: place, "the row has \(cells) cells, the header \(header)", .rowLeftOut,
      help: "put quotes round a text that holds the delimiter")
  }

  static func unclosedQuote(_ place: Place) -> Problem {
    Problem(
      .oddQuote, at: place, "a quote opens here and never closes", .noted, done: "read as a letter")
  }

  static func tooManyQuotes(_ place: Place) -> Problem {
    Problem(.oddQuote, at: place, "too many quotes open and never close", .restLeftOut)
  }

  static func textAfterQuote(_ place: Place) -> Problem {
    Problem(
      .oddQuote, at: place, "text stands after the closing quote", .noted,
      done: "read as part of the cell", help: "write a quote inside quotes twice")
  }

  static func duplicateKey(_ place: Place, key: String) -> Problem {
    Problem(
      .duplicateKey, at: place, "\(quoted(key)) stands here a second time", .cellLeftOut,
      done: "the first is used")
  }

  static func rowsAboveHeader(_ place: Place, count: Int) -> Problem {
    Problem(
      .rowsAboveHeader, at: place, "\(count) row\(count == 1 ? "" : "s") above the header",
      .rowLeftOut, done: "\(count == 1 ? "it is" : "they are") left out")
  }

  static func unknownColumn(_ place: Place, name: String, kind: String, nearest: String?) -> Problem
  {
    Problem(
      .unknownColumn, at: place, "\(quoted(name)) is no field of \(kind)", .columnKept,
      help: nearest.map { "did you mean `\($0)`?" }
        ?? "say which field it is under `files` in workspace.yaml")
  }

  static func unmappedColumn(_ place: Place, name: String, nearest: String?) -> Problem {
    Problem(
      .unknownColumn, at: place,
      nearest.map { "\(quoted(name)) would be read as `\($0)`" }
        ?? "\(quoted(name)) is no field that is known",
      .noted, done: "not read",
      help: nearest == nil ? "say which field it is under `files` in workspace.yaml" : nil)
  }

  static func namelessColumn(_ place: Place, number: Int) -> Problem {
    Problem(.unknownColumn, at: place, "column \(number) has no name", .cellLeftOut)
  }

  static func unknownKey(_ place: Place, name: String, nearest: String?) -> Problem {
    Problem(
      .unknownColumn, at: place, "\(quoted(name)) is no kind of row", .cellLeftOut,
      help: nearest.map { "did you mean `\($0)`?" })
  }

  static func tooDeep(_ place: Place, limit: Int) -> Problem {
    Problem(.nestedTooDeep, at: place, "nested deeper than \(limit) levels", .cellLeftOut)
  }

  static func unknownAlias(_ place: Place, name: String) -> Problem {
    Problem(
      .badAlias, at: place, "`*\(name)` names nothing that is complete here", .cellLeftOut)
  }

  static func tooManyAliases(_ place: Place, limit: Int) -> Problem {
    Problem(
      .badAlias, at: place, "aliases would add more than \(limit) entries", .cellLeftOut,
      help: "write the entries out")
  }

  // MARK: Cells

  static func notANumber(_ place: Place, text: String, keptAs field: String) -> Problem {
    Problem(
      .notANumber, at: place, "\(quoted(text)) is not a number", .cellKeptAsText,
      help: "the text is in the field `\(field)`")
  }

  static func notATarget(_ place: Place, text: String, keptAs field: String) -> Problem {
    Problem(
      .notATarget, at: place, "\(quoted(text)) is not a target", .cellKeptAsText,
      help:
        "write a number, `< 5%`, `+20%`, `20..30` or `done`; the text is in the field `\(field)`")
  }

  static func relativeTarget(_ place: Place, text: String, keptAs field: String) -> Problem {
    Problem(
      .notATarget, at: place, "\(quoted(text)) needs a baseline to start from", .cellKeptAsText,
      help: "give the row a `from`; the text is in the field `\(field)`")
  }

  static func notADate(
    _ place: Place, text: String, isUncertain: Bool, keptAs field: String
  ) -> Problem {
    Problem(
      .notADate, at: place,
      isUncertain
        ? "\(quoted(text)) may be day or month first" : "\(quoted(text)) is not a date",
      .cellKeptAsText,
      help: isUncertain
        ? "write 2026-06-30, or set `date_order: dmy` in workspace.yaml"
        : "write 2026-06-30; the text is in the field `\(field)`")
  }

  static func notAFlag(_ place: Place, text: String, keptAs field: String) -> Problem {
    Problem(
      .notAFlag, at: place, "\(quoted(text)) is neither yes nor no", .cellKeptAsText,
      help: "the text is in the field `\(field)`")
  }

  static func notADuration(_ place: Place, text: String, keptAs field: String) -> Problem {
    Problem(
      .notADuration, at: place, "\(quoted(text)) is not a length of time", .cellKeptAsText,
      help: "write `weekly`, `2 weeks` or `1 month`; the text is in the field `\(field)`")
  }

  static func wordOutsideSet(
    _ place: Place, text: String, words: [String], nearest: String?, keptAs field: String
  ) -> Problem {
    Problem(
      .wordOutsideSet, at: place, "\(quoted(text)) is not one of \(words.joined(separator: ", "))",
      .cellKeptAsText,
      help: nearest.map { "did you mean `\($0)`?" } ?? "the text is in the field `\(field)`")
  }

  static func ambiguousNumber(_ place: Place, text: String, value: String) -> Problem {
    Problem(
      .ambiguousNumber, at: place, "\(quoted(text)) may be thousands or a decimal comma", .noted,
      done: "read as \(value)", help: "write it without the comma, or with a point")
  }

  static func wrongShape(_ place: Place, found: String, expected: String) -> Problem {
    Problem(.wrongShape, at: place, "\(found) stands where \(expected) was expected", .cellLeftOut)
  }

  static func notAnEntry(_ place: Place, key: String, text: String, expected: String) -> Problem {
    Problem(
      .wrongShape, at: place, "`\(key)` is \(quoted(text)), not \(expected)", .cellLeftOut)
  }

  static func unknownEntry(_ place: Place, key: String) -> Problem {
    Problem(.unknownColumn, at: place, "\(quoted(key)) means nothing here", .cellLeftOut)
  }

  static func textForRecord(_ place: Place, text: String, keptAs field: String) -> Problem {
    Problem(
      .wrongShape, at: place, "\(quoted(text)) stands where a mapping was expected",
      .cellKeptAsText,
      help: "the text is in the field `\(field)`")
  }

  static func otherType(_ place: Place, field: String, keptAs other: String) -> Problem {
    Problem(
      .wrongShape, at: place, "`\(field)` has another type in a file before this one",
      .cellKeptAsText, done: "kept in the field `\(other)`")
  }

  static func wrongPlace(_ place: Place, singular: String, outer: String) -> Problem {
    Problem(
      .wrongShape, at: place, "a \(singular) cannot belong to a \(outer) by standing in it", .noted,
      done: "read as if it stood outside")
  }

  // MARK: Plans

  static func planOfNothing(_ place: Place, goal: String, isOther: Bool) -> Problem {
    isOther
      ? Problem(.wrongKind, at: place, "the goal \(quoted(goal)) is no KPI", .rowLeftOut)
      : Problem(
        .danglingReference, at: place, "none of the KPIs has the id \(quoted(goal))", .rowLeftOut)
  }

  static func periodPlannedTwice(_ place: Place, goal: String) -> Problem {
    Problem(
      .duplicateKey, at: place, "the KPI \(quoted(goal)) has a plan for this period already",
      .rowLeftOut)
  }

  // MARK: Exports

  static func exportWithoutDay(_ file: String, text: String) -> Problem {
    Problem(
      .unusableExport, at: Place(file: file),
      "this export has no day in its name: \(quoted(text)) is none", .fileLeftOut,
      help: "name it by its day, such as `2026-04-14`")
  }

  static func exportsOfOneDay(_ file: String, other: String) -> Problem {
    Problem(
      .unusableExport, at: Place(file: file), "'\(other)' is an export of the same day",
      .fileLeftOut)
  }

  static func exportOfOthers(_ file: String, kind: String) -> Problem {
    Problem(
      .unusableExport, at: Place(file: file),
      "\(kind) have no history that exports could tell", .fileLeftOut,
      done: "only the newest export of them is read")
  }

  static func rowWithoutName(_ place: Place) -> Problem {
    Problem(
      .unusableExport, at: Place(file: place.file, line: place.line),
      "this row has neither an id nor a title, so that it cannot be compared", .rowLeftOut)
  }

  // MARK: Settings

  static func unknownSetting(_ place: Place, name: String, nearest: String?) -> Problem {
    Problem(
      .unknownSetting, at: place, "\(quoted(name)) is no setting", .settingLeftOut,
      help: nearest.map { "did you mean `\($0)`?" })
  }

  static func badSetting(_ place: Place, name: String, text: String, expected: String) -> Problem {
    Problem(
      .badSetting, at: place, "`\(name)` cannot be \(quoted(text))", .settingLeftOut,
      help: "write \(expected)")
  }
}
