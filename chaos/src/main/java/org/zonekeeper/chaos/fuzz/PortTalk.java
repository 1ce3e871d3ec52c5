package org.zonekeeper.chaos.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What somebody says at a port who knows its protocol and means no good, or does not know it: the
 * bytes of one conversation, made by chance. Stateless.
 */
@FunctionalInterface
public interface PortTalk {
  /** All that is said after connecting. */
  byte[] say(AnyInput any);

  /**
   * Requests over HTTP, some of them as they should be.
   *
   * @param paths that are answered there
   */
  static PortTalk http(List<String> paths) {
    return any -> any.changed(HttpRequests.some(any, paths).getBytes(UTF_8));
  }

  /**
   * WebSockets at the gateway: an upgrade, then frames of agents and supervisors as the protocol's
   * table has them, changed ones, and what is no frame.
   *
   * @param path of the endpoint, with its query
   * @param token asked for each time; empty: none is shown
   * @param zones that frames are about
   */
  static PortTalk webSocket(String path, Supplier<Optional<String>> token, List<String> zones) {
    return any -> WebSocketBytes.some(any, path, token.get(), zones);
  }

  /** The lines of peers. */
  static PortTalk peers() {
    return any -> any.changed(PeerTargets.said(any).getBytes(UTF_8));
  }
}
