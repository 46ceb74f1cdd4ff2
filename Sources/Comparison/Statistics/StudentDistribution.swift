import Analysis

/// Student's t distribution of any positive number of degrees of freedom.
struct StudentDistribution: Sendable {
  /// The degrees of freedom.
  let freedom: Double

  /// log of 1 / (a·B(a, b)) for a = ν/2, b = 1/2.
  private let logFront: Double

  /// The distribution of so many degrees of freedom.
  init(freedom: Double) {
    self.freedom = freedom
    let a = freedom / 2
    logFront =
      StudentDistribution.logGamma(a + 0.5) - StudentDistribution.logGamma(a) - 0.572_364_942_924_700_1
      - Mathematics.log(a)
  }

  /// The probability of a value above this one.
  ///
  /// Half of the regularised incomplete beta function of ν/(ν + t²) (Abramowitz and Stegun 26.7.1).
  func upperTail(_ t: Double) -> Double {
    let x = freedom / (freedom + t * t)
    let half = incompleteBeta(x) / 2
    return t >= 0 ? half : 1 - half
  }

  /// I_x(ν/2, 1/2), by the continued fraction of DLMF 8.17.22 on the side where it converges quickly.
  private func incompleteBeta(_ x: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    let (a, b) = (freedom / 2, 0.5)
    let logPower = a * Mathematics.log(x) + b * Mathematics.log(1 - x)
    guard x > (a + 1) / (a + b + 2) else {
      return Mathematics.exp(logFront + logPower) * StudentDistribution.fraction(a, b, x)
    }
    // The front holds 1/a; the mirrored function needs 1/b.
    let front = Mathematics.exp(logFront + Mathematics.log(a / b) + logPower)
    return 1 - front * StudentDistribution.fraction(b, a, 1 - x)
  }

  /// Lentz's method.
  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    func safe(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
    var c = 1.0
    var d = 1 / safe(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1..<200 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / safe(1 + even * d)
      c = safe(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / safe(1 + odd * d)
      c = safe(1 + odd / c)
      result *= d * c
      if abs(d * c - 1) < 1e-10 { break }
    }
    return result
  }

  /// The logarithm of the gamma function of a positive number: Stirling's series (DLMF 5.11.1), from 8 on.
  static func logGamma(_ x: Double) -> Double {
    var (x, shift) = (x, 1.0)
    while x < 8 {
      shift *= x
      x += 1
    }
    let square = 1 / (x * x)
    let series = (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680))) / x
    return (x - 0.5) * Mathematics.log(x) - x + 0.918_938_533_204_672_7 + series - Mathematics.log(shift)
  }
}
