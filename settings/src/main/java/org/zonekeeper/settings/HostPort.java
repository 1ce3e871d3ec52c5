package org.zonekeeper.settings;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port as they are written everywhere: {@code host:port}, with an IPv6 address in
 * brackets. Immutable; nothing is looked up.
 *
 * @param host a name or an address, without brackets
 * @param port 0 to 65535
 */
public record HostPort(String host, int port) {
  /** For people. */
  public static final String ALLOWED =
      "host:port, an IPv6 address in brackets as in [::1]:8096, with a port up to 65535";

  static final int HIGHEST_PORT = 65_535;

  private static final String NAME = "[^:\\s\\[\\]]{1,253}";
  private static final String IPV6 = "[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%[^\\s\\[\\]]+)?";
  private static final Pattern HOST =
      Pattern.compile("(?<name>" + NAME + ")|\\[?(?<address>" + IPV6 + ")]?");
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:(?<name>" + NAME + ")|\\[(?<address>" + IPV6 + ")]):(?<port>\\d{1,5})");

  /** Reads host:port; empty if it is none. */
  public static Optional<HostPort> parse(String text) {
    Matcher matcher = HOST_AND_PORT.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group("port")) > HIGHEST_PORT) {
      return Optional.empty();
    }
    return Optional.of(new HostPort(host(matcher), Integer.parseInt(matcher.group("port"))));
  }

  /** Reads a host alone, an IPv6 address with brackets or without; empty if it is none. */
  public static Optional<String> parseHost(String text) {
    Matcher matcher = HOST.matcher(text);
    return matcher.matches() ? Optional.of(host(matcher)) : Optional.empty();
  }

  /** The same as the JDK has it: by the name that it was given, if it was given one. */
  public static HostPort of(InetSocketAddress address) {
    return new HostPort(address.getHostString(), address.getPort());
  }

  private static String host(Matcher matcher) {
    return matcher.group("name") != null ? matcher.group("name") : matcher.group("address");
  }

  /** As it is written in settings and URLs. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
