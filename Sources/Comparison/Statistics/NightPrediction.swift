import Analysis

/// What one more night would be like: a centre, and beliefs about how far nights lie from it.
///
/// Nights are taken as Student's t of unknown scale and unknown heaviness of the tails, a few of them spoilt by something else. What is
/// asked of the next night averages over all scales and tails by how likely they make the nights: one estimate of the scale, from
/// three nights, would be wrong by half of it in either direction.
struct NightPrediction: Sendable {
  /// The robust centre of the nights.
  let centre: Double

  /// The geometric mean of the scales, by how likely they are.
  let scale: Double

  /// For how many nights the centre stands.
  private let weight: Double

  private let scales: [Double]

  /// The beliefs, a row a heaviness, a value a scale.
  private let beliefs: [[Double]]

  /// How heavy the tails may be, and how much that is believed before any night is seen.
  private static let tails: [(freedom: Double, belief: Double)] = [(3, 0.25), (6, 0.35), (30, 0.4)]

  /// The share of nights that something else has spoilt.
  private static let spoilt = 0.04

  /// The places of the logarithm of the scale, in standard deviations of the prior.
  private static let places = (0..<31).map { Double($0) / 5 - 3 }

  /// The density at 0 of Student's t for each of ``tails``.
  private static let densities = tails.map { tail in
    Mathematics.exp(
      StudentDistribution.logGamma((tail.freedom + 1) / 2) - StudentDistribution.logGamma(tail.freedom / 2)
        - Mathematics.log(tail.freedom * 3.141_592_653_589_793) / 2)
  }

  /// Learns from nights.
  ///
  /// - Parameters:
  ///   - nights: At least one.
  ///   - prior: What is believed of the scale before.
  ///   - others: How far other nights, of which only the spread counts, lie from their own centres.
  init(_ nights: [Double], _ prior: SpreadPrior, others: [Double] = []) {
    let count = Double(nights.count)
    let logPrior = Mathematics.log(prior.middle)
    var centre = OrderStatistics.median(nights)
    let seen = max(OrderStatistics.deviation(nights), prior.floor)
    let rough = max(
      Mathematics.exp((4 * logPrior + (count - 1) * Mathematics.log(seen)) / (3 + count)), prior.floor)
    var total = count
    for _ in 0..<5 {
      var sum = 0.0
      total = 0
      for night in nights {
        let distance = (night - centre) / rough
        let weight = (abs(distance) > 6 ? 0.05 : 1) / (1 + distance * distance / 6.25)
        sum += weight * night
        total += weight
      }
      centre = sum / total
    }
    self.centre = centre
    weight = max(1, min(count, total))

    let lost = (count / max(count - 1, 0.7)).squareRoot()
    let distances = (nights.map { $0 - centre } + others).map { $0 * lost }
    let scales = NightPrediction.places.map { place in
      let scale = Mathematics.exp(logPrior + prior.doubt * place)
      return (scale * scale + prior.floor * prior.floor).squareRoot()
    }
    self.scales = scales
    // One night's worth was spent on the centre.
    let share = Double(distances.count - 1) / Double(max(1, distances.count))
    let likelihoods = NightPrediction.tails.indices.map { tail in
      scales.indices.map { index in
        share * NightPrediction.logLikelihood(distances, scales[index], tail)
          + Mathematics.log(NightPrediction.tails[tail].belief)
          - NightPrediction.places[index] * NightPrediction.places[index] / 2
      }
    }
    let top = likelihoods.joined().max() ?? 0
    let raw = likelihoods.map { $0.map { Mathematics.exp($0 - top) } }
    let sum = raw.joined().reduce(0, +)
    beliefs = raw.map { $0.map { $0 / sum } }
    var mean = 0.0
    for row in beliefs { for (belief, scale) in zip(row, scales) { mean += belief * Mathematics.log(scale) } }
    scale = Mathematics.exp(mean)
  }

  private static func logLikelihood(_ distances: [Double], _ scale: Double, _ tail: Int) -> Double {
    let freedom = tails[tail].freedom
    let density = (1 - spoilt) * densities[tail]
    var sum = 0.0
    var product = 1.0
    for (index, distance) in distances.enumerated() {
      let square = (distance / scale) * (distance / scale)
      let base = 1 / (1 + square / freedom)
      // base to the power of (freedom + 1) / 2, which is 2, 3½ or 15½.
      let power: Double
      switch freedom {
      case 3: power = base * base
      case 6: power = base * base * base * base.squareRoot()
      default:
        let (two, four) = (base * base, base * base * base * base)
        let eight = four * four
        power = eight * four * two * base * base.squareRoot()
      }
      product *= density * power + spoilt / (25.132_741_228_718_345 * (1 + square / 64))
      if index % 8 == 7 {
        sum += Mathematics.log(product)
        product = 1
      }
    }
    return sum + Mathematics.log(product) - Double(distances.count) * Mathematics.log(scale)
  }

  /// How much farther the mean of some nights may lie from the centre than one night from the true one.
  ///
  /// - Parameters:
  ///   - nights: How many nights the mean is of.
  ///   - memory: How much a night resembles the one before it, from 0 to 1: such nights count less.
  /// - Returns: A factor of the scale.
  private func widening(_ nights: Int, _ memory: Double) -> Double {
    let inflation = nights > 1 ? (1 + memory) / (1 - memory) : 1
    return (min(Double(nights), inflation) / Double(nights) + min(weight, inflation) / weight).squareRoot()
  }

  /// The probability that the mean of some nights lies this high or higher though nothing changed.
  func upperTail(_ value: Double, nights: Int = 1, memory: Double = 0) -> Double {
    tail(value - centre, widening(nights, memory), NightPrediction.distributions(nights))
  }

  /// Half of the width of the 95 % interval for the mean of some nights.
  func halfWidth(nights: Int = 1, memory: Double = 0) -> Double {
    let widening = widening(nights, memory)
    let distributions = NightPrediction.distributions(nights)
    var (low, high) = (0.0, 60 * (scales.last ?? 1) * widening)
    // Bisection on the logarithm's side first: the scales span decades.
    for _ in 0..<24 {
      let middle = low == 0 ? high / 64 : (low * high).squareRoot()
      if tail(middle, widening, distributions) > 0.025 { low = middle } else { high = middle }
      if low == 0, high < 1e-6 { break }
    }
    return high
  }

  private func tail(_ distance: Double, _ widening: Double, _ distributions: [StudentDistribution]) -> Double {
    var sum = 0.0
    for (row, distribution) in zip(beliefs, distributions) {
      for (belief, scale) in zip(row, scales) where belief > 1e-9 {
        sum += belief * distribution.upperTail(distance / (scale * widening))
      }
    }
    return sum
  }

  /// A mean of several nights is nearer to normal than one night.
  private static func distributions(_ nights: Int) -> [StudentDistribution] {
    tails.map { StudentDistribution(freedom: $0.freedom * Double(nights).squareRoot()) }
  }
}
