package org.zonekeeper.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.zonekeeper.acr.ForwarderSetting;
import org.zonekeeper.am.app.AgentManagerSetting;
import org.zonekeeper.cluster.ClusterProvider;
import org.zonekeeper.cluster.LocalCluster;
import org.zonekeeper.harness.SecretFiles;
import org.zonekeeper.harness.SecuredCluster;
import org.zonekeeper.harness.SystemRun;
import org.zonekeeper.harness.SystemRunPlan;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.access.AccessRules;
import org.zonekeeper.simulators.recorder.RecorderFaults;

/**
 * What the demo is made of. Immutable.
 *
 * @param seed of platform and robots
 * @param directory where logs, data and evidence go
 * @param secured whether the brokers let in nobody without a name, see {@link SecuredCluster}
 */
record DemoPlan(long seed, Path directory, boolean secured, Pace pace) {
  /** One zone a partition; the first is named as in the document that the project implements. */
  static final ZoneDirectory ZONES = ZoneDirectory.parse("Default=0,north=1,south=2,west=3");

  static final int AGENTS_PER_ZONE = 12;

  static final List<String> AGENT_MANAGERS = List.of("am-1", "am-2", "am-3");

  /**
   * Eight programs share what may be two cores here, and whoever stands still for longer than this
   * for want of one counts as dead: twice the defaults. A kill is seen at once all the same.
   */
  private static final String THRESHOLD_MS = "3000";

  /** The zone whose callers are connected after a failover if they can still be (X2). */
  private static final String SPARING = "west";

  private static final Map<String, String> AGENT_MANAGER_SETTINGS =
      Map.of(
          // It lives for two minutes: predictive jobs dial ahead at once instead of first gathering
          // the evidence of a day.
          "pacing.evidence.calls",
          "0",
          "peer.silence.ms",
          "2000",
          "outage.threshold.ms",
          THRESHOLD_MS,
          "zones.allocation",
          "Default=am-1,north=am-2,south=am-3,west=am-1",
          "zone." + SPARING + ".failover.policy",
          "MARK_EXPIRED");

  private static final String PEER_KEY = "peer.key";
  private static final String QUERY_KEY = "query.key";

  private static final AccessRules RULES =
      AccessRules.of(
          new AccessRules.Names(
              AgentManagerSetting.APPLICATION_ID.standard(),
              ForwarderSetting.GROUP.standard(),
              SystemRun.PLATFORM));

  /** The job with a queue: few agents, dials far ahead, so that callers wait at any moment. */
  static String queuing(String zone) {
    return "loans-" + zone;
  }

  /** The job that takes every other agent. */
  static String plain(String zone) {
    return "cards-" + zone;
  }

  /** The job whose agents look at each contact first, and dial. */
  static String preview(String zone) {
    return "renewals-" + zone;
  }

  JsonNode previewSettings() {
    return pace.job(
        Json.read(
            """
            {"campaign":"renewals","priority":6,"minAgents":3,"maxAgents":3,"pacing":"PREVIEW",
             "previewLimitMs":6000,"previewTimed":true,
             "ringTimeoutMs":4000,"maxCallTimeMs":30000,"firstDispositionTimeoutMs":15000,
             "wrapUpLimitMs":10000,"callingHoursFrom":"00:00","callingHoursTo":"24:00",
             "callbackRetryMs":2000,"callbackPreferredMs":4000,"callbacksOutliveJob":true,"originateAllowed":true,
             "completionCodes":["Sale","No_Interest","Call_Back","Not_Dispositioned"]}
            """));
  }

  JsonNode queuingSettings() {
    return pace.job(
        Json.read(
            """
            {"campaign":"loans","priority":8,"minAgents":4,"maxAgents":5,"pacing":"PREDICTIVE",
             "maxDialRatio":6.0,"nuisanceCapPercent":90.0,"callQueuing":true,"queueLimit":30,
             "queueTimeoutMs":20000,"ringTimeoutMs":4000,"maxCallTimeMs":30000,
             "firstDispositionTimeoutMs":15000,"wrapUpLimitMs":10000,"previewLimitMs":6000,
             "callingHoursFrom":"00:00","callingHoursTo":"24:00",
             "callbackRetryMs":2000,"callbackPreferredMs":4000,"callbacksOutliveJob":true,"originateAllowed":true,
             "completionCodes":["Sale","No_Interest","Call_Back","Not_Dispositioned"]}
            """));
  }

  JsonNode plainSettings() {
    return pace.job(
        Json.read(
            """
            {"campaign":"cards","priority":4,"maxAgents":50,"pacing":"PROGRESSIVE",
             "ringTimeoutMs":4000,"maxCallTimeMs":30000,"firstDispositionTimeoutMs":15000,
             "wrapUpLimitMs":10000,"previewLimitMs":6000,"callingHoursFrom":"00:00","callingHoursTo":"24:00",
             "callbackRetryMs":2000,"callbackPreferredMs":4000,"callbacksOutliveJob":true,"originateAllowed":true,
             "completionCodes":["Sale","No_Interest","Call_Back","Not_Dispositioned"]}
            """));
  }

  /** Starts brokers and a schema registry. */
  ClusterProvider startCluster(Path files, Consumer<String> progress)
      throws IOException, InterruptedException {
    LocalCluster.Builder plain = LocalCluster.in(files).progress(progress);
    if (!secured) {
      return plain.start();
    }
    SecretFiles secrets = secrets();
    secrets.write(PEER_KEY, SecretFiles.random());
    secrets.write(QUERY_KEY, SecretFiles.random());
    SecuredCluster cluster = SecuredCluster.start(plain, secrets, RULES.parts());
    cluster.giveRights(RULES);
    progress.accept(
        "the broker speaks TLS; these log on and have %d rights between them: %s"
            .formatted(RULES.all().size(), String.join(", ", RULES.parts())));
    return cluster;
  }

  /** The stage, with a recorder that can be told to fail. */
  SystemRunPlan stage(RecorderFaults recorder) {
    return new SystemRunPlan(
        ZONES,
        AGENT_MANAGERS,
        new SystemRunPlan.Parts(agentManagerSettings(), gatewaySettings(), platformSettings()),
        recorder);
  }

  private Map<String, String> agentManagerSettings() {
    Map<String, String> settings = new HashMap<>(AGENT_MANAGER_SETTINGS);
    if (secured) {
      settings.put("peer.key.file", secrets().file(PEER_KEY).toString());
      settings.putAll(auditorSettings());
    }
    return settings;
  }

  /** What an auditor needs besides the cluster. */
  Map<String, String> auditorSettings() {
    return secured ? Map.of("query.key.file", secrets().file(QUERY_KEY).toString()) : Map.of();
  }

  private SecretFiles secrets() {
    return new SecretFiles(directory.resolve("secrets"));
  }

  private Map<String, String> platformSettings() {
    Map<String, String> settings = new HashMap<>(pace.platform());
    settings.put("seed", Long.toString(seed));
    settings.put("contacts.endless", "yes");
    settings.put("nuisance.message.ms", "1500");
    return settings;
  }

  private Map<String, String> gatewaySettings() {
    Map<String, String> settings = new HashMap<>(pace.gateway());
    settings.put("outage.threshold.ms", THRESHOLD_MS);
    return settings;
  }

  Map<String, String> robotSettings() {
    Map<String, String> settings = new HashMap<>(pace.robots());
    settings.put("seed", Long.toString(seed));
    settings.put("chance.runout.percent", "1");
    settings.put("chance.consult.percent", "15");
    return settings;
  }

  /** The one reader and writer of JSON here. */
  static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static JsonNode read(String text) {
      try {
        return MAPPER.readTree(text);
      } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
        throw new IllegalArgumentException(text, e);
      }
    }
  }
}
