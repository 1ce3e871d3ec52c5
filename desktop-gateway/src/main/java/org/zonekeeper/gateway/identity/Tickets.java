package org.zonekeeper.gateway.identity;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Tickets: each lets its principal connect once, within seconds, at this gateway. For clients that
 * can neither set a header nor offer a sub-protocol. Bounded: the oldest is forgotten. Thread-safe.
 */
public final class Tickets {
  /**
   * From the POST to the WebSocket: a round trip or two, and the time that a request waits to be
   * read when everybody comes at once.
   */
  public static final long LIFETIME_MS = 30_000;

  private static final int MOST = 10_000;
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final LongSupplier clock;
  private final Map<String, Ticket> open = new LinkedHashMap<>();

  private record Ticket(Principal principal, long dueMs) {}

  /**
   * @param clock milliseconds, from any beginning, that only grow
   */
  public Tickets(LongSupplier clock) {
    this.clock = clock;
  }

  public synchronized String issue(Principal principal) {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    open.put(ticket, new Ticket(principal, clock.getAsLong() + LIFETIME_MS));
    if (open.size() > MOST) {
      Iterator<String> oldest = open.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return ticket;
  }

  /** Whose ticket it is; it is used up by this. */
  public synchronized Optional<Principal> redeem(String ticket) {
    return Optional.ofNullable(open.remove(ticket))
        .filter(each -> each.dueMs() > clock.getAsLong())
        .map(Ticket::principal);
  }
}
