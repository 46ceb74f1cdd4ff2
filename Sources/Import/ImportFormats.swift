/// The formats that are read, the telling ones before those that much looks like.
package enum ImportFormats {
  /// Every format, in the order in which an input is held against them.
  package static let all: [any ImportFormat] = [
    SosFormat(), SysstatFileFormat(), SadfJSONFormat(), SadfXMLFormat(), SadfTableFormat(), SarTextFormat(),
    PrometheusJSONFormat(), NetdataFormat(), AtopFormat(), CollectlTableFormat(), CollectlRawFormat(),
    CollectlSlabFormat(), PrometheusTextFormat(), SlabCacheFormat(), VmallocinfoFormat(), NetdataSlabFormat(),
    KernelLogFormat(), PcpJSONFormat(), NmonFormat(), CollectdFormat(), InfluxFormat(), MuninFormat(), LDMSFormat(),
    BelowFormat(), CrashFormat(), ZabbixFormat(), DatadogFormat(), CSVFormat(), MeminfoFormat(),
  ]

  /// The format of a name, as `--format` gives it.
  package static func named(_ name: String) -> (any ImportFormat)? { all.first { $0.name == name } }

  /// The format that an input begins as; nil where none does.
  static func recognized(_ head: ImportHead) -> (any ImportFormat)? { all.first { $0.recognizes(head) } }
}
