// The kinds that the language's own words name.

extension Kind {
  /// The kind of a word of the language.
  package init(_ word: KindWord) {
    self =
      switch word {
      case .goals: .goals
      case .objectives: .objectives
      case .keyResults: .keyResults
      case .kpis: .kpis
      case .initiatives: .initiatives
      case .checkIns: .checkIns
      case .teams: .teams
      case .people: .people
      case .cycles: .cycles
      case .links: .links
      case .changes: .changes
      }
  }
}
