package org.zonekeeper.acr;

/** What became of a batch that was sent to the recorder. */
sealed interface Delivery {
  /** All of it is on record. */
  record Accepted() implements Delivery {}

  /** The recorder lacks something before it, or is elsewhere than was thought: ask where it is. */
  record OutOfPlace(String reason) implements Delivery {}

  /** Nobody knows; the same batch again is right, sooner or later. */
  record Unclear(String reason) implements Delivery {}

  /**
   * The recorder does not want it and will not want it next time, unless a person does something.
   */
  record Refused(String reason) implements Delivery {}
}
