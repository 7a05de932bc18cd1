// Where a value is heading: the straight line through its check-ins, and how sure that is.

/// A value foretold for a day, and the band it falls in four times out of five.
public struct Forecast: Hashable, Sendable {
  /// The value on the line.
  public let value: Double
  /// The lower end of the band; missing (NaN) with fewer than three check-ins.
  public let low: Double
  /// The upper end of the band; missing with fewer than three check-ins.
  public let high: Double

  /// The least-squares line through values on days, read on another day. Nil unless there are values
  /// on two days. O(values).
  ///
  /// With the means x and y and Sxx = sum((xi - x)^2), the slope is sum((xi - x)(yi - y)) / Sxx. The
  /// band is the 80 % prediction interval of simple linear regression: the value plus and minus
  /// t * s * sqrt(1 + 1/n + (day - x)^2 / Sxx), with s^2 the sum of squared residuals over n - 2, and
  /// t the 90 % quantile of Student's distribution with n - 2 degrees of freedom.
  public init?(days: [Int32], values: [Double], on day: Int32) {
    let count = min(days.count, values.count)
    guard count >= 2 else { return nil }
    let number = Double(count)
    var meanDay = 0.0
    var mean = 0.0
    for index in 0..<count {
      meanDay += Double(days[index]) / number
      mean += values[index] / number
    }
    var spread = 0.0
    var product = 0.0
    for index in 0..<count {
      let distance = Double(days[index]) - meanDay
      spread += distance * distance
      product += distance * (values[index] - mean)
    }
    guard spread > 0 else { return nil }
    let slope = product / spread
    let ahead = Double(day) - meanDay
    value = Ratio.rounded(mean + slope * ahead)
    guard value.isFinite else { return nil }
    guard count > 2 else {
      low = .nan
      high = .nan
      return
    }
    var residue = 0.0
    for index in 0..<count {
      let error = values[index] - mean - slope * (Double(days[index]) - meanDay)
      residue += error * error
    }
    let deviation = (residue / (number - 2)).squareRoot()
    let width =
      Self.quantile(count - 2) * deviation
      * (1 + 1 / number + ahead * ahead / spread).squareRoot()
    low = Ratio.rounded(mean + slope * ahead - width)
    high = Ratio.rounded(mean + slope * ahead + width)
  }

  /// The 90 % quantile of Student's t with so many degrees of freedom: a table to 30, then the
  /// first terms of the expansion about the normal quantile (Abramowitz and Stegun, 26.7.5).
  static func quantile(_ freedom: Int) -> Double {
    if freedom >= 1, freedom <= table.count { return table[freedom - 1] }
    let z = 1.281_551_566
    let inverse = 1 / Double(max(freedom, 1))
    let first = (z * z * z + z) / 4
    let second = (5 * z * z * z * z * z + 16 * z * z * z + 3 * z) / 96
    return z + first * inverse + second * inverse * inverse
  }

  private static let table = [
    3.077_684, 1.885_618, 1.637_744, 1.533_206, 1.475_884, 1.439_756, 1.414_924, 1.396_815,
    1.383_029, 1.372_184, 1.363_430, 1.356_217, 1.350_171, 1.345_030, 1.340_606, 1.336_757,
    1.333_379, 1.330_391, 1.327_728, 1.325_341, 1.323_188, 1.321_237, 1.319_460, 1.317_836,
    1.316_345, 1.314_972, 1.313_703, 1.312_527, 1.311_434, 1.310_415,
  ]
}
