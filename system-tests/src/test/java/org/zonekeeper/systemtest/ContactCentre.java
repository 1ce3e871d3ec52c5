package org.zonekeeper.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.awaitility.Awaitility;
import org.zonekeeper.am.app.AgentManagerSetting;
import org.zonekeeper.check.Checker;
import org.zonekeeper.check.DomainFold;
import org.zonekeeper.check.Verdict;
import org.zonekeeper.check.evidence.Evidence;
import org.zonekeeper.check.run.Run;
import org.zonekeeper.cluster.BrokerLimits;
import org.zonekeeper.cluster.ClusterProvider;
import org.zonekeeper.cluster.InSyncReplicas;
import org.zonekeeper.cluster.TestClusters;
import org.zonekeeper.harness.CloseOnFailure;
import org.zonekeeper.harness.EvidenceFiles;
import org.zonekeeper.harness.SystemRun;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.simulators.log.JsonLinesFile;
import org.zonekeeper.simulators.platform.Conversation;
import org.zonekeeper.simulators.robots.DesktopFleet;
import org.zonekeeper.simulators.robots.DesktopView;
import org.zonekeeper.simulators.robots.GatewayAnswer;
import org.zonekeeper.simulators.robots.RobotIdentity;
import org.zonekeeper.simulators.robots.SupervisorDesktop;
import org.zonekeeper.simulators.robots.Transcript;

/**
 * The whole system for a test class, in the words of its users: agents at desktops, a supervisor, a
 * dialler, Agent Managers that can be killed, frozen and stopped.
 *
 * <pre>{@code
 * centre = ContactCentre.with(2).agentManagers().zones("east", "north").openIn(directory);
 * String victim = centre.ownerOf("east");
 * centre.kill(victim);
 * centre.await("east").isOwnedBySomebodyElseThan(victim);
 * }</pre>
 *
 * <p>Every wait ends with a condition or fails after a time that is generous for a busy machine.
 * For the test's own thread.
 */
final class ContactCentre implements AutoCloseable {
  /** Far beyond everything that should happen, so that a busy machine fails no test. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration QUIET_FOR = Duration.ofSeconds(1);

  /** The consumer group of the Agent Managers. */
  static final String GROUP = AgentManagerSetting.APPLICATION_ID.standard();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Plan plan;
  private final CloseOnFailure parts = new CloseOnFailure("the contact centre");
  private ClusterProvider cluster;
  private SystemRun stage;
  private Transcript transcript;
  private DesktopFleet desktops;
  private SupervisorDesktop supervisor;
  private CallsNow calls;
  private List<URI> gateways = List.of();

  private ContactCentre(Plan plan) {
    this.plan = plan;
  }

  /** Begins the description: so many Agent Managers, called am-1 and so on. */
  static Plan with(int agentManagers) {
    return new Plan(agentManagers);
  }

  static ContactCentre open(Plan plan, EvidenceFiles files) throws Exception {
    ContactCentre centre = new ContactCentre(plan);
    try {
      centre.begin(files);
      return centre;
    } catch (Exception e) {
      centre.parts.closeAfter(e);
      throw e;
    }
  }

  private void begin(EvidenceFiles files) throws Exception {
    cluster = parts.keep(TestClusters.start(files.cluster(), BrokerLimits.STOCK, plan.brokers()));
    plan.preparation().prepare(cluster, plan.stage().zones());
    stage =
        parts.keep(
            SystemRun.open(
                plan.stage(),
                cluster,
                files,
                progress -> {},
                entry -> plan.listener().accept(entry.event())));
    calls = new CallsNow();
    stage.zones().listen(calls::see);
    JsonLinesFile lines = parts.keep(JsonLinesFile.appendTo(files.transcripts()));
    transcript = new Transcript(lines, InstantSource.system());
    gateways = gateways();
    desktops =
        parts.keep(DesktopFleet.start(plan.fleet(gateways).withTokens(stage.tokens()), transcript));
    supervisor =
        parts.keep(
            answerOf(
                SupervisorDesktop.connect(
                    stage.gateway(), stage.tokens(), "supervisor-1", transcript, notice -> {})));
    for (String zone : plan.zones()) {
      await(zone).isAvailable();
      await(zone).hasItsAgentsLoggedOn();
    }
  }

  /** Desktops come to the processes, where there are any; consoles to the test's own gateway. */
  private List<URI> gateways() throws IOException, InterruptedException {
    List<URI> addresses = new ArrayList<>();
    for (String id : plan.gatewayProcesses()) {
      addresses.add(stage.gateways().start(id));
    }
    return addresses.isEmpty() ? List.of(stage.gateway()) : addresses;
  }

  // ---- who is who -------------------------------------------------------------------------------

  String ownerOf(String zone) {
    return stage.zones().ownerOf(zone).orElseThrow();
  }

  List<String> zonesOf(String agentManager) {
    return plan.zones().stream().filter(zone -> ownerOf(zone).equals(agentManager)).toList();
  }

  List<String> agentsOf(String zone) {
    return desktops.agentsOf(zone).stream().map(RobotIdentity::agent).toList();
  }

  List<String> agentsOf(List<String> zones) {
    return zones.stream().flatMap(zone -> agentsOf(zone).stream()).toList();
  }

  SystemRun stage() {
    return stage;
  }

  /** Where desktops come to, in the order of the plan. */
  List<URI> gatewayAddresses() {
    return gateways;
  }

  ClusterProvider cluster() {
    return cluster;
  }

  DesktopFleet desktops() {
    return desktops;
  }

  SupervisorDesktop supervisor() {
    return supervisor;
  }

  CallsNow calls() {
    return calls;
  }

  /** The conversations that the platform holds in the zone now. */
  List<Conversation> conversationsIn(String zone) throws Exception {
    return answerOf(stage.platform().conversations(zone));
  }

  // ---- what is done to it -----------------------------------------------------------------------

  void kill(String agentManager) throws InterruptedException {
    stage.agentManagers().kill(agentManager);
  }

  void freeze(String agentManager) throws IOException, InterruptedException {
    stage.agentManagers().freeze(agentManager);
  }

  void thaw(String agentManager) throws IOException, InterruptedException {
    stage.agentManagers().thaw(agentManager);
  }

  void cutOff(String agentManager, Duration pause) throws IOException, InterruptedException {
    stage.agentManagers().cutOff(agentManager, pause);
  }

  int stop(String agentManager) throws InterruptedException {
    return stage.agentManagers().stop(agentManager);
  }

  void startAgain(String agentManager) throws IOException, InterruptedException {
    stage.agentManagers().start(List.of(agentManager));
  }

  /** Every broker is restarted in order, the next one when all replicas are in sync again. */
  void rollBrokers() throws InterruptedException, ExecutionException {
    InSyncReplicas.roll(cluster, /* first= */ 1);
  }

  /** F19: a conversation of the zone ends, and nobody will ever report it. */
  Conversation loseADisconnectIn(String zone) throws Exception {
    Conversation lost = answerOf(stage.platform().dropSilently(zone)).orElseThrow();
    stage
        .incidents()
        .note(
            "lost-disconnect",
            Map.of("zone", zone, "call", lost.callId(), "agent", lost.agentId()));
    return lost;
  }

  /** F18: the agent's desktop will answer the next check of its state wrongly. */
  void letLie(String agent) {
    desktops.lieOnce(agent);
    stage.incidents().note("lying-desktop", Map.of("agent", agent));
  }

  /** F24: nothing more will ever be reported of the zone's next conversation. */
  String silenceTheNextCallIn(String zone) throws Exception {
    String call = answerOf(stage.platform().loseDisconnectOfNextConnected(zone));
    stage.incidents().note("silent-call", Map.of("zone", zone, "call", call));
    return call;
  }

  /** The supervisor starts a job; its settings as JSON, in single quotes for legibility. */
  void startJob(String zone, String job, String settings) throws Exception {
    GatewayAnswer answer = triesToStartJob(zone, job, settings);
    assertThat(answer.accepted()).as("start of %s: %s", job, answer.text()).isTrue();
  }

  /** As {@link #startJob}, whatever the answer. */
  GatewayAnswer triesToStartJob(String zone, String job, String settings) throws Exception {
    return answerOf(supervisor.startJob(zone, job, json(settings)));
  }

  GatewayAnswer changeJob(String zone, String job, String changes) throws Exception {
    return answerOf(supervisor.changeJob(zone, job, json(changes)));
  }

  GatewayAnswer moveAgent(String zone, String agent, String job) throws Exception {
    return answerOf(supervisor.moveAgent(zone, agent, job));
  }

  GatewayAnswer says(String agent, String command) throws Exception {
    return answerOf(desktops.command(agent, command, frame -> {}));
  }

  GatewayAnswer goesNotReady(String agent) throws Exception {
    return answerOf(
        desktops.command(agent, "AGTStateChange", frame -> frame.put("state", "NotReady")));
  }

  /**
   * Stops the zone's jobs and waits until no call is under way anywhere and the recorder has all:
   * only then do logs and journal tell the same run.
   */
  void comeToRest(Map<String, List<String>> jobsByZone) throws Exception {
    for (var zone : jobsByZone.entrySet()) {
      for (String job : zone.getValue()) {
        GatewayAnswer answer = answerOf(supervisor.stopJob(zone.getKey(), job));
        assertThat(answer.accepted()).as("stop of %s: %s", job, answer.text()).isTrue();
      }
    }
    Awaitility.await("rest")
        .atMost(PATIENCE)
        .during(QUIET_FOR)
        .untilAsserted(
            () -> {
              assertThat(calls.underWay()).as("calls under way").isEmpty();
              assertThat(stage.recorderPositions())
                  .as("the recorder's place in each zone")
                  .containsAllEntriesOf(calls.lastForwarded());
            });
  }

  // ---- what is seen of it -----------------------------------------------------------------------

  ZoneCondition await(String zone) {
    return new ZoneCondition(this, zone);
  }

  /** Waits until so many Agent Managers are members of the group, and no rebalance is under way. */
  void awaitMembers(int count) {
    String bootstrapServers = cluster.bootstrapServers();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Awaitility.await(count + " members")
          .atMost(PATIENCE)
          .until(
              () -> {
                var group = admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP);
                return group.groupState() == GroupState.STABLE && group.members().size() == count;
              });
    }
  }

  /** Waits until every Agent Manager owns a zone that works: no zone moves then any more. */
  void awaitAZoneForEach() {
    Awaitility.await("a zone for each of " + stage.plan().agentManagers())
        .atMost(PATIENCE)
        .until(
            () ->
                stage.plan().agentManagers().stream().noneMatch(id -> zonesOf(id).isEmpty())
                    && plan.zones().stream()
                        .allMatch(zone -> stage.zones().isAvailable(zone, ZoneCondition.FRESH)));
  }

  /** Waits until the agent's desktop shows what the condition asks for. */
  void awaitDesktopOf(String agent, String what, Predicate<DesktopView> shows) {
    Awaitility.await(agent + " " + what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> shows.test(desktops.view(agent)));
  }

  /** The zone's next conversation that begins after this call. */
  Future<CallConnected> nextConversationIn(String zone) {
    return stage
        .zones()
        .next(CallConnected.class, event -> event.getHeader().getZone().equals(zone));
  }

  Evidence evidence() throws IOException {
    transcript.flush();
    return stage.evidence();
  }

  /** The checker's judgement and the evidence itself, for assertions of the test's own. */
  Judged judged() throws IOException {
    Evidence evidence = evidence();
    Verdict verdict = new Checker(DomainFold::new).judge(evidence);
    return new Judged(verdict, Run.of(evidence));
  }

  static <T> T answerOf(Future<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static ObjectNode json(String text) throws IOException {
    return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
  }

  /**
   * Ends everything, in the opposite order.
   *
   * @throws IOException with all troubles there were
   */
  @Override
  public void close() throws IOException {
    parts.close();
  }
}
