package org.zonekeeper.am.ownership;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads addresses as settings and peers write them. Stateless. */
public final class PeerAddress {
  /** For people. */
  public static final String ALLOWED = "host:port, with a port up to 65535";

  private static final Pattern HOST_AND_PORT = Pattern.compile("([^:\\s]{1,253}):(\\d{1,5})");
  private static final int LAST_PORT = 65_535;

  private PeerAddress() {}

  /** The address; empty if it cannot be one. */
  public static Optional<InetSocketAddress> parse(String hostAndPort) {
    Matcher matcher = HOST_AND_PORT.matcher(hostAndPort);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > LAST_PORT) {
      return Optional.empty();
    }
    return Optional.of(
        InetSocketAddress.createUnresolved(matcher.group(1), Integer.parseInt(matcher.group(2))));
  }
}
