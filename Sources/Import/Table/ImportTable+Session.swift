import KernelMemory
import SessionFile
import Storage

extension ImportTable {
  /// Takes what another source tells of the same host: its values where there are none yet, its marks and reboots, its owners.
  ///
  /// - Throws: That it is of another host.
  mutating func add(_ session: Session, file: String?, _ log: inout RemarkLog) throws(SessionError) {
    let other = session.header.host
    if let name = host.name, let otherName = other.name, name != otherName {
      throw SessionError(
        "it is of host \(otherName), and others are of \(name)", file: file, mend: "give one host's files")
    }
    host.name = host.name ?? other.name
    host.kernelRelease = host.kernelRelease ?? other.kernelRelease
    host.machine = host.machine ?? other.machine
    host.bootTime = host.bootTime ?? other.bootTime
    host.onlineCPUs = host.onlineCPUs ?? other.onlineCPUs
    for column in session.columns {
      let slot = slot(column.name, isCount: column.name == "Tasks" || column.name.hasPrefix("HugePages_"))
      for (time, value) in zip(session.times, column.values) where value != Column.absent {
        if !set(value, at: time, slot: slot) {
          log.note("two sources tell \(column.name) differently at one time; the first was taken", line: nil)
        }
      }
    }
    for event in session.events {
      switch event.kind {
      case .mark, .reboot: self.event(event.kind, at: event.time)
      default: continue
      }
    }
    for snapshot in session.owners { add(snapshot) }
    for remark in session.remarks { log.note(remark) }
  }
}
