package org.zonekeeper.gateway.identity;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose tokens count, and what they say where. Immutable.
 *
 * @param issuer as tokens name it, character by character
 * @param audience that a token must be meant for
 * @param keySet where the issuer's keys are; empty: where its discovery document says
 * @param validity which signatures count, and how exact clocks are
 * @param claims what stands where in a token
 * @param browserClient the client id that pages of this gateway log on with
 */
public record IdentitySettings(
    URI issuer,
    String audience,
    Optional<URI> keySet,
    Validity validity,
    Claims claims,
    String browserClient) {

  /**
   * Which signatures count, and how exact clocks are.
   *
   * @param algorithms asymmetric ones only
   * @param clockSkew by which the issuer's clock and this one may differ
   * @param keyInterval least time between two look-ups of keys that unknown key ids cause
   */
  public record Validity(Set<JWSAlgorithm> algorithms, Duration clockSkew, Duration keyInterval) {
    public Validity {
      algorithms = Set.copyOf(algorithms);
    }
  }

  /**
   * What stands where in a token. A name with dots is first tried as it is, then as a path into
   * objects.
   *
   * @param roles an array of texts, or one text with spaces or commas between
   * @param agent the agent's id
   * @param zones likewise an array or a text; {@code *} for all
   * @param name who stands in the journal for a supervisor
   * @param roleNames the issuer's name of each role
   */
  public record Claims(
      String roles, String agent, String zones, String name, Map<Role, String> roleNames) {
    public Claims {
      roleNames = Map.copyOf(roleNames);
    }
  }
}
