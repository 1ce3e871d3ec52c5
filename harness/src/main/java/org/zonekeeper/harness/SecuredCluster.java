package org.zonekeeper.harness;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.zonekeeper.cluster.ClusterProvider;
import org.zonekeeper.cluster.LocalCluster;
import org.zonekeeper.cluster.process.StartFailure;
import org.zonekeeper.schemas.access.AccessRules;
import org.zonekeeper.schemas.cluster.KafkaConnection;

/**
 * A local cluster as it should be in production: each part reaches the brokers by TLS, logs on by
 * SCRAM as a principal of its own, which is named as the part, and may do what {@link AccessRules}
 * says and nothing else. Passwords are made for each run. Whoever gives no name (the rig: users,
 * rights, evidence) comes by the brokers' plain listener and may do everything.
 *
 * <p>Threads as {@link LocalCluster}.
 */
public final class SecuredCluster implements ClusterProvider {
  private static final String JAAS = "jaas";
  private static final int ITERATIONS = 4_096;

  private final LocalCluster cluster;
  private final SecretFiles secrets;

  private SecuredCluster(LocalCluster cluster, SecretFiles secrets) {
    this.cluster = cluster;
    this.secrets = secrets;
  }

  /**
   * Starts brokers and registry, and makes a principal for each part. None has a right yet.
   *
   * @param described what is to be started
   * @param secrets where passwords go
   * @param parts their names are those of the principals
   * @throws StartFailure as {@link LocalCluster.Builder#start}, or if a principal cannot be made
   */
  public static SecuredCluster start(
      LocalCluster.Builder described, SecretFiles secrets, Set<String> parts)
      throws IOException, InterruptedException {
    LocalCluster cluster = described.secured().start();
    boolean done = false;
    try {
      SecuredCluster secured = new SecuredCluster(cluster, secrets);
      secured.make(parts);
      done = true;
      return secured;
    } finally {
      if (!done) {
        cluster.close();
      }
    }
  }

  private void make(Set<String> parts) throws IOException, InterruptedException {
    List<UserScramCredentialAlteration> users = new ArrayList<>();
    for (String part : parts) {
      String password = SecretFiles.random();
      secrets.write(
          fileOf(part),
          "%s=%s required username=\"%s\" password=\"%s\";%n"
              .formatted(JAAS, ScramLoginModule.class.getName(), part, password));
      users.add(
          new UserScramCredentialUpsertion(
              part, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password));
    }
    asSuperUser(admin -> admin.alterUserScramCredentials(users).all());
  }

  /**
   * Gives each part what the rules say.
   *
   * @throws StartFailure if the brokers do not take them
   */
  public void giveRights(AccessRules rules) throws InterruptedException {
    asSuperUser(admin -> admin.createAcls(rules.bindings(part -> "User:" + part)).all());
  }

  private void asSuperUser(Function<Admin, KafkaFuture<Void>> change) throws InterruptedException {
    KafkaConnection kafka = KafkaConnection.to(bootstrapServers());
    try (Admin admin = kafka.admin(kafka.client())) {
      change.apply(admin).get();
    } catch (ExecutionException e) {
      throw new StartFailure(
          "users and rights on the brokers cannot be set up: " + e.getCause().getMessage(), e);
    }
  }

  /** What stands on a command line holds no password: it names the file that does. */
  @Override
  public Map<String, String> logOn(String part) {
    Path file = secrets.file(fileOf(part));
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("there is no principal for a part '%s'".formatted(part));
    }
    Map<String, String> settings = new HashMap<>(overTls(file));
    settings.put(SaslConfigs.SASL_MECHANISM, ScramMechanism.SCRAM_SHA_512.mechanismName());
    return settings;
  }

  /**
   * How a part logs on by a token that it gets with its name and secret, where the brokers were
   * started with {@link LocalCluster.Builder#tokensOf}.
   *
   * @param secret the part's, at the issuer
   * @param tokenEndpoint the issuer's; the part's JVM has to be told that Kafka may ask it, by the
   *     property {@code org.apache.kafka.sasl.oauthbearer.allowed.urls}
   */
  public Map<String, String> logOnByToken(String part, String secret, URI tokenEndpoint)
      throws IOException {
    String file = part + "-token.properties";
    secrets.write(
        file,
        "%s=%s required clientId=\"%s\" clientSecret=\"%s\";%n"
            .formatted(JAAS, OAuthBearerLoginModule.class.getName(), part, secret));
    Map<String, String> settings = new HashMap<>(overTls(secrets.file(file)));
    settings.put(SaslConfigs.SASL_MECHANISM, OAuthBearerLoginModule.OAUTHBEARER_MECHANISM);
    settings.put(
        SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS,
        OAuthBearerLoginCallbackHandler.class.getName());
    settings.put(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, tokenEndpoint.toString());
    return settings;
  }

  private Map<String, String> overTls(Path secret) {
    return Map.of(
        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
        "SASL_SSL",
        SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
        "PEM",
        SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
        cluster.trustedCertificate().toString(),
        SaslConfigs.SASL_JAAS_CONFIG,
        "${file:%s:%s}".formatted(secret, JAAS),
        "config.providers",
        "file",
        "config.providers.file.class",
        "org.apache.kafka.common.config.provider.FileConfigProvider");
  }

  private static String fileOf(String part) {
    return part + ".properties";
  }

  @Override
  public String bootstrapServers() {
    return cluster.bootstrapServers();
  }

  @Override
  public String bootstrapServers(String user) {
    return cluster.securedBootstrapServers();
  }

  @Override
  public URI registryUrl() {
    return cluster.registryUrl();
  }

  @Override
  public void killBroker(int number) throws InterruptedException {
    cluster.killBroker(number);
  }

  @Override
  public void restartBroker(int number) throws InterruptedException {
    cluster.restartBroker(number);
  }

  @Override
  public void stopRegistry() throws InterruptedException {
    cluster.stopRegistry();
  }

  @Override
  public void startRegistry() throws InterruptedException {
    cluster.startRegistry();
  }

  @Override
  public void close() {
    cluster.close();
  }
}
