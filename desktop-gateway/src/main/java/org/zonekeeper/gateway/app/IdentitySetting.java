package org.zonekeeper.gateway.app;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.zonekeeper.gateway.identity.FailedLogOns;
import org.zonekeeper.gateway.identity.IdentitySettings;
import org.zonekeeper.gateway.identity.Role;
import org.zonekeeper.settings.ChoiceSetting;
import org.zonekeeper.settings.DurationSetting;
import org.zonekeeper.settings.InvalidSettingException;
import org.zonekeeper.settings.NumberSetting;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.settings.TextSetting;
import org.zonekeeper.settings.WebAddress;

/** The declarations of whose tokens count and what they say where. Constants. */
final class IdentitySetting {
  private static final String ADDRESS = "an http or https address";

  /** Signatures that a public key verifies; the rest can be forged by whoever has that key. */
  private static final List<JWSAlgorithm> ASYMMETRIC =
      List.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  static final Setting<URI> ISSUER =
      TextSetting.of("identity.issuer")
          .readBy(IdentitySetting::address, ADDRESS)
          .mayBeAbsent()
          .because(
              "whose tokens count, as tokens name it; nobody speaks to a gateway without one. Over"
                  + " http whoever is in between can forge keys, so use https beyond this machine")
          .asOption("URL", "--issuer");

  static final Setting<Switch> INSECURE =
      ChoiceSetting.of("insecure.development", Switch.class)
          .defaultsTo("no")
          .because(
              "yes: no tokens, everybody may do everything; on the loopback interface only, and"
                  + " only where there is no issuer")
          .asFlag("--insecure-development");

  private static final Setting<String> AUDIENCE =
      TextSetting.of("identity.audience")
          .matching(".{1,200}", "1 to 200 characters")
          .defaultsTo("zonekeeper")
          .because("that a token must be meant for: one for another service opens nothing here");

  private static final Setting<URI> KEY_SET =
      TextSetting.of("identity.jwks.uri")
          .readBy(IdentitySetting::address, ADDRESS)
          .mayBeAbsent()
          .because(
              "where the issuer's keys are, if the gateway cannot reach the address in the issuer's"
                  + " discovery document; without it that one");

  private static final Setting<Set<JWSAlgorithm>> ALGORITHMS =
      TextSetting.of("identity.algorithms")
          .readBy(
              IdentitySetting::algorithms,
              "some of "
                  + ASYMMETRIC.stream().map(JWSAlgorithm::getName).collect(Collectors.joining(",")))
          .defaultsTo("RS256,PS256,ES256")
          .because("signatures that count: what issuers use; never none, never a shared secret");

  private static final Setting<Duration> CLOCK_SKEW =
      DurationSetting.of("identity.clock.skew.ms")
          .defaultsTo(ofSeconds(30))
          .between(Duration.ZERO, ofMinutes(5))
          .because("by which the issuer's clock may differ from this one's; NTP holds far less");

  private static final Setting<Duration> KEY_INTERVAL =
      DurationSetting.of("identity.jwks.interval.ms")
          .defaultsTo(ofSeconds(10))
          .between(ofMillis(100), ofMinutes(4))
          .because(
              "least time between two look-ups that unknown keys cause: forged tokens must not make"
                  + " the gateway a burden to the issuer; a new key counts after that at the"
                  + " latest");

  private static final Setting<String> ROLES =
      claim("identity.claim.roles", "roles", "the bearer's roles; Keycloak: realm_access.roles");

  private static final Setting<String> AGENT =
      claim("identity.claim.agent", "agent_id", "the id of the only agent that the bearer can be");

  private static final Setting<String> ZONES =
      claim("identity.claim.zones", "zones", "zones that the bearer may see and touch; * for all");

  private static final Setting<String> NAME =
      claim("identity.claim.name", "preferred_username", "who a supervisor is in the journal");

  private static final Setting<String> ROLE_AGENT = role("identity.role.agent", "agent");

  private static final Setting<String> ROLE_SUPERVISOR =
      role("identity.role.supervisor", "supervisor");

  private static final Setting<String> BROWSER_CLIENT =
      TextSetting.of("identity.browser.client")
          .matching("[!-~]{1,200}", "1 to 200 visible ASCII characters")
          .defaultsTo("zonekeeper-desktop")
          .because("the issuer's name of the public client that the gateway's own pages are");

  private static final Setting<Integer> FAILURES_OF_ADDRESS =
      NumberSetting.of("limit.failed.logons.address")
          .defaultsTo(60)
          .between(1, 1_000_000)
          .because(
              "failed log-ons of one address in a minute that are named in the log and answered in"
                  + " full; good tokens are let in all the same, for an office may share an"
                  + " address");

  private static final Setting<Integer> FAILURES_OF_SUBJECT =
      NumberSetting.of("limit.failed.logons.subject")
          .defaultsTo(10)
          .between(1, 1_000_000)
          .because(
              "of one subject in a minute; after that it has to wait. A person with the wrong role"
                  + " tries a few times, a script for ever");

  static final SettingsCatalogue CATALOGUE =
      SettingsCatalogue.of(
          ISSUER,
          INSECURE,
          AUDIENCE,
          KEY_SET,
          ALGORITHMS,
          CLOCK_SKEW,
          KEY_INTERVAL,
          ROLES,
          AGENT,
          ZONES,
          NAME,
          ROLE_AGENT,
          ROLE_SUPERVISOR,
          BROWSER_CLIENT,
          FAILURES_OF_ADDRESS,
          FAILURES_OF_SUBJECT);

  /** Whether something is switched on. */
  enum Switch {
    NO,
    YES
  }

  private IdentitySetting() {}

  /**
   * Whose tokens count; empty in insecure development.
   *
   * @throws org.zonekeeper.settings.InvalidSettingException if neither is given, or both
   */
  static Optional<IdentitySettings> of(Settings settings) {
    boolean insecure = settings.get(INSECURE) == Switch.YES;
    Optional<URI> issuer = settings.find(ISSUER);
    if (insecure && issuer.isPresent()) {
      throw settings.wrong(INSECURE, "no, because identity.issuer is given as well");
    }
    if (insecure) {
      return Optional.empty();
    }
    return Optional.of(
        new IdentitySettings(
            issuer.orElseThrow(IdentitySetting::noIssuer),
            settings.get(AUDIENCE),
            settings.find(KEY_SET),
            new IdentitySettings.Validity(
                settings.get(ALGORITHMS), settings.get(CLOCK_SKEW), settings.get(KEY_INTERVAL)),
            new IdentitySettings.Claims(
                settings.get(ROLES),
                settings.get(AGENT),
                settings.get(ZONES),
                settings.get(NAME),
                Map.of(
                    Role.AGENT,
                    settings.get(ROLE_AGENT),
                    Role.SUPERVISOR,
                    settings.get(ROLE_SUPERVISOR))),
            settings.get(BROWSER_CLIENT)));
  }

  static FailedLogOns.Limits failures(Settings settings) {
    return new FailedLogOns.Limits(
        settings.get(FAILURES_OF_ADDRESS), settings.get(FAILURES_OF_SUBJECT));
  }

  private static InvalidSettingException noIssuer() {
    return InvalidSettingException.saying(
        ISSUER.key(),
        "there is no issuer, and nobody may speak to a gateway without a token. Name the OpenID"
            + " Connect issuer with --issuer URL (identity.issuer); or, on a developer's own"
            + " machine, --insecure-development: then everybody on it may do everything");
  }

  private static Setting<String> claim(String key, String standard, String what) {
    return TextSetting.of(key)
        .matching("[!-~]{1,200}", "1 to 200 visible ASCII characters, dots lead into objects")
        .defaultsTo(standard)
        .because("the claim that holds " + what);
  }

  private static Setting<String> role(String key, String standard) {
    return TextSetting.of(key)
        .matching("[!-~]{1,200}", "1 to 200 visible ASCII characters")
        .defaultsTo(standard)
        .because("the issuer's name of the role " + standard);
  }

  private static URI address(String text) {
    return WebAddress.read(text, "http", "https");
  }

  private static Set<JWSAlgorithm> algorithms(String text) {
    Set<JWSAlgorithm> algorithms =
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .map(JWSAlgorithm::parse)
            .collect(Collectors.toUnmodifiableSet());
    if (!ASYMMETRIC.containsAll(algorithms)) {
      throw new IllegalArgumentException("not all of these are asymmetric");
    }
    return algorithms;
  }
}
