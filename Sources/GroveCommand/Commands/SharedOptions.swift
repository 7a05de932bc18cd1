// The options that most commands share, and what they mean once read.

import ArgumentParser
import Grove
import GroveRender

struct SharedOptions: ParsableArguments {
  @Option(
    name: [.customShort("w"), .customLong("workspace")],
    help: ArgumentHelp(
      "The workspace. Otherwise the nearest folder upwards with a workspace.yaml, else this one.",
      valueName: "dir or file"))
  var workspace: String?

  @Option(
    help: ArgumentHelp(
      "The workspace as it was in a commit of git; `today` is the day of the commit then.",
      valueName: "commit"))
  var at: String?

  @Option(help: ArgumentHelp("The day that `today` means.", valueName: "date"))
  var today: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "The day to look at the workspace, as `as of` in every question: 2026-05-01, last friday.",
      valueName: "day"))
  var asOf: String?

  @Option(help: ArgumentHelp("The person that @me means.", valueName: "id"))
  var me: String?

  @Option(
    help: ArgumentHelp(
      "How to write answers: table, csv, tsv, json, ndjson or markdown.", valueName: "format"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "How many steps a run may take, or none for no limit; a billion when nobody sits there.",
      valueName: "count"))
  var steps: String?

  @Flag(help: "Fail when a file of the workspace has any problem.")
  var strict = false

  @Flag(name: .customLong("no-echo"), help: "Leave out how the question was understood.")
  var noEcho = false

  @Option(help: ArgumentHelp("Colour: auto, always or never.", valueName: "when"))
  var color: String?

  // MARK: - What they mean

  func today(in environment: CommandEnvironment) throws(CommandFailure) -> CivilDate {
    guard let today else { return environment.today }
    guard let date = CivilDate(iso: today) else {
      throw .usage("--today takes a date such as 2026-05-15, found `\(today.visibleControls())`")
    }
    return date
  }

  /// What a run may take: a script without an end would keep a nightly job for ever, while whoever
  /// sits at a prompt sees that it takes long, and has Ctrl-C.
  func limits(isInteractive: Bool) throws(CommandFailure) -> Limits {
    guard let steps else { return Limits(ticks: isInteractive ? nil : 1_000_000_000) }
    if steps == "none" { return .standard }
    guard let count = Int(steps), count > 0 else {
      throw .usage(
        "--steps takes a number above 0, or none; found `\(steps.visibleControls())`")
    }
    return Limits(ticks: count)
  }

  func resultFormat() throws(CommandFailure) -> any ResultFormat {
    guard let format else { return ResultFormats.table }
    if let known = ResultFormats.named(format) { return known }
    throw .usage(Self.unknownFormat(format))
  }

  static func unknownFormat(_ name: String, wholePrograms: Bool = false) -> String {
    let names =
      wholePrograms ? DocumentFormats.all.map(\.name) : ResultFormats.all.map(\.name)
    return "the formats are \(names.joined(separator: ", ")); found `\(name.visibleControls())`"
      + didYouMean(name, in: names)
  }

  func colorChoice() throws(CommandFailure) -> ColorChoice {
    guard let color else { return .auto }
    if let choice = ColorChoice(rawValue: color) { return choice }
    throw .usage("--color takes auto, always or never, found `\(color.visibleControls())`")
  }

  func renderOptions(in environment: CommandEnvironment) throws(CommandFailure) -> RenderOptions {
    RenderOptions(
      width: environment.width,
      color: try colorChoice().applies(in: environment, toTerminal: environment.outputIsTerminal),
      unicode: environment.allowsUnicode, echo: !noEcho)
  }

  func errorOptions(in environment: CommandEnvironment) -> RenderOptions {
    let choice = (try? colorChoice()) ?? .auto
    return RenderOptions(
      width: environment.errorsAreTerminal ? environment.width : nil,
      color: choice.applies(in: environment, toTerminal: environment.errorsAreTerminal),
      unicode: environment.allowsUnicode)
  }
}

extension CommandFailure {
  static func usage(_ message: String) -> CommandFailure {
    CommandFailure(status: .usage, message: "grove: " + message)
  }

  static func unreadable(_ message: String) -> CommandFailure {
    CommandFailure(status: .unreadable, message: "grove: " + message)
  }
}

/// `; did you mean X?` for a near name, else nothing.
func didYouMean(_ typed: String, in names: [String]) -> String {
  NearestName.find(typed, in: names).map { "; did you mean `\($0)`?" } ?? ""
}
