package org.zonekeeper.schemas;

/**
 * What a gateway writes as the hash of a text that it could not keep in the contact store: no text
 * has this hash. The zone refuses the command, unless it has accepted it before, under the same id;
 * so there is one answer, wherever it was asked for. Stateless.
 */
public final class UnkeptText {
  /** In place of {@code textHash}. */
  public static final String HASH = "0".repeat(64);

  private UnkeptText() {}
}
