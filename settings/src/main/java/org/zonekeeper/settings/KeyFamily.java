package org.zonekeeper.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keys that share a beginning and are not declared one by one: those of another library, or one for
 * each of something. Immutable.
 *
 * @param prefix what they begin with, its dot included
 * @param rest stands for what follows, in texts
 * @param why what they are for
 */
public record KeyFamily(String prefix, String rest, String why) {
  private static final Pattern SECRET =
      Pattern.compile("password|secret|jaas|credential|token|\\.key$");

  boolean has(String key) {
    return key.startsWith(prefix) && key.length() > prefix.length();
  }

  /** The key that an environment variable means; empty if none of this family. */
  Optional<String> keyOf(String variable) {
    String beginning = Setting.variable(prefix);
    return variable.startsWith(beginning) && variable.length() > beginning.length()
        ? Optional.of(
            prefix
                + variable.substring(beginning.length()).toLowerCase(Locale.ROOT).replace('_', '.'))
        : Optional.empty();
  }

  /** Whether the value under this key may be shown. */
  static boolean isSecret(Map.Entry<String, ?> entry) {
    return SECRET.matcher(entry.getKey()).find();
  }

  String pattern() {
    return prefix + rest;
  }
}
