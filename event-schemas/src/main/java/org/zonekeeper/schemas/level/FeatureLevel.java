package org.zonekeeper.schemas.level;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a zone may take, hold and tell. A program of some version knows all levels up to its newest
 * one, and reads nothing that came with a later one; so a zone stays at its level until an operator
 * raises it, and until then it can go back to any program of that level. Constants.
 */
public enum FeatureLevel {
  /** What release 0.1.0 knows. A zone of an earlier build is of this level as well. */
  FIRST(1, 3),
  /** Contacts that agents dial, callbacks, contact data, inbound work, voice legs on request. */
  SECOND(2, 4);

  private final int number;
  private final int stateVersion;

  FeatureLevel(int number, int stateVersion) {
    this.number = number;
    this.stateVersion = stateVersion;
  }

  /** The newest level that this program knows. */
  public static FeatureLevel newest() {
    return values()[values().length - 1];
  }

  /** The level before the newest: every version runs side by side with the one before it. */
  public static FeatureLevel before() {
    return values()[values().length - 2];
  }

  /** The level of this number; empty if this program knows no such level. */
  public static Optional<FeatureLevel> of(int number) {
    return Arrays.stream(values()).filter(level -> level.number == number).findFirst();
  }

  /** The level of zones that are opened with this version of the state. */
  public static FeatureLevel ofStateVersion(int stateVersion) {
    return Arrays.stream(values())
        .filter(level -> level.stateVersion >= stateVersion)
        .min(Comparator.naturalOrder())
        .orElse(newest());
  }

  /** For people: the numbers of all levels that this program knows. */
  public static String known() {
    return Arrays.stream(values())
        .map(level -> String.valueOf(level.number))
        .collect(Collectors.joining(", "));
  }

  /** As it stands in the contract: 1, 2, and so on. */
  public int number() {
    return number;
  }

  /** Version of the state that a zone of this level holds: nothing that is {@code @since} later. */
  public int stateVersion() {
    return stateVersion;
  }
}
