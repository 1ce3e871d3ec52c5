package org.zonekeeper.settings;

import java.net.URI;
import java.util.List;

/** Reads addresses of web servers. Stateless; nothing is looked up. */
public final class WebAddress {
  private WebAddress() {}

  /**
   * An address that can be asked.
   *
   * @param schemes those that are meant, such as {@code https}
   * @throws IllegalArgumentException if it has another one, no host, or a port beyond 65535
   */
  public static URI read(String text, String... schemes) {
    URI address = URI.create(text.strip());
    if (address.getScheme() == null
        || !List.of(schemes).contains(address.getScheme())
        || address.getHost() == null
        || address.getPort() > HostPort.HIGHEST_PORT) {
      throw new IllegalArgumentException("no address of a server: " + text);
    }
    return address;
  }
}
