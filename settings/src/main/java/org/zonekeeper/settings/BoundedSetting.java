package org.zonekeeper.settings;

import java.util.Objects;
import java.util.function.Function;
import org.zonekeeper.settings.Setting.Absence;

/**
 * The declaration of a number or duration in the making, see {@link NumberSetting} and {@link
 * DurationSetting}. Immutable once {@link #because} has made a setting of it.
 *
 * @param <T> the number
 */
public final class BoundedSetting<T extends Comparable<T>> {
  private final String key;
  private final Function<String, T> parse;
  private final Function<T, String> print;
  private final String unit;
  private T least;
  private T most;
  private String standard = "";
  private Absence absence = Absence.REFUSED;

  BoundedSetting(
      String key, Function<String, T> parse, Function<T, String> print, String unit, T least) {
    this.key = key;
    this.parse = parse;
    this.print = print;
    this.unit = unit;
    this.least = least;
  }

  public BoundedSetting<T> defaultsTo(T value) {
    standard = print.apply(value);
    absence = Absence.DEFAULTED;
    return this;
  }

  /** It need not be given, and then there is none. */
  public BoundedSetting<T> mayBeAbsent() {
    absence = Absence.ALLOWED;
    return this;
  }

  /** Both included. */
  public BoundedSetting<T> between(T smallest, T largest) {
    least = smallest;
    most = largest;
    return this;
  }

  /** What it is, and why its default is what it is; completes the declaration. */
  public Setting<T> because(String why) {
    T lower = least;
    T upper = Objects.requireNonNull(most, key + " has no bounds");
    String allowed =
        "a whole number from %s to %s%s".formatted(print.apply(lower), print.apply(upper), unit);
    return new Setting<>(
        key,
        new Setting.Reader<>(text -> within(lower, upper, text), allowed, standard),
        absence,
        why);
  }

  private T within(T lower, T upper, String text) {
    T value = parse.apply(text.strip());
    if (value.compareTo(lower) < 0 || value.compareTo(upper) > 0) {
      throw new IllegalArgumentException(key + " is out of its bounds");
    }
    return value;
  }
}
