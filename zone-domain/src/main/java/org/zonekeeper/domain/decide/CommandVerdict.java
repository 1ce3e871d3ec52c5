package org.zonekeeper.domain.decide;

import org.zonekeeper.schemas.common.RefusalReason;

/** What a decision on a command comes to: done, or not done and why. */
sealed interface CommandVerdict {

  /** The drafted events are what the command did. */
  record Accepted() implements CommandVerdict {}

  /**
   * Nothing was done.
   *
   * @param reason for programs
   * @param text for people: what was wrong and what is allowed
   */
  record Refused(RefusalReason reason, String text) implements CommandVerdict {}

  static CommandVerdict accepted() {
    return new Accepted();
  }

  // The annotation that the check asks for would be a dependency for one method.
  @SuppressWarnings("AnnotateFormatMethod")
  static CommandVerdict refused(RefusalReason reason, String text, Object... values) {
    return new Refused(reason, values.length == 0 ? text : text.formatted(values));
  }
}
