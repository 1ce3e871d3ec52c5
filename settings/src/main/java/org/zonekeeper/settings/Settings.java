package org.zonekeeper.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.settings.GivenSettings.Given;

/** Checked settings of one part, by their declarations. Immutable; for any thread. */
public final class Settings {
  private final Map<String, Given> given;
  private final Set<String> declared;

  Settings(Map<String, Given> given, Set<String> declared) {
    this.given = Map.copyOf(given);
    this.declared = Set.copyOf(declared);
  }

  /**
   * The value, or the default.
   *
   * @throws InvalidSettingException if it is missing; whether it may be, only {@link #find} asks
   */
  public <T> T get(Setting<T> setting) {
    return find(setting).orElseThrow(setting::missing);
  }

  /** The value, or the default; empty if there is neither. */
  public <T> Optional<T> find(Setting<T> setting) {
    return text(setting).map(text -> setting.read(setting.key(), text));
  }

  /** The values of a family, by their keys without its prefix; declared keys are none of it. */
  public Map<String, String> family(KeyFamily family) {
    Map<String, String> members = new LinkedHashMap<>();
    given.forEach(
        (key, value) -> {
          if (family.has(key) && !declared.contains(key)) {
            members.put(key.substring(family.prefix().length()), value.text());
          }
        });
    return members;
  }

  /** Refuses values that are each allowed, but not this way round. */
  public <T extends Comparable<T>> void requireLess(Setting<T> smaller, Setting<T> larger) {
    if (get(smaller).compareTo(get(larger)) >= 0) {
      throw wrong(larger, "more than %s, which is %s".formatted(smaller, text(smaller).orElse("")));
    }
  }

  /** The complaint about a value that does not go with another one. */
  public InvalidSettingException wrong(Setting<?> setting, String allowed) {
    return new InvalidSettingException(
        setting.key(), setting.isSecret() ? "***" : text(setting).orElse(""), allowed);
  }

  Optional<Given> given(String key) {
    return Optional.ofNullable(given.get(key));
  }

  private Optional<String> text(Setting<?> setting) {
    return given(setting.key()).map(Given::text).or(setting::fallback);
  }
}
