package org.zonekeeper.gateway.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.zonekeeper.schemas.limit.Names;

/** Makes a principal of the claims of a token whose signature was verified. Stateless. */
final class ClaimMapping {
  private static final String ALL_ZONES = "*";

  private final IdentitySettings.Claims names;
  private final long clockSkewMs;

  ClaimMapping(IdentitySettings settings) {
    this.names = settings.claims();
    this.clockSkewMs = settings.validity().clockSkew().toMillis();
  }

  /**
   * The principal of these claims.
   *
   * @throws DeniedException if they lack something, or say it in a way that is not allowed
   */
  Principal principal(JWTClaimsSet claims) throws DeniedException {
    String subject = text(claims, "sub").orElseThrow(() -> wrong(claims, "sub", "missing"));
    if (!Names.isName(subject)) {
      throw wrong(claims, "sub", "must be " + Names.ALLOWED);
    }
    Set<Role> roles = roles(claims);
    if (roles.isEmpty()) {
      throw wrong(claims, names.roles(), "holds none of " + names.roleNames().values());
    }
    Optional<String> agent = text(claims, names.agent());
    requireName(claims, names.agent(), agent);
    if (roles.contains(Role.AGENT) && agent.isEmpty()) {
      throw wrong(claims, names.agent(), "missing, and an agent is only who the token says");
    }
    Optional<String> name = text(claims, names.name());
    requireName(claims, names.name(), name);
    long expiry = claims.getExpirationTime().toInstant().toEpochMilli();
    return new Principal(
        subject, name.orElse(subject), roles, agent, zones(claims), expiry + clockSkewMs);
  }

  private Set<Role> roles(JWTClaimsSet claims) {
    List<String> given = texts(claims, names.roles());
    return Arrays.stream(Role.values())
        .filter(role -> given.contains(names.roleNames().get(role)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A token that says nothing of zones has none. */
  private ZoneScope zones(JWTClaimsSet claims) {
    List<String> given = texts(claims, names.zones());
    return given.contains(ALL_ZONES) ? ZoneScope.ALL : ZoneScope.of(Set.copyOf(given));
  }

  private static void requireName(JWTClaimsSet claims, String claim, Optional<String> value)
      throws DeniedException {
    if (value.isPresent() && !Names.isName(value.get())) {
      throw wrong(claims, claim, "must be " + Names.ALLOWED);
    }
  }

  private static Optional<String> text(JWTClaimsSet claims, String name) {
    return value(claims, name).filter(String.class::isInstance).map(String.class::cast);
  }

  private static List<String> texts(JWTClaimsSet claims, String name) {
    return switch (value(claims, name).orElse(List.of())) {
      case List<?> list ->
          list.stream().filter(String.class::isInstance).map(String.class::cast).toList();
      case String text ->
          Arrays.stream(text.split("[ ,]+", -1)).filter(each -> !each.isEmpty()).toList();
      default -> List.of();
    };
  }

  private static Optional<Object> value(JWTClaimsSet claims, String name) {
    Object direct = claims.getClaim(name);
    if (direct != null) {
      return Optional.of(direct);
    }
    Object found = claims.getClaims();
    for (String step : name.split("\\.", -1)) {
      found = found instanceof Map<?, ?> object ? object.get(step) : null;
    }
    return Optional.ofNullable(found);
  }

  private static DeniedException wrong(JWTClaimsSet claims, String claim, String why) {
    return new DeniedException(
        Denial.NOT_AUTHORISED,
        "claim %s: %s".formatted(claim, why),
        Optional.ofNullable(claims.getSubject()));
  }
}
