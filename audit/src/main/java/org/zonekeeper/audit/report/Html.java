package org.zonekeeper.audit.report;

/** Text made safe for a page. Stateless; any thread. */
final class Html {
  private Html() {}

  /** The text, with nothing left in it that a browser would take for markup. */
  static String escaped(Object text) {
    return String.valueOf(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
