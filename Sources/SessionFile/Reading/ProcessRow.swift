import FoundationEssentials
import KernelMemory

/// A process in a snapshot's line; what is odd of it is taken as not known, and one without an id as none.
struct ProcessRow: Decodable {
  let details: ProcessDetails?

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    guard let values = try? decoder.container(keyedBy: Key.self) else {
      details = nil
      return
    }
    func text(_ name: String) -> String? {
      (try? values.decode(String.self, forKey: Key(stringValue: name))).map(Owner.bounded)
    }
    func number(_ name: String) -> Int64? { try? values.decode(Int64.self, forKey: Key(stringValue: name)) }
    guard let pid = number("pid"), pid > 0 else {
      details = nil
      return
    }
    var figures: [ProcessDetails.Figure: Int64] = [:]
    for figure in ProcessDetails.Figure.allCases { figures[figure] = number(figure.rawValue).map(OwnersLine.believed) }
    let name = text("name") ?? ""
    details = ProcessDetails(
      pid: OwnersLine.believed(pid), name: name.isEmpty ? OwnerList.Kind.emptyName : name,
      parentName: text("parent_name"), cgroup: text("cgroup"), figures: figures)
  }
}
