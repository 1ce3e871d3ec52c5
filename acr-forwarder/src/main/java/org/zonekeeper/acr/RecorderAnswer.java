package org.zonekeeper.acr;

import java.util.Set;

/** What a recorder's answer to a batch means; see {@code docs/recorder-protocol.md}. Stateless. */
final class RecorderAnswer {
  /** About what was sent: something in it is malformed, unprocessable, or all of it too large. */
  private static final Set<Integer> ABOUT_CONTENT = Set.of(400, 413, 422);

  private static final Set<Integer> PASSING = Set.of(408, 425, 429);
  private static final int EXCERPT = 300;

  private RecorderAnswer() {}

  static Delivery of(int status, String body) {
    String reason = "HTTP %d %s".formatted(status, excerpt(body)).strip();
    if (status >= 200 && status < 300) {
      return new Delivery.Accepted();
    }
    if (status == 409) {
      return new Delivery.OutOfPlace(reason);
    }
    if (PASSING.contains(status) || status >= 500) {
      return new Delivery.Unclear(reason);
    }
    return ABOUT_CONTENT.contains(status)
        ? new Delivery.Refused(reason)
        : new Delivery.Barred(reason);
  }

  /** The beginning of a body, on one line, for messages. */
  static String excerpt(String body) {
    String line = body.replaceAll("\\s+", " ").strip();
    return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…";
  }
}
