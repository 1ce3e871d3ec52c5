package org.zonekeeper.settings;

/**
 * A setting that cannot be used: the caller's mistake, which a command ends with exit code 2 for.
 * Thrown while a service starts, before it touches anything. The message is one sentence that names
 * the key, the value and what is allowed, so that it can be shown as it is.
 */
public final class InvalidSettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String key;

  private InvalidSettingException(String key, String problem) {
    super(key + ": " + problem);
    this.key = key;
  }

  public InvalidSettingException(String key, String value, String allowed) {
    this(key, "'%s' cannot be used; allowed: %s".formatted(value, allowed));
  }

  public InvalidSettingException(String key, String value, String allowed, Throwable cause) {
    this(key, value, allowed);
    initCause(cause);
  }

  /** One whose value is not to be shown, or which has none. */
  public static InvalidSettingException saying(String key, String problem) {
    return new InvalidSettingException(key, problem);
  }

  /** As {@link #saying(String, String)}, with what was found out underneath. */
  public static InvalidSettingException saying(String key, String problem, Throwable cause) {
    InvalidSettingException invalid = new InvalidSettingException(key, problem);
    invalid.initCause(cause);
    return invalid;
  }

  /** The key of the setting, as it is written in a properties file. */
  public String key() {
    return key;
  }
}
