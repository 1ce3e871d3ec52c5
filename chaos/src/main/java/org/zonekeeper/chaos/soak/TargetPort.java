package org.zonekeeper.chaos.soak;

import java.net.InetSocketAddress;
import org.zonekeeper.chaos.fuzz.PortTalk;

/**
 * A port that strangers talk to. Immutable.
 *
 * @param kind of port, for people
 * @param authority host:port
 * @param talk in what protocol
 */
record TargetPort(String kind, String authority, PortTalk talk) {
  InetSocketAddress address() {
    int colon = authority.lastIndexOf(':');
    return new InetSocketAddress(
        authority.substring(0, colon), Integer.parseInt(authority.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return authority;
  }
}
