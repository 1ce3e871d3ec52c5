package org.zonekeeper.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a part listens. Immutable.
 *
 * @param host a name or address of this machine
 * @param port 0: any free one
 */
public record ListenAddress(String host, int port) {
  private static final int HIGHEST_PORT = 65_535;
  private static final String ALLOWED =
      "host:port of this machine, ports 0 to 65535, 0 for any free one";
  private static final String OFF = "off";

  /** Declares a setting that is host:port. */
  public static TextSetting<ListenAddress> setting(String key) {
    return TextSetting.of(key).readBy(ListenAddress::parse, ALLOWED);
  }

  /** Declares a setting that is host:port, or {@code off}. */
  public static TextSetting<Optional<ListenAddress>> settingOrOff(String key) {
    return TextSetting.of(key)
        .readBy(
            text -> text.equals(OFF) ? Optional.empty() : Optional.of(parse(text)),
            OFF + ", or " + ALLOWED);
  }

  /** Declares a setting that is the host alone. */
  public static TextSetting<String> hostSetting(String key) {
    return TextSetting.of(key)
        .readBy(ListenAddress::known, "a name or address of this machine, 0.0.0.0 for all it has");
  }

  /** Declares a setting that is the port alone. */
  public static BoundedSetting<Integer> portSetting(String key) {
    return NumberSetting.of(key).between(0, HIGHEST_PORT);
  }

  public InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(host, port);
  }

  /** The sentence for a server that could not be bound here. */
  public String cannotBeBound(Throwable failure) {
    Throwable reason = failure;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return "cannot listen on %s: %s".formatted(this, reason.getMessage());
  }

  private static ListenAddress parse(String text) {
    if (!text.matches("[^:\\s]+:\\d{1,5}")) {
      throw new IllegalArgumentException(text + " is not host:port");
    }
    int colon = text.indexOf(':');
    int port = Integer.parseInt(text.substring(colon + 1));
    if (port > HIGHEST_PORT) {
      throw new IllegalArgumentException("there is no port " + port);
    }
    return new ListenAddress(known(text.substring(0, colon)), port);
  }

  private static String known(String host) {
    try {
      var unused = InetAddress.getByName(host);
      return host;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("nobody knows the host " + host, e);
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
