// The one place that says which version this is; the changelog's newest section has the same.

/// The version of Grove.
public enum GroveVersion {
  /// MAJOR.MINOR.PATCH; the changelog of the manual says what each part promises.
  public static let current = "0.3.0"
}
