public enum ReportTemplates {}
