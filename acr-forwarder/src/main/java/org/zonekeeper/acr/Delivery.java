package org.zonekeeper.acr;

/** What became of a batch that was sent to the recorder. */
sealed interface Delivery {
  /** All of it is on record. */
  record Accepted() implements Delivery {}

  /** The recorder lacks something before it, or is elsewhere than was thought: ask where it is. */
  record OutOfPlace(String reason) implements Delivery {}

  /** Nobody knows; the same batch again is right, sooner or later. */
  record Unclear(String reason) implements Delivery {}

  /** Something in the batch is not to the recorder's liking, and will not be next time either. */
  record Refused(String reason) implements Delivery {}

  /**
   * The recorder takes nothing at all from us (address, credentials, protocol), unless a person
   * does something.
   */
  record Barred(String reason) implements Delivery {}
}
