package org.zonekeeper.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tokens expire in their order, and nothing is kept of connections that are gone. */
class TokenExpiriesTest {
  private final TokenExpiries<Object> expiries = new TokenExpiries<>();

  @Test
  void nothingIsKeptOfAConnectionThatIsGone() {
    for (int i = 0; i < 1_000; i++) {
      Object connection = new Object();
      expiries.set(connection, Long.MAX_VALUE - 1);
      expiries.set(connection, Long.MAX_VALUE - 2);
      expiries.remove(connection);
    }
    assertThat(expiries.size()).isZero();
  }

  @Test
  void theEarliestComesFirstAndALaterTokenPutsOff() {
    expiries.set("a", 300);
    expiries.set("b", 100);
    expiries.set("c", 100);
    expiries.set("d", 50);
    expiries.set("d", 500);
    assertThat(expiries.takeExpired(99)).isEmpty();
    assertThat(expiries.takeExpired(300)).containsExactly("b", "c", "a");
    assertThat(expiries.takeExpired(499)).isEmpty();
    assertThat(expiries.takeExpired(500)).containsExactly("d");
  }

  @Test
  void whatNeverExpiresIsNotAwaited() {
    expiries.set("a", 300);
    expiries.set("a", Long.MAX_VALUE);
    assertThat(expiries.takeExpired(Long.MAX_VALUE)).isEmpty();
    assertThat(expiries.size()).isZero();
  }
}
