package org.zonekeeper.cluster;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where clients log on at a broker, over TLS, and have the rights that they were given; those on
 * the plain listener have all. Immutable.
 *
 * @param certificate what clients are shown
 * @param issuer whose tokens count as well as SCRAM-SHA-512's passwords; empty: nobody's
 */
record SecuredListener(BrokerCertificate certificate, Optional<URI> issuer) {
  private static final String SCRAM = "SCRAM-SHA-512";
  private static final String OAUTH = "OAUTHBEARER";
  private static final String KAFKAS = "org.apache.kafka.common.security.";

  /** Of the broker's configuration, for a listener of that name. */
  Map<String, String> settings(String name) {
    String listener = "listener.name." + name.toLowerCase(Locale.ROOT) + ".";
    Map<String, String> settings = new HashMap<>();
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:ANONYMOUS");
    settings.put("sasl.enabled.mechanisms", issuer.isPresent() ? SCRAM + "," + OAUTH : SCRAM);
    settings.put(
        listener + "scram-sha-512.sasl.jaas.config", KAFKAS + "scram.ScramLoginModule required;");
    settings.put(listener + "ssl.keystore.type", "PKCS12");
    settings.put(listener + "ssl.keystore.location", certificate.keyStore().toString());
    settings.put(listener + "ssl.keystore.password", certificate.password());
    issuer.ifPresent(
        whose -> {
          String tokens = listener + "oauthbearer.sasl.";
          settings.put(
              tokens + "jaas.config", KAFKAS + "oauthbearer.OAuthBearerLoginModule required;");
          settings.put(
              tokens + "server.callback.handler.class",
              KAFKAS + "oauthbearer.OAuthBearerValidatorCallbackHandler");
          settings.put(tokens + "oauthbearer.jwks.endpoint.url", keys(whose));
          settings.put(tokens + "oauthbearer.expected.issuer", whose.toString());
          settings.put(tokens + "oauthbearer.expected.audience", "zonekeeper");
        });
    return settings;
  }

  /** Of the broker's JVM: Kafka asks no address that is not named there. */
  List<String> jvmFlags() {
    return issuer
        .map(whose -> "-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=" + keys(whose))
        .stream()
        .toList();
  }

  private static String keys(URI issuer) {
    return issuer + "/jwks";
  }
}
