package org.zonekeeper.cluster.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The issuer's keys, ES256: the newest signs, the one before is still published, so that tokens
 * which it signed stay good until they expire. Thread-safe.
 */
final class IssuerKeys {
  private static final int PUBLISHED = 2;

  private final AtomicReference<List<ECKey>> keys = new AtomicReference<>(List.of(newKey()));

  /** From now on another key signs. */
  void rotate() {
    ECKey next = newKey();
    keys.updateAndGet(
        old -> {
          List<ECKey> all = new ArrayList<>(old);
          all.addFirst(next);
          return List.copyOf(all.subList(0, Math.min(PUBLISHED, all.size())));
        });
  }

  String sign(JWTClaimsSet claims) {
    ECKey key = keys.get().getFirst();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build(),
            claims);
    try {
      token.sign(new ECDSASigner(key));
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

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES256)
          .keyID(UUID.randomUUID().toString())
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java runtime makes no P-256 keys", e);
    }
  }
}
