package org.zonekeeper.cluster.issuer;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.settings.HostPort;

/**
 * An OpenID Connect issuer for development, a small HTTP server: discovery, keys, a token endpoint
 * (authorisation code with PKCE, password, client credentials, refresh) and a log-on page that
 * offers its accounts. Its keys live in its memory. Started and closed once, by any thread;
 * thread-safe.
 *
 * <p>An account's password is its name. The client {@value #ROBOTS}, whose secret is its name too,
 * gets tokens for any agent and any supervisor: it stands for the simulators. Any other client
 * whose secret is its name gets tokens for itself, as the parts do that log on at Kafka.
 */
public final class DevelopmentIssuer implements AutoCloseable {
  /** The audience of its tokens. */
  public static final String AUDIENCE = "zonekeeper";

  /** The client that the simulators are, and its secret. */
  public static final String ROBOTS = "robots";

  private final IssuerPlan plan;
  private final InstantSource clock;
  private final IssuerKeys keys = new IssuerKeys();
  private final IssuerServer server;

  private DevelopmentIssuer(IssuerPlan plan, InstantSource clock) throws IOException {
    this.plan = plan;
    this.clock = clock;
    this.server = new IssuerServer(plan, this, new Grants(clock));
  }

  /**
   * Listens.
   *
   * @throws StartFailure if it cannot
   */
  public static DevelopmentIssuer start(IssuerPlan plan) {
    try {
      DevelopmentIssuer issuer = new DevelopmentIssuer(plan, InstantSource.system());
      issuer.server.start();
      return issuer;
    } catch (IOException e) {
      throw new StartFailure(
          "the development issuer cannot listen on %s: %s"
              .formatted(new HostPort(plan.host(), plan.port()), e.getMessage()),
          e);
    }
  }

  /** Its name in tokens, and where discovery begins. */
  public URI issuer() {
    return plan.publicAddress().orElseGet(server::address);
  }

  /** Where it listens; another address than {@link #issuer} where it is known by another one. */
  public URI address() {
    return server.address();
  }

  /** Where its public keys are. */
  public URI keySet() {
    return server.address().resolve("/jwks");
  }

  /** A token for a program, with the lifetime of programs. */
  public String token(DevelopmentAccount account) {
    return token(account, IssuerPlan.PROGRAMS_LIFETIME);
  }

  /** A token with that lifetime; a negative one has expired already. */
  public String token(DevelopmentAccount account, Duration lifetime) {
    return keys.sign(claims(account, AUDIENCE, lifetime).build());
  }

  /** From now on another key signs; the one before stays published. */
  public void rotateKeys() {
    keys.rotate();
  }

  @Override
  public void close() {
    server.stop();
  }

  String idToken(
      DevelopmentAccount account, String client, Optional<String> nonce, Duration lifetime) {
    JWTClaimsSet.Builder claims = claims(account, client, lifetime);
    nonce.ifPresent(text -> claims.claim("nonce", text));
    return keys.sign(claims.build());
  }

  String publishedKeys() {
    return keys.published();
  }

  private JWTClaimsSet.Builder claims(
      DevelopmentAccount account, String audience, Duration lifetime) {
    Instant now = clock.instant();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer().toString())
            .subject(account.name())
            .audience(audience)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .jwtID(UUID.randomUUID().toString());
    account.claims().forEach(claims::claim);
    return claims;
  }
}
