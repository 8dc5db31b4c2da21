package io.voteengine.result;

/** The formats in which results are exported, both in UTF-8 with line feeds. */
public enum ExportFormat {
  /** Comma-separated values with a header (RFC 4180). */
  CSV,

  /** One JSON object in each line. */
  JSON_LINES
}
