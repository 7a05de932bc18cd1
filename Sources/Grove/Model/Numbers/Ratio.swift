// Ratios and means are rounded when they are made, so that numbers behave as on paper:
// 3.3 of 11 is 30 %, and 0.1 + 0.2 is 0.3.

/// Making ratios. In all formulas of this folder a missing number is NaN, and NaN spreads.
public enum Ratio {
  /// The number rounded to nine decimals, half away from zero; missing when it is not finite.
  /// Beyond 2^53 / 10^9 a double has no nine decimals left, and stays as it is.
  @inline(__always)
  public static func rounded(_ number: Double) -> Double {
    guard number.isFinite else { return .nan }
    guard number.magnitude < 9_007_199 else { return number }
    // Adding zero turns the negative zero into the plain one, which prints without a sign.
    return (number * 1e9).rounded() / 1e9 + 0
  }

  /// `part / whole`, rounded; missing when the whole is 0.
  @inline(__always)
  public static func of(_ part: Double, _ whole: Double) -> Double {
    whole == 0 ? .nan : rounded(part / whole)
  }

  /// The number moved into 0...1; missing stays missing.
  @inline(__always)
  public static func clamped(_ number: Double) -> Double {
    number.isNaN ? .nan : min(max(number, 0), 1)
  }
}
