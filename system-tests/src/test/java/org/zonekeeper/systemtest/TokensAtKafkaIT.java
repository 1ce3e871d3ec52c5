package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zonekeeper.cluster.LocalCluster;
import org.zonekeeper.cluster.issuer.DevelopmentIssuer;
import org.zonekeeper.cluster.issuer.IssuerPlan;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.harness.AgentManagerLaunch;
import org.zonekeeper.harness.SecretFiles;
import org.zonekeeper.harness.SecuredCluster;
import org.zonekeeper.harness.ZoneObserver;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.access.AccessRules;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.schemas.cluster.TopicSetup;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.wire.ContractSerdes;

/** X8: parts log on at Kafka by an issuer's tokens (OAUTHBEARER) as well as by passwords. */
class TokensAtKafkaIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(TokensAtKafkaIT.class);

  private static final ZoneDirectory ZONES = ZoneDirectory.parse("east=0");
  private static final String PART = "agent-manager";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final AccessRules RULES =
      AccessRules.of(
          new AccessRules.Names("zonekeeper-agent-manager", "zonekeeper-acr-forwarder", "p"));

  @Test
  void anAgentManagerOwnsItsZoneByATokenAndNotByAWrongOne() throws Exception {
    try (DevelopmentIssuer issuer = DevelopmentIssuer.start(IssuerPlan.local(ZONES.zones()));
        SecuredCluster cluster =
            SecuredCluster.start(
                LocalCluster.in(LOGS.directory().resolve("cluster")).tokensOf(issuer.issuer()),
                new SecretFiles(LOGS.directory().resolve("secrets")),
                Set.of());
        Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
        ContractSerdes serdes =
            ContractSerdes.with(RegistrySettings.at(cluster.registryUrl().toString()))
                .reads(Topics.JOURNAL)
                .reads(Topics.ZONE_STATUS)
                .open()) {
      new TopicSetup(admin, ZONES).create((short) 1);
      cluster.giveRights(RULES.of(Set.of(PART)));
      try (ZoneObserver zones =
              ZoneObserver.start(
                  cluster.bootstrapServers(), ZONES, serdes.deserializer(), entry -> {});
          ChildProcess agentManager = start(cluster, issuer, "am-1", PART)) {
        await("a zone by token")
            .atMost(PATIENCE)
            .until(() -> zones.isAvailable("east", Duration.ofSeconds(2)));
        assertThat(agentManager.isAlive()).isTrue();
        assertThat(zones.ownerOf("east")).contains("am-1");
      }

      try (ChildProcess stranger = start(cluster, issuer, "am-2", "guessed")) {
        await("refusal").atMost(PATIENCE).until(() -> !stranger.isAlive());
        assertThat(String.join(" ", stranger.lastLogLines(Integer.MAX_VALUE)))
            .contains("Kafka's clients cannot use it", "invalid_client");
      }
    }
  }

  private static ChildProcess start(
      SecuredCluster cluster, DevelopmentIssuer issuer, String id, String secret) throws Exception {
    URI tokens = URI.create(issuer.issuer() + "/token");
    List<String> flags = new ArrayList<>(JvmFlags.fastStart(256));
    flags.add("-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=" + tokens);
    return new AgentManagerLaunch(
            id,
            new KafkaConnection(
                cluster.bootstrapServers(id), cluster.logOnByToken(PART, secret, tokens)),
            cluster.registryUrl().toString(),
            ZONES,
            LOGS.directory().resolve("state").resolve(id),
            Map.of())
        .start(flags, LOGS.directory().resolve(id + ".log"));
  }
}
