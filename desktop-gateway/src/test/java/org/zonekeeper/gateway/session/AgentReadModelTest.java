package org.zonekeeper.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.schemas.common.AgentState;
import org.zonekeeper.schemas.status.AgentSnapshot;

class AgentReadModelTest {
  private final Given north = new Given();
  private final AgentReadModel agents = new AgentReadModel();

  @Test
  void thoseWhoAreReadyComeFirstHoweverTheyGotThere() {
    put("a-3", AgentState.READY);
    put("a-1", AgentState.NOT_READY);
    put("a-2", AgentState.READY);
    assertThat(order()).containsExactly("a-2", "a-3", "a-1");

    put("a-1", AgentState.READY);
    put("a-2", AgentState.NOT_READY);
    assertThat(order()).containsExactly("a-1", "a-3", "a-2");
    assertThat(agents.ofZone(Given.ZONE)).hasSize(3);
  }

  @Test
  void whoIsGoneIsNowhere() {
    put("a-1", AgentState.READY);
    put("a-2", AgentState.READY);
    put("a-3", AgentState.READY);
    put("a-1", AgentState.LOGOUT);
    assertThat(agents.remove(new AgentKey(Given.ZONE, "a-2"))).isPresent();
    assertThat(order()).containsExactly("a-3");
    assertThat(agents.find(new AgentKey(Given.ZONE, "a-2"))).isEmpty();
    assertThat(agents.remove(new AgentKey(Given.ZONE, "a-2"))).isEmpty();
    assertThat(agents.readyFirst("south")).isEmpty();
  }

  private void put(String agent, AgentState state) {
    AgentSnapshot snapshot = north.snapshot(agent, "gw-1." + agent);
    snapshot.setAgentState(state);
    agents.put(snapshot);
  }

  private List<String> order() {
    return agents.readyFirst(Given.ZONE).stream().map(AgentSnapshot::getAgentId).toList();
  }
}
