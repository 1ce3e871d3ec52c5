package org.zonekeeper.gateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An issuer that the test plays: real HTTP and real keys, and tokens as wrong as a test wants. */
public final class PlayedIssuer implements AutoCloseable {
  private final HttpServer server;
  private final List<JWK> published = new CopyOnWriteArrayList<>();
  private final AtomicInteger lookUps = new AtomicInteger();
  private final PlayedLogOns logOns;
  private ECKey key;

  public PlayedIssuer() throws IOException {
    Map<String, Function<Integer, String>> accounts = new LinkedHashMap<>();
    accounts.put("mia", seconds -> token(claims -> mia(claims).expirationTime(in(seconds))));
    accounts.put("ada", seconds -> token(claims -> ada(claims).expirationTime(in(seconds))));
    logOns =
        new PlayedLogOns(
            accounts, asked -> token(claims -> claims.claim("nonce", asked.get("nonce"))));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                """
                {"issuer":"%1$s","jwks_uri":"%1$s/keys",
                 "authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token"}
                """
                    .formatted(address())));
    server.createContext(
        "/keys",
        exchange -> {
          lookUps.incrementAndGet();
          answer(exchange, new JWKSet(List.copyOf(published)).toString());
        });
    logOns.serve(server);
    server.start();
    rotate();
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Another key signs; the old ones are published no more. */
  public void rotate() {
    key = newKey();
    published.clear();
    published.add(key.toPublicJWK());
  }

  /** How long the tokens of those live who log on in a browser, from now on. */
  public void lifetime(int seconds) {
    logOns.lifetime(seconds);
  }

  /** Whether their tokens can be renewed. */
  public void renewing(boolean wanted) {
    logOns.renewing(wanted);
  }

  private static JWTClaimsSet.Builder mia(JWTClaimsSet.Builder claims) {
    return claims
        .subject("person-mia")
        .claim("roles", List.of("agent"))
        .claim("agent_id", "mia")
        .claim("preferred_username", "mia")
        .claim("zones", List.of("south"));
  }

  private static JWTClaimsSet.Builder ada(JWTClaimsSet.Builder claims) {
    return claims
        .subject("person-ada")
        .claim("roles", List.of("supervisor"))
        .claim("preferred_username", "ada")
        .claim("zones", List.of("north", "south"));
  }

  private static Date in(int seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  /** How often somebody asked for the keys. */
  public int lookUps() {
    return lookUps.get();
  }

  public ECKey key() {
    return key;
  }

  public String agent(String agent, String... zones) {
    return token(
        claims ->
            claims
                .subject("person-" + agent)
                .claim("roles", List.of("agent"))
                .claim("agent_id", agent)
                .claim("zones", List.of(zones)));
  }

  public String supervisor(String name, String... zones) {
    return token(
        claims ->
            claims
                .subject("person-" + name)
                .claim("roles", List.of("supervisor"))
                .claim("preferred_username", name)
                .claim("zones", List.of(zones)));
  }

  /** A good token but for what the test changes. */
  public String token(UnaryOperator<JWTClaimsSet.Builder> change) {
    return signed(claims(change), header(), signer(key));
  }

  public JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
    Instant now = Instant.now();
    return change
        .apply(
            new JWTClaimsSet.Builder()
                .issuer(address())
                .audience("zonekeeper")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5)))))
        .build();
  }

  public JWSHeader header() {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
  }

  public static String signed(JWTClaimsSet claims, JWSHeader header, JWSSigner signer) {
    try {
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public static JWSSigner signer(ECKey key) {
    try {
      return new ECDSASigner(key);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
