package org.zonekeeper.cluster.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The issuer's keys, RS256, as most issuers have them: the newest signs, the one before is still
 * published, so that tokens which it signed stay good until they expire. Thread-safe.
 */
final class IssuerKeys {
  private static final int PUBLISHED = 2;

  private static final int BITS = 2048;

  private final AtomicReference<List<RSAKey>> keys = new AtomicReference<>(List.of(newKey()));

  /** From now on another key signs. */
  void rotate() {
    RSAKey next = newKey();
    keys.updateAndGet(
        old -> {
          List<RSAKey> all = new ArrayList<>(old);
          all.addFirst(next);
          return List.copyOf(all.subList(0, Math.min(PUBLISHED, all.size())));
        });
  }

  String sign(JWTClaimsSet claims) {
    RSAKey key = keys.get().getFirst();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build(),
            claims);
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("a key of our own making does not sign", e);
    }
    return token.serialize();
  }

  /** As JSON, public parts only. */
  String published() {
    List<JWK> all = List.copyOf(keys.get());
    return new JWKSet(all).toString();
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(BITS)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .keyID(UUID.randomUUID().toString())
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java runtime makes no RSA keys", e);
    }
  }
}
