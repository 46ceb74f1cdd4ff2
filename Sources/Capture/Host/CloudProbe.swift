/// Finds the cloud that rents this machine out, by what it writes into the firmware's tables.
///
/// The marks are those that cloud-init looks for (`tools/ds-identify`) and those of systemd's `src/basic/virt.c`.
struct CloudProbe: Sendable {
  let files: HostFiles

  /// A cloud with the field and the begin of the text that names it.
  private static let marks: [(field: String, prefix: String, name: String)] = [
    ("sys_vendor", "Amazon EC2", "Amazon EC2"), ("bios_vendor", "Amazon EC2", "Amazon EC2"),
    ("product_name", "Google Compute Engine", "Google Cloud"),
    ("chassis_asset_tag", "7783-7084-3265-9085-8269-3286-77", "Microsoft Azure"),
    ("chassis_asset_tag", "OracleCloud.com", "Oracle Cloud"), ("sys_vendor", "DigitalOcean", "DigitalOcean"),
    ("sys_vendor", "Hetzner", "Hetzner Cloud"), ("product_name", "Alibaba Cloud ECS", "Alibaba Cloud"),
    ("sys_vendor", "Scaleway", "Scaleway"), ("sys_vendor", "Vultr", "Vultr"), ("sys_vendor", "UpCloud", "UpCloud"),
    ("sys_vendor", "Akamai", "Akamai"), ("sys_vendor", "Linode", "Akamai"), ("product_name", "Exoscale", "Exoscale"),
    ("chassis_asset_tag", "HUAWEICLOUD", "Huawei Cloud"),
    ("chassis_asset_tag", "OpenTelekomCloud", "Open Telekom Cloud"), ("product_name", "OpenStack", "OpenStack"),
    ("sys_vendor", "OpenStack Foundation", "OpenStack"),
  ]

  /// The cloud, or nil where nothing names one.
  func clue() -> EnvironmentClue? {
    var words: [String: String] = [:]
    for mark in CloudProbe.marks {
      let word = words[mark.field] ?? files.word("sys/class/dmi/id/" + mark.field) ?? ""
      words[mark.field] = word
      if word.hasPrefix(mark.prefix) {
        return EnvironmentClue(name: mark.name, evidence: ["`\(mark.prefix)` in DMI \(mark.field)"])
      }
    }
    return nil
  }
}
