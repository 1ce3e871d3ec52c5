package org.zonekeeper.gateway.app;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Which web pages may talk to the gateway. Programs send no origin and are not asked for one: the
 * rule protects people whose browsers would be used behind their backs. Immutable.
 */
final class Origins {
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final GatewaySettings settings;

  Origins(GatewaySettings settings) {
    this.settings = settings;
  }

  /**
   * Whether a request may come from there.
   *
   * @param origin the header of that name
   * @param host the header of that name: where the browser thinks that it is
   */
  boolean allow(Optional<String> origin, Optional<String> host) {
    return origin.isEmpty()
        || settings.listen().origins().contains(origin.get())
        || isOwnPage(origin.get(), host.orElse(""));
  }

  /** A page that this gateway served itself. */
  private boolean isOwnPage(String origin, String host) {
    String scheme = settings.listen().tls().isPresent() ? "https://" : "http://";
    if (!origin.equals(scheme + host)) {
      return false;
    }
    // Without tokens a foreign name that was made to lead here would do as well as ours.
    return settings.identity().isPresent() || isThisMachine(origin);
  }

  private static boolean isThisMachine(String origin) {
    try {
      return THIS_MACHINE.contains(String.valueOf(URI.create(origin).getHost()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
