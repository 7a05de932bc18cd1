// Under which field's name the line of a value is noted, where one word of a file fills several fields.

/// The fields by whose names lines are noted.
package enum FieldLines {
  /// By field, the one that its line is noted under: `target: "<= 5%"` gives a direction as well.
  static let teller = [
    "low": "target", "high": "target", "direction": "target", "value": "current",
    "amber_from": "green_from", "baseline": "start", "owners": "owner", "owner": "owners",
    "teams": "team", "team": "teams", "objectives": "objective", "objective": "objectives",
    "plans": "plan",
  ]
}
