package org.zonekeeper.gateway.app;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decision which web pages may connect: those that the setting names, and the gateway's own. A
 * program sends no origin, and may.
 *
 * <p>A page is the gateway's own if its origin is the host that the request was sent to, and that
 * host is an address or {@code localhost}. A name does not suffice: its owner could point it at
 * this machine, and a page of theirs would pass for ours (DNS rebinding). A gateway that is reached
 * by a name has it in the setting.
 *
 * @param named origins that may connect
 */
record AllowedOrigins(Set<String> named) {
  private static final Pattern ADDRESS =
      Pattern.compile("localhost|[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-fA-F:.]+\\]");

  /**
   * Whether a request may connect.
   *
   * @param origin the header of that name, if there is one
   * @param host the header of that name
   */
  boolean allows(Optional<String> origin, String host) {
    return origin.map(each -> named.contains(each) || isOwn(each, host)).orElse(true);
  }

  private static boolean isOwn(String origin, String host) {
    try {
      URI uri = URI.create(origin);
      return host.equals(uri.getRawAuthority())
          && uri.getHost() != null
          && ADDRESS.matcher(uri.getHost()).matches();
    } catch (IllegalArgumentException e) {
      // "null", the origin of a sandboxed page, and whatever else is no address.
      return false;
    }
  }
}
