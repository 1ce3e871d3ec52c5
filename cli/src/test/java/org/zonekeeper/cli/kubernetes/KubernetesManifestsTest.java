package org.zonekeeper.cli.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zonekeeper.acr.ForwarderSetting;
import org.zonekeeper.acr.ForwarderSettings;
import org.zonekeeper.am.app.AgentManagerSetting;
import org.zonekeeper.am.app.AgentManagerSettings;
import org.zonekeeper.gateway.app.GatewaySetting;
import org.zonekeeper.gateway.app.GatewaySettings;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.settings.HostPort;

/**
 * The manifests of both overlays, as kubectl renders them: fields that Kubernetes and Strimzi know,
 * settings that the parts take, and what hangs together does. No cluster is asked.
 */
class KubernetesManifestsTest {
  private static final Set<String> PARTS =
      Set.of("agent-manager", "desktop-gateway", "acr-forwarder");

  @TempDir Path scratch;

  static Stream<Overlay> overlays() throws Exception {
    return Stream.of(Overlay.rendered("development"), Overlay.rendered("production"));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void holdsNothingThatKubernetesOrStrimziDoNotKnow(Overlay overlay) {
    assertThat(overlay.objects())
        .allSatisfy(
            object -> assertThatCode(() -> StrictTypes.read(object)).doesNotThrowAnyException());
  }

  @Test
  void aFieldThatDoesNotExistIsNoticed() throws Exception {
    JsonNode gateway =
        Overlay.rendered("production").get("Deployment", "desktop-gateway").deepCopy();
    ((ObjectNode) Overlay.container(gateway).path("readinessProbe")).put("periodSecond", 1);
    assertThatThrownBy(() -> StrictTypes.read(gateway)).hasMessageContaining("periodSecond");

    JsonNode user = Overlay.rendered("production").get("KafkaUser", "gateway").deepCopy();
    ((ObjectNode) user.at("/spec/authorization/acls/0")).put("operationNames", "Read");
    assertThatThrownBy(() -> StrictTypes.read(user)).hasMessageContaining("operationNames");
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void givesPartsOnlySettingsThatTheyTake(Overlay overlay) throws Exception {
    Set<String> shared = new TreeSet<>();
    Set<String> taken = new TreeSet<>();
    for (PartSettings settings : parts(overlay)) {
      assertThat(settings.ownVariables())
          .as(settings.part())
          .allSatisfy(name -> assertThat(settings.keyOf(name)).as(name).isPresent());
      shared.addAll(settings.sharedVariables().keySet());
      settings.sharedVariables().keySet().stream()
          .filter(name -> settings.keyOf(name).isPresent())
          .forEach(taken::add);
    }
    assertThat(taken).as("variables of ConfigMaps that some part takes").isEqualTo(shared);
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void partsStartWithTheirSettings(Overlay overlay) throws Exception {
    Map<String, String> agentManager = here(overlay, "StatefulSet", "agent-manager");
    AgentManagerSettings.of(AgentManagerSetting.CATALOGUE.read(agentManager));
    Map<String, String> gateway = here(overlay, "Deployment", "desktop-gateway");
    GatewaySettings.of(GatewaySetting.CATALOGUE.read(gateway));
    Map<String, String> forwarder = here(overlay, "Deployment", "acr-forwarder");
    ForwarderSettings.of(ForwarderSetting.CATALOGUE.read(forwarder));

    for (Map<String, String> given : List.of(agentManager, gateway, forwarder)) {
      KafkaConnection kafka =
          KafkaConnection.of(
              KafkaConnection.CATALOGUE.read(
                  given.entrySet().stream()
                      .filter(
                          entry ->
                              entry.getKey().startsWith("kafka.")
                                  || entry.getKey().equals("bootstrap.servers"))
                      .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
      try (Admin admin = kafka.admin(kafka.hastyClient("manifests"))) {
        assertThat(admin).as("security settings that make a client").isNotNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void portsAreThoseThatPartsListenOn(Overlay overlay) throws Exception {
    Map<String, String> agentManager = here(overlay, "StatefulSet", "agent-manager");
    Map<String, Integer> ports = ports(overlay.get("StatefulSet", "agent-manager"));
    assertThat(ports)
        .isEqualTo(
            Map.of(
                "peers", port(agentManager.get("peer.listen")),
                "queries", port(agentManager.get("query.listen")),
                "management", port(agentManager.get("management.listen"))));
    Map<String, String> gateway = here(overlay, "Deployment", "desktop-gateway");
    assertThat(ports(overlay.get("Deployment", "desktop-gateway")))
        .isEqualTo(
            Map.of(
                "desktops", Integer.parseInt(gateway.get("listen.port")),
                "management", port(gateway.get("management.listen"))));
    Map<String, String> forwarder = here(overlay, "Deployment", "acr-forwarder");
    assertThat(ports(overlay.get("Deployment", "acr-forwarder")))
        .isEqualTo(Map.of("management", Integer.parseInt(forwarder.get("status.port"))));
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void portsHaveTheNamesByWhichOthersCallThem(Overlay overlay) {
    for (JsonNode service : overlay.all("Service").toList()) {
      JsonNode workload = selected(overlay, service.at("/spec/selector"));
      Map<String, Integer> ports = ports(workload);
      for (JsonNode port : service.at("/spec/ports")) {
        assertThat(ports)
            .as("service " + Overlay.nameOf(service))
            .containsEntry(port.path("targetPort").asText(), port.path("port").asInt());
      }
    }
    for (JsonNode policy : overlay.all("NetworkPolicy").toList()) {
      JsonNode workload = selected(overlay, policy.at("/spec/podSelector/matchLabels"));
      Set<String> open = new TreeSet<>();
      policy.findValues("port").forEach(port -> open.add(port.asText()));
      assertThat(open).as(Overlay.nameOf(policy)).isEqualTo(ports(workload).keySet());
    }
    for (JsonNode budget : overlay.all("PodDisruptionBudget").toList()) {
      assertThat(selected(overlay, budget.at("/spec/selector/matchLabels"))).isNotNull();
    }
    for (JsonNode workload : overlay.workloads()) {
      assertThat(workload.at("/spec/template/metadata/labels/app.kubernetes.io~1name"))
          .isEqualTo(workload.at("/spec/selector/matchLabels/app.kubernetes.io~1name"));
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        JsonNode asked = Overlay.container(workload).path(probe).findValue("port");
        if (asked != null) {
          assertThat(ports(workload)).containsKey(asked.asText());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void containersHaveAllThatTheyNeedAndNoMore(Overlay overlay) {
    Set<String> images = new TreeSet<>();
    for (JsonNode workload : overlay.workloads()) {
      JsonNode pod = Overlay.pod(workload);
      JsonNode container = Overlay.container(workload);
      assertThat(pod.path("automountServiceAccountToken")).hasToString("false");
      assertThat(pod.path("enableServiceLinks")).hasToString("false");
      assertThat(pod.at("/securityContext/runAsNonRoot")).hasToString("true");
      assertThat(pod.at("/securityContext/runAsUser").isMissingNode()).isTrue();
      assertThat(pod.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      assertThat(container.path("securityContext"))
          .hasToString(
              "{\"allowPrivilegeEscalation\":false,\"capabilities\":{\"drop\":[\"ALL\"]},"
                  + "\"readOnlyRootFilesystem\":true}");
      assertThat(container.at("/resources/requests").properties()).hasSize(2);
      assertThat(container.at("/resources/limits/memory").isTextual()).isTrue();
      assertThat(container.at("/resources/limits/cpu").isMissingNode()).isTrue();
      images.add(container.path("image").asText());
    }
    assertThat(images).allMatch(image -> image.matches(".+:[0-9a-z.-]+"));
    assertThat(images).noneMatch(image -> image.endsWith(":latest"));
    assertThat(images.stream().filter(image -> image.contains("zonekeeper"))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void partsAreAskedHowTheyAre(Overlay overlay) {
    for (JsonNode workload : overlay.workloads()) {
      if (PARTS.contains(Overlay.nameOf(workload))) {
        JsonNode container = Overlay.container(workload);
        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/startupz");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/livez");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/readyz");
        assertThat(overlay.find("PodDisruptionBudget", Overlay.nameOf(workload))).isPresent();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void anAgentManagerHasTimeToHandOver(Overlay overlay) throws Exception {
    JsonNode workload = overlay.get("StatefulSet", "agent-manager");
    JsonNode wait = Overlay.container(workload).at("/lifecycle/preStop/exec/command");
    assertThat(wait.get(0).asText()).isEqualTo("/opt/zonekeeper/others-ready");
    assertThat(Path.of("../docker/others-ready")).isExecutable();
    assertThat(wait.get(1).asText())
        .isEqualTo(workload.at("/spec/serviceName").asText())
        .isEqualTo(Overlay.nameOf(overlay.get("Service", "agent-manager")));
    long stopMs = Long.parseLong(standard("stop.timeout.ms"));
    assertThat(Overlay.pod(workload).path("terminationGracePeriodSeconds").asLong() * 1_000)
        .isGreaterThan(wait.get(2).asLong() * 1_000 + stopMs);
    assertThat(overlay.get("Service", "agent-manager").at("/spec/clusterIP").asText())
        .isEqualTo("None");
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void whatIsReferredToIsThereOrInTheDocument(Overlay overlay) throws IOException {
    String document = Files.readString(Path.of("../docs/kubernetes.md"));
    Set<String> users = overlay.all("KafkaUser").map(Overlay::nameOf).collect(Collectors.toSet());
    for (JsonNode workload : overlay.workloads()) {
      for (JsonNode volume : Overlay.pod(workload).path("volumes")) {
        if (volume.has("configMap")) {
          String name = volume.at("/configMap/name").asText();
          assertThat(overlay.find("ConfigMap", name)).as(name).isPresent();
        } else if (volume.path("name").asText().equals("kafka")) {
          assertThat(users).contains(volume.at("/secret/secretName").asText());
        } else if (volume.has("secret")) {
          assertThat(document).contains("`" + volume.at("/secret/secretName").asText() + "`");
        }
      }
    }
  }

  @Test
  void productionOutlivesAnAvailabilityZone() throws Exception {
    Overlay overlay = Overlay.rendered("production");
    for (JsonNode workload : overlay.workloads()) {
      if (PARTS.contains(Overlay.nameOf(workload))) {
        JsonNode spread = Overlay.pod(workload).path("topologySpreadConstraints");
        assertThat(spread.findValuesAsText("topologyKey"))
            .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
        assertThat(spread.findValuesAsText("whenUnsatisfiable")).containsOnly("DoNotSchedule");
        for (JsonNode each : spread) {
          assertThat(each.path("labelSelector")).isEqualTo(workload.at("/spec/selector"));
        }
      }
    }
    assertThat(overlay.get("StatefulSet", "agent-manager").at("/spec/replicas").asInt())
        .isGreaterThanOrEqualTo(3);
  }

  private static List<PartSettings> parts(Overlay overlay) {
    return overlay.workloads().stream()
        .filter(workload -> Overlay.container(workload).at("/args/0").asText().equals("run"))
        .map(workload -> new PartSettings(overlay, workload))
        .toList();
  }

  /** What a part is given, with files of this machine in place of the pod's. */
  private Map<String, String> here(Overlay overlay, String kind, String name)
      throws IOException, GeneralSecurityException {
    Path secrets = scratch.resolve("secrets");
    Map<String, String> contents =
        Map.of(
            "zonekeeper/peer-key", "0123456789abcdef0123456789abcdef",
            "zonekeeper/query-key", "fedcba9876543210fedcba9876543210",
            "contacts/password", "secret",
            "tls/tls.crt", "",
            "tls/tls.key", "",
            "kafka-ca/ca.crt", anyCertificate(),
            "kafka/sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required"
                    + " username=\"part\" password=\"secret\";");
    for (Map.Entry<String, String> file : contents.entrySet()) {
      Path path = secrets.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Map<String, String> given = new HashMap<>();
    new PartSettings(overlay, overlay.get(kind, name))
        .given("10.0.0.1")
        .forEach(
            (key, text) ->
                given.put(
                    key,
                    text.replace("/run/secrets", secrets.toString())
                        .replace("/var/lib/zonekeeper", scratch.resolve("state").toString())));
    // Kafka's clients look a name up at once, and that of the cluster is known there only.
    given.put("bootstrap.servers", "127.0.0.1:9");
    if (kind.equals("StatefulSet")) {
      given.put("id", name + "-0");
    }
    return given;
  }

  /** One that this Java runtime trusts: only its form counts here. */
  private static String anyCertificate() throws GeneralSecurityException {
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init((KeyStore) null);
    X509Certificate any =
        Arrays.stream(trusted.getTrustManagers())
            .filter(X509TrustManager.class::isInstance)
            .map(X509TrustManager.class::cast)
            .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
            .findFirst()
            .orElseThrow();
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(any.getEncoded()));
  }

  private static String standard(String key) throws IOException {
    return Files.readAllLines(Path.of("../docs/settings.md")).stream()
        .filter(line -> line.startsWith("| `" + key + "`"))
        .map(line -> line.split("\\|", -1)[2].replace("`", "").strip())
        .findFirst()
        .orElseThrow();
  }

  private static int port(String listen) {
    return HostPort.parse(listen).orElseThrow().port();
  }

  private static Map<String, Integer> ports(JsonNode workload) {
    Map<String, Integer> ports = new HashMap<>();
    Overlay.container(workload)
        .path("ports")
        .forEach(port -> ports.put(port.path("name").asText(), port.path("containerPort").asInt()));
    return ports;
  }

  private static JsonNode selected(Overlay overlay, JsonNode labels) {
    List<JsonNode> matching =
        overlay.workloads().stream()
            .filter(
                workload ->
                    labels.properties().stream()
                        .allMatch(
                            label ->
                                label
                                    .getValue()
                                    .equals(
                                        workload
                                            .at("/spec/template/metadata/labels")
                                            .path(label.getKey()))))
            .toList();
    assertThat(matching).as("workloads with " + labels).hasSize(1);
    return matching.getFirst();
  }
}
