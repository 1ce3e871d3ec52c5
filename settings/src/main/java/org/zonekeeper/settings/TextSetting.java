package org.zonekeeper.settings;

import java.util.function.Function;
import org.zonekeeper.settings.Setting.Absence;

/**
 * The declaration of a setting that is text, or something read from text, in the making. Immutable
 * once {@link #because} has made a setting of it.
 *
 * @param <T> what the text is read as
 */
public final class TextSetting<T> {
  private final String key;
  private final Function<String, T> read;
  private final String allowed;
  private String standard = "";
  private Absence absence = Absence.REFUSED;

  private TextSetting(String key, Function<String, T> read, String allowed) {
    this.key = key;
    this.read = read;
    this.allowed = allowed;
  }

  /** Any text. */
  public static TextSetting<String> of(String key) {
    return new TextSetting<>(key, text -> text, "any text");
  }

  /** Text that is allowed if it matches. */
  public TextSetting<String> matching(String pattern, String allowedText) {
    return new TextSetting<>(
        key,
        text -> {
          if (!text.matches(pattern)) {
            throw new IllegalArgumentException(key + " does not match");
          }
          return text;
        },
        allowedText);
  }

  /**
   * Something that is read from the text.
   *
   * @param reader throws an IllegalArgumentException for what it cannot read
   */
  public <U> TextSetting<U> readBy(Function<String, U> reader, String allowedText) {
    return new TextSetting<>(key, reader, allowedText);
  }

  public TextSetting<T> defaultsTo(String text) {
    standard = text;
    absence = Absence.DEFAULTED;
    return this;
  }

  /** It need not be given, and then there is none. */
  public TextSetting<T> mayBeAbsent() {
    absence = Absence.ALLOWED;
    return this;
  }

  /** What it is, and why its default is what it is; completes the declaration. */
  public Setting<T> because(String why) {
    return new Setting<>(key, new Setting.Reader<>(read, allowed, standard), absence, why);
  }
}
