package org.zonekeeper.settings;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads settings out of environment variables: {@code ZONEKEEPER_} and the key in capitals, with
 * underscores for dots; whatever cannot be written so in {@code ZONEKEEPER_SET}, one {@code
 * KEY=VALUE} a line. A blank variable counts as none. Used once at start. Stateless.
 */
final class Environment {
  private static final String SET = "ZONEKEEPER_SET";
  private static final Pattern SEMICOLON = Pattern.compile(";\\s*([A-Za-z0-9_.-]+)=");

  private Environment() {}

  static void read(Map<String, String> variables, SettingsCatalogue catalogue, GivenSettings into) {
    for (KeyFamily family : catalogue.families()) {
      new TreeMap<>(variables)
          .forEach(
              (variable, text) ->
                  family
                      .keyOf(variable)
                      .filter(key -> !text.isBlank() && !catalogue.declares(key))
                      .ifPresent(key -> into.put(key, text, variable)));
    }
    for (Setting<?> setting : catalogue.settings()) {
      value(variables, setting.variable())
          .ifPresent(text -> into.put(setting.key(), text, setting.variable()));
      if (setting.isSecret()) {
        String variable = Setting.variable(setting.fileKey());
        value(variables, variable).ifPresent(text -> into.put(setting.fileKey(), text, variable));
      }
    }
    value(variables, SET).ifPresent(lines -> readLines(lines, catalogue, into));
  }

  private static void readLines(String lines, SettingsCatalogue catalogue, GivenSettings into) {
    for (String line : lines.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw InvalidSettingException.saying(
            SET, "a line is not KEY=VALUE; allowed: one KEY=VALUE a line");
      }
      Matcher semicolon = SEMICOLON.matcher(line);
      while (semicolon.find()) {
        if (catalogue.knows(semicolon.group(1))) {
          throw InvalidSettingException.saying(
              SET,
              "%s follows a semicolon, which is part of a value; allowed: one KEY=VALUE a line"
                  .formatted(semicolon.group(1)));
        }
      }
      into.put(line.substring(0, equals), line.substring(equals + 1).strip(), SET);
    }
  }

  private static Optional<String> value(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
  }
}
