package org.zonekeeper.gateway.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's public keys: found by discovery at first use, cached, and looked up again when a
 * token names a key that is not among them, at most as often as the settings allow. Keys that were
 * known stay good while the issuer cannot be reached. Thread-safe; a look-up blocks its caller for
 * some seconds at most.
 */
final class IssuerKeys implements JWKSource<SecurityContext>, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

  private static final int CONNECT_MS = 2_000;
  private static final int READ_MS = 2_000;
  private static final int MOST_BYTES = 1_048_576;
  private static final long CACHED_MS = Duration.ofMinutes(5).toMillis();
  private static final long REFRESH_WAIT_MS = 5_000;
  private static final long OUTAGE_MS = Duration.ofHours(12).toMillis();

  private final IdentitySettings settings;
  private final DefaultResourceRetriever http =
      new DefaultResourceRetriever(CONNECT_MS, READ_MS, MOST_BYTES);
  private Optional<JWKSource<SecurityContext>> keys = Optional.empty();
  private long nextDiscoveryNanos = System.nanoTime();

  IssuerKeys(IdentitySettings settings) {
    this.settings = settings;
  }

  @Override
  public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
    return found().get(selector, context);
  }

  @Override
  public synchronized void close() throws IOException {
    if (keys.isPresent() && keys.get() instanceof Closeable open) {
      open.close();
    }
  }

  private synchronized JWKSource<SecurityContext> found() throws KeySourceException {
    if (keys.isEmpty()) {
      URI address = settings.keySet().isPresent() ? settings.keySet().get() : discovered();
      LOG.info("issuer's keys issuer={} at={}", settings.issuer(), address);
      keys = Optional.of(sourceAt(address));
    }
    return keys.get();
  }

  private JWKSource<SecurityContext> sourceAt(URI address) throws KeySourceException {
    try {
      return JWKSourceBuilder.create(address.toURL(), http)
          .cache(CACHED_MS, REFRESH_WAIT_MS)
          .refreshAheadCache(false)
          .rateLimited(settings.validity().keyInterval().toMillis())
          .retrying(true)
          .outageTolerant(OUTAGE_MS)
          .build();
    } catch (IOException | IllegalArgumentException e) {
      throw new KeySourceException("the keys' address " + address + " cannot be used", e);
    }
  }

  private URI discovered() throws KeySourceException {
    if (System.nanoTime() - nextDiscoveryNanos < 0) {
      throw new KeySourceException("the issuer " + settings.issuer() + " was not found just now");
    }
    nextDiscoveryNanos = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    String issuer = settings.issuer().toString();
    String address =
        (issuer.endsWith("/") ? issuer : issuer + "/") + ".well-known/openid-configuration";
    try {
      var document =
          JSONObjectUtils.parse(http.retrieveResource(URI.create(address).toURL()).getContent());
      String named = JSONObjectUtils.getString(document, "issuer");
      if (!issuer.equals(named)) {
        throw new KeySourceException(
            "the document at %s is of the issuer '%s', not of '%s'"
                .formatted(address, named, issuer));
      }
      return URI.create(JSONObjectUtils.getString(document, "jwks_uri"));
    } catch (IOException | ParseException | IllegalArgumentException e) {
      throw new KeySourceException("no discovery document at " + address, e);
    }
  }
}
