package org.zonekeeper.gateway.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.io.Closeable;
import java.io.IOException;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;

/**
 * Says of a token whose it is. Only asymmetric signatures by the issuer's published keys count.
 * Thread-safe; blocks its caller while keys are looked up.
 */
public final class TokenVerifier implements Closeable {
  private static final int MOST_CHARACTERS = 16_384;

  private final IssuerKeys keys;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final ClaimMapping mapping;

  public TokenVerifier(IdentitySettings settings) {
    this.keys = new IssuerKeys(settings);
    this.mapping = new ClaimMapping(settings);
    // RFC 9068 names access tokens "at+jwt"; many issuers still write "JWT", or nothing.
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(settings.validity().algorithms(), keys));
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            settings.audience(),
            new JWTClaimsSet.Builder().issuer(settings.issuer().toString()).build(),
            Set.of("sub", "exp"));
    claims.setMaxClockSkew(Math.toIntExact(settings.validity().clockSkew().toSeconds()));
    processor.setJWTClaimsSetVerifier(claims);
  }

  /**
   * Whose token it is.
   *
   * @throws DeniedException if it is nobody's whom this gateway lets in
   */
  public Principal verify(String token) throws DeniedException {
    SignedJWT parsed = parsed(token);
    try {
      return mapping.principal(processor.process(parsed, null));
    } catch (ExpiredJWTException e) {
      throw new DeniedException(Denial.TOKEN_EXPIRED, "expired", subject(parsed));
    } catch (BadJWTException e) {
      // The signature was right: somebody known shows what is not for this gateway.
      throw new DeniedException(Denial.TOKEN_INVALID, e.getMessage(), subject(parsed));
    } catch (BadJOSEException e) {
      throw new DeniedException(Denial.TOKEN_INVALID, e.getMessage());
    } catch (JOSEException e) {
      throw notAvailable(e);
    }
  }

  /**
   * Looks the keys up, so that the first token need not wait.
   *
   * @throws DeniedException if the issuer cannot be reached
   */
  void lookUpKeys() throws DeniedException {
    try {
      var unused = keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
    } catch (JOSEException e) {
      throw notAvailable(e);
    }
  }

  private static DeniedException notAvailable(JOSEException e) {
    return new DeniedException(
        Denial.ISSUER_NOT_AVAILABLE, "%s: %s".formatted(e.getMessage(), e.getCause()));
  }

  @Override
  public void close() throws IOException {
    keys.close();
  }

  private static SignedJWT parsed(String token) throws DeniedException {
    if (token.length() > MOST_CHARACTERS) {
      throw new DeniedException(
          Denial.TOKEN_INVALID, "more than %d characters".formatted(MOST_CHARACTERS));
    }
    try {
      return SignedJWT.parse(token);
    } catch (ParseException | IllegalArgumentException e) {
      throw new DeniedException(Denial.TOKEN_INVALID, "no signed token");
    }
  }

  private static Optional<String> subject(SignedJWT verified) {
    try {
      return Optional.ofNullable(verified.getJWTClaimsSet().getSubject());
    } catch (ParseException e) {
      return Optional.empty();
    }
  }
}
