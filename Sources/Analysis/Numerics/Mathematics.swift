/// The few functions of analysis that the standard library lacks, in plain arithmetic.
///
/// Accuracy is a few units in the last place where the analysis uses them, which the tests hold against tables.
package enum Mathematics {
  /// The natural logarithm of a positive number; minus infinity for anything else.
  ///
  /// log(2ᵉ·m) = e·log 2 + 2·artanh((m − 1) / (m + 1)), with m between √½ and √2 so that the series is short.
  package static func log(_ x: Double) -> Double {
    guard x > 0 else { return -.infinity }
    guard x < .infinity else { return .infinity }
    var exponent = Double(x.exponent)
    var mantissa = x.significand
    if mantissa > 1.414_213_562_373_095_1 {
      mantissa /= 2
      exponent += 1
    }
    let s = (mantissa - 1) / (mantissa + 1)
    let square = s * s
    // Written out, so that no processor divides for it.
    var sum = 1.0 / 21
    sum = sum * square + 1.0 / 19
    sum = sum * square + 1.0 / 17
    sum = sum * square + 1.0 / 15
    sum = sum * square + 1.0 / 13
    sum = sum * square + 1.0 / 11
    sum = sum * square + 1.0 / 9
    sum = sum * square + 1.0 / 7
    sum = sum * square + 1.0 / 5
    sum = sum * square + 1.0 / 3
    sum = sum * square + 1
    return exponent * 0.693_147_180_559_945_3 + 2 * s * sum
  }

  /// The exponential function.
  ///
  /// eˣ = 2ᵏ·eʳ with |r| at most half of log 2.
  package static func exp(_ x: Double) -> Double {
    guard x > -745 else { return 0 }
    guard x < 709 else { return .infinity }
    let k = (x * 1.442_695_040_888_963_4).rounded()
    let r = (x - k * 0.693_147_180_369_123_8) - k * 1.908_214_929_270_587_7e-10
    var sum = 1.0
    for n in 0..<14 { sum = 1 + sum * (r / Double(14 - n)) }
    let half = Int(k / 2)
    return sum * Double(sign: .plus, exponent: half, significand: 1)
      * Double(sign: .plus, exponent: Int(k) - half, significand: 1)
  }

  /// Sine and cosine of an angle in whole turns.
  ///
  /// Reduced to an eighth of a turn, where both Taylor series converge quickly.
  static func turn(_ turns: Double) -> (sine: Double, cosine: Double) {
    let fraction = turns - turns.rounded(.down)
    let quarter = (fraction * 4).rounded()
    let angle = (fraction - quarter / 4) * 6.283_185_307_179_586
    let square = angle * angle
    var sine = 1.0
    var cosine = 1.0
    for step in 0..<8 {
      let n = Double(8 - step)
      sine = 1 - sine * (square * (1 / ((2 * n) * (2 * n + 1))))
      cosine = 1 - cosine * (square * (1 / ((2 * n - 1) * (2 * n))))
    }
    sine *= angle
    switch Int(quarter) & 3 {
    case 0: return (sine, cosine)
    case 1: return (cosine, -sine)
    case 2: return (-sine, -cosine)
    default: return (-cosine, sine)
    }
  }

  /// A positive number to a real power; exact for small multiples of one half, which need no logarithm.
  static func power(_ base: Double, _ exponent: Double) -> Double {
    guard base > 0 else { return 0 }
    let halves = exponent * 2
    guard halves == halves.rounded(), halves >= 0, halves <= 16 else { return exp(exponent * log(base)) }
    var result = Int(halves) & 1 == 1 ? base.squareRoot() : 1
    for _ in 0..<(Int(halves) / 2) { result *= base }
    return result
  }

  /// The probability that a standard normal variable is below z.
  ///
  /// Zelen and Severo, in Abramowitz and Stegun (1964), 26.2.17; absolute error below 7.5e−8.
  static func normalProbability(below z: Double) -> Double {
    let t = 1 / (1 + 0.231_641_9 * abs(z))
    let polynomial =
      t * (0.319_381_530 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))))
    let tail = 0.398_942_280_401_432_7 * exp(-z * z / 2) * polynomial
    return z >= 0 ? 1 - tail : tail
  }

  /// The normal deviate with the same tail probability as a Student t value.
  ///
  /// Wallace (1959): a transformation of t that is within 0.02 of the exact deviate for 3 degrees of freedom and more.
  static func normalDeviate(ofStudent t: Double, degrees: Double) -> Double {
    let root = (degrees * log(1 + t * t / degrees)).squareRoot() * (8 * degrees + 1) / (8 * degrees + 3)
    return t >= 0 ? root : -root
  }

  /// The probability that a Student t variable is below a value.
  static func studentProbability(below t: Double, degrees: Double) -> Double {
    normalProbability(below: normalDeviate(ofStudent: t, degrees: degrees))
  }

  /// The two-sided 95 % quantile of Student's t.
  ///
  /// Cornish–Fisher expansion around the normal quantile (Abramowitz and Stegun, 26.7.5).
  static func student95(degrees: Double) -> Double {
    guard degrees > 2 else { return degrees > 1 ? 4.303 : 12.706 }
    let z = 1.959_964
    let v = degrees
    let g1 = (z * z * z + z) / 4
    let g2 = (5 * Mathematics.raise(z, 5) + 16 * z * z * z + 3 * z) / 96
    let g3 = (3 * Mathematics.raise(z, 7) + 19 * Mathematics.raise(z, 5) + 17 * z * z * z - 15 * z) / 384
    return z + g1 / v + g2 / (v * v) + g3 / (v * v * v)
  }

  private static func raise(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}
