package org.zonekeeper.settings;

/** Declares settings that are whole numbers. Stateless. */
public final class NumberSetting {
  private NumberSetting() {}

  public static BoundedSetting<Integer> of(String key) {
    return new BoundedSetting<>(key, Integer::valueOf, Object::toString, "", 0);
  }

  /** One without bounds but those of 64 bits, such as a seed. */
  public static BoundedSetting<Long> ofLong(String key) {
    return new BoundedSetting<>(key, Long::valueOf, Object::toString, "", Long.MIN_VALUE)
        .between(Long.MIN_VALUE, Long.MAX_VALUE);
  }
}
