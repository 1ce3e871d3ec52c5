package org.zonekeeper.settings;

/**
 * Bounds of numbers on a command line, both included: where nobody thought of a value, nobody tried
 * what it does. Stateless.
 */
public final class OptionBounds {
  private OptionBounds() {}

  /**
   * Refuses a whole number out of its bounds.
   *
   * @param option as it is written, such as {@code --seeds}
   */
  public static void require(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidSettingException(
          option, Long.toString(value), "a whole number from %d to %d".formatted(least, most));
    }
  }

  /**
   * Refuses a number out of its bounds.
   *
   * @param option as it is written, such as {@code --minutes}
   */
  public static void require(String option, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new InvalidSettingException(
          option, Double.toString(value), "a number from %s to %s".formatted(least, most));
    }
  }
}
