package org.zonekeeper.audit.proof;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zonekeeper.check.evidence.Anchor;

/** Anchors as people write them down: {@code zone=sequence:hash}. Stateless. */
public final class AnchorText {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,62})=(\\d{1,18}):([0-9a-fA-F]{64})");

  private AnchorText() {}

  /**
   * An anchor of a zone.
   *
   * @param zone the zone
   * @param anchor what is known of one of its events
   */
  public record OfZone(String zone, Anchor anchor) {}

  /** To be written down. */
  public static String of(String zone, Anchor anchor) {
    return "%s=%d:%s".formatted(zone, anchor.sequence(), anchor.hash());
  }

  /**
   * As it was written down.
   *
   * @throws IllegalArgumentException if it is no anchor; the message says what one looks like
   */
  public static OfZone parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no anchor; allowed: zone=sequence:hash, the hash in 64 hex digits, as 'audit anchor' prints it"
              .formatted(text));
    }
    return new OfZone(
        matcher.group(1),
        new Anchor(
            Long.parseLong(matcher.group(2)),
            matcher.group(3).toLowerCase(Locale.ROOT),
            "the anchor"));
  }
}
