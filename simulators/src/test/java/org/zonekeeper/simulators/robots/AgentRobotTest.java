package org.zonekeeper.simulators.robots;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;

/** The robot against a gateway played by hand, in virtual time. */
class AgentRobotTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RobotPace PACE =
      new RobotPace(
          Duration.ofMillis(200),
          Duration.ofMillis(1000),
          Duration.ofMillis(3000),
          Duration.ofMillis(1000),
          Duration.ofMillis(500));
  private static final RobotChances PLAIN = new RobotChances(0, 0, 0, 0, 0, 0, 0, 0);

  private final List<ObjectNode> sent = new ArrayList<>();
  private int connects;
  private long now = 1_000_000;
  private AgentRobot robot;

  @BeforeEach
  void begin() {
    robot = robot(PLAIN);
  }

  @Test
  void logs_on_and_asks_to_be_ready() {
    logOn();
    pass(200);

    assertThat(last("AGTStateChange").path("state").asText()).isEqualTo("Ready");
    assertThat(robot.view().loggedOn()).isTrue();
  }

  @Test
  void takes_a_call_and_wraps_it_up_with_one_of_the_codes() {
    talk("c-1");
    assertThat(robot.view().callState()).isEqualTo(CallState.TALKING);
    endCall("c-1");
    pass(1500);

    assertThat(last("AGTWrapupContact").path("completionCode").asText())
        .isIn("Sale", "No_Interest");
  }

  @Test
  void may_release_hold_and_extend() {
    robot = robot(new RobotChances(1, 1, 1, 0, 1, 0, 0, 0));
    talk("c-1");
    pass(10_000);
    assertThat(types()).contains("AGTHoldCall", "AGTUnholdCall", "AGTReleaseLine");

    endCall("c-1");
    pass(1500);
    assertThat(types()).contains("AGTExtendWrapup", "AGTWrapupContact");
    assertThat(last("AGTStateChange").path("state").asText()).isEqualTo("NotReady");
  }

  @Test
  void may_take_card_data_while_nothing_is_recorded() {
    robot = robot(new RobotChances(0, 0, 0, 0, 0, 1, 0, 0));
    talk("c-1");
    pass(5000);

    assertThat(last("AGTPauseRecording").path("reason").asText()).isEqualTo("CARD_DATA");
    assertThat(types()).containsSubsequence("AGTPauseRecording", "AGTResumeRecording");
  }

  @Test
  void may_let_the_wrap_up_limit_run_out() {
    robot = robot(new RobotChances(0, 0, 0, 1, 0, 0, 0, 0));
    talk("c-1");
    endCall("c-1");
    pass(60_000);

    assertThat(types()).doesNotContain("AGTWrapupContact");
  }

  @Test
  void keeps_still_during_an_outage_and_catches_up_after_it() {
    talk("c-1");
    endCall("c-1");
    tell("{'type':'POMNotAvailable','sequence':9}");
    int before = works().size();
    pass(20_000);
    assertThat(works()).hasSize(before);
    assertThat(robot.view().available()).isFalse();

    tell("{'type':'POMAvailable','sequence':12}");
    pass(1);
    assertThat(last("AGTWrapupContact")).isNotNull();
  }

  @Test
  void an_impatient_one_tries_during_the_outage_and_stops_after_it() {
    logOn();
    robot.behave(robot.conduct().with(RobotMisbehaviour.Patience.TRIES));
    tell("{'type':'POMNotAvailable','sequence':9}");
    int before = works().size();
    pass(2000);
    int tried = works().size() - before;
    assertThat(tried).isBetween(3, 6);

    refuseAll("ZONE_NOT_AVAILABLE");
    tell("{'type':'POMAvailable','sequence':12}");
    pass(1);
    int after = works().size();
    pass(100);
    assertThat(works().size() - after).isZero();
  }

  @Test
  void answers_the_status_check_with_what_it_was_told_first() {
    talk("c-1");
    tell("{'type':'POMNotAvailable','sequence':9}");
    tell("{'type':'POMAvailable','sequence':20}");
    endCall("c-1");
    tell("{'type':'GetAgentStatus','check':'k-1','sequence':21}");

    ObjectNode report = last("GetAgentStatusResponse");
    assertThat(report.path("check").asText()).isEqualTo("k-1");
    assertThat(report.path("agentState").asText()).isEqualTo("WORK_NOT_READY");
    assertThat(report.path("callState").asText()).isEqualTo("WRAPUP");
    assertThat(report.path("nailup").asText()).isEqualTo("NAILED_UP");
  }

  @Test
  void lies_once_if_told_to() {
    talk("c-1");
    robot.behave(robot.conduct().with(RobotMisbehaviour.Truth.LIES_ONCE));
    tell("{'type':'GetAgentStatus','check':'k-1'}");
    assertThat(last("GetAgentStatusResponse").path("callState").asText()).isEqualTo("IDLE");

    tell("{'type':'GetAgentStatus','check':'k-2'}");
    assertThat(last("GetAgentStatusResponse").path("callState").asText()).isEqualTo("TALKING");
  }

  @Test
  void logs_on_by_force_after_it_was_logged_out() {
    logOn();
    tell("{'type':'AGTAgentLoggedOut','grounds':'DESKTOP_ERROR','text':'…'}");
    assertThat(robot.view()).isEqualTo(DesktopView.LOGGED_OFF);
    pass(999);
    assertThat(logOns()).hasSize(1);
    pass(1);

    assertThat(last("AGTLogon").path("force").asBoolean()).isTrue();
  }

  @Test
  void logs_on_by_force_when_nothing_else_helps_and_is_not_misled_by_its_own_log_out() {
    talk("c-1");
    tell("{'type':'AGTReloginRequired','call':'c-1'}");
    pass(999);
    answer("AGTReleaseLine", last("AGTReleaseLine"), 203, "RELOGIN_REQUIRED");
    assertThat(logOns()).hasSize(1);
    pass(1);
    assertThat(last("AGTLogon").path("force").asBoolean()).isTrue();
    tell("{'type':'AGTAgentLoggedOut','grounds':'FORCED_LOGON','text':'…'}");
    accept("AGTLogon");
    pass(1500);

    assertThat(robot.view().loggedOn()).isTrue();
    assertThat(logOns()).hasSize(2);
    assertThat(robot.view().agentState()).isEqualTo(AgentState.NOT_READY);
  }

  @Test
  void stays_away_after_a_log_off_that_was_asked_for() {
    logOn();
    tell("{'type':'AGTAgentLoggedOut','grounds':'REQUESTED','text':'…'}");
    pass(60_000);

    assertThat(logOns()).hasSize(1);
  }

  @Test
  void resumes_its_session_and_sends_again_what_was_not_answered() {
    logOn();
    tell("{'type':'AGTNailupChange','nailup':'NAILED_UP','sequence':7}");
    pass(200);
    String id = last("AGTStateChange").path("id").asText();
    robot.onLost(now);
    pass(500);
    assertThat(connects).isEqualTo(2);
    tell("{'type':'AgentSDKConnected','session':'s-2','aliveEveryMs':100000}");
    ObjectNode resume = last("AGTResumeSession");
    assertThat(resume.path("session").asText()).isEqualTo("s-1");
    assertThat(resume.path("lastSequence").asLong()).isEqualTo(7);
    sent.clear();
    answer("AGTResumeSession", resume, 0, "");

    assertThat(last("AGTStateChange").path("id").asText()).isEqualTo(id);
    assertThat(logOns()).isEmpty();
  }

  @Test
  void logs_on_by_force_where_its_session_is_not_known() {
    logOn();
    CompletableFuture<String> lost = new CompletableFuture<>();
    robot.command(Frames.command("AGTReleaseLine"), answer -> {}, lost::complete);
    robot.onLost(now);
    pass(500);
    tell("{'type':'AgentSDKConnected','session':'s-2','aliveEveryMs':100000}");
    answer("AGTResumeSession", last("AGTResumeSession"), 108, "SESSION_UNKNOWN");
    pass(1);

    assertThat(last("AGTLogon").path("force").asBoolean()).isTrue();
    assertThat(lost).isCompletedWithValueMatching(why -> why.contains("session ended"));
  }

  @Test
  void takes_the_place_of_a_session_that_it_left_behind() {
    connect();
    answer("AGTLogon", last("AGTLogon"), 202, "ALREADY_LOGGED_ON");
    pass(1000);

    assertThat(last("AGTLogon").path("force").asBoolean()).isTrue();
  }

  @Test
  void gives_up_where_its_zone_does_not_exist() {
    connect();
    answer("AGTLogon", last("AGTLogon"), 103, "UNKNOWN_ZONE");
    pass(60_000);

    assertThat(logOns()).hasSize(1);
  }

  @Test
  void shows_that_it_is_alive() {
    logOn();
    pass(350_000);

    assertThat(types().stream().filter("POMClientAlive"::equals)).hasSize(3);
  }

  @Test
  void tries_less_and_less_often_to_reach_a_gateway_that_is_away() {
    robot.start(now);
    pass(1);
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      robot.onLost(now);
      pauses.add(robot.nextDue().getAsLong() - now);
      pass(pauses.getLast());
    }

    assertThat(pauses).containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 8000L);
    assertThat(connects).isEqualTo(7);
  }

  @Test
  void treats_its_calls_alike_for_the_same_seed() {
    RobotHabits one = new RobotHabits(5, PACE, new RobotChances(.5, .5, .5, .5, .5, .5, 0, 0));
    RobotHabits other = new RobotHabits(6, PACE, new RobotChances(.5, .5, .5, .5, .5, .5, 0, 0));

    assertThat(one.forCall("a-1", 3)).isEqualTo(one.forCall("a-1", 3));
    assertThat(one.forCall("a-1", 3)).isNotEqualTo(one.forCall("a-1", 4));
    assertThat(one.forCall("a-1", 3)).isNotEqualTo(other.forCall("a-1", 3));
  }

  private AgentRobot robot(RobotChances chances) {
    return new AgentRobot(
        new RobotIdentity("a-1", "4001", "north"),
        new RobotHabits(1, PACE, chances),
        new RobotActions() {
          @Override
          public void send(ObjectNode frame) {
            sent.add(frame.deepCopy());
          }

          @Override
          public void connect() {
            connects++;
          }
        });
  }

  private void connect() {
    robot.start(now);
    pass(1);
    assertThat(connects).isEqualTo(1);
    tell("{'type':'AgentSDKConnected','session':'s-1','aliveEveryMs':100000}");
    pass(1);
  }

  private void logOn() {
    connect();
    assertThat(last("AGTLogon").path("force").asBoolean()).isFalse();
    accept("AGTLogon");
  }

  private void talk(String call) {
    logOn();
    pass(200);
    accept("AGTStateChange");
    tell("{'type':'AGTNailupChange','nailup':'NAILED_UP','sequence':2}");
    tell("{'type':'AGTStateChangedNotify','agentState':'READY','sequence':3}");
    tell("{'type':'AGTStateChangedNotify','agentState':'BUSY','sequence':4}");
    tell("{'type':'AGTCallNotify','call':'" + call + "','job':'j','sequence':4}");
    tell("{'type':'AGTCallStateChangedNotify','callState':'TALKING','call':'%s'}".formatted(call));
    tell("{'type':'AGTCallConnected','call':'" + call + "','sequence':5}");
  }

  private void endCall(String call) {
    tell("{'type':'AGTCallDisconnected','call':'%s','endedBy':'CUSTOMER'}".formatted(call));
    tell("{'type':'AGTStateChangedNotify','agentState':'WORK_NOT_READY'}");
    tell("{'type':'AGTCallStateChangedNotify','callState':'WRAPUP','call':'%s'}".formatted(call));
    tell(
        "{'type':'AGTAutoReleaseLine','call':'%s','wrapup':{'extensionsLeft':2,'codes':['Sale','No_Interest']}}"
            .formatted(call));
  }

  private void accept(String command) {
    answer(command, last(command), 0, "");
  }

  private void answer(String command, ObjectNode question, int result, String reason) {
    tell(
        "{'type':'%sRESP','id':'%s','result':%d,'reason':'%s'}"
            .formatted(command, question.path("id").asText(), result, reason));
  }

  private void refuseAll(String reason) {
    for (ObjectNode frame : List.copyOf(works())) {
      answer(frame.path("type").asText(), frame, 201, reason);
    }
  }

  private void tell(String frame) {
    try {
      robot.onFrame((ObjectNode) JSON.readTree(frame.replace('\'', '"')), now);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
    robot.advance(now);
  }

  private void pass(long millis) {
    long end = now + millis;
    while (robot.nextDue().orElse(Long.MAX_VALUE) <= end) {
      now = Math.max(now, robot.nextDue().getAsLong());
      robot.advance(now);
    }
    now = end;
  }

  private List<String> types() {
    return sent.stream().map(frame -> frame.path("type").asText()).toList();
  }

  private List<ObjectNode> works() {
    return sent.stream()
        .filter(frame -> frame.path("type").asText().startsWith("AGT"))
        .filter(frame -> !frame.path("type").asText().equals("AGTLogon"))
        .toList();
  }

  private List<ObjectNode> logOns() {
    return sent.stream().filter(frame -> frame.path("type").asText().equals("AGTLogon")).toList();
  }

  private ObjectNode last(String type) {
    return sent.stream()
        .filter(frame -> frame.path("type").asText().equals(type))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("no " + type + " among " + types()));
  }
}
