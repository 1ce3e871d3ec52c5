package org.zonekeeper.schemas;

import java.util.Optional;

/** Keys of callbacks in {@link Topics#AGENTS}, apart from agents' by their prefix. Stateless. */
public final class CallbackKey {
  private static final String PREFIX = "callback/";

  private CallbackKey() {}

  public static String of(String callbackId) {
    return PREFIX + callbackId;
  }

  /** The callback's id; empty if the key is an agent's. */
  public static Optional<String> callbackId(String key) {
    return key.startsWith(PREFIX) ? Optional.of(key.substring(PREFIX.length())) : Optional.empty();
  }
}
