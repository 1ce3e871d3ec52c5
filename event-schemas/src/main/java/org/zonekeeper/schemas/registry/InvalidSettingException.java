package org.zonekeeper.schemas.registry;

/**
 * A setting that cannot be used. Thrown while a service starts, before it touches anything. The
 * message names the key, the value and what is allowed, so that it can be shown as it is.
 */
public final class InvalidSettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String key;

  public InvalidSettingException(String key, String value, String allowed) {
    super("%s: '%s' cannot be used; allowed: %s".formatted(key, value, allowed));
    this.key = key;
  }

  public InvalidSettingException(String key, String value, String allowed, Throwable cause) {
    this(key, value, allowed);
    initCause(cause);
  }

  /** The key of the setting, as it is written in a properties file. */
  public String key() {
    return key;
  }
}
