package org.zonekeeper.audit.report;

import org.zonekeeper.schemas.limit.Texts;

/** Text made safe for a page. Stateless; any thread. */
final class Html {
  private Html() {}

  /** The text, with nothing left in it that a browser would take for markup or be steered by. */
  static String escaped(Object text) {
    return Texts.visible(String.valueOf(text))
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
