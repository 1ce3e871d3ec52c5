package org.zonekeeper.schemas.registry;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Typed reading of text settings; every complaint names the key, the value and what is allowed. */
final class SettingsText {
  private final Map<String, String> settings;

  SettingsText(Map<String, String> settings) {
    this.settings = Map.copyOf(settings);
  }

  void refuseOthersThan(List<String> keys, String prefix) {
    for (String key : settings.keySet()) {
      if (key.startsWith(prefix) && !keys.contains(key)) {
        throw new InvalidSettingException(
            key, "(any value)", "one of the keys " + String.join(", ", keys));
      }
    }
  }

  /** The value is left out of the message: what depends on another setting here is a password. */
  void requireTogether(String dependent, String needed) {
    if (settings.containsKey(dependent) && get(needed).isEmpty()) {
      throw new InvalidSettingException(dependent, "***", "only together with " + needed);
    }
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(settings.get(key)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** As it is written, blanks included; empty if there is none. */
  String secret(String key) {
    return settings.getOrDefault(key, "");
  }

  Duration millis(String key, Duration byDefault) {
    return get(key)
        .map(value -> Duration.ofMillis(integer(key, value, "whole milliseconds")))
        .orElse(byDefault);
  }

  int number(String key, int byDefault) {
    return get(key).map(value -> integer(key, value, "a whole number")).orElse(byDefault);
  }

  /** Choices are written in lower case with hyphens: {@code LOOK_UP} is {@code look-up}. */
  <E extends Enum<E>> E choice(String key, E byDefault) {
    E[] all = byDefault.getDeclaringClass().getEnumConstants();
    return get(key)
        .map(
            value ->
                Arrays.stream(all)
                    .filter(choice -> written(choice).equals(value))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new InvalidSettingException(
                                key,
                                value,
                                Arrays.stream(all)
                                    .map(SettingsText::written)
                                    .collect(Collectors.joining(", ")))))
        .orElse(byDefault);
  }

  Optional<KeyStoreFile> file(String key, String passwordKey) {
    return get(key)
        .map(
            value -> {
              try {
                return new KeyStoreFile(key, Path.of(value), secret(passwordKey));
              } catch (InvalidPathException e) {
                throw new InvalidSettingException(key, value, "a file's path", e);
              }
            });
  }

  private static int integer(String key, String value, String allowed) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new InvalidSettingException(key, value, allowed, e);
    }
  }

  private static String written(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
