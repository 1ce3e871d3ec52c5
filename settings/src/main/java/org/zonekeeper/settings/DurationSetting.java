package org.zonekeeper.settings;

import java.time.Duration;

/** Declares settings that are durations, written as whole milliseconds. Stateless. */
public final class DurationSetting {
  private DurationSetting() {}

  /**
   * A duration.
   *
   * @param key must end in {@code .ms}: the unit is part of the name
   */
  public static BoundedSetting<Duration> of(String key) {
    if (!key.endsWith(".ms")) {
      throw new IllegalArgumentException("the key of a duration ends in .ms: " + key);
    }
    return new BoundedSetting<>(
        key,
        text -> Duration.ofMillis(Long.parseLong(text)),
        duration -> Long.toString(duration.toMillis()),
        " (milliseconds)",
        Duration.ZERO);
  }
}
