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
  private static final String ALLOWED =
      "host:port of this machine, an IPv6 address in brackets as in [::1]:8096, ports 0 to 65535,"
          + " 0 for any free one";
  private static final String OFF = "off";

  /** For people: what a host to listen on may be. */
  public static final String ALLOWED_HOST =
      "a name or address of this machine, 0.0.0.0 or :: for all it has";

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
    return TextSetting.of(key).readBy(ListenAddress::known, ALLOWED_HOST);
  }

  /** Declares a setting that is the port alone. */
  public static BoundedSetting<Integer> portSetting(String key) {
    return NumberSetting.of(key).between(0, HostPort.HIGHEST_PORT);
  }

  /** Whether only this machine itself can connect. */
  public boolean isLoopback() {
    return !toSocketAddress().isUnresolved() && toSocketAddress().getAddress().isLoopbackAddress();
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
    HostPort parsed =
        HostPort.parse(text)
            .orElseThrow(() -> new IllegalArgumentException(text + " is not host:port"));
    return new ListenAddress(known(parsed.host()), parsed.port());
  }

  /**
   * The host that a text names, an IPv6 address without its brackets.
   *
   * @throws IllegalArgumentException if nobody knows it
   */
  public static String known(String text) {
    String host =
        HostPort.parseHost(text)
            .orElseThrow(() -> new IllegalArgumentException(text + " is no host"));
    try {
      var unused = InetAddress.getByName(host);
      return host;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("nobody knows the host " + host, e);
    }
  }

  @Override
  public String toString() {
    return new HostPort(host, port).toString();
  }
}
