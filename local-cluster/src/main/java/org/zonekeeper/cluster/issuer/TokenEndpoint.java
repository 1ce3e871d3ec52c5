package org.zonekeeper.cluster.issuer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zonekeeper.cluster.issuer.Grants.Grant;

/** What the token endpoint answers, by RFC 6749: tokens, or an error. Thread-safe. */
final class TokenEndpoint {
  static final List<String> GRANT_TYPES =
      List.of("authorization_code", "refresh_token", "password", "client_credentials");

  private final IssuerPlan plan;
  private final DevelopmentIssuer issuer;
  private final Grants grants;

  TokenEndpoint(IssuerPlan plan, DevelopmentIssuer issuer, Grants grants) {
    this.plan = plan;
    this.issuer = issuer;
    this.grants = grants;
  }

  Map<String, Object> answer(Map<String, String> form) {
    return switch (form.getOrDefault("grant_type", "")) {
      case "authorization_code" -> byCode(form);
      case "refresh_token" -> byRefreshToken(form);
      case "password" -> byPassword(form);
      case "client_credentials" -> forProgram(form);
      default -> error("unsupported_grant_type", "grant_type must be one of " + GRANT_TYPES);
    };
  }

  private Map<String, Object> byCode(Map<String, String> form) {
    String verifier = form.getOrDefault("code_verifier", "");
    Optional<Grant> grant =
        grants
            .take(form.getOrDefault("code", ""))
            .filter(each -> each.redirect().equals(Optional.ofNullable(form.get("redirect_uri"))))
            .filter(each -> each.client().equals(form.get("client_id")))
            .filter(each -> each.challenge().equals(Optional.of(Grants.challengeOf(verifier))));
    return grant.map(this::forPerson).orElseGet(() -> invalidGrant("the code"));
  }

  private Map<String, Object> byRefreshToken(Map<String, String> form) {
    return grants
        .take(form.getOrDefault("refresh_token", ""))
        .filter(each -> each.challenge().isEmpty())
        .filter(each -> each.client().equals(form.get("client_id")))
        .map(this::forPerson)
        .orElseGet(() -> invalidGrant("the refresh token"));
  }

  private Map<String, Object> byPassword(Map<String, String> form) {
    String name = form.getOrDefault("username", "");
    return plan.account(name)
        .filter(account -> name.equals(form.get("password")))
        .map(account -> answer(issuer.token(account, plan.lifetime()), plan.lifetime()))
        .orElseGet(() -> invalidGrant("name or password (the password is the name)"));
  }

  private Map<String, Object> forProgram(Map<String, String> form) {
    String client = form.getOrDefault("client_id", "");
    if (client.isEmpty() || !client.equals(form.get("client_secret"))) {
      return error("invalid_client", "the secret is the client's own name");
    }
    return client.equals(DevelopmentIssuer.ROBOTS)
        ? forRobot(form)
        : answer(issuer.token(DevelopmentAccount.program(client)), IssuerPlan.PROGRAMS_LIFETIME);
  }

  private Map<String, Object> forRobot(Map<String, String> form) {
    List<String> zones =
        List.of(form.getOrDefault("zones", DevelopmentAccount.EVERY_ZONE).split(",", -1));
    Optional<DevelopmentAccount> account =
        Optional.ofNullable(form.get("agent"))
            .map(agent -> DevelopmentAccount.agent(agent, zones))
            .or(
                () ->
                    Optional.ofNullable(form.get("supervisor"))
                        .map(name -> DevelopmentAccount.supervisor(name, zones)));
    return account
        .map(each -> answer(issuer.token(each), IssuerPlan.PROGRAMS_LIFETIME))
        .orElseGet(() -> error("invalid_request", "give agent or supervisor, and zones"));
  }

  private Map<String, Object> forPerson(Grant grant) {
    Duration lifetime = plan.lifetime();
    Map<String, Object> answer = answer(issuer.token(grant.account(), lifetime), lifetime);
    answer.put("refresh_token", grants.refresh(grant.account(), grant.client()));
    answer.put(
        "id_token", issuer.idToken(grant.account(), grant.client(), grant.nonce(), lifetime));
    return answer;
  }

  private static Map<String, Object> answer(String token, Duration lifetime) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", token);
    answer.put("token_type", "Bearer");
    answer.put("expires_in", lifetime.toSeconds());
    return answer;
  }

  private static Map<String, Object> invalidGrant(String what) {
    return error("invalid_grant", what + " is not right, was used already, or has expired");
  }

  private static Map<String, Object> error(String code, String text) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("error", code);
    answer.put("error_description", text);
    return answer;
  }
}
