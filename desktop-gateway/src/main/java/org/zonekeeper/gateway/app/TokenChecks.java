package org.zonekeeper.gateway.app;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.gateway.identity.Admission;
import org.zonekeeper.gateway.identity.Denial;
import org.zonekeeper.gateway.identity.DeniedException;
import org.zonekeeper.gateway.identity.Principal;
import org.zonekeeper.gateway.protocol.CommandType;
import org.zonekeeper.gateway.protocol.Refusal;

/**
 * Checks tokens on a thread of its own, so that the desk never waits for the issuer. Bounded: with
 * too many waiting the answer is that the issuer is not available.
 */
final class TokenChecks implements TokenRenewals, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TokenChecks.class);
  private static final int MOST_WAITING = 20_000;

  private final Admission admission;
  private final WebSocketServer.Work desk;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().daemon().name("gateway-tokens").factory());

  TokenChecks(Admission admission, WebSocketServer.Work desk) {
    this.admission = admission;
    this.desk = desk;
  }

  /** Looks the issuer's keys up. */
  void start() {
    thread.execute(admission::lookUpKeys);
  }

  @Override
  public void check(Principal current, String token, Consumer<Answer> answer) {
    try {
      thread.execute(() -> tell(answer, checked(current, token)));
    } catch (RejectedExecutionException e) {
      answer.accept(new Answer.Refused(Denial.ISSUER_NOT_AVAILABLE));
    }
  }

  @Override
  public void refused(Principal principal, CommandType type, Refusal why) {
    // Its answer to the client is the refusal itself.
    var unused =
        admission.recorded(
            "connection of " + principal.subject(),
            new DeniedException(
                Denial.NOT_AUTHORISED,
                type.wireName() + ": " + why.text(),
                Optional.of(principal.subject())));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      admission.close();
    } catch (IOException e) {
      LOG.debug("the issuer's keys were not closed", e);
    }
  }

  private Answer checked(Principal current, String token) {
    try {
      return new Answer.Renewed(admission.renew(current, token));
    } catch (DeniedException e) {
      return new Answer.Refused(e.denial());
    }
  }

  private void tell(Consumer<Answer> answer, Answer given) {
    try {
      desk.hand(now -> answer.accept(given));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
