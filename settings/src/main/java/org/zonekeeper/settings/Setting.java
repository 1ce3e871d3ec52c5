package org.zonekeeper.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The declaration of one setting: its key, what is allowed, its default, and why. Declared as
 * constants with {@link DurationSetting}, {@link NumberSetting}, {@link TextSetting}, {@link
 * ChoiceSetting} or {@link PathSetting}; immutable.
 *
 * @param <T> what its text is read as
 */
public final class Setting<T> {
  /** What a flag on the command line stands for. */
  static final String SWITCHED_ON = "yes";

  private static final String VARIABLES = "ZONEKEEPER_";
  private static final String FLAG = "";

  private final String key;
  private final Reader<T> reader;
  private final Absence absence;
  private final String why;
  private final Ways ways;

  /** What happens if nobody gives a value. */
  enum Absence {
    REFUSED,
    ALLOWED,
    DEFAULTED
  }

  /** Whether the value may be shown. */
  enum Secrecy {
    OPEN,
    SECRET
  }

  /**
   * How text becomes a value.
   *
   * @param read throws an IllegalArgumentException for text that cannot be used
   * @param allowed ends the sentence "allowed: …"
   * @param standard the default's text; empty if there is none
   */
  record Reader<T>(Function<String, T> read, String allowed, String standard) {}

  /** By which names a command line and the environment give it. */
  record Ways(List<String> options, String label, String variable, Secrecy secrecy) {}

  Setting(String key, Reader<T> reader, Absence absence, String why) {
    this(key, reader, absence, why, new Ways(List.of(), "VALUE", variable(key), Secrecy.OPEN));
  }

  private Setting(String key, Reader<T> reader, Absence absence, String why, Ways ways) {
    this.key = key;
    this.reader = reader;
    this.absence = absence;
    this.why = why;
    this.ways = ways;
  }

  /** The same with a command line option of its own, or several that mean the same. */
  public Setting<T> asOption(String label, String... names) {
    return with(new Ways(List.of(names), label, ways.variable(), ways.secrecy()));
  }

  /** The same with a command line option that takes no value and means {@code yes}. */
  public Setting<T> asFlag(String name) {
    return with(new Ways(List.of(name), FLAG, ways.variable(), ways.secrecy()));
  }

  /** The same with another environment variable than the one that follows from the key. */
  public Setting<T> asVariable(String variable) {
    return with(new Ways(ways.options(), ways.label(), variable, ways.secrecy()));
  }

  /** The same, never shown, and readable from the file that {@code <key>.file} names. */
  public Setting<T> keptSecret() {
    return with(new Ways(ways.options(), ways.label(), ways.variable(), Secrecy.SECRET));
  }

  Setting<T> whereNeeded() {
    Absence lenient = absence == Absence.REFUSED ? Absence.ALLOWED : absence;
    return new Setting<>(key, reader, lenient, why, ways);
  }

  InvalidSettingException missing() {
    return InvalidSettingException.saying(
        key,
        "%s is missing (it may also come from %s or a file); allowed: %s"
            .formatted(
                ways.options().isEmpty() ? "--set " + key : ways.options().getFirst(),
                ways.variable(),
                allowed()));
  }

  private Setting<T> with(Ways other) {
    return new Setting<>(key, reader, absence, why, other);
  }

  /** As it is written in files and with {@code --set}. */
  public String key() {
    return key;
  }

  /** The default's text; empty if there is none. */
  public String standard() {
    return reader.standard();
  }

  /** What it is, and why its default is what it is. */
  public String why() {
    return why;
  }

  /** What ends the sentence "allowed: …". */
  public String allowed() {
    return reader.allowed();
  }

  /** Reads text of this setting that stands under another key, such as a single zone's. */
  public T read(String writtenAs, String text) {
    try {
      return reader.read().apply(text);
    } catch (InvalidSettingException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw isSecret()
          ? InvalidSettingException.saying(
              writtenAs, "the value cannot be used; allowed: " + allowed(), e)
          : new InvalidSettingException(writtenAs, text, allowed(), e);
    }
  }

  String variable() {
    return ways.variable();
  }

  List<String> options() {
    return ways.options();
  }

  String label() {
    return ways.label();
  }

  /** Whether its option takes no value. */
  boolean isFlag() {
    return ways.label().equals(FLAG);
  }

  boolean isSecret() {
    return ways.secrecy() == Secrecy.SECRET;
  }

  boolean isRequired() {
    return absence == Absence.REFUSED;
  }

  /** What counts when nobody gives a value; empty if nothing does. */
  Optional<String> fallback() {
    return absence == Absence.DEFAULTED ? Optional.of(reader.standard()) : Optional.empty();
  }

  /** The key that names a file with the value. */
  String fileKey() {
    return key + ".file";
  }

  static String variable(String key) {
    return VARIABLES + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  @Override
  public String toString() {
    return key;
  }
}
