package org.zonekeeper.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Settings as somebody wrote them, each with where from; what is put later wins. Used by one thread
 * while a part starts.
 */
public final class GivenSettings {
  /**
   * One value.
   *
   * @param text as written
   * @param origin such as {@code --set}, for people
   */
  record Given(String text, String origin) {}

  private final Map<String, Given> byKey = new TreeMap<>();

  /** Settings that a program gives. */
  public static GivenSettings of(Map<String, String> settings) {
    return new GivenSettings().put("given", settings);
  }

  /** Adds settings that win over those that are there. */
  public GivenSettings put(String origin, Map<String, String> settings) {
    settings.forEach((key, text) -> put(key, text, origin));
    return this;
  }

  GivenSettings put(String key, String text, String origin) {
    byKey.put(key.strip(), new Given(text, origin));
    return this;
  }

  /**
   * Adds those of a properties file.
   *
   * @throws InvalidSettingException if it cannot be read, saying why
   */
  public GivenSettings putFile(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (CharacterCodingException e) {
      throw unreadable(file, "it is not UTF-8", e);
    } catch (IOException e) {
      throw unreadable(file, FileTrouble.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw unreadable(
          file,
          "a \\u is not followed by four hexadecimal digits (a backslash is written \\\\)",
          e);
    }
    Map<String, String> settings = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    return put("file " + file, settings);
  }

  Map<String, Given> byKey() {
    return byKey;
  }

  private static InvalidSettingException unreadable(Path file, String why, Exception cause) {
    return InvalidSettingException.saying(
        "--config", "%s cannot be read: %s".formatted(file, why), cause);
  }
}
