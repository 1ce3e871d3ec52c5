package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zonekeeper.cli.Zonekeeper;
import org.zonekeeper.cluster.LocalCluster;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.harness.AgentManagerLaunch;
import org.zonekeeper.harness.SecretFiles;
import org.zonekeeper.harness.SecuredCluster;
import org.zonekeeper.harness.ZoneObserver;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.access.AccessRules;
import org.zonekeeper.schemas.access.AclOperations;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.schemas.cluster.TopicSetup;
import org.zonekeeper.schemas.cluster.UnfitTopicsException;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.wire.ContractSerdes;

/** X8: on a broker with an authorizer, with the rights of {@code acls apply} and no other. */
@TestMethodOrder(OrderAnnotation.class)
class SecuredKafkaIT {
  @RegisterExtension static final KeptLogs LOGS = KeptLogs.of(SecuredKafkaIT.class);

  private static final ZoneDirectory ZONES = ZoneDirectory.parse("east=0,north=1");
  private static final String PART = "agent-manager";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Far below Kafka's session time-out of 45 s: a peer had the right to evict and to fence. */
  private static final Duration SOON = Duration.ofSeconds(15);

  private static final AccessRules RULES =
      AccessRules.of(
          new AccessRules.Names("zonekeeper-agent-manager", "zonekeeper-acr-forwarder", "p"));

  private static SecuredCluster cluster;
  private static Admin admin;

  @BeforeAll
  static void startBroker() throws Exception {
    cluster =
        SecuredCluster.start(
            LocalCluster.in(LOGS.directory().resolve("cluster")),
            new SecretFiles(LOGS.directory().resolve("secrets")),
            Set.of(PART, "gateway", "forwarder", "topic-forwarder"));
    admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
    new TopicSetup(admin, ZONES).create((short) 1);
  }

  @AfterAll
  static void stopBroker() {
    if (admin != null) {
      admin.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @Order(1)
  void whatIsMissingAndWhatIsTooMuchIsNamed() throws Exception {
    assertThat(acls("check").exitCode()).isEqualTo(1);
    assertThat(acls("apply").exitCode()).isZero();
    await().atMost(PATIENCE).until(() -> acls("check").exitCode() == 0);
    AclBinding one = RULES.of(Set.of(PART)).bindings(part -> "User:" + part).iterator().next();
    admin.deleteAcls(List.of(one.toFilter())).all().get();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(acls("check").said())
                    .contains("missing  User:agent-manager: READ GROUP zonekeeper-agent-manager"));
    assertThat(acls("apply").said()).contains("added User:agent-manager: READ GROUP");
    AclBinding extra =
        RULES.of(Set.of("forwarder")).bindings(part -> "User:" + PART).stream()
            .filter(binding -> binding.pattern().resourceType() == ResourceType.GROUP)
            .findFirst()
            .orElseThrow();
    admin.createAcls(List.of(extra)).all().get();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(acls("check").said())
                    .contains("too much User:agent-manager: READ GROUP "));
    admin.deleteAcls(List.of(extra.toFilter())).all().get();
  }

  @Test
  @Order(2)
  void aSurvivorEvictsFencesAndTakesOver() throws Exception {
    assertThat(acls("apply").exitCode()).isZero();
    try (ContractSerdes serdes =
            ContractSerdes.with(RegistrySettings.at(cluster.registryUrl().toString()))
                .reads(Topics.JOURNAL)
                .reads(Topics.ZONE_STATUS)
                .open();
        ZoneObserver zones =
            ZoneObserver.start(
                cluster.bootstrapServers(), ZONES, serdes.deserializer(), entry -> {})) {
      Map<String, ChildProcess> running = new HashMap<>();
      try {
        running.put("am-1", start("am-1"));
        running.put("am-2", start("am-2"));
        for (String zone : ZONES.zones()) {
          await(zone).atMost(PATIENCE).until(() -> zones.isAvailable(zone, Duration.ofSeconds(2)));
        }
        await("two members")
            .atMost(PATIENCE)
            .until(() -> running.values().stream().allMatch(AgentManagerLaunch::isReady));
        String victim = zones.ownerOf("east").orElseThrow();
        Instant killed = Instant.now();
        running.get(victim).kill();
        await("takeover")
            .atMost(PATIENCE)
            .until(
                () ->
                    zones.ownerOf("east").filter(owner -> !owner.equals(victim)).isPresent()
                        && zones.isAvailable("east", Duration.ofSeconds(1)));
        assertThat(Duration.between(killed, Instant.now())).isLessThan(SOON);
      } finally {
        running.values().forEach(ChildProcess::close);
      }
    }
  }

  /** Each right on each topic of the contract, in turn: without it, it is named at the start. */
  @Test
  @Order(3)
  void aRightThatIsMissingIsNamed() throws Exception {
    Map<String, Set<AclOperation>> rights = AccessRules.onTopicsOf(PART);
    assertThat(rights).hasSizeGreaterThanOrEqualTo(7);
    for (Map.Entry<String, Set<AclOperation>> topic : rights.entrySet()) {
      for (AclOperation operation : topic.getValue()) {
        List<AclBinding> taken =
            RULES.of(Set.of(PART)).bindings(part -> "User:" + part).stream()
                .filter(binding -> binding.pattern().name().equals(topic.getKey()))
                .filter(binding -> binding.entry().operation() == operation)
                .toList();
        admin.deleteAcls(taken.stream().map(AclBinding::toFilter).toList()).all().get();
        try (ChildProcess process = start("am-3")) {
          String named = AclOperations.nameOf(operation) + " on topic " + topic.getKey();
          await(named)
              .atMost(PATIENCE)
              .until(
                  () -> {
                    String said = String.join(" ", process.lastLogLines(50));
                    return said.contains(named)
                        || said.contains("topic " + topic.getKey() + " may not be seen");
                  });
        } finally {
          admin.createAcls(taken).all().get();
        }
      }
    }
  }

  /** What a gateway or forwarder is told at its start, by the check that each of them makes. */
  @ParameterizedTest
  @ValueSource(strings = {"gateway", "forwarder", "topic-forwarder"})
  @Order(4)
  void aRightThatAGatewayOrForwarderLacksIsNamed(String part) throws Exception {
    cluster.giveRights(RULES.of(Set.of(part)));
    KafkaConnection kafka =
        new KafkaConnection(cluster.bootstrapServers(part), cluster.logOn(part));
    await(part).atMost(PATIENCE).untilAsserted(() -> assertThat(complaint(part, kafka)).isEmpty());
    for (Map.Entry<String, Set<AclOperation>> topic : AccessRules.onTopicsOf(part).entrySet()) {
      for (AclOperation operation : topic.getValue()) {
        List<AclBinding> taken =
            RULES.of(Set.of(part)).bindings(each -> "User:" + each).stream()
                .filter(binding -> binding.pattern().name().equals(topic.getKey()))
                .filter(binding -> binding.entry().operation() == operation)
                .toList();
        admin.deleteAcls(taken.stream().map(AclBinding::toFilter).toList()).all().get();
        await(operation + " " + topic.getKey())
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(complaint(part, kafka))
                        .contains("topic " + topic.getKey())
                        .containsAnyOf(
                            AclOperations.nameOf(operation) + " on topic", "may not be seen"));
        admin.createAcls(taken).all().get();
        await(part)
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(complaint(part, kafka)).isEmpty());
      }
    }
  }

  private static String complaint(String part, KafkaConnection kafka) throws InterruptedException {
    try {
      TopicSetup.requireFor(part, kafka, ZONES, "check");
      return "";
    } catch (UnfitTopicsException e) {
      return e.getMessage();
    }
  }

  private static ChildProcess start(String id) throws Exception {
    return new AgentManagerLaunch(
            id,
            new KafkaConnection(cluster.bootstrapServers(id), cluster.logOn(PART)),
            cluster.registryUrl().toString(),
            ZONES,
            LOGS.directory().resolve("state").resolve(id),
            Map.of())
        .start(JvmFlags.fastStart(256), LOGS.directory().resolve(id + ".log"));
  }

  private record Said(int exitCode, String said) {}

  private static Said acls(String command) {
    StringWriter out = new StringWriter();
    List<String> arguments =
        new ArrayList<>(
            List.of("acls", command, "--bootstrap-servers", cluster.bootstrapServers()));
    arguments.addAll(List.of("--principal", PART + "=User:" + PART));
    int exitCode =
        Zonekeeper.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(out, true))
            .execute(arguments.toArray(String[]::new));
    return new Said(exitCode, out.toString());
  }
}
