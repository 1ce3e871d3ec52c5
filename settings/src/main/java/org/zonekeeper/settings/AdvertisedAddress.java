package org.zonekeeper.settings;

import java.util.Optional;

/**
 * What others are told to connect to, where that differs from the address listened on: behind a
 * container's network, for instance. Immutable; nothing is looked up.
 *
 * @param host empty: the one listened on
 * @param port empty: the one listened on
 */
public record AdvertisedAddress(Optional<String> host, Optional<Integer> port) {
  /**
   * Declares a setting that is host, host:port or nothing, and nothing by default.
   *
   * @param listenKey the setting that says what is listened on
   */
  public static TextSetting<AdvertisedAddress> setting(String key, String listenKey) {
    return TextSetting.of(key)
        .readBy(
            AdvertisedAddress::parse,
            "a host name, or host:port where the port differs too; or nothing for those of "
                + listenKey)
        .defaultsTo("");
  }

  /** host:port, as others are told. */
  public String inPlaceOf(HostPort listening) {
    return new HostPort(host.orElse(listening.host()), port.orElse(listening.port())).toString();
  }

  private static AdvertisedAddress parse(String text) {
    if (text.isEmpty()) {
      return new AdvertisedAddress(Optional.empty(), Optional.empty());
    }
    Optional<HostPort> whole = HostPort.parse(text);
    Optional<String> host = whole.map(HostPort::host).or(() -> HostPort.parseHost(text));
    if (host.isEmpty()) {
      throw new IllegalArgumentException("no host, and no " + HostPort.ALLOWED);
    }
    return new AdvertisedAddress(host, whole.map(HostPort::port));
  }
}
