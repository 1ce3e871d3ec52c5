package org.zonekeeper.bench.direct;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.command.GoReady;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.ReleaseLine;
import org.zonekeeper.schemas.command.ReportAgentStatus;
import org.zonekeeper.schemas.command.WrapUpContact;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.common.CallState;
import org.zonekeeper.schemas.common.NailupState;
import org.zonekeeper.schemas.journal.AgentLoggedOff;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.CallConnected;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.DesktopCheckRequested;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.LogOffGrounds;
import org.zonekeeper.schemas.journal.WrapUpStarted;

class DirectAgentsTest {
  private static final String ZONE = "zone-1";
  private static final long TALK = 1_000;
  private static final long WRAP_UP = 200;

  private final List<Command> commands = new ArrayList<>();
  private final DirectAgents agents =
      new DirectAgents(new DirectLoadPlan(1, TALK, WRAP_UP, 1), commands::add);

  @Test
  void liveThroughACall() {
    agents.come("ann", ZONE, 0);
    assertThat(only(LogOn.class).getForce()).isFalse();

    agents.hear(loggedOn("ann"), 10);
    assertThat(only(GoReady.class).getAgentId()).isEqualTo("ann");

    agents.hear(connected("ann", "call-1"), 20);
    assertThat(agents.talking()).isEqualTo(1);

    agents.hear(wrapUp("ann", "call-1"), 30);
    assertThat(agents.talking()).isZero();
    agents.advance(30 + WRAP_UP - 1);
    assertThat(commands).isEmpty();
    agents.advance(30 + WRAP_UP);
    assertThat(only(WrapUpContact.class).getCompletionCode()).isIn("Sale", "No_Interest");
  }

  @Test
  void endEveryFourthCallThemselves() {
    fourCalls();

    agents.advance(TALK / 2 - 1);
    assertThat(commands).isEmpty();
    agents.advance(TALK / 2);
    only(ReleaseLine.class);
  }

  /** What robots learn to do besides is no habit of these, whatever the call. */
  @Test
  void talkAndWrapUpAndNothingElseInAnyCall() {
    for (int agent = 1; agent <= 100; agent++) {
      agents.come("agent-" + agent, ZONE, 0);
      agents.hear(loggedOn("agent-" + agent), 0);
    }
    for (int call = 1; call <= 100; call++) {
      for (int agent = 1; agent <= 100; agent++) {
        String id = "call-" + agent + "-" + call;
        long answered = call * 10L * TALK;
        agents.hear(connected("agent-" + agent, id), answered);
        agents.advance(answered + TALK);
        agents.hear(wrapUp("agent-" + agent, id), answered + TALK);
        agents.advance(answered + 2 * TALK);
      }
    }

    assertThat(commands)
        .hasOnlyElementsOfTypes(LogOn.class, GoReady.class, ReleaseLine.class, WrapUpContact.class)
        .filteredOn(WrapUpContact.class::isInstance)
        .hasSize(100 * 100);
  }

  @Test
  void leaveACallAloneThatIsNotTheirsAnyMore() {
    fourCalls();
    for (int i = 1; i <= 4; i++) {
      agents.hear(loggedOff("agent-" + i, LogOffGrounds.DESKTOP_ERROR), 1);
    }
    commands.clear();

    agents.advance(TALK);
    assertThat(commands).isEmpty();
  }

  @Test
  void logOnAgainByForceWhenLoggedOut() {
    agents.come("ann", ZONE, 0);
    agents.hear(connected("ann", "call-1"), 0);
    commands.clear();

    agents.hear(loggedOff("ann", LogOffGrounds.DESKTOP_ERROR), 10);

    assertThat(only(LogOn.class).getForce()).isTrue();
    assertThat(agents.talking()).isZero();
  }

  @Test
  void answerEveryCheckWithWhatTheZoneBelieves() {
    agents.come("ann", ZONE, 0);
    commands.clear();

    agents.hear(
        new DesktopCheckRequested(
            header(),
            "ann",
            "check-1",
            AgentState.READY,
            CallState.IDLE,
            NailupState.NAILED_UP,
            9L),
        5);

    assertThat(only(ReportAgentStatus.class))
        .returns("check-1", ReportAgentStatus::getCheckId)
        .returns(AgentState.READY, ReportAgentStatus::getAgentState);
  }

  @Test
  void passOverWhatOthersAgentsLiveThrough() {
    agents.hear(loggedOn("with-a-desktop"), 0);
    agents.hear(connected("with-a-desktop", "call-1"), 0);

    assertThat(commands).isEmpty();
    assertThat(agents.talking()).isZero();
  }

  private void fourCalls() {
    for (int i = 1; i <= 4; i++) {
      agents.come("agent-" + i, ZONE, 0);
      agents.hear(connected("agent-" + i, "call-" + i), 0);
    }
    commands.clear();
  }

  /** The one command there is, which is taken away. */
  private <T extends Command> T only(Class<T> type) {
    assertThat(commands).singleElement().isInstanceOf(type);
    return type.cast(commands.removeFirst());
  }

  private static EventHeader header() {
    return EventHeader.newBuilder()
        .setZone(ZONE)
        .setEpoch(1)
        .setSequence(1)
        .setAt(0)
        .setCause(new Cause(CauseKind.COMMAND, "", "", -1L, 0L))
        .setCorrelation("")
        .build();
  }

  private static AgentLoggedOn loggedOn(String agentId) {
    return new AgentLoggedOn(
        header(), agentId, "7001", "session-1", "en", List.of(), null, null, false);
  }

  private static AgentLoggedOff loggedOff(String agentId, LogOffGrounds grounds) {
    return new AgentLoggedOff(header(), agentId, "session-1", grounds, null, "");
  }

  private static CallConnected connected(String agentId, String callId) {
    return CallConnected.newBuilder()
        .setHeader(header())
        .setCallId(callId)
        .setAgentId(agentId)
        .setConnectedAt(0)
        .build();
  }

  private static WrapUpStarted wrapUp(String agentId, String callId) {
    return new WrapUpStarted(
        header(), callId, agentId, 60_000L, 0, "No_Code", List.of("Sale", "No_Interest"));
  }
}
