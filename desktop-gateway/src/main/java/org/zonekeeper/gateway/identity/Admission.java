package org.zonekeeper.gateway.identity;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.schemas.limit.Names;

/**
 * Decides before a connection is made whether it will be, and for whom. Called on the server's
 * threads; thread-safe. May block while the issuer's keys are looked up.
 */
public final class Admission implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
  private static final String ANYBODY = "development";

  private final Optional<TokenVerifier> tokens;
  private final FailedLogOns failures;
  private final Tickets tickets = new Tickets(Admission::millis);

  /**
   * @param settings empty: insecure development, everybody is let in
   */
  public Admission(Optional<IdentitySettings> settings, FailedLogOns.Limits limits) {
    this.tokens = settings.map(TokenVerifier::new);
    this.failures = new FailedLogOns(limits, Admission::millis);
  }

  /**
   * Who asks.
   *
   * @param address from where, for the record
   * @param name what an insecure client calls itself; nothing where tokens say it
   * @throws DeniedException if nobody who may ask; it is on record already, and its denial is what
   *     the client is to be told
   */
  public Principal admit(Credentials credentials, String address, Optional<String> name)
      throws DeniedException {
    try {
      credentials.requireAnswerable();
      return tokens.isEmpty() ? anybody(name) : known(tokens.get(), credentials);
    } catch (DeniedException e) {
      throw recorded(address, e);
    }
  }

  /**
   * A newer token for a connection that stands.
   *
   * @throws DeniedException if it is not good, or another subject's; on record already
   */
  public Principal renew(Principal current, String token) throws DeniedException {
    if (tokens.isEmpty()) {
      return current;
    }
    try {
      Principal renewed = unlocked(tokens.get().verify(token));
      if (!renewed.subject().equals(current.subject())) {
        throw new DeniedException(
            Denial.NOT_AUTHORISED,
            "renewal by another subject's token, " + renewed.subject(),
            Optional.of(current.subject()));
      }
      return renewed;
    } catch (DeniedException e) {
      throw recorded("connection of " + current.subject(), e);
    }
  }

  /** A ticket with which the principal can connect once. */
  public String ticket(Principal principal) {
    return tickets.issue(principal);
  }

  /** Puts a refusal on record that was decided elsewhere; what the client is to be told. */
  public DeniedException recorded(String address, DeniedException denied) {
    Denial told = failures.record(address, denied);
    return new DeniedException(told, denied.getMessage(), denied.subject());
  }

  /** What was refused so far; for metrics. */
  public FailedLogOns failures() {
    return failures;
  }

  @Override
  public void close() throws IOException {
    if (tokens.isPresent()) {
      tokens.get().close();
    }
  }

  /** So that the first desktop does not wait for the keys; failing is no error, only late. */
  public void lookUpKeys() {
    try {
      if (tokens.isPresent()) {
        tokens.get().lookUpKeys();
      }
    } catch (DeniedException e) {
      LOG.warn("issuer not available yet; nobody is let in until it is: {}", e.getMessage());
    }
  }

  private Principal known(TokenVerifier verifier, Credentials credentials) throws DeniedException {
    Optional<String> token = credentials.token();
    if (token.isPresent()) {
      return unlocked(verifier.verify(token.get()));
    }
    if (credentials.ticket().isPresent()) {
      return unlocked(
          tickets
              .redeem(credentials.ticket().get())
              .filter(principal -> principal.expiresAtMs() > System.currentTimeMillis())
              .orElseThrow(
                  () -> new DeniedException(Denial.TICKET_INVALID, "ticket unknown or used")));
    }
    throw new DeniedException(Denial.TOKEN_MISSING, "no token");
  }

  private Principal unlocked(Principal principal) throws DeniedException {
    if (failures.isLocked(principal.subject())) {
      throw new DeniedException(
          Denial.TOO_MANY_FAILURES, "locked for this minute", Optional.of(principal.subject()));
    }
    return principal;
  }

  private static Principal anybody(Optional<String> name) throws DeniedException {
    if (!name.map(Names::isName).orElse(true)) {
      throw new DeniedException(
          Denial.MALFORMED_REQUEST, "the parameter supervisor must be " + Names.ALLOWED);
    }
    return Principal.unrestricted(name.orElse(ANYBODY));
  }

  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
