package org.zonekeeper.simulators.settings;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.zonekeeper.schemas.registry.InvalidSettingException;

/**
 * Reads typed settings out of text. Used by one thread, at start. Every complaint is an {@link
 * InvalidSettingException} that names the key, the value and what is allowed. When all is read,
 * {@link #refuseTheRest} finds keys that nobody asked for: most likely slips of the pen.
 */
public final class SettingsReader {
  private final Map<String, String> settings;
  private final Set<String> asked = new HashSet<>();

  public SettingsReader(Map<String, String> settings) {
    this.settings = Map.copyOf(settings);
  }

  public Optional<String> text(String key) {
    asked.add(key);
    return Optional.ofNullable(settings.get(key)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** A whole number within the bounds, both included. */
  public long number(String key, long byDefault, long least, long most) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return byDefault;
    }
    String allowed = "a whole number from " + least + " to " + most;
    try {
      long number = Long.parseLong(text.get());
      if (number < least || number > most) {
        throw new InvalidSettingException(key, text.get(), allowed);
      }
      return number;
    } catch (NumberFormatException e) {
      throw new InvalidSettingException(key, text.get(), allowed, e);
    }
  }

  /** Whole milliseconds, zero to a day. */
  public Duration millis(String key, Duration byDefault) {
    return Duration.ofMillis(number(key, byDefault.toMillis(), 0, Duration.ofDays(1).toMillis()));
  }

  /** A share in percent, given back as 0.0 to 1.0. */
  public double percent(String key, int byDefault) {
    return number(key, byDefault, 0, 100) / 100.0;
  }

  /** {@code yes} or {@code no}. */
  public boolean yes(String key, String byDefault) {
    String text = text(key).orElse(byDefault);
    return switch (text) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new InvalidSettingException(key, text, "yes or no");
    };
  }

  /**
   * Refuses what was never read.
   *
   * @param elsewhere beginnings of keys that another part of the program reads
   */
  public void refuseTheRest(String... elsewhere) {
    for (String key : new TreeSet<>(settings.keySet())) {
      boolean known = asked.contains(key) || isElsewhere(key, elsewhere);
      if (!known) {
        throw new InvalidSettingException(
            key, settings.get(key), "one of the keys " + String.join(", ", new TreeSet<>(asked)));
      }
    }
  }

  private static boolean isElsewhere(String key, String... beginnings) {
    for (String beginning : beginnings) {
      if (key.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }
}
